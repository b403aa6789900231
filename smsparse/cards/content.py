"""The wording of cards and menus, read from data and checked once, so that filling a card can no longer go wrong.

The data are plain mappings: ``rules/cards.toml`` as it stands, and the files of ``rules/menus`` by their stem.
rules/menus/README.md describes both. Everything wrong is a ``CardError`` that names the file and the key.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from smsparse.cards.formatting import FORMATTERS
from smsparse.cards.model import (
    ACTION_PARAMS,
    CARD_KINDS,
    LOCALES,
    ROW_ROLES,
    Action,
    Menu,
    MenuEntry,
    Row,
    check_params,
    link_host,
)
from smsparse.errors import CardError
from smsparse.rulepack.records import FIELD_NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from smsparse.cards.formatting import Formatter

CARD_NAMES = frozenset({"sender", "category", "hotline"})
"""What a placeholder may name besides fields: the sender's name, the category's, the sender's official hotline."""

COPYABLE: dict[str, frozenset[str]] = {
    "code": frozenset({"verification", "order"}),
    "pickup_code": frozenset({"delivery"}),
    "tracking_number": frozenset({"delivery"}),
    "order_number": frozenset({"order", "travel"}),
    "account_number": frozenset({"utility"}),
}
"""Fields a copy action may offer, and the categories (l1) under which it may."""

_PLACEHOLDER = re.compile(r"\{([a-z_]+)(?:\|([a-z]+))?\}")
_CARDS_FILE = "cards.toml"
_DEFAULTS = "defaults"


@dataclass(frozen=True, slots=True)
class Slot:
    """A placeholder: a name and the formatter its field goes through."""

    name: str
    formatter: Formatter


@dataclass(frozen=True, slots=True)
class Template:
    """Literal text and slots in turn. It renders whole or not at all: a missing field never leaves a hole."""

    parts: tuple[str | Slot, ...]

    @property
    def names(self) -> frozenset[str]:
        return frozenset(part.name for part in self.parts if isinstance(part, Slot))

    def render(self, fill: Callable[[Slot], str | None]) -> str | None:
        out = []
        for part in self.parts:
            text = part if isinstance(part, str) else fill(part)
            if text is None:
                return None
            out.append(text)
        return "".join(out)


@dataclass(frozen=True, slots=True)
class LocalText:
    """For each locale the templates to try in order; the first one that renders is the text."""

    by_locale: Mapping[str, tuple[Template, ...]]

    @property
    def names(self) -> frozenset[str]:
        return frozenset(name for tries in self.by_locale.values() for template in tries for name in template.names)

    @property
    def always_renders(self) -> bool:
        return all(not (tries[-1].names - {"category"}) for tries in self.by_locale.values())

    def render(self, locale: str, fill: Callable[[Slot], str | None]) -> str | None:
        for template in self.by_locale[locale]:
            text = template.render(fill)
            if text is not None:
                return text
        return None

    def literal(self, locale: str) -> str:
        """The text of a wording without placeholders."""
        return "".join(part for part in self.by_locale[locale][0].parts if isinstance(part, str))


@dataclass(frozen=True, slots=True)
class RowSpec:
    label: LocalText | None
    value: LocalText
    role: str


@dataclass(frozen=True, slots=True)
class ActionSpec:
    kind: str
    label: LocalText
    target: Template
    params: Mapping[str, LocalText]


@dataclass(frozen=True, slots=True)
class CardSpec:
    kind: str
    title: LocalText
    subtitle: LocalText | None
    rows: tuple[RowSpec, ...]
    actions: tuple[ActionSpec, ...]


@dataclass(frozen=True, slots=True)
class SenderMenu:
    """A sender's menu in each locale, and its official hotline."""

    menus: Mapping[str, Menu]
    hotline: str | None


@dataclass(frozen=True, slots=True)
class CardContent:
    """All wording. ``cards`` by category pair and by l1; ``senders`` by sender id; ``default_menus`` by l1."""

    names: Mapping[str, LocalText]
    cards: Mapping[str, CardSpec]
    suspect: CardSpec
    senders: Mapping[str, SenderMenu] = field(default_factory=dict)
    default_menus: Mapping[str, Mapping[str, Menu]] = field(default_factory=dict)


def load_content(card_data: Mapping[str, Any], menus: Mapping[str, Mapping[str, Any]]) -> CardContent:
    """Read and check the data of cards and menus; ``CardError`` names the first thing wrong with them."""
    with _at(f"{_CARDS_FILE}: "):
        names, cards, suspect = _read_cards(card_data)
    senders: dict[str, SenderMenu] = {}
    defaults: dict[str, Mapping[str, Menu]] = {}
    for stem in sorted(menus):
        with _at(f"menus/{stem}.toml: "):
            if stem == _DEFAULTS:
                defaults = _read_default_menus(menus[stem])
            else:
                sender, menu = _read_sender_menu(menus[stem])
                if sender in senders:
                    raise CardError(expected="one menu a sender", got=f"a second one of {sender!r}", at="sender")
                senders[sender] = menu
    return CardContent(names, cards, suspect, senders, defaults)


