"""The one entry of the resolvers: kinds, results, what importing it costs."""

from __future__ import annotations

import subprocess
import sys

import pytest

from smsparse.entities import KINDS, Context, ReceivedAt, Resolved, resolve


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_empty_text_has_no_value(kind: str) -> None:
    assert resolve(kind, "").value is None


def test_an_unknown_kind_is_a_programming_error() -> None:
    with pytest.raises(ValueError, match="kind: expected one of"):
        resolve("colour", "red")


def test_resolved_is_a_pair_with_names() -> None:
    resolved = resolve("money", "1.2万", context=Context(currency="元"))
    assert (resolved.value, resolved.unit) == ("12000", "CNY")
    value, unit = resolved
    assert (value, unit) == ("12000", "CNY")
    assert Resolved() == (None, None)


def test_a_clock_that_stands_apart_is_joined_to_its_date() -> None:
    received = ReceivedAt.parse("2024-03-15T10:30:00+08:00")
    joined = resolve("date", "3月20日", received_at=received, category="travel.train", context=Context(clock="08:30"))
    assert joined.value == "2024-03-20T08:30+08:00"


def test_times_without_an_offset_take_the_zone_of_the_context() -> None:
    context = Context(tz_offset_minutes=330)
    assert resolve("datetime", "2024-03-05 14:03", context=context).value == "2024-03-05T14:03+05:30"


def test_importing_and_resolving_a_code_loads_nothing_heavy() -> None:
    # Loaded by path, so that the rest of the package stays out of the picture.
    program = (
        "import sys, types\n"
        "root = types.ModuleType('smsparse'); root.__path__ = [sys.argv[1]]; sys.modules['smsparse'] = root\n"
        "from smsparse.entities import resolve\n"
        "assert resolve('code', 'G-482913').value == '482913'\n"
        "heavy = {'re', 'typing', 'dataclasses', 'enum', 'datetime', 'decimal', 'zoneinfo', 'numpy', 'regex'}\n"
        "found = heavy & set(sys.modules)\n"
        "assert not found, found\n"
    )
    from smsparse import entities

    package = entities.__file__.rsplit("entities", 1)[0]
    subprocess.run([sys.executable, "-S", "-c", program, package], check=True, timeout=60)
