"""Intervals, checked against figures worked out by hand or printed elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smsparse.evaluation.intervals import f1_of, group_counts, resample, spread, wilson

np = pytest.importorskip("numpy")


def test_wilson_of_nine_in_ten():
    # z² = 3.8415; (0.9 + 0.19207 ± 1.95996 √(0.009 + 0.0096036)) / 1.38415
    assert wilson(9, 10) == pytest.approx((0.5958, 0.9821), abs=1e-4)


def test_wilson_at_the_ends():
    # Nothing wrong in n rows: the lower end is n / (n + z²).
    assert wilson(100, 100) == pytest.approx((100 / 103.8415, 1.0), abs=1e-4)
    assert wilson(0, 0) == (0.0, 1.0)


@given(st.integers(1, 500).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_wilson_holds_the_share(counts):
    hits, total = counts
    low, high = wilson(hits, total)
    assert 0 <= low <= hits / total <= high <= 1


def test_counts_of_groups():
    rows = [(("field", "code", 0),), (("field", "code", 2), ("l1", "risk", 0)), (("field", "code", 0),)]
    counts = group_counts(["a", "b", "a"], rows, {("field", "code"): 0})
    assert counts.tolist() == [[[2, 0, 0]], [[0, 0, 1]]]


def test_the_same_rows_give_the_same_draws_and_whole_groups_are_drawn():
    counts = np.array([[[3.0, 0, 0]], [[0, 0, 5.0]]])
    drawn = resample(counts, rounds=200)
    assert (drawn == resample(counts, rounds=200)).all()
    assert {tuple(one) for one in drawn[:, 0].tolist()} == {(6, 0, 0), (3, 0, 5), (0, 0, 10)}


def test_f1_of_counts():
    scores = f1_of(np.array([[3.0, 1, 1], [0, 0, 0]]))
    assert scores[0] == 6 / 8
    assert np.isnan(scores[1])
    assert spread(scores) == (0.75, 0.75)
    assert spread(np.array([np.nan])) == (0.0, 1.0)
