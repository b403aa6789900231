"""Checks menus beyond what reading refuses: what is dead, hidden, untranslated, unsourced, or too long somewhere.

One function a check, each yielding findings; ``smsparse rules check`` prints them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from smsparse.cards.content import Profile
from smsparse.cards.dialects import dialect
from smsparse.cards.dialects.fitting import fits
from smsparse.cards.menus import merge, without
from smsparse.cards.model import LOCALES, MENU_SUB_MAX, MENU_TOP_MAX
from smsparse.cards.templates import CARD_NAMES
from smsparse.rulepack.records import FIELD_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smsparse.cards.content import CardContent
    from smsparse.cards.menus import EntrySpec, Layer, SceneSpec
    from smsparse.cards.templates import LocalText

_TOP_LIMITS = (("aim", "name_3"), ("gsma", "display_text"))
_SUB_LIMITS = (("aim", "sub_name"), ("gsma", "display_text"), ("rbm", "suggestion"))
"""Limits of labels: of the first level where there are three of them, and of the second."""
_NO_FACTS = frozenset(FIELD_NAMES) | CARD_NAMES


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to mend. ``severity``: error or warning; ``at``: the file and key."""

    severity: str
    code: str
    expected: str
    got: str
    at: str

    def __str__(self) -> str:
        return f"{self.severity}[{self.code}]: expected {self.expected}, got {self.got} at {self.at}"


def lint_cards(content: CardContent) -> list[Finding]:
    """Every finding in content that reads, errors first."""
    found = [one for check in CHECKS for one in check(content)]
    return sorted(dict.fromkeys(found), key=lambda one: (one.severity != "error", one.at))


def check_facts(content: CardContent) -> Iterator[Finding]:
    """A placeholder that no sender under the layer has a fact for never fills."""
    for layer, facts in _known_facts(content):
        for entry in _entries(layer):
            names = entry.action.names if entry.action else frozenset()
            names |= entry.label.names if entry.label else frozenset()
            for name in sorted(names - facts - _NO_FACTS):
                yield Finding("error", "dead-placeholder", "a fact that a sender has", f"{{{name}}}", entry.place)


def check_links(content: CardContent) -> Iterator[Finding]:
    """Links of facts and entries are https."""
    for layer in _layers(content):
        for name, fact in layer.facts.items():
            if fact.value.startswith("http:"):
                yield Finding("error", "http", "an https address", "http", f"{layer.place}facts.{name}")


def check_sources(content: CardContent) -> Iterator[Finding]:
    """Every number, address and command says where it is from."""
    for layer in _layers(content):
        for name, fact in layer.facts.items():
            if not fact.source:
                yield Finding("error", "no-source", "a source", "none", f"{layer.place}facts.{name}")
        for entry in _entries(layer):
            if entry.action and not entry.action.names and not entry.source:
                yield Finding("error", "no-source", "a source", "none", entry.place)


def check_translations(content: CardContent) -> Iterator[Finding]:
    """Every text is there in every locale."""
    for place, text in _texts(content):
        for locale in text.missing:
            yield Finding("error", "no-translation", f"a wording in {locale}", "none", place)


def check_lengths(content: CardContent) -> Iterator[Finding]:
    """A label, or its short form, fits every dialect that cuts labels."""
    for layer in _layers(content):
        for top in _top_entries(layer):
            for entry, limits in ((top, _TOP_LIMITS), *((one, _SUB_LIMITS) for one in top.entries)):
                yield from _too_long(entry, limits)


def _too_long(entry: EntrySpec, limits: tuple[tuple[str, str], ...]) -> Iterator[Finding]:
    if entry.label is None or entry.label.names:
        return
    for locale in entry.label.by_locale:
        forms = [text.literal(locale) for text in (entry.label, entry.short) if text and text.literal(locale)]
        for name, key in limits:
            limit = dialect(name).limits[key]
            if not any(fits(form, limit) for form in forms):
                most = " and ".join(f"{one.most} {one.counts}" for one in limit)
                yield Finding(
                    "warning", "long-label", f"at most {most} ({name}, {locale})", repr(forms[-1]), entry.place
                )


def check_same_labels(content: CardContent) -> Iterator[Finding]:
    """Two entries of a menu that read the same: only the first of them is shown."""
    for layers in _stacks(content):
        tree = _tree(layers)
        everyone = [one for top in tree for one in (top, *top.entries) if one.label and one.when is None]
        for locale in LOCALES:
            seen: dict[str, str] = {}
            for one in everyone:
                told = one.label.by_locale[locale] if one.label else ()
                text = repr(told)
                if seen.setdefault(text, one.place) != one.place:
                    got = f"the same as at {seen[text]} in {locale}"
                    yield Finding("warning", "same-label", "a label of its own", got, one.place)


