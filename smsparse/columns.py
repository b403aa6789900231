"""Results as columns: the Arrow schema of contract v1, how rows are built into it, and how they are read back.

`ColumnBuilder.build` is the one place where messages become columns. Every repeating word is an index into a dictionary
that an engine's batches share, so batches can be joined, streamed and written to one file without touching them.
"""

from __future__ import annotations

from array import array
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from smsparse._native import ColumnWriter
    from smsparse.cards.model import CardContext
    from smsparse.engine import Engine

    Row = tuple[Any, ...]
    #: Of each row whether it has a receive time, its local seconds and its offset in minutes.
    Times = tuple[bytes | bytearray, array[int], array[int]]

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

#: Rows of a message batch that one of several threads takes at a time.
PART_ROWS = 512

#: Why a row is none of the above: contract v1's error object, null where the row is a result.
ERROR = pa.field("error", pa.struct([pa.field(key, pa.string()) for key in ("code", "expected", "got", "at")]))


#: The card of a message as JSON, behind the others where cards are asked for.
CARD = pa.field("card", pa.string())


class ColumnBuilder:
    """Builds batches of `SCHEMA` with one engine; thread-safe."""

    def __init__(self, engine: Engine) -> None:
        words = engine.vocabulary()
        self._engine = engine
        self._words = {name: pa.array(list(values), pa.string()) for name, values in words.items()}
        self._units = words["unit"]
        places = {title: place for place, title in enumerate(words["sender_name"])}
        self._title_of = array("i", [places[title] for title in engine.sender_titles()])
        self._schema = SCHEMA.with_metadata(engine.versions)

    def build(
        self,
        texts: pa.Array,
        senders: pa.Array | None = None,
        times: Times | None = None,
        *,
        threads: int = 1,
        cards: CardContext | None = None,
    ) -> pa.RecordBatch:
        """One row of `SCHEMA` a message, the same whatever the number of threads; with `cards`, `CARD` behind it.

        `texts`, `senders`: binary or large_binary, of UTF-8; what is not is read as U+FFFD (one for each maximal part
        of a character, as Unicode recommends) and flagged repaired. All of one length.
        """
        given = buffers_of(texts), None if senders is None else buffers_of(senders), times
        parts = _parts(len(texts), max(1, threads))
        if len(parts) == 1:
            return self._batch(self._written(*given, parts[0], cards), cards)
        with ThreadPoolExecutor(min(threads, len(parts))) as pool:
            writers = list(pool.map(lambda part: self._written(*given, part, cards), parts))
        table = pa.Table.from_batches([self._batch(writer, cards) for writer in writers]).combine_chunks()
        return table.to_batches()[0]

    def _written(self, texts: Any, senders: Any, times: Any, part: slice, cards: CardContext | None) -> ColumnWriter:
        writer = self._engine.column_writer(self._title_of, self._units, cards)
        writer.write(texts, senders, times, part.start, part.stop)
        return writer

    def _batch(self, writer: ColumnWriter, cards: CardContext | None) -> pa.RecordBatch:
        rows, entries, memories = writer.buffers()
        buffers = {name: pa.py_buffer(memory) for name, memory in memories.items()}
        valid, told = buffers["valid"], buffers["told"]
        columns = [
            self._coded("category", rows, valid, buffers),
            pa.Array.from_buffers(pa.float32(), rows, [valid, buffers["confidence"]]),
            self._coded("decided_by", rows, valid, buffers),
            self._listed("flags", rows, valid, buffers),
            *(self._coded(name, rows, told, buffers) for name in ("sender_id", "sender_name", "trust")),
            self._listed("reasons", rows, told, buffers),
            _list(self._fields(entries, buffers), rows, valid, buffers["fields.ends"]),
        ]
        if cards is None:
            return pa.record_batch(columns, schema=self._schema)
        columns.append(pa.Array.from_buffers(CARD.type, rows, [valid, buffers["card.ends"], buffers["card"]]))
        return pa.record_batch(columns, schema=self._schema.append(CARD))

    def _fields(self, entries: int, buffers: Mapping[str, pa.Buffer]) -> pa.Array:
        children = [
            self._coded("name", entries, None, buffers),
            pa.Array.from_buffers(pa.string(), entries, [None, buffers["text.ends"], buffers["text"]]),
            pa.Array.from_buffers(
                pa.string(), entries, [buffers["value.valid"], buffers["value.ends"], buffers["value"]]
            ),
            self._coded("unit", entries, buffers["unit.valid"], buffers),
            pa.Array.from_buffers(pa.int32(), entries, [None, buffers["start"]]),
            pa.Array.from_buffers(pa.int32(), entries, [None, buffers["end"]]),
            pa.Array.from_buffers(pa.float32(), entries, [None, buffers["field.confidence"]]),
            self._coded("by", entries, None, buffers),
            pa.Array.from_buffers(pa.bool_(), entries, [None, buffers["more"]]),
        ]
        return pa.StructArray.from_arrays(children, fields=list(FIELD))

    def _coded(self, name: str, length: int, valid: pa.Buffer | None, buffers: Mapping[str, pa.Buffer]) -> pa.Array:
        """A column of places in the words of `name`."""
        places = pa.Array.from_buffers(pa.int32(), length, [valid, buffers[name]])
        return pa.DictionaryArray.from_arrays(places, self._words[name], safe=False)

    def _listed(self, name: str, rows: int, valid: pa.Buffer, buffers: Mapping[str, pa.Buffer]) -> pa.Array:
        count = buffers[name].size // pa.int32().byte_width
        return _list(self._coded(name, count, None, buffers), rows, valid, buffers[f"{name}.ends"])


def _list(values: pa.Array, rows: int, valid: pa.Buffer, ends: pa.Buffer) -> pa.Array:
    return pa.Array.from_buffers(pa.list_(values.type), rows, [valid, ends], children=[values])


def buffers_of(column: pa.Array) -> tuple[int, int, int, int, bool]:
    """A column of text, or of numbers, as the extension takes it; the caller keeps it alive."""
    valid, *offsets, data = (0 if buffer is None else buffer.address for buffer in column.buffers())
    return valid, offsets[0] if offsets else 0, data, column.offset, column.type == pa.large_binary()


def _parts(length: int, threads: int) -> list[slice]:
    """Contiguous parts of nearly the same length, none of them empty but the only one: one for one thread, for more of
    them many small ones, so that none waits long for another that had the slower messages or the busier core."""
    count = 1 if threads == 1 else max(threads, length // PART_ROWS)
    bounds = [length * number // count for number in range(count + 1)]
    return [slice(*pair) for pair in pairwise(bounds) if pair[0] < pair[1]] or [slice(0, 0)]


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
