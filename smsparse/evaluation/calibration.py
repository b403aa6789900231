"""How far a confidence means what it says.

Rows are (confidence, whether the pair was right). Expected calibration error: rows by rising confidence (equal ones in
the order given) are cut into bins of equal size; the mean distance of a bin's mean confidence from its share of right
rows, weighed by size (Naeini, Cooper, Hauskrecht, AAAI 2015, with equal mass). Brier score: mean of
(confidence - right)².
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

from smsparse.evaluation.intervals import wilson

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from smsparse.evaluation.intervals import Interval

    Row = tuple[float, bool]

BINS = 10
PRECISION = 0.99


@dataclass(frozen=True, slots=True)
class Bin:
    """Rows of neighbouring confidences: how many, their mean confidence, the share that is right and its interval."""

    rows: int
    confidence: float
    accuracy: float
    interval: Interval


def equal_mass_bins(rows: Sequence[Row], count: int = BINS) -> list[Bin]:
    """`count` bins whose sizes differ by one at most; fewer where there are fewer rows."""
    ordered = sorted(rows, key=lambda row: row[0])
    ends = [len(ordered) * number // count for number in range(count + 1)]
    return [_bin(ordered[start:end]) for start, end in pairwise(ends) if end > start]


def _bin(rows: Sequence[Row]) -> Bin:
    right = sum(right for _, right in rows)
    return Bin(len(rows), fmean(confidence for confidence, _ in rows), right / len(rows), wilson(right, len(rows)))


def expected_error(bins: Sequence[Bin]) -> float:
    """From 0, where every bin is as right as it says, to 1."""
    total = sum(one.rows for one in bins)
    return sum(one.rows * abs(one.confidence - one.accuracy) for one in bins) / total if total else 0.0


def brier(rows: Sequence[Row]) -> float:
    """From 0, sure and right throughout, to 1."""
    return fmean((confidence - right) ** 2 for confidence, right in rows) if rows else 0.0


def coverage(rows: Sequence[Row], precision: float = PRECISION) -> tuple[float, float | None]:
    """The largest share of rows at or above a confidence of which `precision` are right, and that confidence.

    Rows of one confidence are taken together, since no threshold can part them. (0, None) where no threshold will do.
    """
    ordered = sorted(rows, key=lambda row: -row[0])
    right = taken = 0
    threshold = None
    for number, (confidence, is_right) in enumerate(ordered, 1):
        right += is_right
        last_of_its_kind = number == len(ordered) or ordered[number][0] < confidence
        if last_of_its_kind and right >= precision * number:
            taken, threshold = number, confidence
    return taken / len(ordered) if ordered else 0.0, threshold
