"""Labelled messages made from wordings: for training the classifier, for tests and for benchmarks.

>>> from synth import generate, load_wordings
>>> for sample in generate(3, seed=7):
...     assert all(sample.text[slice(*sample.spans[k])] == v for k, v in sample.fields.items())
"""

from .generate import Sample, generate
from .wordings import Wording, WordingError, load_wordings

__all__ = ["Sample", "Wording", "WordingError", "generate", "load_wordings"]
