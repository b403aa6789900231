"""The benchmarks by name, as definitions.toml says them, and the check that an engine did the work."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from benchmarks.answers import Score

FILE = Path(__file__).with_suffix(".toml")
JOBS = ("fields", "cards")

Bounds = dict[str, tuple[float, float]]


class WrongAnswerError(AssertionError):
    """An engine answered too much wrong for its time to mean anything."""


@dataclass(frozen=True)
class Definition:
    """Which messages, which job, and what any honest answer comes to."""

    name: str
    title: str
    corpus: str
    job: str
    expect: Bounds
    peers: Bounds

    def check(self, engine: str, score: Score, *, peer: bool) -> None:
        """Raises WrongAnswerError where a share of `score` is out of its bounds."""
        shares = score.shares
        for share, (low, high) in (self.peers if peer else self.expect).items():
            if not low <= shares[share] <= high:
                raise WrongAnswerError(
                    f"{self.name}: {engine}: {share}: expected {low} to {high}, got {shares[share]:.3f}"
                )


def definitions(file: Path = FILE) -> Mapping[str, Definition]:
    """All of them by name. Raises TypeError for unknown or missing keys, ValueError for an unknown job."""
    found = {
        name: Definition(name=name, **{**entry, **{key: _bounds(entry[key]) for key in ("expect", "peers")}})
        for name, entry in tomllib.loads(file.read_text("utf-8")).items()
    }
    for definition in found.values():
        if definition.job not in JOBS:
            raise ValueError(f"{definition.name}: job: expected one of {JOBS}, got {definition.job!r}")
    return found


def _bounds(entry: Mapping[str, list[float]]) -> Bounds:
    return {share: (low, high) for share, (low, high) in entry.items()}
