"""Fills what a written time leaves out from the receive time, and writes ISO 8601.

Every gap is filled the same way: list the days the writing could mean, keep those on the right side, take the closest.
"""

from __future__ import annotations

from .civil import (
    DAY,
    add_months,
    civil,
    day_number,
    days_in_month,
    iso_date,
    iso_datetime,
    weekday,
)
from .temporal_reader import IMPOSSIBLE, Moment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final

    from .context import Context, ReceivedAt
    from .temporal_reader import Reading

AHEAD: Final = "ahead"
BEHIND: Final = "behind"
NEAREST: Final = "nearest"

# Years to look at for a date without one; 29 February may be eight years away (1896-1904, 2096-2104).
YEARS_AROUND: Final = 1
YEARS_AROUND_LEAP_DAY: Final = 8
FAR_AWAY: Final = 2 * 366  # days; beyond, an order of day, month and year is doubtful
MONTHS_AROUND: Final = 2  # no day of the month is missing from two months in a row


class Anchored:
    """A moment on the calendar: `day` (days since 1970-01-01), or a month if `is_month` (then its first day)."""

    __slots__ = ("clock", "day", "has_seconds", "is_month", "offset")

    def __init__(self, day: int, moment: Moment, *, is_month: bool = False) -> None:
        self.day = day
        self.clock = moment.clock
        self.has_seconds = moment.has_seconds
        self.offset = moment.offset
        self.is_month = is_month

    @property
    def local(self) -> int:
        """Seconds since 1970 on the wall clock."""
        return self.day * DAY + (self.clock or 0)


def anchor(
    moments: tuple[Moment, Moment | None],
    received: ReceivedAt | None,
    lean: str,
    context: Context,
    *,
    is_due: bool = False,
) -> str | None:
    """The ISO 8601 value of what was read, or None. `is_due` lets 每月6日 mean the next such day."""
    first, second = moments
    if IMPOSSIBLE in (first.clock, second.clock if second else None):
        return None
    if second is None:
        start = _anchor_one(first, received, lean, is_due=is_due)
        return _write(start, received, context) if start else None
    pair = _anchor_range(first, second, received, lean)
    if pair is None or pair[1].local < pair[0].local or pair[0].is_month != pair[1].is_month:
        return None
    return f"{_write(pair[0], received, context)}/{_write(pair[1], received, context)}"


# --- one moment -----------------------------------------------------------------------------------------------------


def _anchor_one(moment: Moment, received: ReceivedAt | None, lean: str, *, is_due: bool = False) -> Anchored | None:
    if moment.elapsed is not None:
        return _elapsed(moment, received)
    if _is_month(moment):
        return _month(moment, received, lean)
    if len(moment.readings) > 1 and received is not None:
        return _likeliest(moment, received, lean)
    days = _days(moment, received, lean)
    if moment.monthly is not None:
        days = [d for d in days if received is not None and d >= received.day] if is_due else []
        lean = AHEAD
    day = _choose(days, moment, received, lean)
    return None if day is None else Anchored(day, moment)


def _likeliest(moment: Moment, received: ReceivedAt, lean: str) -> Anchored | None:
    """Of several orders of day, month and year: the one that fits the receive time, unless the time lies ahead; else
    the first that lies on the right side and not years away; else the first."""
    days: list[int] = []
    for reading in moment.readings:
        one = Moment()
        one.readings, one.clock = (reading,), moment.clock
        day = _choose(_days(one, received, lean), one, received, lean)
        if day is not None:
            days.append(day)
    fitting = [day for day in days if abs(day - received.day) <= 1] if lean != AHEAD else []
    near = [day for day in days if abs(day - received.day) <= FAR_AWAY]
    on_side = [day for day in near if lean == NEAREST or _is_on_side(day, moment, received, lean, DAY)]
    for choice in (fitting, on_side, near, days):
        if choice:
            return Anchored(choice[0], moment)
    return None


