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
from corpus import LABELLED, PAIRS, Rows, read_rows
from evaluate import PER_WORDING, SEED, OutOfFold, cross_validate
from network import Recipe

from smsparse import default_engine

WITH_FIELDS = ("dev", "modern")


def predictions(data: Path, rows: Rows, found: OutOfFold, source: str) -> list[dict[str, Any]]:
    """What the pipeline answers for each message of a labelled file."""
    engine = default_engine()
    messages = [json.loads(line) for line in (data / LABELLED[source]).read_text("utf-8").splitlines()]
    guesses = found.logits[rows.source == source].argmax(1)
    answers = []
    for message, guess in zip(messages, guesses, strict=True):
        result = engine.parse_as(PAIRS[guess], message["text"], message.get("sender"))
        answers.append({"id": message["id"], **result.to_dict()})
    return answers


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
    found = cross_validate(rows, Recipe(), SEED)
    for source in WITH_FIELDS:
        answers = predictions(args.data, rows, found, source)
        lines = [json.dumps(answer, ensure_ascii=False) + "\n" for answer in answers]
        (args.out / f"{source}.jsonl").write_text("".join(lines), "utf-8")
        (args.out / f"{source}.alone.json").write_text(json.dumps(alone(args.data, rows, source)), "utf-8")


if __name__ == "__main__":
    main()
