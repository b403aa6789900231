"""A whole pipeline from parts: fold, pick patterns, confirm best first with `re`, classify on a miss, fill fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.engines.base import Peer
from benchmarks.engines.cards import CardWriter
from benchmarks.engines.choosing import Choosing
from benchmarks.engines.folding import Folding
from benchmarks.engines.templates import templates

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Protocol

    from benchmarks.engines.templates import Expression

    class Picker(Protocol):
        """Picks the expressions that may match a message, best first; it may pick too many, never too few."""

        def rules(self, folded: str) -> Iterable[Expression]: ...

        def fields(self, folded: str, category: str) -> tuple[Sequence[Expression], Sequence[Expression]]:
            """(those with a cue, those that pick) of the field rules for the category."""

    class Classifier(Protocol):
        def __call__(self, text: str, folded: str) -> tuple[str, float]: ...


#: What is probably right where a rule decided, as rule packs have it by default.
_BY_RULE = 0.99


class PipelinePeer(Peer):
    """Rules by `picker`, and `classifier` where none matches; without one such a message gets nothing."""

    def __init__(self, picker: Picker, classifier: Classifier | None) -> None:
        known = templates()
        self._picker, self._classify = picker, classifier
        self._choosing, self._folding, self._cards = Choosing(known), Folding(), CardWriter()

    def parse(self, text: str) -> dict[str, Any]:
        choosing, folded = self._choosing, self._folding.fold(text)
        signature = choosing.signature(folded)
        chosen = choosing.best(folded, self._picker.rules(folded), choosing.sender(folded, signature))
        if chosen is not None:
            category, fields = chosen
            probability = _BY_RULE
        elif self._classify is not None:
            category, probability = self._classify(text, folded)
            fields = {}
        else:
            return {"by_rule": False, "fields": {}}
        cued, picking = self._picker.fields(folded, category)
        choosing.fill(folded, fields, cued)
        choosing.contacts(folded, category, fields, signature)
        choosing.pick(folded, fields, picking, probability)
        origin = self._folding.origin(text, folded)
        spans = {name: (origin[start], origin[end - 1] + 1) for name, (start, end) in fields.items()}
        return {
            "category": category,
            "by_rule": chosen is not None,
            "fields": {name: [text[start:end], start, end] for name, (start, end) in spans.items()},
        }

    def cards(self, batch: list[str]) -> list[tuple[dict[str, Any], bytes]]:
        write = self._cards.write
        return [(told := self.parse(text), write(told)) for text in batch]


class InTurn:
    """Picks nothing: every expression of the rules, and every one for the category, is tried in turn."""

    def __init__(self) -> None:
        self._known = templates()

    def rules(self, folded: str) -> Sequence[Expression]:  # noqa: ARG002 the message decides nothing here
        return self._known.rules

    def fields(self, folded: str, category: str) -> tuple[Sequence[Expression], Sequence[Expression]]:  # noqa: ARG002
        return self._known.fields[category], self._known.picks[category]
