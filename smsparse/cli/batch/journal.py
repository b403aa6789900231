"""Where a run that was killed goes on: a small file beside the working file, renewed as the work goes on.

It says of what the run was (the input by size, time and digest of its head; the options; the versions of the engine)
and how much of it is safely in the working file. A run of anything else is refused.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from smsparse.errors import BatchError

if TYPE_CHECKING:
    from pathlib import Path

#: Changes with what is written here or in the working file.
FORMAT = 1
_HEAD_BYTES = 1 << 20


@dataclass(slots=True)
class Done:
    """What is safely in the working file: rows of the input, bytes of the working file, and their totals."""

    rows: int = 0
    size: int = 0
    errors: int = 0
    categories: dict[str, int] = field(default_factory=dict)


class Journal:
    """The journal of one run; `identity` says what it is a run of, by name."""

    def __init__(self, path: Path, identity: dict[str, Any]) -> None:
        self._path = path
        self._identity = {"format": FORMAT, **identity}

    def read(self) -> Done | None:
        """What an earlier run did; None if there is none. Raises BatchError if it was a run of something else."""
        try:
            data = json.loads(self._path.read_text("utf-8"))
            identity, done = data["identity"], Done(**data["done"])
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError):
            raise BatchError(
                expected="the journal of an unfinished run, or --restart", got="a file that is none", at=str(self._path)
            ) from None
        for name, now in self._identity.items():
            if identity.get(name) != now:
                expected = f"the run of which this is the rest ({name}: {identity.get(name)}), or --restart"
                raise BatchError(expected=expected, got=f"another ({name}: {now})", at=str(self._path))
        return done

    def write(self, done: Done) -> None:
        """Notes what is done, at once or not at all."""
        beside = self._path.with_name(self._path.name + ".new")
        write_through(beside, json.dumps({"identity": self._identity, "done": asdict(done)}).encode())
        beside.replace(self._path)

    def remove(self) -> None:
        self._path.unlink(missing_ok=True)


def identity_of(path: Path) -> dict[str, Any]:
    """What tells an input from another without reading it whole."""
    with path.open("rb") as file:
        status = os.fstat(file.fileno())
        head = hashlib.sha256(file.read(_HEAD_BYTES)).hexdigest()[:16]
    return {"input size": status.st_size, "input time": status.st_mtime_ns, "input head": head}


def write_through(path: Path, data: bytes) -> None:
    """Writes a file and waits until it is on the disk."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def put_in_place(whole: Path, target: Path) -> None:
    """Gives a whole file its name, so that a crash leaves either it or what was there before."""
    with whole.open("rb+") as file:
        os.fsync(file.fileno())
    whole.replace(target)
    if os.name == "posix":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
