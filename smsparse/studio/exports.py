"""The formats a card is shown in beside the phone: the card itself, then every dialect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smsparse.cards.dialects import text

if TYPE_CHECKING:
    from typing import Any

    from smsparse.cards import Card
    from smsparse._native import ParseResult

DIALECTS = ("card", "text")


def export(card: Card, to: str, result: ParseResult) -> dict[str, Any]:  # noqa: ARG001
    """``{"to", "payload", "loss"}`` of a card in a dialect; ``card`` is the object of contract v1 and loses nothing."""
    payload = card.to_dict() if to == "card" else text.render(card)
    return {"to": to, "payload": payload, "loss": []}
