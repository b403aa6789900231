"""Which of the expressions that match counts: best rule first, then fields by their rules, as rules/README.md says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from benchmarks.engines.templates import Templates

if TYPE_CHECKING:
    from collections.abc import Iterable

    from benchmarks.engines.templates import Expression, Span

    Fields = dict[str, Span]

_SIGNATURE = re.compile(r"\A[【\[]([^【】\[\]]{1,30})[】\]]|[【\[]([^【】\[\]]{1,30})[】\]][。.!,; \n]*\Z")
_LINK = re.compile(r"[.][a-z]|//")


class Choosing:
    """Holds the pack; keeps nothing of a message."""

    def __init__(self, known: Templates) -> None:
        self._known = known

    def signature(self, folded: str) -> Span | None:
        """Where the name in brackets stands that opens the message, else that which ends it."""
        found = _SIGNATURE.search(folded)
        return found.span(1 if found[1] is not None else 2) if found else None

    def sender(self, folded: str, signature: Span | None) -> str | None:
        """The profile of the signature."""
        return self._known.senders.get(folded[slice(*signature)]) if signature else None

    def best(self, folded: str, rules: Iterable[Expression], sender: str | None) -> tuple[str, Fields] | None:
        """Category and fields of the first of `rules` (best first) that matches; None where none does."""
        matches: dict[int, re.Match[str] | None] = {}  # variants of a rule share their pattern
        for rule in rules:
            if rule.sender is not None and rule.sender != sender:
                continue
            if rule.number not in matches:
                matches[rule.number] = rule.pattern.search(folded)
            match = matches[rule.number]
            if match is not None and rule.holds(folded):
                assert rule.category is not None
                return rule.category, _values(rule, match)
        return None

    def fill(self, folded: str, fields: Fields, rules: Iterable[Expression]) -> None:
        """Adds the fields that field rules with a cue (best first) find and no rule has given yet.

        Of several matches for one: priority, then the earlier place, then the better rule.
        """
        starts: dict[str, int] = {}  # of what rules of this priority found
        priority: int | None = None
        settled = set(fields)
        for rule in rules:
            if rule.rank[0] != priority:
                priority = rule.rank[0]
                settled.update(starts)
                starts.clear()
            if rule.names <= settled or not rule.holds(folded) or (match := rule.pattern.search(folded)) is None:
                continue
            for name, span in _values(rule, match).items():
                if name not in settled and (name not in starts or span[0] < starts[name]):
                    starts[name] = span[0]
                    fields[name] = span

    def pick(self, folded: str, fields: Fields, rules: Iterable[Expression], probability: float) -> None:
        """Adds what rules without a cue find for fields that are still open, in what no other field has taken."""
        for rule in rules:
            if probability < rule.sure or rule.names <= fields.keys() or not rule.holds(folded):
                continue
            found: list[tuple[str, Span]] = []
            for match in rule.pattern.finditer(folded):
                values = _values(rule, match).items()
                found += [(name, span) for name, span in values if not _touches(span, fields)]
                if len(found) > 1 or (found and rule.pick == "first"):
                    break
            if found and (rule.pick == "first" or len(found) == 1):
                fields.setdefault(*found[0])

    def contacts(self, folded: str, category: str, fields: Fields, signature: Span | None) -> None:
        """Adds what needs no rule: the signature, the first link, and a number to call where the category has one."""
        if signature is not None:
            fields["signature"] = signature
        if "url" not in fields and _LINK.search(folded) and (match := self._known.url.search(folded)):
            fields["url"] = match.span("v0")
        if "phone" not in fields and category in self._known.phone_scope:
            for match in self._known.phone.finditer(folded):
                if match.end("v0") - match.start("v0") >= 7:
                    fields["phone"] = match.span("v0")
                    break


def _touches(span: Span, fields: Fields) -> bool:
    return any(span[0] < end and start < span[1] for start, end in fields.values())


def _values(rule: Expression, match: re.Match[str]) -> Fields:
    """The fields a match gives; of several groups for one name the first that took part."""
    values: Fields = {}
    for group, name in rule.values:
        start, end = match.span(group)
        if start >= 0 and name not in values:
            values[name] = (start, end)
    return values
