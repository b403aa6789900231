"""A result and the wording in, a card out.

What is never done, whatever the wording says:

- a message of a risk category, or whose sender is suspect, gets a warning; nothing of its body becomes an action;
- a link of the body is opened only if the sender is certified or consistent, and the label names the host;
- a phone number in a message about money or an account is dialled on the same condition;
- a code is copied under verification and order only, a pickup code under delivery only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from smsparse.cards.content import COPYABLE, CardContent, load_content
from smsparse.cards.formatting import PlainText, Wording
from smsparse.cards.model import (
    LOCALES,
    TITLE_MAX,
    VALUE_MAX,
    Action,
    Brand,
    Card,
    CardContext,
    Menu,
    MenuEntry,
    Row,
)
from smsparse.errors import CardError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from smsparse.cards.content import ActionSpec, CardSpec, RowSpec, Slot
    from smsparse.cards.inputs import FieldLike, ResultLike

_TRUSTED = frozenset({"certified", "consistent"})
_MONEY_OR_ACCOUNT = frozenset({"finance", "account", "verification"})
_FALLBACK = "other"
_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})
_ROWS_MAX, _ACTIONS_MAX = 8, 4
_LARGE_TEXT_ROWS, _LARGE_TEXT_ACTIONS = 3, 2


class CardResolver:
    """Fills cards from the data of a rule pack. Immutable once built, and shared between threads."""

    __slots__ = ("_content",)

    def __init__(self, card_data: Mapping[str, Any], menus: Mapping[str, Mapping[str, Any]]) -> None:
        """Take ``cards.toml`` and the files of ``menus`` by stem, as mappings; ``CardError`` if anything is wrong."""
        self._content = load_content(card_data, menus)

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
        return _Filling(self._content, result, context or CardContext()).card()


def pick_locale(wanted: str) -> str:
    """The locale with a wording that comes nearest: zh-HK gives zh-Hant, zh-Hans-SG zh-Hans, en-GB and fr give en."""
    if wanted in LOCALES:
        return wanted
    language, *parts = wanted.replace("_", "-").split("-")
    if language.lower() != "zh":
        return LOCALES[-1]
    traditional = any(part.lower() in _TRADITIONAL for part in parts) and "hans" not in map(str.lower, parts)
    return "zh-Hant" if traditional else "zh-Hans"


class _Filling:
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
        self.words = self._words()

    def card(self) -> Card:
        spec = self._spec()
        rows_max = _LARGE_TEXT_ROWS if self.context.large_text else _ROWS_MAX
        actions_max = _LARGE_TEXT_ACTIONS if self.context.large_text else _ACTIONS_MAX
        rows = [row for row in map(self._row, spec.rows) if row]
        actions = [action for action in map(self._action, spec.actions) if action]
        title = spec.title.render(self.wording.locale, self._fill) or self.category
        subtitle = spec.subtitle.render(self.wording.locale, self._fill) if spec.subtitle else None
        return Card(
            kind=spec.kind,
            title=_short(title, TITLE_MAX),
            subtitle=_short(subtitle or "", TITLE_MAX),
            rows=tuple(rows[:rows_max]),
            actions=tuple(actions[:actions_max]),
            menu=self._menu(),
            brand=self._brand(),
        )

    def _spec(self) -> CardSpec:
        if self.trust == "suspect" and self.l1 != "risk":
            return self.content.suspect
        cards = self.content.cards
        return cards.get(self.category) or cards.get(self.l1) or cards[_FALLBACK]

    def _words(self) -> dict[str, FieldLike]:
        """What a placeholder may name besides the fields."""
        words: dict[str, FieldLike] = {}
        name = self.content.names.get(self.category)
        words["category"] = PlainText(name.literal(self.wording.locale) if name else self.category)
        sender = self.sender.name if self.sender else ""
        signature = self.fields.get("signature")
        if sender or signature:
            words["sender"] = PlainText(sender or (signature.text if signature else ""))
        menu = self.content.senders.get(self.sender_id)
        if menu and menu.hotline:
            words["hotline"] = PlainText(menu.hotline)
        return words

    def _fill(self, slot: Slot) -> str | None:
        field = self.words.get(slot.name) or self.fields.get(slot.name)
        return _clean(slot.formatter(field, self.wording)) if field else None

    def _row(self, spec: RowSpec) -> Row | None:
        value = spec.value.render(self.wording.locale, self._fill)
        if not value:
            return None
        label = spec.label.literal(self.wording.locale) if spec.label else ""
        return Row(label, _short(value, VALUE_MAX), spec.role)

    def _action(self, spec: ActionSpec) -> Action | None:
        capabilities = self.context.capabilities
        if (capabilities is not None and spec.kind not in capabilities) or not self._allowed(spec):
            return None
        target = spec.target.render(self._fill)
        label = spec.label.render(self.wording.locale, self._fill)
        if target is None or label is None:
            return None
        params = ((name, text.render(self.wording.locale, self._fill)) for name, text in spec.params.items())
        try:
            return Action(spec.kind, label, target, tuple((name, text) for name, text in params if text))
        except CardError:  # a number too long to copy, a param that needs a field the message has not
            return None

    def _allowed(self, spec: ActionSpec) -> bool:
        names = spec.target.names
        from_body = names - {"hotline"}
        if self.warns and (from_body or spec.kind == "calendar_event"):
            return False
        if "url" in names:
            return spec.kind == "open_url" and self.trust in _TRUSTED and "url" in spec.label.names
        if "phone" in names and self.l1 in _MONEY_OR_ACCOUNT:
            return self.trust in _TRUSTED
        if spec.kind == "copy":
            return all(self.l1 in COPYABLE[name] for name in names)
        return True

    def _menu(self) -> Menu | None:
        """The sender's menu, else the one of the category. A warning never wears the menu of whom it warns of."""
        own = None if self.warns else self.content.senders.get(self.sender_id)
        menus = own.menus if own else self.content.default_menus.get("risk" if self.warns else self.l1, {})
        menu = menus.get(self.wording.locale)
        capabilities = self.context.capabilities
        return menu if menu is None or capabilities is None else _capable(menu, capabilities)

    def _brand(self) -> Brand | None:
        if self.sender is None or self.warns:
            return None
        return Brand(self.sender.id, self.sender.name, self.sender.trust)


def _capable(menu: Menu, capabilities: frozenset[str]) -> Menu | None:
    """The menu without what the device cannot do; None if that leaves nothing."""
    entries = []
    for entry in menu.entries:
        below = tuple(one for one in entry.entries if one.action and one.action.kind in capabilities)
        if below or (entry.action and entry.action.kind in capabilities):
            entries.append(MenuEntry(entry.label, entry.action, below))
    return Menu(tuple(entries)) if entries else None


def _year(received_at: str | None) -> int | None:
    year = (received_at or "")[:4]
    return int(year) if len(year) == 4 and year.isascii() and year.isdigit() else None


def _clean(text: str | None) -> str | None:
    """The text on one line, without control characters; None where nothing is left."""
    if text is None:
        return None
    if not text.isprintable():
        text = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(text.split()) or None


def _short(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
