"""Columns in, columns out: the results of many messages as an Arrow table (extra ``arrow``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smsparse.engine import Engine
    from smsparse.result import Field, ParseResult

FIELD = pa.struct(
    [
        pa.field("name", pa.dictionary(pa.int32(), pa.string())),
        pa.field("text", pa.string()),
        pa.field("value", pa.string()),
        pa.field("unit", pa.string()),
        pa.field("start", pa.int32()),
        pa.field("end", pa.int32()),
        pa.field("confidence", pa.float32()),
    ]
)

#: One row a message; a null text gives a row of nulls.
SCHEMA = pa.schema(
    [
        pa.field("category", pa.string()),
        pa.field("confidence", pa.float32()),
        pa.field("decided_by", pa.string()),
        pa.field("flags", pa.list_(pa.string())),
        pa.field("sender_id", pa.string()),
        pa.field("trust", pa.string()),
        pa.field("fields", pa.list_(FIELD)),
    ]
)


def parse_arrow(engine: Engine, text: Any, sender: Any = None, received_at: Any = None) -> pa.RecordBatch:
    """Parses a column of messages into a batch of `SCHEMA`, with the versions of `engine` in its metadata.

    `text`, `sender`, `received_at`: anything `pyarrow.array` takes, of one length; `received_at` as RFC 3339 or epoch
    milliseconds. Invalid UTF-8 (in binary columns) is repaired and flagged. Raises InvalidMessageError as `parse` does
    and ValueError for columns of different lengths.
    """
    texts = _column(text)
    senders = [None] * len(texts) if sender is None else _column(sender)
    times = [None] * len(texts) if received_at is None else _column(received_at)
    if not len(texts) == len(senders) == len(times):
        raise ValueError(f"expected columns of one length, got {len(texts)}, {len(senders)} and {len(times)}")
    rows = [
        None if message is None else _row(engine.parse(_text(message), number, time))
        for message, number, time in zip(texts, senders, times, strict=True)
    ]
    columns = [
        pa.array([None if row is None else row[name] for row in rows], type=SCHEMA.field(name).type)
        for name in SCHEMA.names
    ]
    return pa.record_batch(columns, schema=SCHEMA.with_metadata(engine.versions))


def _column(values: Any) -> list[Any]:
    if isinstance(values, (pa.Array, pa.ChunkedArray)):
        return list(values.to_pylist())
    return list(pa.array(values).to_pylist())


def _text(message: str | bytes) -> str:
    """Bytes that are not UTF-8 become lone surrogates, which folding repairs and flags."""
    return message.decode("utf-8", "surrogateescape") if isinstance(message, bytes) else message


def _row(result: ParseResult) -> dict[str, Any]:
    sender = result.sender
    return {
        "category": result.category,
        "confidence": result.confidence,
        "decided_by": result.decided_by,
        "flags": list(result.flags),
        "sender_id": None if sender is None else sender.id,
        "trust": None if sender is None else sender.trust,
        "fields": [entry for field in result.fields.values() for entry in _entries(field)],
    }


def _entries(field: Field) -> Iterator[dict[str, Any]]:
    for one in (field, *field.more):
        yield {
            "name": one.name,
            "text": one.text.encode("utf-8", "replace").decode("utf-8"),
            "value": one.value,
            "unit": one.unit,
            "start": one.span.start,
            "end": one.span.end,
            "confidence": one.confidence,
        }
