"""What a resolver knows besides the surface text: the receive time, the zone, and what stands around the entity.

Everything here is made of plain integers and slotted classes, so that importing it costs next to nothing.
"""

from __future__ import annotations

from smsparse.entities.context import DEFAULT_ZONE, MAX_OFFSET, InvalidTimeError

from .civil import DAY, MINUTE, day_number, iso_datetime, year_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

SHANGHAI_OFFSET: Final = 480  # minutes; China has kept no summer time since 1991


class Context:
    """What stands around an entity.

    field: the name it will have in the result ("due_date" points ahead in time, "time" does not).
    currency: the currency as written beside a sum ("元", "HK$"), or None.
    script: writing of the message: "hans", "hant", "ja", "ko", "cyrl", "en" or "" when unknown (see `script_of`).
    clock: a clock time that stands apart from the date being resolved, to be joined to it.
    tz: IANA zone used when the receive time brings no offset; tz_offset_minutes, if given, overrides it.
    """

    __slots__ = ("_zone", "clock", "currency", "field", "script", "tz", "tz_offset_minutes")

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
        self._zone = None if tz == DEFAULT_ZONE or tz_offset_minutes is not None else _load_zone(tz)

    def offset_at_local(self, local: int) -> int:
        """Offset in minutes of the zone at a local time (seconds since 1970 on a wall clock)."""
        if self._zone is None:
            return self._fixed_offset()
        return _zone_offset(self._zone, local, is_utc=False)

    def offset_at_utc(self, utc: int) -> int:
        """Offset in minutes of the zone at an instant (seconds since 1970 UTC)."""
        if self._zone is None:
            return self._fixed_offset()
        return _zone_offset(self._zone, utc, is_utc=True)

    def _fixed_offset(self) -> int:
        return SHANGHAI_OFFSET if self.tz_offset_minutes is None else self.tz_offset_minutes


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
            utc, offset = _read_rfc3339(value)
        else:
            utc = value // 1000
            offset = 0
        if not -(1 << 40) < utc < 1 << 40 or not 1900 <= year_of(utc // DAY) < 2200:
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


def script_of(text: str) -> str:
    """The writing of a message: "ja" by kana, "ko" by hangul, "hant" by characters only Traditional has, "hans",
    "cyrl", "en". "" when it holds neither Han characters nor Cyrillic or Latin letters.
    """
    chars = set(text)
    if not text.isascii():
        # A の or two stand in Chinese names of shops; a Japanese message has more kinds of kana.
        if sum("\u3041" <= c <= "\u30fa" for c in chars) >= MIN_KANA:
            return "ja"
        if any("\uac00" <= c <= "\ud7a3" for c in chars):
            return "ko"
        if not _TRADITIONAL.isdisjoint(chars) and _SIMPLIFIED.isdisjoint(chars):
            return "hant"
        if any("\u4e00" <= c <= "\u9fff" for c in chars):
            return "hans"
        if any("\u0400" <= c <= "\u052f" for c in chars):
            return "cyrl"
    return "en" if any("a" <= c <= "z" or "A" <= c <= "Z" for c in chars) else ""


MIN_KANA: Final = 3


# Characters of service messages that exist in one writing only; one that has none of either counts as Simplified.
_TRADITIONAL: Final = frozenset(
    "為們個來後從時會說對發學國過這還請閣貴戶號單額銀帳驗證碼點擊閱繳費賬轉幣圓紅險條訊簡電話網線車機場"
    "間門開關問題預約診療醫藥訂購買賣貨達遞運費優惠積獎禮務於當與將準備進達業務處"
)
_SIMPLIFIED: Final = (
    frozenset(
        "为们个来后从时会说对发学国过这还请阁贵户号单额银账验证码点击阅缴费转币圆红险条讯简电话网线车机场"
        "间门开关问题预约诊疗医药订购买卖货达递运优惠积奖礼务当与将准备进业处"
    )
    - _TRADITIONAL
    - frozenset("后准")
)


def _load_zone(name: str) -> object:
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise InvalidTimeError(f"tz: expected the name of an IANA zone, got {name!r}") from None


def _zone_offset(zone: object, seconds: int, *, is_utc: bool) -> int:
    import datetime

    if TYPE_CHECKING:
        assert isinstance(zone, datetime.tzinfo)
    moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=seconds)
    moment = moment.replace(tzinfo=datetime.UTC).astimezone(zone) if is_utc else moment.replace(tzinfo=zone)
    offset = moment.utcoffset()
    return 0 if offset is None else int(offset.total_seconds()) // MINUTE


def _read_rfc3339(text: str) -> tuple[int, int]:
    import re

    m = re.fullmatch(
        r"([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]+)?)?"
        r"([Zz]|([+-])([0-9]{2}):([0-9]{2}))?",
        text,
    )
    if m is None:
        raise InvalidTimeError("received_at: expected RFC 3339, such as 2024-03-05T14:03:00+08:00, got other text")
    if m[7] is None:
        raise InvalidTimeError("received_at: expected an offset (Z or +08:00), got a time without one")
    day = day_number(int(m[1]), int(m[2]), int(m[3]))
    hour, minute, second = int(m[4]), int(m[5]), int(m[6] or 0)
    offset = 0 if m[8] is None else int(m[9]) * 60 + int(m[10])
    if day is None or hour > 23 or minute > 59 or second > 60 or offset > MAX_OFFSET or int(m[10] or 0) > 59:
        raise InvalidTimeError("received_at: expected a date and time that exist, got one that does not")
    if m[8] == "-":
        offset = -offset
    return day * DAY + hour * 3600 + minute * MINUTE + second - offset * MINUTE, offset
