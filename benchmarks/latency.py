"""How long parse() with its fields read takes, warm and with the caches evicted: `python -m benchmarks.latency`.

Beside it an empty call of onnxruntime (a session whose graph hands one number through), timed in the same turn. Each
message is one nobody has parsed before, once decided by a rule and once by the model.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import time
from typing import TYPE_CHECKING, Any

import numpy as np

import smsparse
from benchmarks import corpus, report

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

#: Walked before a call to push everything else out of the caches.
_EVICTING_BYTES = 64 << 20
_LINE = 64
_IR, _OPSET = 8, 17


def main(argv: Sequence[str] | None = None) -> None:
    """Times, prints a table and writes the record."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.latency", description=__doc__.splitlines()[0])
    parser.add_argument("--messages", type=int, default=2000, help="warm calls of each kind")
    parser.add_argument("--evicted", type=int, default=200, help="calls of each kind with caches evicted")
    parser.add_argument("--no-record", dest="record", action="store_false", help="print only")
    args = parser.parse_args(argv)
    rows = measure(args.messages, args.evicted)
    report.tell("latency", {"rows": rows}, record=args.record)


def measure(warm: int, evicted: int) -> list[dict[str, str]]:
    """A row of the table for each kind of call, warm and evicted."""
    engine = smsparse.Engine()
    decided, asked = _by_who_decides(engine, max(warm, evicted) + 200)
    empty = empty_call()
    buffer = np.zeros(_EVICTING_BYTES, dtype=np.uint8)

    def walk() -> None:
        buffer[::_LINE] += 1

    def read(message: corpus.Message) -> Callable[[], Any]:
        return lambda: engine.parse(message.text, message.sender, message.received_at).fields

    rows = []
    for name, count, before in (("warm", warm, _nothing), ("caches evicted", evicted, walk)):
        calls = [(read(d), read(a), empty) for d, a in zip(decided[-count:], asked[-count:], strict=True)]
        rows += _rows(name, _timed(calls, before))
    return rows


def empty_call() -> Callable[[], Any]:
    """A call of onnxruntime that does nothing: one number through an identity, one thread."""
    import onnxruntime
    from onnx import TensorProto, helper

    value = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1]) for name in ("x", "y")]
    graph = helper.make_graph([helper.make_node("Identity", ["x"], ["y"])], "empty", value[:1], value[1:])
    model = helper.make_model(graph, ir_version=_IR, opset_imports=[helper.make_opsetid("", _OPSET)])
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    given, names = {"x": np.zeros(1, dtype=np.float32)}, ["y"]
    return lambda: session.run(names, given)


def _by_who_decides(engine: smsparse.Engine, count: int) -> tuple[list[corpus.Message], list[corpus.Message]]:
    """So many messages that a rule decides, and so many left to the model; they are new to `engine`."""
    teller = smsparse.Engine()
    found: tuple[list[corpus.Message], list[corpus.Message]] = ([], [])
    number = 0
    while min(map(len, found)) < count:
        for message in corpus.messages("model", 1000, 10_000 + number):
            found[not teller.parse(message.text, message.sender).decided_by.startswith("rule:")].append(message)
        number += 1
    for message in (*found[0][:100], *found[1][:100]):  # warms up; never timed, as the timed ones are the last
        _ = engine.parse(message.text, message.sender, message.received_at).fields
    return found[0][:count], found[1][:count]


def _timed(calls: Sequence[tuple[Callable[[], Any], ...]], before: Callable[[], None]) -> list[list[float]]:
    """Microseconds of each call, a list for each place in the tuples; `before` runs ahead of every one, not timed."""
    times: list[list[float]] = [[] for _ in calls[0]]
    clock = time.perf_counter_ns
    gc.collect()
    gc.disable()
    try:
        for turn in calls:
            for place, call in enumerate(turn):
                before()
                start = clock()
                call()
                times[place].append((clock() - start) / 1e3)
    finally:
        gc.enable()
    return times


def _rows(state: str, times: list[list[float]]) -> list[dict[str, str]]:
    empty = times[-1]
    rows = []
    for name, found in zip(("a rule decides", "the model decides", "empty onnxruntime call"), times, strict=True):
        ordered = sorted(found)
        row = {"call": name, "caches": state, "calls": f"{len(found):,}"}
        for label, share in (("p50 µs", 0.5), ("p99 µs", 0.99), ("p99.9 µs", 0.999)):
            row[label] = f"{ordered[min(len(ordered) - 1, int(share * len(ordered)))]:.1f}"
        ratios = [own / nothing for own, nothing in zip(found, empty, strict=True)]
        row["median ratio to the empty call"] = f"{statistics.median(ratios):.2f}"
        rows.append(row)
    return rows


def _nothing() -> None:
    pass


if __name__ == "__main__":
    main()
