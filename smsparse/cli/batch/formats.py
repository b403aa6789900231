"""What a file's name says of its format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from smsparse.errors import BatchError

if TYPE_CHECKING:
    from pathlib import Path

#: Suffix -> kind. A file and a stream of Arrow are told apart when reading by what is in them.
SUFFIXES = {
    ".parquet": "parquet",
    ".arrow": "arrow",
    ".arrows": "arrows",
    ".csv": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
_COMPRESSIBLE = ("csv", "jsonl")


@dataclass(frozen=True, slots=True)
class Format:
    """The kind of a file, one of the values of SUFFIXES, and whether gzip is around it."""

    kind: str
    gzipped: bool = False


def format_of(path: Path) -> Format:
    """The format by the name's suffix. Raises BatchError for one that is not known."""
    name = path.name.lower()
    gzipped = name.endswith(".gz")
    suffix = name.removesuffix(".gz").rpartition(".")[1:]
    kind = SUFFIXES.get("".join(suffix))
    if kind is None or (gzipped and kind not in _COMPRESSIBLE):
        expected = f"a name that ends in {', '.join(SUFFIXES)}, .csv.gz or .jsonl.gz"
        raise BatchError(expected=expected, got="another suffix", at=path.name)
    return Format(kind, gzipped)
