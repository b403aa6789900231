"""The generator: wordings to labelled messages, the same for a seed on any machine.

Each message has its own random source, seeded with the seed and the message's number (or the wording's id), so
the first messages of a long run equal those of a short one.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any

from . import noise as noises
from .noise import Piece, Pieces
from .values import Draw
from .wordings import FLAGS, Slot, Wording, load_wordings, shared_pools

CHINA = timezone(timedelta(hours=8))
_FIRST_DAY = datetime(2018, 1, 1, tzinfo=CHINA)
_DAYS = 3100  # up to the middle of 2026
_HOURS = (0, 6, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 13, 14, 15, 15, 16, 17, 18, 18, 19, 20, 20, 21, 22, 23)

#: Categories (or whole l1) whose dates lie after the message; elsewhere they lie before it.
_FUTURE = frozenset(
    {"travel", "reminder", "alert", "promotion", "finance.repay_due", "health.appointment", "health.vaccine",
     "order.appointment", "telecom.outage", "utility.electricity", "utility.water", "utility.gas"}
)  # fmt: skip
_PAST = frozenset({"travel.refund_change"})

#: Pools of sender numbers by category or l1, for wordings that name none.
_SENDERS: Mapping[str, tuple[str, ...]] = {
    "finance": ("bank_port", "bank_port", "service_port"),
    "delivery": ("express_port", "service_port"),
    "order": ("shop_port",),
    "travel": ("service_port",),
    "travel.train": ("train_port",),
    "telecom": ("carrier_port",),
    "public": ("gov_port", "service_port"),
    "alert": ("gov_port",),
    "personal": ("phone",),
    "personal.missed_call": ("carrier_port",),
    "risk": ("phone", "service_port", "overseas_sender", "bank_port"),
}

_MOBILE = re.compile(r"1[3-9]\d{9}")

UNKNOWN = "other.unknown"
Span = tuple[int, int]


@dataclass(frozen=True)
class Sample:
    """One labelled message.

    `spans` are half-open, in code points of `text`, and `text[start:end] == fields[name]`; `more` holds the spans of
    further values of the same name. `wording` is the id of its wording, the group for cross-validation; `received_at`
    is RFC 3339.
    """

    id: str
    text: str
    category: str
    fields: Mapping[str, str]
    spans: Mapping[str, Span]
    flags: tuple[str, ...]
    wording: str
    sender: str | None = None
    received_at: str | None = None
    more: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """A JSON object; keys that hold nothing are left out, but for `fields`, `spans` and `flags`."""
        keep = ("fields", "spans", "flags")
        return {key: value for key, value in asdict(self).items() if value or key in keep}


def generate(
    n: int | None,
    seed: int,
    *,
    wordings: Sequence[Wording] | None = None,
    per_wording: int | None = None,
    noise: bool = True,
) -> Iterator[Sample]:
    """Labelled messages.

    With `per_wording` each wording gives that many, in order, `n` at most; else `n` messages with every category
    equally likely, and every wording within it. `noise=False` fills slots and puts 【signature】 in front, no more.
    ValueError: `n` is None without `per_wording`; WordingError: a built-in wordings file is not valid.
    """
    chosen = load_wordings() if wordings is None else list(wordings)
    jobs = _balanced(n, seed, chosen) if per_wording is None else _each(n, seed, chosen, per_wording)
    for index, (wording, key) in enumerate(jobs):
        yield _sample(f"{seed}-{index}", wording, random.Random(key), noise)


def _balanced(n: int | None, seed: int, wordings: Sequence[Wording]) -> Iterator[tuple[Wording, str]]:
    if n is None:
        raise ValueError("n: expected a number of messages, as per_wording is not given")
    by_category: defaultdict[str, list[Wording]] = defaultdict(list)
    for wording in wordings:
        by_category[wording.category].append(wording)
    categories = list(by_category)
    for index in range(n):
        rng = random.Random(f"{seed}/{index}/wording")
        yield rng.choice(by_category[rng.choice(categories)]), f"{seed}/{index}"


def _each(n: int | None, seed: int, wordings: Sequence[Wording], count: int) -> Iterator[tuple[Wording, str]]:
    jobs = ((wording, f"{seed}/{wording.id}/{k}") for wording in wordings for k in range(count))
    for index, job in enumerate(jobs):
        if n is not None and index >= n:
            return
        yield job


def _sample(sample_id: str, wording: Wording, rng: random.Random, noise: bool) -> Sample:
    received = _received(rng)
    draw = _draw(wording, rng, received, future=_in_future(wording.category))
    signature, known = _signature(wording, draw)
    pieces = _fill(wording, draw, known)
    which = ""
    if noise:
        pieces = noises.dress(pieces, wording, draw)
        pieces = _sign(pieces, signature, wording, draw)
        pieces = noises.weather(pieces, wording, draw)
        pieces, which = noises.split(pieces, wording, draw)
    elif signature:
        pieces = [Piece("【"), Piece(signature, "signature"), Piece("】"), *pieces]
    text, spans = _assemble(pieces)
    return Sample(
        id=sample_id,
        text=text,
        category=UNKNOWN if _says_nothing(wording, pieces, which) else wording.category,
        fields={name: text[slice(*found[0])] for name, found in spans.items()},
        spans={name: found[0] for name, found in spans.items()},
        flags=_flags(wording, pieces, which),
        wording=wording.id,
        sender=_sender(wording, draw),
        received_at=received.isoformat() if rng.random() < 0.6 else None,
        more={name: tuple(found[1:]) for name, found in spans.items() if len(found) > 1},
    )


def _draw(wording: Wording, rng: random.Random, received: datetime, future: bool) -> Draw:
    pools = (wording.pools, shared_pools())
    return Draw(rng, received=received, region=wording.region, pools=pools, future=future)


def _in_future(category: str) -> bool:
    return category not in _PAST and (category in _FUTURE or category.partition(".")[0] in _FUTURE)


def _received(rng: random.Random) -> datetime:
    day = _FIRST_DAY + timedelta(days=rng.randrange(_DAYS))
    return day.replace(hour=rng.choice(_HOURS), minute=rng.randrange(60), second=rng.randrange(60))


def _fill(wording: Wording, draw: Draw, known: Mapping[str, str]) -> Pieces:
    """The wording filled; a due date lies ahead even where the message speaks of the past."""
    ahead: Draw | None = None
    pieces: Pieces = []
    for part in wording.parts:
        source = draw
        if isinstance(part, Slot) and part.field == "due_date":
            ahead = ahead or _draw(wording, draw.rng, draw.received, future=True)
            source = ahead
        pieces += noises.fill([part], source, known)
    return pieces


def _signature(wording: Wording, draw: Draw) -> tuple[str, dict[str, str]]:
    """A signature ("" = none), and its pool with the value: a body that names that pool means the sender."""
    if not wording.signature:
        return "", {}
    entry = draw.rng.choice(wording.signature)
    if entry in wording.pools or entry in shared_pools():
        value = draw.value(entry)
        return value, {entry: value}
    return draw.expand(entry), {}


def _sign(pieces: Pieces, signature: str, wording: Wording, draw: Draw) -> Pieces:
    """The signature as senders put it: 【】 in front mostly; at the end, in other brackets, or left out abroad."""
    if not signature:
        return pieces
    chance = draw.rng.random()
    if wording.script != "hans" and chance < 0.4:
        return pieces
    if chance > 0.985:  # a name without brackets is no signature
        return [Piece(signature + (": " if wording.script == "en" else "：")), *pieces]
    brackets = draw.pick("[]", "［］", "【】") if chance > (0.92 if wording.script == "hans" else 0.8) else "【】"
    name = [Piece(brackets[0]), Piece(signature, "signature"), Piece(brackets[1])]
    if draw.chance(0.13):
        return [*pieces, *name]
    return [*name, Piece(" " if draw.chance(0.03) else ""), *pieces]


def _assemble(pieces: Sequence[Piece]) -> tuple[str, dict[str, list[Span]]]:
    spans: defaultdict[str, list[Span]] = defaultdict(list)
    at = 0
    for piece in pieces:
        end = at + len(piece.text)
        if piece.field and piece.text:
            spans[piece.field].append((at, end))
        at = end
    return "".join(piece.text for piece in pieces), dict(spans)


def _says_nothing(wording: Wording, pieces: Sequence[Piece], which: str) -> bool:
    """A second part without a field of its kind has no clear purpose, unless it is long and its tone tells the kind."""
    if which != "second" or noises.has_core_field(pieces):
        return False
    return wording.l1 not in ("promotion", "risk", "personal") or sum(len(p.text) for p in pieces) < 40


def _flags(wording: Wording, pieces: Sequence[Piece], which: str) -> tuple[str, ...]:
    if _says_nothing(wording, pieces, which):
        return ("fragment",)
    flags = set(wording.flags)
    coded = any(p.field in ("code", "pickup_code") for p in pieces)
    if which and not coded:
        flags.discard("contains_code")
    if coded:
        flags.add("contains_code")
    if wording.l1 == "verification":
        flags.add("time_sensitive")
    if any(p.tail for p in pieces):
        flags.add("promo_tail")
    if which:
        flags.add("fragment")
    return tuple(flag for flag in FLAGS if flag in flags)


def _sender(wording: Wording, draw: Draw) -> str | None:
    if draw.chance(0.2):
        return None
    if wording.sender and draw.chance(0.85):
        entry = draw.rng.choice(wording.sender)
        return draw.value(entry) if entry in wording.pools or entry in shared_pools() else draw.expand(entry)
    pools = _SENDERS.get(wording.category) or _SENDERS.get(wording.l1) or ("service_port",)
    number = draw.value(draw.rng.choice(pools)).replace(" ", "").replace("-", "")
    return f"+86{number}" if _MOBILE.fullmatch(number) and draw.chance(0.3) else number
