"""Data volume: surface -> whole bytes, in binary multiples as carriers count (1 GB = 1024 MB = 1024**3 bytes).

A fraction of a byte is rounded half up: 17.77M is 18633196 bytes. A rate (100Mbps) is no volume: None.
"""

from __future__ import annotations

from smsparse.entities.context import NOTHING, Resolved

from .amount import read_number
from .numerals import fold, lower, scaled

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from typing import Final

MAX_LENGTH: Final = 40
UNIT: Final = "B"

# Powers of 1024. 兆 is the everyday word for a megabyte.
_POWERS: Final = {
    "字节": 0, "byte": 0, "bytes": 0, "b": 0,
    "kib": 1, "kb": 1, "k": 1, "千字节": 1,
    "mib": 2, "mb": 2, "m": 2, "兆字节": 2, "兆b": 2, "兆": 2,
    "gib": 3, "gb": 3, "g": 3, "吉字节": 3, "吉": 3,
    "tib": 4, "tb": 4, "t": 4,
}  # fmt: skip

_patterns: dict[str, re.Pattern[str]] = {}


def resolve(text: str) -> Resolved:
    """Resolves a volume such as 1.2GB, 46267KB, 500兆, 3GB200MB."""
    if len(text) > MAX_LENGTH:
        return NOTHING
    rest = "".join(lower(fold(text)).replace("個", "个").replace("節", "节").split())
    rest = rest.removesuffix("流量").removesuffix("的").removesuffix("全国").removesuffix("国内").removeprefix("约")
    total, last = 0, 9
    while rest:
        m = _pattern().match(rest)
        if m is None:
            return NOTHING
        number = read_number(m[1])
        power = _POWERS[m[2]]
        if number is None or power >= last:
            return NOTHING
        total, last, rest = total + scaled(number, 1024**power), power, rest[m.end() :]
    return Resolved(str(total), UNIT) if last < 9 else NOTHING


def _pattern() -> re.Pattern[str]:
    if "term" not in _patterns:
        import re

        from .numerals import NUMERAL_CHARS

        units = "|".join(sorted(_POWERS, key=len, reverse=True))
        _patterns["term"] = re.compile(rf"([0-9][0-9.,]*|[{NUMERAL_CHARS}]+)个?({units})(?![a-z])")
    return _patterns["term"]
