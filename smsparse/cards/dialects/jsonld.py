"""schema.org as JSON-LD: what the message is about, by its values, with the card's words as name and description.

Which type a category is says rules/taxonomy.toml, which property holds which field rules/dialects/jsonld.toml.
Without a result there are no values: the card is a Message.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from smsparse.cards.dialects.report import NO_COUNTERPART
from smsparse.cards.dialects.targets import action_uri, moment, refused_link
from smsparse.cards.dialects.wording import card_lines
from smsparse.taxonomy import builtin_taxonomy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smsparse.cards.dialects.report import Made, Report, Target
    from smsparse.cards.inputs import ResultLike
    from smsparse.cards.model import Action, Card

_PLAIN_TYPE = "Message"


def export(card: Card, target: Target, report: Report) -> dict[str, Any]:
    """One node with ``@context``: the type's properties, ``name``, ``description``, ``potentialAction``."""
    result = target.result
    kind = builtin_taxonomy().mapped(result.category, "schema") if result else _PLAIN_TYPE
    node: dict[str, Any] = {"@context": "https://schema.org", "@type": kind}
    node["name"] = report.text("title", card.title)
    lines = card_lines(card, target.words, report)
    for path in ("progress", "timeline"):
        if getattr(card, path):
            report.merged(path, "lines of the description")
    if lines:
        node["description"] = "\n".join(text for _, text in lines)
    values = _Values(result, card, report)
    node |= _filled(target.dialect.settings["types"][kind], values)
    if kind == _PLAIN_TYPE and result and result.received_at:
        node["dateReceived"] = result.received_at
    if card.brand and not values.sender_told:
        report.dropped("brand", f"{kind} has no property for who sends it")
    actions = _actions(card, target, report)
    if actions:
        node["potentialAction"] = actions
    if card.menu:
        report.dropped("menu", "a message has no menu in this vocabulary")
    return node


class _Values:
    """What a property may be filled with: fields of the result, the sender's name."""

    def __init__(self, result: ResultLike | None, card: Card, report: Report) -> None:
        self.fields = result.fields if result else {}
        self.report = report
        signature = self.fields.get("signature")
        self.sender = card.brand.name if card.brand else signature.text if signature else ""
        self.sender_told = False

    def __call__(self, sources: str) -> str | None:
        """The value of the first of the sources (see the head of the file) that the message has, None without any."""
        return next(filter(None, map(self._value, sources.split("|"))), None)

    def _value(self, source: str) -> str | None:
        if source == "@sender":
            self.sender_told = True
            return self.report.text("brand.name", self.sender)
        name, _, how = source.partition(":")
        field = self.fields.get(name)
        if field is None:
            return None
        match how:
            case "unit":
                return field.unit
            case "value":
                return field.value
            case "start":
                return _time((field.value or "").partition("/")[0])
            case "end":
                return _time((field.value or "").partition("/")[2])
        return self.report.text(f"fields.{name}", field.value or field.text)


def _time(iso: str) -> str | None:
    """A whole date, or one with a time."""
    return iso if len(iso) >= len("2026-01-01") and moment(iso) else None


def _filled(template: Mapping[str, Any], values: _Values) -> dict[str, Any]:
    """The template's properties as far as there are values for them."""
    filled: dict[str, Any] = {}
    for name, source in template.items():
        if name == "type":
            continue
        if isinstance(source, str):
            value = values(source)
            if value is not None:
                filled[name] = value
        else:
            inner = _filled(source, values)
            if inner:
                filled[name] = {"@type": source["type"], **inner}
    return filled


def _actions(card: Card, target: Target, report: Report) -> list[dict[str, Any]]:
    def made(path: str, action: Action) -> Made:
        kind = target.dialect.settings["actions"].get(action.kind)
        uri = action_uri(path, action, report)
        if kind is None or uri is None:
            return NO_COUNTERPART
        refused = refused_link(uri) if uri.startswith("https:") else None
        return refused or {"@type": kind, "target": {"@type": "EntryPoint", "urlTemplate": uri}}

    actions = []
    for at, action in enumerate(card.actions):
        act = report.counterpart(f"actions[{at}]", action, made)
        if act:
            actions.append({**act, "name": report.text(f"actions[{at}].label", action.label)})
    return actions
