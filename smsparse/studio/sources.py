"""Which pieces of the rule pack stand behind a result: its menu, its card, the rules that decided and gave fields."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from smsparse.studio.drafts import draft_of
from smsparse.studio.pieces import CARDS_FILE, COMMON_MENUS, Piece, cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from smsparse._native import ParseResult
    from smsparse.rulepack.records import Pack


class Sources:
    """The pieces of a pack's texts, found by what uses them."""

    def __init__(self, texts: Mapping[str, str], pack: Pack | None) -> None:
        self._cards = cut(CARDS_FILE, texts.get(CARDS_FILE, ""))
        self._card_data: Mapping[str, Any] = pack.cards if pack else {}
        self._industries = {sender.id: sender.industry for sender in pack.senders} if pack else {}
        self._menus: dict[str, Piece] = {}
        self._common: list[tuple[Mapping[str, Any], Piece]] = []
        self._rules: dict[str, Piece] = {}
        for file, text in texts.items():
            if file in COMMON_MENUS:
                pieces = cut(file, text).values()
                self._common += [(tomllib.loads(piece.text)["menu"][0], piece) for piece in pieces]
            elif file.startswith("menus/"):
                piece = cut(file, text)[""]
                self._menus[str(tomllib.loads(text).get("sender"))] = piece
            elif file.startswith("templates/"):
                self._rules |= cut(file, text)

    def of(self, result: ParseResult) -> dict[str, list[dict[str, str]]]:
        """The pieces behind a result by what they are, the most telling first."""
        return {
            "menu": _told(self._menu(result)),
            "card": _told(self._card(result)),
            "rule": _told(self._rule(result)),
        }

    def _menu(self, result: ParseResult) -> Iterator[Piece]:
        sender = result.sender
        warns = result.l1 == "risk" or (sender is not None and sender.trust == "suspect")
        if sender is not None and not warns and sender.id in self._menus:
            yield self._menus[sender.id]
        industry = self._industries.get(sender.id, "") if sender is not None and not warns else ""
        l1 = "risk" if warns else result.l1
        for data, piece in self._common:
            if industry in data.get("industry", ()) or l1 in data.get("l1", ()):
                yield piece

    def _card(self, result: ParseResult) -> Iterator[Piece]:
        suspect = result.l1 != "risk" and result.sender is not None and result.sender.trust == "suspect"
        cards = self._card_data.get("cards", {})
        names = [] if suspect else [result.category, result.l1]
        data = [self._card_data.get("suspect", {})] if suspect else [cards.get(name, {}) for name in names]
        actions: list[str] = next((card["actions"] for card in data if "actions" in card), [])
        records = ["suspect"] if suspect else [f'cards."{result.category}"', f"cards.{result.l1}"]
        for record in (*records, *(f"actions.{name}" for name in actions), "labels", "names"):
            if record in self._cards:
                yield self._cards[record]

    def _rule(self, result: ParseResult) -> Iterator[Piece]:
        """Rules that decided or gave a field; before them a draft, where none decided."""
        if self._rules and not result.decided_by.startswith("rule:"):
            yield draft_of(result)
        for rule in (result.decided_by, *(field.by for field in result.fields.values())):
            piece = self.rule(rule.partition(":")[2])
            if piece is not None:
                yield piece

    def rule(self, name: str) -> Piece | None:
        """The piece of a rule; a variant of a rule, or the fields it gives elsewhere, stand in the rule itself."""
        return self._rules.get(name) or self._rules.get(name.rpartition("/")[0])


def _told(pieces: Iterable[Piece]) -> list[dict[str, str]]:
    once = {piece.id: piece for piece in pieces}
    return [{"id": piece.id, "file": piece.file, "text": piece.text} for piece in once.values()]
