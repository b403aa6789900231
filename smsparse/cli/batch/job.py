"""One run of ``smsparse batch``: chunk by chunk from the source to the sink, so that it can be killed at any time."""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from smsparse.arrow import parse_rows
from smsparse.cli.batch.formats import format_of
from smsparse.cli.batch.journal import Done, Journal, identity_of, put_in_place
from smsparse.cli.batch.lock import locked
from smsparse.cli.batch.sinks import sink_for
from smsparse.cli.batch.sources import open_source
from smsparse.cli.parse import Keys
from smsparse.cli.progress import Progress, Totals
from smsparse.errors import BatchError

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    import pyarrow as pa

    from smsparse.cli.batch.sinks import Sink
    from smsparse.cli.batch.sources import Chunk, Source
    from smsparse.cli.engine_api import EngineLike
    from smsparse.engine import Engine


class Job:
    """A run as the arguments ask for it. Beside OUT stand, until it is whole, OUT.part (what is done), OUT.journal (how
    much that is), OUT.lock while the run goes on and, at the end, OUT.new."""

    def __init__(self, args: argparse.Namespace, engine: EngineLike) -> None:
        self._args = args
        self._engine = cast("Engine", engine)
        self._source, self._out = args.source, args.out
        self._formats = format_of(args.source), format_of(args.out)
        if args.out.exists() and args.source.exists() and args.out.samefile(args.source):
            raise BatchError(expected="another file than IN", got="the same", at=str(args.out))
        given = {name: getattr(args, name) for name in ("text", "sender", "received_at", "id")}
        self._required = frozenset(name for name, value in given.items() if value is not None)
        self._keys = Keys(**{name: value for name, value in given.items() if value is not None})
        self._part, self._new = self._beside(".part"), self._beside(".new")
        self._journal = Journal(self._beside(".journal"), self._identity())

    def _beside(self, suffix: str) -> Path:
        path: Path = self._out.with_name(self._out.name + suffix)
        return path

    def _identity(self) -> dict[str, Any]:
        columns = {name: getattr(self._keys, name) for name in ("text", "sender", "received_at", "id")}
        options = {"columns": {**columns, "required": sorted(self._required)}, "chunk": self._args.chunk}
        return {**identity_of(self._source), **options, **self._engine.versions}

    def run(self) -> Totals:
        """Does what is left to do and puts OUT in its place. Raises BatchError where another run is at it."""
        with locked(self._beside(".lock")):
            return self._run()

    def _run(self) -> Totals:
        done = self._begin()
        totals = Totals(done.rows, done.errors, Counter(done.categories), done_before=done.rows, noun="rows")
        json_ids = self._formats[1].kind == "jsonl"
        with open_source(self._source, self._formats[0], self._keys, self._required, json_ids=json_ids) as source:
            sink = sink_for(self._formats[1], self._keys.id, source.id_type, self._engine.versions)
            with self._part.open("r+b" if done.size else "wb") as working:
                working.truncate(done.size)
                working.seek(done.size)
                self._work(source, sink, working, totals)
        put_in_place(sink.finish(self._part, self._new), self._out)
        self._journal.remove()
        self._part.unlink(missing_ok=True)
        return totals

    def _begin(self) -> Done:
        """What an earlier run left to go on from; nothing if there was none."""
        if self._args.restart:
            self._journal.remove()
            return Done()
        done = self._journal.read()
        if done is None or not self._part.exists():
            return Done()
        if (size := self._part.stat().st_size) < done.size:
            expected = f"{done.size} bytes as the journal says, or --restart"
            raise BatchError(expected=expected, got=f"{size}", at=str(self._part))
        if not self._args.quiet:
            sys.stderr.write(f"going on after {done.rows:,} rows\n")
        return done

    def _work(self, source: Source, sink: Sink, working: BinaryIO, totals: Totals) -> None:
        noted = time.monotonic()
        progress = self._progress(source)
        if not totals.lines:
            working.write(sink.begin())
        for chunk in source.chunks(self._args.chunk, totals.lines):
            results, errors = self._parsed(chunk)
            working.write(sink.encode(chunk, results, errors))
            _count(totals, results, len(errors))
            progress.update(totals, source.done())
            if time.monotonic() - noted >= self._args.checkpoint:
                self._note(working, totals)
                noted = time.monotonic()
        progress.clear()

    def _parsed(self, chunk: Chunk) -> tuple[pa.RecordBatch, dict[int, dict[str, str]]]:
        results, errors = parse_rows(self._engine, chunk.texts, chunk.senders, chunk.times, self._args.threads)
        return results, {row: error.to_dict() for row, error in errors.items()} | chunk.refusals

    def _note(self, working: BinaryIO, totals: Totals) -> None:
        working.flush()
        os.fsync(working.fileno())
        self._journal.write(Done(totals.lines, working.tell(), totals.errors, dict(totals.categories)))

    def _progress(self, source: Source) -> Progress:
        wanted = not self._args.quiet
        shown, plain = wanted and sys.stderr.isatty(), wanted and self._args.progress
        return Progress(sys.stderr, size=source.size, unit=source.unit, shown=shown, plain=plain)


def _count(totals: Totals, results: pa.RecordBatch, errors: int) -> None:
    totals.lines += results.num_rows
    totals.errors += errors
    for entry in results.column("category").value_counts().to_pylist():
        if entry["values"] is not None:
            totals.categories[entry["values"]] += entry["counts"]
