"""Google RCS Business Messaging: the card as an AgentMessage.

A card is a standalone rich card; a menu with a second level makes it a carousel, whose further cards are the menu's
entries with what stands below them as suggestions. What a card has no room for are chips under the message.
Names: phones.agentMessages of the RBM reference; limits: rules/dialects/rbm.toml.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from smsparse.cards.dialects.report import NO_COUNTERPART
from smsparse.cards.dialects.targets import e164, refused_link, utc
from smsparse.cards.dialects.wording import card_lines, told_as_lines
from smsparse.taxonomy import builtin_taxonomy

if TYPE_CHECKING:
    from smsparse.cards.dialects.report import Made, Report, Target
    from smsparse.cards.model import Action, Card, MenuEntry

    Suggestion = tuple[str, dict[str, Any]]
    """With the path of what it stands for."""


def export(card: Card, target: Target, report: Report) -> dict[str, Any]:
    """``contentMessage`` with a rich card and chips, ``messageTrafficType`` where the category has one."""
    return _Message(target, report).of(card)


class _Message:
    def __init__(self, target: Target, report: Report) -> None:
        self.target = target
        self.report = report
        self.card_room = target.dialect.most("card_suggestions")
        self.chips: list[Suggestion] = []

    def of(self, card: Card) -> dict[str, Any]:
        contents = [self._main(card)]
        for at, entry in enumerate(card.menu.entries if card.menu else ()):
            contents += self._entry(f"menu.entries[{at}]", entry)
        if card.brand:
            self.report.dropped("brand", "the agent's own profile says who sends")
        content: dict[str, Any] = {"richCard": _rich_card(contents)}
        chips = self.report.first(self.chips, "suggestions", lambda chip: chip[0])
        if chips:
            content["suggestions"] = [suggestion for _, suggestion in chips]
        message: dict[str, Any] = {"contentMessage": content}
        traffic = builtin_taxonomy().mapped(self.target.result.category, "rbm") if self.target.result else ""
        if traffic:
            message["messageTrafficType"] = traffic
        return message

    def _main(self, card: Card) -> dict[str, Any]:
        content: dict[str, Any] = {"title": self.report.text("title", card.title, "title")}
        lines = card_lines(card, self.target.words, self.report)
        told_as_lines(card, self.report)
        description = self.report.lines(lines, "description")
        if description:
            content["description"] = description
        most = self.card_room + self.target.dialect.most("suggestions")
        acting = [
            self._suggestion(path, self.report.text(f"{path}.label", action.label, "suggestion"), action, made)
            for path, action, made in self.report.acting(card.actions, most, self._made)
        ]
        return self._with_suggestions(content, acting, told=False)

    def _entry(self, path: str, entry: MenuEntry) -> list[dict[str, Any]]:
        """The card of an entry that opens a second level; an entry that acts becomes a chip."""
        if entry.action:
            self.chips += self._menu_suggestion(path, entry)
            return []
        below = [
            made for at, one in enumerate(entry.entries) for made in self._menu_suggestion(f"{path}.entries[{at}]", one)
        ]
        if not below:
            self.report.dropped(path, "nothing of what stands below it has a counterpart")
            return []
        content = {"title": self.report.text(f"{path}.label", entry.label, "title")}
        return [self._with_suggestions(content, below, told=True)]

    def _menu_suggestion(self, path: str, entry: MenuEntry) -> list[Suggestion]:
        assert entry.action is not None
        made = self.report.counterpart(f"{path}.action", entry.action, self._made)
        if made is None:
            return []
        text = self.report.label(path, entry.label, entry.short, "suggestion")
        return [self._suggestion(path, text, entry.action, made)]

    def _with_suggestions(self, content: dict[str, Any], all_of: list[Suggestion], *, told: bool) -> dict[str, Any]:
        """The content with as many suggestions as a card holds; the others become chips."""
        own, others = all_of[: self.card_room], all_of[self.card_room :]
        if own:
            content["suggestions"] = [suggestion for _, suggestion in own]
        for path, _ in others if told else ():
            self.report.merged(path, f"a card holds {self.card_room} suggestions: it stands among the chips")
        self.chips += others
        return content

    def _suggestion(self, path: str, text: str, action: Action, made: dict[str, Any]) -> Suggestion:
        """A reply, or an action with the page that stands in for it where a client does not know such actions."""
        if "reply" in made:
            return path, {"reply": {"text": text, "postbackData": made["reply"]}}
        pages = [other.target for other in action.fallbacks if other.kind == "open_url"]
        page = next((page for page in pages if not refused_link(page)), None)
        fallback = {"fallbackUrl": page} if page else {}
        return path, {"action": {"text": text, "postbackData": path, **made, **fallback}}

    def _made(self, path: str, action: Action) -> Made:
        match action.kind:
            case "dial":
                number = self._number(action)
                return {"dialAction": {"phoneNumber": number}} if number else _NO_CODE
            case "open_url" | "view_image":
                return refused_link(action.target) or {
                    "openUrlAction": {"url": action.target, "application": "BROWSER"}
                }
            case "send_sms":
                return self._message(path, action)
            case "map":
                return {"viewLocationAction": {"query": self.report.target(path, action)}}
            case "calendar_event":
                return self._event(path, action)
            case "reply":
                return {"reply": self.report.param(path, action, "body", "postback")}
        return NO_COUNTERPART

    def _number(self, action: Action) -> str | None:
        return e164(action.target, self.target.dialect.settings["calling_codes"].get(self.target.region))

    def _message(self, path: str, action: Action) -> Made:
        number = self._number(action)
        if number is None:
            return _NO_CODE
        text = self.report.param(path, action, "body", "message")
        return {"composeAction": {"composeTextMessage": {"phoneNumber": number, "text": text}}}

    def _event(self, path: str, action: Action) -> Made:
        params = dict(action.params)
        start = utc(params["begin"])
        if start is None:
            return "begin is no time with an offset"
        event = {
            "startTime": start,
            "endTime": utc(params.get("end", "")) or start,
            "title": self.report.param(path, action, "title", "event_title"),
        }
        place = self.report.param(path, action, "place", "event_description")
        return {"createCalendarEventAction": event | ({"description": place} if place else {})}


_NO_CODE = "a number without a country code, of a region whose code is not known"


def _rich_card(contents: list[dict[str, Any]]) -> dict[str, Any]:
    """One content stands alone, several are a carousel; a menu's three entries at most keep it below ten cards."""
    if len(contents) == 1:
        return {"standaloneCard": {"cardOrientation": "VERTICAL", "cardContent": contents[0]}}
    return {"carouselCard": {"cardWidth": "MEDIUM", "cardContents": contents}}
