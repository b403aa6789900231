"""Huawei KooMessage: the card as the template of an AIM (智能信息) card, its menu as that of a service number.

``template`` is the body of CreatePersonalTemplate without params, as every value is filled in; ``menu`` that of
UpdateMenu. The layout is Notification2 (title and two to six pairs, on four makers' phones) where it holds the whole
card, else PureText (350 characters, on two makers' phones). Names: AimPersonalTemplateContentAction and MenuItem of
Huawei's SDK; limits: rules/dialects/aim.toml.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from smsparse.cards.dialects.fitting import ELLIPSIS, cut, fits, plain
from smsparse.cards.dialects.report import NO_COUNTERPART
from smsparse.cards.dialects.targets import dialled, refused_link, wall_clock
from smsparse.cards.dialects.wording import card_lines, told_as_lines

if TYPE_CHECKING:
    from smsparse.cards.dialects.report import Made, Report, Target
    from smsparse.cards.model import Action, Card, Menu, MenuEntry

_ADDRESS = "/?#=&%:;,@!$'()*+"
_SPACES = re.compile(" {2,}")
_COMMERCIAL = 1
_MODAL = 0
_MARKET, _BROWSER, _QUICK_APP = 0, 2, 3
"""floor_type: what opens in place of an app that is not there. A page opens in the browser, as all makers can."""


def export(card: Card, target: Target, report: Report) -> dict[str, Any]:
    """``template``, and ``menu`` where an entry has a counterpart."""
    out = {"template": _Template(target, report).of(card)}
    items = _ServiceMenu(target, report).of(card.menu) if card.menu else []
    if items:
        out["menu"] = {"menu_items": items}
    return out


class _Texts:
    """Texts and addresses as strings of a request may be: without the signs the platform refuses."""

    def __init__(self, target: Target, report: Report) -> None:
        self.target = target
        self.report = report
        self.dialect = target.dialect
        self._full_width = str.maketrans(self.dialect.settings["full_width"])

    def text(self, path: str, text: str, limit: str) -> str:
        return self.report.text(path, self.allowed(path, text), limit)

    def allowed(self, path: str, text: str) -> str:
        """The text with full-width forms of refused signs, single spaces, and nothing that steers."""
        fit = _SPACES.sub(" ", plain(text)).translate(self._full_width)
        if fit != text:
            self.report.cut(path, "signs the platform refuses are taken out, or stand in full width")
        return fit if fit.strip() or not text else ELLIPSIS

    def refused(self, url: str) -> str | None:
        """Why an address cannot be sent, None if it can."""
        return self._refused_sign(url) or refused_link(url)

    def _refused_sign(self, exact: str) -> str | None:
        """Why a text that must not be changed (an address, a code to copy, a command to send) cannot be sent."""
        if any(sign in exact for sign in (*self.dialect.settings["full_width"], "  ")):
            return "it holds a sign the platform refuses"
        return None

    def param(self, path: str, action: Action, name: str, limit: str) -> str:
        return self.text(f"{path}.params.{name}", dict(action.params).get(name, ""), limit)

    def app_link(self, path: str, action: Action) -> str:
        """Android's own address of an installed app (Intent.URI_ANDROID_APP_SCHEME)."""
        if action.params:
            self.report.dropped(f"{path}.params.path", "the app opens where it begins")
        return f"android-app://{action.target}"

    def quick_app_link(self, action: Action) -> tuple[str, str | None]:
        """The address of a quick app with the page to open, and why it cannot be sent."""
        page = quote(plain(dict(action.params).get("path", "")).lstrip("/"), safe=_ADDRESS)
        link = f"hap://app/{action.target}/{page}" if page else f"hap://app/{action.target}"
        too_long = None if fits(link, self.dialect.limits["url"]) else "its address is too long"
        return link, self._refused_sign(link) or too_long


