"""The figures of docs/capacity.md agree with each other: whoever puts in new ones is told which results to change."""

from __future__ import annotations

import re
from math import ceil
from pathlib import Path

import pytest

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "capacity.md").read_text("utf-8")
DAY = 86_400


def given(letter):
    """The number of a figure in the table at the top."""
    return float(re.search(rf"\| \*\*{letter}\*\* \| ([\d.,]+)", TEXT)[1].replace(",", ""))


def cores(billions, rate):
    return ceil(given("p") * billions * 1e9 / DAY / (rate * given("e") * given("u")))


@pytest.mark.parametrize("billions", [3.2, 10])
def test_cores_follow_from_the_figures(billions):
    mean = billions * 1e9 / DAY
    row = f"| {billions:g} billion | {mean:,.0f} | {given('p') * mean:,.0f} | {cores(billions, given('r'))} |"
    assert row in TEXT
    assert f"so {cores(billions, given('r'))} cores" in TEXT


def test_other_rates_follow_from_the_formula():
    rows = re.findall(r"^\| ([\d,]+) \| (\d+) \| (\d+) \|$", TEXT, re.M)
    assert len(rows) == 5
    for rate, *told in rows:
        assert [int(cell) for cell in told] == [cores(billions, float(rate.replace(",", ""))) for billions in (3.2, 10)]


def test_a_day_in_four_hours():
    rate = 3.2e9 / 4 / 3600
    assert (
        f"3.2 billion in 4 hours are {rate:,.0f} a second, at r = {given('r'):,.0f} they take {ceil(rate / given('r') / given('e'))}"
        in TEXT
    )


def test_memory_and_bytes():
    row = given("m") + given("b")
    batch = 2 * 65_536 * row / 2**20
    assert f"2 · 65,536 · {row:.0f} bytes = {batch:.1f} MiB" in TEXT
    assert f"{given('a'):.0f} + {given('g'):.0f} + {batch:.1f} = {given('a') + given('g') + batch:.1f} MiB" in TEXT
    peak = given("p") * 3.2e9 / DAY
    assert f"{peak:,.0f} · {row:.0f} bytes = {peak * row / 1e6:.0f} MB/s" in TEXT
    assert f"3.2 billion · {given('b'):.0f} bytes = {3.2 * given('b'):.0f} GB" in TEXT
