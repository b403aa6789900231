"""Pickers: hyperscan, re2 or an Aho-Corasick automaton says which expressions may match, `re` confirms.

None of the three knows all that the templates' expressions use (atomic groups, look-behind, conditions), so hyperscan
and re2 get a simpler expression that matches wherever the template does: its literals in order, digits where a slot
needs some, anything elsewhere. Each category's field rules are a database of their own, looked at once it is known.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from functools import cache
from typing import TYPE_CHECKING, Any

from benchmarks.engines.saved import saved_file
from benchmarks.engines.templates import distinct, templates
from smsparse.rulepack.template import Choice, Literal, Mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from benchmarks.engines.templates import Expression
    from smsparse.rulepack.template import Slot, Tree

#: Slot types that hold a digit in every match.
_DIGITS = frozenset(
    {
        "money",
        "sum",
        "cents",
        "number",
        "tail",
        "pickup",
        "tracking",
        "order_no",
        "data",
        "flight",
        "train",
        "phone",
        "hotline",
    }
)
#: Characters a list of words may have, in field rules and in rules; words of a longer one are cut to their beginnings.
#: The rules' database picks better with more, and is the one every message pays for.
_FIELD_WORDS, _RULE_WORDS = 300, 400
_ANY = ".*"


class Prefilter:
    """Picks by one database of rules and one for each first level's field rules; subclasses say what a database is."""

    def __init__(self) -> None:
        known = templates()
        self._categories = known.categories
        self._rules = self._database(known.rules)
        self._fields: dict[frozenset[Expression], _Database] = {}
        self._by_category: dict[str, tuple[_Database, _Database]] = {
            pair: (self._shared(known.fields[pair]), self._shared(known.picks[pair])) for pair in known.categories
        }

    def rules(self, folded: str) -> Iterable[Expression]:
        return self._rules.candidates(folded)

    def fields(self, folded: str, category: str) -> tuple[Sequence[Expression], Sequence[Expression]]:
        cued, picking = self._by_category[category]
        return cued.candidates(folded), picking.candidates(folded)

    def _shared(self, expressions: Sequence[Expression]) -> _Database:
        """Categories with the same field rules share a database."""
        key = frozenset(expressions)
        if key not in self._fields:
            self._fields[key] = self._database(expressions)
        return self._fields[key]

    def _database(self, expressions: Sequence[Expression]) -> _Database:
        return _Database(self, expressions)

    @abstractmethod
    def compile(self, entries: Sequence[Sequence[Expression]]) -> Any:
        """A database in which entry i stands for `entries[i]`, expressions of one pattern."""

    @abstractmethod
    def scan(self, database: Any, folded: str) -> Iterable[int]:
        """The numbers of the entries that may match, each once."""


class _Database:
    """Expressions behind a database, best first among those it picks; some always are."""

    def __init__(self, owner: Prefilter, expressions: Sequence[Expression]) -> None:
        rank = {id(expression): place for place, expression in enumerate(expressions)}
        by_pattern = distinct(expressions)
        self._always = [(rank[id(e)], e) for found in by_pattern if not _source_of(found[0]) for e in found]
        entries = [found for found in by_pattern if _source_of(found[0])]
        self._ranked = [[(rank[id(expression)], expression) for expression in found] for found in entries]
        self._owner = owner
        self._database = owner.compile(entries) if entries else None

    def candidates(self, folded: str) -> list[Expression]:
        found = list(self._always)
        if self._database is not None:
            ranked = self._ranked
            for number in self._owner.scan(self._database, folded):
                found += ranked[number]
        if len(found) > 1:
            found.sort(key=_place)
        return [expression for _, expression in found]


def _place(ranked: tuple[int, Expression]) -> int:
    return ranked[0]


