"""What an engine answered, and how much of it is right."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from benchmarks.corpus import Message, Span


@dataclass(frozen=True, slots=True)
class Answer:
    """One message as an engine understood it. `category` None: the engine gives none; `by_rule`: a rule decided it."""

    category: str | None
    spans: Mapping[str, Sequence[Span]]
    by_rule: bool = False


@dataclass(frozen=True)
class Score:
    """Counts over a batch, and shares of them.

    A labelled field is right where the engine gives exactly its span under its name; fields that the message's labels
    do not name are only counted in `fields`.
    """

    messages: int = 0
    by_rule: int = 0
    fields: int = 0
    categories_known: int = 0
    categories_right: int = 0
    spans_known: int = 0
    spans_right: int = 0

    @property
    def shares(self) -> dict[str, float]:
        """`by_rule` of the messages, fields a message, right categories and spans of those known."""
        return {
            "by_rule": self.by_rule / max(1, self.messages),
            "fields": self.fields / max(1, self.messages),
            "categories_right": self.categories_right / max(1, self.categories_known),
            "spans_right": self.spans_right / max(1, self.spans_known),
        }

    def __add__(self, other: Score) -> Score:
        return Score(**{name: count + asdict(other)[name] for name, count in asdict(self).items()})


def score(batch: Sequence[Message], answers: Sequence[Answer]) -> Score:
    """Counts what is right. Raises ValueError unless there is one answer a message."""
    return Score(
        messages=len(batch),
        by_rule=sum(answer.by_rule for answer in answers),
        fields=sum(len(spans) for answer in answers for spans in answer.spans.values()),
        categories_known=sum(bool(message.category) for message in batch),
        categories_right=sum(
            bool(message.category) and message.category == answer.category
            for message, answer in zip(batch, answers, strict=True)
        ),
        spans_known=sum(len(message.spans) for message in batch),
        spans_right=sum(
            spans[0] in answer.spans.get(name, ())
            for message, answer in zip(batch, answers, strict=True)
            for name, spans in message.spans.items()
        ),
    )
