"""The built-in pack: it lints clean, every case beside its rules holds, and together they reach every category."""

from __future__ import annotations

import pytest

from smsparse.rulepack.cases import run_case
from smsparse.rulepack.linting import lint
from smsparse.rulepack.loader import load_pack
from tests.conftest import RULES

CASES = load_pack(RULES).cases


def test_the_pack_lints_without_errors(pack):
    assert [str(issue) for issue in lint(pack) if issue.severity == "error"] == []


def test_a_finding_is_told_once_however_many_templates_have_it(pack_of):
    rules = """
[[rule]]
id = "own/short"
category = "other.notice"
text = ["喂{code:code}", "喂{phone:phone}"]
"""
    found = [str(issue) for issue in lint(load_pack(pack_of(rules))) if issue.code == "short-anchor"]
    assert found == [
        "warning[short-anchor] templates/test.toml: own/short: text: expected a literal of 2 code points or more, got '喂'"
    ]


@pytest.mark.parametrize("case", CASES, ids=[f"{case.place.file}:{case.place.record}" for case in CASES])
def test_case(engine, case):
    assert [str(issue) for issue in run_case(engine, case)] == []


def test_every_category_is_yielded_by_a_case(pack, engine):
    yielded = {engine.parse(case.text, case.sender, case.received_at).category for case in CASES if case.category}
    assert set(pack.taxonomy.pairs) - yielded == set()


def test_breadth(pack):
    industries = {sender.industry for sender in pack.senders}
    assert len(pack.senders) >= 150
    assert {"bank", "payment", "carrier", "express"} <= industries
