"""Builds models/intent: cross-validates, calibrates on what no model had seen, learns from everything, rounds, writes.

    python models/intent/train.py --data PATH [--cv] [--out DIR]

PATH holds the labelled messages and the corpora (corpus.LABELLED, UNLABELLED); made messages come from synth/. Needs the package built in place
and the extra `train`. Seeded; some ten minutes on two cores.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from calibrate import Answers, calibrate, out_of_fold_answers, reliability
from card import fill_card
from corpus import LABELLED, PAIRS, UNLABELLED, Rows, digests, read_rows, read_unlabelled
from evaluate import PER_WORDING, SEED, cross_validate, figures, fit, judged, lines, summary
from network import Recipe
from quantise import OPSET, WholeModel, quantise, write_onnx

from smsparse.intent.calibration import Calibration
from smsparse.intent.pack import pack_intent

HERE = Path(__file__).resolve().parent


def write(out: Path, model: WholeModel, calibration: Calibration, found: dict[str, Any], data: Path) -> None:
    """The three files of the model, and the figures of its card if that is there."""
    out.mkdir(parents=True, exist_ok=True)
    write_onnx(model, out / "intent.onnx")
    scale = model.unit * calibration.scale
    packed = pack_intent(
        model.arrays(), labels=PAIRS, buckets=model.buckets,
        threshold=calibration.threshold, scale=scale, growth=calibration.growth, fusion=calibration.fusion,
    )  # fmt: skip
    (out / "intent.bin").write_bytes(packed)
    manifest = {
        "model": "smsparse-intent",
        "labels": list(PAIRS),
        "opset": OPSET,
        "buckets": model.buckets,
        "known_features": int(model.known.sum()),
        "scale": scale,
        "growth": calibration.growth,
        "threshold": calibration.threshold,
        "fusion": calibration.fusion,
        "digest": {
            "intent.onnx": hashlib.sha256((out / "intent.onnx").read_bytes()).hexdigest(),
            "intent.bin": hashlib.sha256(packed).hexdigest(),
        },
        "seed": SEED,
        "training_data": digests(data, [*LABELLED.values(), *UNLABELLED]),
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
    rows, unlabelled = read_rows(args.data, seed=SEED, per_wording=PER_WORDING), read_unlabelled(args.data, seed=SEED)
    unseen = cross_validate(rows, unlabelled, Recipe(), SEED)
    calibration = calibrate(rows, unseen)
    answers = out_of_fold_answers(rows, unseen, calibration)
    found = {
        **figures(rows, unseen),
        "pipeline": pipeline_figures(rows, answers),
        "confidence": reliability(rows, answers),
    }
    sys.stdout.write("\n".join([*lines(found), json.dumps(found["pipeline"]), json.dumps(found["confidence"])]) + "\n")
    if args.cv:
        return
    network, known = fit(rows, unlabelled, Recipe(), SEED)
    write(args.out, quantise(network, known), calibration, found, args.data)


def pipeline_figures(rows: Rows, answers: Answers) -> dict[str, dict[str, float]]:
    """What the whole pipeline would score: rules, and the model where none decides."""
    chosen = {source: judged(rows, source) for source in ("dev", "modern", "synth")}
    return {source: summary(rows.labels[mask], answers.told[mask]) for source, mask in chosen.items()}


if __name__ == "__main__":
    main()
