"""Writes `_tables.h`, the constants of the resolvers: run when the extension is built, by the Python it is built for.

    WordsC <NAME>           a hash table of words, each with a number (FNV-1a over code points, linear probing)
    TEXTS                   texts that words and replacements stand for: a length and that many units each;
        below zero stands the group of a match, -1 for the first
    PROGRAM, PATTERNS, SETS see pattern_compiler.py and pattern.pxi
    NORMAL_*                what NFKC makes of each code point (https://www.unicode.org/reports/tr15/), see normal.pxi
    WRITING                 two bits for each Han character: 1 Traditional only, 2 Simplified only

The data of Unicode are those of Python's `unicodedata`, so that values agree with `unicodedata.normalize`.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from pathlib import Path

from smsparse.vocabulary import words
from smsparse.vocabulary.pattern_compiler import OPERATIONS, Assembler, Parser, first_units, needed_units, wanted_units

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Final

FNV_BASIS: Final = 0x811C9DC5
FNV_PRIME: Final = 0x01000193
SIGN_FACTOR: Final = 0x1E3779B1  # spreads units over the 64 signs of a text
FIRST_HAN, LAST_HAN = 0x4E00, 0x9FFF

# What becomes of a code point, in the order of normal.pxi: bits 21-22 of its entry.
SELF, UNIT, MANY, DROP = range(4)
KIND_SHIFT: Final = 21
UNSETTLED: Final = 1 << 23  # may change place or combine with what stands before it
CLASS_SHIFT: Final = 24  # canonical combining class
PAGE: Final = 256

# Signs that show nothing, and the parts of a keycap digit that are not the digit.
INVISIBLE: Final = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u202a\u202b\u202c\u202d\u202e\ufe0e\ufe0f\u20e3"


class Texts:
    """The pool of texts; `add` gives the place of one."""

    def __init__(self) -> None:
        self.words: list[int] = []

    def add(self, units: Iterable[int]) -> int:
        """Adds a text, of code points and groups; returns where its length stands."""
        text = list(units)
        self.words += (len(text), *text)
        return len(self.words) - len(text) - 1


def fnv(word: str) -> int:
    """FNV-1a of the code points of a word."""
    value = FNV_BASIS
    for char in word:
        value = (value ^ ord(char)) * FNV_PRIME & 0xFFFFFFFF
    return value


def array(kind: str, name: str, values: Iterable[object]) -> str:
    """The definition of a constant array."""
    rows = [str(value) for value in values] or ["0"]
    lines = [", ".join(rows[at : at + 16]) for at in range(0, len(rows), 16)]
    return f"static const {kind} {name}[{len(rows)}] = {{\n" + ",\n".join(lines) + "\n};\n"


# ---- words


def word_table(name: str, table: Mapping[str, int], units: list[int]) -> str:
    """The definition of one table; the units of its words go to the pool they share."""
    size = 4
    while size < 2 * len(table):
        size *= 2
    slots: list[str | None] = [None] * size
    for word, number in table.items():
        at = fnv(word) & (size - 1)
        while slots[at] is not None:
            at = (at + 1) & (size - 1)
        slots[at] = f"{{{fnv(word)}u, {len(units)}, {len(word)}, {number}}}"
        units += map(ord, word)
    rows = [slot or "{0u, 0, 0, 0}" for slot in slots]
    longest = max(map(len, table))
    return (
        array("WordC", f"{name}_SLOTS", rows)
        + f"static const WordsC {name} = {{{name}_SLOTS, {size - 1}u, {longest}}};\n"
    )


def currencies() -> dict[str, int]:
    """Every currency word, folded and lower-case, with the letters of its code in one number; 0: ambiguous."""
    codes = {code.lower(): code for code in words.ISO}
    for code, line in words.CURRENCY_WORDS.items():
        codes.update(dict.fromkeys(_folded(line), code))
    packed = {word: _letters(code) for word, code in codes.items()}
    return packed | dict.fromkeys(_folded(words.AMBIGUOUS), 0)


def _folded(line: str) -> list[str]:
    seen = line.translate(dict.fromkeys(map(ord, INVISIBLE)))
    return [unicodedata.normalize("NFKC", word).lower() for word in seen.split()]


def _letters(code: str) -> int:
    return ord(code[0]) << 16 | ord(code[1]) << 8 | ord(code[2])


def _unit_set(units: Iterable[str]) -> dict[str, int]:
    return dict.fromkeys(units, 1)


def all_words(texts: Texts) -> dict[str, Mapping[str, int]]:
    """Every table by its name in the header."""
    v = words
    return {
        "NUMERALS": v.NUMERALS | v.SMALL_UNITS | v.BIG_UNITS | v.TENS,
        "CURRENCIES": currencies(),
        "POINT_GROUPS": _unit_set(v.POINT_GROUPS),
        "MULTIPLIERS": v.MULTIPLIERS,
        "MONEY_SIGNS": v.MONEY_SIGNS,
        "DASHES": v.DASHES,
        "CODE_SEPARATORS": _unit_set(v.CODE_SEPARATORS),
        "CODE_NUMERALS": v.CODE_NUMERALS,
        "PHONE_SEPARATORS": _unit_set(v.PHONE_SEPARATORS),
        "NEVER_OPENED": _unit_set(v.NEVER_OPENED),
        "URL_TRAILING": _unit_set(v.URL_TRAILING),
        "TRAVEL_SIMPLIFIED": v.TRAVEL_SIMPLIFIED,
        "DATA_POWERS": v.DATA_POWERS,
        "DATA_SIMPLIFIED": v.DATA_SIMPLIFIED,
        "SECONDS": v.SECONDS,
        "DURATION_SIMPLIFIED": v.DURATION_SIMPLIFIED,
        "TIME_SIMPLIFIED": v.TIME_SIMPLIFIED,
        "TIME_SIGNS": v.TIME_SIGNS,
        "MONTHS": v.MONTHS,
        "WEEKDAYS": v.WEEKDAYS,
        "RUSSIAN": {word: texts.add(map(ord, meant)) for word, meant in v.RUSSIAN.items()},
        "YEAR_SHIFTS": v.YEAR_SHIFTS,
        "DAY_WORDS": v.DAY_WORDS,
        "FOLLOWING": _unit_set(v.FOLLOWING),
        "PERIODS": v.PERIODS,
    }


def write_writing() -> str:
    """The two bits of each Han character, four characters a byte."""
    rows = bytearray((LAST_HAN - FIRST_HAN + 4) // 4)
    for chars, bits in ((words.TRADITIONAL, 1), (words.SIMPLIFIED, 2)):
        for char in chars:
            at = ord(char) - FIRST_HAN
            rows[at >> 2] |= bits << (at & 3) * 2
    return array("uint8_t", "WRITING", rows)


# ---- patterns


def write_patterns(texts: Texts) -> str:
    """The programs, with the numbers of the patterns, their first units as bits of `unit & 255`, and the sets."""
    assembler = Assembler()
    rows, numbers = [], []
    for number, (name, source) in enumerate(words.PATTERNS.items()):
        tree = Parser(source).parse()
        numbers.append(f"PATTERN_{name.upper()} = {number}")
        firsts = ", ".join(f"{word}u" for word in _first_bits(tree))
        start, replacement = assembler.add(tree), _replacement(name, texts)
        rows.append(f"{{{start}, {replacement}, {_signs(needed_units(tree))}u, {_wanted_signs(tree)}u, {{{firsts}}}}}")
    operations = [f"STEP_{name} = {number}" for number, name in enumerate(OPERATIONS)]
    sets: list[str] = []
    ranges: list[int] = []
    for found in assembler.sets:
        beyond = [pair for pair in found if pair[1] >= 128]
        masks = [sum(1 << c - w * 32 for c in range(w * 32, w * 32 + 32) if _holds(found, c)) for w in range(4)]
        bits = ", ".join(f"{word}u" for word in masks)
        sets.append(f"{{{{{bits}}}, {len(ranges) // 2}, {len(beyond)}}}")
        ranges += [edge for pair in beyond for edge in pair]
    return (
        f"enum {{ SIGN_FACTOR = {SIGN_FACTOR} }};\n"
        f"enum {{ {', '.join(numbers)} }};\nenum {{ {', '.join(operations)} }};\n"
        "typedef struct { int32_t start, replacement; uint64_t needed, wanted; uint32_t firsts[8]; } PatternC;\n"
        "typedef struct { uint32_t ascii[4]; int32_t start, count; } SetC;\n"
        + array("int32_t", "PROGRAM", assembler.program)
        + array("PatternC", "PATTERNS", rows)
        + array("SetC", "SETS", sets)
        + array("uint32_t", "SET_RANGES", ranges)
    )


def _holds(ranges: Iterable[tuple[int, int]], unit: int) -> bool:
    return any(first <= unit <= last for first, last in ranges)


def _first_bits(tree: tuple[object, ...]) -> list[int]:
    ranges, is_any = first_units(tree)
    firsts = set(range(256)) if is_any else set()
    for first, last in ranges:
        firsts.update(unit & 255 for unit in range(first, min(last, first + 255) + 1))
    return [sum(1 << unit - word * 32 for unit in firsts if unit >> 5 == word) for word in range(8)]


def _signs(units: Iterable[int]) -> int:
    """One of 64 bits for each unit."""
    return sum(1 << sign for sign in {(unit * SIGN_FACTOR & 0xFFFFFFFF) >> 26 for unit in units})


def _wanted_signs(tree: object) -> int:
    """The signs of the units of which a match needs one; all signs where there are too many of them."""
    ranges = wanted_units(tree) or ((0, sys.maxunicode),)
    if sum(last - first for first, last in ranges) > 1000:
        return (1 << 64) - 1
    return _signs(unit for first, last in ranges for unit in range(first, last + 1))


def _replacement(name: str, texts: Texts) -> int:
    """Where the replacement of a pattern stands, -1 for none. Groups become numbers below zero."""
    template = words.REPLACEMENTS.get(name)
    if template is None:
        return -1
    parts = re.findall(r"\\g<([0-9])>|\\([0-9])|(.)", template)
    return texts.add(ord(plain) if plain else -int(long or short) for long, short, plain in parts)


# ---- Unicode


def normal_entry(char: str, texts: list[int]) -> int:
    """The entry of one code point: what it becomes, and whether it can stay where it stands."""
    if char in INVISIBLE:
        return DROP << KIND_SHIFT
    if 0xD800 <= ord(char) < 0xE000:
        return UNIT << KIND_SHIFT | 0xFFFD
    entry = unicodedata.combining(char) << CLASS_SHIFT
    normal = "".join(_as_digit(c) for c in unicodedata.normalize("NFKC", char))
    if any(unicodedata.combining(c) or c in SECONDS_OF_PAIRS for c in normal + char):
        entry |= UNSETTLED
    if normal == char:
        return entry
    if len(normal) == 1:
        return entry | UNIT << KIND_SHIFT | ord(normal)
    texts += (len(normal), *map(ord, normal))
    return entry | MANY << KIND_SHIFT | len(texts) - len(normal) - 1


def _as_digit(char: str) -> str:
    digit = unicodedata.digit(char, -1)
    return char if digit < 0 else str(digit)


def canonical_pairs() -> dict[str, str]:
    """Two code points -> the one they combine to, Hangul aside."""
    pairs = {}
    for char in map(chr, range(0x80, sys.maxunicode + 1)):
        parts = unicodedata.decomposition(char).split()
        if len(parts) == 2 and not parts[0].startswith("<") and unicodedata.normalize("NFC", char) == char:
            pairs["".join(chr(int(part, 16)) for part in parts)] = char
    return pairs


PAIRS: Final = canonical_pairs()
SECONDS_OF_PAIRS: Final = {pair[1] for pair in PAIRS} | set(map(chr, (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3))))


def write_normal(units: list[int]) -> str:
    """Entries by page, the texts of code points that become several, and what combines to what and back."""
    texts: list[int] = []
    pages: dict[tuple[int, ...], int] = {}
    numbers = []
    for first in range(0, sys.maxunicode + 1, PAGE):
        page = tuple(normal_entry(chr(point), texts) for point in range(first, first + PAGE))
        numbers.append(pages.setdefault(page, len(pages)))
    parts = {char: 2 * number for number, char in enumerate(PAIRS.values())}
    return (
        array("uint16_t", "NORMAL_PAGES", numbers)
        + array("uint32_t", "NORMAL_ENTRIES", (f"{entry}u" for page in pages for entry in page))
        + array("uint32_t", "NORMAL_TEXTS", texts)
        + array("uint32_t", "PARTS", (ord(part) for pair in PAIRS for part in pair))
        + word_table("COMBINED", {pair: ord(char) for pair, char in PAIRS.items()}, units)
        + word_table("PARTS_OF", parts, units)
    )


def tables() -> str:
    """The whole header."""
    texts, units = Texts(), list[int]()
    bodies = (
        *(word_table(name, table, units) for name, table in all_words(texts).items()),
        array("int32_t", "EXTENSIONS", [texts.add(map(ord, mark)) for mark in words.EXTENSIONS]),
        f"enum {{ EXTENSION_COUNT = {len(words.EXTENSIONS)} }};\n",
        write_patterns(texts),
        write_writing(),
        write_normal(units),
    )
    types = (
        "typedef struct { uint32_t hash; int32_t start, length, value; } WordC;\n"
        "typedef struct { const WordC* slots; uint32_t mask; int32_t longest; } WordsC;\n"
    )
    pools = array("uint32_t", "WORD_UNITS", units) + array("int32_t", "TEXTS", texts.words)
    return types + pools + "".join(bodies)


def write_tables(path: Path) -> None:
    """Writes the header, unless it is there already, made from these words by this Python."""
    here = Path(__file__).parent
    sources = [source.stat().st_mtime for source in here.glob("*.py")]
    mark = f"/* Made by table_writer.py for Unicode {unicodedata.unidata_version}. */"
    if path.exists() and path.stat().st_mtime > max(sources) and path.read_text("utf-8").startswith(mark):
        return
    path.write_text(f"{mark}\n#include <stdint.h>\n{tables()}", "utf-8")
