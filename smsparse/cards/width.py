"""How wide a text is drawn: wide and fullwidth characters take two columns, combining ones none, all others one.

The same count is the width unit of menu labels. Characters of ambiguous width count one.
"""

from __future__ import annotations

from functools import cache
from unicodedata import category, east_asian_width

_NO_WIDTH = frozenset({"Mn", "Me", "Cf", "Cc"})


@cache
def char_width(char: str) -> int:
    """Columns of one character: 0, 1 or 2."""
    if char < "\x7f":
        return 1 if char >= " " else 0
    if category(char) in _NO_WIDTH:
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def display_width(text: str) -> int:
    """Columns the whole text takes on one line."""
    return sum(map(char_width, text))


def clusters(text: str) -> list[str]:
    """The characters of a text as people see them: extended grapheme clusters (UAX 29), a letter with its combining
    marks, an emoji of several joined ones."""
    if text.isascii():
        return list(text)
    import regex  # takes longer to load than most texts take to cut

    found: list[str] = regex.findall(r"\X", text)
    return found


def clip(text: str, limit: int) -> str:
    """The text within ``limit`` columns, its end replaced by an ellipsis where it is too wide."""
    if 2 * len(text) <= limit or display_width(text) <= limit:
        return text
    kept, room = [], limit - 1
    for cluster in clusters(text):
        room -= display_width(cluster)
        if room < 0:
            break
        kept.append(cluster)
    return "".join(kept).rstrip() + "…"


def pad(text: str, columns: int) -> str:
    """The text with spaces behind it up to ``columns``; a wider text comes back unchanged."""
    return text + " " * (columns - display_width(text))


def wrap(text: str, columns: int) -> list[str]:
    """Lines of at most ``columns``, broken at spaces where there is one and between any two characters else."""
    lines = []
    for paragraph in text.split("\n"):
        line = paragraph
        while display_width(line) > columns:
            end = _break_before(line, columns)
            lines.append(line[:end].rstrip())
            line = line[end:].lstrip()
        if line or not paragraph:
            lines.append(line)
    return lines


def _break_before(line: str, columns: int) -> int:
    """The index at which a line too wide for ``columns`` is broken; at least one code point stays."""
    end = _fitting(clusters(line), columns) or _fitting(list(line), columns)
    space = line.rfind(" ", 0, end + 1)
    if space > 0 and line[space + 1 : end + 1].isascii():
        return space
    return max(end, 1)


def _fitting(pieces: list[str], columns: int) -> int:
    """How many code points the pieces have that fit side by side."""
    end = used = 0
    for piece in pieces:
        used += display_width(piece)
        if used > columns:
            break
        end += len(piece)
    return end
