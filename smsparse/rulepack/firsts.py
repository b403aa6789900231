"""With which units a match may begin, as a bit set of units modulo BITS: it turns most places away. And how long a
run of digits it must hold, which turns whole messages away."""

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
#: Runs of digits as long or longer are told by one bit of a word; smsparse/matching/verifier.pxi has the same.
LONGEST_RUN = 31
ALL_RUNS = (1 << LONGEST_RUN + 1) - 1


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
    """The lengths of runs of digits one of which is in every match, as a bit set; ALL_RUNS where none need be.

    Bit n stands for n digits side by side, the last for more.
    """
    return min(map(_digits_of_node, tree), key=int.bit_count, default=ALL_RUNS)


def _digits_of_node(node: Node) -> int:
    found = 0
    if isinstance(node, Choice):
        for branch in node.branches:
            found |= digits_needed(branch)
    if isinstance(node, Slot) and node.kind == "digits" and node.low:
        for length in range(node.low, node.high + 1):
            found |= 1 << min(length, LONGEST_RUN)
    return found or ALL_RUNS


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
