"""Microsoft Adaptive Cards 1.5: rows are facts, a progress is drawn in columns, submenus are show cards.

A TextBlock and a fact read Markdown, so a text that could be taken for it (``[x](…)``, ``**1234``) stands in a
RichTextBlock, whose runs are shown as they are. Actions no address carries out are handed to the host as Action.Submit,
whose data are the action. Limits: rules/dialects/adaptive.toml.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from smsparse.cards.dialects.fitting import cut, plain
from smsparse.cards.dialects.limits import Limit
from smsparse.cards.dialects.targets import action_uri, refused_link
from smsparse.cards.dialects.wording import STOP_MARKS, card_lines, progress_amounts

if TYPE_CHECKING:
    from smsparse.cards.dialects.report import Made, Report, Target
    from smsparse.cards.model import Action, Card, Progress, Row, Stop

    Element = dict[str, Any]

_SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
_VERSION = "1.5"
_MARKDOWN = re.compile(r"[*_\[\]\\`<>&#~|{}$]|^\s*(?:[-+>]|\d+[.)])\s")
_FRAME = 600
"""Bytes kept for what holds the elements: the card itself and the sets they stand in."""
_WARNING = "warning"


def export(card: Card, target: Target, report: Report) -> dict[str, Any]:
    """The card; ``fallbackText`` is the message, or without a result the card's own lines."""
    return _AdaptiveCard(target, report).of(card)


