"""Results, written chunk by chunk.

Every chunk becomes bytes that are appended to the working file, and nothing that is there ever changes: cut at the end
of a chunk, it can be gone on with. For lines of text the working file is the result; for columns it is one Arrow stream
after the other, and the result is made of them at the end.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from smsparse.cli.parse import encode
from smsparse.columns import ERROR, SCHEMA, contract_rows, with_errors
from smsparse.errors import BatchError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from smsparse.cli.batch.formats import Format
    from smsparse.cli.batch.sources import Chunk

    Errors = Mapping[int, dict[str, str]]

#: The columns of CSV, after the id: lists are joined by spaces, `fields` and `error` are JSON.
CSV_COLUMNS = (*SCHEMA.names, "error")


class Sink(ABC):
    """Makes a file of results."""

    def begin(self) -> bytes:
        """What stands before the first chunk."""
        return b""

    @abstractmethod
    def encode(self, chunk: Chunk, results: pa.RecordBatch, errors: Errors) -> bytes:
        """A chunk: its results, rows of nulls where there are `errors`."""

    def finish(self, working: Path, target: Path) -> Path:
        """The whole result, made of the working file: the same, or `target`."""
        del target
        return working


def sink_for(kind: Format, id_name: str, id_type: pa.DataType | None, versions: Mapping[str, str]) -> Sink:
    """The sink of a format. Raises BatchError if the ids' column is named as one of the results."""
    if id_type is not None and id_name in (*SCHEMA.names, ERROR.name) and kind.kind != "jsonl":
        raise BatchError(expected="an id named unlike the columns of results", got=id_name, at="--id")
    if kind.kind == "jsonl":
        return _Gzipped(_Lines()) if kind.gzipped else _Lines()
    if kind.kind == "csv":
        rows = _Csv(None if id_type is None else id_name)
        return _Gzipped(rows) if kind.gzipped else rows
    ids = [] if id_type is None else [pa.field(id_name, id_type)]
    schema = pa.schema([*ids, *SCHEMA, ERROR], versions)
    made: dict[str, Callable[[pa.Schema], Sink]] = {"parquet": _Parquet, "arrow": _ArrowFile, "arrows": _ArrowStream}
    return made[kind.kind](schema)


class _Gzipped(Sink):
    """Each chunk a member of its own; readers take many as one."""

    def __init__(self, inner: Sink) -> None:
        self._inner = inner

    def begin(self) -> bytes:
        return gzip.compress(self._inner.begin(), mtime=0)

    def encode(self, chunk: Chunk, results: pa.RecordBatch, errors: Errors) -> bytes:
        return gzip.compress(self._inner.encode(chunk, results, errors), mtime=0)


class _Lines(Sink):
    """The objects of contract v1, results and errors in place."""

    def encode(self, chunk: Chunk, results: pa.RecordBatch, errors: Errors) -> bytes:
        rows = zip(_ids(chunk), chunk.lines, contract_rows(results), strict=True)
        return b"".join(
            encode(_answer(told, line, result, errors.get(row))) for row, (told, line, result) in enumerate(rows)
        )


def _answer(told: Any, line: int, result: dict[str, Any] | None, error: dict[str, str] | None) -> dict[str, Any]:
    if result is None:
        return {"v": 1, "id": told, "line": line, "error": error}
    return {"v": 1, "id": told, **result}


def _ids(chunk: Chunk) -> list[Any]:
    if chunk.ids is None:
        return [None] * len(chunk)
    ids = chunk.ids.to_pylist()
    if chunk.json_ids:
        return [json.loads(told) for told in ids]
    return [told if isinstance(told, str | int | float | None) else str(told) for told in ids]


class _Csv(Sink):
    def __init__(self, id_name: str | None) -> None:
        self._id_name = id_name

    def begin(self) -> bytes:
        return _csv_lines([[*([] if self._id_name is None else [self._id_name]), *CSV_COLUMNS]])

    def encode(self, chunk: Chunk, results: pa.RecordBatch, errors: Errors) -> bytes:
        columns = [results.column(name).to_pylist() for name in SCHEMA.names if name != "fields"]
        fields = [None if row is None else row["fields"] for row in contract_rows(results)]
        told = [errors.get(row) for row in range(len(chunk))]
        ids = [] if self._id_name is None else [_ids(chunk)]
        return _csv_lines([_cell(value) for value in row] for row in zip(*ids, *columns, fields, told, strict=True))


def _cell(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 3)
    if isinstance(value, list):
        return " ".join(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value


def _csv_lines(rows: Any) -> bytes:
    lines = io.StringIO(newline="")
    csv.writer(lines, lineterminator="\n").writerows(rows)
    return lines.getvalue().encode("utf-8")


class _Columns(Sink):
    """Columns: the id, those of SCHEMA, and `error`."""

    def __init__(self, schema: pa.Schema) -> None:
        self.schema = schema
        codec = "lz4" if pa.Codec.is_available("lz4") else None
        self._options = pa.ipc.IpcWriteOptions(compression=codec)

    def encode(self, chunk: Chunk, results: pa.RecordBatch, errors: Errors) -> bytes:
        ids = [] if chunk.ids is None else [chunk.ids]
        columns = [*ids, *with_errors(results, errors).columns]
        stream = pa.BufferOutputStream()
        with pa.ipc.new_stream(stream, self.schema, options=self._options) as writer:
            writer.write_batch(pa.RecordBatch.from_arrays(columns, schema=self.schema))
        return bytes(stream.getvalue())

    def finish(self, working: Path, target: Path) -> Path:
        with self._writer(str(target)) as writer, pa.OSFile(str(working)) as file:
            for batch in _batches(file):
                writer.write_batch(batch)
        return target

    @abstractmethod
    def _writer(self, path: str) -> Any: ...


def _batches(file: pa.NativeFile) -> Iterator[pa.RecordBatch]:
    """The batches of Arrow streams that follow each other."""
    while file.tell() < file.size():
        yield from pa.ipc.open_stream(file)


class _Parquet(_Columns):
    """One row group a chunk."""

    def _writer(self, path: str) -> Any:
        import pyarrow.parquet as pq

        return pq.ParquetWriter(path, self.schema)


class _ArrowFile(_Columns):
    def _writer(self, path: str) -> Any:
        return pa.ipc.new_file(path, self.schema)


class _ArrowStream(_Columns):
    def _writer(self, path: str) -> Any:
        return pa.ipc.new_stream(path, self.schema)
