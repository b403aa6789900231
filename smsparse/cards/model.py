"""The card of a message: frozen values that hold their limits from the moment they exist.

The limits are those a card keeps on every handset maker's and carrier's platform that publishes them (3 by 5 menus,
labels by width units, https links of at most 1000 characters, 20 for a copied text or a number, 100 for titles).
A value beyond a limit raises ``CardError``; the resolver clips or drops before it comes to that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from smsparse.cards.width import display_width
from smsparse.errors import CardError

if TYPE_CHECKING:
    from typing import Any

LOCALES = ("zh-Hans", "en")
"""Locales every wording comes in; the first one is the default."""

TITLE_MAX = 100
VALUE_MAX = 200
ROW_LABEL_WIDTH = 24
ACTION_LABEL_WIDTH = 40
COPY_MAX = 20
PHONE_MAX = 20
URL_MAX = 1000
PLACE_MAX = 100
PACKAGE_MAX = 50
MENU_TOP_MAX = 3
MENU_SUB_MAX = 5
MENU_TOP_WIDTH = {1: 24, 2: 12, 3: 8}
"""Width units of a top label, by the number of top entries."""
MENU_SUB_WIDTH = 16
MENU_LABEL_BYTES = 25

CARD_KINDS = (
    *("code", "transaction", "parcel", "order", "trip", "usage"),
    *("bill", "notice", "alert", "offer", "personal", "warning"),
)
ROW_ROLES = ("primary", "detail", "note")

ACTION_PARAMS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    # kind: (required params, optional params); the remark says what the target is
    "copy": ((), ()),  # the text to copy
    "dial": ((), ()),  # a phone number
    "open_url": ((), ()),  # an https address
    "open_app": ((), ()),  # the package name of an Android app
    "send_sms": (("body",), ()),  # a phone number
    "map": ((), ()),  # a place to search for
    "calendar_event": (("title", "begin"), ("end", "place")),  # none; begin and end are ISO 8601
}

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HTTPS_URL = re.compile(rf"https://(?P<host>(?:{_LABEL}\.)+(?!\d){_LABEL})(?::443)?(?:[/?#][!-~]*)?", re.IGNORECASE)
_PHONE = re.compile(r"\+?[0-9](?:[ -]?[0-9]){2,}")
_PACKAGE = re.compile(r"[A-Za-z]\w*(?:\.[A-Za-z]\w*)+", re.ASCII)


@dataclass(frozen=True, slots=True)
class CardContext:
    """How and where a card will be shown.

    ``capabilities``: the action kinds the device can carry out; None for all. ``large_text`` asks for fewer rows and
    actions. A locale that has no wording falls back to its language, then to English (Chinese ones to zh-Hans).
    """

    locale: str = LOCALES[0]
    large_text: bool = False
    capabilities: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Brand:
    """Whom the message is from, and how far that is to be trusted."""

    id: str
    name: str
    trust: str

    def to_dict(self) -> dict[str, Any]:
        return {"id": self.id, "name": self.name, "trust": self.trust}


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled value. ``role``: primary (drawn largest), detail, or note (a remark without a label)."""

    label: str
    value: str
    role: str = "detail"

    def __post_init__(self) -> None:
        _one_of(self.role, ROW_ROLES, "role")
        _width(self.label, 0 if self.role == "note" else 1, ROW_LABEL_WIDTH, "label")
        _length(self.value, 1, VALUE_MAX, "value")

    def to_dict(self) -> dict[str, Any]:
        return {"label": self.label, "value": self.value, "role": self.role}


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a tap does. What ``target`` and ``params`` hold depends on ``kind``: see ``ACTION_PARAMS``."""

    kind: str
    label: str
    target: str = ""
    params: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        _one_of(self.kind, tuple(ACTION_PARAMS), "kind")
        _width(self.label, 1, ACTION_LABEL_WIDTH, "label")
        _check_target(self.kind, self.target)
        check_params(self.kind, [name for name, _ in self.params])
        for name, value in self.params:
            _length(value, 1, TITLE_MAX, f"params.{name}")

    def to_dict(self) -> dict[str, Any]:
        out: dict[str, Any] = {"kind": self.kind, "label": self.label}
        if self.target:
            out["target"] = self.target
        if self.params:
            out["params"] = dict(self.params)
        return out


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A menu's line: it either acts or opens a second level, never both; a second level acts."""

    label: str
    action: Action | None = None
    entries: tuple[MenuEntry, ...] = ()

    def __post_init__(self) -> None:
        if (self.action is None) == (not self.entries):
            both = "both" if self.entries else "neither"
            raise CardError(expected="an action or a second level of entries", got=both, at="entry")
        _count(self.entries, 0, MENU_SUB_MAX, "entries")
        for index, entry in enumerate(self.entries):
            if entry.entries:
                raise CardError(expected="two levels at most", got="a third level", at=f"entries[{index}]")
            _menu_label(entry.label, MENU_SUB_WIDTH, f"entries[{index}].label")

    def to_dict(self) -> dict[str, Any]:
        if self.action is not None:
            return {"label": self.label, "action": self.action.to_dict()}
        return {"label": self.label, "entries": [entry.to_dict() for entry in self.entries]}


