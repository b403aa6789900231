"""Durations: surface -> whole seconds.

Months and years have no fixed length and give None (六個月). Fractions are rounded to the second.
"""

from __future__ import annotations

from smsparse.entities.context import NOTHING, Resolved

from .numerals import DIGITS, SMALL_UNITS, chinese_integer, fold, lower, scaled

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from typing import Final

MAX_LENGTH: Final = 40
UNIT: Final = "s"
MAX_DIGITS: Final = 12  # of one number; no message means more

_SECONDS: Final = {
    "秒钟": 1, "秒": 1, "seconds": 1, "second": 1, "secs": 1, "sec": 1, "s": 1,
    "分钟": 60, "分": 60, "minutes": 60, "minute": 60, "mins": 60, "min": 60, "m": 60,
    "刻钟": 900, "刻": 900,
    "小时": 3600, "钟头": 3600, "时": 3600, "hours": 3600, "hour": 3600, "hrs": 3600, "hr": 3600, "h": 3600,
    "天": 86400, "日": 86400, "days": 86400, "day": 86400, "d": 86400,
    "星期": 604800, "礼拜": 604800, "周": 604800, "weeks": 604800, "week": 604800, "wks": 604800, "wk": 604800,
    "w": 604800,
}  # fmt: skip
_SIMPLIFIED: Final = str.maketrans("鐘鍾時個點週禮內兩間", "钟钟时个点周礼内两间")

_patterns: dict[str, re.Pattern[str]] = {}


def resolve(text: str) -> Resolved:
    """Resolves a duration such as 5分钟, 1小时30分, 半小时, 10 minutes, 48h."""
    total = seconds(text)
    return NOTHING if total is None else Resolved(str(total), UNIT)


def seconds(text: str) -> int | None:
    """The length in seconds, or None."""
    if len(text) > MAX_LENGTH:
        return None
    folded = "".join(lower(fold(text)).translate(_SIMPLIFIED).split())
    m = _pattern("trim").fullmatch(folded)
    rest = m[1] if m else folded
    total, last = 0, 10**9
    while rest:
        term = _pattern("term").match(rest)
        if term is None:
            return None
        length = _term(term[1], term[2], term[3], term[4])
        size = _SECONDS[term[3]]
        if length is None or size >= last:
            return None
        total, last, rest = total + length, size, rest[term.end() :]
    return total if last < 10**9 else None


def _term(number: str, half_before: str | None, unit: str, half_after: str | None) -> int | None:
    """One number with its unit; 半 may be the number (半小时), stand before the unit (1个半小时) or after (1小时半)."""
    size = _SECONDS[unit]
    if number == "半":
        return None if half_before or half_after else size // 2
    whole = int(number.partition(".")[0]) if number[0].isdigit() else chinese_integer(number)
    if whole is None or whole >= 10**MAX_DIGITS or (half_before and half_after):
        return None
    length = scaled(number, size) if number[0].isdigit() else whole * size
    return length + size // 2 if half_before or half_after else length


def _pattern(name: str) -> re.Pattern[str]:
    if name not in _patterns:
        import re

        units = "|".join(sorted(_SECONDS, key=len, reverse=True))
        numerals = "".join(DIGITS) + "".join(SMALL_UNITS)
        source = {
            "trim": r"(?:约|within|for|in)?(.+?)(?:以内|之内|内有效|内|有效|左右)?",
            "term": rf"([0-9]+(?:\.[0-9]+)?|[{numerals}]+|半)个?(半)?({units})(半)?(?:and)?",
        }[name]
        _patterns[name] = re.compile(source)
    return _patterns[name]
