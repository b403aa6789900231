"""Keeps what takes long to make (compiled expressions, databases, trained classifiers) in benchmarks/.cache.

`re` itself saves nothing. The code it compiles to is kept here with the version that made it, so that a run of eight
engines does not compile two thousand expressions eight times; each engine reports the time from the cache as its own.
"""

from __future__ import annotations

import hashlib
import marshal
import re
import sys
import time
from array import array
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

CACHE = Path(__file__).resolve().parents[1] / ".cache"


def saved_file(name: str, key: bytes, make: Callable[[Path], object]) -> Path:
    """The file `make` wrote for this key, made anew only where it is not there."""
    path = CACHE / f"{name}-{hashlib.sha256(key).hexdigest()[:16]}"
    if not path.exists():
        CACHE.mkdir(exist_ok=True)
        temporary = path.with_suffix(f".{time.time_ns()}")
        make(temporary)
        temporary.replace(path)
    return path


def saved(sources: Iterable[str]) -> dict[str, re.Pattern[str]]:
    """The expressions, compiled."""
    wanted = sorted(set(sources))
    key = "\0".join([sys.version, *wanted]).encode("utf-8", "surrogatepass")
    path = saved_file("expressions", key, lambda file: file.write_bytes(marshal.dumps([*map(_compiled, wanted)])))
    return {
        source: _pattern(source, parts) for source, parts in zip(wanted, marshal.loads(path.read_bytes()), strict=True)
    }


def _compiled(source: str) -> tuple[Any, ...]:
    """What `re` hands to its engine: flags, code, number of groups, their names."""
    from re import _compiler, _parser  # type: ignore[attr-defined]

    parsed = _parser.parse(source)
    flags = int(parsed.state.flags)
    code = array("I", _compiler._code(parsed, flags)).tobytes()
    return flags, code, parsed.state.groups - 1, dict(parsed.state.groupdict)


def _pattern(source: str, parts: tuple[Any, ...]) -> re.Pattern[str]:
    import _sre  # type: ignore[import-not-found]

    flags, packed, groups, names = parts
    code = array("I", packed).tolist()
    by_number: list[str | None] = [None] * (groups + 1)
    for name, number in names.items():
        by_number[number] = name
    pattern: re.Pattern[str] = _sre.compile(source, flags, code, groups, names, tuple(by_number))
    return pattern
