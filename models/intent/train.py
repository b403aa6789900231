"""Builds models/intent: cross-validates, calibrates on what no model had seen, learns from everything, rounds, writes.

    python models/intent/train.py --data PATH [--cv] [--out DIR]

PATH holds the labelled messages (corpus.LABELLED); made messages come from synth/. Needs the package built in place
and the extra `train`. Seeded; some three minutes on two cores.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from card import fill_card
from corpus import LABELLED, PAIRS, Rows, digests, read_rows
from evaluate import (
    L1_OF,
    PER_WORDING,
    SEED,
    OutOfFold,
    cross_validate,
    figures,
    fit,
    judged,
    lines,
)
from network import Recipe
from quantise import OPSET, WholeModel, quantise, write_onnx

from smsparse.intent.pack import pack_intent

HERE = Path(__file__).resolve().parent
ABSTAIN = PAIRS.index("other.unknown")
#: How much l1 accuracy the threshold may cost, counting an abstention as other.unknown.
ABSTAIN_COST = 0.002
_BINS = 10


def calibrate(rows: Rows, found: OutOfFold) -> dict[str, Any]:
    """The temperature that fits unseen messages best, its growth with length, the threshold, and how well they fit."""
    parts = [np.flatnonzero(judged(rows, source)) for source in ("dev", "modern", "synth")]
    chosen = np.concatenate(parts)
    weights = np.concatenate([np.full(len(part), 1 / max(len(part), 150)) for part in parts])
    logits, labels = found.logits[chosen], rows.labels[chosen]
    counts = np.asarray(rows.counts[chosen].sum(1)).ravel()[:, None]
    temperature, growth = min(
        ((t, g) for t in np.arange(0.3, 1.6, 0.05) for g in np.arange(0, 0.021, 0.001)),
        key=lambda pair: _loss(logits / (pair[0] * (1 + pair[1] * counts)), labels, weights),
    )
    chances = _softmax(logits / (temperature * (1 + growth * counts)))
    right = chances.argmax(1) == labels
    return {
        "temperature": round(float(temperature), 4),
        "growth": round(float(growth), 4),
        "threshold": _threshold(chances, labels, weights),
        "expected_calibration_error": round(_calibration_error(chances.max(1), right, weights), 4),
        "reliability": _reliability(chances.max(1), right),
    }


def _softmax(logits: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    raised = np.exp(logits - logits.max(1, keepdims=True))
    return np.asarray(raised / raised.sum(1, keepdims=True))


def _loss(logits: npt.NDArray[np.float64], labels: npt.NDArray[np.int64], weights: npt.NDArray[np.float64]) -> float:
    chances = _softmax(logits)[np.arange(len(labels)), labels]
    return float(-(weights * np.log(np.maximum(chances, 1e-12))).sum())


def _threshold(
    chances: npt.NDArray[np.float64], labels: npt.NDArray[np.int64], weights: npt.NDArray[np.float64]
) -> float:
    best, top = chances.argmax(1), chances.max(1)

    def accuracy(threshold: float) -> float:
        told = np.where(top < threshold, ABSTAIN, best)
        return float(weights @ (L1_OF[told] == L1_OF[labels]) / weights.sum())

    bound = accuracy(0) - ABSTAIN_COST
    return round(max(t for t in np.arange(0, 0.5, 0.01) if accuracy(t) >= bound), 2)


def _bins(top: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    return np.minimum((top * _BINS).astype(np.int64), _BINS - 1)


def _calibration_error(
    top: npt.NDArray[np.float64], right: npt.NDArray[np.bool_], weights: npt.NDArray[np.float64]
) -> float:
    total = 0.0
    for number in range(_BINS):
        inside = _bins(top) == number
        total += abs(float((weights[inside] * (right[inside] - top[inside])).sum()))
    return total / float(weights.sum())


def _reliability(top: npt.NDArray[np.float64], right: npt.NDArray[np.bool_]) -> list[list[float]]:
    """[mean confidence, accuracy, rows] by tenth of confidence."""
    out = []
    for number in range(_BINS):
        inside = _bins(top) == number
        if inside.any():
            out.append([round(float(top[inside].mean()), 3), round(float(right[inside].mean()), 3), int(inside.sum())])
    return out


def write(out: Path, model: WholeModel, calibration: dict[str, Any], found: dict[str, Any], data: Path) -> None:
    """The three files of the model, and the figures of its card if that is there."""
    out.mkdir(parents=True, exist_ok=True)
    write_onnx(model, out / "intent.onnx")
    scale = model.unit / calibration["temperature"]
    packed = pack_intent(
        model.arrays(), labels=PAIRS, buckets=model.buckets,
        threshold=calibration["threshold"], scale=scale, growth=calibration["growth"],
    )  # fmt: skip
    (out / "intent.bin").write_bytes(packed)
    manifest = {
        "model": "smsparse-intent",
        "labels": list(PAIRS),
        "opset": OPSET,
        "buckets": model.buckets,
        "known_features": int(model.known.sum()),
        "scale": scale,
        "growth": calibration["growth"],
        "threshold": calibration["threshold"],
        "digest": {
            "intent.onnx": hashlib.sha256((out / "intent.onnx").read_bytes()).hexdigest(),
            "intent.bin": hashlib.sha256(packed).hexdigest(),
        },
        "seed": SEED,
        "training_data": digests(data, list(LABELLED.values())),
        "calibration": calibration,
        "figures": found,
    }
    (out / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", "utf-8")
    if (out / "CARD.md").exists():
        fill_card(out / "CARD.md", manifest)


def main() -> None:
    """Trains, and prints the cross-validated figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="directory of the labelled messages")
    parser.add_argument("--cv", action="store_true", help="only cross-validate")
    parser.add_argument("--out", type=Path, default=HERE)
    args = parser.parse_args()
    rows, recipe = read_rows(args.data, seed=SEED, per_wording=PER_WORDING), Recipe()
    unseen = cross_validate(rows, recipe, SEED)
    found, calibration = figures(rows, unseen), calibrate(rows, unseen)
    sys.stdout.write("\n".join([*lines(found), json.dumps(calibration)]) + "\n")
    if args.cv:
        return
    network, known = fit(rows, recipe, SEED)
    write(args.out, quantise(network, known), calibration, found, args.data)


if __name__ == "__main__":
    main()
