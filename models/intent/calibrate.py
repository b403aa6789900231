"""How sure one may be of an answer, learned from messages no model of their fold had seen, and how well that holds.

A temperature that grows with length makes chances of logits. Then *fusion*: what is told is, in log-odds, a straight line
of the chance the model gives to the answer, whoever decided it. Where a rule decides, the line starts at the confidence
the rule states: a rule the model agrees with is told with more confidence than one it does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from corpus import FOLDS, PAIRS, Rows
from evaluate import L1_OF, OutOfFold, judged

from smsparse.evaluation.calibration import brier, coverage, equal_mass_bins, expected_error
from smsparse.intent.calibration import Calibration, log_odds

ABSTAIN = PAIRS.index("other.unknown")
#: How much l1 accuracy the threshold may cost, counting an abstention as other.unknown.
ABSTAIN_COST = 0.002
#: What a row weighs when a line is fitted, by its source. The gold sets were read twice.
LINE_WEIGHT = {"dev": 1.0, "modern": 1.0, "train": 0.3, "synth": 0.05}
#: A rule is put to harder tests by made messages than by those in whose view it was written.
RULE_LINE_WEIGHT = {**LINE_WEIGHT, "synth": 0.3}
_NO_LINES = (0.0, 1.0, 0.0, 0.0)

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Answers:
    """What the pipeline would tell of each row: the pair, and how sure it is."""

    told: Whole
    confidence: Floats


def calibrate(rows: Rows, found: OutOfFold) -> Calibration:
    """Temperature, growth, lines and threshold from all rows that are judged."""
    temperature, growth = _temperature(rows, found)
    calibration = Calibration(PAIRS, 1 / temperature, growth, 0.0, _NO_LINES)
    calibration.threshold = _threshold(rows, found, calibration)
    return _lines(rows, found, calibration, rows.sure & rows.first)


def out_of_fold_answers(rows: Rows, found: OutOfFold, calibration: Calibration) -> Answers:
    """Each row's answer, its confidence by lines fitted to the other folds."""
    told = np.zeros(len(rows.labels), np.int64)
    confidence = np.zeros(len(rows.labels))
    for fold in range(FOLDS):
        inside = rows.fold == fold
        others = _lines(rows, found, calibration, rows.sure & rows.first & ~inside)
        answers = tell(rows, found, others)
        told[inside], confidence[inside] = answers.told[inside], answers.confidence[inside]
    return Answers(told, confidence)


def tell(rows: Rows, found: OutOfFold, calibration: Calibration) -> Answers:
    """What the pipeline tells with this calibration: the rule's pair, else the model's, else other.unknown."""
    chances = _chances(rows, found, calibration)
    best, ruled = found.logits.argmax(1), rows.ruled >= 0
    answer = np.where(ruled, rows.ruled, best)
    chance = chances[np.arange(len(answer)), answer]
    confidence = np.where(
        ruled, calibration.rule_confidence(chance, rows.stated), calibration.confidence(chance)
    ).round(3)
    abstained = ~ruled & (chance.round(3) < calibration.threshold)
    return Answers(np.where(abstained, ABSTAIN, answer), confidence)


def reliability(rows: Rows, answers: Answers) -> dict[str, Any]:
    """How well the confidence holds on the gold sets, pooled: expected error and Brier score over bins of equal mass, how
    many messages can be taken at 99 and 98 % precision, and the bins as [mean confidence, share right, messages]."""
    gold = judged(rows, "dev") | judged(rows, "modern")
    right = (answers.told == rows.labels)[gold]
    told = list(zip(answers.confidence[gold].tolist(), right.tolist(), strict=True))
    bins = equal_mass_bins(told)
    return {
        "expected_calibration_error": round(expected_error(bins), 4),
        "brier": round(brier(told), 4),
        "coverage_at_99": round(coverage(told, 0.99)[0], 4),
        "coverage_at_98": round(coverage(told, 0.98)[0], 4),
        "reliability": [[round(one.confidence, 3), round(one.accuracy, 3), one.rows] for one in bins],
    }


