"""Numbers as people write them: folding of digits, Chinese numerals, exact decimal strings.

Decimals stay strings of digits throughout, so that 1.2万 is 12000 exactly and 6.00 keeps its scale.
"""

from __future__ import annotations

import unicodedata

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

DIGITS: Final = {
    c: n
    for n, chars in enumerate(
        ("〇零○", "一壹弌幺", "二贰貳弍两兩", "三叁參叄叄弎", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
    )
    for c in chars
}
SMALL_UNITS: Final = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
BIG_UNITS: Final = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
TENS: Final = {"廿": 20, "卅": 30}
NUMERAL_CHARS: Final = "".join(DIGITS) + "".join(SMALL_UNITS) + "".join(BIG_UNITS) + "".join(TENS)
MAX_NUMERAL: Final = 40

# Signs that show nothing, and the parts of a keycap digit that are not the digit.
_INVISIBLE: Final = {
    ord(c): None
    for c in "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u202a\u202b\u202c\u202d\u202e\ufe0e\ufe0f\u20e3"
}


def fold(text: str) -> str:
    """NFKC without invisible characters, every decimal digit as 0-9, lone surrogates as U+FFFD."""
    if text.isascii():
        return text
    folded = unicodedata.normalize("NFKC", text.translate(_INVISIBLE))
    if folded.isascii():
        return folded
    return "".join(_fold_char(c) for c in folded)


def lower(text: str) -> str:
    """Small letters, one for one: İ, which would become two, stays, and the end of a word makes no difference."""
    return "".join(c if c == "İ" else c.lower() for c in text)


def upper(text: str) -> str:
    """Capitals for the Latin letters without accents."""
    return "".join(c.upper() if "a" <= c <= "z" else c for c in text)


def _fold_char(c: str) -> str:
    if c < "\x80":
        return c
    if "\ud800" <= c <= "\udfff":
        return "\ufffd"
    digit = unicodedata.digit(c, -1)
    return c if digit < 0 else str(digit)


def chinese_integer(text: str) -> int | None:
    """The integer a Chinese numeral says, or None: 三千五百, 壹万贰仟, 十五, 二〇二四, 一百零五, 三百五 (350)."""
    if not text or len(text) > MAX_NUMERAL:
        return None
    if all(c in DIGITS for c in text):
        return int("".join(str(DIGITS[c]) for c in text))
    return _positional(text)


def _positional(text: str) -> int | None:
    """A numeral with units. Units fall within a section of 万; a last digit after a unit is the next lower place."""
    total = section = 0
    digit: int | None = None
    last_unit = 10**5  # the unit read last in this section
    step = 1  # the place a bare last digit would take
    for c in text:
        if c in DIGITS:
            if digit is not None and digit != 0:
                return None
            digit = DIGITS[c]
            step = 1 if digit == 0 else step
        elif c in TENS:
            if digit or last_unit <= 10:
                return None
            section, digit, last_unit, step = section + TENS[c], None, 10, 1
        elif c in SMALL_UNITS:
            unit = SMALL_UNITS[c]
            if unit >= last_unit or (not digit and unit != 10):
                return None
            section, digit, last_unit, step = section + (digit or 1) * unit, None, unit, unit // 10
        elif c in BIG_UNITS:
            unit = BIG_UNITS[c]
            section += digit or 0
            if section == 0 and total == 0:
                return None
            total = (total + section) * unit if total < unit and total % unit else total + section * unit
            section, digit, last_unit, step = 0, None, 10**5, unit // 10
        else:
            return None
    return total + section + (digit or 0) * step


def chinese_to_ascii(text: str) -> str:
    """Every run of Chinese numerals up to 十 as ASCII digits: 三月十五日 -> 3月15日, 二〇二四年 -> 2024年."""
    if text.isascii():
        return text
    out: list[str] = []
    run = ""
    for c in text + "\0":
        if c in DIGITS or c == "十" or c in TENS:
            run += c
            continue
        if run:
            out.append(_run_to_ascii(run))
            run = ""
        out.append(c)
    return "".join(out[:-1])


def _run_to_ascii(run: str) -> str:
    if all(c in DIGITS for c in run):
        return "".join(str(DIGITS[c]) for c in run)
    number = chinese_integer(run)
    return run if number is None else str(number)


def plain_decimal(integer: str, fraction: str) -> str:
    """`\\d+(\\.\\d+)?` from the digits of both sides of the point: no needless leading zeros, scale kept."""
    integer = integer.lstrip("0") or "0"
    return f"{integer}.{fraction}" if fraction else integer


def shift(number: str, places: int) -> str:
    """A decimal string times 10**places, exactly; digits left behind the point stay: 1.2 by 4 -> 12000."""
    if places == 0:
        return number
    integer, _, fraction = number.partition(".")
    moved = fraction[:places].ljust(places, "0")
    return plain_decimal(integer + moved, fraction[places:])


def add(numbers: list[str]) -> str:
    """The exact sum of decimal strings, with the scale of the finest."""
    scale = max(len(n.partition(".")[2]) for n in numbers)
    total = sum(
        int(integer + fraction.ljust(scale, "0")) for integer, _, fraction in (n.partition(".") for n in numbers)
    )
    digits = str(total).rjust(scale + 1, "0")
    return plain_decimal(digits[: len(digits) - scale], digits[len(digits) - scale :])


def scaled(number: str, factor: int) -> int:
    """A decimal string times a whole factor, rounded half up to a whole number."""
    integer, _, fraction = number.partition(".")
    numerator = int(integer + fraction) * factor
    denominator: int = 10 ** len(fraction)
    whole: int = (2 * numerator + denominator) // (2 * denominator)
    return whole
