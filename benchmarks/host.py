"""Engines in processes of their own, asked in turn."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.answers import Score
from benchmarks.engines import ENGINES

if TYPE_CHECKING:
    from types import TracebackType

ROOT = Path(__file__).resolve().parents[1]
_LAST_LINES = 5


class EngineError(Exception):
    """The engine's process ended; the text holds the last lines it wrote."""


class UnableError(Exception):
    """The engine does not do such a job."""


class Running:
    """An engine that has started; `started` is what it said of itself (see runner)."""

    def __init__(self, name: str) -> None:
        self.entry = ENGINES[name]
        command = [sys.executable, "-m", "benchmarks.runner", name]
        self._said = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 closed by close
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._said, encoding="utf-8"
        )
        self.started = self._answer()

    def work(self, file: Path, count: int, job: str) -> dict[str, Any]:
        """One round on the first `count` messages of a file, or as many as the engine takes.

        Gives what the runner says, with the score as a Score. Raises EngineError, UnableError.
        """
        most = min(count, self.entry.most or count)
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"file": str(file), "count": most, "job": job}) + "\n")
        self._process.stdin.flush()
        told = self._answer()
        if "unable" in told:
            raise UnableError(told["unable"])
        return {**told, "score": Score(**told["score"])}

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            self._said.seek(0)
            said = self._said.read().splitlines()[-_LAST_LINES:]
            raise EngineError(f"{self.entry.name}: {' / '.join(said)}")
        told: dict[str, Any] = json.loads(line)
        return told

    def close(self) -> None:
        """Ends the process, and waits until it has."""
        self._process.communicate()
        self._said.close()

    def __enter__(self) -> Running:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def missing(name: str) -> str | None:
    """Why an engine cannot run here; None if it can."""
    try:
        ENGINES[name].versions()
    except metadata.PackageNotFoundError as error:
        return f"the package {error.name} is not installed"
    return None
