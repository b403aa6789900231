"""Texts made fit for a platform: without characters that steer, and within its limits, cut between whole characters.

A character here is what people see as one (an extended grapheme cluster of UAX 29): a letter with its combining marks,
an emoji of several joined by U+200D. None is ever split.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from smsparse.cards.width import clusters

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from smsparse.cards.dialects.limits import Limit

ELLIPSIS = "…"
_LONE_SURROGATES = range(0xD800, 0xE000)
_LINE_ENDS = "\u0085\u2028\u2029"
_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Embeddings, overrides and isolates: one left open would turn the text behind it. Plain marks (U+200E) stay."""


def plain(text: str) -> str:
    """The text without control characters (a space each), bidi controls (nothing) and lone surrogates (U+FFFD each)."""
    return text if text.isascii() and text.isprintable() else "".join(map(_plain_char, text))


def _plain_char(char: str) -> str:
    if char < " " or "\x7f" <= char < "\xa0" or char in _LINE_ENDS:
        return " "
    if char in _BIDI_CONTROLS:
        return ""
    return "\ufffd" if ord(char) in _LONE_SURROGATES else char


def measure(text: str, counts: str) -> int:
    """How much of a limit the text takes; see ``limits.COUNTS``."""
    if counts == "bytes":
        return len(text.encode("utf-8"))
    if counts == "width":
        return sum(1 if char < "\x7f" else 2 for char in text)
    return len(text)


def fits(text: str, limits: Iterable[Limit]) -> bool:
    """Whether the text keeps all limits."""
    return all(measure(text, limit.counts) <= limit.most for limit in limits)


def cut(text: str, limits: Sequence[Limit], ending: str = ELLIPSIS) -> str:
    """The text within all limits: as it is, or as many of its characters as leave room for the ending."""
    if fits(text, limits):
        return text
    rooms = [limit.most - measure(ending, limit.counts) for limit in limits]
    kept = []
    for cluster in clusters(text):
        rooms = [room - measure(cluster, limit.counts) for room, limit in zip(rooms, limits, strict=True)]
        if min(rooms) < 0:
            break
        kept.append(cluster)
    return "".join(kept).rstrip() + ending
