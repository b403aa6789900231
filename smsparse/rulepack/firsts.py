"""With which units a match may begin, as a bit set of units modulo BITS: it turns most places away."""

from __future__ import annotations

from smsparse.rulepack.slots import FIRSTS, RANGED
from smsparse.rulepack.template import Choice, Literal, Mark, Slot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from smsparse.rulepack.template import Node, Tree

#: Units are taken modulo this; smsparse/matching/tables.pxd has the same.
BITS = 1024
#: Any unit, and the end of the text as well.
ANY = (1 << BITS) - 1


def begin_with(tree: Tree, follow: int, lexicons: Mapping[str, Sequence[str]]) -> int:
    """Bits of the units that may stand first where `tree` matches; `follow` are those of what comes behind it."""
    for node in reversed(tree):
        follow = _begin_with_node(node, follow, lexicons)
    return follow


def _begin_with_node(node: Node, follow: int, lexicons: Mapping[str, Sequence[str]]) -> int:
    if isinstance(node, Literal):
        return _bits(node.text[0])
    if isinstance(node, Slot):
        return _slot(node, lexicons) | (follow if node.kind in RANGED and node.low == 0 else 0)
    if isinstance(node, Choice):
        own = 0
        for branch in node.branches:
            own |= begin_with(branch, follow, lexicons)
        return own
    return _begin_with_mark(node, follow)


def _begin_with_mark(mark: Mark, follow: int) -> int:
    if mark.kind == "blank":
        return follow | _bits(" \n")
    return ANY if mark.kind == "end" else follow


def _slot(slot: Slot, lexicons: Mapping[str, Sequence[str]]) -> int:
    if slot.kind.startswith("@"):
        return _bits(word[0] for word in lexicons[slot.kind[1:]])
    if slot.kind not in FIRSTS:
        return ANY
    units, names = FIRSTS[slot.kind]
    return _bits(units) | _bits(word[0] for name in names for word in lexicons[name])


def _bits(units: Iterable[str]) -> int:
    found = 0
    for bit in {ord(unit) % BITS for unit in units}:
        found |= 1 << bit
    return found
