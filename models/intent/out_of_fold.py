"""The whole pipeline over labelled messages, the model's part played by a model that never saw a message's group.

`python models/intent/out_of_fold.py --data PATH --out DIR` writes for each labelled file with fields the predictions, one JSON
object a line as `smsparse parse --jsonl` prints, and beside it the ids of the messages without any neighbour in training.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from calibrate import Answers, calibrate, out_of_fold_answers
from corpus import LABELLED, PAIRS, Rows, read_rows, read_unlabelled
from evaluate import PER_WORDING, SEED, cross_validate
from network import Recipe

from smsparse.engine import Engine

WITH_FIELDS = ("dev", "modern")


def predictions(data: Path, rows: Rows, answers: Answers, source: str) -> list[dict[str, Any]]:
    """What the pipeline answers for each message of a labelled file, and how sure it is."""
    engine = Engine(model=None)
    messages = [json.loads(line) for line in (data / LABELLED[source]).read_text("utf-8").splitlines()]
    chosen = rows.source == source
    out = []
    for message, told, sure in zip(messages, answers.told[chosen], answers.confidence[chosen], strict=True):
        result = engine.parse_as(PAIRS[told], message["text"], message.get("sender"))
        out.append({"id": message["id"], **result.to_dict(), "confidence": round(float(sure), 3)})
    return out


def alone(data: Path, rows: Rows, source: str) -> list[str]:
    """Ids of the messages whose group holds no other labelled message."""
    labelled = rows.source != "synth"
    sizes = np.bincount(rows.group[labelled], minlength=int(rows.group.max()) + 1)
    ids = [json.loads(line)["id"] for line in (data / LABELLED[source]).read_text("utf-8").splitlines()]
    return [name for name, group in zip(ids, rows.group[rows.source == source], strict=True) if sizes[group] == 1]


def main() -> None:
    """Writes predictions and ids."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    rows = read_rows(args.data, seed=SEED, per_wording=PER_WORDING)
    unseen = cross_validate(rows, read_unlabelled(args.data, seed=SEED), Recipe(), SEED)
    answers = out_of_fold_answers(rows, unseen, calibrate(rows, unseen))
    for source in WITH_FIELDS:
        told = predictions(args.data, rows, answers, source)
        lines = [json.dumps(answer, ensure_ascii=False) + "\n" for answer in told]
        (args.out / f"{source}.jsonl").write_text("".join(lines), "utf-8")
        (args.out / f"{source}.alone.json").write_text(json.dumps(alone(args.data, rows, source)), "utf-8")


if __name__ == "__main__":
    main()
