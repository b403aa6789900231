"""Plans: what of a card is the same for all messages of one category from one sender with one trust, worked out once.

A plan is a skeleton with the words of its sender, its brand and its menus. A menu depends on a message only by the
conditions of its layers that look at the message or the time (``Probe``); for each truth of these it is resolved once,
by resolver.py. Only what the wording asks of a context tells contexts apart, so that a host with a million users has a
handful of plans.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from smsparse.cards.conditions import Scene, When, pick_variant, why_not
from smsparse.cards.resolver import pick_locale
from smsparse.cards.skeletons import Skeleton, to_json, write_skeleton

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

    from smsparse.cards.conditions import Near
    from smsparse.cards.content import CardContent
    from smsparse.cards.inputs import FieldLike, ResultLike, SenderLike
    from smsparse.cards.menus import EntrySpec, Layer, SceneSpec
    from smsparse.cards.model import Brand, CardContext, Menu
    from smsparse.cards.resolver import CardResolver, Filling

_OF_THE_MESSAGE = ("fields", "words")
_OF_THE_TIME = ("since", "until", "weekdays", "hours", "calendar")
_NOTHING: Any = {name: getattr(When(), name) for name in (*_OF_THE_MESSAGE, *_OF_THE_TIME, "variant")}
PLANS_MAX = 16384
"""Plans, and menus, of one context that are kept."""


@dataclass(frozen=True, slots=True)
class Told:
    """A message in the shape of a result, for what only the resolver can say of it."""

    category: str
    sender: SenderLike | None = None
    fields: Mapping[str, FieldLike] = field(default_factory=dict)
    text: str = ""
    received_at: str | None = None


@dataclass(frozen=True, slots=True)
class Someone:
    """A sender in the shape of a result's."""

    id: str
    name: str
    trust: str


