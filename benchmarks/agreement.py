"""Every way to the same answer: `python -m benchmarks.agreement` parses messages one by one and in columns, with one
and two threads, as texts and as UTF-8, the model natively and by onnxruntime, and counts where they differ."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

import pyarrow as pa

import smsparse
from smsparse.arrow import contract_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from synth import Sample

#: Messages compared at a time.
BATCH = 5_000


def samples(count: int, seed: int) -> Iterator[list[Sample]]:
    """`count` made messages of all wordings, with senders and receive times, in batches."""
    from synth import generate

    batch: list[Sample] = []
    for sample in generate(count, seed):
        batch.append(sample)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def differences(engine: smsparse.Engine, batch: Sequence[Sample]) -> Counter[str]:
    """How many messages of a batch have another answer by each way than by `parse`; `messages`: how many there are."""
    found: Counter[str] = Counter(messages=len(batch))
    results = [engine.parse(sample.text, sample.sender, sample.received_at) for sample in batch]
    wanted = [result.to_dict() for result in results]
    for way, told in _columns(engine, batch).items():
        found[way] += sum(one != other for one, other in zip(wanted, told, strict=True))
    by_onnx = engine.classify_many([(sample.text, sample.sender) for sample in batch])
    found["onnxruntime"] += sum(
        answer is not None and answer != (result.category, result.confidence)
        for answer, result in zip(by_onnx, results, strict=True)
    )
    found["onnxruntime, decided by a rule or not"] += sum(
        (answer is None) != result.decided_by.startswith("rule:")
        for answer, result in zip(by_onnx, results, strict=True)
    )
    return found


def _columns(engine: smsparse.Engine, batch: Sequence[Sample]) -> dict[str, list[dict[str, Any] | None]]:
    texts = [sample.text for sample in batch]
    senders = pa.array([sample.sender for sample in batch], pa.string())
    times = pa.array([sample.received_at for sample in batch], pa.string())
    utf8 = pa.array([text.encode("utf-8") for text in texts], pa.large_binary())
    return {
        "columns, 1 thread": list(contract_rows(engine.parse_arrow(pa.array(texts), senders, times))),
        "columns, 2 threads": list(contract_rows(engine.parse_arrow(pa.array(texts), senders, times, threads=2))),
        "UTF-8 in columns": list(contract_rows(engine.parse_arrow(utf8, senders, times))),
    }


def main(argv: Sequence[str] | None = None) -> None:
    """Prints how many messages differ, by way; the exit status is 1 where any does."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.agreement", description=__doc__)
    parser.add_argument("--messages", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args(argv)
    engine, found = smsparse.default_engine(), Counter[str]()
    for batch in samples(args.messages, args.seed):
        found.update(differences(engine, batch))
    for way, count in found.items():
        print(f"{way:40} {count:8,}")
    sys.exit(any(count for way, count in found.items() if way != "messages"))


if __name__ == "__main__":
    main()
