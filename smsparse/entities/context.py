"""What a resolver knows besides the surface text: the receive time, the zone, and what stands around the entity.

Everything here is made of plain integers and slotted classes, so that importing it costs next to nothing.
"""

from __future__ import annotations

from smsparse._native import Zone, iso_datetime, received_from, year_at

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final, Self

DEFAULT_ZONE: Final = "Asia/Shanghai"
MINUTE: Final = 60
DAY: Final = 24 * 60 * MINUTE
SHANGHAI: Final = Zone(480 * MINUTE)  # China has kept no summer time since 1991
MAX_OFFSET: Final = 24 * 60 - 1


class InvalidTimeError(ValueError):
    """A receive time or a zone that cannot be used; the text says what was expected and what was given."""


class Resolved(tuple[str | None, str | None]):
    """The outcome of a resolver: `(value, unit)`, either of them None when it cannot be told."""

    __slots__ = ()

    def __new__(cls, value: str | None = None, unit: str | None = None) -> Self:
        return super().__new__(cls, (value, unit))

    @property
    def value(self) -> str | None:
        """The typed value as text, e.g. "12000" or "2024-03-05T14:03+08:00"."""
        return self[0]

    @property
    def unit(self) -> str | None:
        """ISO 4217 for money, "B" (bytes) for data, "s" (seconds) for durations, else None."""
        return self[1]

    def __repr__(self) -> str:
        return f"Resolved(value={self[0]!r}, unit={self[1]!r})"


NOTHING: Final = Resolved()


class Context:
    """What stands around an entity.

    field: the name it will have in the result ("due_date" points ahead in time, "time" does not).
    currency: the currency as written beside a sum ("元", "HK$"), or None.
    script: writing of the message: "hans", "hant", "ja", "ko", "cyrl", "en" or "" when unknown (see `script_of`).
    clock: a clock time that stands apart from the date being resolved, to be joined to it.
    tz: IANA zone used when the receive time brings no offset; tz_offset_minutes, if given, overrides it.
    """

    __slots__ = ("clock", "currency", "field", "script", "tz", "tz_offset_minutes", "zone")

    def __init__(
        self,
        *,
        field: str = "",
        currency: str | None = None,
        script: str = "hans",
        clock: str | None = None,
        tz: str = DEFAULT_ZONE,
        tz_offset_minutes: int | None = None,
    ) -> None:
        if tz_offset_minutes is not None and abs(tz_offset_minutes) > MAX_OFFSET:
            raise InvalidTimeError(f"tz_offset_minutes: expected -1439..1439, got {tz_offset_minutes}")
        self.field = field
        self.currency = currency
        self.script = script
        self.clock = clock
        self.tz = tz
        self.tz_offset_minutes = tz_offset_minutes
        # The default zone needs no table; any other is looked up now, so that a wrong name fails early.
        if tz_offset_minutes is not None:
            self.zone = Zone(tz_offset_minutes * MINUTE)
        else:
            self.zone = SHANGHAI if tz == DEFAULT_ZONE else _load_zone(tz)

    def offset_at_local(self, local: int) -> int:
        """Offset in minutes of the zone at a local time (seconds since 1970 on a wall clock)."""
        return self.zone.at_local(local)

    def offset_at_utc(self, utc: int) -> int:
        """Offset in minutes of the zone at an instant (seconds since 1970 UTC)."""
        return self.zone.at_utc(utc)


class ReceivedAt:
    """When the message was received: an instant and the offset of the clock that read it.

    utc: seconds since 1970 UTC; offset: minutes east of UTC; local: seconds since 1970 on that wall clock.
    """

    __slots__ = ("local", "offset", "utc")

    def __init__(self, utc: int, offset: int) -> None:
        self.utc = utc
        self.offset = offset
        self.local = utc + offset * MINUTE

    @classmethod
    def parse(cls, value: str | int, context: Context | None = None) -> ReceivedAt:
        """Reads RFC 3339 with an offset, or epoch milliseconds (then the offset is the context's zone's).

        Raises InvalidTimeError for anything else, a time without offset above all: the engine will not guess it.
        """
        if isinstance(value, bool) or not isinstance(value, (str, int)):
            raise InvalidTimeError(
                f"received_at: expected RFC 3339 with an offset or epoch milliseconds, got {type(value).__name__}"
            )
        if isinstance(value, str):
            utc, offset = _read(value)
        else:
            utc = value // 1000
            offset = 0
        if not -(1 << 40) < utc < 1 << 40 or not 1900 <= year_at(utc) < 2200:
            raise InvalidTimeError("received_at: expected a time between the years 1900 and 2199, got another year")
        if isinstance(value, int):
            offset = (context or Context()).offset_at_utc(utc)
        return cls(utc, offset)

    @property
    def day(self) -> int:
        """The local day, as a count of days since 1970-01-01."""
        return self.local // DAY

    def isoformat(self) -> str:
        """The receive time as RFC 3339, to the second."""
        return iso_datetime(self.local, self.offset, with_seconds=True)

    def __repr__(self) -> str:
        return f"ReceivedAt({self.isoformat()})"


def _load_zone(name: str) -> Zone:
    from .zones import zone_named

    try:
        return zone_named(name)
    except (KeyError, ValueError, OSError):
        raise InvalidTimeError(f"tz: expected the name of an IANA zone, got {name!r}") from None


def _read(text: str) -> tuple[int, int]:
    try:
        return received_from(text)
    except ValueError as error:
        raise InvalidTimeError(f"received_at: {error}") from None
