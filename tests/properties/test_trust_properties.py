"""Sender trust on any message: what no port, no link and no wording can do."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smsparse._native import REASONS
from smsparse.rulepack.loader import load_pack
from tests.conftest import RULES

SENDERS = [sender for sender in load_pack(RULES).senders if sender.ports]
RANKS = ("suspect", "unknown", "consistent", "certified")
WORDINGS = st.sampled_from(
    [
        "您好",
        "您的账户已冻结，请点击解冻",
        "积分今日清零，请兑换礼品",
        "消费12元，余额3.40元",
        "请输入卡号和密码",
        "节日快乐",
        "Your account is locked, click to verify",
    ]
)
#: Bodies without brackets and without what a link or a number to call is made of.
BODIES = st.one_of(WORDINGS, st.text(alphabet="您的账户积分今日冻结清零请点击登录更新元，。02ab ", max_size=40))
LINKS = st.sampled_from(
    [
        "http://k8.example-x.com/a",
        "qz77.top",
        "http://121.4.5.6/a",
        "www.icbc.com.cn.k7.net",
        "10086-jf.com",
        "https://a.b.example-y.cn/s?x=1",
    ]
)
NUMBERS = st.one_of(st.none(), st.sampled_from(["10690012345678", "13800001234", "+85251230000", "Sample"]))
PROPERTY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def port_of(sender) -> str:
    """A number the profile sends from."""
    port = sender.ports[0]
    return "106900" + port[1:] if port.startswith("*") else port.replace("*", "01")


@st.composite
def messages(draw):
    """(body, signature or None, number or None) of some profile."""
    sender = draw(st.sampled_from(SENDERS))
    signature = draw(st.sampled_from([None, *sender.signatures]))
    return draw(BODIES), signature, draw(st.one_of(st.just(port_of(sender)), NUMBERS))


def judged(engine, body: str, signature: str | None, number: str | None):
    """The sender that the message is from, or None."""
    return engine.parse(body if signature is None else f"【{signature}】{body}", number).sender


def rank(sender) -> int:
    return RANKS.index("unknown" if sender is None else sender.trust)


@PROPERTY
@given(sender=st.sampled_from(SENDERS), body=BODIES)
def test_a_port_alone_never_certifies(rules_only, sender, body):
    found = judged(rules_only, body, None, port_of(sender))
    assert found is None or found.trust != "certified"


@PROPERTY
@given(message=messages(), link=LINKS)
def test_a_foreign_link_never_raises_trust(rules_only, message, link):
    body, signature, number = message
    without = judged(rules_only, body, signature, number)
    assert rank(judged(rules_only, f"{body} {link} ", signature, number)) <= rank(without)


@PROPERTY
@given(message=messages(), link=LINKS)
def test_a_foreign_link_never_leaves_a_sender_certified_or_consistent(rules_only, message, link):
    body, signature, number = message
    found = judged(rules_only, f"{body} {link} ", signature, number)
    assert found is None or found.trust in ("unknown", "suspect")


@PROPERTY
@given(message=messages(), other=BODIES)
def test_without_a_link_the_body_does_not_matter(rules_only, message, other):
    body, signature, number = message
    assert judged(rules_only, body, signature, number) == judged(rules_only, other, signature, number)


@PROPERTY
@given(message=messages(), link=st.one_of(st.just(""), LINKS))
def test_verdict_and_reasons_are_of_the_contract(rules_only, message, link):
    body, signature, number = message
    found = judged(rules_only, f"{body} {link}", signature, number)
    if found is not None:
        assert found.trust in RANKS
        assert set(found.reasons) <= set(REASONS)
        assert list(found.reasons) == sorted(found.reasons, key=REASONS.index)
        assert found.trust != "certified" or {"port", "signature"} <= set(found.reasons)


@pytest.mark.parametrize("reason", ["act-now", "asks-secret"])
def test_what_a_link_or_a_call_decides_is_fraud(pack, reason):
    categories = {rule.category for rule in pack.rules if rule.distrust == reason}
    assert "risk.phishing" in categories
    assert categories <= {"risk.phishing", "risk.fraud_impersonation"}