class _Template(_Texts):
    def of(self, card: Card) -> dict[str, Any]:
        layout = "Notification2" if self._is_notice(card) else "PureText"
        contents = self._notice(card) if layout == "Notification2" else self._long_text(card)
        buttons = self._buttons(card)
        contents += buttons
        template: dict[str, Any] = {
            "use_id": _COMMERCIAL,
            "card_id": layout,
            "tpl_name": self.text("title", card.title, "template_name"),
            "pages": [{"page_order": 1, "contents": _numbered(contents)}],
            "params": [],
            "factorys": self._makers(layout, {button["action_type"] for button in buttons}),
        }
        if card.brand and card.brand.name:
            template["sms_signs"] = [self.text("brand.name", card.brand.name, "sign")]
        return template

    def _is_notice(self, card: Card) -> bool:
        """Whether Notification2 holds the whole card: two to six pairs, of which the last tells how to opt out."""
        pairs = len(card.rows) + 1
        texts = [text for row in card.rows for text in (row.label, row.value)]
        return (
            not (card.subtitle or card.progress or card.timeline)
            and all(row.label for row in card.rows)
            and self.dialect.settings["notice_pairs_least"] <= pairs <= self.dialect.most("notice_pairs")
            and fits(card.title, self.dialect.limits["notice_title"])
            and all(fits(text, self.dialect.limits["notice_text"]) for text in texts)
        )

    def _notice(self, card: Card) -> list[dict[str, Any]]:
        opt_out = self.dialect.settings["opt_out"]
        contents = [_text(self.text("title", card.title, "notice_title"), title=True)]
        for at, row in enumerate(card.rows):
            contents.append(_text(self.text(f"rows[{at}].label", row.label, "notice_text")))
            contents.append(_text(self.text(f"rows[{at}].value", row.value, "notice_text")))
        return [*contents, _text(opt_out["label"]), _text(opt_out["text"])]

    def _long_text(self, card: Card) -> list[dict[str, Any]]:
        opt_out = self.dialect.settings["opt_out"]["text"]
        title = self.text("title", card.title, "long_text")
        told = card_lines(card, self.target.words, self.report)
        told_as_lines(card, self.report)
        lines = [(path, self.allowed(path, line)) for path, line in told]
        body = self.report.lines(lines, "long_text", taken=len(title) + len(opt_out) + 1)
        return [_text(title, title=True), _text(f"{body}\n{opt_out}" if body else opt_out)]

    def _buttons(self, card: Card) -> list[dict[str, Any]]:
        return [
            {"type": "button", "content": self.text(f"{path}.label", action.label, "button"), **made}
            for path, action, made in self.report.acting(card.actions, self.dialect.most("buttons"), self._made)
        ]

    def _makers(self, layout: str, action_types: set[str]) -> list[dict[str, Any]]:
        """The makers whose phones show the layout and carry out every action of it."""
        without = self.dialect.settings["without"]
        makers = [name for name in self.dialect.settings["makers"][layout] if not action_types & set(without[name])]
        return [{"factory_type": name, "state": 1} for name in makers]

    def _made(self, path: str, action: Action) -> Made:
        match action.kind:
            case "copy":
                copied = self.report.target(path, action, "copy")
                return self._refused_sign(copied) or _act("COPY_PARAMETER", target=copied)
            case "dial":
                return _act("DIAL_PHONE", target=dialled(action.target))
            case "open_url":
                return self.refused(action.target) or _act("OPEN_URL", target=action.target)
            case "view_image":
                return self.refused(action.target) or _act("OPEN_BROWSER", target=action.target)
            case "open_app" | "market":
                return self._app(path, action)
            case "quick_app":
                link, why_not = self.quick_app_link(action)
                return why_not or _act("OPEN_QUICK", target=link)
            case "send_sms":
                body = self.report.param(path, action, "body", "message")
                return self._refused_sign(body) or _act("OPEN_SMS", target=dialled(action.target), body=body)
            case "email":
                subject = self.param(path, action, "subject", "message") or self.text(path, action.label, "message")
                return _act("OPEN_EMAIL", target=action.target, subject=subject, body=subject)
            case "calendar_event":
                return self._event(path, action)
            case "popup":
                return self._popup(path, action)
            case "map":
                return "OPEN_MAP needs coordinates"
        return NO_COUNTERPART

    def _app(self, path: str, action: Action) -> Made:
        """The app by its package, with the first of its fallbacks the platform knows as a floor."""
        act: dict[str, Any] = {"target": self.app_link(path, action), "package_name": action.target}
        for other in action.fallbacks:
            floor = self._floor(other)
            if floor:
                act |= floor
                break
        return {"action_type": "OPEN_APP", "action": act}

    def _floor(self, other: Action) -> dict[str, Any] | None:
        match other.kind:
            case "market":
                return {"floor_type": _MARKET}
            case "open_url" if not self.refused(other.target):
                return {"floor_type": _BROWSER, "floor_url": other.target}
            case "quick_app":
                link, why_not = self.quick_app_link(other)
                return None if why_not else {"floor_type": _QUICK_APP, "floor_url": link}
        return None

    def _event(self, path: str, action: Action) -> Made:
        params = dict(action.params)
        begin = wall_clock(params["begin"])
        if begin is None:
            return "begin is no time"
        title = self.param(path, action, "title", "message")
        place = self.param(path, action, "place", "message")
        end = wall_clock(params.get("end", "")) or begin
        return _act("OPEN_SCHEDULE", target=title, description=place or title, begin_time=begin, end_time=end)

    def _popup(self, path: str, action: Action) -> Made:
        title = self.param(path, action, "title", "popup_title") or self.text(path, action.label, "popup_title")
        content = self.param(path, action, "text", "message")
        button = self.target.words["confirm"]
        made = _act("OPEN_POPUP", target=title, content=content, text_button=button)
        made["action"]["mode"] = _MODAL
        return made


