"""Why a message is parsed as it is: what decided, what gave each field and flag, what was turned down and why.

The pipeline tells what it saw (`Pipeline.explain`); here that is put into words, without parsing anew.
"""

from __future__ import annotations

from dataclasses import dataclass

from smsparse.rulepack.slots import SLOT_TYPES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import Any

    from smsparse._native import Field, ParseResult, Strings

    Slot = tuple[int, int, int, bool]
    """(field number, start, end, whether it is a further value)."""

RULE, FIELD_RULE, FLAG_RULE = 0, 1, 2

#: Resolvers whose fields have a slot type of the same name: its spans are rivals. Phones have a finder of their own.
_TYPED = (
    "money", "tail", "code", "pickup", "datetime", "duration", "url", "tracking", "order_no", "data", "seat", "flight",
    "train",
)  # fmt: skip
_NUMBERS = {kind: number for number, kind in enumerate(SLOT_TYPES) if kind in _TYPED}
#: The slot types that `Pipeline.explain` is to look for.
SCANNED = tuple(_NUMBERS.values())

#: Why a field that matched is not there at all.
_ABSENT = {
    "code": "codes are given under verification.* and order.* only",
    "currency": "it belongs to another sum than the amount",
}

#: What sets a flag that neither a rule nor a field does; other flags are of the engine.
_FLAG_GIVERS = {"time_sensitive": "category", "fragment": "length and ending"}

#: How many of the words of a condition are told.
MANY_WORDS = 5

