"""Features and the intent model done the slow and plain way, in Python's own whole numbers: the kernels' reference."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Sequence

from smsparse.intent.pack import FEATURE_BITS, WIDTH, read_packed

_MASK = 0xFFFFFFFF
_RUN = re.compile(r"[a-z0-9]+|\*+|[^ ]", re.DOTALL)
_PART = re.compile(r"[0-9]+|[a-z]+")
DIGITS, MIXED, MASKED, LONG_WORD, START, END, LENGTH = (
    0x110000, 0x110040, 0x110041, 0x110042, 0x110043, 0x110044, 0x110050,
)  # fmt: skip
NUMBER = 0x200000


def tokens(folded: str) -> Iterator[tuple[int, int | None]]:
    """Each token, with the number it stands for if that is a feature of its own."""
    for found in _RUN.finditer(folded):
        run = found.group()
        if run[0] == "*" or (len(run) > 1 and set(run) == {"x"}):
            yield MASKED, None
        elif not re.fullmatch(r"[a-z0-9]+", run):
            yield ord(run), None
        elif len(run) >= 9 and re.search(r"[a-z]", run) and re.search(r"[0-9]", run):
            yield MIXED, None
        elif len(run) > 15 and run.isalpha():
            yield LONG_WORD, None
        else:
            yield from (_part(part) for part in _PART.findall(run))


def _part(part: str) -> tuple[int, int | None]:
    if part[0].isdigit():
        return DIGITS + min(len(part), 17), int(part) if len(part) in (3, 5) else None
    if len(part) == 1:
        return ord(part), None
    word = 0x80000000
    for char in part:
        word = (word ^ ord(char)) * 0x01000193 & _MASK
    return word, None


def mix(token: int) -> int:
    token = token * 0x9E3779B1 & _MASK
    return token ^ token >> 15


def mix_pair(before: int, mixed: int) -> int:
    turned = (before << 7 | before >> 25) & _MASK
    pair = (turned + mixed) * 0x85EBCA6B & _MASK
    return pair ^ pair >> 13


def features(folded: str) -> list[int]:
    """What smsparse._native.features_of gives."""
    out, before = [], mix(START)
    for token, number in tokens(folded):
        mixed = mix(token)
        out += [mixed, mix_pair(before, mixed)]
        if number is not None:
            out.append(mix(NUMBER + number))
        before = mixed
    out += [mix_pair(before, mix(END)), mix(LENGTH + len(folded).bit_length())]
    return [max(1, feature >> 32 - FEATURE_BITS) for feature in out]


def logits(data: bytes, labels: Sequence[str], ids: Sequence[int]) -> list[int]:
    """What NativeModel.logits_of gives, read from the packed model byte by byte."""
    parts = read_packed(data, labels)
    half = WIDTH // 2
    sums, unknown = [0] * WIDTH, 0
    for feature in ids:
        if not data[parts["known"] + feature // 8] >> feature % 8 & 1:
            unknown += 1
            continue
        row = parts["table"] + half * (feature * parts["buckets"] >> FEATURE_BITS)
        for column, byte in enumerate(data[row : row + half]):
            sums[column] += byte % 16 - 8
            sums[half + column] += byte // 16 - 8
    rest = struct.unpack_from(f"<{WIDTH}i", data, parts["rest"])
    biases = struct.unpack_from(f"<{WIDTH}i", data, parts["hidden_bias"])
    hidden = [max(0, 16 * total + unknown * r + bias) for total, r, bias in zip(sums, rest, biases, strict=True)]
    out = []
    for number in range(len(labels)):
        weights = struct.unpack_from(f"<{WIDTH}h", data, parts["head"] + 2 * WIDTH * number)
        (bias,) = struct.unpack_from("<q", data, parts["label_bias"] + 8 * number)
        out.append(sum(w * h for w, h in zip(weights, hidden, strict=True)) + bias)
    return out
