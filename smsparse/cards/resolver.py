"""A result and the wording in, a card out, with the reason for every part that is there or is not.

What is never done, whatever the wording says:

- a message of a risk category, or whose sender is suspect, gets a warning; nothing of its body becomes an action, and
  it wears neither the brand nor the menu of whom it claims to be from;
- a link of the body is opened only if the sender is certified or consistent, and the label names the host;
- a phone number in a message about money or an account is dialled on the same condition;
- a code is copied under verification and order only, a pickup code under delivery only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from smsparse.cards.actions import COPYABLE
from smsparse.cards.conditions import Scene, why_not
from smsparse.cards.content import CardContent, Profile, load_content
from smsparse.cards.formatting import FORMATTERS, PlainText, Wording
from smsparse.cards.menus import put_together
from smsparse.cards.model import (
    ACTION_LABEL_WIDTH,
    LOCALES,
    MENU_LABEL_WIDTH,
    MENU_SHORT_WIDTH,
    MENU_SUB_MAX,
    MENU_TOP_MAX,
    TITLE_MAX,
    VALUE_MAX,
    Action,
    Brand,
    Card,
    CardContext,
    Menu,
    MenuEntry,
    Progress,
    Row,
    Stop,
)
from smsparse.cards.width import clip
from smsparse.errors import CardError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from smsparse.cards.actions import ActionSpec
    from smsparse.cards.content import CardSpec, ProgressSpec, RowSpec, StopSpec
    from smsparse.cards.inputs import FieldLike, ResultLike
    from smsparse.cards.menus import EntrySpec, Tree
    from smsparse.cards.templates import LocalText, Slot, Template

_TRUSTED = frozenset({"certified", "consistent"})
_MONEY_OR_ACCOUNT = frozenset({"finance", "account", "verification"})
_FALLBACK = "other"
_WARNING_MENU = "risk"
ROWS_MAX, ACTIONS_MAX = 8, 4
LARGE_TEXT_ROWS, LARGE_TEXT_ACTIONS = 3, 2
_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one part of the wording. ``path``: in the card if it is shown, else in the wording.

    ``outcome``: shown or left_out. ``reason``: the key, field or limit that leaves it out. ``says``: the file and key.
    """

    path: str
    outcome: str
    reason: str
    says: str

    def to_dict(self) -> dict[str, str]:
        return {"path": self.path, "outcome": self.outcome, "reason": self.reason, "from": self.says}


class CardResolver:
    """Fills cards from the data of a rule pack. Immutable once built, and shared between threads."""

    __slots__ = ("_content",)

    def __init__(self, data: Mapping[str, Any]) -> None:
        """Take the data ``load_content`` describes; ``CardError`` if anything is wrong with them."""
        self._content = load_content(data)

    @property
    def content(self) -> CardContent:
        """The wording in use."""
        return self._content

    def category_name(self, category: str, locale: str = LOCALES[0]) -> str:
        """What people call a category; the category itself if it has no name."""
        name = self._content.names.get(category)
        return name.literal(pick_locale(locale)) if name else category

    def card(self, result: ResultLike, context: CardContext | None = None) -> Card:
        """The card of one result. It never fails on a message: what does not fit is clipped or left out."""
        return self.filling(result, context).card()

    def filling(self, result: ResultLike, context: CardContext | None = None) -> Filling:
        """One card in the making, for who wants its parts."""
        return Filling(self._content, result, context or CardContext())

    def explain(self, result: ResultLike, context: CardContext | None = None) -> list[Told]:
        """Every part of the wording that was looked at for a card, in order, and why it is there or not."""
        filling = self.filling(result, context)
        filling.card()
        return filling.told


def limits(context: CardContext) -> tuple[int, int]:
    """How many rows and actions a card has at most."""
    return (LARGE_TEXT_ROWS, LARGE_TEXT_ACTIONS) if context.large_text else (ROWS_MAX, ACTIONS_MAX)


