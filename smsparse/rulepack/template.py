"""The template language: text -> tree, tree -> program for the verifier, tree -> equivalent expression.

A tree is a tuple of nodes; rules/README.md gives the grammar.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from smsparse.rulepack.records import FIELD_NAMES
from smsparse.rulepack.slots import MAX_RANGE, RANGED, SHORTEST, SLOT_TYPES, expression

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Fold = Callable[[str], str]


class TemplateError(ValueError):
    """A template that does not follow the grammar: what was expected and what stood there, with its column."""

    def __init__(self, expected: str, got: str, column: int) -> None:
        super().__init__(f"expected {expected}, got {got} at column {column + 1}")
        self.expected = expected
        self.got = f"{got} at column {column + 1}"


@dataclass(frozen=True, slots=True)
class Literal:
    """Text matched as it stands, after folding."""

    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A position: ``^`` start, ``$`` end, ``\\b`` word boundary, ``\\s`` white space or nothing."""

    kind: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A typed slot. ``name`` is a field, or "_" for text that is not kept; ``kind`` a slot type or ``@lexicon``."""

    name: str
    kind: str
    low: int = 0
    high: int = 0
    repeat: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """Alternatives, tried in order; an optional part is a choice whose last branch is empty."""

    branches: tuple[Tree, ...]


Node = Literal | Mark | Slot | Choice
Tree = tuple[Node, ...]

_SLOT = re.compile(r"(?P<name>[a-z_]+):(?P<kind>@?[a-z_]+)(?:\((?P<low>\d+)\.\.(?P<high>\d+)\))?(?P<repeat>\*?)\Z")
_MARKS = {"^": "start", "$": "end"}
_ESCAPES: dict[str, Node] = {"b": Mark("word"), "s": Mark("blank"), "n": Literal("\n")}


class _Reader:
    """Recursive descent over one template."""

    def __init__(self, text: str, fold: Fold) -> None:
        self.text = text
        self.fold = fold
        self.at = 0

    def tree(self, closing: str = "") -> Tree:
        """Reads up to one of `closing` (not consumed) or the end."""
        nodes: list[Node] = []
        literal = ""
        while self.at < len(self.text):
            char = self.text[self.at]
            if char in closing:
                break
            if char == "\\":
                mark = self._escape()
                if isinstance(mark, str):
                    literal += mark
                    continue
            elif char in "[({^$":
                mark = self._open(char)
            elif char in "])}|":
                raise TemplateError(
                    "an opening bracket before it, or a backslash to take it as text", repr(char), self.at
                )
            else:
                literal += char
                self.at += 1
                continue
            nodes += self._literal(literal)
            literal = ""
            nodes.append(mark)
        nodes += self._literal(literal)
        return tuple(nodes)

    def _literal(self, text: str) -> list[Node]:
        """A literal, folded as messages are; a space at its edge is optional, as its neighbour decides there."""
        if not text:
            return []
        folded = self.fold(text)
        blank = Mark("blank")
        if not folded:
            return [blank]
        edges = ([blank] if text[0].isspace() else [], [blank] if text[-1].isspace() else [])
        return [*edges[0], Literal(folded), *edges[1]]

    def _escape(self) -> Node | str:
        if self.at + 1 >= len(self.text):
            raise TemplateError("a character after the backslash", "the end", self.at)
        char = self.text[self.at + 1]
        if char.isalnum() and char not in _ESCAPES:
            raise TemplateError(r"\b, \n, \s or an escaped sign", repr("\\" + char), self.at)
        self.at += 2
        return _ESCAPES.get(char, char)

    def _open(self, char: str) -> Node:
        if char in _MARKS:
            self.at += 1
            return Mark(_MARKS[char])
        return self._slot() if char == "{" else self._choice(char)

    def _choice(self, char: str) -> Choice:
        start, closing = self.at, "]" if char == "[" else ")"
        branches: list[Tree] = []
        while True:
            self.at += 1
            branches.append(self.tree("|" + closing))
            if not branches[-1]:
                raise TemplateError("text in every alternative", "an empty one", self.at)
            if self.at >= len(self.text):
                raise TemplateError(f"a closing {closing!r}", "the end", start)
            if self.text[self.at] == closing:
                break
        self.at += 1
        return Choice((*branches, ()) if char == "[" else tuple(branches))

    def _slot(self) -> Slot:
        start = self.at
        end = self.text.find("}", start)
        if end < 0:
            raise TemplateError("a closing '}'", "the end", start)
        body = self.text[start + 1 : end]
        match = _SLOT.match(body)
        if match is None:
            raise TemplateError("{name:type}, {name:type(n..m)}, {name:type*} or {name:@lexicon}", repr(body), start)
        self.at = end + 1
        name, kind = match["name"], match["kind"]
        if name != "_" and name not in FIELD_NAMES:
            raise TemplateError("a field name of the contract or _", repr(name), start)
        if not kind.startswith("@") and kind not in SLOT_TYPES:
            raise TemplateError("a slot type of rules/README.md", repr(kind), start)
        low, high = int(match["low"] or 0), int(match["high"] or 0)
        if (kind in RANGED) != (match["low"] is not None):
            raise TemplateError(f"{'a' if kind in RANGED else 'no'} range for {kind}", repr(body), start)
        if kind in RANGED and not (low <= high and 0 < high <= MAX_RANGE):
            raise TemplateError(f"a range n..m with n <= m <= {MAX_RANGE}", repr(body), start)
        if match["repeat"] and kind in {*SHORTEST, "phrase", "han"}:
            raise TemplateError(f"no repetition of {kind}", repr(body), start)
        return Slot(name, kind, low, high, bool(match["repeat"]))


def parse(text: str, fold: Fold) -> Tree:
    """Reads a template. Raises TemplateError with the column where it breaks the grammar."""
    tree = _Reader(text, fold).tree()
    if not tree:
        raise TemplateError("a template", "nothing", 0)
    _check_neighbours(tree)
    return tree


def _check_neighbours(tree: Tree) -> None:
    """Text slots never adjoin: where one ended and the next began would be a guess."""
    previous: Node | None = None
    for node in tree:
        if isinstance(node, Slot) and isinstance(previous, Slot) and {node.kind, previous.kind} <= SHORTEST:
            raise TemplateError("a literal between two text slots", "none", 0)
        if isinstance(node, Choice):
            for branch in node.branches:
                _check_neighbours(branch)
        previous = node


def slots(tree: Tree) -> list[Slot]:
    """The slots of a tree in reading order."""
    found: list[Slot] = []
    for node in tree:
        if isinstance(node, Slot):
            found.append(node)
        elif isinstance(node, Choice):
            for branch in node.branches:
                found += slots(branch)
    return found


def literal_points(tree: Tree) -> int:
    """Code points of literals that any match contains at least."""
    total = 0
    for node in tree:
        if isinstance(node, Literal):
            total += len(node.text)
        elif isinstance(node, Choice):
            total += min(literal_points(branch) for branch in node.branches)
    return total


_LEADING = r"\A(?:[【\[][^】\]]{0,30}[】\]])?"
_TRAILING = r"(?=[。.!,; \n]*(?:[【\[][^【】\[\]]{0,30}[】\]][。.!,; \n]*)?\Z)"
#: Letters and digits of the alphabets words are written apart in, after folding: Latin, Greek, Cyrillic, Armenian,
#: Hebrew, Arabic, Devanagari, Georgian, Vietnamese.
_WORD = "0-9a-z\u00df-\u024f\u0370-\u0587\u05d0-\u05ea\u0620-\u064a\u066e-\u06d3\u0900-\u0963\u10d0-\u10ff\u1e00-\u1eff"
_POSITIONS = {
    "start": _LEADING, "end": _TRAILING, "blank": r"[ \n]*+", "word": f"(?:(?<![{_WORD}])|(?![{_WORD}]))",
}  # fmt: skip
_SEPARATOR = r"[ \n]?+[,、;/和及与&][ \n]?+"


def export(tree: Tree, lexicons: Mapping[str, Sequence[str]]) -> str:
    """The equivalent expression for `re` (Python 3.11+) on folded text; slot i's value is group ``v<i>``."""
    count = -1

    def render(nodes: Tree) -> str:
        nonlocal count
        parts: list[str] = []
        for node in nodes:
            if isinstance(node, Literal):
                parts.append(re.escape(node.text))
            elif isinstance(node, Mark):
                parts.append(_POSITIONS[node.kind])
            elif isinstance(node, Choice):
                parts.append("(?:" + "|".join(render(branch) for branch in node.branches) + ")")
            else:
                count += 1
                parts.append(_slot_expression(node, lexicons, count))
        return "".join(parts)

    return render(tree)


def _slot_expression(slot: Slot, lexicons: Mapping[str, Sequence[str]], number: int) -> str:
    source = expression(slot.kind, slot.low, slot.high, lexicons, number)
    if slot.kind in SHORTEST:
        return source
    if slot.repeat:
        again = expression(slot.kind, slot.low, slot.high, lexicons, 1000 + number)
        source = f"{source}(?:{_SEPARATOR}{again})*+"
    return f"(?>{source})"
