"""Reliability curve and confusion matrices as PNG, drawn by matplotlib (extra ``eval``), imported only here."""

from __future__ import annotations

from smsparse.evaluation.figures import confusions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from typing import Any

    from smsparse.evaluation.scoring import Compared

CONFUSED_PAIRS = 12
_DPI = 120
_INK, _FAINT = "#1f4e79", "#9aa5b1"


def draw(rows: Sequence[Compared], found: Mapping[str, Any], folder: Path) -> list[Path]:
    """Writes reliability.png (where confidences are known) and confusion.png; returns their paths.

    `found` are the figures of `rows`. Raises ImportError without matplotlib, OSError for a folder not to be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    scored = [row for row in rows if row.gold.scored]
    paths = []
    if found["calibration"] is not None:
        paths.append(_save(_reliability(scored, found["calibration"]), folder / "reliability.png"))
    paths.append(_save(_confusion(scored), folder / "confusion.png"))
    return paths


def _figure(width: float, height: float) -> Any:
    """A figure that needs no display: pyplot and its state stay out."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(figure)
    return figure


def _save(figure: Any, path: Path) -> Path:
    figure.savefig(path, dpi=_DPI, format="png", metadata={"Software": None})
    return path


def _reliability(scored: Sequence[Compared], calibration: Mapping[str, Any]) -> Any:
    figure = _figure(6, 7)
    curve, histogram = figure.subplots(2, 1, sharex=True, height_ratios=(3, 1))
    bins = calibration["bins"]
    x, y = [one["confidence"] for one in bins], [one["accuracy"] for one in bins]
    below = [one["accuracy"] - one["interval"][0] for one in bins]
    above = [one["interval"][1] - one["accuracy"] for one in bins]
    curve.plot([0, 1], [0, 1], color=_FAINT, linestyle="--", label="as right as it says")
    curve.errorbar(x, y, yerr=[below, above], color=_INK, marker="o", capsize=3, label="bins of equal size, 95 %")
    curve.set(ylabel="share right (l1.l2)", xlim=(0, 1.01), ylim=(0, 1.01))
    curve.set_title(
        f"expected error {calibration['expected_error']:.3f}   Brier {calibration['brier']:.3f}   "
        f"coverage at 99 % {calibration['coverage_at_99']:.3f}",
        fontsize=10,
    )
    curve.legend(loc="upper left")
    histogram.hist([row.confidence for row in scored], bins=40, range=(0, 1), color=_INK)
    histogram.set(xlabel="confidence", ylabel="messages", yscale="log")
    return figure


def _confusion(scored: Sequence[Compared]) -> Any:
    by_l1, by_pair = confusions(scored, pairs=False), confusions(scored, pairs=True)
    figure = _figure(15, 7)
    left, right = figure.subplots(1, 2)
    names = sorted({name for pair in by_l1 for name in pair})
    _matrix(left, by_l1, names, names, "l1")
    most = [pair for pair, _ in by_pair.most_common() if pair[0] != pair[1]][:CONFUSED_PAIRS]
    golds, given = sorted({gold for gold, _ in most}), sorted({name for pair in most for name in pair})
    _matrix(right, by_pair, golds, given, "the pairs confused most")
    return figure


def _matrix(
    axes: Any, counts: Counter[tuple[str, str]], golds: Sequence[str], given: Sequence[str], title: str
) -> None:
    """Counts, shaded by their share of the gold row's messages; empty cells stay empty."""
    axes.set_title(title)
    if not golds:
        axes.text(0.5, 0.5, "none", ha="center", va="center")
        axes.set_axis_off()
        return
    totals = {gold: sum(count for (name, _), count in counts.items() if name == gold) or 1 for gold in golds}
    shares = [[counts[gold, name] / totals[gold] for name in given] for gold in golds]
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1, aspect="auto")
    for y, gold in enumerate(golds):
        for x, name in enumerate(given):
            if count := counts[gold, name]:
                dark = shares[y][x] > 0.6
                axes.text(x, y, count, ha="center", va="center", fontsize=7, color="white" if dark else "black")
    axes.set_xticks(range(len(given)), given, rotation=90, fontsize=8)
    axes.set_yticks(range(len(golds)), golds, fontsize=8)
    axes.set(xlabel="given", ylabel="gold")
