"""Card and menu of a message as a peer would write them: a plain dict with the pack's titles and menus, then orjson."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.engines.templates import RULES
from smsparse.cards import CardResolver
from smsparse.cards.model import LOCALES
from smsparse.rulepack.loader import load_pack

if TYPE_CHECKING:
    from collections.abc import Callable

#: Rows a card has at most, as smsparse's.
_ROWS = 8
#: Fields that a card can do something with.
_ACTIONS = ("code", "url", "phone")


class CardWriter:
    """Writes JSON; the menu is that of the signature's profile, else that of the category."""

    def __init__(self) -> None:
        pack = load_pack(RULES)
        resolver = CardResolver({"cards": pack.cards, "menus": pack.menus})
        content = resolver.content
        self._titles = {pair: resolver.category_name(pair) for pair in pack.taxonomy.pairs}
        self._menus = {key: menus[LOCALES[0]].to_dict() for key, menus in content.default_menus.items()}
        self._menus |= {key: sender.menus[LOCALES[0]].to_dict() for key, sender in content.senders.items()}
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


def _dumps() -> Callable[[Any], bytes]:
    """orjson, else what the standard library has."""
    try:
        from orjson import dumps
    except ImportError:
        import json

        return lambda value: json.dumps(value, ensure_ascii=False).encode()
    return dumps  # type: ignore[no-any-return]
