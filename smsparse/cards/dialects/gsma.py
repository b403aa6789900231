"""GSMA RCS chatbots (5G messages): the bot message with its suggestions, and the persistent menu of the chatbot.

Three documents side by side: ``message`` (application/vnd.gsma.botmessage.v1.0+json), ``suggestions``
(application/vnd.gsma.botsuggestion.v1.0+json) and ``menu``. Limits: rules/dialects/gsma.toml.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from smsparse.cards.dialects.report import NO_COUNTERPART
from smsparse.cards.dialects.targets import dialled, refused_link, utc
from smsparse.cards.dialects.wording import card_lines, told_as_lines

if TYPE_CHECKING:
    from smsparse.cards.dialects.report import Made, Report, Target
    from smsparse.cards.model import Action, Card, Menu, MenuEntry


def export(card: Card, target: Target, report: Report) -> dict[str, Any]:
    """The documents a card has content for: a message always, the others where there are suggestions or a menu."""
    return _Documents(target, report).of(card)


class _Documents:
    def __init__(self, target: Target, report: Report) -> None:
        self.target = target
        self.report = report

    def of(self, card: Card) -> dict[str, Any]:
        suggestions = self._suggestions(card)
        in_card = self.target.dialect.most("card_suggestions")
        out: dict[str, Any] = {"message": self._message(card, suggestions[:in_card])}
        if suggestions[in_card:]:
            out["suggestions"] = suggestions[in_card:]
        entries = self._menu(card.menu) if card.menu else []
        if entries:
            out["menu"] = {"entries": entries}
        if card.brand:
            self.report.dropped("brand", "the chatbot's own profile says who sends")
        return out

    def _message(self, card: Card, suggestions: list[dict[str, Any]]) -> dict[str, Any]:
        content: dict[str, Any] = {"title": self.report.text("title", card.title, "title")}
        lines = card_lines(card, self.target.words, self.report)
        told_as_lines(card, self.report)
        description = self.report.lines(lines, "description")
        if description:
            content["description"] = description
        if suggestions:
            content["suggestions"] = suggestions
        return {"generalPurposeCard": {"layout": {"cardOrientation": "VERTICAL"}, "content": content}}

    def _suggestions(self, card: Card) -> list[dict[str, Any]]:
        most = self.target.dialect.most("card_suggestions") + self.target.dialect.most("suggestions")
        return [
            self._suggestion(path, self.report.text(f"{path}.label", action.label, "display_text"), made)
            for path, action, made in self.report.acting(card.actions, most, self._made)
        ]

    def _menu(self, menu: Menu) -> list[dict[str, Any]]:
        made = (self._entry(f"menu.entries[{at}]", entry) for at, entry in enumerate(menu.entries))
        return [entry for entry in made if entry]

    def _entry(self, path: str, entry: MenuEntry) -> dict[str, Any] | None:
        if entry.action:
            act = self.report.counterpart(f"{path}.action", entry.action, self._made)
            return self._suggestion(path, self._label(path, entry), act) if act else None
        made = (self._entry(f"{path}.entries[{at}]", one) for at, one in enumerate(entry.entries))
        entries = [one for one in made if one]
        if not entries:
            self.report.dropped(path, "nothing of what stands below it has a counterpart")
            return None
        return {"menu": {"displayText": self._label(path, entry), "entries": entries}}

    def _label(self, path: str, entry: MenuEntry) -> str:
        return self.report.label(path, entry.label, entry.short, "display_text")

    def _suggestion(self, path: str, text: str, made: dict[str, Any]) -> dict[str, Any]:
        """An action or a reply; its postback tells which one of the card was tapped, a reply's what is said too."""
        if "reply" in made:
            data = self.report.text(path, f"{path} {made['reply']}", "postback")
            return {"reply": {"displayText": text, "postback": {"data": data}}}
        return {"action": {"displayText": text, "postback": {"data": path}, **made}}

    def _made(self, path: str, action: Action) -> Made:
        match action.kind:
            case "dial":
                return {"dialerAction": {"dialPhoneNumber": {"phoneNumber": dialled(action.target)}}}
            case "open_url" | "view_image":
                return refused_link(action.target) or {
                    "urlAction": {"openUrl": {"url": action.target, "application": "browser"}}
                }
            case "send_sms":
                text = self.report.param(path, action, "body", "message")
                message = {"phoneNumber": dialled(action.target), "text": text}
                return {"composeAction": {"composeTextMessage": message}}
            case "map":
                return {"mapAction": {"showLocation": {"location": {"query": self.report.target(path, action)}}}}
            case "calendar_event":
                return self._event(path, action)
            case "reply":
                return {"reply": self.report.param(path, action, "body")}
        return NO_COUNTERPART

    def _event(self, path: str, action: Action) -> Made:
        params = dict(action.params)
        start = utc(params["begin"])
        if start is None:
            return "begin is no time with an offset"
        title = self.report.param(path, action, "title", "event_title")
        event = {"startTime": start, "endTime": utc(params.get("end", "")) or start, "title": title}
        place = self.report.param(path, action, "place", "event_description")
        event |= {"description": place} if place else {}
        return {"calendarAction": {"createCalendarEvent": event}}
