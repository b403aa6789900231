"""Days and dates as integers: enough of the proleptic Gregorian calendar to anchor times without importing datetime.

The day count is Howard Hinnant's `days_from_civil` / `civil_from_days` (http://howardhinnant.github.io/date_algorithms.html).
"""

from __future__ import annotations

MINUTE = 60
HOUR = 3600
DAY = 86400


def is_leap(year: int) -> bool:
    """True for a leap year of the Gregorian calendar."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """Number of days of a month, 1 <= month <= 12."""
    if month == 2:
        return 29 if is_leap(year) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def day_number(year: int, month: int, day: int) -> int | None:
    """Days since 1970-01-01, or None when there is no such date between the years 1900 and 2199."""
    if not (1900 <= year < 2200 and 1 <= month <= 12 and 1 <= day <= days_in_month(year, month)):
        return None
    y = year - (month <= 2)
    era = y // 400
    year_of_era = y - era * 400
    day_of_year = (153 * (month - 3 if month > 2 else month + 9) + 2) // 5 + day - 1
    return era * 146097 + year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year - 719468


def civil(day: int) -> tuple[int, int, int]:
    """(year, month, day of month) of a day number."""
    day += 719468
    era = day // 146097
    day_of_era = day - era * 146097
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36524 - day_of_era // 146096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * day_of_year + 2) // 153
    month = shifted + 3 if shifted < 10 else shifted - 9
    return year_of_era + era * 400 + (month <= 2), month, day_of_year - (153 * shifted + 2) // 5 + 1


def year_of(day: int) -> int:
    """The year a day number lies in."""
    return civil(day)[0]


def weekday(day: int) -> int:
    """Day of the week of a day number, Monday = 0 .. Sunday = 6."""
    return (day + 3) % 7


def add_months(year: int, month: int, count: int) -> tuple[int, int]:
    """(year, month) a number of months later (or earlier, if negative)."""
    months = year * 12 + month - 1 + count
    return months // 12, months % 12 + 1


def iso_date(day: int) -> str:
    """YYYY-MM-DD of a day number."""
    year, month, dom = civil(day)
    return f"{year:04d}-{month:02d}-{dom:02d}"


def iso_datetime(local: int, offset: int, *, with_seconds: bool) -> str:
    """ISO 8601 of a wall-clock time (seconds since 1970) at an offset in minutes east of UTC."""
    second = local % DAY
    clock = f"{second // HOUR:02d}:{second // MINUTE % 60:02d}"
    if with_seconds:
        clock += f":{second % MINUTE:02d}"
    sign, offset = ("-", -offset) if offset < 0 else ("+", offset)
    return f"{iso_date(local // DAY)}T{clock}{sign}{offset // 60:02d}:{offset % 60:02d}"
