"""Money: surface -> `-?\\d+(\\.\\d+)?`, exactly, with the currency as ISO 4217.

The sign and the scale stay as written (6.00 stays 6.00); 万, 亿, 千, 百, lakh, crore, k and m are expanded; separators
go. A number in parentheses is not read as negative: None.
"""

from __future__ import annotations

from smsparse.entities.context import NOTHING, Resolved

from .currency import MAX_WORD, currency_code, currency_table
from .numerals import (
    BIG_UNITS,
    DIGITS,
    NUMERAL_CHARS,
    SMALL_UNITS,
    add,
    chinese_integer,
    fold,
    lower,
    plain_decimal,
    shift,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from typing import Final

MAX_LENGTH: Final = 64  # code points; no sum of money is longer

# Power of ten of each multiplier. Latin ones are lower-case.
MULTIPLIERS: Final = {
    "万亿": 12, "萬億": 12, "千亿": 11, "百亿": 10, "亿": 8, "億": 8, "千万": 7, "千萬": 7, "百万": 6, "百萬": 6,
    "十万": 5, "万": 4, "萬": 4, "w": 4, "千": 3, "仟": 3, "百": 2, "佰": 2, "十": 1, "拾": 1,
    "thousand": 3, "k": 3, "million": 6, "mio": 6, "mn": 6, "m": 6, "billion": 9, "bn": 9, "b": 9,
    "lakhs": 5, "lakh": 5, "lacs": 5, "lac": 5, "crores": 7, "crore": 7, "cr": 7,
}  # fmt: skip
# Currencies whose writers put a point between thousands and rarely write a fraction.
POINT_GROUPS: Final = frozenset(("IDR", "VND", "CLP", "COP", "PYG", "ARS", "BRL", "UYU", "EUR", "TRY", "DKK", "RSD"))
# The signs of other minus, point and group separators.
_SIGNS: Final = {
    ord(a): b
    for a, b in zip("−–—‐‑。٫٬’‘`´", ["-", "-", "-", "-", "-", ".", ".", ",", "'", "'", "'", "'"], strict=True)
}

_patterns: dict[str, re.Pattern[str]] = {}


def resolve(text: str, currency: str | None, script: str) -> Resolved:
    """Resolves a sum of money; `currency` is the currency word beside it, used before one inside `text`."""
    if len(text) > MAX_LENGTH:
        return NOTHING
    if _pattern("plain").fullmatch(text):  # nearly all sums: 35.80, -1,234.56
        return Resolved(text.replace(",", "").removeprefix("+"), currency_code(currency, script))
    bare, word = _split_currency(lower(fold(text).translate(_SIGNS).strip()))
    unit = currency_code(currency or word or _word_inside(bare), script)
    negative, digits = _split_sign(bare)
    value = read_number(digits, unit)
    return Resolved("-" + value if value and negative else value, unit)


def _split_currency(text: str) -> tuple[str, str | None]:
    """Takes the currency words off both ends; the sign may stand on either side of one in front."""
    text = text.removesuffix("整").removesuffix("正").removeprefix("约")
    word: str | None = None
    sign = text[:1] if text[:1] in ("-", "+") else ""
    text = text[len(sign) :].strip()
    while prefix := _known_prefix(text):
        word = word or prefix
        text = text[len(prefix) :].lstrip(" :")
    while suffix := _known_suffix(text):
        word = suffix if word in (None, "$", "元") else word
        text = text[: -len(suffix)].rstrip()
    return sign + text, word


def _word_inside(text: str) -> str | None:
    """元 for a sum such as 3元5角, руб for 100р.50к: their currency word stands in the middle."""
    if any(c in text for c in "元块圆圓"):
        return "元"
    return "руб" if "р" in text else None


def _known_prefix(text: str) -> str | None:
    table = currency_table()
    for size in range(min(MAX_WORD, len(text) - 1), 0, -1):
        if text[:size] in table and _starts_number(text[size:]):
            return text[:size]
    return None


def _starts_number(rest: str) -> bool:
    """A prefix is a currency only before a number, a sign, or a further currency word."""
    rest = rest.lstrip(" :")
    return bool(rest) and (rest[0] in "0123456789+-." or rest[0] in NUMERAL_CHARS or not rest[0].isascii())


def _known_suffix(text: str) -> str | None:
    table = currency_table()
    for size in range(min(MAX_WORD, len(text) - 1), 0, -1):
        word = text[-size:]
        # k, m, b behind a number multiply; they are not currencies there. A letter before would cut a word in two.
        if (
            word in table
            and word not in MULTIPLIERS
            and not (word[0].isalpha() and text[-size - 1].isascii() and text[-size - 1].isalpha())
        ):
            return word
    return None


def _split_sign(text: str) -> tuple[bool, str]:
    """(is negative, the text without its sign); one sign at either end, none twice."""
    text = text.strip()
    if text[:1] in ("-", "+"):
        return text[0] == "-", text[1:].lstrip()
    if text[-1:] in ("-", "+"):
        return text[-1] == "-", text[:-1].rstrip()
    return False, text


def read_number(text: str, unit: str | None = None) -> str | None:
    """A number without sign or currency as a decimal string; `unit` (ISO 4217) tells what a point means."""
    if not text or len(text) > MAX_LENGTH:
        return None
    if any(c in text for c in "元块圆圓"):
        return _read_yuan(text)
    if "р" in text:
        return _read_roubles(text)
    if text[:1].isascii():
        return _read_arabic(text, unit)
    number = chinese_integer(text)
    return str(number) if number is not None else _read_chinese_decimal(text)


def _read_yuan(text: str) -> str | None:
    """12元5角6分, 壹佰元伍角, 12块5."""
    m = _pattern("yuan").fullmatch(text)
    if m is None:
        return None
    whole = read_number(m[1])
    parts = [_small(m[2] or m[4]), _small(m[3])]
    if whole is None or "." in whole or None in parts:
        return None
    jiao, fen = parts
    return f"{whole}.{jiao}{fen}" if m[3] else f"{whole}.{jiao}"


def _read_roubles(text: str) -> str | None:
    """100р.50к, 3 040 руб. 5 коп."""
    m = _pattern("roubles").fullmatch(text)
    whole = None if m is None else read_number(m[1])
    return None if m is None or whole is None or "." in whole else f"{whole}.{m[2]:0>2}"


def _small(text: str | None) -> int | None:
    """One digit, 0 when absent."""
    if not text:
        return 0
    return int(text) if text.isdigit() and text.isascii() else DIGITS.get(text)


def _read_chinese_decimal(text: str) -> str | None:
    """三点五万, 一点二亿."""
    whole, point, rest = text.partition("点")
    if not point:
        return None
    digits = rest.rstrip("".join(SMALL_UNITS) + "".join(BIG_UNITS))
    places = MULTIPLIERS.get(rest[len(digits) :], 0 if len(digits) == len(rest) else -1)
    number = chinese_integer(whole)
    if number is None or places < 0 or not digits or any(c not in DIGITS for c in digits):
        return None
    return shift(plain_decimal(str(number), "".join(str(DIGITS[c]) for c in digits)), places)


def _read_arabic(text: str, unit: str | None) -> str | None:
    """Arabic digits, with multipliers if any: 1,234.56, 1.2万, 3万5千, 1亿2000万, 2.5 lakh."""
    terms: list[str] = []
    last = 99
    at = 0
    while at < len(text):
        m = _pattern("term").match(text, at)
        if m is None:
            return None
        number = _read_separated(m[1].strip(), unit)
        places = MULTIPLIERS[m[2]] if m[2] else 0
        if number is None or places >= last:
            return None
        terms.append(shift(number, places))
        last, at = places, m.end()
    return terms[0] if len(terms) == 1 else add(terms) if terms else None


def _read_separated(text: str, unit: str | None) -> str | None:
    """One number with its separators told from its decimal sign; None where both readings stand."""
    if text.isdigit():
        return plain_decimal(text, "")
    integer, sign, fraction = text, "", ""
    point, comma = text.rfind("."), text.rfind(",")
    if point >= 0 and (comma < point or comma < 0):
        one_point = text.count(".") == 1 and not _is_group_point(text, unit)
        sign = "." if one_point or _pattern("points").fullmatch(text) else ""
    elif comma >= 0 and text.count(",") == 1 and not _pattern("groups,").fullmatch(text):
        sign = ","
    if sign:
        integer, _, fraction = text.rpartition(sign)
        if sign == "," and not 1 <= len(fraction) <= (2 if "." not in integer else 4) and not text.startswith("0,"):
            return None
    if fraction and not fraction.isdigit():
        return None
    return _ungrouped(integer, fraction)


def _is_group_point(text: str, unit: str | None) -> bool:
    return unit in POINT_GROUPS and _pattern("groups.").fullmatch(text) is not None


def _ungrouped(integer: str, fraction: str) -> str | None:
    """Drops one kind of group separator, if the groups are of 3 (1,234), Indian (1,23,456) or of 4 digits (1,2345)."""
    if not integer or integer.isdigit():
        return plain_decimal(integer, fraction)
    separators = {c for c in integer if not c.isdigit()}
    if len(separators) != 1:
        return None
    separator = separators.pop()
    pattern = _pattern("groups" + separator) if separator in ",. '" else None
    if pattern is None or not pattern.fullmatch(integer):
        return None
    return plain_decimal(integer.replace(separator, ""), fraction)


def _pattern(name: str) -> re.Pattern[str]:
    if name not in _patterns:
        import re

        if name == "yuan":
            source = r"(.+?)[元块圆圓](?:(.)[角毛])?零?(?:(.)分)?(?:(?<=[块元])(.))?"
        elif name == "roubles":
            source = r"([0-9][0-9 ,']*?) ?(?:руб|р)\.? ?([0-9]{1,2}) ?(?:коп|к)\.?"
        elif name == "plain":
            source = r"[+-]?(?:0|[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]*)(?:\.[0-9]{1,2})?"
        elif name == "points":  # 55.000.00: a point for the groups and for the fraction
            source = r"[0-9]{1,3}(?:\.[0-9]{3})+\.[0-9]{2}"
        elif name == "term":
            words = "|".join(sorted(MULTIPLIERS, key=len, reverse=True))
            source = rf"([0-9][0-9.,' ]*|\.[0-9]+) *({words})?"
        else:
            s = re.escape(name[-1])
            by_three, indian = rf"[0-9]{{1,3}}(?:{s}[0-9]{{3}})+", rf"[1-9][0-9]?(?:{s}[0-9]{{2}})*{s}[0-9]{{3}}"
            source = rf"(?!0{s})(?:{by_three}|{indian}|[0-9]{{1,4}}(?:{s}[0-9]{{4}})+)"
        _patterns[name] = re.compile(source)
    return _patterns[name]
