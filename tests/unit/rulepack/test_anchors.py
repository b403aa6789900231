"""Which words offer a template, and where a match may begin before them."""

from __future__ import annotations

import pytest

from smsparse.rulepack.anchors import FAR, AnchorFinder, Anchors, Commonness
from smsparse.rulepack.template import parse

LEXICONS = {"carrier": ["顺丰", "中通快递"]}


def anchors(text, messages=()):
    return AnchorFinder(Commonness(messages), LEXICONS).find(parse(text, str.lower))


def test_a_literal_of_every_match_with_its_distance_from_the_start():
    assert anchors("[请]验证码{code:code}") == Anchors(("验证码",), 0, 1)
    assert anchors("{amount:money}已入账") == Anchors(("已入账",), 1, FAR)
    assert anchors("尾号{account_tail:digits(4..4)}卡{_:text(2..3)}消费", ["尾号"]) == Anchors(("消费",), 9, 10)


def test_one_word_of_each_branch():
    assert anchors("(支出|{_:han(1..2)}消费){amount:money}") == Anchors(("支出", "消费"), 0, 2)
    assert anchors("{carrier:@carrier}") == Anchors(("顺丰", "中通快递"), 0, 0)


def test_literals_beside_each_other_are_one_word():
    assert anchors("{code:code},(请|勿)告诉") == Anchors((",请告诉", ",勿告诉"), 1, FAR)
    assert anchors("{code:code},(请{_:text(1..2)}|勿)告诉").words == ("告诉",)


def test_no_anchor_without_a_literal():
    assert anchors("[请]{code:code}") is None


def test_the_word_few_messages_have_is_taken():
    template = "您的{code:code}取件"
    assert anchors(template, ["您的快递", "您的订单"]).words == ("取件",)
    assert anchors(template, ["请取件", "凭码取件"]).words == ("您的",)


@pytest.mark.parametrize(("rare", "common"), [("取件", "您的"), ("验证码是", "验证")])
def test_commonness_counts_messages(rare, common):
    commonness = Commonness(["您的验证码", "您的订单", "您的快递"])
    assert commonness(rare) < commonness(common)