class _ServiceMenu(_Texts):
    """``menu_items``: names differ within the menu, a first-level name is the shorter the more there are."""

    def __init__(self, target: Target, report: Report) -> None:
        super().__init__(target, report)
        self.names: set[str] = set()

    def of(self, menu: Menu) -> list[dict[str, Any]]:
        acting = [
            (f"menu.entries[{at}]", entry, self._acts(f"menu.entries[{at}]", entry))
            for at, entry in enumerate(menu.entries)
        ]
        kept = [one for one in acting if one[2]]
        named = [(self._name(path, entry, f"name_{len(kept)}"), entry, act) for path, entry, act in kept]
        return [self._item(name, entry, act) for name, entry, act in named]

    def _acts(self, path: str, entry: MenuEntry) -> Any:
        """What the entry does: an action's fields, or for each entry below it those; nothing where none can be done."""
        if entry.action:
            return self.report.counterpart(f"{path}.action", entry.action, self._made)
        below = [
            (f"{path}.entries[{at}]", one, self._acts(f"{path}.entries[{at}]", one))
            for at, one in enumerate(entry.entries)
        ]
        kept = [one for one in below if one[2]]
        if not kept:
            self.report.dropped(path, "nothing of what stands below it has a counterpart")
        return kept

    def _item(self, name: str, entry: MenuEntry, act: Any) -> dict[str, Any]:
        if entry.action:
            return {"name": name, **act}
        below = [self._item(self._name(at, one, "sub_name"), one, done) for at, one, done in act]
        return {"name": name, "action_type": "OPEN_SUBMENU", "sub_menu_items": below}

    def _name(self, path: str, entry: MenuEntry, limit: str) -> str:
        """A name no other item has: one that cutting made the same as another ends in a number."""
        label = self.allowed(f"{path}.label", entry.label)
        short = self.allowed(f"{path}.short", entry.short)
        limits = self.dialect.limits[limit]
        name = self.report.label(path, label, short, limit)
        number = 1
        while name in self.names:
            number += 1
            name = cut(label.ljust(limits[0].most + 1), limits, f"{ELLIPSIS}{number}")  # too long in any case
        if number > 1:
            self.report.cut(f"{path}.label", "cut it is the same as another: it ends in a number")
        self.names.add(name)
        return name

    def _made(self, path: str, action: Action) -> Made:
        match action.kind:
            case "open_url" | "view_image":
                title = self.text(f"{path}.label", action.label, "web_title")
                return self.refused(action.target) or _opens(
                    "OPEN_URL", action.target, open_in_browser="1", web_title=title
                )
            case "dial":
                return {"action_type": "CALLING", "content": dialled(action.target)}
            case "open_app" | "market":
                return self._app(path, action)
            case "quick_app":
                link, why_not = self.quick_app_link(action)
                engine = self.dialect.settings["quick_app_engine"]
                service = self._service_name(path, action)
                return why_not or _opens("OPEN_QUICK", link, depend_engine_ver=engine, third_service_name=service)
        return NO_COUNTERPART

    def _app(self, path: str, action: Action) -> Made:
        pages = [other.target for other in action.fallbacks if other.kind == "open_url"]
        floor = {} if not pages or self.refused(pages[0]) else {"browser_floor_url": pages[0]}
        service = self._service_name(path, action)
        names = {"package_name": action.target, "third_service_name": service, "app_id": ""}
        return _opens("OPEN_APP", self.app_link(path, action), **names, **floor)

    def _service_name(self, path: str, action: Action) -> str:
        return self.text(f"{path}.label", action.label, "service_name")


def _text(content: str, *, title: bool = False) -> dict[str, Any]:
    return {"type": "text", "content": content, "is_text_title": "true" if title else "false"}


def _numbered(contents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Components in the order in which they stand on the card, from 1."""
    return [{**content, "position_number": number} for number, content in enumerate(contents, 1)]


def _act(action_type: str, **fields: str) -> dict[str, Any]:
    return {"action_type": action_type, "action": fields}


def _opens(action_type: str, content: str, **ext_msg: str) -> dict[str, Any]:
    return {"action_type": action_type, "content": content, "ext_msg": ext_msg}