# --- cards -----------------------------------------------------------------------------------------------------------


def _read_cards(data: Mapping[str, Any]) -> tuple[dict[str, LocalText], dict[str, CardSpec], CardSpec]:
    _keys(data, required=("labels", "names", "actions", "cards", "suspect"))
    labels = {name: _read_text(text, f"labels.{name}", literal=True) for name, text in _table(data, "labels").items()}
    names = {pair: _read_text(text, f'names."{pair}"', literal=True) for pair, text in _table(data, "names").items()}
    actions = {}
    for name, action in _table(data, "actions").items():
        with _at(f"actions.{name}."):
            actions[name] = _read_action(action)

    raw = _table(data, "cards")
    for key in raw:
        if "." in key and (key not in names or key.partition(".")[0] not in raw):
            raise CardError(expected="a category listed in [names], of a kind with a card", got=repr(key), at="cards")
    cards = {}
    for key in dict.fromkeys((*raw, *names)):
        l1 = key.partition(".")[0]
        if l1 not in raw:
            raise CardError(expected=f"a card for {l1!r}", got="none", at="cards")
        with _at(f'cards."{key}".' if key in raw else f"cards.{l1}."):
            cards[key] = _read_card({**raw[l1], **raw.get(key, {})}, labels, actions)
    with _at("suspect."):
        suspect = _read_card(data["suspect"], labels, actions)
    return names, cards, suspect


def _read_card(data: Any, labels: Mapping[str, LocalText], actions: Mapping[str, ActionSpec]) -> CardSpec:
    _keys(data, required=("kind", "title"), optional=("subtitle", "rows", "actions"))
    _known(data["kind"], CARD_KINDS, "kind")
    title = _read_text(data["title"], "title")
    if not title.always_renders:
        raise CardError(expected="a last title that needs no field", got="one with a placeholder", at="title")
    subtitle = _read_text(data["subtitle"], "subtitle") if "subtitle" in data else None
    rows = []
    for index, row in enumerate(_list(data, "rows")):
        with _at(f"rows[{index}]."):
            rows.append(_read_row(row, labels))
    chosen = []
    for index, name in enumerate(_list(data, "actions")):
        _known(name, tuple(actions), f"actions[{index}]")
        chosen.append(actions[name])
    return CardSpec(data["kind"], title, subtitle, tuple(rows), tuple(chosen))


def _read_row(data: Any, labels: Mapping[str, LocalText]) -> RowSpec:
    _keys(data, required=("value",), optional=("label", "role"))
    role = data.get("role", "detail")
    _known(role, ROW_ROLES, "role")
    label = None
    if role != "note":
        _known(data.get("label"), tuple(labels), "label")
        label = labels[data["label"]]
        for locale in LOCALES:
            Row(label.literal(locale), "0", role)
    return RowSpec(label, _read_text(data["value"], "value"), role)


def _read_action(data: Any) -> ActionSpec:
    _keys(data, required=("kind", "label"), optional=("target", "params"))
    _known(data["kind"], tuple(ACTION_PARAMS), "kind")
    target = _read_template(data.get("target", ""), "target")
    params = {name: _read_text(text, f"params.{name}") for name, text in _table(data, "params").items()}
    check_params(data["kind"], list(params))
    spec = ActionSpec(data["kind"], _read_text(data["label"], "label"), target, params)
    if spec.kind == "copy" and not (len(target.names) == 1 and target.names <= COPYABLE.keys()):
        raise CardError(expected="one placeholder of " + ", ".join(COPYABLE), got="something else", at="target")
    if not (target.names or spec.label.names or any(text.names for text in params.values())):
        for locale in LOCALES:
            fixed = tuple((name, text.literal(locale)) for name, text in params.items())
            Action(spec.kind, spec.label.literal(locale), "".join(map(str, target.parts)), fixed)
    return spec


def _read_text(data: Any, at: str, *, literal: bool = False) -> LocalText:
    """A string (the same in all locales), a list of strings to try in order, or a table of either by locale."""
    by_locale = dict(data) if isinstance(data, dict) else dict.fromkeys(LOCALES, data)
    if "zh-Hans" in by_locale:
        by_locale.setdefault("zh-Hant", by_locale["zh-Hans"])
    if set(by_locale) != set(LOCALES):
        raise CardError(expected="a wording for " + " and ".join(LOCALES), got=_listed(by_locale), at=at)
    text = LocalText({locale: _read_tries(tries, at) for locale, tries in by_locale.items()})
    if literal and (text.names or any(len(tries) != 1 for tries in text.by_locale.values())):
        raise CardError(expected="one fixed text", got="placeholders or several texts", at=at)
    return text


def _read_tries(data: Any, at: str) -> tuple[Template, ...]:
    tries = data if isinstance(data, list) else [data]
    if not tries:
        raise CardError(expected="at least one text", got="an empty list", at=at)
    return tuple(_read_template(text, at) for text in tries)


