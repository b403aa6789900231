"""Stand-ins for a parse result, and the project's own wording of cards and menus."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from smsparse.cards import CardResolver

RULES = Path(__file__).parents[3] / "rules"


@dataclass(frozen=True)
class FakeField:
    text: str
    value: str | None = None
    unit: str | None = None
    more: tuple[FakeField, ...] = ()


@dataclass(frozen=True)
class FakeSender:
    id: str
    name: str
    trust: str


@dataclass(frozen=True)
class FakeResult:
    category: str
    sender: FakeSender | None = None
    fields: Mapping[str, FakeField] = field(default_factory=dict)
    received_at: str | None = "2026-03-05T14:03:20+08:00"
    text: str = ""


MakeResult = Callable[..., FakeResult]


@pytest.fixture(scope="session")
def make_result() -> MakeResult:
    """make_result("finance.debit", amount=("128.50", "128.50", "CNY"), sender=("cmb", "招商银行", "consistent"))"""

    def make(category: str, sender: tuple[str, str, str] | None = None, **fields: Any) -> FakeResult:
        told = {name: _field(value) for name, value in fields.items()}
        return FakeResult(category, FakeSender(*sender) if sender else None, told)

    return make


def _field(value: Any) -> FakeField:
    if isinstance(value, FakeField):
        return value
    if isinstance(value, list):
        first, *more = map(_field, value)
        return FakeField(first.text, first.value, first.unit, tuple(more))
    return FakeField(value) if isinstance(value, str) else FakeField(*value)


@pytest.fixture(scope="session")
def card_data() -> dict[str, Any]:
    return tomllib.loads((RULES / "cards.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def menu_data() -> dict[str, dict[str, Any]]:
    return {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in (RULES / "menus").glob("*.toml")}


@pytest.fixture(scope="session")
def pairs() -> list[str]:
    """Every category of the taxonomy."""
    taxonomy = tomllib.loads((RULES / "taxonomy.toml").read_text(encoding="utf-8"))
    return [f"{l1['name']}.{l2}" for l1 in taxonomy["l1"] for l2 in l1["l2"]]


@pytest.fixture(scope="session")
def calendar_data() -> dict[str, Any]:
    return tomllib.loads((RULES / "calendars.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def sender_data() -> dict[str, dict[str, Any]]:
    """Every sender profile by its id."""
    files = [tomllib.loads(path.read_text(encoding="utf-8")) for path in (RULES / "senders").glob("*.toml")]
    return {sender["id"]: sender for file in files for sender in file["sender"]}


@pytest.fixture(scope="session")
def resolver(
    card_data: dict[str, Any],
    menu_data: dict[str, dict[str, Any]],
    calendar_data: dict[str, Any],
    sender_data: dict[str, dict[str, Any]],
) -> CardResolver:
    profiles = {
        sender: {"industry": one.get("industry", ""), "hotline": one.get("hotline", "")}
        for sender, one in sender_data.items()
    }
    data = {"cards": card_data, "menus": menu_data, "calendars": calendar_data, "profiles": profiles}
    return CardResolver(data)
