"""Every resolver on its own, over the surfaces of `*.toml` beside this file."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from smsparse.entities import Context, ReceivedAt, resolve

HERE = Path(__file__).parent
FILES = ("money", "time", "data", "duration", "code", "text")


def load_cases() -> list[Any]:
    """All cases as pytest parameters named `<file>:<kind>:<text>`."""
    params = []
    for name in FILES:
        cases = tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))["case"]
        params += [pytest.param(case, id=_name_of(name, case)) for case in cases]
    return params


def _name_of(file: str, case: dict[str, Any]) -> str:
    received = case.get("received_at", "")
    return f"{file}:{case['kind']}:{case['text'] or 'empty'}" + (f"@{received}" if received else "")


@pytest.mark.parametrize("case", load_cases())
def test_value(case: dict[str, Any]) -> None:
    context = Context(field=case.get("field", ""), currency=case.get("currency"), script=case.get("script", "hans"))
    received = case.get("received_at")
    received_at = None if received is None else ReceivedAt.parse(received, context)

    resolved = resolve(
        case["kind"], case["text"], received_at=received_at, category=case.get("category", ""), context=context
    )

    assert (resolved.value, resolved.unit) == (case.get("value"), case.get("unit")), case.get("note", "")


def test_cases_hold_no_unknown_keys() -> None:
    known = {
        "text", "kind", "category", "field", "currency", "script", "sender", "received_at", "value", "unit", "note",
    }  # fmt: skip
    for name in FILES:
        for case in tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))["case"]:
            assert set(case) <= known, case
