"""The cards of one engine by what of a context counts; a few contexts are kept, the ones used last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smsparse._native import Cards
from smsparse.cards.model import CardContext
from smsparse.cards.plans import Asked, Planner

if TYPE_CHECKING:
    from collections.abc import Hashable

    from smsparse._native import Pipeline, Zone
    from smsparse.cards.resolver import CardResolver

#: Contexts that are kept.
CONTEXTS_MAX = 32


class CardContexts:
    """Makes cards for any context; thread-safe, as what it makes is."""

    def __init__(self, resolver: CardResolver, pipeline: Pipeline, zone: Zone) -> None:
        self._resolver, self._pipeline, self._zone = resolver, pipeline, zone
        self._asked = Asked.of(resolver.content)
        self._kept: dict[Hashable, Cards] = {}

    def cards(self, context: CardContext | None) -> Cards:
        """What makes the cards of a context, the default one for None."""
        context = context or CardContext()
        key = self._asked.key(context)
        found = self._kept.pop(key, None)
        if found is None:
            planner = Planner(self._resolver, context, self._pipeline.pairs, self._pipeline.field_names)
            found = Cards(planner, self._pipeline, self._zone)
        self._kept[key] = found
        while len(self._kept) > CONTEXTS_MAX:
            self._kept.pop(next(iter(self._kept)), None)
        return found