@dataclass(frozen=True)
class Plan:
    """See above.

    ``probes``: for the native pass, of each condition its length, counts and numbers of its fields, then of its
    words, by their places in ``words``. ``moments``: of each the part about the time. ``shifts``: the menu names
    what only the message knows and is resolved anew each time. ``menus``: by the truth of the probes, one bit each.
    """

    told: Told
    skeleton: Skeleton
    sender: str | None
    hotline: str | None
    brand: Brand | None
    brand_json: bytes
    probes: array[int]
    words: array[int]
    moments: tuple[When | None, ...]
    shifts: bool
    menus: dict[int, tuple[Menu | None, bytes]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stack:
    """What is the same for all messages with the same layers: their conditions, and what their entries name."""

    whens: tuple[When, ...]
    names: frozenset[str]

    @classmethod
    def of(cls, layers: Sequence[Layer]) -> Stack:
        names: set[str] = set()
        for entry in _entries(layers):
            for part in (entry.label, entry.short, entry.action):
                names |= part.names if part else frozenset()
        return cls(tuple(_whens(layers)), frozenset(names))


class Planner:
    """The plans for one context. ``pairs``, ``fields``: categories and fields of the pack, by number."""

    def __init__(
        self, resolver: CardResolver, context: CardContext, pairs: Sequence[str], fields: Sequence[str]
    ) -> None:
        self.resolver, self.context, self.pairs = resolver, context, pairs
        self.locale = pick_locale(context.locale)
        self._fields = {name: number for number, name in enumerate(fields)}
        self._plans: dict[int, Plan] = {}
        self._skeletons: dict[tuple[str, str], Skeleton] = {}
        self._stacks: dict[tuple[int, ...], Stack] = {}
        self._menus: dict[Hashable, tuple[Menu | None, bytes]] = {}

    def plan(self, key: int, category: int, sender: Someone | None) -> Plan:
        """The plan of a category and a sender, which ``key`` stands for."""
        found = self._plans.get(key)
        if found is None:
            if len(self._plans) >= PLANS_MAX:
                self._plans.clear()
            found = self._plans[key] = self.made(Told(self.pairs[category], sender))
        return found

    def menu(self, plan: Plan, truth: int, message: ResultLike, now: datetime | None) -> tuple[Menu | None, bytes]:
        """The menu of a message, for which the probes of its plan have this truth, with its JSON."""
        found = None if plan.shifts else plan.menus.get(truth)
        if found is None:
            filling = self.resolver.filling(message, replace(self.context, now=now))
            found = _menu_of(filling) if plan.shifts else self._shared_menu(filling)
            if not plan.shifts:
                plan.menus[truth] = found
        return found

    def _shared_menu(self, filling: Filling) -> tuple[Menu | None, bytes]:
        """A menu that names no field: the same for all categories for which the same conditions hold."""
        stack, who = self._stack(filling.layers), filling.sender
        key = (
            (who.id, who.name) if who else None,
            filling.warns,
            *map(id, filling.layers),
            tuple(why_not(when, filling.scene) for when in stack.whens),
            filling.category if "category" in stack.names else "",
        )
        found = self._menus.get(key)
        if found is None:
            if len(self._menus) >= PLANS_MAX:
                self._menus.clear()
            found = self._menus[key] = _menu_of(filling)
        return found

    def _stack(self, layers: tuple[Layer, ...]) -> Stack:
        key = tuple(map(id, layers))
        if key not in self._stacks:
            self._stacks[key] = Stack.of(layers)
        return self._stacks[key]

    def moments(self, plan: Plan, received_at: str | None, now: datetime | None) -> int:
        """For which probes the part that looks at the time holds: one bit each."""
        moment = now or (datetime.fromisoformat(received_at) if received_at else None)
        scene = Scene("", self.context, moment=moment, calendars=self.resolver.content.calendars)
        return sum(1 << bit for bit, when in enumerate(plan.moments) if why_not(when, scene) is None)

    def made(self, told: Told) -> Plan:
        """The plan of a message of which only category and sender are told."""
        filling = self.resolver.filling(told, replace(self.context, now=None))
        hotline = filling.words.get("hotline")
        brand = filling.brand()
        stack = self._stack(filling.layers)
        conditions = list(dict.fromkeys(_conditions(stack.whens, filling.scene)))[:64]
        words: list[int] = []
        probes = [word for one in conditions for word in self._probe(one, words)]
        return Plan(
            told,
            self._skeleton(filling),
            told.sender.name if told.sender else None,
            hotline.text if hotline else None,
            brand,
            to_json(brand.to_dict() if brand else None),
            array("i", [len(conditions), *probes]),
            array("I", words or [0]),
            tuple(_of_the_time(one) for one in conditions),
            self._shifts(stack, filling) or len(conditions) == 64,
        )

    def _skeleton(self, filling: Filling) -> Skeleton:
        trust = "warns" if filling.warns else filling.trust
        key = (filling.category, "suspect" if filling.trust == "suspect" else trust)
        if key not in self._skeletons:
            self._skeletons[key] = write_skeleton(filling, self._fields)
        return self._skeletons[key]

    def _shifts(self, stack: Stack, filling: Filling) -> bool:
        """Whether a menu names a field of the message, or the sender where only the signature says who it is."""
        return not stack.names.isdisjoint(self._fields) or ("sender" in stack.names and filling.sender is None)

    def _probe(self, when: When, words: list[int]) -> list[int]:
        asked = [self._fields.get(name, 63) for name in when.fields]
        places = []
        for word in when.words:
            places += [len(words), len(word)]
            words += map(ord, word)
        return [len(asked) + len(places) + 3, len(asked), *asked, len(when.words), *places]


def _menu_of(filling: Filling) -> tuple[Menu | None, bytes]:
    menu = filling.menu()
    return menu, to_json(menu.to_dict() if menu else None)


def _conditions(whens: Iterable[When], scene: Scene) -> Iterator[When]:
    """What of the conditions of a menu looks at the message or the time, where the rest of it holds."""
    for when in whens:
        asks = any(getattr(when, name) not in ((), None) for name in (*_OF_THE_MESSAGE, *_OF_THE_TIME))
        if asks and why_not(replace(when, **_NOTHING), scene) is None:
            yield replace(When(), **{name: getattr(when, name) for name in (*_OF_THE_MESSAGE, *_OF_THE_TIME)})


def _of_the_time(when: When) -> When | None:
    if all(getattr(when, name) in ((), None) for name in _OF_THE_TIME):
        return None
    return replace(when, fields=(), words=())


def _scenes(layers: Iterable[Layer]) -> Iterator[SceneSpec]:
    for layer in layers:
        yield from layer.scenes
        yield from layer.campaigns


def _whens(layers: Sequence[Layer]) -> Iterator[When]:
    """Every condition of the layers."""
    for scene in _scenes(layers):
        if scene.when:
            yield scene.when
        if scene.campaign:
            yield When(since=scene.campaign.since, until=scene.campaign.until)
    yield from (entry.when for entry in _entries(layers) if entry.when)


def _entries(layers: Sequence[Layer]) -> Iterator[EntrySpec]:
    """Every entry of the layers, of either level."""
    told = [entry for layer in layers for entry in layer.entries]
    told += [entry for scene in _scenes(layers) for entry in scene.entries]
    for entry in told:
        yield entry
        yield from entry.entries


# ---- what of a context counts


@dataclass(frozen=True, slots=True)
class Asked:
    """What the wording asks of a context besides the locale, text size and capabilities."""

    region: frozenset[str]
    area: tuple[str, ...]
    tags: frozenset[str]
    near: tuple[Near, ...]
    campaigns: tuple[SceneSpec, ...]

    @classmethod
    def of(cls, content: CardContent) -> Asked:
        """Everything that any menu asks."""
        menus = content.menus
        layers = (*menus.defaults.values(), *menus.industries.values(), *menus.senders.values())
        whens = list(_whens(layers))
        return cls(
            frozenset(word for one in whens for word in one.region),
            tuple(dict.fromkeys(word for one in whens for word in one.area)),
            frozenset(word for one in whens for word in (*one.tags, *one.without_tags)),
            tuple(dict.fromkeys(one.near for one in whens if one.near)),
            tuple({id(one): one for layer in layers for one in layer.campaigns}.values()),
        )

    def key(self, context: CardContext) -> Hashable:
        """Contexts of one key have the same cards at the same time."""
        return (
            pick_locale(context.locale),
            context.large_text,
            context.capabilities,
            context.carrier,
            context.region if context.region in self.region else "",
            tuple(area for area in self.area if context.area and context.area.startswith(area)),
            context.tags & self.tags,
            tuple(near.holds(context.location) for near in self.near),
            tuple(self._shown(one, context) for one in self.campaigns),
        )

    @staticmethod
    def _shown(scene: SceneSpec, context: CardContext) -> str | None:
        """The variant of a campaign; None where it has been shown often enough."""
        campaign = scene.campaign
        if campaign is None or (campaign.times is not None and context.exposures.get(scene.id, 0) >= campaign.times):
            return None
        return pick_variant(campaign.variants, scene.id, context.user_id)
