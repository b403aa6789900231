"""What the accuracy benchmarks share: rows of a corpus, and shares with their intervals.

The corpora are not part of the project; `--data PATH` says where they lie (JSON Lines in `PATH/corpora/`).
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from smsparse.evaluation.intervals import wilson

Row = dict[str, Any]


def arguments(description: str) -> argparse.Namespace:
    """The arguments every accuracy benchmark takes: `--data PATH`, `--errors N`."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds corpora/")
    parser.add_argument("--errors", type=int, default=0, help="how many errors of each share to print")
    return parser.parse_args()


def read_corpus(data: Path, name: str) -> list[Row]:
    """The rows of `corpora/<name>.jsonl`: objects with at least `id` and `text`."""
    with (data / "corpora" / f"{name}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


@dataclass
class Share:
    """How many rows were right, and what was wrong with the others."""

    name: str
    right: int = 0
    errors: list[str] = field(default_factory=list)

    def count(self, right: bool, row: Row, why: str) -> None:
        """Adds a row; `why` says what was expected and what was given."""
        if right:
            self.right += 1
        else:
            self.errors.append(f"{row['id']} {why} | {row['text'][:400]!r}")

    def report(self, shown: int = 0) -> str:
        """One line with the share and its interval, then the first `shown` errors."""
        total = self.right + len(self.errors)
        low, high = wilson(self.right, total)
        share = self.right / total if total else 0.0
        line = f"{self.name:28s} {share:.3f} [{low:.3f}, {high:.3f}]  {self.right}/{total}"
        return "\n".join([line, *(f"    {error}" for error in self.errors[:shown])])