def _read_template(data: Any, at: str) -> Template:
    if not isinstance(data, str):
        raise CardError(expected="a text", got=type(data).__name__, at=at)
    parts: list[str | Slot] = []
    done = 0
    for found in _PLACEHOLDER.finditer(data):
        parts += [data[done : found.start()], _read_slot(found, at)]
        done = found.end()
    parts.append(data[done:])
    if any(isinstance(part, str) and ("{" in part or "}" in part) for part in parts):
        raise CardError(expected="placeholders such as {amount|money}", got="a brace that is none", at=at)
    return Template(tuple(part for part in parts if part))


def _read_slot(found: re.Match[str], at: str) -> Slot:
    name, formatter = found[1], found[2] or "text"
    if name not in FIELD_NAMES and name not in CARD_NAMES:
        raise CardError(expected="the name of a field", got=repr(name), at=at)
    _known(formatter, tuple(FORMATTERS), at)
    return Slot(name, FORMATTERS[formatter])


# --- menus -----------------------------------------------------------------------------------------------------------


def _read_sender_menu(data: Mapping[str, Any]) -> tuple[str, SenderMenu]:
    _keys(data, required=("sender", "entry"), optional=("hotline",))
    hotline = data.get("hotline")
    if hotline is not None:
        with _at("hotline."):
            Action("dial", "hotline", hotline)
    return data["sender"], SenderMenu(_read_menu(data), hotline)


def _read_default_menus(data: Mapping[str, Any]) -> dict[str, Mapping[str, Menu]]:
    _keys(data, required=("menu",))
    menus: dict[str, Mapping[str, Menu]] = {}
    for index, one in enumerate(_list(data, "menu")):
        with _at(f"menu[{index}]."):
            _keys(one, required=("l1", "entry"))
            menu = _read_menu(one)
            for l1 in _list(one, "l1"):
                if l1 in menus:
                    raise CardError(expected="one default menu an l1", got=f"a second one of {l1!r}", at="l1")
                menus[l1] = menu
    return menus


def _read_menu(data: Mapping[str, Any]) -> dict[str, Menu]:
    entries = _list(data, "entry")
    return {locale: Menu(_read_entries(entries, locale)) for locale in LOCALES}


def _read_entries(entries: list[Any], locale: str) -> tuple[MenuEntry, ...]:
    out = []
    for index, entry in enumerate(entries):
        with _at(f"entry[{index}]."):
            out.append(_read_entry(entry, locale))
    return tuple(out)


def _read_entry(data: Any, locale: str) -> MenuEntry:
    if isinstance(data, dict) and "entry" in data:
        _keys(data, required=("label", "entry"))
        label = _read_text(data["label"], "label", literal=True).literal(locale)
        return MenuEntry(label, entries=_read_entries(_list(data, "entry"), locale))
    _keys(data, required=("label", "kind", "source"), optional=("target", "params"))
    label = _read_text(data["label"], "label", literal=True).literal(locale)
    texts = {name: _read_text(text, f"params.{name}", literal=True) for name, text in _table(data, "params").items()}
    params = tuple((name, text.literal(locale)) for name, text in texts.items())
    action = Action(data["kind"], label, data.get("target", ""), params)
    _check_source(action, data["source"])
    return MenuEntry(label, action)


def _check_source(action: Action, source: Any) -> None:
    """An entry says whose official home page or hotline it is; the link's host or the number stands in it."""
    proof = {"open_url": link_host(action.target), "dial": action.target}.get(action.kind, "")
    if not isinstance(source, str) or not source or (proof or "") not in source:
        raise CardError(expected="the official home page or hotline it comes from", got=repr(source), at="source")


# --- checks ----------------------------------------------------------------------------------------------------------


@contextmanager
def _at(place: str) -> Iterator[None]:
    """Put ``place`` before where an error inside says it is."""
    try:
        yield
    except CardError as error:
        raise CardError(expected=error.expected, got=error.got, at=place + error.at) from None


def _keys(data: Any, *, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> None:
    if not isinstance(data, dict):
        raise CardError(expected="a table", got=type(data).__name__, at="(here)")
    for key in required:
        if key not in data:
            raise CardError(expected=f"the key {key!r}", got=_listed(data), at=key)
    for key in data:
        _known(key, required + optional, key)


def _table(data: Mapping[str, Any], key: str) -> dict[str, Any]:
    table = data.get(key, {})
    if not isinstance(table, dict):
        raise CardError(expected="a table", got=type(table).__name__, at=key)
    return table


def _list(data: Mapping[str, Any], key: str) -> list[Any]:
    items = data.get(key, [])
    if not isinstance(items, list):
        raise CardError(expected="a list", got=type(items).__name__, at=key)
    return items


def _known(word: Any, known: tuple[str, ...], at: str) -> None:
    if word not in known:
        raise CardError(expected="one of " + ", ".join(known), got=repr(word), at=at)


def _listed(data: Any) -> str:
    return ", ".join(map(str, data)) or "nothing"