def _chances(rows: Rows, found: OutOfFold, calibration: Calibration) -> Floats:
    counts = np.asarray(rows.counts.sum(1)).ravel()
    return calibration.probabilities(found.logits, counts)


def _temperature(rows: Rows, found: OutOfFold) -> tuple[float, float]:
    """The temperature and growth that fit unseen messages best."""
    chosen, weights = _three_sets(rows)
    logits, labels = found.logits[chosen], rows.labels[chosen]
    counts = np.asarray(rows.counts[chosen].sum(1)).ravel()

    def loss(pair: tuple[float, float]) -> float:
        chances = Calibration(PAIRS, 1 / pair[0], pair[1], 0.0, _NO_LINES).probabilities(logits, counts)
        return float(-(weights * np.log(np.maximum(chances[np.arange(len(labels)), labels], 1e-12))).sum())

    temperature, growth = min(((t, g) for t in np.arange(0.3, 1.6, 0.1) for g in np.arange(0, 0.021, 0.002)), key=loss)
    return round(float(temperature), 4), round(float(growth), 4)


def _lines(rows: Rows, found: OutOfFold, calibration: Calibration, chosen: Mask) -> Calibration:
    """`calibration` with the lines that fit the rows chosen."""
    chances = _chances(rows, found, calibration)
    best, everyone = found.logits.argmax(1), np.arange(len(rows.labels))
    own, ruled = chosen & (rows.ruled < 0), chosen & (rows.ruled >= 0)
    line = _line(log_odds(chances[everyone, best]), best == rows.labels, 0 * rows.stated, rows.source, own, LINE_WEIGHT)
    rule_line = _line(
        log_odds(chances[everyone, rows.ruled]), rows.ruled == rows.labels, log_odds(rows.stated), rows.source, ruled,
        RULE_LINE_WEIGHT,
    )  # fmt: skip
    return Calibration(PAIRS, calibration.scale, calibration.growth, calibration.threshold, (*line, *rule_line))


def _line(
    odds: Floats, right: Mask, start: Floats, source: Any, chosen: Mask, weight: dict[str, float]
) -> tuple[float, float]:
    """Offset and slope of the likeliest straight line from `start` and `odds` to the log-odds of being right (Newton)."""
    inputs = np.stack([np.ones(int(chosen.sum())), odds[chosen]], axis=1)
    wanted, begun = right[chosen].astype(np.float64), start[chosen]
    weights = np.array([weight[name] for name in source[chosen]])
    line = np.array([0.0, 0.5])
    for _ in range(50):
        told = 1 / (1 + np.exp(-begun - inputs @ line))
        slope = inputs.T @ (weights * (wanted - told))
        curve = (inputs * (weights * told * (1 - told))[:, None]).T @ inputs + 1e-6 * np.eye(2)
        line += np.linalg.solve(curve, slope)
    return round(float(line[0]), 4), round(float(line[1]), 4)


def _threshold(rows: Rows, found: OutOfFold, calibration: Calibration) -> float:
    """The highest chance below which abstaining costs no more than ABSTAIN_COST, were there no rules."""
    at, weights = _three_sets(rows)
    chances, wanted = _chances(rows, found, calibration)[at], L1_OF[rows.labels[at]]
    best, top = chances.argmax(1), chances.max(1)

    def accuracy(threshold: float) -> float:
        told = np.where(top < threshold, ABSTAIN, best)
        return float(weights @ (L1_OF[told] == wanted) / weights.sum())

    bound = accuracy(0) - ABSTAIN_COST
    return round(max(t for t in np.arange(0, 0.5, 0.01) if accuracy(t) >= bound), 2)


def _three_sets(rows: Rows) -> tuple[Whole, Floats]:
    """The rows judged and their weights, by which the three sets count alike."""
    parts = [np.flatnonzero(judged(rows, source)) for source in ("dev", "modern", "synth")]
    return np.concatenate(parts), np.concatenate([np.full(len(part), 1 / max(len(part), 150)) for part in parts])
