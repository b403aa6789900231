"""The card of a message and the menu under it: frozen values that hold their limits from the moment they exist.

The limits are those a card keeps on every handset maker's and carrier's platform that publishes them (3 by 5 menus of
two levels, https links of at most 1000 characters, 20 for a copied text or a number, 100 for titles); labels may be
longer than the narrowest platform takes, with a ``short`` form beside them. A value beyond a limit raises
``CardError``; the resolver clips or drops before it comes to that, and a dialect tells what it had to cut.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from smsparse.cards.width import display_width
from smsparse.errors import CardError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from typing import Any

LOCALES = ("zh-Hans", "zh-Hant", "en")
"""Locales every wording comes in; the first one is the default."""

TITLE_MAX = 100
VALUE_MAX = 200
TEXT_MAX = 500
ROW_LABEL_WIDTH = 24
ACTION_LABEL_WIDTH = 40
COPY_MAX = 20
PHONE_MAX = 20
URL_MAX = 1000
PLACE_MAX = 100
PACKAGE_MAX = 50
PATH_MAX = 200
FALLBACKS_MAX = 3
STOPS_MAX = 6
MENU_TOP_MAX = 3
MENU_SUB_MAX = 5
MENU_LABEL_WIDTH = 24
"""Width units of a menu label: what one entry alone on the first level may take on the narrowest platform."""
MENU_SHORT_WIDTH = 8
"""Width units of a short label: what fits three abreast everywhere."""

CARD_KINDS = (
    *("code", "transaction", "parcel", "order", "trip", "usage"),
    *("bill", "notice", "alert", "offer", "personal", "warning"),
)
ROW_ROLES = ("primary", "detail", "note")
STOP_STATES = ("done", "now", "next")

ACTION_PARAMS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    # kind: (required params, optional params); the remark says what the target is
    "copy": ((), ()),  # the text to copy
    "dial": ((), ()),  # a phone number
    "open_url": ((), ()),  # an https address
    "open_app": ((), ("path",)),  # the package name of an Android app
    "quick_app": ((), ("path",)),  # the package name of a quick app
    "mini_program": ((), ("path",)),  # the id of a mini program
    "market": ((), ()),  # the package name of an app to install
    "send_sms": (("body",), ()),  # a phone number
    "email": ((), ("subject",)),  # a mail address
    "map": ((), ()),  # a place to search for
    "calendar_event": (("title", "begin"), ("end", "place")),  # none; begin and end are ISO 8601
    "popup": (("text",), ("title",)),  # none; a text shown over the thread
    "reply": (("body",), ()),  # none; a text sent back to the sender
    "view_image": ((), ()),  # an https address
    "share": (("text",), ()),  # none; a text handed to the share sheet
}
"""Kinds of action with the params they need and those they may have."""

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_ANY_CASE = re.IGNORECASE | re.ASCII  # without ASCII, i and k would match letters beyond it
_HTTPS_URL = re.compile(rf"https://(?P<host>(?:{_LABEL}\.)+(?!\d){_LABEL})(?::443)?(?:[/?#][!-~]*)?", _ANY_CASE)
_PHONE = re.compile(r"\+?[0-9](?:[ -]?[0-9]){2,}")
_PACKAGE = re.compile(r"[A-Za-z]\w*(?:\.[A-Za-z]\w*)+", re.ASCII)
_PROGRAM = re.compile(r"[A-Za-z0-9_.-]{3,50}")
_MAIL = re.compile(rf"[A-Za-z0-9._%+-]{{1,64}}@(?:{_LABEL}\.)+{_LABEL}", _ANY_CASE)


@dataclass(frozen=True, slots=True)
class CardContext:
    """For whom, where and when a card will be shown. The library keeps nothing of it; the host tells all of it.

    ``locale``: BCP 47; one that has no wording falls back to its script, its language, then English.
    ``region``: ISO 3166-1 alpha-2 of where the phone is. ``area``: its administrative division (GB/T 2260, 6 digits).
    ``carrier``: the SIM's: cm, cu, ct, cb. ``location``: (latitude, longitude) in degrees. ``tags``: words the host
    knows of the user. ``user_id``: any stable text; a variant is chosen by a keyed hash of it. ``now``: an aware time;
    without one the receive time of the message stands in, and without that nothing that depends on the time is shown.
    ``capabilities``: the action kinds the device can carry out; None for all. ``exposures``: campaign id to how often
    it has been shown. ``large_text`` asks for fewer rows and actions.
    """

    locale: str = LOCALES[0]
    large_text: bool = False
    capabilities: frozenset[str] | None = None
    region: str = ""
    carrier: str = ""
    area: str = ""
    location: tuple[float, float] | None = None
    tags: frozenset[str] = frozenset()
    user_id: str = ""
    now: datetime | None = None
    exposures: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.now is not None and self.now.utcoffset() is None:
            raise CardError(expected="a time with an offset", got="a naive one", at="now")


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
class Progress:
    """How much is used of how much. ``share``: used of total in thousandths, None where it is not known."""

    label: str
    used: str = ""
    total: str = ""
    left: str = ""
    share: int | None = None

    def __post_init__(self) -> None:
        _width(self.label, 1, ROW_LABEL_WIDTH, "label")
        if not (self.used or self.left):
            raise CardError(expected="what is used or what is left", got="neither", at="progress")
        for name in ("used", "total", "left"):
            _length(getattr(self, name), 0, VALUE_MAX, name)
        if self.share is not None and not 0 <= self.share <= 1000:
            raise CardError(expected="0 to 1000 thousandths", got=str(self.share), at="share")

    def to_dict(self) -> dict[str, Any]:
        return {"label": self.label, "used": self.used, "total": self.total, "left": self.left, "share": self.share}


@dataclass(frozen=True, slots=True)
class Stop:
    """One step of a timeline: a station of a trip, a stage of a parcel. ``state``: done, now or next."""

    label: str
    text: str = ""
    time: str = ""
    state: str = "next"

    def __post_init__(self) -> None:
        _one_of(self.state, STOP_STATES, "state")
        _width(self.label, 1, ROW_LABEL_WIDTH, "label")
        _length(self.text, 0, VALUE_MAX, "text")
        _length(self.time, 0, VALUE_MAX, "time")

    def to_dict(self) -> dict[str, Any]:
        return {"label": self.label, "text": self.text, "time": self.time, "state": self.state}


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a tap does. What ``target`` and ``params`` hold depends on ``kind``: see ``ACTION_PARAMS``.

    ``fallbacks``: what to do instead, in order, where the device cannot do it (app, quick app, page, market).
    """

    kind: str
    label: str
    target: str = ""
    params: tuple[tuple[str, str], ...] = ()
    fallbacks: tuple[Action, ...] = ()

    def __post_init__(self) -> None:
        _one_of(self.kind, tuple(ACTION_PARAMS), "kind")
        _width(self.label, 1, ACTION_LABEL_WIDTH, "label")
        check_target(self.kind, self.target)
        check_params(self.kind, [name for name, _ in self.params])
        for name, value in self.params:
            _length(value, 1, PARAM_MAX.get(name, TITLE_MAX), f"params.{name}")
        if len(self.fallbacks) > FALLBACKS_MAX:
            raise CardError(expected=f"at most {FALLBACKS_MAX} fallbacks", got=str(len(self.fallbacks)), at="fallbacks")
        for index, other in enumerate(self.fallbacks):
            if other.fallbacks:
                raise CardError(expected="one chain", got="a fallback of a fallback", at=f"fallbacks[{index}]")

    def to_dict(self) -> dict[str, Any]:
        out: dict[str, Any] = {"kind": self.kind, "label": self.label}
        if self.target:
            out["target"] = self.target
        if self.params:
            out["params"] = dict(self.params)
        if self.fallbacks:
            out["fallbacks"] = [other.to_dict() for other in self.fallbacks]
        return out