def pick_locale(wanted: str) -> str:
    """The locale with a wording that comes nearest: zh-HK gives zh-Hant, zh-Hans-SG zh-Hans, en-GB and fr give en."""
    if wanted in LOCALES:
        return wanted
    language, *parts = wanted.replace("_", "-").split("-")
    if language.lower() != "zh":
        return LOCALES[-1]
    traditional = any(part.lower() in _TRADITIONAL for part in parts) and "hans" not in map(str.lower, parts)
    return "zh-Hant" if traditional else "zh-Hans"


class Filling:
    """One card in the making."""

    def __init__(self, content: CardContent, result: ResultLike, context: CardContext) -> None:
        self.content = content
        self.category = result.category
        self.context = context
        self.l1 = result.category.partition(".")[0]
        self.fields = result.fields
        self.sender = result.sender
        self.sender_id = self.sender.id if self.sender else ""
        self.trust = self.sender.trust if self.sender else "unknown"
        self.warns = self.l1 == "risk" or self.trust == "suspect"
        self.wording = Wording(pick_locale(context.locale), _year(result.received_at))
        self.scene = Scene(
            *(self.category, context, self.wording.locale, self.trust, self.fields, result.text),
            *(context.now or _moment(result.received_at), content.calendars),
        )
        self.profile = content.profiles.get(self.sender_id, Profile())
        self.layers = content.menus.of(
            *(("risk", "", "") if self.warns else (self.l1, self.profile.industry, self.sender_id))
        )
        self.words = self._words()
        self.told: list[Told] = []

    def card(self) -> Card:
        spec, says = self.spec()
        rows_max, actions_max = limits(self.context)
        title = spec.title.render(self.wording.locale, self._fill) or self.category
        subtitle = spec.subtitle.render(self.wording.locale, self._fill) if spec.subtitle else None
        return Card(
            kind=spec.kind,
            title=shortened(title, TITLE_MAX),
            subtitle=shortened(subtitle or "", TITLE_MAX),
            rows=self._rows(spec.rows, rows_max, says),
            progress=self._progress(spec.progress) if spec.progress else None,
            timeline=self._timeline(spec.timeline),
            actions=self._actions(spec.actions, actions_max, says),
            menu=self.menu(),
            brand=self.brand(),
        )

    def spec(self) -> tuple[CardSpec, str]:
        if self.trust == "suspect" and self.l1 != "risk":
            return self.content.suspect, "cards.toml: suspect"
        key = next(key for key in (self.category, self.l1, _FALLBACK) if key in self.content.cards)
        return self.content.cards[key], f"cards.toml: {key}"

    def _words(self) -> dict[str, FieldLike]:
        """What a placeholder may name besides fields: the facts of the layers, the sender's name, the category's."""
        words: dict[str, FieldLike] = {}
        if not self.warns or self.sender is not None:
            official = self.content.menus.of("", self.profile.industry, self.sender_id) if self.sender_id else ()
            hotline = self.profile.hotline
            facts = {name: fact.value for layer in official for name, fact in layer.facts.items()}
            words |= {name: PlainText(value) for name, value in ({"hotline": hotline} | facts).items() if value}
        if not self.warns:
            general = {name: fact.value for layer in self.layers for name, fact in layer.facts.items()}
            words |= {name: PlainText(value) for name, value in general.items() if name not in words}
        name = self.content.names.get(self.category)
        words["category"] = PlainText(name.literal(self.wording.locale) if name else self.category)
        sender = self.sender.name if self.sender else None
        signature = self.fields.get("signature")
        if sender or signature:
            words["sender"] = PlainText(sender or (signature.text if signature else ""))
        return words

    def _fill(self, slot: Slot) -> str | None:
        field = self.words.get(slot.name) or self.fields.get(slot.name)
        return clean(FORMATTERS[slot.formatter](field, self.wording)) if field else None

    def _text(self, text: LocalText) -> str | None:
        return text.render(self.wording.locale, self._fill)

    def _tell(self, path: str, reason: str | None, says: str) -> None:
        self.told.append(Told(path, "left_out" if reason else "shown", reason or "", says))

    # ---- rows, progress, timeline

    def _rows(self, specs: tuple[RowSpec, ...], most: int, says: str) -> tuple[Row, ...]:
        rows: list[Row] = []
        for index, spec in enumerate(specs):
            value = self._text(spec.value)
            reason = self._missing(spec.value) if not value else "room" if len(rows) == most else None
            self._tell(f"rows[{index if reason else len(rows)}]", reason, f"{says}.rows[{index}]")
            if reason is None and value:
                label = spec.label.literal(self.wording.locale) if spec.label else ""
                rows.append(Row(label, shortened(value, VALUE_MAX), spec.role))
        return tuple(rows)

    def _missing(self, *texts: LocalText | Template) -> str:
        """The first name the texts want and nothing gives, as a reason."""
        for text in texts:
            for name in sorted(text.names):
                if name not in self.words and name not in self.fields:
                    return f"field {name}"
        return "value"

    def _progress(self, spec: ProgressSpec) -> Progress | None:
        used, total, left = (_count(self.fields.get(name)) for name in (spec.used, spec.total, spec.left))
        if total is None and used is not None and left is not None:
            total = used + left
        elif left is None and total is not None and used is not None:
            left = max(total - used, 0)
        elif used is None and total is not None and left is not None:
            used = max(total - left, 0)
        if used is None and left is None:
            self._tell("progress", "value", "cards.toml: progress")
            return None
        share = min(1000, used * 1000 // total) if used is not None and total else None
        unit = next((one.unit for name in (spec.used, spec.total, spec.left) if (one := self.fields.get(name))), None)
        self._tell("progress", None, "cards.toml: progress")
        return Progress(
            spec.label.literal(self.wording.locale),
            used=self._amount(used, unit, spec.formatter),
            total=self._amount(total, unit, spec.formatter),
            left=self._amount(left, unit, spec.formatter),
            share=share,
        )

    def _amount(self, count: int | None, unit: str | None, formatter: str) -> str:
        if count is None:
            return ""
        return shortened(FORMATTERS[formatter](PlainText(str(count), str(count), unit), self.wording) or "", VALUE_MAX)

    def _timeline(self, specs: tuple[StopSpec, ...]) -> tuple[Stop, ...]:
        stops = [stop for stop in map(self._stop, specs) if stop]
        return tuple(stops) if len(stops) > 1 else ()

    def _stop(self, spec: StopSpec) -> Stop | None:
        text = self._text(spec.text) if spec.text else ""
        time = self._text(spec.time) if spec.time else ""
        if text is None or (time is None and not spec.text):
            return None
        label = spec.label.literal(self.wording.locale)
        return Stop(label, shortened(text, VALUE_MAX), shortened(time or "", VALUE_MAX), spec.state)

    # ---- actions

    def _actions(self, specs: tuple[ActionSpec, ...], most: int, says: str) -> tuple[Action, ...]:
        actions: list[Action] = []
        for index, spec in enumerate(specs):
            action, reason = self._action(spec)
            if action and len(actions) == most:
                reason = "room"
            self._tell(f"actions[{index if reason else len(actions)}]", reason, f"{says}.actions[{index}]")
            if reason is None and action:
                actions.append(action)
        return tuple(actions)

    def _action(self, spec: ActionSpec) -> tuple[Action | None, str | None]:
        """The action with the links of its chain that the device can carry out, or why there is none."""
        label = self._text(spec.label)
        if label is None:
            return None, self._missing(spec.label)
        chain: list[Action] = []
        first = None
        for one in (spec, *spec.fallbacks):
            made, reason = self._one_action(one, clip(label, ACTION_LABEL_WIDTH))
            first = first or reason
            if made:
                chain.append(made)
        if not chain:
            return None, first
        head, *rest = chain
        if not rest:
            return head, None
        return Action(head.kind, head.label, head.target, head.params, tuple(rest)), None

    def _one_action(self, spec: ActionSpec, label: str) -> tuple[Action | None, str | None]:
        capabilities = self.context.capabilities
        if capabilities is not None and spec.kind not in capabilities:
            return None, "capability"
        if not self.allowed(spec):
            return None, "trust"
        target, params = self._target(spec)
        if target is None:
            return None, "carrier" if spec.commands else self._missing(spec.target)
        try:
            return Action(spec.kind, label, target, params), None
        except CardError as error:  # a number too long to copy, a param that needs a field the message has not
            return None, error.at

    def _target(self, spec: ActionSpec) -> tuple[str | None, tuple[tuple[str, str], ...]]:
        if spec.commands:
            if self.context.carrier not in spec.commands:
                return None, ()
            number, body = spec.commands[self.context.carrier]
            return number.render(self._fill), (("body", self._text(body) or ""),)
        params = ((name, self._text(text)) for name, text in spec.params.items())
        return spec.target.render(self._fill), tuple((name, text) for name, text in params if text)

    def allowed(self, spec: ActionSpec) -> bool:
        names = spec.names
        from_body = names & self.fields.keys() - self.words.keys()
        if self.warns and (from_body or spec.kind == "calendar_event"):
            return False
        if "url" in names:
            return spec.kind == "open_url" and self.trust in _TRUSTED and "url" in spec.label.names
        if "phone" in names and self.l1 in _MONEY_OR_ACCOUNT:
            return self.trust in _TRUSTED
        if spec.kind == "copy":
            return all(self.l1 in COPYABLE[name] for name in names)
        return True

    # ---- menu and brand

    def menu(self) -> Menu | None:
        """The layers of the sender, else of the kind of message. A warning never wears the menu of whom it warns of."""
        tree = put_together(self.layers, self.scene)
        self.told += [Told("menu", "left_out", reason, place) for place, reason in tree.left_out]
        entries: list[MenuEntry] = []
        labels: set[str] = set()
        for spec in tree.entries:
            entry = self._entry(spec, tree, labels, f"menu.entries[{len(entries)}]", len(entries) < MENU_TOP_MAX)
            if entry:
                entries.append(entry)
        return Menu(tuple(entries)) if entries else None

    def _entry(self, spec: EntrySpec, tree: Tree, labels: set[str], path: str, has_room: bool) -> MenuEntry | None:
        label, reason = self._entry_label(spec, tree, labels)
        if reason is None and not has_room:
            reason = "room"
        action: Action | None = None
        below: list[MenuEntry] = []
        if reason is None and spec.action:
            action, reason = self._action(spec.action)
        elif reason is None:
            taken = labels | {label}
            for one in spec.entries:
                room = len(below) < MENU_SUB_MAX
                entry = self._entry(one, tree, taken, f"{path}.entries[{len(below)}]", room)
                if entry:
                    below.append(entry)
            reason = None if below else "empty"
        self._tell(path, reason, spec.place)
        if reason is not None:
            return None
        labels.update({label, *(entry.label for entry in below)})
        short = self._text(spec.short) if spec.short else ""
        if action:
            action = _labelled(action, label)
        return MenuEntry(label, action, tuple(below), clip(short or "", MENU_SHORT_WIDTH))

    def _entry_label(self, spec: EntrySpec, tree: Tree, labels: set[str]) -> tuple[str, str | None]:
        if spec.label is None:
            return "", "label"
        reason = why_not(spec.when, self.scene, tree.variant)
        if reason:
            return "", f"when.{reason}"
        label = self._text(spec.label)
        if not label:
            return "", self._missing(spec.label)
        label = clip(label, MENU_LABEL_WIDTH)
        return label, "the same label" if label in labels else None

    def brand(self) -> Brand | None:
        if self.sender is None or self.warns:
            return None
        return Brand(self.sender.id, self.sender.name, self.sender.trust)


def _labelled(action: Action, label: str) -> Action:
    """The action under the label of its entry, its fallbacks too."""
    if action.label == label:
        return action
    fallbacks = tuple(_labelled(other, label) for other in action.fallbacks)
    return Action(action.kind, label, action.target, action.params, fallbacks)


def _moment(received_at: str | None) -> datetime | None:
    return datetime.fromisoformat(received_at) if received_at else None


def _count(field: FieldLike | None) -> int | None:
    """The value as a whole number that can be calculated with."""
    value = field.value if field else None
    return int(value) if value and value.isdecimal() and len(value) <= 18 else None


def _year(received_at: str | None) -> int | None:
    year = (received_at or "")[:4]
    return int(year) if len(year) == 4 and year.isascii() and year.isdigit() else None


def clean(text: str | None) -> str | None:
    """The text on one line, without control characters; None where nothing is left."""
    if text is None:
        return None
    if not text.isprintable():
        text = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(text.split()) or None


def shortened(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
