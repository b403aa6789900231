"""Folding in plain Python, as a peer would write it: one translation, and one expression where there is white space."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from benchmarks.engines.templates import RULES
from smsparse.rulepack.folding import FoldTable
from smsparse.rulepack.loader import load_pack

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Code points that may fold to something else: the basic plane, and letters, digits and Han characters beyond it.
_FOLDED = (range(0x10000), range(0x1D000, 0x30000))


class Folding:
    """Folds messages as the templates were folded, and finds the way back to the original."""

    def __init__(self) -> None:
        spec = load_pack(RULES).folding
        self._table = _table(FoldTable(spec, spec["pairs"]))
        tight = "".join(f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in spec["tight"])
        self._is_tight = re.compile(f"[{tight}]").match
        self._white = re.compile(r"[ \n]+")

    def fold(self, text: str) -> str:
        """The folded text."""
        folded = text.translate(self._table)
        if " " in folded or "\n" in folded:
            folded = self._white.sub(self._space, folded.strip(" \n"))
        return folded

    def _space(self, run: re.Match[str]) -> str:
        """What a run of white space becomes: a line end, one space, or nothing beside a sign that drops it."""
        if "\n" in run[0]:
            return "\n"
        text = run.string
        return "" if self._is_tight(text[run.start() - 1]) or self._is_tight(text[run.end()]) else " "

    def origin(self, text: str, folded: str) -> Sequence[int]:
        """For each unit of `folded` the code point of `text` it came from, and one more for the end.

        Told by walking both, unless folding left the length alone and there is no white space to move anything.
        """
        if len(text) == len(folded) and " " not in text and "\n" not in text:
            return range(len(text) + 1)
        found: list[int] = []
        for at, char in enumerate(text):
            for unit in self._table.get(ord(char), char):
                if len(found) < len(folded) and folded[len(found)] == unit:
                    found.append(at)
        found += [len(text)] * (len(folded) + 1 - len(found))
        return found


def _table(folds: FoldTable) -> dict[int, str]:
    """What each code point becomes, for str.translate; white space becomes a space or a line end."""
    table: dict[int, str] = {}
    for point in chain(*_FOLDED):
        char = chr(point)
        folded = folds.fold(f"a{char}a")[1:-1]
        if folded != char:
            table[point] = folded
    return table