PARAM_MAX = {"text": TEXT_MAX, "path": PATH_MAX}
"""Characters of a param, where it is not those of a title."""


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A menu's line: it either acts or opens a second level, never both; a second level acts.

    ``short``: the label where there is little room; the label itself where that is short enough.
    """

    label: str
    action: Action | None = None
    entries: tuple[MenuEntry, ...] = ()
    short: str = ""

    def __post_init__(self) -> None:
        if (self.action is None) == (not self.entries):
            both = "both" if self.entries else "neither"
            raise CardError(expected="an action or a second level of entries", got=both, at="entry")
        _width(self.label, 1, MENU_LABEL_WIDTH, "label")
        _width(self.short, 0, MENU_SHORT_WIDTH, "short")
        _count(self.entries, 0, MENU_SUB_MAX, "entries")
        for index, entry in enumerate(self.entries):
            if entry.entries:
                raise CardError(expected="two levels at most", got="a third level", at=f"entries[{index}]")

    def to_dict(self) -> dict[str, Any]:
        out: dict[str, Any] = {"label": self.label}
        if self.short:
            out["short"] = self.short
        if self.action is not None:
            out["action"] = self.action.to_dict()
        else:
            out["entries"] = [entry.to_dict() for entry in self.entries]
        return out


@dataclass(frozen=True, slots=True)
class Menu:
    """A sender's menu: at most three entries, each with at most five below; no label twice."""

    entries: tuple[MenuEntry, ...]

    def __post_init__(self) -> None:
        _count(self.entries, 1, MENU_TOP_MAX, "entries")
        seen: set[str] = set()
        for index, entry in enumerate(self.entries):
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
    progress: Progress | None = None
    timeline: tuple[Stop, ...] = ()
    actions: tuple[Action, ...] = ()
    menu: Menu | None = None
    brand: Brand | None = None

    def __post_init__(self) -> None:
        _one_of(self.kind, CARD_KINDS, "kind")
        _length(self.title, 1, TITLE_MAX, "title")
        _length(self.subtitle, 0, TITLE_MAX, "subtitle")
        if len(self.timeline) == 1 or len(self.timeline) > STOPS_MAX:
            raise CardError(expected=f"none or 2 to {STOPS_MAX} stops", got=str(len(self.timeline)), at="timeline")

    def to_dict(self) -> dict[str, Any]:
        """The ``card`` object of contract v1; every key is always there."""
        return {
            "kind": self.kind,
            "title": self.title,
            "subtitle": self.subtitle,
            "rows": [row.to_dict() for row in self.rows],
            "progress": self.progress.to_dict() if self.progress else None,
            "timeline": [stop.to_dict() for stop in self.timeline],
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


def check_target(kind: str, target: str) -> None:
    """Refuse a target that this kind of action cannot have."""
    match kind:
        case "copy":
            _length(target, 1, COPY_MAX, "target")
        case "dial" | "send_sms":
            _length(target, 3, PHONE_MAX, "target")
            _matches(target, _PHONE, "a phone number of digits, spaces and hyphens")
        case "open_url" | "view_image":
            _length(target, 1, URL_MAX, "target")
            _matches(target, _HTTPS_URL, "an https address with a host name")
        case "open_app" | "quick_app" | "market":
            _length(target, 1, PACKAGE_MAX, "target")
            _matches(target, _PACKAGE, "a package name such as com.example.app")
        case "mini_program":
            _matches(target, _PROGRAM, "the id of a mini program")
        case "email":
            _length(target, 1, TITLE_MAX, "target")
            _matches(target, _MAIL, "a mail address")
        case "map":
            _length(target, 1, PLACE_MAX, "target")
        case _:
            _length(target, 0, 0, "target")


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
