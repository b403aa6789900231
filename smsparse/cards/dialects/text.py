"""A card as text: drawn as a box, its menu down to the second level, or as plain lines with what each action leads to.

Of a box every piece is laid out first and painted after, so colours never disturb the columns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from smsparse.cards.dialects.limits import builtin_dialects
from smsparse.cards.dialects.report import Report
from smsparse.cards.dialects.wording import STOP_MARKS, card_lines, progress_amounts
from smsparse.cards.model import LOCALES
from smsparse.cards.width import clip, display_width, pad, wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from smsparse.cards.dialects.report import Target
    from smsparse.cards.model import Action, Card, Menu, MenuEntry, Progress, Row, Stop

    Paint = Callable[[str, str], str]
    """(role, text) to the text as it is to be shown; roles are listed in ``ROLES``."""

ROLES = (
    *("border", "title", "warning", "subtitle", "label", "primary", "detail", "note"),
    *("done", "now", "next", "action", "menu", "entry"),
)
MIN_WIDTH = 24
DEFAULT_WIDTH = 64
_COLUMN_GAP = 2
_BAR_FULL, _BAR_EMPTY = "█", "░"

Line = list[tuple[str, str]]
"""Pieces of one line as (role, text), together exactly as wide as the box is inside."""


def export(card: Card, target: Target, report: Report) -> str:
    """The box of ``target.width`` columns, or for a width of 0 plain lines."""
    if target.width == 0:
        return "\n".join(_plain_lines(card, target.words, report))
    for path, there in (("actions", card.actions), ("menu", card.menu)):
        if there:
            report.merged(path, "a drawing shows what could be done and does nothing")
    if card.brand:
        report.dropped("brand", "a drawing has no place for it")
    return _Drawing(max(target.width, MIN_WIDTH) - 4, target.words, report).of(card, plain)


def plain(_role: str, text: str) -> str:
    """The paint that adds nothing."""
    return text


def render(card: Card, *, width: int = DEFAULT_WIDTH, paint: Paint = plain, locale: str = LOCALES[0]) -> str:
    """The card as lines of ``width`` columns (at least ``MIN_WIDTH``), without a final line break."""
    data = builtin_dialects()
    drawing = _Drawing(max(width, MIN_WIDTH) - 4, data.words[locale], Report(data.dialects["text"]))
    return drawing.of(card, paint)


# --- a box -----------------------------------------------------------------------------------------------------------


class _Drawing:
    """``inner``: columns between the sides of the box."""

    def __init__(self, inner: int, words: Mapping[str, str], report: Report) -> None:
        self.inner = inner
        self.words = words
        self.report = report

    def of(self, card: Card, paint: Paint) -> str:
        sections = [
            self._head(card),
            [*self._rows(card.rows), *self._progress(card.progress)],
            self._timeline(card.timeline),
            self._actions(card.actions),
            self._menu(card.menu),
        ]
        return "\n".join(self._boxed([section for section in sections if section], paint))

    def _boxed(self, sections: list[list[Line]], paint: Paint) -> Iterator[str]:
        bar = "─" * (self.inner + 2)
        side = paint("border", "│")
        yield paint("border", f"╭{bar}╮")
        for index, section in enumerate(sections):
            if index:
                yield paint("border", f"├{bar}┤")
            for line in section:
                text = "".join(paint(role, piece) if piece.strip() else piece for role, piece in line)
                yield f"{side} {text} {side}"
        yield paint("border", f"╰{bar}╯")

    def _head(self, card: Card) -> list[Line]:
        role = "warning" if card.kind == "warning" else "title"
        lines = self._wrapped(role, self.report.text("title", card.title))
        return lines + (self._wrapped("subtitle", self.report.text("subtitle", card.subtitle)) if card.subtitle else [])

    def _wrapped(self, role: str, text: str) -> list[Line]:
        return [[(role, pad(line, self.inner))] for line in wrap(text, self.inner)]

    def _rows(self, rows: tuple[Row, ...]) -> list[Line]:
        texts = [
            (self.report.text(f"rows[{at}].label", row.label), self.report.text(f"rows[{at}].value", row.value))
            for at, row in enumerate(rows)
        ]
        labels = min(max((display_width(label) for label, _ in texts), default=0), self.inner // 3)
        lines: list[Line] = []
        for at, (row, (label, value)) in enumerate(zip(rows, texts, strict=True)):
            if row.role == "note":
                lines += self._wrapped("note", value)
            else:
                lines += self._labelled(self._clipped(f"rows[{at}].label", label, labels), labels, row.role, value)
        return lines

    def _labelled(self, label: str, labels: int, role: str, value: str) -> list[Line]:
        room = self.inner - labels - _COLUMN_GAP
        return [
            [("label", pad("" if index else label, labels + _COLUMN_GAP)), (role, pad(line, room))]
            for index, line in enumerate(wrap(value, room))
        ]

    def _progress(self, progress: Progress | None) -> list[Line]:
        """Its words, and where the share is known a bar."""
        if progress is None:
            return []
        label = self.report.text("progress.label", progress.label)
        labels = min(display_width(label), self.inner // 3)
        amounts = progress_amounts(progress, self.words, self.report)
        lines = self._labelled(self._clipped("progress.label", label, labels), labels, "detail", amounts)
        if progress.share is not None:
            full = round(progress.share * self.inner / 1000)
            lines.append([("primary", _BAR_FULL * full), ("label", _BAR_EMPTY * (self.inner - full))])
        return lines

    def _timeline(self, stops: tuple[Stop, ...]) -> list[Line]:
        lines: list[Line] = []
        for at, stop in enumerate(stops):
            texts = (
                self.report.text(f"timeline[{at}].{name}", getattr(stop, name)) for name in ("time", "label", "text")
            )
            mark = f"{STOP_MARKS[stop.state]} "
            room = self.inner - display_width(mark)
            for index, line in enumerate(wrap("  ".join(filter(None, texts)), room)):
                lines.append(
                    [(stop.state, " " * display_width(mark) if index else mark), (stop.state, pad(line, room))]
                )
        return lines

    def _actions(self, actions: tuple[Action, ...]) -> list[Line]:
        """Buttons side by side as far as they go."""
        lines: list[Line] = []
        line: Line = []
        used = 0
        for at, action in enumerate(actions):
            label = self.report.text(f"actions[{at}].label", action.label)
            button = f"[ {self._clipped(f'actions[{at}].label', label, self.inner - 4)} ]"
            gap = _COLUMN_GAP if line else 0
            if used + gap + display_width(button) > self.inner:
                lines.append([*line, ("", " " * (self.inner - used))])
                line, used, gap = [], 0, 0
            line += [("", " " * gap), ("action", button)]
            used += gap + display_width(button)
        if line:
            lines.append([*line, ("", " " * (self.inner - used))])
        return lines

    def _menu(self, menu: Menu | None) -> list[Line]:
        if menu is None:
            return []
        columns = [self._column(f"menu.entries[{at}]", entry) for at, entry in enumerate(menu.entries)]
        room = (self.inner - _COLUMN_GAP * (len(columns) - 1)) // len(columns)
        widest = max(display_width(text) for column in columns for _, text in column)
        return self._menu_columns(columns, room) if widest <= room else self._menu_tree(columns)

    def _column(self, path: str, entry: MenuEntry) -> list[tuple[str, str]]:
        """The entry and those below it, each with the path of its label."""
        below = [(f"{path}.entries[{at}].label", one.label) for at, one in enumerate(entry.entries)]
        (at, head), *rest = ((at, self.report.text(at, text)) for at, text in [(f"{path}.label", entry.label), *below])
        return [(at, f"≡ {head}"), *((at, f"  {text}") for at, text in rest)]

    def _menu_columns(self, columns: list[list[tuple[str, str]]], room: int) -> list[Line]:
        lines: list[Line] = []
        for level in range(max(map(len, columns))):
            line: Line = []
            used = 0
            for index, column in enumerate(columns):
                cell = pad(column[level][1] if level < len(column) else "", room)
                gap = _COLUMN_GAP if index else 0
                line += [("", " " * gap), ("entry" if level else "menu", cell)]
                used += gap + room
            lines.append([*line, ("", " " * (self.inner - used))])
        return lines

    def _menu_tree(self, columns: list[list[tuple[str, str]]]) -> list[Line]:
        return [
            [("entry" if level else "menu", pad(self._clipped(path, text, self.inner), self.inner))]
            for column in columns
            for level, (path, text) in enumerate(column)
        ]

    def _clipped(self, path: str, text: str, columns: int) -> str:
        short = clip(text, columns)
        if short != text:
            self.report.cut(path, f"wider than {columns} columns")
        return short


# --- lines -----------------------------------------------------------------------------------------------------------


def _plain_lines(card: Card, words: Mapping[str, str], report: Report) -> Iterator[str]:
    """Title, sender, what the card says, what can be done and where that leads."""
    yield report.text("title", card.title)
    if card.brand and card.brand.name:
        yield report.text("brand.name", card.brand.name)
    for _, line in card_lines(card, words, report):
        yield line
    for at, action in enumerate(card.actions):
        yield f"[ {_action_line(f'actions[{at}]', action, action.label, words, report)} ]"
    for at, entry in enumerate(card.menu.entries if card.menu else ()):
        yield from _entry_lines(f"menu.entries[{at}]", entry, words, report)


def _entry_lines(path: str, entry: MenuEntry, words: Mapping[str, str], report: Report) -> Iterator[str]:
    if entry.action:
        yield f"≡ {_action_line(f'{path}.action', entry.action, entry.label, words, report)}"
        return
    yield f"≡ {report.text(f'{path}.label', entry.label)}"
    for at, below in enumerate(entry.entries):
        for line in _entry_lines(f"{path}.entries[{at}]", below, words, report):
            yield f"  {line.removeprefix('≡ ')}"


def _action_line(path: str, action: Action, label: str, words: Mapping[str, str], report: Report) -> str:
    """The label, and what the action uses; the first action of a fallback chain speaks for it."""
    told = [report.target(path, action)] if action.target else []
    told += [report.param(path, action, name) for name, _ in action.params]
    if action.fallbacks:
        report.dropped(f"{path}.fallbacks", "a line tells the action alone")
    shown = report.text(f"{path}.label", label)
    return f"{shown}{words['colon']}{' '.join(told)}" if told else shown
