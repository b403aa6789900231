"""Patterns -> programs for the matcher in pattern.pxi. Used when the extension is built.

The subset: units, `.`, classes, groups `( )` and `(?: )`, `|`, the quantifiers `* + ? {m} {m,n}` and their lazy forms,
`\\1` back references, `\\b`, `^`, `$`, and the looks `(?= ) (?! )`, and `(?<= ) (?<! )` at one unit.
A pattern becomes a tree of tuples, `(kind, ...)`, and the tree a list of numbers: an operation and what it needs.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

    Node = Any  # a tuple: its kind, then what belongs to that kind
    Ranges = tuple[tuple[int, int], ...]

OPERATIONS: Final = (
    "MATCH", "UNIT", "SET", "SPLIT", "JUMP", "SAVE", "REFER", "AHEAD", "NOT_AHEAD", "BEHIND", "NOT_BEHIND", "BOUNDARY",
    "BEGIN", "FINISH", "RUN", "LAZY", "BRANCH",
)  # fmt: skip
LAST_POINT: Final = 0x10FFFF
MANY: Final = 1 << 30


class Parser:
    """Reads one pattern into a tree."""

    def __init__(self, source: str) -> None:
        self.source, self.at, self.groups = source, 0, 0

    def parse(self) -> Node:
        """The tree of the whole pattern. Raises ValueError for what the subset does not have."""
        tree = self._choice()
        if self.at < len(self.source):
            raise ValueError(f"pattern: expected its end at {self.at}, got {self.source[self.at :]!r}")
        return tree

    def _peek(self, text: str) -> bool:
        return self.source.startswith(text, self.at)

    def _take(self, text: str) -> bool:
        found = self._peek(text)
        self.at += len(text) * found
        return found

    def _next(self) -> str:
        self.at += 1
        return self.source[self.at - 1]

    def _choice(self) -> Node:
        branches = [self._sequence()]
        while self._take("|"):
            branches.append(self._sequence())
        return branches[0] if len(branches) == 1 else ("choice", tuple(branches))

    def _sequence(self) -> Node:
        items: list[Node] = []
        while self.at < len(self.source) and not self._peek("|") and not self._peek(")"):
            items.append(self._quantified(self._atom()))
        return ("sequence", tuple(items))

    def _quantified(self, atom: Node) -> Node:
        low, high = 1, 1
        if self._take("*"):
            low, high = 0, MANY
        elif self._take("+"):
            high = MANY
        elif self._take("?"):
            low = 0
        elif self._take("{"):
            end = self.source.index("}", self.at)
            first, _, last = self.source[self.at : end].partition(",")
            low, high = int(first), int(last or first)
            self.at = end + 1
        else:
            return atom
        return ("repeat", atom, low, high, not self._take("?"))

    def _atom(self) -> Node:
        for opening, kind in (("(?:", "group"), ("(?=", "ahead"), ("(?!", "not_ahead")):
            if self._take(opening):
                return (kind, self._closed())
        for opening, kind in (("(?<=", "behind"), ("(?<!", "not_behind")):
            if self._take(opening):
                return (kind, _ranges_of(self._closed()))
        if self._take("("):
            self.groups += 1
            number = self.groups
            return ("capture", number, self._closed())
        if self._take("["):
            return ("set", self._class())
        char = self._next()
        if char == "\\":
            return self._escape(self._next())
        plain: dict[str, Node] = {
            ".": ("set", _without(((10, 10),))),
            "^": ("begin",),
            "$": ("finish",),
        }
        return plain.get(char, ("set", ((ord(char), ord(char)),)))

    def _closed(self) -> Node:
        inner = self._choice()
        if not self._take(")"):
            raise ValueError(f"pattern: expected ) at {self.at} of {self.source!r}")
        return inner

    def _escape(self, char: str) -> Node:
        if char.isdigit():
            return ("refer", int(char))
        if char == "b":
            return ("boundary",)
        if char.isalnum():
            raise ValueError(f"pattern: expected an escape of the subset, got \\{char}")
        return ("set", ((ord(char), ord(char)),))

    def _class(self) -> Ranges:
        is_negated = self._take("^")
        ranges: list[tuple[int, int]] = []
        while not self._take("]"):
            first = self._class_unit()
            if self._peek("-") and not self._peek("-]"):
                self.at += 1
                ranges.append((first, self._class_unit()))
            else:
                ranges.append((first, first))
        merged = _merged(ranges)
        return _without(merged) if is_negated else merged

    def _class_unit(self) -> int:
        char = self._next()
        if char != "\\":
            return ord(char)
        if self._take("u"):
            self.at += 4
            return int(self.source[self.at - 4 : self.at], 16)
        return ord(self._next())


def _merged(ranges: list[tuple[int, int]]) -> Ranges:
    merged: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return tuple(merged)


def _without(ranges: Ranges) -> Ranges:
    """Every code point outside the ranges."""
    edges = [-1, *(edge for pair in ranges for edge in pair), LAST_POINT + 1]
    gaps = zip(edges[::2], edges[1::2], strict=True)
    return tuple((low + 1, high - 1) for low, high in gaps if low + 1 <= high - 1)


def _ranges_of(tree: Node) -> Ranges:
    """The units of a look behind, which must be one set."""
    items: list[Node] = list(tree[1]) if tree[0] == "sequence" else []
    if [item[0] for item in items] != ["set"]:
        raise ValueError(f"pattern: expected one unit in a look behind, got {tree!r}")
    ranges: Ranges = items[0][1]
    return ranges


def can_be_empty(tree: Node) -> bool:
    """Whether a part may match nothing."""
    kind = tree[0]
    if kind == "sequence":
        return all(can_be_empty(item) for item in tree[1])
    if kind == "choice":
        return any(can_be_empty(branch) for branch in tree[1])
    if kind == "repeat":
        return int(tree[2]) == 0 or can_be_empty(tree[1])
    if kind in ("group", "capture"):
        return can_be_empty(tree[-1])
    return str(kind) != "set"


def first_units(tree: Node) -> tuple[list[tuple[int, int]], bool]:
    """(ranges of the units a match may begin with, whether it may begin with any: it can be empty or refers back)."""
    kind = tree[0]
    if kind == "set":
        return list(tree[1]), False
    if kind in ("group", "capture"):
        return first_units(tree[-1])
    if kind == "repeat":
        ranges, is_any = first_units(tree[1])
        return ranges, is_any or tree[2] == 0
    if kind == "choice":
        found = [first_units(branch) for branch in tree[1]]
        return [pair for ranges, _ in found for pair in ranges], any(is_any for _, is_any in found)
    if kind != "sequence":
        return [], True
    every: list[tuple[int, int]] = []
    for item in tree[1]:
        ranges, is_any = first_units(item)
        every += ranges
        if not is_any:
            return every, False
    return every, True


def needed_units(tree: Node) -> frozenset[int]:
    """The units at which every match looks, each of them."""
    kind = tree[0]
    if kind == "set":
        (first, last), *others = tree[1]
        return frozenset() if others or first < last else frozenset((first,))
    if kind in ("group", "capture", "ahead") or (kind == "repeat" and tree[2]):
        return needed_units(tree[1] if kind == "repeat" else tree[-1])
    if kind == "choice":
        return frozenset.intersection(*map(needed_units, tree[1]))
    return frozenset().union(*map(needed_units, tree[1])) if kind == "sequence" else frozenset()


def wanted_units(tree: Node) -> Ranges | None:
    """Units of which every match looks at one at least, as few as can be told, single ones aside; None for none."""
    kind = tree[0]
    if kind == "set":
        ranges: Ranges = tree[1]
        return ranges
    if kind in ("group", "capture", "ahead"):
        return wanted_units(tree[-1])
    if kind == "repeat":
        return wanted_units(tree[1]) if tree[2] else None
    if kind == "choice":
        found = [wanted_units(branch) for branch in tree[1]]
        known = [ranges for ranges in found if ranges is not None]
        return _merged([pair for ranges in known for pair in ranges]) if len(known) == len(found) else None
    if kind != "sequence":
        return None
    known = [ranges for ranges in map(wanted_units, tree[1]) if ranges is not None]
    several = [ranges for ranges in known if _count(ranges) > 1]
    return min(several or known, key=_count, default=None)


def _count(ranges: Ranges) -> int:
    return sum(last - first + 1 for first, last in ranges)


class Assembler:
    """Writes trees as programs into one list of numbers; `sets` are the classes they name, in order."""

    def __init__(self) -> None:
        self.program: list[int] = []
        self.sets: list[Ranges] = []

    def add(self, tree: Node) -> int:
        """Appends a program; returns where it begins."""
        start = len(self.program)
        self._emit(tree)
        self._put("MATCH")
        return start

    def _put(self, operation: str, *operands: int) -> int:
        self.program += (OPERATIONS.index(operation), *operands)
        return len(self.program) - 1

    def _set(self, ranges: Ranges) -> int:
        if ranges not in self.sets:
            self.sets.append(ranges)
        return self.sets.index(ranges)

    def _emit(self, tree: Node) -> None:
        kind = tree[0]
        if kind == "sequence":
            for item in tree[1]:
                self._emit(item)
        elif kind == "choice":
            self._choice(tree[1])
        elif kind == "repeat":
            self._repeat(*tree[1:])
        elif kind == "group":
            self._emit(tree[1])
        elif kind == "capture":
            self._put("SAVE", 2 * tree[1])
            self._emit(tree[2])
            self._put("SAVE", 2 * tree[1] + 1)
        elif kind == "set":
            self._unit(tree[1])
        elif kind in ("ahead", "not_ahead"):
            end = self._put(kind.upper(), 0)
            self._emit(tree[1])
            self._put("MATCH")
            self.program[end] = len(self.program)
        elif kind in ("behind", "not_behind"):
            self._put(kind.upper(), self._set(tree[1]))
        else:
            self._put(kind.upper(), *tree[1:])

    def _unit(self, ranges: Ranges) -> None:
        if len(ranges) == 1 and ranges[0][0] == ranges[0][1]:
            self._put("UNIT", ranges[0][0])
        else:
            self._put("SET", self._set(ranges))

    def _choice(self, branches: tuple[Node, ...]) -> None:
        ends = []
        for branch in branches[:-1]:
            first = _leading_unit(branch)
            if first is None:
                self._put("SPLIT", len(self.program) + 3, 0)
            else:
                self._put("BRANCH", first, 0)
            other = len(self.program) - 1
            self._emit(branch)
            ends.append(self._put("JUMP", 0))
            self.program[other] = len(self.program)
        self._emit(branches[-1])
        for end in ends:
            self.program[end] = len(self.program)

    def _repeat(self, body: Node, low: int, high: int, is_greedy: bool) -> None:
        if body[0] == "set":
            self._put("RUN" if is_greedy else "LAZY", self._set(body[1]), low, high)
            return
        for _ in range(low):
            self._emit(body)
        if high == MANY:
            if can_be_empty(body) or not is_greedy:
                raise ValueError(f"pattern: expected a loop over something, got {body!r}")
            start = len(self.program)
            self._put("SPLIT", start + 3, 0)
            self._emit(body)
            self._put("JUMP", start)
            self.program[start + 2] = len(self.program)
            return
        exits = []
        for _ in range(high - low):
            at = len(self.program)
            exits.append(self._put("SPLIT", at + 3, 0))
            self._emit(body)
        for place in exits:
            self.program[place] = len(self.program)


def _leading_unit(branch: Node) -> int | None:
    """The one unit a branch of a choice begins with, if it does so for sure."""
    if branch[0] == "sequence" and branch[1] and branch[1][0][0] == "set":
        ranges = branch[1][0][1]
        if len(ranges) == 1 and ranges[0][0] == ranges[0][1]:
            return int(ranges[0][0])
    return None
