"""All messages: the figures as one object, with intervals."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict

from smsparse.evaluation.calibration import brier, coverage, equal_mass_bins, expected_error
from smsparse.evaluation.intervals import f1_of, group_counts, resample, spread, wilson
from smsparse.evaluation.scoring import EXTRA, HIT, MISSED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from smsparse.evaluation.intervals import Interval
    from smsparse.evaluation.scoring import Compared

    Name = tuple[str, str]
    Tally = list[int]
    """Hits, extras, misses."""

#: An l1 with fewer sure rows than this is left out of the macro mean.
MIN_SUPPORT = 8
_MACRO, _MICRO = ("macro", "l1"), ("micro", "fields")


def figures(rows: Sequence[Compared], *, seed: int) -> dict[str, Any]:
    """Every figure of `rows` by name; `seed` is that of the bootstrap. Shares are from 0 to 1, intervals 95 %."""
    tallies = tally(rows)
    scored = [row for row in rows if row.gold.scored]
    l1_right, pair_right = sum(row.l1_right for row in scored), sum(row.pair_right for row in scored)
    macro = [name for name, counts in tallies.items() if name[0] == "l1" and support(counts) >= MIN_SUPPORT]
    spreads = f1_spreads(rows, tallies, macro, seed)

    def by_name(kind: str) -> dict[str, Any]:
        return {name[1]: prf(tallies[name], spreads[name]) for name in sorted(tallies) if name[0] == kind}

    fields = [counts for (kind, _), counts in tallies.items() if kind == "field"]
    return {
        "rows": len(rows),
        "n": len(scored),
        "unanswered": sum(row.answer is None or row.answer.category is None for row in rows),
        "l1_accuracy": l1_right / len(scored) if scored else 0.0,
        "l1_macro_f1": sum(f1(tallies[name]) for name in macro) / len(macro) if macro else 0.0,
        "l2_accuracy": pair_right / len(scored) if scored else 0.0,
        "intervals": {
            "l1_accuracy": wilson(l1_right, len(scored)),
            "l1_macro_f1": spreads[_MACRO],
            "l2_accuracy": wilson(pair_right, len(scored)),
        },
        "l1": {name: told for name, told in by_name("l1").items() if told["support"]},
        "fields": by_name("field"),
        "fields_micro": prf([sum(column) for column in zip(*fields, strict=True)] or [0, 0, 0], spreads[_MICRO]),
        "flags": by_name("flag"),
        "otp_code": prf(tallies.get(("code", "code"), [0, 0, 0]), spreads.get(("code", "code"), (0.0, 1.0))),
        "calibration": calibration(scored),
    }


def tally(rows: Sequence[Compared]) -> dict[Name, Tally]:
    """Hits, extras and misses by what is counted."""
    found: dict[Name, Tally] = {}
    for row in rows:
        for kind, name, outcome in row.marks:
            found.setdefault((kind, name), [0, 0, 0])[outcome] += 1
    return found


def support(counts: Sequence[int]) -> int:
    """How often it was wanted."""
    return counts[HIT] + counts[MISSED]


def f1(counts: Sequence[int]) -> float:
    """2 hits / (2 hits + extras + misses); 0 where there are none."""
    total = 2 * counts[HIT] + counts[EXTRA] + counts[MISSED]
    return 2 * counts[HIT] / total if total else 0.0


def prf(counts: Sequence[int], f1_interval: Interval) -> dict[str, Any]:
    """Precision, recall, F1, support and their intervals; 0 where nothing was given or wanted."""
    hits, given, wanted = counts[HIT], counts[HIT] + counts[EXTRA], support(counts)
    return {
        "precision": hits / given if given else 0.0,
        "recall": hits / wanted if wanted else 0.0,
        "f1": f1(counts),
        "support": wanted,
        "intervals": {"precision": wilson(hits, given), "recall": wilson(hits, wanted), "f1": f1_interval},
    }


def f1_spreads(
    rows: Sequence[Compared], tallies: Mapping[Name, Tally], macro: Sequence[Name], seed: int
) -> dict[Name, Interval]:
    """The bootstrap interval of each name's F1, of the macro mean over `macro`, of the micro F1 over fields."""
    import numpy as np

    if not rows or not tallies:
        return {_MACRO: (0.0, 1.0), _MICRO: (0.0, 1.0)}
    names = {name: number for number, name in enumerate(tallies)}
    drawn = resample(group_counts([row.gold.group for row in rows], [row.marks for row in rows], names), seed=seed)
    scores = f1_of(drawn)
    found = {name: spread(scores[:, number]) for name, number in names.items()}
    chosen = scores[:, [names[name] for name in macro]]
    known = (~np.isnan(chosen)).sum(1)
    found[_MACRO] = spread(np.nansum(chosen, 1)[known > 0] / known[known > 0])
    fields = [number for (kind, _), number in names.items() if kind == "field"]
    found[_MICRO] = spread(f1_of(drawn[:, fields].sum(1)))
    return found


def calibration(scored: Sequence[Compared]) -> dict[str, Any] | None:
    """Of the confidences of the pair; None where an answer has none. No answer counts as one of confidence 0."""
    rows = [(row.confidence, row.pair_right) for row in scored if row.confidence is not None]
    if not rows or len(rows) < len(scored):
        return None
    bins = equal_mass_bins(rows)
    share, threshold = coverage(rows)
    return {
        "expected_error": expected_error(bins),
        "brier": brier(rows),
        "coverage_at_99": share,
        "threshold_at_99": threshold,
        "bins": [asdict(one) for one in bins],
    }


def confusions(scored: Sequence[Compared], *, pairs: bool) -> Counter[tuple[str, str]]:
    """How often each (gold, given) was seen, of l1 or of pairs; an accepted other label is the gold's."""
    if not pairs:
        return Counter((str(row.gold.l1), row.label_l1) for row in scored)
    return Counter((row.gold.category, row.gold.category if row.pair_right else row.label) for row in scored)
