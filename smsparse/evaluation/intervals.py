"""95 % intervals: Wilson's for proportions, a bootstrap over groups for F1.

Wilson (1927), J. Am. Stat. Assoc. 22: (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n). It takes rows for independent,
so it is too narrow where many messages are of one wording. The bootstrap draws whole groups with replacement, since
messages of one wording are right or wrong together, and reads the 2.5th and 97.5th percentile of the figure; it is
seeded, so the same rows give the same interval. Where every row is right it has no width; read Wilson's then.
"""

from __future__ import annotations

from math import sqrt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence
    from typing import Any

    import numpy as np
    import numpy.typing as npt

    Interval = tuple[float, float]

Z_95 = 1.959963984540054
ROUNDS = 1000
SEED = 20_261_121


def wilson(hits: int, total: int, z: float = Z_95) -> Interval:
    """The interval of a proportion; (0, 1) where there is nothing to tell."""
    if total == 0:
        return 0.0, 1.0
    share, squared = hits / total, z * z
    middle = share + squared / (2 * total)
    reach = z * sqrt(share * (1 - share) / total + squared / (4 * total * total))
    scale = 1 + squared / total
    low, high = (middle - reach) / scale, (middle + reach) / scale
    return max(0.0, min(low, share)), min(1.0, max(high, share))  # at 0 and 1 rounding may pass them by


def group_counts(
    groups: Sequence[Hashable], marks: Sequence[Sequence[tuple[str, str, int]]], names: Mapping[tuple[str, str], int]
) -> npt.NDArray[np.float64]:
    """Shape (groups, names, 3): hits, extras and misses of each name in each group; `marks` are those of each row."""
    import numpy as np

    numbers = {group: number for number, group in enumerate(dict.fromkeys(groups))}
    counts = np.zeros((len(numbers), len(names), 3))
    for group, row in zip(groups, marks, strict=True):
        for kind, name, outcome in row:
            if (kind, name) in names:
                counts[numbers[group], names[kind, name], outcome] += 1
    return counts


def resample(counts: npt.NDArray[np.float64], rounds: int = ROUNDS, seed: int = SEED) -> npt.NDArray[np.float64]:
    """Shape (rounds, names, 3): the counts of as many groups as there are, drawn with replacement."""
    import numpy as np

    size, names, outcomes = counts.shape
    drawn = np.random.default_rng(seed).multinomial(size, np.full(size, 1 / size), size=rounds)
    return np.asarray((drawn @ counts.reshape(size, -1)).reshape(rounds, names, outcomes))


def f1_of(counts: Any) -> Any:
    """F1 from an array of (..., 3) counts: 2 hits / (2 hits + extras + misses); NaN where there are none."""
    import numpy as np

    twice = 2 * counts[..., 0]
    total = twice + counts[..., 1] + counts[..., 2]
    return np.divide(twice, total, out=np.full(twice.shape, np.nan), where=total > 0)


def spread(values: npt.NDArray[np.float64]) -> Interval:
    """The middle 95 % of values; NaN are left out; (0, 1) where nothing is left."""
    import numpy as np

    kept = values[~np.isnan(values)]
    if not kept.size:
        return 0.0, 1.0
    low, high = np.percentile(kept, (2.5, 97.5))
    return float(low), float(high)
