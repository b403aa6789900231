"""Smart cards: a parse result, worded as rows, actions and the sender's two-level menu.

- ``inputs``: what this package reads of a result (protocols; a result never imports cards)
- ``model``: Card, Row, Action, Menu, MenuEntry, CardContext ...; frozen, and within their limits by construction
- ``width``: how many columns (and menu width units) a text takes
- ``formatting``: values worded for people: money, dates, durations, data volumes
- ``reading``, ``templates``: tables and texts with placeholders, read with good errors
- ``actions``, ``conditions``, ``menus``: what a tap may do, when it is offered, and in which layer that is said
- ``content``: the wording of cards and menus, read from data and checked once; ``linting``: what else is wrong with it
- ``resolver``: content, a result and a context in, a Card out, with reasons; the safety rules live here
- ``dialects``: a Card in other formats
"""

from __future__ import annotations

from smsparse.cards.model import Action, Brand, Card, CardContext, Menu, MenuEntry, Progress, Row, Stop
from smsparse.cards.resolver import CardResolver

__all__ = [
    "Action",
    "Brand",
    "Card",
    "CardContext",
    "CardResolver",
    "Menu",
    "MenuEntry",
    "Progress",
    "Row",
    "Stop",
]
