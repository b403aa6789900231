"""Results as columns: the Arrow schema of contract v1, how rows are built into it, and how they are read back.

`ColumnBuilder.build` is the one place where messages become columns. Every repeating word is an index into a dictionary
that an engine's batches share, so batches can be joined, streamed and written to one file without touching them.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import accumulate, chain, pairwise
from typing import TYPE_CHECKING, Any

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from smsparse.engine import Engine
    from smsparse.entities import ReceivedAt
    from smsparse.result import Field, ParseResult

    Row = tuple[Any, ...]

WORD = pa.dictionary(pa.int32(), pa.string())

#: One value of a field. `start`, `end`: code points of the message. `more`: whether it is a further value of the name.
FIELD = pa.struct(
    [
        pa.field("name", WORD),
        pa.field("text", pa.string()),
        pa.field("value", pa.string()),
        pa.field("unit", WORD),
        pa.field("start", pa.int32()),
        pa.field("end", pa.int32()),
        pa.field("confidence", pa.float32()),
        pa.field("by", WORD),
        pa.field("more", pa.bool_()),
    ]
)

#: One row a message; a null text gives a row of nulls. Without a sender, the four columns of the sender are null.
SCHEMA = pa.schema(
    [
        pa.field("category", WORD),
        pa.field("confidence", pa.float32()),
        pa.field("decided_by", WORD),
        pa.field("flags", pa.list_(WORD)),
        pa.field("sender_id", WORD),
        pa.field("sender_name", WORD),
        pa.field("trust", WORD),
        pa.field("reasons", pa.list_(WORD)),
        pa.field("fields", pa.list_(FIELD)),
    ]
)

#: Why a row is none of the above: contract v1's error object, null where the row is a result.
ERROR = pa.field("error", pa.struct([pa.field(key, pa.string()) for key in ("code", "expected", "got", "at")]))


class ColumnBuilder:
    """Builds batches of `SCHEMA` with one engine; thread-safe."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        words = engine.vocabulary()
        self._words = {name: pa.array(list(values), pa.string()) for name, values in words.items()}
        self._index: dict[str, dict[str | None, Any]] = {
            name: {None: None, **{word: number for number, word in enumerate(values)}} for name, values in words.items()
        }
        self._schema = SCHEMA.with_metadata(engine.versions)

    def build(
        self,
        texts: pa.Array,
        senders: pa.Array | None = None,
        times: Sequence[ReceivedAt | None] | None = None,
        *,
        threads: int = 1,
    ) -> pa.RecordBatch:
        """One row of `SCHEMA` a message, the same whatever the number of threads.

        `texts`, `senders`: binary or large_binary, of UTF-8; what is not is read as U+FFFD (one for each maximal part
        of a character, as Unicode recommends) and flagged repaired. `times`: checked receive times. All of one length.
        """
        parts = _parts(len(texts), max(1, threads))
        given = (texts, senders, times)
        if len(parts) == 1:
            return self._batch(self._rows(*given))
        with ThreadPoolExecutor(len(parts)) as pool:
            found = pool.map(lambda part: self._rows(*(one if one is None else one[part] for one in given)), parts)
            return self._batch(list(chain.from_iterable(found)))

    def _rows(self, texts: Any, senders: Any, times: Any) -> list[Row]:
        empty = (None,) * len(texts)
        columns = (texts.to_pylist(), empty if senders is None else senders.to_pylist(), times or empty)
        return [_NULLS if text is None else self._row(text, *rest) for text, *rest in zip(*columns, strict=True)]

    def _row(self, body: bytes, sender: bytes | None, received: ReceivedAt | None) -> Row:
        text, repaired = decode(body)
        result = self._engine.parse_checked(text, decode(sender)[0] if sender else None, received)
        index, found = self._index, result.sender
        flags = [index["flags"][flag] for flag in result.flags]
        if repaired:
            flags = sorted({*flags, index["flags"]["repaired"]})
        told: Row = (None,) * 4
        if found is not None:
            told = (
                index["sender_id"][found.id],
                index["sender_name"][found.name],
                index["trust"][found.trust],
                [index["reasons"][reason] for reason in found.reasons],
            )
        decided = index["decided_by"][result.decided_by]
        confidence = round(result.confidence, 3)
        return (index["category"][result.category], confidence, decided, flags, *told, list(self._entries(result)))

    def _entries(self, result: ParseResult) -> Iterator[Row]:
        for field in result.fields.values():
            yield self._entry(field, more=False)
            for further in field.more:
                yield self._entry(further, more=True)

    def _entry(self, field: Field, *, more: bool) -> Row:
        index = self._index
        start, end = field.span
        name, unit, by = index["name"][field.name], index["unit"][field.unit], index["by"][field.by]
        return name, field.text, field.value, unit, start, end, field.confidence, by, more

    def _batch(self, rows: Sequence[Row]) -> pa.RecordBatch:
        cells = list(zip(*rows, strict=True)) or [()] * len(SCHEMA)
        columns = [self._column(field, column) for field, column in zip(SCHEMA, cells, strict=True)]
        return pa.record_batch(columns, schema=self._schema)

    def _column(self, field: pa.Field, cells: Sequence[Any]) -> pa.Array:
        if not pa.types.is_list(field.type):
            return self._flat(field.name, field.type, cells)
        flat = list(chain.from_iterable(cell for cell in cells if cell is not None))
        values = self._structs(flat) if field.name == "fields" else self._flat(field.name, field.type.value_type, flat)
        ends = accumulate((len(cell or ()) for cell in cells), initial=0)
        offsets = [None if cell is None else end for cell, end in zip([*cells, ()], ends, strict=True)]
        return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), values)

    def _structs(self, entries: Sequence[Row]) -> pa.Array:
        cells = list(zip(*entries, strict=True)) or [()] * FIELD.num_fields
        children = [self._flat(field.name, field.type, column) for field, column in zip(FIELD, cells, strict=True)]
        return pa.StructArray.from_arrays(children, fields=list(FIELD))

    def _flat(self, name: str, kind: pa.DataType, cells: Sequence[Any]) -> pa.Array:
        if kind == WORD:
            return pa.DictionaryArray.from_arrays(pa.array(cells, pa.int32()), self._words[name])
        return pa.array(cells, kind)


