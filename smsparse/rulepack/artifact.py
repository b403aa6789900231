"""The compiled pack: a header, a directory of sections, the sections; little-endian, each at a multiple of 64 bytes.

0   8  magic "SMSPACK\\0"
8   4  format version
12  4  number of sections
16  16 checksum of everything from byte 64 on, see `checksum`: against damage, not against attackers
32  32 SHA-256 of the same: names the pack in `Engine.versions`
64     directory: per section name (16 bytes, NUL padded), offset and length (u64 each)

Reading needs no module that is slow to load: an engine may be wanted for one message.
"""

from __future__ import annotations

from smsparse.errors import ArtifactError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import mmap
    from collections.abc import Mapping
    from os import PathLike

MAGIC = b"SMSPACK\0"
FORMAT = 4
_ALIGN = 64
_NAME = 16
_ENTRY = 32
_BLOCK = 1024  # words whose sums of sums stay small numbers
_CHECKSUM, _DIGEST = slice(16, 32), slice(32, 64)


def pack_sections(sections: Mapping[str, bytes]) -> bytes:
    """One artifact holding `sections`, the same bytes for the same input."""
    import hashlib

    directory, body = b"", bytearray()
    start = _round(_ALIGN + _ENTRY * len(sections))
    for name, data in sections.items():
        directory += name.encode("ascii").ljust(_NAME, b"\0") + _number(start + len(body), 8) + _number(len(data), 8)
        body += data + b"\0" * (_round(len(data)) - len(data))
    payload = directory.ljust(start - _ALIGN, b"\0") + body
    header = MAGIC + _number(FORMAT, 4) + _number(len(sections), 4) + checksum(payload)
    return header + hashlib.sha256(payload).digest() + payload


def checksum(payload: bytes) -> bytes:
    """Fletcher's two sums over 32-bit words, the second of which says where a word stands, in 64 bits each; the length
    is a multiple of four bytes. smsparse/rulepack/sections.pxi has the same.
    """
    from array import array
    from itertools import accumulate

    words, first, second = array("I", payload), 0, 0
    for at in range(0, len(words), _BLOCK):
        block = words[at : at + _BLOCK]
        second += len(block) * first + sum(accumulate(block))
        first += sum(block)
    return _number(first % 2**64, 8) + _number(second % 2**64, 8)


def _number(value: int, size: int) -> bytes:
    return value.to_bytes(size, "little")


def _round(size: int) -> int:
    return -(-size // _ALIGN) * _ALIGN


class Artifact:
    """A compiled pack in memory: `digest` (hex) and its sections by name, as read-only views without a copy."""

    def __init__(self, buffer: bytes | mmap.mmap, where: str) -> None:
        view = memoryview(buffer)
        _check(view, where)
        self.digest: str = view[_DIGEST].hex()
        self.sections: dict[str, memoryview] = {}
        count = _read(view, 12, 4)
        if _ALIGN + count * _ENTRY > len(view):
            raise ArtifactError("pack is damaged", expected="a directory that fits", got=f"{count} entries", at=where)
        for number in range(count):
            entry = view[_ALIGN + number * _ENTRY :][:_ENTRY]
            name, start, length = bytes(entry[:_NAME]), _read(entry, _NAME, 8), _read(entry, _NAME + 8, 8)
            if start + length > len(view) or not name.isascii():
                raise ArtifactError("pack is damaged", expected="sections within", got=f"entry {number}", at=where)
            self.sections[name.rstrip(b"\0").decode("ascii")] = view[start : start + length]


def _read(view: memoryview, at: int, size: int) -> int:
    return int.from_bytes(view[at : at + size], "little")


def _check(view: memoryview, where: str) -> None:
    """Raises ArtifactError unless this is a whole pack of this format."""
    from smsparse._native import checksum_of

    if len(view) < _ALIGN or len(view) % 4:
        raise ArtifactError("pack is cut short", expected=f"{_ALIGN} bytes of header", got=f"{len(view)}", at=where)
    magic, version, told = bytes(view[: len(MAGIC)]), _read(view, 8, 4), bytes(view[_CHECKSUM])
    if magic != MAGIC:
        raise ArtifactError("not a compiled pack", expected=repr(MAGIC), got=repr(magic), at=where)
    if version != FORMAT:
        raise ArtifactError("pack of another format", expected=f"version {FORMAT}", got=f"{version}", at=where)
    found = checksum_of(view[_ALIGN:])
    if found != told:
        raise ArtifactError("pack is damaged", expected=f"checksum {told.hex()}", got=found.hex(), at=where)


def write_artifact(path: str | PathLike[str], data: bytes) -> None:
    """Puts a compiled pack in its place at once: a process that has the old one mapped keeps it whole."""
    from pathlib import Path

    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.new")
    beside.write_bytes(data)
    beside.replace(target)


def map_file(path: str | PathLike[str]) -> mmap.mmap | bytes:
    """A file as memory that processes share; an empty one as no bytes. Raises OSError if it is not there."""
    import mmap

    with open(path, "rb") as file:  # noqa: PTH123  (pathlib takes longer to load than a pack)
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if file.seek(0, 2) else b""


def load_artifact(path: str | PathLike[str]) -> Artifact:
    """Maps a compiled pack. Raises ArtifactError if it is damaged or of another format, OSError if it is not there."""
    return Artifact(map_file(path), str(path))
