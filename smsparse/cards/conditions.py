"""When a part of a menu is shown: the ``when`` tables of rules/menus, and the calendars they name.

Every key that is given must hold; of a list any word will do. A key about the user, the place or the time does not hold
where the context does not tell. Nothing here reads a clock.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from datetime import date, datetime, time
from functools import cached_property
from hashlib import blake2b
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from smsparse.cards.model import ACTION_PARAMS, LOCALES
from smsparse.cards.reading import inside, items, keys, known, table, text, words
from smsparse.errors import CardError
from smsparse.rulepack.records import FIELD_NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from smsparse.cards.model import CardContext

TRUST_LEVELS = ("certified", "consistent", "unknown", "suspect")
EARTH_KM = 6371.0088
"""Mean radius of the earth (IUGG)."""
_HOURS = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)")
_WEEK = range(1, 8)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days on which something is open, and the hours it is open on them, in a zone of its own.

    A year without holidays listed is not known: nothing is open in it.
    """

    zone: ZoneInfo
    weekend: frozenset[int]
    sessions: tuple[tuple[time, time], ...]
    holidays: Mapping[int, frozenset[date]]
    workdays: frozenset[date]

    def is_open(self, moment: datetime) -> bool:
        """Whether the moment lies in a session of an open day; any hour of the day where there are no sessions."""
        local = moment.astimezone(self.zone)
        day, clock = local.date(), local.time()
        if day.year not in self.holidays or day in self.holidays[day.year]:
            return False
        if day.isoweekday() in self.weekend and day not in self.workdays:
            return False
        return not self.sessions or any(begin <= clock < end for begin, end in self.sessions)


@dataclass(frozen=True, slots=True)
class Near:
    """A place on the earth and how far from it still counts, in kilometres."""

    lat: float
    lon: float
    km: float

    def holds(self, location: tuple[float, float] | None) -> bool:
        """Whether a place, (latitude, longitude) in degrees, is within the distance (great circle)."""
        if location is None:
            return False
        here, there = radians(location[0]), radians(self.lat)
        across = sin((here - there) / 2) ** 2
        across += cos(here) * cos(there) * sin(radians(location[1] - self.lon) / 2) ** 2
        return 2 * EARTH_KM * asin(min(1.0, sqrt(across))) <= self.km


@dataclass(frozen=True, slots=True)
class When:
    """A condition. Empty keys ask nothing; see rules/menus/README.md for what each asks."""

    category: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    trust: tuple[str, ...] = ()
    area: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    carrier: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    without_tags: tuple[str, ...] = ()
    locale: tuple[str, ...] = ()
    capability: tuple[str, ...] = ()
    variant: tuple[str, ...] = ()
    large_text: bool | None = None
    near: Near | None = None
    since: datetime | None = None
    until: datetime | None = None
    weekdays: tuple[int, ...] = ()
    hours: tuple[time, time] | None = None
    calendar: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scene:
    """What a condition is asked of: a message, and for whom its card is shown."""

    category: str
    context: CardContext
    locale: str = LOCALES[0]
    trust: str = "unknown"
    fields: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    moment: datetime | None = None
    calendars: Mapping[str, Calendar] = field(default_factory=dict)

    @cached_property
    def l1(self) -> str:
        return self.category.partition(".")[0]


def why_not(when: When | None, scene: Scene, variant: str = "") -> str | None:
    """The first key of the condition that does not hold; None where all of them do."""
    if when is None:
        return None
    for key, holds in _CHECKS.items():
        asked = getattr(when, key)
        if asked not in ((), None) and not holds(asked, scene):
            return key
    return "variant" if when.variant and variant not in when.variant else None


def pick_variant(variants: tuple[tuple[str, int], ...], campaign: str, user_id: str) -> str:
    """The variant of a user: a hash keyed with the campaign, so that campaigns divide the users each in its own way.

    ``variants``: (id, share). The first one without a user; "" without variants.
    """
    if not variants:
        return ""
    if not user_id:
        return variants[0][0]
    digest = blake2b(user_id.encode("utf-8", "replace"), key=campaign.encode()[:64], digest_size=8).digest()
    place = int.from_bytes(digest, "big") % sum(share for _, share in variants)
    for name, share in variants:
        if place < share:
            return name
        place -= share
    return variants[-1][0]


def _moment_checks() -> dict[str, Callable[[Any, Scene], bool]]:
    def at(check: Callable[[Any, datetime, Scene], bool]) -> Callable[[Any, Scene], bool]:
        return lambda asked, scene: scene.moment is not None and check(asked, scene.moment, scene)

    return {
        "since": at(lambda asked, moment, _: moment >= asked),
        "until": at(lambda asked, moment, _: moment < asked),
        "weekdays": at(lambda asked, moment, _: moment.isoweekday() in asked),
        "hours": at(lambda asked, moment, _: _in_hours(asked, moment.time())),
        "calendar": at(lambda asked, moment, scene: any(scene.calendars[name].is_open(moment) for name in asked)),
    }


_CHECKS: dict[str, Callable[[Any, Scene], bool]] = {
    "category": lambda asked, scene: scene.category in asked or scene.l1 in asked,
    "fields": lambda asked, scene: all(name in scene.fields for name in asked),
    "words": lambda asked, scene: any(word in scene.text for word in asked),
    "trust": lambda asked, scene: scene.trust in asked,
    "area": lambda asked, scene: bool(scene.context.area) and scene.context.area.startswith(asked),
    "region": lambda asked, scene: scene.context.region in asked,
    "carrier": lambda asked, scene: scene.context.carrier in asked,
    "tags": lambda asked, scene: not scene.context.tags.isdisjoint(asked),
    "without_tags": lambda asked, scene: scene.context.tags.isdisjoint(asked),
    "locale": lambda asked, scene: scene.locale in asked,
    "capability": lambda asked, scene: (
        scene.context.capabilities is None or not scene.context.capabilities.isdisjoint(asked)
    ),
    "large_text": lambda asked, scene: scene.context.large_text == asked,
    "near": lambda asked, scene: asked.holds(scene.context.location),
    **_moment_checks(),
}


