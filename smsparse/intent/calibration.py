"""From logits to probabilities and confidence, as the manifest of the model says.

A temperature that grows with the length of the message makes probabilities of logits. What is told is how sure one
can be of the *answer*: in log-odds a straight line of its probability. There is a line for the answers of the model,
and one for those of a rule, which starts at the confidence the rule states: it rises where the model agrees.
"""

from __future__ import annotations

from smsparse._native import NO_TOKENS, SUREST

TYPE_CHECKING = False
if TYPE_CHECKING:
    from os import PathLike

    import numpy as np
    import numpy.typing as npt

ABSTAIN = "other.unknown"


class Calibration:
    """`labels` in order; a logit among n features is worth scale / (1 + growth n); below a probability of `threshold`
    abstain.

    `fusion`: offset and slope of the line for the model's answers, offset and slope of that for a rule's.
    """

    def __init__(
        self,
        labels: tuple[str, ...],
        scale: float,
        growth: float,
        threshold: float,
        fusion: tuple[float, float, float, float],
    ) -> None:
        self.labels = labels
        self.scale = scale
        self.growth = growth
        self.threshold = threshold
        self.fusion = fusion
        self.l1 = tuple(dict.fromkeys(label.partition(".")[0] for label in labels))

    @classmethod
    def load(cls, manifest: str | PathLike[str]) -> Calibration:
        """From the manifest.json beside the model. Raises OSError if it is missing, KeyError if a key is."""
        import json
        from pathlib import Path

        data = json.loads(Path(manifest).read_text("utf-8"))
        offset, slope, rule_offset, rule_slope = map(float, data["fusion"])
        return cls(
            tuple(data["labels"]),
            float(data["scale"]),
            float(data["growth"]),
            float(data["threshold"]),
            (offset, slope, rule_offset, rule_slope),
        )

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

    def confidence(self, chances: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """How sure one can be of answers to which the model gives `chances`."""
        return _logistic(self.fusion[0] + self.fusion[1] * log_odds(chances))

    def rule_confidence(
        self, chances: npt.NDArray[np.float64], stated: npt.NDArray[np.float64]
    ) -> npt.NDArray[np.float64]:
        """How sure one can be of rules that state `stated`, for categories to which the model gives `chances`."""
        return _logistic(log_odds(stated) + self.fusion[2] + self.fusion[3] * log_odds(chances))

    def decide(self, logits: npt.NDArray[np.int64], counts: npt.NDArray[np.int64]) -> list[tuple[str, float]]:
        """(category, confidence to three decimals) of each message; (other.unknown, confidence) where it abstains, with
        0 where there is nothing to read."""
        best = logits.argmax(1)
        top = self.probabilities(logits, counts).max(1).round(3)
        return [
            (ABSTAIN, 0.0)
            if count <= NO_TOKENS
            else (self.labels[label] if chance >= self.threshold else ABSTAIN, round(sure, 3))
            for label, chance, sure, count in zip(
                best.tolist(), top.tolist(), self.confidence(top).tolist(), counts.tolist(), strict=True
            )
        ]


def log_odds(chances: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """log(p / (1 - p)), within SUREST."""
    import numpy as np

    kept = np.clip(chances, 1 - SUREST, SUREST)
    odds: npt.NDArray[np.float64] = np.log(kept / (1 - kept))
    return odds


def _logistic(odds: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    import numpy as np

    chances: npt.NDArray[np.float64] = 1 / (1 + np.exp(-odds))
    return chances
