"""One run of one OUT at a time: a file beside it that the system holds for a process, however that ends."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from smsparse.errors import BatchError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Holds the file `path` while the block runs, and takes it away. Raises BatchError where another run holds it."""
    held = _held(path)
    if held is None:
        raise BatchError(expected="no other run that writes the same OUT", got="one that is still going", at=str(path))
    try:
        yield
    finally:
        _let_go(path, held)


if sys.platform == "win32":

    def _held(path: Path) -> int | None:
        """The file, which ends with its process; None where another has it."""
        try:
            return os.open(path, os.O_CREAT | os.O_EXCL | os.O_TEMPORARY)
        except (FileExistsError, PermissionError):
            return None

    def _let_go(_: Path, held: int) -> None:
        os.close(held)

else:
    import fcntl

    def _held(path: Path) -> int | None:
        """The file, locked until it is closed; None where another has it."""
        held = os.open(path, os.O_CREAT | os.O_RDWR, 0o644)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.path.samestat(os.fstat(held), path.stat()):
                return held
        except (BlockingIOError, FileNotFoundError):  # held, or let go between the two calls
            pass
        except OSError:  # there are file systems without locks
            return held
        os.close(held)
        return None

    def _let_go(path: Path, held: int) -> None:
        path.unlink(missing_ok=True)
        os.close(held)
