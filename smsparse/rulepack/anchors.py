"""Anchors: words of which at least one stands in every match of a template, chosen so that few messages have them."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from smsparse.rulepack.template import Choice, Literal, Mark, Slot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from smsparse.rulepack.template import Node, Tree

#: Most words of a lexicon that may stand in for a literal.
MAX_LEXICON = 1000
#: Most words that literals and choices beside each other are multiplied out to.
MAX_WORDS = 96
#: How far a word may stand behind the start of a match where nothing bounds it.
FAR = 1 << 20
#: Types whose slot is as long as its range says.
_RANGED = frozenset({"text", "clause", "phrase", "han", "digits", "alnum", "letters", "pin", "party", "masked"})
#: Runs of units longer than this are not counted; a longer word is as common as the rarest of its parts at most.
_LONGEST_GRAM = 4


class Anchors(NamedTuple):
    """Words, one of which stands in every match, from `least` to `most` units behind the start of the match."""

    words: tuple[str, ...]
    least: int
    most: int


class Commonness:
    """How likely a word is to stand in a message, told from sample messages (folded)."""

    def __init__(self, messages: Sequence[str]) -> None:
        self._counts: dict[str, int] = {}
        for message in messages:
            for gram in {message[at : at + size] for size in range(1, _LONGEST_GRAM + 1) for at in range(len(message))}:
                self._counts[gram] = self._counts.get(gram, 0) + 1
        self._messages = len(messages)

    def __call__(self, word: str) -> float:
        """Between 0 and 1; of words nobody has seen the longer is the rarer."""
        size = min(len(word), _LONGEST_GRAM)
        seen = min(self._counts.get(word[at : at + size], 0) for at in range(len(word) - size + 1))
        return (seen + 1 / len(word)) / (self._messages + 1)


class AnchorFinder:
    """Finds the anchors of trees; `lexicons` are folded."""

    def __init__(self, commonness: Callable[[str], float], lexicons: Mapping[str, Sequence[str]]) -> None:
        self._commonness = cache(commonness)
        self._lexicons = {f"@{name}": tuple(words) for name, words in lexicons.items()}
        self._widths = {
            kind: (min(map(len, words), default=0), max(map(len, words), default=0))
            for kind, words in self._lexicons.items()
        }
        self._costs: dict[tuple[str, ...], float] = {}

    def find(self, tree: Tree) -> Anchors | None:
        """The anchors by which the fewest messages offer a template; None where it has none."""
        best = min(self._all(tree), default=None)
        return best[1] if best else None

    def _all(self, tree: Tree) -> Iterator[tuple[float, Anchors]]:
        """All anchors of a tree, each with how many of its words a message has on average."""
        least = most = 0
        for index, node in enumerate(tree):
            for words in self._runs(tree[index:]):
                yield self._cost(words), Anchors(words, least, most)
            if isinstance(node, Choice):
                parts = [min(self._all(branch), default=None) for branch in node.branches]
                found = [part for part in parts if part is not None]
                if len(found) == len(parts):
                    yield sum(cost for cost, _ in found), _joined([anchors for _, anchors in found], least, most)
            shortest, longest = self._width(node)
            least, most = least + shortest, min(most + longest, FAR)

    def _cost(self, words: tuple[str, ...]) -> float:
        """How many of the words a message has on average."""
        if words not in self._costs:
            self._costs[words] = sum(map(self._commonness, words))
        return self._costs[words]

    def _runs(self, nodes: Tree) -> Iterator[tuple[str, ...]]:
        """Words one of which every match has where `nodes` begin: of the first node, of the first two, and so on."""
        words: tuple[str, ...] = ("",)
        for node in nodes:
            heads, whole = self._heads(node, alone=words == ("",))
            if not heads or len(words) * len(heads) > max(MAX_WORDS, len(heads) if words == ("",) else 0):
                return
            words = tuple(dict.fromkeys(word + head for word in words for head in heads))
            if "" in words:
                return
            yield words
            if not whole:
                return

    def _heads(self, node: Node, *, alone: bool = False) -> tuple[tuple[str, ...], bool]:
        """What a match of the node begins with, and whether that is all of it; a lexicon only if it stands `alone`."""
        if isinstance(node, Literal):
            return (node.text,), True
        if isinstance(node, Mark):
            return ((), False) if node.kind == "blank" else (("",), True)
        if isinstance(node, Choice):
            return self._heads_of_choice(node)
        words = self._lexicons.get(node.kind, ()) if alone else ()
        return (words if len(words) <= MAX_LEXICON else ()), False

    def _heads_of_choice(self, choice: Choice) -> tuple[tuple[str, ...], bool]:
        found: dict[str, None] = {}
        all_whole = True
        for branch in choice.branches:
            heads: tuple[str, ...] = ("",)
            for node in branch:
                more, whole = self._heads(node)
                all_whole = all_whole and whole
                if len(heads) * len(more) > MAX_WORDS:
                    return (), False
                heads = tuple(head + behind for head in heads for behind in more) if more else heads
                if not whole:
                    break
            found.update(dict.fromkeys(heads))
        return tuple(found), all_whole

    def _width(self, node: Node) -> tuple[int, int]:
        """How many units a node takes, at least and at most."""
        if isinstance(node, Literal):
            return len(node.text), len(node.text)
        if isinstance(node, Mark):
            return 0, int(node.kind == "blank")  # folding leaves one white space at most
        if isinstance(node, Choice):
            return _span([_sum(map(self._width, branch)) for branch in node.branches])
        return self._slot_width(node)

    def _slot_width(self, slot: Slot) -> tuple[int, int]:
        if slot.kind in _RANGED:
            shortest, longest = slot.low, slot.high
        else:
            shortest, longest = self._widths.get(slot.kind, (1, FAR))
        return shortest, FAR if slot.repeat else longest


def _sum(widths: Iterable[tuple[int, int]]) -> tuple[int, int]:
    least = most = 0
    for shortest, longest in widths:
        least, most = least + shortest, most + longest
    return least, most


def _span(widths: Sequence[tuple[int, int]]) -> tuple[int, int]:
    return min(least for least, _ in widths), max(most for _, most in widths)


def _joined(parts: Sequence[Anchors], least: int, most: int) -> Anchors:
    """The anchors of all branches of a choice that begins `least` to `most` units behind the start."""
    words = tuple(dict.fromkeys(word for part in parts for word in part.words))
    return Anchors(words, least + min(part.least for part in parts), min(most + max(part.most for part in parts), FAR))
