"""Figures of the intent model, cross-validated: no message is scored by a model that saw its group or its wording.

`python models/intent/evaluate.py --data PATH` prints them; train.py keeps them in the manifest and the card.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from corpus import FOLDS, PAIRS, Matrix, Rows, Unlabelled, bucket_counts, known_features, read_rows, read_unlabelled
from network import Network, Recipe, softmax, train
from quantise import WholeModel, quantise

BUCKETS = 27_648
LEAST_GROUPS = 2
PER_WORDING = 4
SEED = 20_261_121
#: How many networks teach the one that is kept, and how much of its target is their guess, the rest the label.
TEACHERS, GUESSED = 3, 0.7
#: What a message without a label weighs; its target is the teachers' guess.
UNLABELLED_WEIGHT = 0.15
#: What a made message weighs in training, and a labelled one its reader was not sure of; a sure one weighs 1.
SYNTH_WEIGHT, UNSURE_WEIGHT = 0.7, 0.5
#: A labelled message of an l1 n times rarer than the most frequent one counts n**power times as much, up to a limit.
RARITY_POWER, RARITY_LIMIT = 0.25, 3.0
#: An l1 with fewer sure messages than this is left out of the macro mean.
MIN_SUPPORT = 8

L1 = list(dict.fromkeys(pair.partition(".")[0] for pair in PAIRS))
L1_OF = np.array([L1.index(pair.partition(".")[0]) for pair in PAIRS])
Whole = npt.NDArray[np.int64]


@dataclass(frozen=True)
class OutOfFold:
    """Of each row, by the model of its fold: the rounded model's logits in the network's unit, the best pair before
    rounding."""

    logits: npt.NDArray[np.float64]
    float_best: Whole


def fit(rows: Rows, unlabelled: Unlabelled, recipe: Recipe, seed: int) -> tuple[Network, npt.NDArray[np.bool_]]:
    """The network learned from `rows` and from what its teachers, learned from `rows` too, say of `rows` and `unlabelled`;
    and the features it knows."""
    known = known_features(rows, LEAST_GROUPS)
    labelled, others = (bucket_counts(counts, known, BUCKETS) for counts in (rows.counts, unlabelled.counts))
    targets, weights = np.eye(len(PAIRS), dtype=np.float32)[rows.labels], weigh(rows)
    teachers = [train(labelled, targets, weights, recipe=recipe, seed=seed + 100 * n) for n in range(1, TEACHERS + 1)]
    blended = (1 - GUESSED) * targets + GUESSED * _guess(teachers, labelled)
    guessed = _guess(teachers, others) * unlabelled.possible
    return train(
        sp.vstack([labelled, others]).tocsr(),
        np.concatenate([blended, guessed / guessed.sum(1, keepdims=True)]),
        np.concatenate([weights, np.full(others.shape[0], UNLABELLED_WEIGHT, np.float32)]),
        recipe=recipe,
        seed=seed,
    ), known


def _guess(teachers: list[Network], counts: Matrix) -> npt.NDArray[np.float32]:
    """The mean of the teachers' chances."""
    shares: npt.NDArray[np.float32] = np.mean([softmax(teacher.logits(counts)) for teacher in teachers], axis=0)
    return shares


def weigh(rows: Rows) -> npt.NDArray[np.float32]:
    """What each row counts in training: labelled rows of a rare l1 more, of a frequent one less, the mean the same."""
    labelled = rows.source != "synth"
    sizes = np.maximum(np.bincount(L1_OF[rows.labels[labelled]], minlength=len(L1)), 1)
    rarity = np.minimum((sizes.max() / sizes) ** RARITY_POWER, RARITY_LIMIT)[L1_OF[rows.labels]]
    certain = np.where(rows.sure, 1.0, UNSURE_WEIGHT)
    return np.where(labelled, certain * rarity / rarity[labelled].mean(), SYNTH_WEIGHT).astype(np.float32)


def cross_validate(rows: Rows, unlabelled: Unlabelled, recipe: Recipe, seed: int) -> OutOfFold:
    """Every row scored by the whole-number model of the other folds."""
    logits = np.zeros((len(rows.labels), len(PAIRS)))
    float_best = np.zeros(len(rows.labels), np.int64)
    for fold in range(FOLDS):
        inside = rows.fold == fold
        network, known = fit(rows.take(~inside), unlabelled, recipe, seed + fold)
        counts = bucket_counts(rows.counts[np.flatnonzero(inside)], known, BUCKETS)
        logits[inside] = scaled_logits(quantise(network, known), counts)
        float_best[inside] = network.logits(counts).argmax(1)
    return OutOfFold(logits, float_best)


