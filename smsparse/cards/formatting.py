"""Values worded for people, by locale. A formatter gives None where it has nothing to say; the caller leaves it out.

Nothing is rounded and no clock is read. Where a value was not resolved, the surface text stands in for it, except in
``start`` and ``end``, which feed a calendar and must be right or absent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from smsparse.cards.model import link_host
from smsparse.cards.width import display_width

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from smsparse.cards.inputs import FieldLike

    Formatter = Callable[["FieldLike", "Wording"], str | None]

SYMBOLS = {
    "CNY": "¥",
    "HKD": "HK$",
    "USD": "US$",
    "TWD": "NT$",
    "EUR": "€",
    "GBP": "£",
    "MOP": "MOP$",
    "SGD": "S$",
    "JPY": "JP¥",
}
NO_MINOR_UNIT = frozenset({"JPY", "KRW", "VND"})
_ZH_WEEKDAYS = "一二三四五六日"
_EN_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_EN_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_VOLUMES = (("TB", 1 << 40), ("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10))
_DURATIONS = ((86400, "天", " d"), (3600, "小时", " h"), (60, "分钟", " min"), (1, "秒", " s"))
_HOST_WIDTH = 30
_COUNT_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Wording:
    """For whom a value is worded: the locale, and the year in which a date needs no year."""

    locale: str
    year: int | None = None

    @property
    def chinese(self) -> bool:
        return self.locale.startswith("zh")


@dataclass(frozen=True, slots=True)
class PlainText:
    """A text in the shape of a field, for what a card says that no field holds (the sender, the category's name)."""

    text: str
    value: str | None = None
    unit: str | None = None
    more: Sequence[FieldLike] = ()


def surface(field: FieldLike, _wording: Wording) -> str | None:
    """The field as the message writes it."""
    return field.text or None


def resolved(field: FieldLike, _wording: Wording) -> str | None:
    """The resolved value: what is copied and dialled."""
    return field.value or field.text or None


def all_of(field: FieldLike, wording: Wording) -> str | None:
    """Every value of the name, as several pickup codes in one message."""
    parts = [one.text for one in (field, *field.more) if one.text]
    return ("、" if wording.chinese else ", ").join(parts) or None


def money(field: FieldLike, _wording: Wording) -> str | None:
    """``1234.5`` with unit CNY gives ¥1,234.50: grouped, with the currency's minor digits, never rounded."""
    value = field.value
    if value is None:
        return surface(field, _wording)
    sign, digits = ("-", value[1:]) if value.startswith("-") else ("", value)
    whole, _, part = digits.partition(".")
    if not (whole.isascii() and whole.isdigit()):
        return surface(field, _wording)
    unit = field.unit or ""
    part = part if unit in NO_MINOR_UNIT else part.ljust(2, "0")
    number = f"{_grouped(whole)}.{part}" if part else _grouped(whole)
    symbol = SYMBOLS.get(unit)
    if symbol:
        return f"{sign}{symbol}{number}"
    return f"{sign}{number} {unit}".rstrip()


def tail(field: FieldLike, _wording: Wording) -> str | None:
    """The last digits of a card or account, marked as such: •• 6789."""
    return f"•• {field.text}" if field.text else None


def when(field: FieldLike, wording: Wording) -> str | None:
    """A date, a date with a clock time, or a range of either, in the offset it was written in."""
    if field.value is None:
        return surface(field, wording)
    begin, _, end = field.value.partition("/")
    first = _moment(begin, wording)
    if first is None:
        return surface(field, wording)
    if not end:
        return first
    last = _moment(end, wording)
    if last is None:
        return first
    same_day = begin[:10] == end[:10] and len(end) > 10
    return f"{first} – {end[11:16] if same_day else last}"


def start(field: FieldLike, _wording: Wording) -> str | None:
    """ISO 8601 of the (beginning of the) time, for a calendar."""
    return _iso((field.value or "").partition("/")[0])


def end(field: FieldLike, _wording: Wording) -> str | None:
    """ISO 8601 of the end of a range, for a calendar."""
    return _iso((field.value or "").partition("/")[2])


def start_time(field: FieldLike, _wording: Wording) -> str | None:
    """The clock time at which the time begins: 08:47; nothing for a date alone."""
    return _clock((field.value or "").partition("/")[0])


def end_time(field: FieldLike, _wording: Wording) -> str | None:
    """The clock time at which a range ends."""
    return _clock((field.value or "").partition("/")[2])


def volume(field: FieldLike, wording: Wording) -> str | None:
    """A data volume, from bytes: 1288490189 gives 1.2 GB (1024 to the step, at most two decimals)."""
    count = _count(field)
    if count is None:
        return surface(field, wording)
    for name, size in _VOLUMES:
        if count >= size:
            return f"{count / size:.2f}".rstrip("0").rstrip(".") + f" {name}"
    return f"{count} B"


def duration(field: FieldLike, wording: Wording) -> str | None:
    """A duration, from seconds, in its largest whole unit: 300 gives 5分钟 or 5 min."""
    seconds = _count(field)
    if not seconds:
        return surface(field, wording)
    for size, chinese, english in _DURATIONS:
        if seconds % size == 0:
            return f"{seconds // size}{chinese if wording.chinese else english}"
    return None


def number(field: FieldLike, _wording: Wording) -> str | None:
    """What is dialled: the resolved number without its extension, which a person types when asked."""
    return (field.value or field.text).partition(";ext=")[0] or None


def link(field: FieldLike, _wording: Wording) -> str | None:
    """The address as an https link that may be opened, or None. A bare host gets its scheme; plain http stays out."""
    url = field.value or field.text
    if "://" not in field.text:
        url = "https://" + url.removeprefix("http://")
    return url if link_host(url) else None


def host(field: FieldLike, wording: Wording) -> str | None:
    """The host a link leads to. Too long a one loses its beginning: whom a host belongs to is said at its end."""
    url = link(field, wording)
    name = link_host(url) if url else None
    return _host_tail(name) if name else None


def site(field: FieldLike, _wording: Wording) -> str | None:
    """The host as the message writes it, of any scheme: to be read in a warning, never to be opened."""
    name = field.text.rpartition("://")[2]
    for mark in "/?#":
        name = name.partition(mark)[0]
    return _host_tail(name) or None


FORMATTERS: dict[str, Formatter] = {
    "text": surface,
    "value": resolved,
    "all": all_of,
    "money": money,
    "tail": tail,
    "datetime": when,
    "start": start,
    "end": end,
    "start_time": start_time,
    "end_time": end_time,
    "bytes": volume,
    "duration": duration,
    "number": number,
    "link": link,
    "host": host,
    "site": site,
}
"""The names a placeholder may use after its bar, as in ``{amount|money}``."""


def _host_tail(name: str) -> str:
    return name if display_width(name) <= _HOST_WIDTH else "…" + name[1 - _HOST_WIDTH :]


def _grouped(digits: str) -> str:
    """Thousands apart; by text, so that a number of any length keeps every digit."""
    head = len(digits) % 3
    groups = [digits[:head]] if head else []
    groups += [digits[i : i + 3] for i in range(head, len(digits), 3)]
    return ",".join(groups)


def _count(field: FieldLike) -> int | None:
    """The value as a whole number; None where it is none, or too long to be one of this world."""
    value = field.value
    if value is None or not value.isdecimal() or len(value) > _COUNT_DIGITS:
        return None
    return int(value)


def _moment(iso: str, wording: Wording) -> str | None:
    try:
        moment: date = datetime.fromisoformat(iso) if len(iso) > 10 else date.fromisoformat(iso)
    except ValueError:
        return None
    clock = f"{moment:%H:%M}" if isinstance(moment, datetime) else ""
    with_year = moment.year != wording.year
    if wording.chinese:
        day = f"{moment.month}月{moment.day}日 周{_ZH_WEEKDAYS[moment.weekday()]}"
        day = f"{moment.year}年{day}" if with_year else day
    else:
        day = f"{_EN_WEEKDAYS[moment.weekday()]} {moment.day} {_EN_MONTHS[moment.month - 1]}"
        day = f"{day} {moment.year}" if with_year else day
    return f"{day} {clock}".rstrip()


def _clock(iso: str) -> str | None:
    return iso[11:16] if _iso(iso) and len(iso) > 10 else None


def _iso(text: str) -> str | None:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return None
    return text if len(text) >= 10 else None
