"""Resolvers: the surface text of an entity -> a typed value.

`resolve` is the one entry. It never raises for what a message holds: a surface that cannot be read, a date that does
not exist, a time that needs a receive time and has none, all give value None. It is a thin wrapper: the work is done
without the interpreter, by resolving.pxi and the files it names.
"""

from __future__ import annotations

from smsparse._native import RESOLVERS, resolve_one, script_of

from .context import DEFAULT_ZONE, Context, InvalidTimeError, ReceivedAt, Resolved

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

KINDS = frozenset(RESOLVERS)


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

    A date is `YYYY-MM-DD`, a month `YYYY-MM`, a date with a clock time `YYYY-MM-DDTHH:MM[:SS]+08:00`, a range
    `start/end`. What is announced for a person (due dates, travel, appointments) lies ahead: the earliest date not
    before received - 1 day. What is reported (transactions, deliveries, bills) lies behind: the latest date not after
    received + 1 day. Notices (outages, weather, offers, vouchers, planned debits) may be either: the nearest.
    Which comes first, day or month, is the custom of the script: Chinese, Japanese and Korean write the month first,
    all others the day; a report that fits the receive time only in the other order is read so.
    A bare clock time is never carried to another day for that slack of a day: it is of the day of receipt, or of the
    neighbouring day (the day before for reports, the day after otherwise) when that is needed to come within 12 hours
    of the right side of the receive time.
    """
    number = RESOLVERS.get(kind)
    if number is None:
        raise ValueError(f"kind: expected one of {', '.join(sorted(KINDS))}, got {kind!r}")
    around = context or _DEFAULT
    received = None if received_at is None else (received_at.local, received_at.offset)
    is_due = around.field == "due_date"
    return Resolved(
        *resolve_one(
            number, text, around.script, around.currency, around.clock, category, is_due, received, around.zone
        )
    )


_DEFAULT = Context()