def _in_hours(hours: tuple[time, time], clock: time) -> bool:
    begin, end = hours
    return begin <= clock < end if begin < end else clock >= begin or clock < end


# --- reading ---------------------------------------------------------------------------------------------------------


def read_calendars(data: Mapping[str, Any]) -> dict[str, Calendar]:
    """rules/calendars.toml by name."""
    calendars = {}
    for name in data:
        with inside(f"{name}."):
            calendars[name] = _read_calendar(table(data, name))
    return calendars


def _read_calendar(data: dict[str, Any]) -> Calendar:
    keys(data, required=("zone", "holidays", "source"), optional=("weekend", "sessions", "workdays"))
    try:
        zone = ZoneInfo(text(data, "zone"))
    except (ZoneInfoNotFoundError, ValueError):
        raise CardError(expected="the name of a time zone", got=repr(data["zone"]), at="zone") from None
    holidays = {}
    for year, days in table(data, "holidays").items():
        if not year.isdecimal():
            raise CardError(expected="a year", got=repr(year), at="holidays")
        holidays[int(year)] = frozenset(_read_day(day, f"holidays.{year}") for day in days)
    made_up = [_read_day(day, f"workdays.{year}") for year, days in table(data, "workdays").items() for day in days]
    sessions = tuple(_read_hours(one, f"sessions[{index}]") for index, one in enumerate(items(data, "sessions")))
    return Calendar(zone, frozenset(_read_weekdays(data, "weekend")), sessions, holidays, frozenset(made_up))


def read_when(data: Mapping[str, Any], calendars: Mapping[str, Calendar], categories: frozenset[str]) -> When | None:
    """The condition under ``when``; None where there is none. What it names must be there: else it could never hold."""
    if "when" not in data:
        return None
    told = table(data, "when")
    with inside("when."):
        keys(told, optional=tuple(one.name for one in fields(When)))
        asked: dict[str, Any] = {name: words(told, name) for name in told if name not in _READERS}
        asked |= {name: read(told, name) for name, read in _READERS.items() if name in told}
        when = When(**asked)
        for key, choice in {**_KNOWN, "calendar": tuple(calendars), "category": tuple(sorted(categories))}.items():
            for index, word in enumerate(getattr(when, key)):
                known(word, choice, f"{key}[{index}]")
    return when


def _read_weekdays(data: Mapping[str, Any], key: str) -> tuple[int, ...]:
    for index, day in enumerate(items(data, key)):
        if day not in _WEEK:
            raise CardError(expected="1 (Monday) to 7 (Sunday)", got=repr(day), at=f"{key}[{index}]")
    return tuple(items(data, key))


def _read_day(data: Any, at: str) -> date:
    try:
        return data if isinstance(data, date) else date.fromisoformat(data)
    except (TypeError, ValueError):
        raise CardError(expected="a date such as 2026-10-01", got=repr(data), at=at) from None


def _read_hours(data: Any, at: str) -> tuple[time, time]:
    found = _HOURS.fullmatch(data) if isinstance(data, str) else None
    if not found or (found[3] == "24" and found[4] != "00"):
        raise CardError(expected="hours such as 09:00-18:00", got=repr(data), at=at)
    end = time.max if found[3] == "24" else time(int(found[3]), int(found[4]))
    return time(int(found[1]), int(found[2])), end


def read_moment(data: Mapping[str, Any], key: str) -> datetime | None:
    """The time with an offset under ``key``; None where there is none."""
    told = data.get(key)
    if told is None:
        return None
    try:
        moment = told if isinstance(told, datetime) else datetime.fromisoformat(told)
    except (TypeError, ValueError):
        raise CardError(expected="a time such as 2026-11-01T00:00:00+08:00", got=repr(told), at=key) from None
    if moment.utcoffset() is None:
        raise CardError(expected="a time with an offset", got="a naive one", at=key)
    return moment


def _read_near(data: Mapping[str, Any], key: str) -> Near:
    told = table(data, key)
    with inside(f"{key}."):
        keys(told, required=("lat", "lon", "km"))
        for name, most in (("lat", 90), ("lon", 180), ("km", 20_000)):
            if not isinstance(told[name], int | float) or not -most <= told[name] <= most:
                raise CardError(expected=f"a number of at most {most}", got=repr(told[name]), at=name)
    return Near(told["lat"], told["lon"], told["km"])


def _read_choice(data: Mapping[str, Any], key: str) -> bool:
    if not isinstance(data[key], bool):
        raise CardError(expected="true or false", got=repr(data[key]), at=key)
    return bool(data[key])


_READERS: dict[str, Callable[[Mapping[str, Any], str], Any]] = {
    "since": read_moment,
    "until": read_moment,
    "weekdays": _read_weekdays,
    "hours": lambda data, key: _read_hours(data[key], key),
    "near": _read_near,
    "large_text": _read_choice,
}
_KNOWN: dict[str, tuple[str, ...]] = {
    "fields": tuple(FIELD_NAMES),
    "trust": TRUST_LEVELS,
    "locale": LOCALES,
    "capability": tuple(ACTION_PARAMS),
}