@dataclass(frozen=True, slots=True)
class Menu:
    """A sender's menu: at most three entries, each with at most five below; no label twice."""

    entries: tuple[MenuEntry, ...]

    def __post_init__(self) -> None:
        _count(self.entries, 1, MENU_TOP_MAX, "entries")
        seen: set[str] = set()
        for index, entry in enumerate(self.entries):
            _menu_label(entry.label, MENU_TOP_WIDTH[len(self.entries)], f"entries[{index}].label")
            for label in (entry.label, *(below.label for below in entry.entries)):
                if label in seen:
                    raise CardError(expected="labels that differ", got=f"{label!r} twice", at=f"entries[{index}]")
                seen.add(label)

    def to_dict(self) -> dict[str, Any]:
        return {"entries": [entry.to_dict() for entry in self.entries]}


@dataclass(frozen=True, slots=True)
class Card:
    """What is shown in place of (or beside) the message. ``kind`` names the layout: transaction, code, trip, ..."""

    kind: str
    title: str
    subtitle: str = ""
    rows: tuple[Row, ...] = ()
    actions: tuple[Action, ...] = ()
    menu: Menu | None = None
    brand: Brand | None = None

    def __post_init__(self) -> None:
        _one_of(self.kind, CARD_KINDS, "kind")
        _length(self.title, 1, TITLE_MAX, "title")
        _length(self.subtitle, 0, TITLE_MAX, "subtitle")

    def to_dict(self) -> dict[str, Any]:
        """The ``card`` object of contract v1; every key is always there."""
        return {
            "kind": self.kind,
            "title": self.title,
            "subtitle": self.subtitle,
            "rows": [row.to_dict() for row in self.rows],
            "actions": [action.to_dict() for action in self.actions],
            "menu": self.menu.to_dict() if self.menu else None,
            "brand": self.brand.to_dict() if self.brand else None,
        }


def link_host(url: str) -> str | None:
    """The host of an https address that may be opened, in lower case; None for any other text.

    No user name, no port but 443, no bare IP address, ASCII only: what remains shows the host it leads to.
    """
    found = _HTTPS_URL.fullmatch(url) if len(url) <= URL_MAX else None
    return found["host"].lower() if found else None


def check_params(kind: str, names: list[str]) -> None:
    """Refuse a set of param names that this kind of action has no use for, or that lacks one it needs."""
    required, optional = ACTION_PARAMS[kind]
    for name in names:
        _one_of(name, required + optional, "params")
    for name in required:
        if name not in names:
            raise CardError(expected=f"the param {name!r} of a {kind}", got="none", at="params")


def _check_target(kind: str, target: str) -> None:
    match kind:
        case "copy":
            _length(target, 1, COPY_MAX, "target")
        case "dial" | "send_sms":
            _length(target, 3, PHONE_MAX, "target")
            _matches(target, _PHONE, "a phone number of digits, spaces and hyphens")
        case "open_url":
            _length(target, 1, URL_MAX, "target")
            _matches(target, _HTTPS_URL, "an https address with a host name")
        case "open_app":
            _length(target, 1, PACKAGE_MAX, "target")
            _matches(target, _PACKAGE, "a package name such as com.example.app")
        case "map":
            _length(target, 1, PLACE_MAX, "target")
        case _:
            _length(target, 0, 0, "target")


def _menu_label(label: str, limit: int, at: str) -> None:
    _width(label, 1, limit, at)
    size = len(label.encode("utf-8"))
    if size > MENU_LABEL_BYTES:
        raise CardError(expected=f"at most {MENU_LABEL_BYTES} UTF-8 bytes", got=f"{size}", at=at)


def _one_of(word: str, known: tuple[str, ...], at: str) -> None:
    if word not in known:
        raise CardError(expected="one of " + ", ".join(known), got=repr(word), at=at)


def _length(text: str, low: int, high: int, at: str) -> None:
    if not low <= len(text) <= high:
        raise CardError(expected=f"{low} to {high} characters", got=f"{len(text)}", at=at)


def _width(text: str, low: int, high: int, at: str) -> None:
    width = display_width(text)
    if not low <= width <= high:
        raise CardError(expected=f"{low} to {high} width units (a Chinese character is two)", got=f"{width}", at=at)


def _count(entries: tuple[MenuEntry, ...], low: int, high: int, at: str) -> None:
    if not low <= len(entries) <= high:
        raise CardError(expected=f"{low} to {high} entries", got=f"{len(entries)}", at=at)


def _matches(text: str, pattern: re.Pattern[str], expected: str) -> None:
    if not pattern.fullmatch(text):
        raise CardError(expected=expected, got=f"{len(text)} characters of another form", at="target")
