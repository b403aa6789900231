"""Whole messages of `messages.toml`: through the full parse, and each expected field through its resolver alone."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from smsparse.entities import Context, ReceivedAt, resolve, script_of

MESSAGES = tomllib.loads((Path(__file__).parent / "messages.toml").read_text(encoding="utf-8"))["message"]

KIND_OF_FIELD = {
    "amount": "money", "balance": "money", "min_payment": "money", "credit_limit": "money", "time": "datetime",
    "due_date": "date", "account_tail": "tail", "code": "code", "code_valid": "duration", "pickup_code": "pickup",
    "tracking_number": "tracking", "phone": "phone", "url": "url", "data_used": "data", "data_left": "data",
    "seat": "seat", "order_number": "order_no",
}  # fmt: skip


def _name_of(message: dict[str, Any]) -> str:
    return f"{message['category']}:{message['text'][:24]}"


@pytest.mark.parametrize("message", MESSAGES, ids=_name_of)
def test_expected_texts_stand_in_the_message(message: dict[str, Any]) -> None:
    for field in message["expect"].values():
        assert field["text"] in message["text"]


@pytest.mark.parametrize("message", MESSAGES, ids=_name_of)
def test_resolvers(message: dict[str, Any]) -> None:
    script = script_of(message["text"])
    for name, expected in message["expect"].items():
        kind = _kind(name, message["category"])
        if kind is None or "value" not in expected:
            continue
        currency = (
            message["expect"].get("currency", {}).get("text", _currency_beside(expected["text"], message["text"]))
        )
        context = Context(field=name, currency=currency, script=script)
        received = ReceivedAt.parse(message["received_at"], context)

        resolved = resolve(kind, expected["text"], received_at=received, category=message["category"], context=context)

        assert (name, *resolved) == (name, expected["value"], expected.get("unit"))


def _kind(field: str, category: str) -> str | None:
    if field == "number":
        return "train" if category == "travel.train" or category == "travel.refund_change" else "flight"
    return KIND_OF_FIELD.get(field)


def _currency_beside(surface: str, text: str) -> str | None:
    end = text.index(surface) + len(surface)
    return "元" if text[end : end + 1] == "元" else None


@pytest.mark.parametrize("message", MESSAGES, ids=_name_of)
def test_parse(message: dict[str, Any]) -> None:
    pytest.importorskip("smsparse._native", reason="the extension of this tree is not built")
    import smsparse

    result = smsparse.parse(message["text"], sender=message["sender"], received_at=message["received_at"])

    assert result.category == message["category"]
    wrong = {}
    for name, expected in message["expect"].items():
        field = result.fields.get(name)
        if field is None or not _agrees(field, expected):
            wrong[name] = (expected, None if field is None else (field.text, field.value, field.unit))
    assert not wrong


def _agrees(field: Any, expected: dict[str, str]) -> bool:
    if field.text != expected["text"]:
        return False
    if "value" not in expected:
        return True
    allowed = (expected["value"], expected.get("joined"))
    return field.value in allowed and field.unit == expected.get("unit")
