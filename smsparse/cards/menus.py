"""Menus as the wording says them: layers that each say only what they change, put together for a message.

A menu is built from the most general layer to the most specific: the default of the kind of message (l1), the
sender's industry, the sender; then the scenes that hold, then one campaign. An entry with the id of one below it
changes only the keys it gives; a new one goes first. What stands beyond 3 by 5 in the end is not shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from smsparse.cards.actions import ACTION_KEYS, ActionSpec, read_action
from smsparse.cards.conditions import When, pick_variant, read_moment, read_when, why_not
from smsparse.cards.model import LOCALES, MENU_LABEL_WIDTH, MENU_SHORT_WIDTH
from smsparse.cards.reading import inside, items, keys, number, table, text, words
from smsparse.cards.width import display_width
from smsparse.errors import CardError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from smsparse.cards.conditions import Calendar, Scene
    from smsparse.cards.templates import LocalText, TemplateReader

DEFAULTS, INDUSTRIES = "defaults", "industries"
"""The two files of rules/menus that hold no sender's menu."""

FROM_BODY = frozenset({"url", "phone", "host", "code"})
"""Fields that never stand in a menu: what the message links to or calls is not the sender's own service."""

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FACT = re.compile(r"[a-z]+(?:_[a-z]+)*")


@dataclass(frozen=True, slots=True)
class Fact:
    """Something public of a sender: its hotline, its site. ``checked``: when it was compared with its source, or ""."""

    value: str
    source: str
    checked: str = ""


@dataclass(frozen=True, slots=True)
class EntrySpec:
    """An entry, or what a more specific layer changes of one. ``place``: the file and key that say it."""

    id: str
    place: str
    label: LocalText | None = None
    short: LocalText | None = None
    action: ActionSpec | None = None
    entries: tuple[EntrySpec, ...] = ()
    when: When | None = None
    source: str = ""
    checked: str = ""

    def over(self, base: EntrySpec) -> EntrySpec:
        """This entry with what it does not say taken from ``base``; acting and opening replace each other."""
        opens = bool(self.entries) or (self.action is None and bool(base.entries))
        action = None if opens else self.action or base.action
        mine = self.action is not None
        return replace(
            self,
            label=self.label or base.label,
            short=self.short or (base.short if self.label is None else None),
            action=action,
            entries=merge(self.entries, base.entries) if opens else (),
            when=self.when or base.when,
            source=self.source if mine else base.source,
            checked=self.checked if mine else base.checked,
        )


@dataclass(frozen=True, slots=True)
class SceneSpec:
    """Entries for a situation. ``campaign``: of a scene that is one."""

    id: str
    place: str
    entries: tuple[EntrySpec, ...]
    when: When | None = None
    remove: tuple[str, ...] = ()
    campaign: Campaign | None = None


@dataclass(frozen=True, slots=True)
class Campaign:
    """When a campaign runs, how often it is shown, and to whom which variant: (id, share)."""

    priority: int = 0
    since: datetime | None = None
    until: datetime | None = None
    times: int | None = None
    variants: tuple[tuple[str, int], ...] = ()

    def why_not(self, name: str, scene: Scene) -> str | None:
        """The key for which the campaign is not shown; None where it is."""
        if self.times is not None and scene.context.exposures.get(name, 0) >= self.times:
            return "times"
        return why_not(When(since=self.since, until=self.until), scene)


@dataclass(frozen=True, slots=True)
class Layer:
    """What one file (or table of a file) says."""

    place: str
    entries: tuple[EntrySpec, ...] = ()
    scenes: tuple[SceneSpec, ...] = ()
    campaigns: tuple[SceneSpec, ...] = ()
    remove: tuple[str, ...] = ()
    inherit: bool = True
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MenuLayers:
    """All layers: of kinds of messages (l1), of industries, of senders."""

    defaults: Mapping[str, Layer] = field(default_factory=dict)
    industries: Mapping[str, Layer] = field(default_factory=dict)
    senders: Mapping[str, Layer] = field(default_factory=dict)

    def of(self, l1: str, industry: str, sender: str) -> tuple[Layer, ...]:
        """The layers of a message from the most general to the most specific."""
        own, trade, general = self.senders.get(sender), self.industries.get(industry), self.defaults.get(l1)
        layers = []
        for layer in (own, trade, general):
            if layer is not None:
                layers.append(layer)
                if not layer.inherit:
                    break
        return tuple(reversed(layers))


