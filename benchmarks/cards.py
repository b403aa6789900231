"""What a card and its menu cost beside parsing alone: `python -m benchmarks.cards`.

One run times the same messages in turn: parsed alone, with the card as an object, with its JSON; and columns to columns
without and with a column of cards. Times are of the processor, the least of the rounds; the messages of each round are
parsed once before they are timed, so that the wording a round needs is there.
"""

from __future__ import annotations

import argparse
import gc
import time
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from benchmarks import corpus, report
from smsparse import CardContext, Engine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Columns = tuple[pa.Array, pa.Array, pa.Array]
    Given = tuple[str, str | None, str | None]

#: Beyond which time each is told.
ALONE, COLUMNS = "parse", "columns"


def main(argv: Sequence[str] | None = None) -> None:
    """Times, prints a table and writes the record."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cards", description=__doc__.splitlines()[0])
    parser.add_argument("--messages", type=int, default=5000, help="a batch")
    parser.add_argument("--batches", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--no-record", dest="record", action="store_false", help="print only")
    args = parser.parse_args(argv)
    report.tell("cards", {"rows": measure(args.messages, args.batches, args.rounds)}, record=args.record)


def measure(count: int, batches: int, rounds: int) -> list[dict[str, str]]:
    """A row a way."""
    ways = _ways(Engine(), CardContext())
    totals = dict.fromkeys(ways, 0.0)
    for number in range(batches):
        given = [(one.text, one.sender, one.received_at) for one in corpus.messages("mix", count, 30_000 + number)]
        columns = tuple(pa.array(column, pa.string()) for column in zip(*given, strict=True))
        times = _least(ways, given, columns, rounds)
        for name, least in times.items():
            totals[name] += least / len(given) / batches * 1e6
    return [
        {"way": name, "µs a message": f"{total:.1f}", "beyond": _beyond(name, total, totals)}
        for name, total in totals.items()
    ]


def _ways(engine: Engine, context: CardContext) -> dict[str, Callable[[list[Given], Columns], Any]]:
    parse, card, card_json, parse_arrow = engine.parse, engine.card, engine.card_json, engine.parse_arrow

    def alone(given: list[Given], _: Columns) -> None:
        for one in given:
            parse(*one)

    def with_card(given: list[Given], _: Columns) -> None:
        for one in given:
            card(parse(*one), context)

    def with_json(given: list[Given], _: Columns) -> None:
        for one in given:
            card_json(parse(*one), context)

    return {
        ALONE: alone,
        "parse, card and menu": with_card,
        "parse, JSON of card and menu": with_json,
        COLUMNS: lambda _, columns: parse_arrow(*columns),
        "columns, JSON of card and menu": lambda _, columns: parse_arrow(*columns, cards=context),
    }


def _least(
    ways: dict[str, Callable[[list[Given], Columns], Any]], given: list[Given], columns: Any, rounds: int
) -> dict[str, float]:
    """Seconds of the processor that each way took for the batch, at least."""
    found: dict[str, list[float]] = {name: [] for name in ways}
    gc.collect()
    gc.disable()
    try:
        for number in range(rounds + 1):
            for name, work in ways.items():
                start = time.process_time()
                work(given, columns)
                if number:
                    found[name].append(time.process_time() - start)
    finally:
        gc.enable()
    return {name: min(times) for name, times in found.items()}


def _beyond(name: str, total: float, totals: dict[str, float]) -> str:
    base = COLUMNS if name.startswith(COLUMNS) else ALONE
    return "" if name == base else f"+{total - totals[base]:.1f} µs beside {base}"


if __name__ == "__main__":
    main()
