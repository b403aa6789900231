"""With which units a match may begin, as a bit set of units modulo BITS: it turns most places away. And how long a run of
digits it must hold, which turns whole messages away."""

from __future__ import annotations

from smsparse.rulepack.slots import FIRSTS, RANGED
from smsparse.rulepack.template import Choice, Literal, Mark, Slot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from smsparse.rulepack.template import Node, Tree

#: Units are taken modulo this; smsparse/matching/tables.pxi has the same.
BITS = 1024
#: Any unit, and the end of the text as well.
ANY = (1 << BITS) - 1


class Firsts:
    """Tells what trees may begin with; `lexicons` are folded."""

    def __init__(self, lexicons: Mapping[str, Sequence[str]]) -> None:
        self._lexicons = lexicons
        self._of_kind: dict[str, int] = {}

    def of_tree(self, tree: Tree, follow: int) -> int:
        """Bits of the units that may stand first where `tree` matches; `follow` are those of what comes behind it."""
        for node in reversed(tree):
            follow = self.of_node(node, follow)
        return follow

    def of_node(self, node: Node, follow: int) -> int:
        """The same for one node."""
        if isinstance(node, Literal):
            return 1 << ord(node.text[0]) % BITS
        if isinstance(node, Slot):
            return self._of_slot(node) | (follow if node.kind in RANGED and node.low == 0 else 0)
        if isinstance(node, Choice):
            own = 0
            for branch in node.branches:
                own |= self.of_tree(branch, follow)
            return own
        return _of_mark(node, follow)

    def _of_slot(self, slot: Slot) -> int:
        if slot.kind not in self._of_kind:
            units, names = ("", (slot.kind[1:],)) if slot.kind.startswith("@") else FIRSTS.get(slot.kind, (None, ()))
            words = (word[0] for name in names for word in self._lexicons[name])
            self._of_kind[slot.kind] = ANY if units is None else _bits(units) | _bits(words)
        return self._of_kind[slot.kind]


def digits_needed(tree: Tree) -> int:
    """How many digits stand side by side, at least, in every message a tree matches."""
    return max(map(_digits_of_node, tree), default=0)


def _digits_of_node(node: Node) -> int:
    if isinstance(node, Choice):
        return min(map(digits_needed, node.branches))
    return node.low if isinstance(node, Slot) and node.kind == "digits" else 0


def _of_mark(mark: Mark, follow: int) -> int:
    if mark.kind == "blank":
        return follow | _BLANK
    return ANY if mark.kind == "end" else follow


def _bits(units: Iterable[str]) -> int:
    found = 0
    for bit in {ord(unit) % BITS for unit in units}:
        found |= 1 << bit
    return found


_BLANK = _bits(" \n")
