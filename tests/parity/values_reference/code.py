"""Codes: one-time codes, voucher codes and pickup codes -> the form a person would type.

A one-time code loses its separators and the sender's reference letters (G-482913 -> 482913); a voucher keeps its
letters. A pickup code keeps its hyphens, which the shelf shows too.
"""

from __future__ import annotations

from smsparse.entities.context import NOTHING, Resolved

from .numerals import DIGITS, fold, upper

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

MAX_LENGTH: Final = 64

_DASHES: Final = {ord(c): "-" for c in "‐‑‒–—―─−﹣"}
_SEPARATORS: Final = {ord(c): None for c in "-_.·•,:/'\"“”‘’「」『』【】[]()<>《》*"} | {
    ord("。"): None,
    ord("、"): None,
}
_NUMERALS: Final = {**DIGITS, **{str(digit): digit for digit in range(10)}, "参": 3}
MAX_REFERENCE: Final = 6  # letters before the hyphen that are not part of the code


def resolve(text: str, category: str) -> Resolved:
    """Resolves a one-time or voucher code. Value None when nothing or something other than a code is left."""
    if len(text) > MAX_LENGTH:
        return NOTHING
    folded = "".join(fold(text).split()).translate(_DASHES)
    if not category.startswith("order."):
        folded = _without_reference(folded)
    code = folded.translate(_SEPARATORS)
    if code and all(c in _NUMERALS for c in code):
        code = "".join(str(_NUMERALS[c]) for c in code)
    return Resolved(code) if code.isalnum() else NOTHING


def _without_reference(text: str) -> str:
    """G-482913 -> 482913: letters and a hyphen before four to eight digits name the request, not the code."""
    reference, hyphen, digits = text.partition("-")
    is_reference = 0 < len(reference) <= MAX_REFERENCE and reference.isascii() and reference.isalpha()
    return digits if hyphen and is_reference and 4 <= len(digits) <= 8 and digits.isdigit() else text


def resolve_pickup(text: str) -> Resolved:
    """Resolves a pickup code: spaces go, every kind of dash becomes a hyphen, letters are capitals."""
    if len(text) > MAX_LENGTH:
        return NOTHING
    code = upper("".join(fold(text).split()).translate(_DASHES).strip("-"))
    return Resolved(code) if code and all(c.isalnum() or c in "-#/_." for c in code) else NOTHING
