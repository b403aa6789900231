"""A small engine to run the command line against: it knows one-time codes and nothing else."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from smsparse.cards import Action, Card, CardContext, Menu, MenuEntry, Row
from smsparse.errors import InvalidMessageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from smsparse.cli.engine_api import EngineLike, MessageTuple


@dataclass(frozen=True)
class FakeSpan:
    start: int
    end: int


@dataclass(frozen=True)
class FakeField:
    name: str
    text: str
    span: FakeSpan
    value: str | None = None
    unit: str | None = None
    confidence: float = 0.999
    by: str = "slot"
    more: tuple[FakeField, ...] = ()


@dataclass(frozen=True)
class FakeSender:
    id: str = "cmb"
    name: str = "招商银行"
    trust: str = "consistent"
    reasons: tuple[str, ...] = ("signature",)


@dataclass(frozen=True)
class FakeResult:
    text: str
    category: str
    decided_by: str
    confidence: float = 0.998
    flags: tuple[str, ...] = ()
    sender: FakeSender | None = None
    fields: Mapping[str, FakeField] = field(default_factory=dict)
    received_at: str | None = None

    def to_dict(self, *, span_unit: str = "codepoint") -> dict[str, Any]:
        unit = {"codepoint": "utf-32-le", "utf16": "utf-16-le", "utf8": "utf-8"}[span_unit]
        size = {"codepoint": 4, "utf16": 2, "utf8": 1}[span_unit]

        def offset(index: int) -> int:
            return len(self.text[:index].encode(unit, "surrogatepass")) // size

        fields = {
            name: {"text": one.text, "value": one.value, "span": [offset(one.span.start), offset(one.span.end)]}
            for name, one in self.fields.items()
        }
        return {"v": 1, "category": self.category, "flags": list(self.flags), "fields": fields}


class FakeEngine:
    """Any run of six digits is a code; ``batches`` records how many messages came at once."""

    versions: Mapping[str, str] = {"smsparse": "0.1.0", "pack": "sha256:aa", "model": "sha256:bb"}

    def __init__(self) -> None:
        self.batches: list[int] = []

    def parse(self, text: str, sender: str | None = None, received_at: str | int | None = None) -> FakeResult:
        if isinstance(received_at, str) and not re.search(r"(Z|[+-]\d\d:\d\d)$", received_at):
            raise InvalidMessageError("naive_time", expected="an offset", got="none", at="received_at")
        found = re.search(r"[0-9]{6}", text)
        if not found:
            return FakeResult(text, "other.unknown", "abstain", 0.2)
        code = FakeField("code", found[0], FakeSpan(*found.span()), value=found[0])
        return FakeResult(
            text,
            "verification.other",
            "rule:fake/code",
            flags=("contains_code",),
            sender=FakeSender() if sender == "95555" else None,
            fields={"code": code},
        )

    def parse_many(self, messages: Iterable[MessageTuple]) -> Iterator[FakeResult]:
        batch = list(messages)
        self.batches.append(len(batch))
        for message in batch:
            yield self.parse(*message)

    def explain(self, text: str, sender: str | None = None, received_at: str | int | None = None) -> dict[str, Any]:
        found = {"text": "480917", "span": [4, 10], "confidence": 0.99, "value": "480917", "unit": None, "more": []}
        phone = {"text": "95555", "span": [12, 17], "why": "is phone"}
        code = {"rule": "fake/code", "category": "verification.other", "priority": 90, "sender": None}
        return {
            "result": {"category": "verification.other", "confidence": 0.99, "decided_by": "rule:fake/code"},
            "folded": text.lower(),
            "literals": ["验证码"],
            "sender": {"id": "cmb", "trust": "consistent"},
            "winner": {**code, "literal_characters": 3},
            "rivals": [{**code, "rule": "fake/login", "literal_characters": 2, "why": "lower priority (80 < 90)"}],
            "vetoed": [{**code, "rule": "fake/spam", "literal_characters": 2, "why": "vetoed by unless: 转告"}],
            "model": {
                "asked": False,
                "top": [["verification.other", 0.93], ["finance.debit", 0.04]],
                "threshold": 0.2,
                "abstained": False,
            },
            "fields": [
                {
                    "name": "code",
                    **found,
                    "by": "slot",
                    "rule": "fake/code",
                    "priority": 90,
                    "resolver": "code",
                    "rejected": [{**phone, "by": "fake/card"}, {**phone, "by": "fake/order"}],
                }
            ],
            "absent": [
                {"name": "amount", "rejected": [{**phone, "by": "finder", "why": "no rule reads it as amount"}]}
            ],
            "flags": [{"flag": "contains_code", "by": "field code"}],
            "candidates": [
                {"rule": "fake/debit", "kind": "rule", "matched": False, "why": "does not match"},
                {"rule": "fake/debit", "kind": "rule", "matched": False, "why": "does not match"},
                {"rule": "fake/code", "kind": "rule", "matched": True, "why": "wins"},
                {"rule": "fake/seat", "kind": "field", "matched": True, "why": "not for the category"},
            ],
        }

    def card(self, result: Any, context: CardContext) -> Card:
        title = "验证码" if context.locale == "zh-Hans" else "Code"
        menu = Menu((MenuEntry("帮助", entries=(MenuEntry("客服 95555", Action("dial", "客服 95555", "95555")),)),))
        rows = tuple(Row("验证码", one.text, "primary") for one in result.fields.values())
        return Card("code", title, rows=rows, menu=menu)

    def card_json(self, result: Any, context: CardContext) -> bytes:
        return json.dumps(self.card(result, context).to_dict(), ensure_ascii=False).encode()


if TYPE_CHECKING:
    _fits: EngineLike = FakeEngine()


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture(autouse=True)
def _plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
