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
        pair = (
            seconds(lambda: [engine.parse(text) for text in texts]),
            seconds(lambda: [first_match(text) for text in folded]),
        )
        if number:  # the first round warms up
            ours.append(pair[0] / len(texts) * 1e6)
            theirs.append(pair[1] / len(texts) * 1e6)
    ratios = [slow / fast for fast, slow in zip(ours, theirs, strict=True)]
    print(f"parse            {statistics.median(ours):8.1f} us a message (min {min(ours):.1f}, max {max(ours):.1f})")
    print(
        f"re one by one    {statistics.median(theirs):8.1f} us a message (min {min(theirs):.1f}, max {max(theirs):.1f})"
    )
    print(
        f"ratio            {statistics.median(ratios):8.1f} (min {min(ratios):.1f}, max {max(ratios):.1f}, {rounds} rounds)"
    )


if __name__ == "__main__":
    main()
