"""Travel: flight numbers, train numbers and seats."""

from __future__ import annotations

from smsparse.entities.context import NOTHING, Resolved

from .numerals import fold, upper

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from typing import Final

MAX_LENGTH: Final = 32

_SIMPLIFIED: Final = str.maketrans("車號鋪廂無臥軟座層間", "车号铺厢无卧软座层间")
_SOURCES: Final = {
    # A carrier's two characters (one may be a digit), 1 to 4 digits, an operational suffix; shared flights by /.
    "flight": r"(?:[A-Z][A-Z0-9]|[0-9][A-Z])[0-9]{1,4}[A-Z]?(?:/(?:[A-Z0-9]{2})?[0-9]{1,4})*",
    # A train that changes its number on the way has both: K1234/1.
    "train": r"[A-Z]?[0-9]{1,4}(?:/[A-Z]?[0-9]{1,4})*",
}

_patterns: dict[str, re.Pattern[str]] = {}


def resolve_number(kind: str, text: str) -> Resolved:
    """Resolves a flight or train number ("flight" or "train"): capitals, no spaces, no 次."""
    if len(text) > MAX_LENGTH:
        return NOTHING
    number = upper("".join(fold(text).split())).replace("-", "")
    number = number.removesuffix("航班").removesuffix("列车").removesuffix("次")
    return Resolved(number) if _pattern(kind).fullmatch(number) else NOTHING


def resolve_seat(text: str) -> Resolved:
    """A seat in one spelling: no spaces, capitals, Simplified, no leading zeros (05车12F號 -> 5车12F号)."""
    if len(text) > MAX_LENGTH:
        return NOTHING
    seat = upper("".join(fold(text).split())).translate(_SIMPLIFIED)
    seat = _pattern("zeros").sub("", seat).strip(",.;:")
    return Resolved(seat) if seat else NOTHING


def _pattern(name: str) -> re.Pattern[str]:
    if name not in _patterns:
        import re

        _patterns[name] = re.compile(_SOURCES.get(name, r"(?<![0-9])0+(?=[0-9])"))
    return _patterns[name]