@dataclass(frozen=True, slots=True)
class Tree:
    """A menu put together: its entries, the scenes and the campaign in it, and what was left out, as (place, why)."""

    entries: tuple[EntrySpec, ...]
    variant: str = ""
    shown: tuple[SceneSpec, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()


def merge(specific: Iterable[EntrySpec], general: Iterable[EntrySpec]) -> tuple[EntrySpec, ...]:
    """The entries of two layers: the specific ones first, each over the general one of its id."""
    rest = {entry.id: entry for entry in general}
    first = [entry.over(rest.pop(entry.id)) if entry.id in rest else entry for entry in specific]
    return (*first, *rest.values())


def without(entries: Iterable[EntrySpec], removed: tuple[str, ...]) -> tuple[EntrySpec, ...]:
    """The entries but for those named: ``help``, or of the second level ``help/complain``."""
    kept = []
    for entry in entries:
        below = tuple(one for one in entry.entries if f"{entry.id}/{one.id}" not in removed)
        if entry.id not in removed and (below or not entry.entries):
            kept.append(entry if len(below) == len(entry.entries) else replace(entry, entries=below))
    return tuple(kept)


def put_together(layers: tuple[Layer, ...], scene: Scene) -> Tree:
    """The tree of a message: layers, scenes that hold, and the campaign of the highest priority that holds."""
    tree: tuple[EntrySpec, ...] = ()
    shown: list[SceneSpec] = []
    left_out: list[tuple[str, str]] = []
    for layer in layers:
        tree = merge(layer.entries, without(tree, layer.remove))
    for layer in layers:
        for one in reversed(layer.scenes):
            reason = why_not(one.when, scene)
            if reason is not None:
                left_out.append((one.place, f"when.{reason}"))
                continue
            tree = merge(one.entries, without(tree, one.remove))
            shown.append(one)
    campaign = _campaign(layers, scene, left_out)
    if campaign is None or campaign.campaign is None:
        return Tree(tree, "", tuple(shown), tuple(left_out))
    tree = merge(campaign.entries, without(tree, campaign.remove))
    variant = pick_variant(campaign.campaign.variants, campaign.id, scene.context.user_id)
    return Tree(tree, variant, (*shown, campaign), tuple(left_out))


def _campaign(layers: tuple[Layer, ...], scene: Scene, left_out: list[tuple[str, str]]) -> SceneSpec | None:
    holding = []
    for layer in reversed(layers):
        for one in layer.campaigns:
            assert one.campaign is not None
            reason = one.campaign.why_not(one.id, scene)
            when = why_not(one.when, scene)
            if reason is None and when is None:
                holding.append(one)
            else:
                left_out.append((one.place, reason or f"when.{when}"))
    holding.sort(key=lambda one: -(one.campaign.priority if one.campaign else 0))
    left_out += [(one.place, "priority") for one in holding[1:]]
    return holding[0] if holding else None


# --- reading ---------------------------------------------------------------------------------------------------------


class MenuReader:
    """Reads the files of rules/menus. ``texts`` knows the names of all facts."""

    def __init__(self, texts: TemplateReader, calendars: Mapping[str, Calendar], categories: frozenset[str]) -> None:
        self.texts, self.calendars, self.categories = texts, calendars, categories

    def layers(self, files: Mapping[str, Mapping[str, Any]]) -> MenuLayers:
        """All files by stem."""
        senders: dict[str, Layer] = {}
        shared: dict[str, dict[str, Layer]] = {DEFAULTS: {}, INDUSTRIES: {}}
        for stem in sorted(files):
            with inside(f"menus/{stem}.toml: "):
                if stem in shared:
                    shared[stem] = self._shared(files[stem], stem)
                    continue
                sender = text(files[stem], "sender")
                if sender in senders:
                    raise CardError(expected="one menu a sender", got=f"a second one of {sender!r}", at="sender")
                senders[sender] = self._layer(files[stem], f"menus/{stem}.toml: ", "sender")
        return MenuLayers(shared[DEFAULTS], shared[INDUSTRIES], senders)

    def _shared(self, data: Mapping[str, Any], stem: str) -> dict[str, Layer]:
        keys(data, required=("menu",))
        names = {DEFAULTS: "l1", INDUSTRIES: "industry"}[stem]
        layers: dict[str, Layer] = {}
        for index, one in enumerate(items(data, "menu")):
            with inside(f"menu[{index}]."):
                layer = self._layer(one, f"menus/{stem}.toml: menu[{index}].", names)
                for name in words(one, names):
                    if name in layers:
                        raise CardError(expected=f"one menu for {name!r}", got="a second one", at=names)
                    layers[name] = layer
        return layers

    def _layer(self, data: Mapping[str, Any], place: str, whose: str) -> Layer:
        optional = ("inherit", "remove", "facts", "entry", "scene", "campaign")
        keys(data, required=(whose,), optional=optional)
        inherit = data.get("inherit", True)
        if not isinstance(inherit, bool):
            raise CardError(expected="true or false", got=repr(inherit), at="inherit")
        return Layer(
            place,
            self._entries(data, "entry", place),
            self._scenes(data, "scene", place),
            self._scenes(data, "campaign", place),
            words(data, "remove"),
            inherit,
            read_facts(data),
        )

    def _scenes(self, data: Mapping[str, Any], key: str, place: str) -> tuple[SceneSpec, ...]:
        scenes = []
        for index, one in enumerate(items(data, key)):
            with inside(f"{key}[{index}]."):
                scenes.append(self._scene(one, key, f"{place}{key}[{index}]"))
        _no_twice([one.id for one in scenes], key)
        return tuple(scenes)

    def _scene(self, data: Mapping[str, Any], key: str, place: str) -> SceneSpec:
        extra = ("priority", "since", "until", "times", "variants") if key == "campaign" else ()
        keys(data, required=("id",), optional=("when", "remove", "entry", *extra))
        return SceneSpec(
            _read_id(data),
            place,
            self._entries(data, "entry", f"{place}."),
            read_when(data, self.calendars, self.categories),
            words(data, "remove"),
            _read_campaign(data) if key == "campaign" else None,
        )

    def _entries(self, data: Mapping[str, Any], key: str, place: str) -> tuple[EntrySpec, ...]:
        entries = []
        for index, one in enumerate(items(data, key)):
            with inside(f"{key}[{index}]."):
                entries.append(self._entry(one, f"{place}{key}[{index}]"))
        _no_twice([one.id for one in entries], key)
        return tuple(entries)

    def _entry(self, data: Mapping[str, Any], place: str) -> EntrySpec:
        optional = ("label", "short", "when", "entry", "source", "checked", *ACTION_KEYS)
        keys(data, required=("id",), optional=optional)
        entries = self._entries(data, "entry", f"{place}.")
        if any(one.entries for one in entries):
            raise CardError(expected="two levels at most", got="a third level", at="entry")
        label = self._label(data, "label", MENU_LABEL_WIDTH)
        action = self._action(data, label) if "kind" in data else None
        if action and entries:
            raise CardError(expected="an entry that acts or opens", got="both", at="kind")
        return EntrySpec(
            _read_id(data),
            place,
            label,
            self._label(data, "short", MENU_SHORT_WIDTH),
            action,
            entries,
            read_when(data, self.calendars, self.categories),
            text(data, "source"),
            read_checked(data),
        )

    def _label(self, data: Mapping[str, Any], key: str, width: int) -> LocalText | None:
        if key not in data:
            return None
        told = data[key]
        if key == "short" and isinstance(told, dict):
            told = {**dict.fromkeys(LOCALES, ""), **told}
        label = self.texts.text(told, key)
        for locale in LOCALES:
            if not label.names and display_width(label.literal(locale)) > width:
                units = f"at most {width} width units (a Chinese character is two)"
                raise CardError(expected=units, got=str(display_width(label.literal(locale))), at=key)
        return label

    def _action(self, data: Mapping[str, Any], label: LocalText | None) -> ActionSpec:
        action = read_action(data, label or self.texts.text("-", "label"), self.texts)
        if action.names & FROM_BODY:
            raise CardError(expected="the sender's own services", got="a link or number of a message", at="target")
        if not action.names and not text(data, "source"):  # a fact has a source of its own
            raise CardError(expected="the official page or line it comes from", got="none", at="source")
        return action


def read_facts(data: Mapping[str, Any]) -> dict[str, Fact]:
    """The facts of a layer by name."""
    facts = {}
    for name, one in table(data, "facts").items():
        with inside(f"facts.{name}."):
            if not _FACT.fullmatch(name):
                raise CardError(expected="a name of small letters", got=repr(name), at="(here)")
            keys(one, required=("value", "source", "checked"))
            facts[name] = Fact(text(one, "value"), text(one, "source"), read_checked(one))
    return facts


def read_checked(data: Mapping[str, Any]) -> str:
    """The date under ``checked``, as ISO 8601; "" where it is false or missing."""
    told = data.get("checked", False)
    if told is False:
        return ""
    day = told if isinstance(told, str) else told.isoformat() if hasattr(told, "isoformat") else ""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        raise CardError(expected="the date of the last check, or false", got=repr(told), at="checked")
    return day


def _read_id(data: Mapping[str, Any]) -> str:
    name = text(data, "id")
    if not _ID.fullmatch(name):
        raise CardError(expected="an id such as card-hotline", got=repr(name), at="id")
    return name


def _no_twice(names: list[str], key: str) -> None:
    for index, name in enumerate(names):
        if name in names[:index]:
            raise CardError(expected="ids that differ", got=f"{name!r} twice", at=f"{key}[{index}].id")


def _read_campaign(data: Mapping[str, Any]) -> Campaign:
    variants = []
    for index, one in enumerate(items(data, "variants")):
        with inside(f"variants[{index}]."):
            keys(one, required=("id", "share"))
            variants.append((_read_id(one), number(one, "share", 0)))
    if variants and sum(share for _, share in variants) <= 0:
        raise CardError(expected="shares above nothing", got="none", at="variants")
    times = number(data, "times", 0) if "times" in data else None
    since, until = read_moment(data, "since"), read_moment(data, "until")
    return Campaign(number(data, "priority", 0), since, until, times, tuple(variants))
