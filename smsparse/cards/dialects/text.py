"""A card drawn as a box of text, its menu down to the second level.

Every piece is laid out first and painted after, so colours never disturb the columns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from smsparse.cards.width import clip, display_width, pad, wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from smsparse.cards.model import Card, Menu, MenuEntry, Row

    Paint = Callable[[str, str], str]
    """(role, text) to the text as it is to be shown; roles are listed in ``ROLES``."""

ROLES = ("border", "title", "warning", "subtitle", "label", "primary", "detail", "note", "action", "menu", "entry")
MIN_WIDTH = 24
DEFAULT_WIDTH = 64
_COLUMN_GAP = 2


def plain(_role: str, text: str) -> str:
    """The paint that adds nothing."""
    return text


def render(card: Card, *, width: int = DEFAULT_WIDTH, paint: Paint = plain) -> str:
    """The card as lines of ``width`` columns (at least ``MIN_WIDTH``), without a final line break."""
    inner = max(width, MIN_WIDTH) - 4
    sections = [_head(card, inner), _rows(card.rows, inner), _actions(card, inner), _menu(card.menu, inner)]
    return "\n".join(_boxed([section for section in sections if section], inner, paint))


Line = list[tuple[str, str]]
"""Pieces of one line as (role, text), together exactly as wide as the box is inside."""


def _boxed(sections: list[list[Line]], inner: int, paint: Paint) -> Iterator[str]:
    bar = "─" * (inner + 2)
    side = paint("border", "│")
    yield paint("border", f"╭{bar}╮")
    for index, section in enumerate(sections):
        if index:
            yield paint("border", f"├{bar}┤")
        for line in section:
            text = "".join(paint(role, piece) if piece.strip() else piece for role, piece in line)
            yield f"{side} {text} {side}"
    yield paint("border", f"╰{bar}╯")


def _head(card: Card, inner: int) -> list[Line]:
    role = "warning" if card.kind == "warning" else "title"
    lines: list[Line] = [[(role, pad(line, inner))] for line in wrap(card.title, inner)]
    lines += [[("subtitle", pad(line, inner))] for line in wrap(card.subtitle, inner) if line]
    return lines


def _rows(rows: tuple[Row, ...], inner: int) -> list[Line]:
    labels = min(max((display_width(row.label) for row in rows), default=0), inner // 3)
    lines: list[Line] = []
    for row in rows:
        lines += _note(row, inner) if row.role == "note" else _labelled(row, labels, inner)
    return lines


def _note(row: Row, inner: int) -> list[Line]:
    return [[("note", pad(line, inner))] for line in wrap(row.value, inner)]


def _labelled(row: Row, labels: int, inner: int) -> list[Line]:
    room = inner - labels - _COLUMN_GAP
    lines: list[Line] = []
    for index, line in enumerate(wrap(row.value, room)):
        label = clip(row.label, labels) if index == 0 else ""
        lines.append([("label", pad(label, labels + _COLUMN_GAP)), (row.role, pad(line, room))])
    return lines


def _actions(card: Card, inner: int) -> list[Line]:
    """Buttons side by side as far as they go."""
    lines: list[Line] = []
    line: Line = []
    used = 0
    for action in card.actions:
        button = f"[ {clip(action.label, inner - 4)} ]"
        gap = _COLUMN_GAP if line else 0
        if used + gap + display_width(button) > inner:
            lines.append([*line, ("", " " * (inner - used))])
            line, used, gap = [], 0, 0
        line += [("", " " * gap), ("action", button)]
        used += gap + display_width(button)
    if line:
        lines.append([*line, ("", " " * (inner - used))])
    return lines


def _menu(menu: Menu | None, inner: int) -> list[Line]:
    if menu is None:
        return []
    column = (inner - _COLUMN_GAP * (len(menu.entries) - 1)) // len(menu.entries)
    widest = max(display_width(text) for entry in menu.entries for text in _column_texts(entry))
    return _menu_columns(menu, column, inner) if widest <= column else _menu_tree(menu, inner)


def _column_texts(entry: MenuEntry) -> list[str]:
    if not entry.entries:
        return [f"≡ {entry.label}"]
    return [f"≡ {entry.label}", *(f"  {below.label}" for below in entry.entries)]


def _menu_columns(menu: Menu, column: int, inner: int) -> list[Line]:
    columns = [_column_texts(entry) for entry in menu.entries]
    lines: list[Line] = []
    for level in range(max(map(len, columns))):
        line: Line = []
        used = 0
        for index, texts in enumerate(columns):
            cell = pad(texts[level] if level < len(texts) else "", column)
            gap = _COLUMN_GAP if index else 0
            line += [("", " " * gap), ("entry" if level else "menu", cell)]
            used += gap + column
        lines.append([*line, ("", " " * (inner - used))])
    return lines


def _menu_tree(menu: Menu, inner: int) -> list[Line]:
    lines: list[Line] = []
    for entry in menu.entries:
        for level, text in enumerate(_column_texts(entry)):
            lines.append([("entry" if level else "menu", pad(clip(text, inner), inner))])
    return lines
