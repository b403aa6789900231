"""Times: surface -> ISO 8601.

A date is `YYYY-MM-DD`, a month `YYYY-MM`, a date with a clock time `YYYY-MM-DDTHH:MM[:SS]+08:00`, a range
`start/end`. Three steps: `temporal_reader` reads what is written, gaps and all; this module picks which way the gaps
are filled; `temporal_anchor` fills them from the receive time and writes the value.

Which way (`lean_of`): what is announced for a person (due dates, travel, appointments) lies ahead: the earliest date
not before received - 1 day. What is reported (transactions, deliveries, bills) lies behind: the latest date not after
received + 1 day. Notices (outages, weather, offers, vouchers, planned debits) may be either: the nearest.
Which comes first, day or month, is the custom of the script: Chinese, Japanese and Korean write the month first, all
others the day; a report that fits the receive time only in the other order is read so.
A bare clock time is never carried to another day for that slack of a day: it is of the day of receipt, or of the
neighbouring day (the day before for reports, the day after otherwise) when that is needed to come within 12 hours of
the right side of the receive time.
"""

from __future__ import annotations

from smsparse.entities.context import NOTHING, Resolved

from .context import Context, ReceivedAt
from .temporal_anchor import AHEAD, BEHIND, NEAREST, anchor
from .temporal_reader import MAX_LENGTH, read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

_AHEAD_FIELDS: Final = frozenset(("due_date",))
_AHEAD_TOPICS: Final = ("travel.", "reminder.", "health.appointment", "order.appointment")
_NEAREST_TOPICS: Final = (
    "utility.", "public.", "alert.", "promotion.", "reward.", "health.vaccine", "health.pharmacy", "health.other",
    "finance.repay_due", "finance.mandate", "finance.insurance", "finance.loan",
    "order.confirmed", "order.voucher", "order.other",
    "telecom.outage", "telecom.plan_change", "telecom.roaming", "telecom.service", "telecom.other",
)  # fmt: skip


def lean_of(category: str, field: str) -> str:
    """Which way a year-less or relative time is looked for: AHEAD, BEHIND or NEAREST."""
    if field in _AHEAD_FIELDS or category.startswith(_AHEAD_TOPICS):
        return AHEAD
    return NEAREST if category.startswith(_NEAREST_TOPICS) else BEHIND


def resolve(text: str, received_at: ReceivedAt | None, category: str, context: Context) -> Resolved:
    """Resolves a date, a clock time, both or a range. Value None for what does not exist or cannot be known."""
    surface = f"{text} {context.clock}" if context.clock else text
    if len(surface) > MAX_LENGTH:
        return NOTHING
    moments = read(surface, context.script)
    if moments is None:
        return NOTHING
    is_due = context.field in _AHEAD_FIELDS
    return Resolved(anchor(moments, received_at, lean_of(category, context.field), context, is_due=is_due))
