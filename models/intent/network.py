"""The network in floating point, and how it learns: a bag of rows summed, one ReLU layer, softmax over the pairs.

Plain numpy and scipy: with some ten thousand rows an epoch takes a second. The same seed gives the same network on
the same machine; another BLAS may round otherwise, so the released model is the file, not the recipe.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from smsparse.taxonomy import builtin_taxonomy

Floats = npt.NDArray[np.float32]
PAIRS = builtin_taxonomy().pairs
_L1 = list(dict.fromkeys(pair.partition(".")[0] for pair in PAIRS))
#: Shape (pairs, l1): which l1 a pair belongs to.
MEMBER: Floats = np.array([[pair.startswith(f"{l1}.") for l1 in _L1] for pair in PAIRS], np.float32)
#: The sum of the rows is multiplied by this, so that rows of ordinary size learn slowly enough.
GAIN = np.float32(0.05)


@dataclass(frozen=True)
class Recipe:
    """How to learn. `l1_share`: part of the loss that looks at the l1 alone; `rate`: the highest, near the start."""

    width: int = 96
    epochs: int = 10
    batch: int = 512
    rate: float = 0.03
    decay: float = 0.1
    feature_dropout: float = 0.4
    hidden_dropout: float = 0.2
    l1_share: float = 0.6
    first_spread: float = 0.05


class Network:
    """`table` (buckets + 1, width), `hidden_bias`, `head` (width, pairs), `label_bias`."""

    def __init__(self, buckets: int, width: int, rng: np.random.Generator, spread: float) -> None:
        pairs = len(PAIRS)
        self.table: Floats = (rng.standard_normal((buckets + 1, width)) * spread).astype(np.float32)
        self.hidden_bias: Floats = np.zeros(width, np.float32)
        self.head: Floats = (rng.standard_normal((width, pairs)) / np.sqrt(width)).astype(np.float32)
        self.label_bias: Floats = np.zeros(pairs, np.float32)

    def parameters(self) -> list[Floats]:
        """Everything learned, in a fixed order."""
        return [self.table, self.hidden_bias, self.head, self.label_bias]

    def hidden(self, counts: sp.csr_matrix) -> Floats:
        """The hidden layer, shape (messages, width)."""
        before: Floats = (counts * GAIN) @ self.table + self.hidden_bias
        return np.maximum(before, 0)

    def logits(self, counts: sp.csr_matrix) -> Floats:
        """Shape (messages, pairs)."""
        return self.hidden(counts) @ self.head + self.label_bias


class _Adam:
    """Adam with decay, on blocks small enough to stay in the cache: the table is most of the work of a step."""

    BLOCK = 1 << 14

    def __init__(self, parameters: list[Floats], decay: float) -> None:
        self.parameters = parameters
        self.decay = decay
        self.first = [np.zeros_like(p) for p in parameters]
        self.second = [np.zeros_like(p) for p in parameters]
        self.steps = 0

    def step(self, gradients: list[Floats], rate: float) -> None:
        self.steps += 1
        for parameter, gradient, *moments in zip(self.parameters, gradients, self.first, self.second, strict=True):
            keep = np.float32(1 - rate * self.decay if parameter.ndim == 2 else 1)
            flat = [array.reshape(-1) for array in (parameter, np.ascontiguousarray(gradient), *moments)]
            for at in range(0, len(flat[0]), self.BLOCK):
                self._step(*(array[at : at + self.BLOCK] for array in flat), rate=rate, keep=keep)

    def _step(
        self, parameter: Floats, gradient: Floats, first: Floats, second: Floats, *, rate: float, keep: np.float32
    ) -> None:
        one, two = 1 - 0.9**self.steps, 1 - 0.999**self.steps
        first *= np.float32(0.9)
        first += np.float32(0.1) * gradient
        second *= np.float32(0.999)
        second += np.float32(0.001) * gradient * gradient
        parameter *= keep
        parameter -= np.float32(rate / one) * first / (np.sqrt(second / np.float32(two)) + np.float32(1e-8))


def train(counts: sp.csr_matrix, targets: Floats, weights: Floats, *, recipe: Recipe, seed: int) -> Network:
    """A network for `counts` (messages, buckets + 1), `targets` (messages, pairs) with rows summing to 1, `weights`."""
    rng = np.random.default_rng(seed)
    network = Network(counts.shape[1] - 1, recipe.width, rng, recipe.first_spread)
    adam = _Adam(network.parameters(), recipe.decay)
    rows = counts.shape[0]
    steps = recipe.epochs * -(-rows // recipe.batch)
    for _ in range(recipe.epochs):
        order = rng.permutation(rows)
        for first in range(0, rows, recipe.batch):
            part = order[first : first + recipe.batch]
            done = adam.steps
            rate = recipe.rate * min(1, (done + 1) / 30) * max(0.02, 1 - done / steps)
            kept = _drop_features(counts[part], recipe.feature_dropout, rng)
            adam.step(_gradients(network, kept, targets[part], weights[part], recipe, rng), rate)
    return network


def _drop_features(counts: sp.csr_matrix, share: float, rng: np.random.Generator) -> sp.csr_matrix:
    """Each feature left out with the chance `share`. What stays is not raised in its place: unseen messages, too, have
    features that the network does not know, and cross-validation is the better for it."""
    counts.data = counts.data * (rng.random(counts.nnz, dtype=np.float32) > share)
    return counts


def _gradients(
    network: Network, counts: sp.csr_matrix, targets: Floats, weights: Floats, recipe: Recipe, rng: np.random.Generator
) -> list[Floats]:
    """Of the weighted mean cross entropy over the pairs, `l1_share` of it over the sums by l1."""
    hidden = network.hidden(counts)
    stays = rng.random(hidden.shape, dtype=np.float32) > recipe.hidden_dropout
    kept: Floats = stays.astype(np.float32) / np.float32(1 - recipe.hidden_dropout)
    dropped: Floats = hidden * kept
    chances = softmax(dropped @ network.head + network.label_bias)
    wanted = (targets @ MEMBER) / np.maximum(chances @ MEMBER, 1e-9)
    slope = chances - (1 - recipe.l1_share) * targets - recipe.l1_share * chances * (wanted @ MEMBER.T)
    slope *= (weights / weights.sum())[:, None]
    back = (slope @ network.head.T) * kept * (hidden > 0)
    return [(counts.T @ back) * GAIN, back.sum(0), dropped.T @ slope, slope.sum(0)]


def softmax(logits: Floats) -> Floats:
    """The chances of the pairs, shape as given."""
    raised = np.exp(logits - logits.max(1, keepdims=True))
    shares: Floats = raised / raised.sum(1, keepdims=True)
    return shares
