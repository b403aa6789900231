"""The packed intent model: the initializers of intent.onnx as flat arrays, so that a phone needs no onnxruntime.

Little-endian; every array starts at a multiple of 64 bytes:

    0   8   magic "SMSINTNT"
    8   4   format version
    12  4   bits of a feature
    16  4   width of a row of the table
    20  4   buckets: rows of the table
    24  4   labels
    32  8   threshold: below this confidence the model abstains (f64)
    40  8   scale: what a logit of a message with n features is multiplied by before the softmax is
    48  8   growth: scale / (1 + growth n) (both f64)
    56  32  fusion: offset and slope for the model's own answers, offset and slope for a rule's (f64 each)
    88  16  checksum of the labels, joined by newlines and filled up with zeros to a multiple of four bytes
    104 16  checksum of everything from byte 192 on, as of a compiled pack (rulepack/artifact.py)
    120 32  SHA-256 of the same: names the model in `Engine.versions`
    192     known (2**bits / 8 bytes), table (u8), rest (i32), hidden bias (i32), head (i16, labels x width),
            label bias (i64)

A row of the table is width / 2 bytes: the low four bits of byte c are column c, the high four column c + width / 2,
each its number plus 8. Every feature not known adds `rest` instead: width numbers, in the unit of the hidden layer.

Reading needs no module that is slow to load.
"""

from __future__ import annotations

from smsparse._native import checksum_of
from smsparse.errors import ArtifactError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import mmap
    from collections.abc import Mapping, Sequence
    from os import PathLike
    from typing import Any

MAGIC = b"SMSINTNT"
FORMAT = 3
WIDTH = 96
FEATURE_BITS = 20
_COUNTS, _RATES = slice(8, 28), slice(32, 88)
_LABELS, _CHECKSUM, _DIGEST = slice(88, 104), slice(104, 120), slice(120, 152)
_START = 192
_ALIGN = 64
#: Names of the arrays in the order they are packed, which are also their names in the ONNX graph.
ARRAYS = ("known", "table", "rest", "hidden_bias", "head", "label_bias")


def pack_intent(
    arrays: Mapping[str, bytes], *, labels: Sequence[str], buckets: int, threshold: float, scale: float, growth: float,
    fusion: Sequence[float],
) -> bytes:  # fmt: skip
    """One packed model from the raw little-endian bytes of each of ARRAYS."""
    import hashlib
    import struct

    body = b"".join(arrays[name].ljust(_round(len(arrays[name])), b"\0") for name in ARRAYS)
    header = struct.pack(
        "<8s5I4x7d", MAGIC, FORMAT, FEATURE_BITS, WIDTH, buckets, len(labels), threshold, scale, growth, *fusion
    )
    sums = _checksum_of_labels(labels) + checksum_of(memoryview(body)) + hashlib.sha256(body).digest()
    return (header + sums).ljust(_START, b"\0") + body


def pack_onnx(onnx_path: str | PathLike[str], manifest_path: str | PathLike[str]) -> bytes:
    """The packed model of an ONNX file and its manifest; needs the `onnx` package, so it is for tools and tests."""
    import json
    from pathlib import Path

    import onnx

    manifest = json.loads(Path(manifest_path).read_text("utf-8"))
    graph = onnx.load(str(onnx_path)).graph
    tensors = {tensor.name: onnx.numpy_helper.to_array(tensor) for tensor in graph.initializer}
    arrays = {
        "known": tensors["known"].tobytes(),
        "table": tensors["table"][:-1].tobytes(),  # the last row, all zero, stands for padding and what is not known
        "rest": tensors["rest"].astype("<i4").tobytes(),
        "hidden_bias": tensors["hidden_bias"].astype("<i4").tobytes(),
        "head": tensors["head"].astype("<i2").tobytes(),
        "label_bias": tensors["label_bias"].astype("<i8").tobytes(),
    }
    return pack_intent(
        arrays, labels=manifest["labels"], buckets=manifest["buckets"],
        threshold=manifest["threshold"], scale=manifest["scale"], growth=manifest["growth"], fusion=manifest["fusion"],
    )  # fmt: skip


def read_packed(data: bytes | mmap.mmap, labels: Sequence[str]) -> dict[str, Any]:
    """Where the arrays of a packed model start, and its numbers; `labels` must be the model's, in order.

    Raises ArtifactError for a damaged file, another format or other labels.
    """
    if len(data) < _START:
        raise ArtifactError("model is cut short", expected=f"{_START} bytes of header", got=f"{len(data)}", at="model")
    view = memoryview(data)
    version, bits, width, buckets, count = view[_COUNTS].cast("I")
    threshold, scale, growth, *fusion = view[_RATES].cast("d")
    _expect("not a packed model", MAGIC, bytes(view[: len(MAGIC)]))
    _expect("model of another format", (FORMAT, FEATURE_BITS, WIDTH), (version, bits, width))
    expected, got = (len(labels), _checksum_of_labels(labels).hex()), (count, view[_LABELS].hex())
    _expect("model of other categories", expected, got)
    sizes = ((1 << bits) // 8, buckets * width // 2, 4 * width, 4 * width, 2 * count * width, 8 * count)
    at = _START
    found: dict[str, Any] = {
        "buckets": buckets, "threshold": threshold, "scale": scale, "growth": growth, "fusion": tuple(fusion),
        "digest": view[_DIGEST].hex(),
    }  # fmt: skip
    for name, size in zip(ARRAYS, sizes, strict=True):
        found[name] = at
        at += _round(size)
    _expect("model is cut short", at, len(data))
    _expect("model is damaged", view[_CHECKSUM].hex(), checksum_of(view[_START:]).hex())
    return found


def _round(size: int) -> int:
    return -(-size // _ALIGN) * _ALIGN


def _checksum_of_labels(labels: Sequence[str]) -> bytes:
    text = "\n".join(labels).encode("utf-8")
    return checksum_of(memoryview(text.ljust(-(-len(text) // 4) * 4, b"\0")))


def _expect(what: str, expected: object, got: object) -> None:
    if expected != got:
        raise ArtifactError(what, expected=repr(expected), got=repr(got), at="model")
