"""The compiled pack: a header, a directory of sections, the sections; little-endian, each at a multiple of 64 bytes.

0   8  magic "SMSPACK\\0"
8   4  format version
12  4  number of sections
16  32 SHA-256 of everything from byte 64 on
64     directory: per section name (16 bytes, NUL padded), offset and length (u64 each)
"""

from __future__ import annotations

import hashlib
import mmap
import struct
from pathlib import Path

from smsparse.errors import ArtifactError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike

MAGIC = b"SMSPACK\0"
FORMAT = 1
_HEADER = struct.Struct("<8sII32s")
_ENTRY = struct.Struct("<16sQQ")
_ALIGN = 64


def pack_sections(sections: Mapping[str, bytes]) -> bytes:
    """One artifact holding `sections`, the same bytes for the same input."""
    directory, body = b"", b""
    start = _round(_ALIGN + _ENTRY.size * len(sections))
    for name, data in sections.items():
        directory += _ENTRY.pack(name.encode("ascii"), start + len(body), len(data))
        body += data + b"\0" * (_round(len(data)) - len(data))
    payload = directory.ljust(start - _ALIGN, b"\0") + body
    header = _HEADER.pack(MAGIC, FORMAT, len(sections), hashlib.sha256(payload).digest())
    return header.ljust(_ALIGN, b"\0") + payload


def _round(size: int) -> int:
    return -(-size // _ALIGN) * _ALIGN


class Artifact:
    """A compiled pack in memory: `digest` (hex) and its sections by name, as read-only views without a copy."""

    def __init__(self, buffer: bytes | mmap.mmap, where: str) -> None:
        view = memoryview(buffer)
        if len(view) < _ALIGN:
            raise ArtifactError("pack is cut short", expected=f"{_ALIGN} bytes of header", got=f"{len(view)}", at=where)
        magic, version, count, digest = _HEADER.unpack_from(view)
        if magic != MAGIC:
            raise ArtifactError("not a compiled pack", expected=repr(MAGIC), got=repr(magic), at=where)
        if version != FORMAT:
            raise ArtifactError("pack of another format", expected=f"version {FORMAT}", got=f"{version}", at=where)
        found = hashlib.sha256(view[_ALIGN:]).digest()
        if found != digest:
            raise ArtifactError(
                "pack is damaged", expected=f"digest {digest.hex()[:12]}", got=found.hex()[:12], at=where
            )
        self.digest: str = digest.hex()
        self.sections: dict[str, memoryview] = {}
        if _ALIGN + count * _ENTRY.size > len(view):
            raise ArtifactError("pack is damaged", expected="a directory that fits", got=f"{count} entries", at=where)
        for number in range(count):
            name, start, length = _ENTRY.unpack_from(view, _ALIGN + number * _ENTRY.size)
            if start + length > len(view) or not name.isascii():
                raise ArtifactError("pack is damaged", expected="sections within", got=f"entry {number}", at=where)
            self.sections[name.rstrip(b"\0").decode("ascii")] = view[start : start + length]


def write_artifact(path: str | PathLike[str], data: bytes) -> None:
    """Puts a compiled pack in its place at once: a process that has the old one mapped keeps it whole."""
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.new")
    beside.write_bytes(data)
    beside.replace(target)


def load_artifact(path: str | PathLike[str]) -> Artifact:
    """Maps a compiled pack. Raises ArtifactError if it is damaged or of another format, OSError if it is not there."""
    with Path(path).open("rb") as file:
        if not file.seek(0, 2):
            raise ArtifactError("pack is empty", expected=f"{_ALIGN} bytes of header", got="0", at=str(path))
        buffer = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    return Artifact(buffer, str(path))
