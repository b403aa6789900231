"""One self-contained page: no script, nothing loaded, light and dark by the device's choice, larger on request.

Every text is escaped and stands in an element of its own direction; a link has a scheme of the dialect's list. What
a page cannot do without a script (copying, apps, a calendar) is shown as text to be read or selected, and told in the
report.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from smsparse.cards.dialects.targets import action_uri, refused_link
from smsparse.cards.dialects.wording import STOP_MARKS, percent, progress_amounts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smsparse.cards.dialects.report import Report, Target
    from smsparse.cards.model import Action, Card, Menu, MenuEntry, Progress, Row, Stop


def export(card: Card, target: Target, report: Report) -> str:
    """The page as a text."""
    return _Page(target, report).of(card)


class _Page:
    def __init__(self, target: Target, report: Report) -> None:
        self.target = target
        self.report = report

    def of(self, card: Card) -> str:
        settings = self.target.dialect.settings
        large = ' class="large"' if self.target.large_text else ""
        return "\n".join(
            (
                "<!doctype html>",
                f'<html lang="{escape(self.target.locale)}"><head><meta charset="utf-8">',
                f'<meta http-equiv="Content-Security-Policy" content="{escape(settings["policy"])}">',
                '<meta name="viewport" content="width=device-width,initial-scale=1">',
                '<meta name="referrer" content="no-referrer">',
                f"<title>{self._text('title', card.title)}</title>",
                f"<style>{settings['style']}</style></head>",
                f'<body{large}><main><article class="card {escape(card.kind)}">',
                *self._parts(card),
                "</article></main></body></html>",
            )
        )

    def _parts(self, card: Card) -> Iterable[str]:
        if card.brand and card.brand.name:
            yield _element("p", self._text("brand.name", card.brand.name), "brand")
        yield _element("h1", self._text("title", card.title))
        if card.subtitle:
            yield _element("p", self._text("subtitle", card.subtitle), "subtitle")
        yield from self._rows(card.rows)
        if card.progress:
            yield from self._progress(card.progress)
        if card.timeline:
            stops = "".join(self._stop(f"timeline[{at}]", stop) for at, stop in enumerate(card.timeline))
            yield f"<ol>{stops}</ol>"
        if card.actions:
            actions = (self._action(f"actions[{at}]", action, action.label) for at, action in enumerate(card.actions))
            yield f'<div class="actions">{"".join(actions)}</div>'
        if card.menu:
            yield self._menu(card.menu)

    def _text(self, path: str, text: str) -> str:
        return escape(self.report.text(path, text))

    def _rows(self, rows: tuple[Row, ...]) -> Iterable[str]:
        """Labelled rows as lists of terms; a note between two of them ends the first."""
        terms: list[str] = []
        for at, row in enumerate(rows):
            value = self._text(f"rows[{at}].value", row.value)
            if row.label:
                label = self._text(f"rows[{at}].label", row.label)
                terms.append(_element("dt", label) + _element("dd", value, row.role))
                continue
            if terms:
                yield f"<dl>{''.join(terms)}</dl>"
                terms = []
            yield _element("p", value, "note")
        if terms:
            yield f"<dl>{''.join(terms)}</dl>"

    def _progress(self, progress: Progress) -> Iterable[str]:
        label = self._text("progress.label", progress.label)
        amounts = escape(progress_amounts(progress, self.target.words, self.report))
        yield f"<dl>{_element('dt', label)}{_element('dd', amounts)}</dl>"
        if progress.share is not None:
            yield f'<progress max="1000" value="{progress.share}">{percent(progress.share)}</progress>'

    def _stop(self, path: str, stop: Stop) -> str:
        time, label, text = (self._text(f"{path}.{name}", getattr(stop, name)) for name in ("time", "label", "text"))
        said = self.target.words[stop.state]
        mark = f'<span role="img" aria-label="{escape(said)}">{STOP_MARKS[stop.state]}</span>'
        parts = [
            mark,
            *(_element("span", part, kind) for part, kind in ((time, "time"), (label, ""), (text, "")) if part),
        ]
        return f'<li class="{escape(stop.state)}">{" ".join(parts)}</li>'

    def _menu(self, menu: Menu) -> str:
        entries = "".join(self._entry(f"menu.entries[{at}]", entry) for at, entry in enumerate(menu.entries))
        return f'<nav class="menu" aria-label="{escape(self.target.words["menu"])}">{entries}</nav>'

    def _entry(self, path: str, entry: MenuEntry) -> str:
        if entry.action:
            return self._action(f"{path}.action", entry.action, entry.label, f"{path}.label")
        below = "".join(self._entry(f"{path}.entries[{at}]", one) for at, one in enumerate(entry.entries))
        return f"<details>{_element('summary', self._text(f'{path}.label', entry.label))}{below}</details>"

    def _action(self, path: str, action: Action, label: str, label_path: str = "") -> str:
        """A link where an address carries the action out, else its words."""
        shown = self._text(label_path or f"{path}.label", label)
        reason = ""
        for at, one in enumerate((action, *action.fallbacks)):
            uri = action_uri(path if one is action else f"{path}.fallbacks[{at - 1}]", one, self.report)
            why_not = self._refused(uri)
            if uri and not why_not:
                if one is not action:
                    self.report.merged(path, f"{action.kind}: {reason}; its fallback {one.kind} stands for it")
                return f'<a href="{escape(uri)}" rel="noopener noreferrer nofollow" dir="auto">{shown}</a>'
            reason = reason or why_not
        self.report.merged(path, f"{action.kind}: {reason}; its words are shown")
        return self._still(path, action, shown)

    def _refused(self, uri: str | None) -> str:
        if uri is None:
            return "no link carries it out"
        if uri.startswith("https:"):
            return refused_link(uri) or ""
        return "" if uri.partition(":")[0] in self.target.dialect.settings["schemes"] else "no link may have its scheme"

    def _still(self, path: str, action: Action, label: str) -> str:
        """What an action would have used, to be read or selected."""
        texts = [self.report.target(path, action)] if action.target else []
        texts += [self.report.param(path, action, name) for name, _ in action.params]
        shown = " ".join(f'<b dir="auto">{escape(text)}</b>' for text in texts)
        if action.kind == "popup":
            return f'<details>{_element("summary", label)}<div class="still">{shown}</div></details>'
        return f'<div class="still" dir="auto">{label} {shown}</div>'


def _element(name: str, text: str, kind: str = "") -> str:
    """An element of one escaped text, which has its own direction."""
    classes = f' class="{escape(kind)}"' if kind else ""
    return f'<{name}{classes} dir="auto">{text}</{name}>'
