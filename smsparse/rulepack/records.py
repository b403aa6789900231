"""What a rule pack is made of, as read from `rules/` (see rules/README.md for the meaning of every key)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Severity = Literal["error", "warning"]

#: How a field rule without a cue may choose among what it finds.
PICKS: tuple[str, ...] = ("", "sole", "first")

#: Names a template's slot may have: the fields of the contract.
FIELD_NAMES: tuple[str, ...] = (
    "signature", "url", "phone",
    "code", "code_valid", "host", "app_hash",
    "amount", "currency", "balance", "account_tail", "counterparty", "time", "due_date", "min_payment", "credit_limit",
    "carrier", "tracking_number", "pickup_code", "place",
    "order_number",
    "number", "departure", "arrival", "seat", "passenger",
    "data_used", "data_left",
    "account_number",
)  # fmt: skip

#: Flags in the order of their bits.
FLAGS: tuple[str, ...] = (
    "contains_code", "promo_tail", "time_sensitive", "fragment", "truncated", "repaired", "limit_hit",
)  # fmt: skip


#: What a rule that holds links against the sender may give as its reason.
URGES: tuple[str, ...] = ("act-now", "asks-secret")


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the pack something stands: a file below `rules/`, a record's id, a key."""

    file: str
    record: str = ""
    key: str = ""

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.record, self.key) if part)


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding of the loader, the linter or the cases."""

    severity: Severity
    code: str
    place: Place
    expected: str
    got: str

    def __str__(self) -> str:
        return f"{self.severity}[{self.code}] {self.place}: expected {self.expected}, got {self.got}"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: when one of its templates matches, the message has its category and the slots are fields."""

    id: str
    category: str
    texts: tuple[str, ...]
    place: Place
    sender: str | None = None
    priority: int = 50
    unless: tuple[str, ...] = ()
    require: tuple[str, ...] = ()
    some: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    confidence: float = 0.99
    regex: str | None = None
    distrust: str | None = None
    guarded: bool = False


@dataclass(frozen=True, slots=True)
class FieldRule:
    """A field rule: within the categories it is for, its slots are fields that no rule has given yet.

    `pick`: "sole" takes the only value that its template finds, "first" the first; either needs no literal.
    `sure`: how probable the category must be for a rule that picks.
    """

    id: str
    scope: tuple[str, ...]
    texts: tuple[str, ...]
    place: Place
    priority: int = 50
    unless: tuple[str, ...] = ()
    require: tuple[str, ...] = ()
    some: tuple[str, ...] = ()
    pick: str = ""
    sure: float = 0.0


@dataclass(frozen=True, slots=True)
class FlagRule:
    """A flag rule: within the categories it is for, a match sets its flag."""

    id: str
    flag: str
    scope: tuple[str, ...]
    texts: tuple[str, ...]
    place: Place
    unless: tuple[str, ...] = ()
    require: tuple[str, ...] = ()
    some: tuple[str, ...] = ()
    priority: int = 0


@dataclass(frozen=True, slots=True)
class Sender:
    """A sender profile: how it signs, the numbers it sends from, the hosts its links lead to."""

    id: str
    name: str
    industry: str
    place: Place
    signatures: tuple[str, ...] = ()
    ports: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    hotline: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A message beside a rule file, and what must come of it."""

    text: str
    place: Place
    rule: str | None = None
    category: str | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    flags: tuple[str, ...] | None = None
    not_rule: str | None = None
    not_category: str | None = None
    no_fields: tuple[str, ...] = ()
    sender: str | None = None
    received_at: str | None = None
    trust: str | None = None
    reasons: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """The category pairs in the order of their numbers, what each l1 maps to elsewhere, the labels there."""

    pairs: tuple[str, ...]
    l1: tuple[dict[str, Any], ...]
    abstain: str
    systems: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Pack:
    """A whole rule pack, read but not compiled."""

    name: str
    version: str
    language: int
    tz: str
    phone_scope: tuple[str, ...]
    urgent: tuple[str, ...]
    clock_scope: tuple[str, ...]
    native_share: float
    foreign_threshold: float
    taxonomy: Taxonomy
    folding: dict[str, Any]
    lexicons: dict[str, tuple[str, ...]]
    rules: tuple[Rule, ...]
    field_rules: tuple[FieldRule, ...]
    flag_rules: tuple[FlagRule, ...]
    senders: tuple[Sender, ...]
    menus: dict[str, Any]
    cards: dict[str, Any]
    calendars: dict[str, Any]
    dialects: dict[str, Any]
    trust: dict[str, Any]
    cases: tuple[Case, ...]

    def card_data(self) -> dict[str, Any]:
        """What cards are filled from: their wording, menus, calendars, and of each profile what a menu goes by."""
        profiles = {one.id: {"industry": one.industry, "hotline": one.hotline} for one in self.senders}
        return {"cards": self.cards, "menus": self.menus, "calendars": self.calendars, "profiles": profiles}
