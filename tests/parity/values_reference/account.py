"""Account tails: surface -> the digits at its end (尾号1234, *1234, XX4356, 0152****100)."""

from __future__ import annotations

from smsparse.entities.context import NOTHING, Resolved

from .numerals import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

MAX_LENGTH: Final = 64


def resolve(text: str) -> Resolved:
    """The last run of digits; separators inside a number are dropped, a mask ends the run."""
    if len(text) > MAX_LENGTH:
        return NOTHING
    folded = "".join(fold(text).split()).replace("-", "")
    end = len(folded)
    while end and not _is_digit(folded[end - 1]):
        end -= 1
    start = end
    while start and _is_digit(folded[start - 1]):
        start -= 1
    digits = folded[start:end]
    return Resolved(digits) if digits else NOTHING


def _is_digit(c: str) -> bool:
    return "0" <= c <= "9"
