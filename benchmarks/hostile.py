"""The worst message somebody can send: `python -m benchmarks.hostile`.

Looks for texts of 10,000 code points that take the most time a byte (of UTF-8), beside ordinary made messages. The
search begins with what the rules themselves wait for, over and over: each literal, each slot, each template whole and
without its end, words of lexicons, single signs. The worst of these are then changed at random, and the change is kept
if the text is worse with it.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa

import smsparse
from benchmarks import corpus, report
from benchmarks.engines.templates import RULES
from benchmarks.fillings import FILLINGS, parts_of
from smsparse.rulepack.compiler import Compiler
from smsparse.rulepack.loader import load_pack

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SEED = 20260401
POINTS = 10_000  # of a hostile message: the most that is read of one
SCREENED_POINTS = 2_500
ORDINARY = 2_000  # messages
#: How many of the worst are told, each of another kind of start.
TOLD = 12

Parts = tuple[str, ...]


class Worst(NamedTuple):
    """A text that is repeated, and its nanoseconds a byte."""

    cost: float
    parts: Parts


class Clock:
    """Nanoseconds a byte of texts, columns to columns, by processor time."""

    def __init__(self, engine: smsparse.Engine) -> None:
        self._engine = engine

    def __call__(self, texts: Sequence[str], rounds: int = 1) -> float:
        """The least of several rounds."""
        column = pa.array(texts)
        return min(self._seconds(column) for _ in range(rounds)) / sum(len(text.encode()) for text in texts) * 1e9

    def _seconds(self, column: pa.Array) -> float:
        start = time.thread_time()
        self._engine.parse_arrow(column)
        return time.thread_time() - start


def repeated(parts: Parts, points: int) -> str:
    """The parts over and over, up to so many code points."""
    text = "".join(parts)
    return (text * (points // len(text) + 1))[:points]


def seeds(rng: random.Random) -> Iterator[Parts]:
    """What to begin with, as parts that can be changed one by one."""
    compiler = Compiler(load_pack(RULES))
    for template in compiler.templates:
        parts = tuple(parts_of(template.tree, compiler.lexicons, rng))
        yield from (parts, parts[:-1], *((part,) for part in parts))
    for words in compiler.lexicons.values():
        yield from ((word,) for word in words)
    yield from ((word,) for word in FILLINGS.values())
    yield from ((chr(sign),) for sign in (*range(32, 127), 0x2026, 0xA5, 0x3002, 0x3010, 0x3011, 0x3001, 0x300A))


def screened(clock: Clock, rng: random.Random, seconds: float) -> list[Worst]:
    """The costs of the seeds, each once and in random order until time is up; the worst first."""
    found = sorted({parts for parts in seeds(rng) if "".join(parts)})
    rng.shuffle(found)
    stop = time.monotonic() + seconds
    costs = []
    for parts in found:
        if time.monotonic() > stop:
            break
        costs.append(Worst(clock([repeated(parts, SCREENED_POINTS)]), parts))
    print(f"{len(costs)} of {len(found)} seeds looked at")
    return sorted(costs, reverse=True)


def changed(parts: Parts, words: Sequence[str], rng: random.Random) -> Parts:
    """The parts with one left out, put in, doubled, cut, or put elsewhere."""
    at, way = rng.randrange(len(parts)), rng.randrange(6)
    part, before, behind = parts[at], parts[:at], parts[at + 1 :]
    if way == 0:
        return (*before, *behind)
    if way == 1:
        return (*before, part, part, *behind)
    if way == 2:
        return (*before, part[: rng.randrange(len(part)) + 1], *behind)
    if way == 3:
        return (*before, part[rng.randrange(len(part)) :], *behind)
    if way == 4:
        return (*before, rng.choice(words), *behind)
    return (*before, part, rng.choice(words), *behind)


def climbed(clock: Clock, start: Parts, words: Sequence[str], rng: random.Random, seconds: float) -> Worst:
    """The worst that changes make of a start."""
    stop = time.monotonic() + seconds
    best = Worst(clock([repeated(start, POINTS)], 2), start)
    while time.monotonic() < stop:
        parts = changed(best.parts, words, rng)
        if not parts or len("".join(parts)) > POINTS:
            continue
        text = repeated(parts, POINTS)
        cost = clock([text])
        if cost > best.cost and (cost := clock([text], 3)) > best.cost:
            best = Worst(cost, parts)
    return best


def main(argv: Sequence[str] | None = None) -> None:
    """Searches, prints a table and writes the record."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hostile", description=__doc__.splitlines()[0])
    parser.add_argument("--screen", type=float, default=60, help="seconds for the seeds")
    parser.add_argument("--climb", type=float, default=20, help="seconds for each start")
    parser.add_argument("--starts", type=int, default=TOLD, help="how many of the worst seeds are changed")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--no-record", dest="record", action="store_false", help="print only")
    args = parser.parse_args(argv)
    rng = random.Random(args.seed)
    clock = Clock(smsparse.Engine())
    ordinary = [message.text for message in corpus.messages("mix", ORDINARY)]
    usual = statistics.median(clock(ordinary) for _ in range(9))
    worst = screened(clock, rng, args.screen)
    words = sorted({part for one in worst[:400] for part in one.parts})
    rows = []
    for one in worst[: args.starts]:
        found = climbed(clock, one.parts, words, rng, args.climb)
        text = repeated(found.parts, POINTS)
        ratio = statistics.median(clock([text], 2) / clock(ordinary) for _ in range(5))
        flags = " ".join(smsparse.parse(text).flags)
        rows.append({"text": repr("".join(found.parts)[:60]), "ns a byte": f"{found.cost:.0f}",
                     "ordinary": f"{usual:.0f}", "ratio": f"{ratio:.2f}", "flags": flags})  # fmt: skip
    rows.sort(key=lambda row: -float(row["ratio"]))
    report.tell("hostile", {"rows": rows}, record=args.record)


if __name__ == "__main__":
    main()
