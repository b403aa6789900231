"""Receive times read from columns by the extension against the same times looked at one by one in Python."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smsparse.arrow import _read_times, time_column
from smsparse.entities import Context

ZONES = [Context(tz=name) for name in ("Asia/Shanghai", "Europe/Berlin", "Australia/Lord_Howe")]
TEXTS = st.from_regex(
    r"(18|19|20|21|22)[0-9]{2}-[01][0-9]-[0-3][0-9][Tt ][0-2][0-9]:[0-6][0-9](:[0-6][0-9](\.[0-9]{1,30})?)?([Zz]|[+-][0-2][0-9]:[0-6][0-9])?",
    fullmatch=True,
)  # fmt: skip
ANY_TEXTS = TEXTS | st.text(alphabet="0123456789-T:+Z. ", max_size=60) | st.text(max_size=30)
NUMBERS = st.integers(-(1 << 63), (1 << 63) - 1) | st.integers(-2_300_000_000_000, 7_300_000_000_000)


def agree(column, values, zone):
    told = [], []
    for times, out in zip((time_column(column), values), told, strict=True):
        errors = {}
        state, seconds, minutes = _read_times(times, zone, errors)
        out += [bytes(state), seconds, minutes, {row: error.to_dict() for row, error in errors.items()}]
    assert told[0] == told[1]


@settings(deadline=None)
@given(st.lists(st.none() | ANY_TEXTS, max_size=12), st.sampled_from(ZONES), st.integers(0, 3))
def test_texts(values, zone, first):
    for kind in (pa.string(), pa.large_string(), pa.string_view()):
        agree(pa.array(values, kind)[first:], values[first:], zone)


@settings(deadline=None)
@given(st.lists(st.none() | NUMBERS, max_size=12), st.sampled_from(ZONES), st.integers(0, 3))
def test_epoch_milliseconds(values, zone, first):
    agree(pa.array(values, pa.int64())[first:], values[first:], zone)


@settings(deadline=None)
@given(st.lists(st.none() | st.integers(0, (1 << 64) - 1), max_size=6))
def test_more_than_63_bits(values):
    agree(pa.array(values, pa.uint64()), values, ZONES[0])


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
@pytest.mark.parametrize("tz", ["UTC", "Asia/Tokyo"])
@settings(deadline=None, max_examples=30)
@given(st.lists(st.none() | st.integers(-2_000_000_000, 4_000_000_000), max_size=8), st.sampled_from(ZONES))
def test_timestamps(unit, tz, values, zone):
    per_second = {"s": 1, "ms": 1000, "us": 1_000_000, "ns": 1_000_000_000}[unit]
    column = pa.array([None if value is None else value * per_second for value in values], pa.timestamp(unit, tz))
    agree(column, [None if value is None else value * 1000 for value in values], zone)
