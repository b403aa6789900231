"""Engines against smsparse, in turn on the same unseen messages: `python -m benchmarks.versus`.

Every round is on messages of its own. In a round each engine is asked once, in an order that turns; a ratio is that of
two times of one round, and the table has the median of the rounds. One round before the first warms up.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import corpus, report
from benchmarks.answers import Score
from benchmarks.definitions import WrongAnswerError, definitions
from benchmarks.engines import ENGINES
from benchmarks.host import EngineError, Running, UnableError, missing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.definitions import Definition

#: The engine the others are held against, in the jobs it does; else the second.
OURS = ("smsparse", "smsparse-many")
_WARM_UP = 500  # messages of the round that is not counted


def main(argv: Sequence[str] | None = None) -> int:
    """Runs, prints a table, writes the record and what is drawn from all records. 1 where an engine answered wrong."""
    args = _arguments(argv)
    chosen = definitions()
    results: dict[str, Any] = {}
    with ExitStack() as stack:
        running, absent = _start(args.engines, stack)
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        for name in args.definitions:
            results[name] = compare(chosen[name], running, args.messages, args.rounds, folder, args.corpus)
    engines = {name: {"what": one.entry.what, **one.started} for name, one in running.items()}
    content = {
        "messages": args.messages,
        "rounds": args.rounds,
        "engines": engines,
        "skipped": absent,
        "results": results,
    }
    report.tell(args.name, content, record=args.record)
    return int(any(entry.get("wrong") for result in results.values() for entry in result["engines"].values()))


def compare(
    definition: Definition, running: dict[str, Running], count: int, rounds: int, folder: Path, file: Path | None = None
) -> dict[str, Any]:
    """The rounds of one definition: by engine its times, scores and ratios.

    An engine that does not do the job has "skipped"; one whose answers are out of the bounds has "wrong".
    """
    source = definition.corpus if file is None else str(file)
    found: dict[str, dict[str, Any]] = {name: {"us": [], "processor_us": [], "score": Score()} for name in running}
    for number in range(rounds + 1):
        warm_up = number == 0
        path = folder / "messages.jsonl"
        corpus.write(path, corpus.messages(source, min(count, _WARM_UP) if warm_up else count, number))
        for name in _turned(running, number):
            if "skipped" not in found[name]:
                _ask(running[name], path, count, definition, found[name], warm_up)
        sys.stderr.write(f"{definition.name}: round {number} of {rounds}\n")
    against = _against(found)
    for name, entry in found.items():
        _sum_up(definition, name, entry, found.get(against or ""), own_corpus=file is None)
    return {"title": definition.title, "job": definition.job, "corpus": "file" if file else definition.corpus,
            "against": against, "engines": found}  # fmt: skip


def _ask(engine: Running, path: Path, count: int, definition: Definition, entry: dict[str, Any], warm_up: bool) -> None:
    try:
        told = engine.work(path, count, definition.job)
    except (UnableError, EngineError) as error:
        entry["skipped"] = str(error)
        return
    if warm_up:
        return
    entry["messages"] = told["messages"]
    entry["us"].append(told["seconds"] / told["messages"] * 1e6)
    entry["processor_us"].append(told["processor_seconds"] / told["messages"] * 1e6)
    entry["score"] += told["score"]
    entry["peak_bytes"] = told.get("peak_bytes")


def _sum_up(
    definition: Definition, name: str, entry: dict[str, Any], ours: dict[str, Any] | None, *, own_corpus: bool
) -> None:
    """Shares, the ratios to ours, and whether the answers are within the bounds, which are those of our corpora."""
    total: Score = entry.pop("score")
    if "skipped" in entry:
        return
    entry["shares"] = {share: round(value, 4) for share, value in total.shares.items()}
    if ours and "skipped" not in ours:
        for key in ("us", "processor_us"):
            ratios = [theirs / own for theirs, own in zip(entry[key], ours[key], strict=True)]
            entry[f"ratio_{key}"] = {
                "median": statistics.median(ratios), "min": min(ratios), "max": max(ratios),
            }  # fmt: skip
    engine = ENGINES[name]
    if own_corpus and engine.whole:
        try:
            definition.check(name, total, peer=engine.peer)
        except WrongAnswerError as error:
            entry["wrong"] = str(error)


def _against(found: dict[str, dict[str, Any]]) -> str | None:
    return next((name for name in OURS if name in found and "skipped" not in found[name]), None)


def _turned(running: dict[str, Running], number: int) -> list[str]:
    """The engines, each round beginning with another."""
    names = list(running)
    first = number % len(names)
    return names[first:] + names[:first]


def _start(names: Sequence[str], stack: ExitStack) -> tuple[dict[str, Running], dict[str, str]]:
    """(engines that run, why others do not)."""
    running: dict[str, Running] = {}
    absent: dict[str, str] = {}
    for name in names:
        if reason := missing(name):
            absent[name] = reason
            continue
        try:
            running[name] = stack.enter_context(Running(name))
        except EngineError as error:
            absent[name] = str(error)
    return running, absent


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    def engines(text: str) -> list[str]:
        names = text.split(",")
        if unknown := [name for name in names if name not in ENGINES]:
            raise argparse.ArgumentTypeError(f"expected names of {', '.join(ENGINES)}, got {', '.join(unknown)}")
        return names

    parser = argparse.ArgumentParser(prog="python -m benchmarks.versus", description=__doc__.splitlines()[0])
    parser.add_argument("definitions", nargs="*", default=list(definitions()), help="which (default: all)")
    parser.add_argument("--messages", type=int, default=10_000, help="a round")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--engines", type=engines, default=list(ENGINES), metavar="NAME,NAME")
    parser.add_argument("--corpus", type=Path, help="a JSON Lines file instead of the made messages")
    parser.add_argument("--name", default="versus", help="of the record")
    parser.add_argument("--no-record", dest="record", action="store_false", help="print only")
    args = parser.parse_args(argv)
    if unknown := [name for name in args.definitions if name not in definitions()]:
        parser.error(f"expected names of {', '.join(definitions())}, got {', '.join(unknown)}")
    return args


if __name__ == "__main__":
    sys.exit(main())
