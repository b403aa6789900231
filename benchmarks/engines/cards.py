"""Card and menu of a message as a peer would write them: a plain dict with the pack's titles and menus, then orjson."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from benchmarks.engines.templates import RULES
from smsparse.cards import CardResolver
from smsparse.cards.plans import Someone, Told
from smsparse.rulepack.loader import load_pack

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from smsparse.cards.inputs import FieldLike

#: Rows a card has at most, as smsparse's.
_ROWS = 8
#: Fields that a card can do something with.
_ACTIONS = ("code", "url", "phone")


class CardWriter:
    """Writes JSON; the menu is that of the signature's profile, else that of the category."""

    def __init__(self) -> None:
        pack = load_pack(RULES)
        resolver = CardResolver(pack.card_data())
        levels = {pair.partition(".")[0]: pair for pair in pack.taxonomy.pairs}
        self._titles = {pair: resolver.category_name(pair) for pair in pack.taxonomy.pairs}
        self._menus = {level: _menu(resolver, Told(pair)) for level, pair in levels.items()}
        for one in pack.senders:
            self._menus[one.id] = _menu(resolver, Told(pack.taxonomy.abstain, Someone(one.id, one.name, "consistent")))
        self._profiles = {name: sender for sender in pack.senders for name in sender.signatures}
        self._dumps = _dumps()

    def write(self, told: dict[str, Any]) -> bytes:
        """The JSON of one message's card."""
        category, fields = told.get("category", "other.unknown"), told["fields"]
        level = category.partition(".")[0]
        profile = self._profiles.get(fields["signature"][0]) if "signature" in fields else None
        card = {
            "kind": level,
            "title": self._titles.get(category, category),
            "subtitle": "",
            "rows": [{"label": field, "value": value[0]} for field, value in list(fields.items())[:_ROWS]],
            "actions": [{"kind": field, "value": fields[field][0]} for field in _ACTIONS if field in fields],
            "menu": (profile and self._menus.get(profile.id)) or self._menus.get(level),
            "brand": profile and {"id": profile.id, "name": profile.name},
        }
        return self._dumps(card)


@dataclass(frozen=True)
class _Sender:
    id: str
    name: str = ""
    trust: str = "certified"


@dataclass(frozen=True)
class _Result:
    """As much of a message as a menu goes by."""

    category: str
    sender: _Sender | None
    text: str = ""
    received_at: str | None = None
    fields: Mapping[str, FieldLike] = field(default_factory=dict)


def _menu(resolver: CardResolver, category: str, sender: str) -> dict[str, Any] | None:
    menu = resolver.card(_Result(category, _Sender(sender) if sender else None)).menu
    return menu.to_dict() if menu else None


def _menu(resolver: CardResolver, message: Told) -> dict[str, Any] | None:
    """The menu of a kind of message or of a sender, ready to be written."""
    menu = resolver.card(message).menu
    return menu and menu.to_dict()


def _dumps() -> Callable[[Any], bytes]:
    """orjson, else what the standard library has."""
    try:
        from orjson import dumps
    except ImportError:
        import json

        return lambda value: json.dumps(value, ensure_ascii=False).encode()
    return dumps  # type: ignore[no-any-return]
