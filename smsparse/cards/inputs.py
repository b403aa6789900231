"""What a card reads of a result. Structural types only: the engine's result fits them without knowing of cards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class FieldLike(Protocol):
    """A field's surface text with its resolved value (contract v1)."""

    @property
    def text(self) -> str: ...
    @property
    def value(self) -> str | None: ...
    @property
    def unit(self) -> str | None: ...
    @property
    def more(self) -> Sequence[FieldLike]: ...


class SenderLike(Protocol):
    """The matched sender; ``trust`` is certified, consistent, unknown or suspect."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def trust(self) -> str: ...


class ResultLike(Protocol):
    """A parse result, as far as a card needs it. ``received_at`` is RFC 3339 text with an offset."""

    @property
    def text(self) -> str: ...
    @property
    def category(self) -> str: ...
    @property
    def sender(self) -> SenderLike | None: ...
    @property
    def fields(self) -> Mapping[str, FieldLike]: ...
    @property
    def received_at(self) -> str | None: ...
