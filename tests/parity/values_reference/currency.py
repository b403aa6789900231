"""Currency words -> ISO 4217.

A sign that several currencies share is no answer: `$` alone, 元 in a Traditional message (HKD or TWD?) and 当地币 give
None.
`¥` is JPY in a Japanese message, None in a Traditional one (both are quoted there), else CNY.
"""

from __future__ import annotations

from smsparse.vocabulary.words import AMBIGUOUS, CURRENCY_WORDS, ISO

from .numerals import fold, lower

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

MAX_WORD: Final = 12

_table: dict[str, str | None] = {}


def currency_table() -> dict[str, str | None]:
    """Every known currency word, folded and lower-case, with its code (None: ambiguous). Built on first use."""
    if not _table:
        words: dict[str, str | None] = {code.lower(): code for code in ISO}
        for code, line in CURRENCY_WORDS.items():
            words.update(dict.fromkeys((fold(w).lower() for w in line.split()), code))
        words.update(dict.fromkeys((fold(w).lower() for w in AMBIGUOUS.split()), None))
        _table.update(words)
    return _table


def currency_code(word: str | None, script: str) -> str | None:
    """The ISO 4217 code a currency word means in a message of that script, or None if unknown or ambiguous."""
    if not word or len(word) > 4 * MAX_WORD:
        return None
    if word in ("元", "人民币"):
        return "CNY" if script == "hans" or word != "元" else None
    word = "".join(lower(fold(word)).split()).strip(":()")
    if word in ("元", "圆"):
        return "CNY" if script == "hans" else None
    if word == "¥":
        return "JPY" if script == "ja" else None if script == "hant" else "CNY"
    return currency_table().get(word)
