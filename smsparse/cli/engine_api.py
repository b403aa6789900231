"""What the command line asks of an engine and of its results: the part of the public API that tests stand in for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from smsparse.cards.inputs import FieldLike, SenderLike

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from smsparse.cards.model import Card, CardContext

    MessageTuple = tuple[str, str | None, str | int | None]
    """(text, sender, received_at): the last one RFC 3339 with an offset, or epoch milliseconds."""


class SpanLike(Protocol):
    """Half-open, in code points of the original text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class ShownField(FieldLike, Protocol):
    """A field with everything the table of fields shows."""

    @property
    def name(self) -> str: ...
    @property
    def span(self) -> SpanLike: ...
    @property
    def confidence(self) -> float: ...
    @property
    def by(self) -> str: ...
    @property
    def more(self) -> Sequence[ShownField]: ...


class ShownSender(SenderLike, Protocol):
    """A sender with the reasons of its verdict."""

    @property
    def reasons(self) -> Sequence[str]: ...


class ShownResult(Protocol):
    """A parse result."""

    @property
    def text(self) -> str: ...
    @property
    def category(self) -> str: ...
    @property
    def confidence(self) -> float: ...
    @property
    def decided_by(self) -> str: ...
    @property
    def flags(self) -> Sequence[str]: ...
    @property
    def sender(self) -> ShownSender | None: ...
    @property
    def fields(self) -> Mapping[str, ShownField]: ...
    @property
    def received_at(self) -> str | None: ...
    def to_dict(self, *, span_unit: str = "codepoint") -> dict[str, Any]: ...


class EngineLike(Protocol):
    """An engine."""

    @property
    def versions(self) -> Mapping[str, Any]: ...
    def parse(self, text: str, sender: str | None = None, received_at: str | int | None = None) -> ShownResult: ...
    def parse_many(self, messages: Iterable[MessageTuple]) -> Iterator[ShownResult]: ...
    def explain(self, text: str, sender: str | None = None, received_at: str | int | None = None) -> dict[str, Any]: ...
    def card(self, result: Any, context: CardContext) -> Card: ...
    def card_json(self, result: Any, context: CardContext) -> bytes: ...
