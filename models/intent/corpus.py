"""What the intent model learns from: labelled messages and made ones, folded and turned into counts of features."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from smsparse.engine import Engine
from smsparse.intent.features import features_of
from smsparse.intent.pack import FEATURE_BITS
from smsparse.taxonomy import builtin_taxonomy
from synth import generate, load_wordings

PAIRS = builtin_taxonomy().pairs
FOLDS = 5
#: The files of labelled messages, relative to --data, and the name of each in the figures.
LABELLED = {"train": "train.jsonl", "dev": "gold/dev.jsonl", "modern": "gold/modern_dev.jsonl"}
_NUMBER = {pair: number for number, pair in enumerate(PAIRS)}
Matrix: TypeAlias = Any  # a scipy.sparse.csr_matrix; scipy brings no types


@dataclass(frozen=True)
class Rows:
    """Messages in columns; all of length `len(labels)`.

    `source`: "train", "dev", "modern" or "synth". `group`: messages alike share one, and so do messages of one wording;
    no fold has one group on both sides. `first`: whether a made message is the first of its wording.
    """

    counts: Matrix
    labels: npt.NDArray[np.int64]
    sure: npt.NDArray[np.bool_]
    source: npt.NDArray[np.str_]
    group: npt.NDArray[np.int64]
    first: npt.NDArray[np.bool_]
    fold: npt.NDArray[np.int64]

    def take(self, which: npt.NDArray[np.bool_]) -> Rows:
        """The rows chosen."""
        return Rows(
            counts=self.counts[np.flatnonzero(which)],
            labels=self.labels[which],
            sure=self.sure[which],
            source=self.source[which],
            group=self.group[which],
            first=self.first[which],
            fold=self.fold[which],
        )


def read_rows(data: Path, *, seed: int, per_wording: int) -> Rows:
    """The labelled messages under `data` and `per_wording` made messages of every wording."""
    fold = Engine(model=None)._pipeline.fold
    texts: list[str] = []
    found: list[tuple[str, bool, str, str, bool]] = []
    for source, name in LABELLED.items():
        for line in (data / name).read_text("utf-8").splitlines():
            row = json.loads(line)
            texts.append(row["text"])
            found.append((f"{row['l1']}.{row['l2']}", row["sure"], source, row["group"], True))
    seen: set[str] = set()
    for sample in generate(None, seed, wordings=load_wordings(), per_wording=per_wording):
        texts.append(sample.text)
        found.append((sample.category, True, "synth", sample.wording, sample.wording not in seen))
        seen.add(sample.wording)
    groups = {name: number for number, name in enumerate(dict.fromkeys(row[3] for row in found))}
    return Rows(
        counts=count_features(texts, fold),
        labels=np.array([_NUMBER[row[0]] for row in found]),
        sure=np.array([row[1] for row in found]),
        source=np.array([row[2] for row in found]),
        group=np.array([groups[row[3]] for row in found]),
        first=np.array([row[4] for row in found]),
        fold=np.array([_fold_of(row[3]) for row in found]),
    )


def count_features(texts: Iterable[str], fold: Callable[[str], str]) -> Matrix:
    """How often each feature stands in each text: shape (texts, 2**FEATURE_BITS)."""
    features = [np.array(features_of(fold(text)), np.int32) for text in texts]
    starts = np.concatenate([[0], np.cumsum([len(row) for row in features])])
    joined = np.concatenate(features)
    counts = sp.csr_matrix((np.ones(len(joined), np.float32), joined, starts), shape=(len(features), 1 << FEATURE_BITS))
    counts.sum_duplicates()
    return counts


def known_features(rows: Rows, least: int) -> npt.NDArray[np.bool_]:
    """Which features stand in messages of `least` groups or more: shape (2**FEATURE_BITS,). Feature 0 never does."""
    pairs = rows.counts.tocoo()
    apart = np.unique(rows.group[pairs.row].astype(np.int64) << FEATURE_BITS | pairs.col)
    known: npt.NDArray[np.bool_] = np.bincount(apart & ((1 << FEATURE_BITS) - 1), minlength=1 << FEATURE_BITS) >= least
    known[0] = False
    return known


def bucket_counts(counts: Matrix, known: npt.NDArray[np.bool_], buckets: int) -> Matrix:
    """Counts of buckets, shape (messages, buckets + 1): the last column counts the features not known."""
    entries = counts.tocoo()
    columns = np.where(known[entries.col], entries.col.astype(np.int64) * buckets >> FEATURE_BITS, buckets)
    return sp.csr_matrix((entries.data, (entries.row, columns)), shape=(counts.shape[0], buckets + 1))


def digests(data: Path, names: Sequence[str]) -> dict[str, str]:
    """SHA-256 of files under `data`, for the manifest."""
    return {name: hashlib.sha256((data / name).read_bytes()).hexdigest() for name in names}


def _fold_of(group: str) -> int:
    return int(hashlib.md5(group.encode("utf-8"), usedforsecurity=False).hexdigest(), 16) % FOLDS
