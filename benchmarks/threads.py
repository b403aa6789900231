"""One thread against two, columns to columns: `python -m benchmarks.threads`; the median of pairs in turn."""

from __future__ import annotations

import argparse
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from benchmarks import corpus, report
from benchmarks.engines.ours import Arrow

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def main(argv: Sequence[str] | None = None) -> None:
    """Times, prints a table and writes the record."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.threads", description=__doc__)
    parser.add_argument("--messages", type=int, default=20_000, help="a pair")
    parser.add_argument("--pairs", type=int, default=15)
    parser.add_argument("--no-record", dest="record", action="store_false", help="print only")
    args = parser.parse_args(argv)
    rows = measure(args.messages, args.pairs)
    report.tell("threads", {"rows": rows}, record=args.record)


def measure(count: int, pairs: int) -> list[dict[str, str]]:
    """A row a way: `parse_arrow(threads=2)`, and two Python threads with half the messages each."""
    one, two = Arrow(), Arrow(threads=2)
    gained: dict[str, list[float]] = {"threads=2": [], "two Python threads, half each": []}
    with ThreadPoolExecutor(2) as pool:

        def in_halves(halves: list[Any]) -> list[Any]:
            return list(pool.map(one.fields, halves))

        for number in range(pairs + 1):
            messages = corpus.messages("mix", count, 20_000 + number)
            batch, middle = one.prepare(messages), count // 2
            halves = [one.prepare(messages[:middle]), one.prepare(messages[middle:])]
            single = _seconds(one.fields, batch)
            ways = (
                _seconds(two.fields, batch) if hasattr(two.engine, "parse_arrow") else None,
                _seconds(in_halves, halves),
            )
            for ratios, seconds in zip(gained.values(), ways, strict=True):
                if number and seconds:  # the first pair warms up
                    ratios.append(single / seconds)
    return [
        {"way": way, "pairs": f"{len(ratios)}", "median gain": f"{statistics.median(ratios):.2f}",
         "least": f"{min(ratios):.2f}", "most": f"{max(ratios):.2f}"}
        for way, ratios in gained.items() if ratios
    ]  # fmt: skip


def _seconds(work: Callable[[Any], object], batch: Any) -> float:
    start = time.perf_counter()
    work(batch)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