_NULLS: Row = (None,) * len(SCHEMA)


def _parts(length: int, threads: int) -> list[slice]:
    """Contiguous parts of nearly the same length, none of them empty but the only one."""
    bounds = [length * number // threads for number in range(threads + 1)]
    return [slice(*pair) for pair in pairwise(bounds) if pair[0] < pair[1]] or [slice(0, 0)]


def decode(body: bytes) -> tuple[str, bool]:
    """The text of UTF-8, and whether something in it had to be repaired."""
    try:
        return body.decode("utf-8"), False
    except UnicodeDecodeError:
        return body.decode("utf-8", "replace"), True


def with_errors(batch: pa.RecordBatch, errors: Mapping[int, Mapping[str, str]]) -> pa.RecordBatch:
    """The batch with the column `ERROR`; `errors` by row."""
    column = pa.array([errors.get(row) for row in range(batch.num_rows)], ERROR.type)
    return pa.RecordBatch.from_arrays([*batch.columns, column], schema=batch.schema.append(ERROR))


def plain(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The batch without dictionaries, for readers that do not take them."""
    schema = pa.schema([field.with_type(plain_type(field.type)) for field in batch.schema], batch.schema.metadata)
    return pa.RecordBatch.from_arrays(
        [column.cast(field.type) for column, field in zip(batch.columns, schema, strict=True)], schema=schema
    )


def plain_type(kind: pa.DataType) -> pa.DataType:
    """The type without dictionaries."""
    if pa.types.is_dictionary(kind):
        return kind.value_type
    if pa.types.is_list(kind):
        return pa.list_(plain_type(kind.value_type))
    if pa.types.is_struct(kind):
        return pa.struct([field.with_type(plain_type(field.type)) for field in kind])
    return kind


def contract_rows(batch: pa.RecordBatch) -> Iterator[dict[str, Any] | None]:
    """Each row of a batch of `SCHEMA` as the object of contract v1, which `ParseResult.to_dict` gives; None for a row
    of nulls. Confidences are as `to_dict` has them, so that both write the same JSON."""
    columns = {name: batch.column(name).to_pylist() for name in SCHEMA.names if name != "fields"}
    fields = _contract_fields(batch.column("fields"))
    for row, category in enumerate(columns["category"]):
        if category is None:
            next(fields)
            yield None
            continue
        cell = {name: column[row] for name, column in columns.items()}
        sender = None
        if cell["sender_id"] is not None:
            names = {"id": "sender_id", "name": "sender_name", "trust": "trust", "reasons": "reasons"}
            sender = {key: cell[name] for key, name in names.items()}
        yield {
            "v": 1,
            "category": category,
            "confidence": round(cell["confidence"], 3),
            "decided_by": cell["decided_by"],
            "flags": cell["flags"],
            "sender": sender,
            "fields": next(fields),
        }


def _contract_fields(column: pa.ListArray) -> Iterator[dict[str, dict[str, Any]]]:
    """The object `fields` of each row, read column by column: rows of structs are slow to read one by one."""
    flat = column.flatten()
    cells: Iterable[Row] = zip(*(child.to_pylist() for child in flat.flatten()), strict=True)
    entries = iter(cells)
    for length in column.value_lengths().to_pylist():
        fields: dict[str, dict[str, Any]] = {}
        for _ in range(length or 0):
            name, text, value, unit, start, end, confidence, by, more = next(entries)
            told = {"text": text, "value": value, "unit": unit, "span": [start, end]}
            told |= {"confidence": round(confidence, 3), "by": by, "more": []}
            if more:
                fields[name]["more"].append(told)
            else:
                fields[name] = told
        yield fields
