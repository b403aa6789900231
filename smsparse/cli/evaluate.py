"""``smsparse eval``: answers against labelled messages. What a wrong message says is shown, as the user brought it."""

from __future__ import annotations

import json
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from smsparse.cli import main as cli
from smsparse.cli.evaluation_views import errors_view, figures_view
from smsparse.cli.views import Palette
from smsparse.errors import EvaluationError, InvalidMessageError
from smsparse.evaluation.figures import figures
from smsparse.evaluation.intervals import SEED
from smsparse.evaluation.records import read_files, read_prediction
from smsparse.evaluation.scoring import compare_all

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Sequence

    from smsparse.cli.engine_api import EngineLike
    from smsparse.evaluation.records import Gold, Prediction
    from smsparse.evaluation.scoring import Compared


def run(args: argparse.Namespace, engine: EngineLike) -> int:
    """Score, print, plot."""
    if args.plot and not find_spec("matplotlib"):
        return _refuse("--plot needs matplotlib: pip install 'smsparse[eval]'")
    try:
        golds, predictions = read_files(args.files)
    except OSError as error:
        return _refuse(f"{error.filename}: {error.strerror}")
    everything = [gold for rows in golds.values() for gold in rows]
    if not everything:
        return _refuse("expected labelled messages, got none")
    rows = compare_all(everything, predictions or [ask(engine, gold) for gold in everything])
    found = figures(rows, seed=SEED)
    by_file = _by_file(golds, rows)
    if args.json:
        told = {**found, **({"files": by_file} if by_file else {}), "errors": error_objects(rows, args.errors)}
        sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    else:
        palette = Palette(cli.wants_colour(sys.stdout, refused=args.no_color))
        sys.stdout.write(figures_view(found, by_file, palette) + "\n")
        sys.stdout.write(errors_view([row for row in rows if row.wrong], args.errors, palette))
    return _plot(args, rows, found) if args.plot else cli.EXIT_OK


def ask(engine: EngineLike, gold: Gold) -> Prediction:
    """The engine's answer to a labelled message. Raises EvaluationError for a sender or time of the wrong form."""
    try:
        result = engine.parse(gold.text, gold.sender, gold.received_at)
    except InvalidMessageError as error:
        raise EvaluationError(expected=error.expected, got=error.got, at=f"{gold.at}: {error.at}") from None
    return read_prediction({"id": gold.id, **result.to_dict()}, gold.at)


def error_objects(rows: Iterable[Compared], limit: int) -> list[dict[str, Any]]:
    """The first wrong messages for a program."""
    wrong = [row for row in rows if row.wrong]
    return [
        {
            "id": row.gold.id,
            "text": row.gold.text,
            "gold": row.gold.category,
            "got": row.label,
            "decided_by": row.answer.decided_by if row.answer else None,
            "confidence": row.confidence,
            "fields": [{"name": one.name, "wanted": one.wanted, "got": one.got} for one in row.wrong_fields],
            "flags": list(row.wrong_flags),
        }
        for row in wrong[:limit]
    ]


def _by_file(golds: dict[str, list[Gold]], rows: Sequence[Compared]) -> dict[str, dict[str, Any]]:
    """Figures of each of several files; nothing for one alone."""
    if len(golds) < 2:
        return {}
    ids = {path: {gold.id for gold in file} for path, file in golds.items()}
    return {path: figures([row for row in rows if row.gold.id in ids[path]], seed=SEED) for path in golds}


def _plot(args: argparse.Namespace, rows: Sequence[Compared], found: dict[str, Any]) -> int:
    from smsparse.evaluation.plots import draw

    try:
        paths = draw(rows, found, args.plot)
    except OSError as error:
        return _refuse(f"{error.filename}: {error.strerror}")
    for path in paths:
        sys.stderr.write(f"{path}\n")
    return cli.EXIT_OK


def _refuse(why: str) -> int:
    sys.stderr.write(f"smsparse eval: {why}\n")
    return cli.EXIT_USAGE
