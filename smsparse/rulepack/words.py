"""Tables of words and of texts as the engine reads them in place: a hash table of folded words, a list of strings.

The readers are smsparse/senders/words.pxi and smsparse/rulepack/sections.pxi.
"""

from __future__ import annotations

from array import array

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MULTIPLIER = 0x9E3779B1
#: Shorter words are not kept: the first two units say whether any word may begin there.
MIN_WORD = 2
_HEADER_WORDS = 8


def word_hash(word: str) -> int:
    """32-bit hash that grows with the word, so that those of all beginnings come in one pass."""
    mixed = 0
    for unit in word:
        mixed = (mixed ^ ord(unit)) * MULTIPLIER & 0xFFFFFFFF
    return mixed


def spread(mixed: int) -> int:
    """The hash as it chooses a slot or a bit."""
    return mixed ^ mixed >> 15


def word_table(words: Mapping[str, int]) -> bytes:
    """Words with a number each, as u32: slots - 1, bits - 1, units of the longest word, where bits, slots, rows and
    units begin, 0; a bit for each spread hash of the first two units; slots of row + 1 or 0, open addressing by the
    spread hash; rows of (hash, start, length, number); units.

    Words have at least MIN_WORD units. Raises ValueError for a shorter one.
    """
    if any(len(word) < MIN_WORD for word in words):
        raise ValueError(f"expected words of {MIN_WORD} units or more, got {min(words, key=len)!r}")
    slots = array("I", bytes(4 * _power_of_two(2 * len(words))))
    bits = array("I", bytes(4 * max(1, len(slots) // 4)))
    rows, units = array("I"), array("I")
    for number, (word, value) in enumerate(sorted(words.items()), 1):
        mixed = word_hash(word)
        rows.extend((mixed, len(units), len(word), value))
        units.extend(map(ord, word))
        _mark(bits, spread(word_hash(word[:MIN_WORD])))
        slot = spread(mixed) & (len(slots) - 1)
        while slots[slot]:
            slot = (slot + 1) & (len(slots) - 1)
        slots[slot] = number
    at, header = _HEADER_WORDS, [len(slots) - 1, 32 * len(bits) - 1, max(map(len, words), default=0)]
    for part in (bits, slots, rows, units):
        header.append(at)
        at += len(part)
    return b"".join(part.tobytes() for part in (array("I", [*header, 0]), bits, slots, rows, units))


def _mark(bits: array[int], mixed: int) -> None:
    bit = mixed & (32 * len(bits) - 1)
    bits[bit >> 5] |= 1 << (bit & 31)


def _power_of_two(at_least: int) -> int:
    return 1 << max(2, (at_least - 1).bit_length())


def string_table(texts: Sequence[str]) -> bytes:
    """Texts to be read one by one: u32 count, u32 where each begins and where the last ends, then UTF-8."""
    encoded = [text.encode("utf-8") for text in texts]
    starts = array("I", [len(encoded), 0])
    for data in encoded:
        starts.append(starts[-1] + len(data))
    return starts.tobytes() + b"".join(encoded)
