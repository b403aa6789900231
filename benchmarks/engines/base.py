"""What an engine of the comparison is, and what those over Python strings share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from benchmarks.answers import Answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.corpus import Message, Span


class Engine(Protocol):
    """One way to do the job. It is made once in a process of its own; making it is its load time."""

    def prepare(self, batch: Sequence[Message]) -> Any:
        """The batch in the form the engine likes to take it in. Not timed."""

    def fields(self, batch: Any) -> Any:
        """Category and fields of each message, in the form natural to the engine. Timed."""

    def cards(self, batch: Any) -> Any:
        """The JSON of each message's card and menu besides. Timed. NotImplementedError: the engine makes none."""

    def answers(self, batch: Sequence[Message], output: Any) -> list[Answer]:
        """What came out of `fields` or `cards`, to be compared. Not timed."""


class Peer:
    """An engine over Python strings; a message's result is a dict."""

    def prepare(self, batch: Sequence[Message]) -> list[str]:
        return [message.text for message in batch]

    def parse(self, text: str) -> dict[str, Any]:
        """One message: `category`, `by_rule`, `fields` (name: [text, start, end]), as far as it tells them."""
        raise NotImplementedError

    def fields(self, batch: list[str]) -> list[dict[str, Any]]:
        parse = self.parse
        return [parse(text) for text in batch]

    def cards(self, batch: list[str]) -> list[tuple[dict[str, Any], bytes]]:
        raise NotImplementedError(f"{type(self).__name__} makes no cards")

    def answers(self, batch: Sequence[Message], output: list[Any]) -> list[Answer]:  # noqa: ARG002
        found: list[Answer] = []
        for one in output:
            told = one[0] if isinstance(one, tuple) else one
            spans: dict[str, list[Span]] = {name: [(at, end)] for name, (_, at, end) in told.get("fields", {}).items()}
            found.append(Answer(told.get("category"), spans, told.get("by_rule", False)))
        return found
