"""The resolvers as plain Python: what those of smsparse/entities are held against. Slow, and easy to read.

`resolve` is the one entry. It never raises for what a message holds: a surface that cannot be read, a date that does
not exist, a time that needs a receive time and has none, all give value None. Each module below knows one kind:

    money amount.py (currency.py)     code, pickup code.py        tail account.py
    datetime, date, time, date_range  temporal.py (temporal_reader.py, temporal_anchor.py, civil.py)
    duration duration.py              data data_volume.py         phone, url contact.py
    tracking, order_no tracking.py    flight, train, seat travel.py
"""

from __future__ import annotations

from smsparse.entities.context import DEFAULT_ZONE, NOTHING, InvalidTimeError, Resolved

from .context import Context, ReceivedAt, script_of

__all__ = [
    "DEFAULT_ZONE",
    "KINDS",
    "Context",
    "InvalidTimeError",
    "ReceivedAt",
    "Resolved",
    "resolve",
    "script_of",
]

KINDS = frozenset(
    (
        "money", "currency", "data", "duration", "datetime", "date", "time", "date_range", "code", "pickup", "tail",
        "phone", "url", "tracking", "order_no", "flight", "train", "seat", "text",
    )
)  # fmt: skip

MAX_TEXT = 1000  # code points of a text value that are folded; a longer one has no value
MAX_VALUE = 3072  # code points of any value; a longer one is none


def resolve(
    kind: str,
    text: str,
    *,
    received_at: ReceivedAt | None = None,
    category: str = "",
    context: Context | None = None,
) -> Resolved:
    """Resolves one surface.

    kind: one of KINDS, else ValueError.  text: the surface, raw or folded.  received_at: None leaves relative and
    year-less times without value.  category: the `l1.l2` of the message, which says whether such times lie
    behind or ahead.
    """
    resolved = _resolve(kind, text, received_at, category, context or _DEFAULT)
    return resolved if len(resolved.value or "") <= MAX_VALUE else Resolved(None, resolved.unit)


def _resolve(kind: str, text: str, received_at: ReceivedAt | None, category: str, around: Context) -> Resolved:
    if kind == "money":
        from . import amount

        return amount.resolve(text, around.currency, around.script)
    if kind in ("datetime", "date", "time", "date_range"):
        from . import temporal

        return temporal.resolve(text, received_at, category, around)
    if kind in ("code", "pickup"):
        from . import code

        return code.resolve(text, category) if kind == "code" else code.resolve_pickup(text)
    if kind == "tail":
        from . import account

        return account.resolve(text)
    return _resolve_rarer(kind, text, around)


def _resolve_rarer(kind: str, text: str, context: Context) -> Resolved:
    if kind == "data":
        from . import data_volume

        return data_volume.resolve(text)
    if kind == "duration":
        from . import duration

        return duration.resolve(text)
    if kind in ("phone", "url"):
        from . import contact

        return contact.resolve_phone(text) if kind == "phone" else contact.resolve_url(text)
    if kind in ("tracking", "order_no"):
        from . import tracking

        return tracking.resolve_tracking(text) if kind == "tracking" else tracking.resolve_order(text)
    if kind in ("flight", "train", "seat"):
        from . import travel

        return travel.resolve_seat(text) if kind == "seat" else travel.resolve_number(kind, text)
    if kind == "currency":
        from .currency import currency_code

        return Resolved(currency_code(text, context.script))
    if kind == "text":
        from .numerals import fold

        return Resolved(fold(text).strip() or None) if len(text) <= MAX_TEXT else NOTHING
    raise ValueError(f"kind: expected one of {', '.join(sorted(KINDS))}, got {kind!r}")


_DEFAULT = Context()
