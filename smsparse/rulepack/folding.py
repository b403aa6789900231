"""The folding table: rules/folding.toml -> what every code point becomes, as Python and as pages for the kernel.

An entry is one 32-bit word: bits 0-20 the unit, bit 21 "tight", bits 24-26 the kind. Pages of 256 entries are kept
only where something is mapped; two page numbers stand for "every code point is itself", tight or not.
"""

from __future__ import annotations

from array import array

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

UNIT, DROP, SPACE, NEWLINE, MULTI = range(5)
TIGHT_BIT = 1 << 21
KIND_SHIFT = 24
PAGE_LOOSE, PAGE_TIGHT = 0xFFFF, 0xFFFE
_PAGES = 0x110000 >> 8


class FoldTable:
    """What each code point becomes; `fold` is used on templates and lexicons, `pages` by the kernel."""

    def __init__(self, spec: dict[str, Any], pairs: Iterable[str]) -> None:
        self._tight: list[tuple[int, int]] = [(first, last) for first, last in spec["tight"]]
        self._white: dict[int, int] = {}
        self._units: dict[int, str] = {}
        self._add_letters(spec, pairs)
        self._add_numbers(spec)
        for kind, key in ((NEWLINE, "newline"), (SPACE, "space"), (DROP, "drop")):
            for first, last in spec[key]:
                self._white.update(dict.fromkeys(range(first, last + 1), kind))
        for point in range(0xD800, 0xE000):
            self._units[point] = "\ufffd"

    def _add_letters(self, spec: dict[str, Any], pairs: Iterable[str]) -> None:
        for first, last in spec["lower"]:
            for point in range(first, last + 1):
                if (lower := chr(point).lower()) != chr(point):
                    self._units[point] = lower
        for plain, *accented in spec["accents"]:
            self._units.update(dict.fromkeys(map(ord, accented), plain))
        for pair in pairs:
            self._units[ord(pair[0])] = pair[1]
        for run in spec["shift"]:
            for point in range(run["first"], run["last"] + 1):
                self._units[point] = chr(run["to"] + point - run["first"])
        self._units.update({ord(char): to for char, to in spec["replace"].items()})

    def _add_numbers(self, spec: dict[str, Any]) -> None:
        for run in reversed(spec["numbers"]):
            for step in range(run["count"]):
                self._units[run["first"] + step] = str(run["value"] + step)
        for zero in spec["digit_zeros"]:
            for step in range(10):
                self._units[zero + step] = str(step)

    def is_tight(self, unit: str) -> bool:
        """Whether a space beside the unit is dropped."""
        point = ord(unit)
        return any(first <= point <= last for first, last in self._tight)

    def fold(self, text: str) -> str:
        """The folded text, as the kernel would give it for a whole message."""
        out: list[str] = []
        for char in text:
            kind = self._white.get(ord(char), UNIT)
            if kind == DROP:
                continue
            if kind == UNIT:
                units = self._units.get(ord(char), char)
                if units and out and out[-1] == " " and self.is_tight(units[0]):
                    out.pop()
                out.extend(units)
            elif out and kind == NEWLINE:
                if out[-1] == " ":
                    out.pop()
                if out and out[-1] != "\n":
                    out.append("\n")
            elif out and out[-1] not in " \n" and not self.is_tight(out[-1]):
                out.append(" ")
        while out and out[-1] in " \n":
            out.pop()
        return "".join(out)

    def pages(self) -> tuple[array[int], array[int], array[int]]:
        """(page number of each 256 code points, entries of the stored pages, the texts of multi-unit entries)."""
        numbers, entries, multi = array("H"), array("I"), array("I")
        touched = {point >> 8 for point in self._units} | {point >> 8 for point in self._white}
        edges = {edge >> 8 for first, last in self._tight for edge in (first, last + 1)}
        for page in range(_PAGES):
            start = page << 8
            if page in touched or page in edges:
                numbers.append(len(entries) >> 8)
                entries.extend(self._entry(point, multi) for point in range(start, start + 256))
            else:
                numbers.append(PAGE_TIGHT if self.is_tight(chr(start)) else PAGE_LOOSE)
        return numbers, entries, multi

    def _entry(self, point: int, multi: array[int]) -> int:
        kind = self._white.get(point, UNIT)
        if kind != UNIT:
            return kind << KIND_SHIFT
        units = self._units.get(point, chr(point))
        if not units:
            return DROP << KIND_SHIFT
        words = [ord(unit) | (TIGHT_BIT if self.is_tight(unit) else 0) for unit in units]
        if len(words) == 1:
            return words[0]
        multi.append(len(words))
        multi.extend(words)
        return MULTI << KIND_SHIFT | len(multi) - len(words) - 1