#: What a field or flag rule is told to be that is not for the category.
OUT_OF_SCOPE = "not for the category"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A template that a literal of the message offered; see `Pipeline.explain` for what it holds."""

    rule: int
    kind: int
    category: int
    sender: int
    priority: int
    points: int
    flags: int
    pick: int
    covers: bool
    trusted: bool
    matched: bool
    unless: Sequence[str]
    missing: Sequence[str]
    none_of: Sequence[str]
    slots: Sequence[Slot]

    @property
    def vetoed(self) -> bool:
        """Whether it matches, and a condition forbids it."""
        return self.matched and bool(self.unless or self.missing or self.none_of or self.trusted)


@dataclass(frozen=True, slots=True)
class Names:
    """What the numbers of a pack are called, and which resolver gives a field its value."""

    pairs: Sequence[str]
    rules: Strings
    fields: Sequence[str]
    flags: Sequence[str]
    senders: Strings
    resolvers: Mapping[str, str]


def explanation(facts: Mapping[str, Any], result: ParseResult, names: Names) -> dict[str, Any]:
    """The explanation of `result`, which is of the same run as `facts`; every part of it can be written as JSON."""
    return _Explanation(facts, result, names).told()


class _Explanation:
    def __init__(self, facts: Mapping[str, Any], result: ParseResult, names: Names) -> None:
        self._facts = facts
        self._result = result
        self._names = names
        self._candidates = [Candidate(**told) for told in facts["templates"]]
        self._decided: int = facts["decided"]
        self._sender: int = facts["sender"]
        self._winner = self._best_of(self._decided)
        self._owners = [(name, *one.span) for name, first in result.fields.items() for one in (first, *first.more)]

    def told(self) -> dict[str, Any]:
        """Everything."""
        result = self._result
        return {
            "result": result.to_dict(),
            "folded": self._facts["folded"],
            "literals": self._facts["literals"],
            "sender": None if result.sender is None else result.sender.to_dict(),
            "winner": None if self._winner is None else self._rule_told(self._winner),
            "rivals": self._deciding(lambda one: not one.vetoed),
            "vetoed": self._deciding(lambda one: one.vetoed),
            "model": self._model(),
            "fields": [self._field(field) for field in result.fields.values()],
            "absent": self._absent(),
            "flags": [{"flag": flag, "by": self._flag_giver(flag)} for flag in result.flags],
            "candidates": [self._candidate(one) for one in self._candidates],
        }

    # ---- what decided

    def _best_of(self, rule: int) -> Candidate | None:
        """The template by which a rule won: of those that match, the one that ranks first."""
        able = [one for one in self._candidates if one.rule == rule and one.matched and not one.vetoed]
        return max(able, key=_rank, default=None)

    def _rule_told(self, one: Candidate) -> dict[str, Any]:
        return {
            "rule": self._names.rules[one.rule],
            "category": self._names.pairs[one.category],
            "priority": one.priority,
            "sender": self._names.senders[one.sender] if one.sender >= 0 else None,
            "literal_characters": one.points,
        }

    def _deciding(self, chosen: Callable[[Candidate], bool]) -> list[dict[str, Any]]:
        """Other rules that match, the best template of each, with the reason why they did not decide."""
        best: dict[int, Candidate] = {}
        for one in self._candidates:
            if one.kind == RULE and one.matched and one.rule != self._decided and chosen(one):
                best[one.rule] = max(best.get(one.rule, one), one, key=_rank)
        ranked = sorted(best.values(), key=_rank, reverse=True)
        return [{**self._rule_told(one), "why": self._why_not_deciding(one)} for one in ranked]

    def _why_not_deciding(self, one: Candidate) -> str:
        if not one.matched:
            return "does not match"
        if one.sender >= 0 and one.sender != self._sender:
            return f"only for messages from {self._names.senders[one.sender]}"
        if one.vetoed:
            return _condition(one)
        if one.rule == self._decided:
            return "wins"
        winner = self._winner
        if winner is None:  # a free expression took too long when it counted
            return "took too long"
        if one.priority != winner.priority:
            return f"lower priority ({one.priority} < {winner.priority})"
        if (one.sender >= 0) != (winner.sender >= 0):
            return "not bound to the sender, as the winner is"
        if one.points != winner.points:
            return f"fewer literal characters ({one.points} < {winner.points})"
        return "later in the pack"

    def _model(self) -> dict[str, Any] | None:
        """What the model says of the message; where a rule decided, it was not asked."""
        if self._facts["threshold"] is None:
            return None
        return {
            "asked": self._decided < 0,
            "top": self._facts["model"],
            "threshold": self._facts["threshold"],
            "abstained": self._result.decided_by == "abstain",
        }

    def _candidate(self, one: Candidate) -> dict[str, Any]:
        return {
            "rule": self._names.rules[one.rule],
            "kind": ("rule", "field", "flag")[one.kind],
            "matched": one.matched,
            "why": self._why_not_deciding(one) if one.kind == RULE else self._why_not_applied(one),
        }

    def _why_not_applied(self, one: Candidate) -> str:
        """Of a field or flag rule."""
        if not one.matched:
            return "does not match"
        if not one.covers:
            return OUT_OF_SCOPE
        if one.vetoed:
            return _condition(one)
        if one.kind == FLAG_RULE:
            return f"sets {', '.join(self._flags(one.flags))}"
        given = [self._names.fields[name] for name, start, end, _ in one.slots if self._gave(one, name, start, end)]
        return f"gives {', '.join(dict.fromkeys(given))}" if given else "another gives its fields"

    def _gave(self, one: Candidate, name: int, start: int, end: int) -> bool:
        field = self._result.fields.get(self._names.fields[name])
        if field is None or not self._is_giver(one, field):
            return False
        return any((start, end) == tuple(found.span) for found in (field, *field.more))

    # ---- fields

    def _field(self, field: Field) -> dict[str, Any]:
        giver = self._giver(field)
        return {
            "name": field.name,
            **field.to_dict(),
            "rule": None if giver is None else self._names.rules[giver.rule],
            "priority": None if giver is None else giver.priority,
            "resolver": self._names.resolvers[field.name],
            "rejected": self._rejected(field.name, field),
        }

    def _giver(self, field: Field) -> Candidate | None:
        """The template whose slot is the field; None where a finder gave it."""
        given = [one for one in self._candidates if self._is_giver(one, field) and one.matched and not one.vetoed]
        exact = [one for one in given if any(slot[1:3] == tuple(field.span) for slot in one.slots)]
        return max(exact or given, key=_rank, default=None)

    def _is_giver(self, one: Candidate, field: Field) -> bool:
        if field.by == "slot":
            return one.rule == self._decided
        return one.kind == FIELD_RULE and field.by == f"field:{self._names.rules[one.rule]}"

    def _rejected(self, name: str, field: Field | None) -> list[dict[str, Any]]:
        """Spans that might have been the field, from left to right, what proposed each and why it was not taken."""
        told: dict[tuple[int, int, str], str] = {}
        for one, start, end in self._proposals(name):
            if field is None or not _is_one_of(field, start, end):
                told.setdefault(
                    (start, end, self._names.rules[one.rule]), self._why_not_given(one, (start, end), field, name)
                )
        proposed = {(start, end) for start, end, _ in told}
        for start, end, why in (*self._found(name, field), *self._bracketed(name, field)):
            if (start, end) not in proposed:
                told.setdefault((start, end, "finder"), why)
        text = self._result.text
        return [
            {"text": text[start:end], "span": [start, end], "by": by, "why": why}
            for (start, end, by), why in sorted(told.items(), key=lambda item: item[0])
        ]

    def _proposals(self, name: str) -> Iterator[tuple[Candidate, int, int]]:
        """Slots of that name in templates that match."""
        for one in self._candidates:
            if one.matched:
                yield from (
                    (one, start, end)
                    for number, start, end, more in one.slots
                    if self._names.fields[number] == name and not more
                )

    def _why_not_given(self, one: Candidate, span: tuple[int, int], field: Field | None, name: str) -> str:
        if one.kind == RULE:
            why = self._why_not_deciding(one)
            if why != "wins":
                return f"its rule did not decide: {why}"
            return _ABSENT.get(name, "not taken") if field is None else "another template of the rule ranks first"
        if not one.covers:
            return f"its rule is not for {self._result.category}"
        if one.vetoed:
            return _condition(one)
        if one.pick and (owner := self._other_owner(name, *span)):
            return owner
        if field is None:
            return "not the only one" if one.pick else _ABSENT.get(name, "not taken")
        return self._why_behind(one, span[0], field)

    def _why_behind(self, one: Candidate, start: int, field: Field) -> str:
        """Why a field rule that may give the field did not."""
        giver = self._giver(field)
        if field.by == "slot":
            return "the deciding rule gives it"
        if giver is None:
            return "the first callable number counts" if field.name == "phone" else "a finder gives it"
        if one.pick and not giver.pick:
            return "asked only where no cue gives the field"
        if one.priority != giver.priority:
            return f"lower priority ({one.priority} < {giver.priority})"
        if start != field.span.start:
            return "later in the message"
        if one.points != giver.points:
            return f"fewer literal characters ({one.points} < {giver.points})"
        return "later in the pack"

    def _found(self, name: str, field: Field | None) -> Iterator[tuple[int, int, str]]:
        """Spans of the field's type, whoever proposes them."""
        if field is None:
            return
        for start, end, why in self._contacts() if name == "phone" else self._typed(name):
            if not _overlaps(field, start, end):
                yield start, end, self._other_owner(name, start, end) or why

    def _contacts(self) -> Iterator[tuple[int, int, str]]:
        for start, end, subject in self._facts["contacts"]:
            why = "the words around it say whose number it is, not whom to call"
            yield start, end, why if subject else "later in the message"

    def _typed(self, name: str) -> Iterator[tuple[int, int, str]]:
        why = "later in the message" if name == "url" else f"no rule reads it as {name}"
        for start, end in self._facts["spans"].get(_NUMBERS.get(self._names.resolvers[name]), ()):
            yield start, end, why

    def _other_owner(self, name: str, start: int, end: int) -> str | None:
        """How a span lies to the field of another name that it touches."""
        for owner, first, last in self._owners:
            if owner == name or end <= first or last <= start:
                continue
            if (first, last) == (start, end):
                return f"is {owner}"
            return f"{'inside' if first <= start and end <= last else 'overlaps'} {owner}"
        return None

    def _bracketed(self, name: str, field: Field | None) -> Iterator[tuple[int, int, str]]:
        """Other bracketed names, of which one might have been the signature."""
        if name != "signature":
            return
        for start, end in _in_brackets(self._result.text):
            if field is None:
                yield start, end, "a heading, a sentence, or in mid-text"
            elif end <= field.span.start:
                yield start, end, "a heading or a sentence, or only the other is a known brand"
            elif not _overlaps(field, start, end):
                yield start, end, "the other bracket names the sender"

    def _absent(self) -> list[dict[str, Any]]:
        """Fields that are not there, though something of the message was proposed for them."""
        proposed = {self._names.fields[slot[0]] for one in self._candidates if one.matched for slot in one.slots}
        missing = sorted((proposed | {"signature"}) - set(self._result.fields))
        told = [{"name": name, "rejected": self._rejected(name, None)} for name in missing]
        return [one for one in told if one["rejected"]]

    # ---- flags

    def _flag_giver(self, flag: str) -> str:
        winner = self._winner
        if winner is not None and flag in self._flags(winner.flags):
            return f"rule:{self._names.rules[winner.rule]}"
        for one in self._candidates:
            able = one.kind == FLAG_RULE and one.matched and one.covers and not one.vetoed
            if able and flag in self._flags(one.flags):
                return f"flag:{self._names.rules[one.rule]}"
        if flag == "contains_code":
            return f"field {'code' if 'code' in self._result.fields else 'pickup_code'}"
        return _FLAG_GIVERS.get(flag, "engine")

    def _flags(self, bits: int) -> list[str]:
        return [name for number, name in enumerate(self._names.flags) if bits >> number & 1]


def _rank(one: Candidate) -> tuple[int, bool, int, int]:
    """As the pipeline orders matches: priority, sender-bound, literal characters, the earlier rule."""
    return one.priority, one.sender >= 0, one.points, -one.rule


def _condition(one: Candidate) -> str:
    if one.unless:
        return f"vetoed by unless: {', '.join(one.unless)}"
    if one.missing:
        return f"requires {', '.join(one.missing)}"
    if one.none_of:
        told = ", ".join(one.none_of[:MANY_WORDS]) + (", …" if len(one.none_of) > MANY_WORDS else "")
        return f"requires one of {told}"
    return "nothing it leads to contradicts the sender"


def _is_one_of(field: Field, start: int, end: int) -> bool:
    return any((start, end) == tuple(one.span) for one in (field, *field.more))


def _overlaps(field: Field, start: int, end: int) -> bool:
    return any(one.span.start < end and start < one.span.end for one in (field, *field.more))


def _in_brackets(text: str) -> Iterator[tuple[int, int]]:
    """The contents of 【】, [] and ［］ without brackets inside."""
    start = -1
    for at, sign in enumerate(text):
        if sign in "【[［":
            start = at + 1
        elif sign in "】]］":
            if 0 < start < at:
                yield start, at
            start = -1