def check_room(content: CardContent) -> Iterator[Finding]:
    """An entry that stands beyond 3 by 5 with nothing conditional before it is never seen."""
    seen, hidden = set[str](), dict[str, Finding]()
    for layers in _stacks(content):
        for entry, room in _with_room(_tree(layers)):
            if room:
                seen.add(entry.place)
            else:
                got = "one that stands beyond 3 by 5 in every menu"
                hidden[entry.place] = Finding("warning", "unreachable", "an entry that can be seen", got, entry.place)
    yield from (one for place, one in hidden.items() if place not in seen)


def check_bare_entries(content: CardContent) -> Iterator[Finding]:
    """An entry that only changes another one needs that one below it."""
    for layers in _stacks(content):
        for entry in _tree(layers):
            for one in (entry, *entry.entries):
                if one.label is None or (one.action is None and not one.entries):
                    yield Finding("error", "bare-entry", "a label, and an action or entries", "neither", one.place)


CHECKS = (
    check_facts,
    check_links,
    check_sources,
    check_translations,
    check_lengths,
    check_same_labels,
    check_room,
    check_bare_entries,
)


def _layers(content: CardContent) -> Iterator[Layer]:
    menus = content.menus
    seen: set[str] = set()
    for layer in (*menus.defaults.values(), *menus.industries.values(), *menus.senders.values()):
        if layer.place not in seen:
            seen.add(layer.place)
            yield layer


def _stacks(content: CardContent) -> Iterator[tuple[Layer, ...]]:
    """The layers of every sender and industry under every kind of message."""
    menus = content.menus
    for l1 in menus.defaults:
        yield menus.of(l1, "", "")
        for industry in menus.industries:
            yield menus.of(l1, industry, "")
        for sender in menus.senders:
            yield menus.of(l1, content.profiles.get(sender, Profile()).industry, sender)


def _tree(layers: tuple[Layer, ...]) -> tuple[EntrySpec, ...]:
    """The entries that stand in a menu of these layers where no scene holds."""
    tree: tuple[EntrySpec, ...] = ()
    for layer in layers:
        tree = merge(layer.entries, without(tree, layer.remove))
    return tree


def _known_facts(content: CardContent) -> Iterator[tuple[Layer, frozenset[str]]]:
    """Each layer with the facts that it may find: its own and those of the senders that stand on it."""
    menus = content.menus
    everyone = frozenset(name for layer in _layers(content) for name in layer.facts)
    for layer in _layers(content):
        trades = {name for name, one in menus.industries.items() if one is layer}
        if trades:
            senders = [one for sender, one in menus.senders.items() if _industry(content, sender) in trades]
            yield layer, frozenset(name for one in (layer, *senders) for name in one.facts)
        elif layer in menus.senders.values():
            sender = next(name for name, one in menus.senders.items() if one is layer)
            below = menus.of("", _industry(content, sender), sender)
            yield layer, frozenset(name for one in below for name in one.facts)
        else:
            yield layer, everyone


def _industry(content: CardContent, sender: str) -> str:
    return content.profiles.get(sender, Profile()).industry


def _scenes(layer: Layer) -> tuple[SceneSpec, ...]:
    return (*layer.scenes, *layer.campaigns)


def _top_entries(layer: Layer) -> Iterator[EntrySpec]:
    yield from layer.entries
    for scene in _scenes(layer):
        yield from scene.entries


def _entries(layer: Layer) -> Iterator[EntrySpec]:
    for entry in _top_entries(layer):
        yield entry
        yield from entry.entries


def _with_room(tree: tuple[EntrySpec, ...]) -> Iterator[tuple[EntrySpec, bool]]:
    """Every entry, and whether it can have room: conditional ones before it may be away."""
    before = 0
    for entry in tree:
        room = before < MENU_TOP_MAX
        yield entry, room
        below = 0
        for one in entry.entries:
            yield one, room and below < MENU_SUB_MAX
            below += one.when is None and _is_sure(one)
        before += entry.when is None and (_is_sure(entry) if entry.action else any(map(_is_sure, entry.entries)))


def _is_sure(entry: EntrySpec) -> bool:
    """Whether an entry is there whatever the message, the sender's facts and the device."""
    return entry.action is not None and entry.when is None and not entry.action.names and not entry.action.commands


def _texts(content: CardContent) -> Iterator[tuple[str, LocalText]]:
    for name, text in content.names.items():
        yield f"cards.toml: names.{name}", text
    for key, card in content.cards.items():
        for row in card.rows:
            yield from ((f"cards.toml: cards.{key}.rows", text) for text in (row.label, row.value) if text)
        for action in card.actions:
            yield f"cards.toml: cards.{key}.actions", action.label
    for layer in _layers(content):
        for entry in _entries(layer):
            yield from ((entry.place, text) for text in (entry.label,) if text)
