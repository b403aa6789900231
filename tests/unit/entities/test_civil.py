"""The integer calendar against datetime."""

from __future__ import annotations

import datetime as dt

from tests.parity.values_reference.civil import add_months, civil, day_number, iso_datetime, weekday

EPOCH = dt.date(1970, 1, 1)


def test_days_agree_with_datetime_over_three_centuries() -> None:
    day = dt.date(1900, 1, 1)
    while day < dt.date(2200, 1, 1):
        number = (day - EPOCH).days
        assert day_number(day.year, day.month, day.day) == number
        assert civil(number) == (day.year, day.month, day.day)
        assert weekday(number) == day.weekday()
        day += dt.timedelta(days=13)


def test_dates_that_do_not_exist() -> None:
    for year, month, day in ((2023, 2, 29), (2024, 2, 30), (2024, 0, 1), (2024, 13, 1), (2024, 4, 31), (2024, 1, 0)):
        assert day_number(year, month, day) is None
    for year in (1899, 2200, 0, -5, 10**9):
        assert day_number(year, 1, 1) is None


def test_months_are_added_over_the_new_year() -> None:
    assert add_months(2024, 12, 1) == (2025, 1)
    assert add_months(2024, 1, -1) == (2023, 12)
    assert add_months(2024, 5, -17) == (2022, 12)


def test_iso_datetime_writes_offsets_of_both_signs() -> None:
    assert iso_datetime(0, 480, with_seconds=False) == "1970-01-01T00:00+08:00"
    assert iso_datetime(59, -570, with_seconds=True) == "1970-01-01T00:00:59-09:30"
