"""The parts of a card as lines of text, each with the path of what it says: for formats that have no place of their own
for rows, a progress or a timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from smsparse.cards.dialects.report import Report
    from smsparse.cards.model import Card, Progress, Row, Stop

    Line = tuple[str, str]

STOP_MARKS = {"done": "✓", "now": "●", "next": "○"}


def card_lines(card: Card, words: Mapping[str, str], report: Report) -> list[Line]:
    """Everything between the title and the actions: subtitle, rows, progress, timeline."""
    lines: list[Line] = []
    if card.subtitle:
        lines.append(("subtitle", report.text("subtitle", card.subtitle)))
    lines += row_lines(card.rows, words, report)
    if card.progress:
        lines.append(("progress", progress_text(card.progress, words, report)))
    lines += [(f"timeline[{at}]", stop_text(f"timeline[{at}]", stop, report)) for at, stop in enumerate(card.timeline)]
    return lines


def told_as_lines(card: Card, report: Report) -> None:
    """Reports what has become lines of one text."""
    for path, there in (("rows", card.rows), ("progress", card.progress), ("timeline", card.timeline)):
        if there:
            report.merged(path, "a line of the text each")


def row_lines(rows: Iterable[Row], words: Mapping[str, str], report: Report) -> list[Line]:
    """``label: value`` a row, a note its value alone."""
    lines: list[Line] = []
    for at, row in enumerate(rows):
        value = report.text(f"rows[{at}].value", row.value)
        label = report.text(f"rows[{at}].label", row.label)
        lines.append((f"rows[{at}]", f"{label}{words['colon']}{value}" if label else value))
    return lines


def progress_text(progress: Progress, words: Mapping[str, str], report: Report) -> str:
    """``Data: 3 GB / 10 GB (30%), left 7 GB``, as far as it is known."""
    label = report.text("progress.label", progress.label)
    return f"{label}{words['colon']}{progress_amounts(progress, words, report)}"


def progress_amounts(progress: Progress, words: Mapping[str, str], report: Report) -> str:
    """The same without the label."""
    used, total, left = (report.text(f"progress.{name}", getattr(progress, name)) for name in ("used", "total", "left"))
    parts = []
    if used or total:
        amounts = f"{used} / {total}" if used and total else total or f"{words['used']} {used}"
        parts.append(amounts if progress.share is None else f"{amounts} ({percent(progress.share)})")
    if left:
        parts.append(f"{words['left']} {left}")
    return words["comma"].join(parts)


def percent(share: int) -> str:
    """Thousandths as a percentage: 305 gives 30.5%."""
    return f"{share / 10:g}%"


def stop_text(path: str, stop: Stop, report: Report) -> str:
    """``✓ 08:00 departs Beijing South``."""
    texts = [report.text(f"{path}.{name}", getattr(stop, name)) for name in ("time", "label", "text")]
    return " ".join((STOP_MARKS[stop.state], *filter(None, texts)))
