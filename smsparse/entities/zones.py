"""Zones by name: their transitions as a table, once a process. Only a zone other than the default one is looked up."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

from smsparse._native import Zone

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

FIRST: Final = -2208988800 - 86400  # the day before 1900, seconds since 1970 UTC
LAST: Final = 7258118400 + 86400  # the day after 2199
STRIDE: Final = 4 * 86400  # no zone changes its offset twice in so few days, and back

_zones: dict[str, Zone] = {}


def zone_named(name: str) -> Zone:
    """The zone of an IANA name. Raises KeyError, ValueError or OSError, as `ZoneInfo` does, where there is none."""
    if name not in _zones:
        zone = ZoneInfo(name)
        _zones[name] = Zone(_offset(zone, FIRST), _transitions(zone))
    return _zones[name]


def _transitions(zone: ZoneInfo) -> list[tuple[int, int]]:
    """(seconds since 1970 UTC, offset in seconds from then on) of every change between the years 1900 and 2199."""
    found = []
    before = _offset(zone, FIRST)
    for start in range(FIRST, LAST, STRIDE):
        after = _offset(zone, start + STRIDE)
        if after != before:
            found.append((_change(zone, start, start + STRIDE), after))
        before = after
    return found


def _change(zone: ZoneInfo, low: int, high: int) -> int:
    """The first second after `low` with the offset of `high`."""
    wanted = _offset(zone, high)
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(zone, middle) == wanted:
            high = middle
        else:
            low = middle
    return high


def _offset(zone: ZoneInfo, utc: int) -> int:
    """Offset in seconds at an instant."""
    moment = datetime.datetime(1970, 1, 1, tzinfo=zone) + datetime.timedelta(seconds=utc)
    offset = zone.fromutc(moment).utcoffset()
    return 0 if offset is None else int(offset.total_seconds())