def scaled_logits(model: WholeModel, counts: Matrix) -> npt.NDArray[np.float64]:
    """The logits in the network's unit: what the softmax is taken of."""
    return np.asarray(model.logits(counts) * model.unit, np.float64)


def judged(rows: Rows, source: str) -> npt.NDArray[np.bool_]:
    """The rows a figure is taken over: sure ones; of made messages one a wording."""
    chosen: npt.NDArray[np.bool_] = (rows.source == source) & rows.sure & rows.first
    return chosen


def summary(labels: Whole, guesses: Whole) -> dict[str, float]:
    """L1 accuracy, macro-F1 over l1 with MIN_SUPPORT rows, and accuracy of the pair."""
    true, told = L1_OF[labels], L1_OF[guesses]
    scores = [f1(true == number, told == number) for number in range(len(L1)) if (true == number).sum() >= MIN_SUPPORT]
    return {
        "rows": len(labels),
        "l1_accuracy": round(float((true == told).mean()), 4),
        "l1_macro_f1": round(float(np.mean(scores)), 4),
        "pair_accuracy": round(float((labels == guesses).mean()), 4),
    }


def f1(wanted: npt.NDArray[np.bool_], given: npt.NDArray[np.bool_]) -> float:
    """2 TP / (wanted + given); 0 if there are neither."""
    both = int(wanted.sum() + given.sum())
    return 2 * int((wanted & given).sum()) / both if both else 0.0


def figures(rows: Rows, found: OutOfFold) -> dict[str, Any]:
    """All figures, by name."""
    guesses = found.logits.argmax(1)
    sizes = np.bincount(rows.group[rows.source != "synth"], minlength=rows.group.max() + 1)
    out: dict[str, Any] = {}
    for source in ("dev", "modern", "synth"):
        chosen = judged(rows, source)
        out[source] = summary(rows.labels[chosen], guesses[chosen])
    alone = judged(rows, "dev") & (sizes[rows.group] == 1)
    out["dev_no_neighbour"] = summary(rows.labels[alone], guesses[alone])
    chosen = judged(rows, "dev")
    out["dev_before_rounding"] = summary(rows.labels[chosen], found.float_best[chosen])
    made = judged(rows, "synth")
    out["synth_by_l1"] = {
        name: summary(rows.labels[mask], guesses[mask])
        for number, name in enumerate(L1)
        if (mask := made & (L1_OF[rows.labels] == number)).any()
    }
    out["by_pair"] = by_pair(rows, guesses)
    return out


def by_pair(rows: Rows, guesses: Whole) -> dict[str, dict[str, float]]:
    """Precision, recall and support of each pair over labelled messages and one made message a wording."""
    chosen = rows.sure & rows.first
    labels, told = rows.labels[chosen], guesses[chosen]
    out = {}
    for number, pair in enumerate(PAIRS):
        right = int(((labels == number) & (told == number)).sum())
        given, wanted = int((told == number).sum()), int((labels == number).sum())
        out[pair] = {
            "precision": round(right / given, 3) if given else 0.0,
            "recall": round(right / wanted, 3) if wanted else 0.0,
            "support": wanted,
        }
    return out


def lines(found: Mapping[str, Any]) -> list[str]:
    """The figures for people."""
    heads = [name for name in found if "l1_accuracy" in found[name]]
    table = [_line(name, found[name]) for name in heads]
    return [*table, *(_line(f"synth {name}", row) for name, row in found["synth_by_l1"].items())]


def _line(name: str, row: Mapping[str, float]) -> str:
    return (
        f"{name:22} {row['rows']:5.0f} rows  l1 {row['l1_accuracy']:.4f}  macro-F1 {row['l1_macro_f1']:.4f}  "
        f"pair {row['pair_accuracy']:.4f}"
    )


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="directory of the labelled messages")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    rows = read_rows(args.data, seed=SEED, per_wording=PER_WORDING)
    found = figures(rows, cross_validate(rows, read_unlabelled(args.data, seed=SEED), Recipe(), SEED))
    sys.stdout.write((json.dumps(found) if args.json else "\n".join(lines(found))) + "\n")


if __name__ == "__main__":
    main()
