"""Columns in, columns out: many messages at once as Arrow data (extra ``arrow``).

`parse_arrow` takes columns: an array gives a RecordBatch; a chunked array or stream gives a RecordBatchReader whose
batches are worked out one by one as they are read. `parse_arrow_stream` takes a stream of tables and the names of its
columns, holds one batch at a time whatever the length, and keeps columns through. Anything with the Arrow C data
interface is taken: arrays, tables and readers of pyarrow, polars, nanoarrow, duckdb, pandas; lists too.

| column | types |
|---|---|
| text, sender | utf8, large_utf8, utf8_view, binary, large_binary, binary_view, a dictionary of one of these |
| received_at | the same, as RFC 3339; integers, as epoch milliseconds; timestamps with a zone |

A timestamp is an instant: what its zone is, storage has often forgotten (Parquet keeps UTC). So its clock is the
engine's `tz`, as with epoch milliseconds.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from smsparse._native import read_times
from smsparse.columns import CARD, ERROR, SCHEMA, buffers_of, contract_rows, with_errors
from smsparse.entities import Context
from smsparse.errors import InvalidMessageError
from smsparse.message import check_received_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Literal

    from smsparse.cards.model import CardContext
    from smsparse.columns import Times
    from smsparse.engine import Engine

    OnError = Literal["raise", "column"]
    Errors = dict[int, InvalidMessageError]

__all__ = ["CARD", "ERROR", "SCHEMA", "contract_rows", "parse_arrow", "parse_arrow_stream", "parse_rows"]

#: The most rows of a batch that is read from a stream: what is in memory at a time.
BATCH_ROWS = 65_536

_TEXT = "utf8, large_utf8, utf8_view, binary, large_binary or a dictionary of utf8"
_TIME = "RFC 3339 in a column of text, integer epoch milliseconds, or a timestamp with a zone"


def parse_arrow(
    engine: Engine,
    text: Any,
    sender: Any = None,
    received_at: Any = None,
    *,
    threads: int = 1,
    errors: OnError = "raise",
    cards: CardContext | None = None,
) -> pa.RecordBatch | pa.RecordBatchReader:
    """Parses columns of one length; see `Engine.parse_arrow`."""
    _check_options(threads, errors)
    named = {"text": text, "sender": sender, "received_at": received_at}
    columns = {name: _imported(values, name) for name, values in named.items() if values is not None or name == "text"}
    for name, column in columns.items():
        if len(column) != len(columns["text"]):
            expected = f"{len(columns['text'])} rows as in text"
            raise InvalidMessageError("wrong_length", expected=expected, got=f"{len(column)}", at=name)
    if isinstance(columns["text"], pa.Array):
        return _parsed(engine, {name: _joined(column) for name, column in columns.items()}, 0, threads, errors, cards)
    slices = (
        {name: _joined(column.slice(start, BATCH_ROWS)) for name, column in columns.items()}
        for start in range(0, len(columns["text"]), BATCH_ROWS)
    )
    schema = _schema(engine, (), errors, cards)
    return pa.RecordBatchReader.from_batches(schema, _parsed_all(engine, slices, threads, errors, cards))


def parse_arrow_stream(
    engine: Engine,
    tables: Any,
    text: str = "text",
    sender: str | None = None,
    received_at: str | None = None,
    *,
    keep: Sequence[str] = (),
    threads: int = 1,
    errors: OnError = "raise",
    cards: CardContext | None = None,
) -> pa.RecordBatchReader:
    """Parses the batches of a stream as they are read; see `Engine.parse_arrow_stream`."""
    _check_options(threads, errors)
    reader = _reader(tables)
    named = {key: name for key, name in (("text", text), ("sender", sender), ("received_at", received_at)) if name}
    for name in (*named.values(), *keep):
        if reader.schema.get_field_index(name) < 0:
            expected = f"one column {name!r}"
            raise InvalidMessageError("missing_column", expected=expected, got=f"{reader.schema.names}", at="columns")
    kept = [reader.schema.field(name) for name in keep]
    schema = _schema(engine, kept, errors, cards)

    def batches() -> Iterator[pa.RecordBatch]:
        row = 0
        for batch in _sliced(reader):
            columns = {key: batch.column(name) for key, name in named.items()}
            parsed = _parsed(engine, columns, row, threads, errors, cards)
            row += batch.num_rows
            yield pa.RecordBatch.from_arrays([*(batch.column(name) for name in keep), *parsed.columns], schema=schema)

    return pa.RecordBatchReader.from_batches(schema, batches())


def parse_rows(
    engine: Engine,
    texts: pa.Array,
    senders: pa.Array | None,
    times: pa.Array | Sequence[Any] | None,
    threads: int = 1,
    cards: CardContext | None = None,
) -> tuple[pa.RecordBatch, Errors]:
    """A batch of `SCHEMA`, behind it `CARD` where `cards` tell for whom, and by row why it is no result: rows of nulls,
    either for a null text or a bad time.

    `texts`, `senders`: columns of text. `times`: what `time_column` gives, or what `parse` takes, one a row.
    """
    errors: Errors = {}
    checked = None if times is None else _read_times(times, Context(tz=engine.tz), errors)
    texts = _bytes(texts, "text")
    if errors:
        texts = pa.array([None if row in errors else text for row, text in enumerate(texts.to_pylist())], texts.type)
    if texts.null_count:
        missing = InvalidMessageError("missing_text", expected="a text", got="nothing", at="text")
        errors.update({row: missing for row, text in enumerate(texts) if not text.is_valid and row not in errors})
    senders = None if senders is None else _bytes(senders, "sender")
    return engine.column_builder().build(texts, senders, checked, threads=threads, cards=cards), errors


def _read_times(times: pa.Array | Sequence[Any], zone: Context, errors: Errors) -> Times:
    """Receive times as the extension reads them from a column; what it leaves is looked at one by one."""
    rows = len(times)
    state, seconds, minutes = bytearray(b"\2") * rows, array("q", [0]) * rows, array("i", [0]) * rows
    if isinstance(times, pa.Array):
        read_times(buffers_of(times), zone.zone, state, seconds, minutes)
    row = state.find(2)
    while row >= 0:
        value = times[row].as_py() if isinstance(times, pa.Array) else times[row]
        try:
            time = check_received_at(value.decode("utf-8", "replace") if isinstance(value, bytes) else value, zone)
        except InvalidMessageError as error:
            errors[row] = error
            time = None
        state[row] = time is not None
        seconds[row], minutes[row] = (time.local, time.offset) if time else (0, 0)
        row = state.find(2, row)
    return state, seconds, minutes


def _parsed_all(
    engine: Engine,
    slices: Iterable[dict[str, pa.Array]],
    threads: int,
    errors: OnError,
    cards: CardContext | None,
) -> Iterator[pa.RecordBatch]:
    row = 0
    for columns in slices:
        yield _parsed(engine, columns, row, threads, errors, cards)
        row += len(columns["text"])


def _parsed(
    engine: Engine,
    columns: dict[str, pa.Array],
    first_row: int,
    threads: int,
    on_error: OnError,
    cards: CardContext | None,
) -> pa.RecordBatch:
    times = time_column(columns["received_at"]) if "received_at" in columns else None
    batch, errors = parse_rows(engine, columns["text"], columns.get("sender"), times, threads, cards)
    if on_error == "column":
        return with_errors(batch, {row: error.to_dict() for row, error in errors.items()})
    for row, error in sorted(errors.items()):
        if error.code != "missing_text":
            at = f"{error.at}[{first_row + row}]"
            raise InvalidMessageError(error.code, expected=error.expected, got=error.got, at=at)
    return batch


def _schema(engine: Engine, kept: Sequence[pa.Field], errors: OnError, cards: CardContext | None) -> pa.Schema:
    fields = [*kept, *SCHEMA, *([] if cards is None else [CARD]), *([ERROR] if errors == "column" else [])]
    names = [field.name for field in fields]
    if clash := {name for name in names if names.count(name) > 1}:
        got = ", ".join(sorted(clash))
        raise InvalidMessageError("name_clash", expected="kept columns named unlike results", got=got, at="keep")
    return pa.schema(fields, engine.versions)


def _check_options(threads: int, errors: str) -> None:
    if isinstance(threads, bool) or not isinstance(threads, int) or threads < 1:
        raise ValueError(f"threads: expected a whole number from 1, got {threads!r}")
    if errors not in ("raise", "column"):
        raise ValueError(f"errors: expected raise or column, got {errors!r}")


# ---- what is given, as pyarrow's own


def _imported(values: Any, name: str) -> pa.Array | pa.ChunkedArray:
    """An array, or a chunked array of what is chunked or a stream; zero-copy where it comes by the C interface."""
    if isinstance(values, (pa.Array, pa.ChunkedArray)):
        return values
    try:
        return _of_interface(values)
    except (pa.ArrowException, TypeError, ValueError, OverflowError):
        got = type(values).__name__
        raise InvalidMessageError("wrong_type", expected="an Arrow array or stream", got=got, at=name) from None


def _of_interface(values: Any) -> pa.Array | pa.ChunkedArray:
    if hasattr(values, "__arrow_c_array__"):
        try:
            return pa.array(values)
        except (NotImplementedError, ValueError):  # of several chunks; nanoarrow
            if not hasattr(values, "__arrow_c_stream__"):
                raise
    return pa.chunked_array(values) if hasattr(values, "__arrow_c_stream__") else pa.array(values)


def _reader(tables: Any) -> pa.RecordBatchReader:
    if isinstance(tables, pa.RecordBatchReader):
        return tables
    if isinstance(tables, pa.RecordBatch):
        return pa.RecordBatchReader.from_batches(tables.schema, [tables])
    try:
        return pa.RecordBatchReader.from_stream(tables)
    except (pa.ArrowException, TypeError):
        expected, got = "a stream of tables (pyarrow, polars, duckdb ...)", type(tables).__name__
        raise InvalidMessageError("wrong_type", expected=expected, got=got, at="tables") from None


def _sliced(reader: pa.RecordBatchReader) -> Iterator[pa.RecordBatch]:
    for batch in reader:
        for start in range(0, batch.num_rows, BATCH_ROWS):
            yield batch.slice(start, BATCH_ROWS)


def _joined(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    if isinstance(column, pa.Array):
        return column
    if column.num_chunks == 1:
        return column.chunk(0)
    joined = column.combine_chunks()
    return pa.concat_arrays(joined.chunks) if isinstance(joined, pa.ChunkedArray) else joined


def _bytes(column: pa.Array, name: str) -> pa.Array:
    """A column of text as binary or large_binary; without a copy where it is one of these or (large) utf8."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        column, kind = column.dictionary_decode(), kind.value_type
    if pa.types.is_null(kind):
        return column.cast(pa.binary())
    if kind in (pa.string_view(), pa.binary_view()):
        return column.cast(pa.large_binary() if kind == pa.binary_view() else pa.large_string()).view(pa.large_binary())
    views = {pa.string(): pa.binary(), pa.large_string(): pa.large_binary()}
    if kind in views:
        return column.view(views[kind])
    if kind in views.values():
        return column
    raise InvalidMessageError("wrong_type", expected=f"a column of {_TEXT}", got=_named(column.type), at=name)


def time_column(column: pa.Array) -> pa.Array | list[int | None]:
    """A column of receive times as texts (bytes) or epoch milliseconds; a list where those may have 64 bits."""
    kind = column.type
    if pa.types.is_null(kind) or kind == pa.uint64():
        return list(column.to_pylist())
    if pa.types.is_integer(kind):
        return column.cast(pa.int64())
    if pa.types.is_timestamp(kind):
        if kind.tz is None:
            raise InvalidMessageError("wrong_type", expected=_TIME, got="a timestamp without a zone", at="received_at")
        return column.cast(pa.timestamp("ms", kind.tz), safe=False).cast(pa.int64())
    try:
        return _bytes(column, "received_at")
    except InvalidMessageError as error:
        raise InvalidMessageError("wrong_type", expected=_TIME, got=error.got, at="received_at") from None


def _named(kind: pa.DataType) -> str:
    """The name of a type; for a table the way to go."""
    return "a table: name its columns with parse_arrow_stream" if pa.types.is_struct(kind) else str(kind)