class _AdaptiveCard:
    def __init__(self, target: Target, report: Report) -> None:
        self.target = target
        self.report = report
        self.room = target.dialect.most("payload") - _FRAME

    def of(self, card: Card) -> dict[str, Any]:
        body = [*self._head(card), *self._rows(card.rows)]
        if card.progress:
            body += self._placed("progress", self._progress(card.progress))
        body += self._timeline(card.timeline)
        actions = self._actions(card)
        body += self._menu(card)
        out: dict[str, Any] = {"$schema": _SCHEMA, "type": "AdaptiveCard", "version": _VERSION, "body": body}
        if actions:
            out["actions"] = actions
        fallback = self._fallback_text(card)
        if fallback:
            out["fallbackText"] = fallback
        return out

    def _placed(self, path: str, element: Element) -> list[Element]:
        """The element, if there is room left for it."""
        size = len(json.dumps(element, ensure_ascii=False).encode("utf-8")) + len(", ")
        if size > self.room:
            self.report.dropped(path, f"no room left of {self.target.dialect.most('payload')} bytes")
            return []
        self.room -= size
        return [element]

    def _head(self, card: Card) -> list[Element]:
        colour = "Attention" if card.kind == _WARNING else "Default"
        title = _text(self.report.text("title", card.title), size="Large", weight="Bolder", color=colour)
        head = self._placed("title", title)
        if card.brand:
            name = self.report.text("brand.name", card.brand.name)
            head += self._placed("brand", _text(name, size="Small", weight="Bolder")) if name else []
        if card.subtitle:
            head += self._placed("subtitle", _text(self.report.text("subtitle", card.subtitle), isSubtle=True))
        return head

    def _rows(self, rows: tuple[Row, ...]) -> list[Element]:
        """Facts in sets; a row that is no fact (a note, a text like Markdown) stands between two sets."""
        elements: list[Element] = []
        for at, row in enumerate(rows):
            label = self.report.text(f"rows[{at}].label", row.label)
            value = self.report.text(f"rows[{at}].value", row.value)
            fact = {"title": label, "value": value}
            if not label:
                elements += self._placed(f"rows[{at}]", _text(value, isSubtle=True))
            elif row.role == "primary" or _MARKDOWN.search(label) or _MARKDOWN.search(value):
                elements += self._placed(f"rows[{at}]", _columns(_text(label, isSubtle=True), _value(value, row.role)))
            elif self._placed(f"rows[{at}]", {"type": "FactSet", "facts": [fact]}):
                if not elements or elements[-1]["type"] != "FactSet":
                    elements.append({"type": "FactSet", "facts": []})
                elements[-1]["facts"].append(fact)
        return elements

    def _progress(self, progress: Progress) -> Element:
        """Its words, and where the share is known a bar of two columns as wide as what is used and what is left."""
        label = self.report.text("progress.label", progress.label)
        amounts = progress_amounts(progress, self.target.words, self.report)
        items = [_columns(_text(label, isSubtle=True), _text(amounts))]
        if progress.share is not None:
            items.append(_bar(progress.share))
            self.report.merged("progress", "drawn in columns: version 1.5 has no progress bar")
        return {"type": "Container", "spacing": "Medium", "items": items}

    def _timeline(self, stops: tuple[Stop, ...]) -> list[Element]:
        elements: list[Element] = []
        for at, stop in enumerate(stops):
            path = f"timeline[{at}]"
            time, label, text = (
                self.report.text(f"{path}.{name}", getattr(stop, name)) for name in ("time", "label", "text")
            )
            weight = "Bolder" if stop.state == "now" else "Default"
            mark = _text(f"{STOP_MARKS[stop.state]} {time}".rstrip(), isSubtle=stop.state == "done")
            place = _text(f"{label} {text}".rstrip(), weight=weight)
            elements += self._placed(path, _columns(mark, place))
        return elements

    def _actions(self, card: Card) -> list[Element]:
        return [
            element
            for path, action, made in self.report.acting(card.actions, self.target.dialect.most("actions"), self._made)
            for element in self._placed(path, {**made, "title": self.report.text(f"{path}.label", action.label)})
        ]

    def _menu(self, card: Card) -> list[Element]:
        """One set of actions: an entry with a second level shows it as a card below."""
        entries = [
            element
            for at, entry in enumerate(card.menu.entries if card.menu else ())
            for element in self._entry(f"menu.entries[{at}]", entry.label, entry.action, entry.entries)
        ]
        return [{"type": "ActionSet", "separator": True, "actions": entries}] if entries else []

    def _entry(self, path: str, label: str, action: Action | None, below: tuple[Any, ...]) -> list[Element]:
        title = self.report.text(f"{path}.label", label)
        if action:
            act = self.report.counterpart(f"{path}.action", action, self._made)
            return self._placed(path, {**act, "title": title}) if act else []
        actions = [
            element
            for at, one in enumerate(below)
            for element in self._entry(f"{path}.entries[{at}]", one.label, one.action, ())
        ]
        shown = {"type": "AdaptiveCard", "body": [{"type": "ActionSet", "actions": actions}]}
        if not actions:
            self.report.dropped(path, "nothing of what stands below it is shown")
            return []
        self.room -= _FRAME // 4
        return [{"type": "Action.ShowCard", "title": title, "card": shown}]

    def _made(self, path: str, action: Action) -> Made:
        uri = action_uri(path, action, self.report)
        if uri and uri.startswith("https:"):
            return refused_link(uri) or {"type": "Action.OpenUrl", "url": uri}
        if uri and uri.partition(":")[0] in self.target.dialect.settings["schemes"]:
            return {"type": "Action.OpenUrl", "url": uri}
        if action.kind == "popup":
            text = _text(self.report.param(path, action, "text"))
            title = self.report.param(path, action, "title")
            body = [_text(title, weight="Bolder"), text] if title else [text]
            return {"type": "Action.ShowCard", "card": {"type": "AdaptiveCard", "body": body}}
        return self._submitted(path, action)

    def _submitted(self, path: str, action: Action) -> Made:
        """What the host is asked to do itself; an app by its fallbacks, where one of them is a page."""
        if any(other.kind == "open_url" for other in action.fallbacks):
            return "no address opens it"
        self.report.merged(path, f"{action.kind}: handed to the host as data of Action.Submit")
        data: dict[str, Any] = {"kind": action.kind}
        if action.target:
            data["target"] = self.report.target(path, action)
        if action.params:
            data["params"] = {name: self.report.param(path, action, name) for name, _ in action.params}
        return {"type": "Action.Submit", "data": data}

    def _fallback_text(self, card: Card) -> str:
        """The message itself, without a result the card's lines; not part of the card, so cutting it is no loss."""
        text = self.target.result.text if self.target.result else ""
        if not text:
            lines = card_lines(card, self.target.words, self.report)
            text = "\n".join((card.title, *(line for _, line in lines)))
        # half the room, as JSON escapes some characters
        limits = [*self.target.dialect.limits["fallback_text"], Limit(max(self.room // 2, 1), "bytes", "")]
        return cut(plain(text), limits) if self.room > _FRAME else ""


def _text(text: str, **style: Any) -> Element:
    """A block of text, in the form that shows it as it is."""
    if not _MARKDOWN.search(text):
        return {"type": "TextBlock", "text": text, "wrap": True, **style}
    return {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": text, **style}]}


def _value(text: str, role: str) -> Element:
    return _text(text, size="ExtraLarge", weight="Bolder") if role == "primary" else _text(text)


def _columns(left: Element, right: Element) -> Element:
    return {
        "type": "ColumnSet",
        "columns": [
            {"type": "Column", "width": "auto", "items": [left]},
            {"type": "Column", "width": "stretch", "items": [right]},
        ],
    }


def _bar(share: int) -> Element:
    """Two columns whose widths are to each other as the used to the left; one of them alone at either end."""
    parts = [(share, "accent"), (1000 - share, "emphasis")]
    columns = [
        {"type": "Column", "width": width, "style": style, "minHeight": "6px", "items": []}
        for width, style in parts
        if width
    ]
    return {"type": "ColumnSet", "spacing": "Small", "columns": columns}