def _elapsed(moment: Moment, received: ReceivedAt | None) -> Anchored | None:
    if received is None or moment.elapsed is None:
        return None
    local = received.local + moment.elapsed
    if not 1900 <= civil(local // DAY)[0] < 2200:
        return None
    anchored = Anchored(local // DAY, moment)
    if not moment.whole_days:
        anchored.clock = local % DAY
        anchored.has_seconds = local % 60 != 0
    return anchored


def _days(moment: Moment, received: ReceivedAt | None, lean: str) -> list[int]:
    """All days the writing could mean, near the receive time. Empty when there are none or nothing to count from."""
    if moment.readings and all(y is not None for y, _, _ in moment.readings):
        return _existing(moment.readings)
    if received is None:
        return []
    year, month, _ = civil(received.day)
    if moment.readings:
        return _existing(_completed(moment, year, month))
    if moment.day_shift is not None:
        return [received.day + moment.day_shift]
    if moment.month_shift is not None:
        return _existing([(*add_months(year, month, moment.month_shift), moment.day)])
    if moment.monthly is not None:
        return _existing((*add_months(year, month, n), moment.monthly) for n in range(MONTHS_AROUND + 1))
    if moment.weekday is not None:
        return [_weekday(moment.weekday, moment.week_shift, received.day, lean)]
    shifts = {BEHIND: (-1, 0), AHEAD: (0, 1), NEAREST: (0, 1)}[lean]
    return [received.day + n for n in shifts]


def _existing(readings: Iterable[Reading]) -> list[int]:
    days = (day_number(y, m, d) for y, m, d in readings if y is not None and m is not None and d is not None)
    return [day for day in days if day is not None]


def _completed(moment: Moment, year: int, month: int) -> list[Reading]:
    """Dates without year (or month) in every year (or month) around."""
    completed: list[Reading] = []
    for _, m, d in moment.readings:
        if moment.year_shift is not None:
            completed.append((year + moment.year_shift, m, d))
        elif m is None:
            completed += [(*add_months(year, month, n), d) for n in range(-MONTHS_AROUND, MONTHS_AROUND + 1)]
        else:
            around = YEARS_AROUND_LEAP_DAY if (m, d) == (2, 29) else YEARS_AROUND
            completed += [(y, m, d) for y in range(year - around, year + around + 1)]
    return completed


def _weekday(wanted: int, week_shift: int | None, today: int, lean: str) -> int:
    """周五 alone: the next one (today counts), in a report the last one. 本周五: of this week, from its Monday."""
    if week_shift is not None:
        return today - weekday(today) + wanted + 7 * week_shift
    ahead = (wanted - weekday(today)) % 7
    return today + ahead - 7 if lean == BEHIND and ahead else today + ahead


def _choose(days: list[int], moment: Moment, received: ReceivedAt | None, lean: str) -> int | None:
    """The closest of `days` on the side `lean` says; without a receive time only a day that stands alone."""
    days = sorted(set(days))
    if len(days) <= 1 or received is None:
        return days[0] if len(days) == 1 else None
    # A clock alone belongs to the day of receipt or its neighbour, so the slack is half a day; a date has a whole one.
    slack = DAY if moment.has_date else DAY // 2
    side = [d for d in days if lean == NEAREST or _is_on_side(d, moment, received, lean, slack)]
    if not moment.has_date:
        side = [d for d in days if _is_on_side(d, moment, received, BEHIND if lean == BEHIND else AHEAD, slack)]
        return (max(side) if lean == BEHIND else min(side)) if side else None
    now = received.day if moment.clock is None else received.local // 60
    scale = 1 if moment.clock is None else DAY // 60
    clock = (moment.clock or 0) // 60
    return min(side or days, key=lambda d: (abs(d * scale + (clock if scale > 1 else 0) - now), d))


def _is_on_side(day: int, moment: Moment, received: ReceivedAt, lean: str, slack: int) -> bool:
    by_day = (day - received.day) * DAY
    distance = by_day if moment.clock is None else day * DAY + moment.clock - received.local
    return distance <= slack if lean == BEHIND else distance >= -slack


# --- months ---------------------------------------------------------------------------------------------------------


def _is_month(moment: Moment) -> bool:
    if moment.month_shift is not None:
        return moment.day is None
    return bool(moment.readings) and moment.readings[0][1] is not None and moment.readings[0][2] is None


def _month(moment: Moment, received: ReceivedAt | None, lean: str) -> Anchored | None:
    """A month, or its last day for 月底."""
    month = _which_month(moment, received, lean)
    first = day_number(*month, 1) if month else None
    if month is None or first is None:
        return None
    if moment.month_end:
        return Anchored(first + days_in_month(*month) - 1, moment)
    return Anchored(first, moment, is_month=True) if moment.clock is None else None


def _which_month(moment: Moment, received: ReceivedAt | None, lean: str) -> tuple[int, int] | None:
    if moment.month_shift is not None:
        return add_months(*civil(received.day)[:2], moment.month_shift) if received else None
    year, month, _ = moment.readings[0]
    if month is None or not 1 <= month <= 12:
        return None
    if year is not None:
        return year, month
    if received is None:
        return None
    this_year, this_month, _ = civil(received.day)
    if moment.year_shift is not None:
        return this_year + moment.year_shift, month
    if lean == BEHIND:
        latest = civil(received.day + 1)
        return (latest[0] if month <= latest[1] else latest[0] - 1), month
    if lean == AHEAD:
        earliest = civil(received.day - 1)
        return (earliest[0] if month >= earliest[1] else earliest[0] + 1), month
    gap = month - this_month
    return this_year + (1 if gap < -6 else -1 if gap > 6 else 0), month


# --- ranges ---------------------------------------------------------------------------------------------------------


def _anchor_range(
    first: Moment, second: Moment, received: ReceivedAt | None, lean: str
) -> tuple[Anchored, Anchored] | None:
    """Both ends. The end follows the start; only if the end is the better known (a year, or it lies ahead) the start
    is found from it."""
    if _lacks_year(first) and (_has_year(second) or (lean == AHEAD and _has_own_day(second))):
        end = _anchor_one(second, received, lean)
        start = _latest_until(first, end) if end else None
    else:
        start = _anchor_one(first, received, lean)
        end = _earliest_from(second, start, received, lean) if start else None
    return (start, end) if start and end else None


def _has_year(moment: Moment) -> bool:
    return bool(moment.readings) and moment.readings[0][0] is not None


def _lacks_year(moment: Moment) -> bool:
    return bool(moment.readings) and moment.readings[0][0] is None and moment.year_shift is None


def _has_own_day(moment: Moment) -> bool:
    return _lacks_year(moment) and moment.readings[0][1] is not None and moment.readings[0][2] is not None


def _earliest_from(second: Moment, start: Anchored, received: ReceivedAt | None, lean: str) -> Anchored | None:
    """The end of a range whose start is known: the first time not before it that the writing allows."""
    if second.follows and second.day_shift is not None:
        return Anchored(start.day + 1, second)
    if second.follows:  # 次年: the year after that of the start
        second.year_shift = None
    if not second.has_date:
        carried = start.clock is not None and second.clock is not None and second.clock <= start.clock
        return Anchored(start.day + carried, second)
    if second.weekday is not None and second.week_shift is None:
        return Anchored(start.day + (second.weekday - weekday(start.day)) % 7, second)
    if not _lacks_year(second):
        return _anchor_one(second, received, lean)
    return _nearest_completion(second, start, later=True)


def _latest_until(first: Moment, end: Anchored) -> Anchored | None:
    return _nearest_completion(first, end, later=False)


def _nearest_completion(moment: Moment, other: Anchored, *, later: bool) -> Anchored | None:
    """The date without year closest to the other end, on the given side of it (the same day counts)."""
    year, month, _ = civil(other.day)
    if _is_month(moment):
        return _month_completion(moment, year, month, later=later)
    days = [d for d in _existing(_completed(moment, year, month)) if (d >= other.day if later else d <= other.day)]
    return Anchored(min(days) if later else max(days), moment) if days else None


def _month_completion(moment: Moment, year: int, month: int, *, later: bool) -> Anchored | None:
    wanted = moment.readings[0][1] or 0
    if later:
        year += wanted < month
    else:
        year -= wanted > month
    first = day_number(year, wanted, 1)
    if first is None:
        return None
    if moment.month_end:
        return Anchored(first + days_in_month(year, wanted) - 1, moment)
    return Anchored(first, moment, is_month=True)


# --- writing --------------------------------------------------------------------------------------------------------


def _write(anchored: Anchored, received: ReceivedAt | None, context: Context) -> str:
    if anchored.is_month:
        return iso_date(anchored.day)[:7]
    if anchored.clock is None:
        return iso_date(anchored.day)
    offset = anchored.offset
    if offset is None:
        offset = received.offset if received is not None else context.offset_at_local(anchored.local)
    return iso_datetime(anchored.local, offset, with_seconds=anchored.has_seconds)
