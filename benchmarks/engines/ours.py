"""smsparse itself: columns to columns, many messages, one message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.answers import Answer
from smsparse import CardContext, Engine

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.corpus import Message, Span
    from smsparse import ParseResult

#: Rows of an Arrow batch that goes in.
_CHUNK = 10_000


class Arrow:
    """Arrow in, bytes of an Arrow IPC stream out, every value resolved."""

    def __init__(self, threads: int = 1) -> None:
        import pyarrow

        self._pyarrow, self.engine, self._threads = pyarrow, Engine(), threads

    def prepare(self, batch: Sequence[Message]) -> list[tuple[Any, Any, Any]]:
        array, text = self._pyarrow.array, self._pyarrow.string()
        columns = ([m.text for m in batch], [m.sender for m in batch], [m.received_at for m in batch])
        return [
            tuple(array(column[at : at + _CHUNK], type=text) for column in columns)
            for at in range(0, len(batch), _CHUNK)
        ]

    def fields(self, batch: list[tuple[Any, Any, Any]]) -> Any:
        return self._streamed(batch)

    def cards(self, batch: list[tuple[Any, Any, Any]]) -> Any:
        return self._streamed(batch, cards=CardContext())

    def _streamed(self, batch: list[tuple[Any, Any, Any]], **options: Any) -> Any:
        sink = self._pyarrow.BufferOutputStream()
        writer = None
        for columns in batch:
            parsed = self.engine.parse_arrow(*columns, threads=self._threads, **options)
            writer = writer or self._pyarrow.ipc.new_stream(sink, parsed.schema)
            writer.write(parsed)
        if writer:
            writer.close()
        return sink.getvalue()

    def answers(self, batch: Sequence[Message], output: Any) -> list[Answer]:
        rows = self._pyarrow.ipc.open_stream(output).read_all().to_pylist() if batch else []
        return [_answer(row["category"], row["decided_by"], row["fields"]) for row in rows]


class Many:
    """parse_many over Python strings, each result as a dict with all values resolved; cards as JSON."""

    def __init__(self) -> None:
        self._engine = Engine()

    def prepare(self, batch: Sequence[Message]) -> list[tuple[str, str | None, str | None]]:
        return [(message.text, message.sender, message.received_at) for message in batch]

    def fields(self, batch: list[tuple[str, str | None, str | None]]) -> list[dict[str, Any]]:
        return [result.to_dict() for result in self._results(batch)]

    def _results(self, batch: list[tuple[str, str | None, str | None]]) -> Iterable[ParseResult]:
        return self._engine.parse_many(batch)

    def cards(self, batch: list[tuple[str, str | None, str | None]]) -> list[tuple[dict[str, Any], bytes]]:
        write = self._engine.card_json
        return [(result.to_dict(), write(result)) for result in self._results(batch)]

    def answers(self, batch: Sequence[Message], output: list[Any]) -> list[Answer]:  # noqa: ARG002 the protocol's
        told = [one[0] if isinstance(one, tuple) else one for one in output]
        return [_answer(one["category"], one["decided_by"], _flat(one["fields"])) for one in told]


class One(Many):
    """parse() called for each message."""

    def _results(self, batch: list[tuple[str, str | None, str | None]]) -> Iterable[ParseResult]:
        parse = self._engine.parse
        return (parse(*message) for message in batch)


def _flat(fields: dict[str, Any]) -> list[dict[str, Any]]:
    """A result's fields as rows of name, start, end; further values follow the first."""
    return [
        {"name": name, "start": one["span"][0], "end": one["span"][1]}
        for name, field in fields.items()
        for one in (field, *field.get("more", ()))
    ]


def _answer(category: str, decided_by: str, fields: Iterable[dict[str, Any]]) -> Answer:
    spans: dict[str, list[Span]] = {}
    for field in fields:
        spans.setdefault(field["name"], []).append((field["start"], field["end"]))
    return Answer(category, spans, decided_by.startswith("rule:"))
