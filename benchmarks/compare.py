"""Times parse() against the same templates one by one with `re`, in turn, and prints the median ratio."""

from __future__ import annotations

import argparse
import statistics
import time
from typing import TYPE_CHECKING

import smsparse
from benchmarks.corpus import messages
from benchmarks.peers import expressions, first_match

if TYPE_CHECKING:
    from collections.abc import Callable


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Runs the rounds and prints microseconds a message of both, and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    engine, texts = smsparse.default_engine(), messages()
    folded = [engine._pipeline.fold(text) for text in texts]
    print(f"{len(texts)} messages, {len(expressions())} templates")
    ours, theirs = [], []
    for number in range(rounds + 1):
        fast = seconds(lambda: [engine.parse(text) for text in texts])
        slow = seconds(lambda: [first_match(text) for text in folded])
        if number:  # the first round warms up
            ours.append(fast / len(texts) * 1e6)
            theirs.append(slow / len(texts) * 1e6)
    ratios = [slow / fast for fast, slow in zip(ours, theirs, strict=True)]
    for name, times in (("parse", ours), ("re one by one", theirs)):
        print(f"{name:16} {statistics.median(times):8.1f} us a message (min {min(times):.1f}, max {max(times):.1f})")
    print(
        f"{'ratio':16} {statistics.median(ratios):8.1f} (min {min(ratios):.1f}, max {max(ratios):.1f}, {rounds} rounds)"
    )


if __name__ == "__main__":
    main()
