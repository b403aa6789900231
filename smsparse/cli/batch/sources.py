"""Files of messages, read in chunks; never more than a chunk is in memory.

A line or row that holds no message stands in its chunk as a refusal: it has a null text and its error.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from itertools import islice
from typing import IO, TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa

from smsparse.arrow import time_column
from smsparse.cli.parse import MAX_LINE_BYTES, Refusal, read_lines, read_request
from smsparse.errors import BatchError, InvalidMessageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from smsparse.cli.batch.formats import Format
    from smsparse.cli.parse import Keys

_ROLES = ("text", "sender", "received_at", "id")
#: Lone surrogates become a byte that is no UTF-8: one sign to repair for each.
_UNPAIRED = dict.fromkeys(range(0xD800, 0xE000), "\udcff")
#: In a line whose bytes were broken they are U+FFFD already, and must be told again.
_BROKEN = {**_UNPAIRED, 0xFFFD: "\udcff"}


@dataclass(slots=True)
class Chunk:
    """Messages in order; `times` as `parse` takes them, `lines` where each stands (from 1), `refusals` by row.

    `ids`: a column of the source's own type; if `json_ids`, JSON texts.
    """

    texts: pa.Array
    senders: pa.Array | None
    times: pa.Array | list[Any] | None
    ids: pa.Array | None
    lines: Sequence[int]
    refusals: dict[int, dict[str, str]] = field(default_factory=dict)
    json_ids: bool = False

    def __len__(self) -> int:
        return len(self.texts)


class Source(ABC):
    """A file of messages. `size` in `unit`, 0 if unknown; `done` how much of it was read."""

    unit = "B"
    size = 0
    #: The type of the column of ids, None without one.
    id_type: pa.DataType | None = None

    @abstractmethod
    def chunks(self, rows: int, skip: int) -> Iterator[Chunk]:
        """The messages after the first `skip`, at most `rows` at once."""

    @abstractmethod
    def done(self) -> int:
        """How much of `size` was read."""

    @abstractmethod
    def close(self) -> None:
        """Lets the file go."""

    def __enter__(self) -> Source:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_source(path: Path, kind: Format, keys: Keys, required: frozenset[str], *, json_ids: bool) -> Source:
    """The source of a file. `required`: roles whose column must be there, besides the text. `json_ids`: whether ids of
    JSON are kept as they are written there, for JSON again. Raises BatchError for a file that is not what its name
    says or lacks a column, OSError for one that cannot be opened."""
    required = required | {"text"}
    if kind.kind == "jsonl":
        return _Lines(path, kind, keys, json_ids=json_ids)
    if kind.kind == "csv":
        return _Csv(path, kind, keys, required)
    with path.open("rb"):  # what cannot be opened says why here
        pass
    opened = _Parquet if kind.kind == "parquet" else _Ipc
    source: Source = _readable(path, lambda: opened(path, keys, required))
    return source


def _columns(keys: Keys, present: Sequence[str], required: frozenset[str], path: Path) -> dict[str, int]:
    """Role -> number of its column. Names found are not told: without a header they would be a message."""
    found = {role: present.index(getattr(keys, role)) for role in _ROLES if getattr(keys, role) in present}
    for role in sorted(required - set(found)):
        got = f"{len(present)} columns of other names"
        raise BatchError(expected=f"a column {getattr(keys, role)!r}", got=got, at=str(path))
    return found


# ---- rows of text: JSON Lines and CSV


class _Row(NamedTuple):
    line: int
    id: str | None
    text: bytes | None
    sender: bytes | None = None
    time: str | int | None = None
    refusal: dict[str, str] | None = None


class _Text(Source):
    """A file of text, perhaps in gzip; what is done is counted in bytes of the file."""

    id_type = pa.string()
    json_ids = False

    def __init__(self, path: Path, kind: Format) -> None:
        self._path = path
        self._raw = path.open("rb")
        self.size = self._raw.seek(0, 2)
        self._raw.seek(0)
        self._file: Any = gzip.GzipFile(fileobj=self._raw) if kind.gzipped else self._raw

    def done(self) -> int:
        return self._raw.tell()

    def close(self) -> None:
        self._file.close()
        self._raw.close()

    def chunks(self, rows: int, skip: int) -> Iterator[Chunk]:
        try:
            found = self._rows(skip)
            while gathered := list(islice(found, rows)):
                yield self._chunk(gathered)
        except (EOFError, gzip.BadGzipFile):
            raise BatchError(
                expected="gzip to its end", got="a file that is cut or broken", at=str(self._path)
            ) from None

    def _chunk(self, rows: list[_Row]) -> Chunk:
        return Chunk(
            texts=pa.array([row.text for row in rows], pa.large_binary()),
            senders=pa.array([row.sender for row in rows], pa.large_binary()),
            times=[row.time for row in rows],
            ids=None if self.id_type is None else pa.array([row.id for row in rows], self.id_type),
            lines=[row.line for row in rows],
            refusals={number: row.refusal for number, row in enumerate(rows) if row.refusal is not None},
            json_ids=self.json_ids,
        )

    @abstractmethod
    def _rows(self, skip: int) -> Iterator[_Row]: ...


class _Lines(_Text):
    """JSON Lines, as `smsparse parse --jsonl` takes them."""

    def __init__(self, path: Path, kind: Format, keys: Keys, *, json_ids: bool) -> None:
        super().__init__(path, kind)
        self._keys = keys
        self.json_ids = json_ids

    def _rows(self, skip: int) -> Iterator[_Row]:
        for number, line, _ in islice(read_lines(self._file), skip, None):
            request = read_request(number, line, self._keys)
            told = self._id(request.id)
            if isinstance(request, Refusal):
                yield _Row(number, told, None, refusal=request.error)
            else:
                text, sender, time = request.message
                unpaired = _BROKEN if request.repaired else _UNPAIRED
                number_or_name = None if sender is None else _encoded(sender, unpaired)
                yield _Row(number, told, _encoded(text, unpaired), number_or_name, time)

    def _id(self, given: str | int | None) -> str | None:
        if self.json_ids:
            return json.dumps(given)
        return None if given is None else _encoded(str(given), _UNPAIRED).decode("utf-8", "replace")


def _encoded(text: str, unpaired: dict[int, str]) -> bytes:
    try:
        if unpaired is _UNPAIRED:
            return text.encode("utf-8")
    except UnicodeEncodeError:
        pass
    return text.translate(unpaired).encode("utf-8", "surrogateescape")


class _Csv(_Text):
    """CSV with a line of names. Times of digits alone are epoch milliseconds; an empty sender or time is none."""

    def __init__(self, path: Path, kind: Format, keys: Keys, required: frozenset[str]) -> None:
        super().__init__(path, kind)
        csv.field_size_limit(MAX_LINE_BYTES)
        lines: IO[str] = io.TextIOWrapper(self._file, "utf-8-sig", "surrogateescape", newline="")
        self._file = lines
        self._reader = csv.reader(lines)
        try:
            names = next(self._records(), (0, []))[1]
            self._width = len(names)
            self._at = _columns(keys, names, required, path)
        except BatchError:
            self.close()
            raise
        self.id_type = pa.string() if "id" in self._at else None

    def _records(self) -> Iterator[tuple[int, list[str]]]:
        """Each record with the line it begins on; blank lines are passed over."""
        while True:
            line = self._reader.line_num + 1
            try:
                record = next(self._reader, None)
            except csv.Error:
                expected = f"fields of at most {MAX_LINE_BYTES} bytes in closed quotes"
                raise BatchError(expected=expected, got="another", at=f"{self._path}, line {line}") from None
            if record is None:
                return
            if record:
                yield line, record

    def _rows(self, skip: int) -> Iterator[_Row]:
        for line, record in islice(self._records(), skip, None):
            if len(record) != self._width:
                error = InvalidMessageError(
                    "wrong_width", expected=f"{self._width} columns", got=f"{len(record)}", at="$"
                )
                yield _Row(line, None, None, refusal=error.to_dict())
                continue
            cell = {role: record[number] for role, number in self._at.items()}
            told, sender, time = cell.get("id"), cell.get("sender"), cell.get("received_at")
            yield _Row(
                line,
                None if told is None else _bytes_of(told).decode("utf-8", "replace"),
                _bytes_of(cell["text"]),
                _bytes_of(sender) if sender else None,
                _time_of(time) if time else None,
            )


def _bytes_of(cell: str) -> bytes:
    """The bytes that stood in the file."""
    return cell.encode("utf-8", "surrogateescape")


def _time_of(cell: str) -> str | int:
    is_number = cell.isascii() and cell.removeprefix("-").isdigit() and len(cell) < 20
    return int(cell) if is_number else cell


# ---- tables: Parquet and Arrow IPC


class _Table(Source):
    """A file of columns."""

    def __init__(self, path: Path, schema: pa.Schema, keys: Keys, required: frozenset[str]) -> None:
        self._path = path
        self._given = 0  # rows
        self._at = _columns(keys, schema.names, required, path)
        if "id" in self._at:
            self.id_type = schema.field(self._at["id"]).type

    @abstractmethod
    def _batches(self) -> Iterator[pa.RecordBatch]:
        """Batches with the columns of `self._at`, by these numbers."""

    def chunks(self, rows: int, skip: int) -> Iterator[Chunk]:
        done = 0
        batches = self._batches()
        while (batch := _readable(self._path, lambda: next(batches, None))) is not None:
            begin = min(max(skip - done, 0), batch.num_rows)
            for start in range(begin, batch.num_rows, rows):
                part = batch.slice(start, rows)
                self._given = done + start + part.num_rows
                yield self._chunk(part, done + start)
            done += batch.num_rows

    def _chunk(self, batch: pa.RecordBatch, first: int) -> Chunk:
        column = {role: batch.column(number) for role, number in self._at.items()}
        times = column.get("received_at")
        return Chunk(
            texts=column["text"],
            senders=column.get("sender"),
            times=None if times is None else time_column(times),
            ids=column.get("id"),
            lines=range(first + 1, first + 1 + batch.num_rows),
        )


class _Parquet(_Table):
    unit = "rows"

    def __init__(self, path: Path, keys: Keys, required: frozenset[str]) -> None:
        import pyarrow.parquet as pq

        self._file = pq.ParquetFile(path)
        super().__init__(path, self._file.schema_arrow, keys, required)
        self.size = self._file.metadata.num_rows
        self._names = [self._file.schema_arrow.names[number] for number in self._at.values()]

    def _batches(self) -> Iterator[pa.RecordBatch]:
        for batch in self._file.iter_batches(columns=list(dict.fromkeys(self._names))):
            self._at = {role: batch.schema.names.index(name) for role, name in zip(self._at, self._names, strict=True)}
            yield batch

    def done(self) -> int:
        return self._given

    def close(self) -> None:
        self._file.close()


class _Ipc(_Table):
    """Arrow IPC: a file, mapped, or a stream."""

    def __init__(self, path: Path, keys: Keys, required: frozenset[str]) -> None:
        self._map = pa.memory_map(str(path))
        self.size = self._map.size()
        self._number = 0
        self._reader = pa.ipc.open_file(self._map) if self._map.read(6) == b"ARROW1" else self._stream()
        self._is_file = isinstance(self._reader, pa.ipc.RecordBatchFileReader)
        if self._is_file:
            self.unit, self.size = "batches", self._reader.num_record_batches
        super().__init__(path, self._reader.schema, keys, required)

    def _stream(self) -> Any:
        self._map.seek(0)
        return pa.ipc.open_stream(self._map)

    def _batches(self) -> Iterator[pa.RecordBatch]:
        if not self._is_file:
            yield from self._reader
            return
        for number in range(self.size):
            yield self._reader.get_batch(number)
            self._number = number + 1

    def done(self) -> int:
        return self._number if self._is_file else self._map.tell()

    def close(self) -> None:
        self._map.close()


def _readable(path: Path, read: Callable[[], Any]) -> Any:
    """What `read` gives; what pyarrow says of a damaged file may hold a part of it, and is not repeated."""
    try:
        return read()
    except (pa.ArrowException, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise BatchError(expected="a whole file of what its suffix says", got="another", at=str(path)) from None