class HyperscanPrefilter(Prefilter):
    """Hyperscan on UTF-8 bytes; databases are compiled once and saved, one scratch serves all."""

    def __init__(self) -> None:
        import hyperscan

        self._module = hyperscan
        self._hits: list[int] = []
        append = self._hits.append
        self._note = lambda number, _start, _end, _flags, _context: append(number)
        super().__init__()

    def compile(self, entries: Sequence[Sequence[Expression]]) -> Any:
        module = self._module
        sources = [_source_of(found[0]).encode() for found in entries]

        def make(file: Path) -> None:
            database = module.Database(mode=module.HS_MODE_BLOCK)
            flags = module.HS_FLAG_SINGLEMATCH | module.HS_FLAG_ALLOWEMPTY
            database.compile(expressions=sources, ids=[*range(len(sources))], flags=[flags] * len(sources))
            file.write_bytes(module.dumpb(database))

        key = b"\0".join([module.__version__.encode(), *sources])
        database = module.loadb(saved_file("hyperscan", key, make).read_bytes(), mode=module.HS_MODE_BLOCK)
        database.scratch = module.Scratch(database)
        return database

    def scan(self, database: Any, folded: str) -> list[int]:
        hits = self._hits
        hits.clear()
        database.scan(folded.encode("utf-8", "replace"), match_event_handler=self._note)
        return hits


class Re2Prefilter(Prefilter):
    """A set of re2; its automaton is made while it runs, within the memory given."""

    def __init__(self) -> None:
        import re2

        self._module = re2
        super().__init__()

    def compile(self, entries: Sequence[Sequence[Expression]]) -> Any:
        options = self._module.Options()
        options.max_mem = 1 << 30
        options.log_errors = False
        database = self._module.Set.SearchSet(options)
        for found in entries:
            database.Add(_source_of(found[0]))
        database.Compile()
        return database

    def scan(self, database: Any, folded: str) -> list[int]:
        found: list[int] = database.Match(folded) or []
        return found


class AhoCorasickPrefilter(Prefilter):
    """Literals of which one stands in every match, as the pack's compiler chooses them, in an automaton."""

    def __init__(self) -> None:
        import ahocorasick

        self._module = ahocorasick
        super().__init__()

    def compile(self, entries: Sequence[Sequence[Expression]]) -> Any:
        always = {number for number, found in enumerate(entries) if not found[0].anchors}
        automaton = self._module.Automaton()
        for number, found in enumerate(entries):
            for word in found[0].anchors:
                automaton.get(word, None) or automaton.add_word(word, [])
                automaton.get(word).append(number)
        if len(automaton):
            automaton.make_automaton()
        return automaton, always

    def scan(self, database: Any, folded: str) -> set[int]:
        automaton, always = database
        found: set[int] = set(always)
        if len(automaton):
            for _, numbers in automaton.iter(folded):
                found.update(numbers)
        return found


def _source_of(expression: Expression) -> str:
    return source(expression.tree, _FIELD_WORDS if expression.category is None else _RULE_WORDS)


@cache
def source(tree: Tree, words: int) -> str:
    """The simpler expression, with lists of so many characters; "" where it would match everywhere."""
    found = _render(tree, words)
    while _ANY * 2 in found:
        found = found.replace(_ANY * 2, _ANY)
    return found.removeprefix(_ANY).removesuffix(_ANY)


def _render(tree: Tree, words: int) -> str:
    parts: list[str] = []
    for node in tree:
        if isinstance(node, Literal):
            parts.append(re.escape(node.text))
        elif isinstance(node, Mark):
            parts.append(r"[ \n]*" if node.kind == "blank" else "")
        elif isinstance(node, Choice):
            parts.append("(?:" + "|".join(dict.fromkeys(_render(branch, words) for branch in node.branches)) + ")")
        else:
            parts.append(_slot(node, words))
    return "".join(parts)


def _slot(slot: Slot, words: int) -> str:
    if slot.kind.startswith("@"):
        return _words(slot.kind[1:], words)
    if slot.kind in ("digits", "pin") and slot.low and not slot.repeat:
        return f"[0-9]{{{slot.low},}}"
    return f"{_ANY}[0-9]{_ANY}" if slot.kind in _DIGITS else _ANY


@cache
def _words(lexicon: str, most: int) -> str:
    """One of the words, or of their beginnings where they are too many."""
    words = templates().lexicons[lexicon]
    longest = max(map(len, words))
    for length in range(longest, 0, -1):
        starts = {word[:length] for word in words}
        starts = {word for word in starts if not any(word[:at] in starts for at in range(1, len(word)))}
        if sum(map(len, starts)) <= most:
            whole = length == longest and starts == set(words)
            return f"(?:{'|'.join(map(re.escape, sorted(starts)))}){'' if whole else _ANY}"
    return _ANY
