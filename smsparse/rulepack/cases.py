"""Runs the cases beside the rules: messages that must match, with what must come of them, and some that must not."""

from __future__ import annotations

from smsparse.rulepack.records import Issue, Place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from smsparse._native import ParseResult
    from smsparse.engine import Engine
    from smsparse.rulepack.records import Case


def run_cases(engine: Engine, cases: Iterable[Case]) -> list[Issue]:
    """Every expectation that does not hold, as an issue that names the case and what was expected and got."""
    return [issue for case in cases for issue in run_case(engine, case)]


def run_case(engine: Engine, case: Case) -> Iterator[Issue]:
    """Parses one case and yields an issue for each expectation that does not hold."""
    result = engine.parse(case.text, case.sender, case.received_at)
    decided = result.decided_by.removeprefix("rule:")
    checks: list[tuple[str, bool, object, object]] = [
        ("rule", case.rule is None or decided == case.rule, case.rule, result.decided_by),
        ("not_rule", case.not_rule is None or decided != case.not_rule, f"not {case.not_rule}", result.decided_by),
        ("category", case.category is None or result.category == case.category, case.category, result.category),
        ("not_category", case.not_category != result.category, f"not {case.not_category}", result.category),
        ("flags", case.flags is None or set(case.flags) == set(result.flags), case.flags, result.flags),
        ("trust", case.trust is None or _trust(result) == case.trust, case.trust, _trust(result)),
        ("reasons", case.reasons is None or _reasons(result) == set(case.reasons), case.reasons, _reasons(result)),
    ]
    for key, holds, expected, got in checks:
        if not holds:
            yield _issue(case, key, str(expected), str(got))
    yield from _check_fields(case, result)


def _trust(result: ParseResult) -> str:
    """The trust of the sender; unknown for nobody."""
    return "unknown" if result.sender is None else result.sender.trust


def _reasons(result: ParseResult) -> set[str]:
    return set() if result.sender is None else set(result.sender.reasons)


def _check_fields(case: Case, result: ParseResult) -> Iterator[Issue]:
    fields = result.fields
    for name in case.no_fields:
        if name in fields:
            yield _issue(case, f"no_fields.{name}", "no such field", f"{fields[name].text!r} by {fields[name].by}")
    for name, expected in case.fields.items():
        field = fields.get(name)
        if field is None:
            yield _issue(case, f"fields.{name}", str(expected), "no such field")
            continue
        wanted: dict[str, Any] = expected if isinstance(expected, dict) else {"text": expected}
        for key, value in wanted.items():
            got = [further.text for further in field.more] if key == "more" else getattr(field, key)
            if got != value:
                yield _issue(case, f"fields.{name}.{key}", repr(value), f"{got!r} by {field.by}")


def _issue(case: Case, key: str, expected: str, got: str) -> Issue:
    place = Place(case.place.file, f"{case.place.record} {case.text[:24]!r}", key)
    return Issue("error", "case", place, expected, got)
