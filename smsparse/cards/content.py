"""The wording of cards and menus, read from data and checked once, so that filling a card can no longer go wrong.

The data are plain mappings: ``rules/cards.toml`` as it stands, the files of ``rules/menus`` by their stem,
``rules/calendars.toml``, and of each sender profile its industry and hotline. rules/menus/README.md describes them.
Everything wrong is a ``CardError`` that names the file and the key.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from smsparse.cards.actions import ACTION_KEYS, ActionSpec, read_action
from smsparse.cards.conditions import Calendar, read_calendars
from smsparse.cards.formatting import FORMATTERS
from smsparse.cards.menus import MenuLayers, MenuReader
from smsparse.cards.model import CARD_KINDS, LOCALES, ROW_ROLES, STOP_STATES, Progress, Row, Stop
from smsparse.cards.reading import inside, items, keys, known, table, text
from smsparse.cards.templates import LocalText, TemplateReader
from smsparse.errors import CardError
from smsparse.rulepack.records import FIELD_NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping

_CARDS_FILE = "cards.toml"


@dataclass(frozen=True, slots=True)
class RowSpec:
    label: LocalText | None
    value: LocalText
    role: str


@dataclass(frozen=True, slots=True)
class ProgressSpec:
    """The fields a progress is drawn from; of used, total and left the third follows from two."""

    label: LocalText
    used: str
    total: str
    left: str
    formatter: str


@dataclass(frozen=True, slots=True)
class StopSpec:
    label: LocalText
    text: LocalText | None
    time: LocalText | None
    state: str


@dataclass(frozen=True, slots=True)
class CardSpec:
    kind: str
    title: LocalText
    subtitle: LocalText | None
    rows: tuple[RowSpec, ...]
    actions: tuple[ActionSpec, ...]
    progress: ProgressSpec | None = None
    timeline: tuple[StopSpec, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """What cards need of a sender profile."""

    industry: str = ""
    hotline: str = ""


@dataclass(frozen=True, slots=True)
class CardContent:
    """All wording. ``cards`` by category pair and by l1; ``profiles`` by sender id."""

    names: Mapping[str, LocalText]
    cards: Mapping[str, CardSpec]
    suspect: CardSpec
    menus: MenuLayers = field(default_factory=MenuLayers)
    calendars: Mapping[str, Calendar] = field(default_factory=dict)
    profiles: Mapping[str, Profile] = field(default_factory=dict)


def load_content(data: Mapping[str, Any]) -> CardContent:
    """Reads and checks all of ``data``; ``CardError`` names the first thing wrong with it.

    ``data``: ``cards`` and ``menus``, and if there are any ``calendars`` and ``profiles``.
    """
    menus = data.get("menus", {})
    with inside("calendars.toml: "):
        calendars = read_calendars(data.get("calendars", {}))
    with inside(f"{_CARDS_FILE}: "):
        names, cards, suspect = _CardReader(data["cards"], TemplateReader()).read()
    categories = frozenset(cards) | frozenset(names)
    layers = MenuReader(TemplateReader(_fact_names(menus)), calendars, categories).layers(menus)
    profiles = {sender: Profile(**told) for sender, told in data.get("profiles", {}).items()}
    return CardContent(names, cards, suspect, layers, calendars, profiles)


def _fact_names(menus: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
    """The names of all facts any file tells."""
    names: set[str] = set()
    for stem in sorted(menus):
        for one in (menus[stem], *items(menus[stem], "menu")):
            names.update(table(one, "facts"))
        for name in sorted(names & set(FIELD_NAMES)):
            raise CardError(expected="a fact that is no field", got=repr(name), at=f"menus/{stem}.toml: facts")
    return frozenset(names)


class _CardReader:
    """Reads ``cards.toml``."""

    def __init__(self, data: Mapping[str, Any], texts: TemplateReader) -> None:
        keys(data, required=("labels", "names", "actions", "cards", "suspect"))
        self.data, self.texts = data, texts
        self.labels = self._literals("labels", "labels.{}")
        self.actions = self._actions()

    def read(self) -> tuple[dict[str, LocalText], dict[str, CardSpec], CardSpec]:
        names = self._literals("names", 'names."{}"')
        raw = table(self.data, "cards")
        for key in raw:
            if "." in key and (key not in names or key.partition(".")[0] not in raw):
                raise CardError(
                    expected="a category listed in [names], of a kind with a card", got=repr(key), at="cards"
                )
        cards = {}
        for key in dict.fromkeys((*raw, *names)):
            l1 = key.partition(".")[0]
            if l1 not in raw:
                raise CardError(expected=f"a card for {l1!r}", got="none", at="cards")
            with inside(f'cards."{key}".' if key in raw else f"cards.{l1}."):
                cards[key] = self._card({**raw[l1], **raw.get(key, {})})
        with inside("suspect."):
            suspect = self._card(self.data["suspect"])
        return names, cards, suspect

    def _literals(self, key: str, place: str) -> dict[str, LocalText]:
        told = table(self.data, key)
        return {name: self.texts.text(one, place.format(name), literal=True) for name, one in told.items()}

    def _actions(self) -> dict[str, ActionSpec]:
        actions = {}
        for name, one in table(self.data, "actions").items():
            with inside(f"actions.{name}."):
                keys(one, required=("kind", "label"), optional=ACTION_KEYS)
                actions[name] = read_action(one, self.texts.text(one["label"], "label"), self.texts)
        return actions

    def _card(self, data: Any) -> CardSpec:
        keys(data, required=("kind", "title"), optional=("subtitle", "rows", "actions", "progress", "timeline"))
        known(data["kind"], CARD_KINDS, "kind")
        title = self.texts.text(data["title"], "title")
        if not title.always_renders:
            raise CardError(expected="a last title that needs no field", got="one with a placeholder", at="title")
        subtitle = self.texts.text(data["subtitle"], "subtitle") if "subtitle" in data else None
        rows = []
        for index, row in enumerate(items(data, "rows")):
            with inside(f"rows[{index}]."):
                rows.append(self._row(row))
        chosen = []
        for index, name in enumerate(items(data, "actions")):
            known(name, self.actions, f"actions[{index}]")
            chosen.append(self.actions[name])
        progress = self._progress(data) if "progress" in data else None
        return CardSpec(data["kind"], title, subtitle, tuple(rows), tuple(chosen), progress, self._timeline(data))

    def _label(self, data: Mapping[str, Any]) -> LocalText:
        known(data.get("label"), self.labels, "label")
        return self.labels[data["label"]]

    def _row(self, data: Any) -> RowSpec:
        keys(data, required=("value",), optional=("label", "role"))
        role = data.get("role", "detail")
        known(role, ROW_ROLES, "role")
        label = None
        if role != "note":
            label = self._label(data)
            for locale in LOCALES:
                Row(label.literal(locale), "0", role)
        return RowSpec(label, self.texts.text(data["value"], "value"), role)

    def _progress(self, data: Mapping[str, Any]) -> ProgressSpec:
        told = table(data, "progress")
        with inside("progress."):
            keys(told, required=("label", "format"), optional=("used", "total", "left"))
            names = {name: text(told, name) for name in ("used", "total", "left")}
            for name, one in names.items():
                known(one, ("", *FIELD_NAMES), name)
            known(told["format"], FORMATTERS, "format")
            label = self._label(told)
            for locale in LOCALES:
                Progress(label.literal(locale), "0")
        return ProgressSpec(label, names["used"], names["total"], names["left"], told["format"])

    def _timeline(self, data: Mapping[str, Any]) -> tuple[StopSpec, ...]:
        stops = []
        for index, one in enumerate(items(data, "timeline")):
            with inside(f"timeline[{index}]."):
                keys(one, required=("label",), optional=("text", "time", "state"))
                state = one.get("state", "next")
                known(state, STOP_STATES, "state")
                label = self._label(one)
                for locale in LOCALES:
                    Stop(label.literal(locale))
                where = self.texts.text(one["text"], "text") if "text" in one else None
                when = self.texts.text(one["time"], "time") if "time" in one else None
                stops.append(StopSpec(label, where, when, state))
        return tuple(stops)
