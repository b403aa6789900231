from mmap import mmap

SUREST: float

class NativeModel:
    """A packed intent model, ready to classify.

    `data`: what pack.pack_intent made, read in place; `pairs`: the categories in the order the caller numbers them,
    which must be the model's. Raises ArtifactError for a damaged file, another format or other categories.
    """

    labels: tuple[str, ...]
    threshold: float
    scale: float
    growth: float
    fusion: tuple[float, ...]
    digest: str

    def __init__(self, data: bytes | mmap, pairs: tuple[str, ...]) -> None: ...
    def logits_of(self, features: list[int]) -> list[int]:
        """The logits of one message, whole numbers in the order of `labels`."""

    def probabilities_of(self, logits: list[int], count: int) -> list[float]:
        """The calibrated probability of each label, from logits of a message with `count` features."""
