"""Sender trust by cases: who a message says it is from, how far that is to be trusted and why.

The cases run on rules alone, so that what they say does not hang on the model. `phishing` says whether trust makes the
message risk.phishing; where it is left out, either will do.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from smsparse._native import REASONS

CASES = [
    (path.stem, number, case)
    for path in sorted(Path(__file__).parent.glob("*.toml"))
    for number, case in enumerate(tomllib.loads(path.read_text("utf-8"))["case"], 1)
]


@pytest.mark.parametrize("case", [case for _, _, case in CASES], ids=[f"{kind}-{n}" for kind, n, _ in CASES])
def test_trust(rules_only, case):
    result = rules_only.parse(case["text"], case.get("sender"))
    trust = "unknown" if result.sender is None else result.sender.trust
    reasons = set() if result.sender is None else set(result.sender.reasons)
    assert trust == case["trust"], reasons
    if "reasons" in case:
        assert reasons == set(case["reasons"])
    if "phishing" in case:
        assert (result.category == "risk.phishing") is case["phishing"], result.decided_by


def test_what_is_phishing_says_which_rule_decided(rules_only):
    for _, _, case in CASES:
        if case.get("phishing"):
            decided = rules_only.parse(case["text"], case.get("sender")).decided_by
            assert decided.startswith(("rule:trust/", "rule:risk/")), case["text"]


def test_there_are_enough_and_every_reason_is_met():
    assert len(CASES) >= 200
    met = {reason for _, _, case in CASES for reason in case.get("reasons", ())}
    assert met == set(REASONS)


def test_links_of_the_sender_s_own_rule_phishing_out(engine):
    for _, _, case in CASES:
        if "host" in case.get("reasons", ()):
            assert engine.parse(case["text"], case.get("sender")).category != "risk.phishing", case["text"]


def test_explain_says_that_nothing_contradicts_an_honest_sender(rules_only):
    text = "【中国移动】您有8260积分今晚清零，可兑换礼品，请登录 {} 领取"
    honest = rules_only.explain(text.format("jf.10086.cn"), "10086")
    told = {one["rule"]: one["why"] for one in honest["vetoed"]}
    assert told["trust/points-for-cash"] == "nothing it leads to contradicts the sender"
    assert rules_only.explain(text.format("jf.qk7x.com"), "10086")["winner"]["rule"] == "trust/points-for-cash"
