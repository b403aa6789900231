"""Tracking numbers and order numbers."""

from __future__ import annotations

from smsparse.entities.context import NOTHING, Resolved

from .numerals import fold, upper

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

MAX_LENGTH: Final = 64


def resolve_tracking(text: str) -> Resolved:
    """Capitals and digits, 5 to 40 of them, separators dropped: sf 1234-5678-90123 -> SF1234567890123."""
    if len(text) > MAX_LENGTH:
        return NOTHING
    number = upper("".join(fold(text).split()).replace("-", ""))
    return Resolved(number) if 5 <= len(number) <= 40 and number.isascii() and number.isalnum() else NOTHING


def resolve_order(text: str) -> Resolved:
    """An order number as written, folded and without spaces; its hyphens may mean something and stay."""
    if len(text) > MAX_LENGTH:
        return NOTHING
    number = "".join(fold(text).split()).strip("-#:,.")
    is_number = number.isascii() and number.replace("-", "").replace("_", "").isalnum()
    return Resolved(number) if is_number else NOTHING
