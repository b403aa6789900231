"""Calibration by hand: ten rows are enough to see each figure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smsparse.evaluation.calibration import brier, coverage, equal_mass_bins, expected_error

ROWS = [(0.2, False), (0.4, True), (0.6, True), (0.8, True)]


def test_two_bins_by_hand():
    low, high = equal_mass_bins(ROWS, 2)
    assert (low.rows, low.confidence, low.accuracy) == (2, pytest.approx(0.3), 0.5)
    assert (high.rows, high.confidence, high.accuracy) == (2, pytest.approx(0.7), 1.0)
    assert expected_error([low, high]) == pytest.approx(0.5 * 0.2 + 0.5 * 0.3)


def test_bins_differ_by_one_row_at_most_and_empty_ones_are_left_out():
    assert [one.rows for one in equal_mass_bins([(0.5, True)] * 23)] == [2, 2, 2, 3, 2, 2, 3, 2, 2, 3]
    assert [one.rows for one in equal_mass_bins(ROWS)] == [1, 1, 1, 1]
    assert equal_mass_bins([]) == []


def test_brier_by_hand():
    assert brier(ROWS) == pytest.approx((0.04 + 0.36 + 0.16 + 0.04) / 4)


def test_coverage_is_the_largest_share_that_is_right_enough():
    # From the top: right, right, wrong (2/3), right (3/4), right (4/5), wrong (4/6).
    rows = [(0.9, True), (0.8, True), (0.7, False), (0.6, True), (0.5, True), (0.4, False)]
    assert coverage(rows, 0.99) == (2 / 6, 0.8)
    assert coverage(rows, 0.8) == (5 / 6, 0.5)
    assert coverage(rows, 0.5) == (1.0, 0.4)


def test_no_threshold_parts_rows_of_one_confidence():
    assert coverage([(0.9, True), (0.9, True), (0.9, False)]) == (0.0, None)
    assert coverage([]) == (0.0, None)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=60))
def test_figures_stay_within_bounds(rows):
    share, threshold = coverage(rows)
    assert 0 <= share <= 1
    assert 0 <= expected_error(equal_mass_bins(rows)) <= 1
    assert 0 <= brier(rows) <= 1
    if threshold is not None:
        kept = [right for confidence, right in rows if confidence >= threshold]
        assert (len(kept) / len(rows), sum(kept) >= 0.99 * len(kept)) == (share, True)
