"""From logits to probabilities, as the manifest of the model says: a temperature growing with length, a threshold."""

from __future__ import annotations

import json
from pathlib import Path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from os import PathLike

    import numpy as np
    import numpy.typing as npt

ABSTAIN = "other.unknown"


class Calibration:
    """`labels` in order; a logit among n features is worth scale / (1 + growth n); below `threshold` abstain."""

    def __init__(self, labels: tuple[str, ...], scale: float, growth: float, threshold: float) -> None:
        self.labels = labels
        self.scale = scale
        self.growth = growth
        self.threshold = threshold
        self.l1 = tuple(dict.fromkeys(label.partition(".")[0] for label in labels))

    @classmethod
    def load(cls, manifest: str | PathLike[str]) -> Calibration:
        """From the manifest.json beside the model. Raises OSError if it is missing, KeyError if a key is."""
        data = json.loads(Path(manifest).read_text("utf-8"))
        return cls(tuple(data["labels"]), float(data["scale"]), float(data["growth"]), float(data["threshold"]))

    def probabilities(self, logits: npt.NDArray[np.int64], counts: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
        """Shape (messages, labels) from logits of that shape and each message's number of features."""
        import numpy as np

        scaled = (logits - logits.max(1, keepdims=True)) * (self.scale / (1 + self.growth * counts))[:, None]
        chances = np.exp(scaled)
        shares: npt.NDArray[np.float64] = chances / chances.sum(1, keepdims=True)
        return shares

    def by_l1(self, probabilities: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """The probability of each of `l1`: the sum over its pairs."""
        import numpy as np

        member = np.array([[label.startswith(f"{name}.") for name in self.l1] for label in self.labels], np.float64)
        summed: npt.NDArray[np.float64] = probabilities @ member
        return summed

    def decide(self, logits: npt.NDArray[np.int64], counts: npt.NDArray[np.int64]) -> list[tuple[str, float]]:
        """(category, confidence to three decimals) of each message; (other.unknown, confidence) where it abstains."""
        best = logits.argmax(1)
        top = self.probabilities(logits, counts).max(1)
        return [
            (self.labels[label] if round(chance, 3) >= self.threshold else ABSTAIN, round(float(chance), 3))
            for label, chance in zip(best.tolist(), top.tolist(), strict=True)
        ]
