"""One engine in a process of its own: `python -m benchmarks.runner NAME`; one JSON object a line in and out.

Says how it started, then answers each request {"file", "count", "job"} with the time of the work, the peak of its
memory and the score of its answers. Reading the messages, preparing them and scoring are not timed.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from benchmarks.answers import score
from benchmarks.corpus import read
from benchmarks.engines import ENGINES

if TYPE_CHECKING:
    from benchmarks.engines.base import Engine


def main() -> None:
    """Serves requests until standard input ends. What the engine prints goes to standard error."""
    told, sys.stdout = sys.stdout, sys.stderr
    start = time.perf_counter()
    entry = ENGINES[sys.argv[1]]
    engine = entry.make()
    _tell(told, {"load_seconds": time.perf_counter() - start, "versions": entry.versions(), **memory()})
    for line in sys.stdin:
        _tell(told, serve(engine, **json.loads(line)))


def serve(engine: Engine, file: str, count: int, job: str) -> dict[str, Any]:
    """Does the job once on the first `count` messages of the file."""
    messages = read(Path(file), count)
    batch = engine.prepare(messages)
    work = engine.cards if job == "cards" else engine.fields
    gc.collect()
    try:
        start, used = time.perf_counter(), time.process_time()
        output = work(batch)
        seconds, processor = time.perf_counter() - start, time.process_time() - used
    except NotImplementedError as error:
        return {"unable": str(error)}
    told = {"messages": len(messages), "seconds": seconds, "processor_seconds": processor, **memory()}
    return {**told, "score": asdict(score(messages, engine.answers(messages, output)))}


def memory() -> dict[str, int]:
    """Peak of the memory this process holds, in bytes; nothing where /proc does not tell."""
    try:
        status = Path("/proc/self/status").read_text("ascii")
    except OSError:
        return {}
    return {"peak_bytes": 1024 * int(status.partition("VmHWM:")[2].split(maxsplit=1)[0])}


def _tell(out: TextIO, message: dict[str, Any]) -> None:
    out.write(json.dumps(message) + "\n")
    out.flush()


if __name__ == "__main__":
    main()
