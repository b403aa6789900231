"""Explanations: what decided, what gave each field, and why something else did not.

The small pack below holds one rule or field rule for each reason, so that every reason stands beside its cause.
"""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

RULES = """
[[rule]]
id = "bank/paid"
category = "finance.debit"
text = "您的卡{account_tail:tail}[成功]支付{amount:money}"

[[rule]]
id = "bank/paid-own"
category = "finance.debit"
sender = "own"
text = "支付{amount:money}"

[[rule]]
id = "bank/paid-low"
category = "finance.other"
priority = 20
text = "支付{amount:money}"

[[rule]]
id = "bank/paid-short"
category = "finance.transfer"
text = "支付{amount:money}"
flags = ["time_sensitive"]

[[rule]]
id = "bank/paid-again"
category = "finance.transfer"
text = "支付{amount:money}"

[[rule]]
id = "bank/failed"
category = "finance.failed"
priority = 90
text = "支付{amount:money}"
unless = ["如有疑问", "成功"]

[[rule]]
id = "bank/refund"
category = "finance.refund"
priority = 90
text = "支付{amount:money}"
require = ["退款"]

[[rule]]
id = "bank/expression"
category = "finance.loan"
regex = '支付方式\\d+期'
require = ["支付"]

[[field]]
id = "field/balance"
for = ["finance"]
text = "余额{balance:money}"

[[field]]
id = "field/balance-low"
for = ["finance"]
priority = 20
text = "可用{balance:money}"

[[field]]
id = "field/balance-vetoed"
for = ["finance"]
priority = 90
text = "额度{balance:money}"
unless = ["余额"]

[[field]]
id = "field/due"
for = ["utility"]
text = "日期{due_date:date}"

[[field]]
id = "field/code"
for = ["finance"]
text = "凭码{code:code}"

[[field]]
id = "field/lone-day"
for = ["finance.debit"]
pick = "sole"
text = "{time:date}"

[[field]]
id = "field/day"
for = ["finance"]
text = "时间{time:date}"

[[flag]]
id = "flag/ad"
flag = "promo_tail"
for = ["finance"]
text = "下载客户端"
"""
SENDER = '[[sender]]\nid = "own"\nname = "示例银行"\nindustry = "bank"\nports = ["95500"]\n'

PAID = "您的卡6027支付35.20元，余额800.00，可用750.00，余额99，额度5000，如有疑问致电95500"


@pytest.fixture
def own(engine_of):
    """An engine of the pack above."""
    return engine_of(RULES, SENDER, allow_regex=True)


def reasons(rejected):
    return [(one["text"], one["by"], one["why"]) for one in rejected]


def of_field(told, name):
    (field,) = (field for field in told["fields"] if field["name"] == name)
    return field


def test_the_winner_and_why_each_rival_lost(own):
    told = own.explain(PAID)
    assert told["winner"] == {
        "rule": "bank/paid",
        "category": "finance.debit",
        "priority": 50,
        "sender": None,
        "literal_characters": 5,
    }
    assert [(one["rule"], one["why"]) for one in told["rivals"]] == [
        ("bank/paid-own", "only for messages from own"),
        ("bank/paid-short", "fewer literal characters (2 < 5)"),
        ("bank/paid-again", "fewer literal characters (2 < 5)"),
        ("bank/paid-low", "lower priority (20 < 50)"),
    ]


def test_conditions_name_the_word_that_stood_in_the_way(own):
    assert [(one["rule"], one["why"]) for one in own.explain(PAID)["vetoed"]] == [
        ("bank/failed", "vetoed by unless: 如有疑问"),
        ("bank/refund", "requires 退款"),
    ]


def test_a_rule_of_the_sender_wins_over_others(own):
    told = own.explain(PAID, "95500")
    assert (told["winner"]["rule"], told["winner"]["sender"]) == ("bank/paid-own", "own")
    assert ("bank/paid", "not bound to the sender, as the winner is") in [
        (one["rule"], one["why"]) for one in told["rivals"]
    ]
    assert told["sender"]["reasons"] == ["port"]


def test_equals_are_decided_by_their_place_in_the_pack(own):
    told = own.explain("支付35.20元，余额800.00，如有疑问")
    assert told["winner"]["rule"] == "bank/paid-short"
    assert ("bank/paid-again", "later in the pack") in [(one["rule"], one["why"]) for one in told["rivals"]]


def test_a_free_expression_that_does_not_match_is_no_rival(own):
    told = own.explain(PAID)
    (tried,) = (one for one in told["candidates"] if one["rule"] == "bank/expression")
    assert tried == {"rule": "bank/expression", "kind": "rule", "matched": False, "why": "does not match"}
    assert own.explain("支付方式12期")["winner"]["rule"] == "bank/expression"


def test_a_field_names_its_rule_and_its_resolver(own):
    field = of_field(own.explain(PAID), "balance")
    assert {key: field[key] for key in ("text", "span", "value", "by", "rule", "priority", "resolver")} == {
        "text": "800.00",
        "span": [18, 24],
        "value": "800.00",
        "by": "field:field/balance",
        "rule": "field/balance",
        "priority": 50,
        "resolver": "money",
    }
    assert (of_field(own.explain(PAID), "amount")["rule"], of_field(own.explain(PAID), "amount")["by"]) == (
        "bank/paid",
        "slot",
    )


def test_the_rivals_of_a_field_and_why_each_lost(own):
    assert reasons(of_field(own.explain(PAID), "balance")["rejected"]) == [
        ("6027", "finder", "is account_tail"),
        ("35.20", "finder", "is amount"),
        ("750.00", "field/balance-low", "lower priority (20 < 50)"),
        ("99", "finder", "no rule reads it as balance"),
        ("5000", "field/balance-vetoed", "vetoed by unless: 余额"),
        ("95500", "finder", "no rule reads it as balance"),
    ]


def test_of_two_places_of_one_priority_the_earlier_counts(engine_of):
    own = engine_of(RULES.replace('priority = 20\ntext = "可用', 'text = "可用'), SENDER, allow_regex=True)
    assert ("750.00", "field/balance-low", "later in the message") in reasons(
        of_field(own.explain(PAID), "balance")["rejected"]
    )


def test_what_was_proposed_for_fields_that_are_not_there(own):
    told = own.explain("您的卡6027成功支付35.20元，凭码4821，日期5月16日")
    assert {one["name"]: reasons(one["rejected"]) for one in told["absent"]} == {
        "code": [("4821", "field/code", "codes are given under verification.* and order.* only")],
        "due_date": [("5月16日", "field/due", "its rule is not for finance.debit")],
    }


def test_a_rule_without_a_cue_is_asked_last(own):
    lone = of_field(own.explain("您的卡6027成功支付35.20元，5月16日"), "time")
    assert (lone["text"], lone["by"], lone["rejected"]) == ("5月16日", "field:field/lone-day", [])
    cued = of_field(own.explain("您的卡6027成功支付35.20元，5月16日，时间5月18日"), "time")
    assert (cued["text"], cued["by"]) == ("5月18日", "field:field/day")
    assert reasons(cued["rejected"]) == [("5月16日", "field/lone-day", "asked only where no cue gives the field")]
    assert {
        one["name"]: reasons(one["rejected"])
        for one in own.explain("您的卡6027成功支付35.20元，5月16日，5月18日")["absent"]
    } == {
        "time": [("5月16日", "field/lone-day", "not the only one"), ("5月18日", "field/lone-day", "not the only one")]
    }


def test_flags_name_what_set_them(own):
    told = own.explain("支付35.20元，如有疑问请下载客户端")
    assert told["flags"] == [
        {"flag": "promo_tail", "by": "flag:flag/ad"},
        {"flag": "time_sensitive", "by": "rule:bank/paid-short"},
    ]


def test_without_a_model_there_is_nothing_to_ask(own):
    told = own.explain("晚上一起吃饭吗")
    assert (told["winner"], told["rivals"], told["model"]) == (None, [], None)


def test_the_model_tells_its_best_three(engine):
    asked = engine.explain("晚上一起吃饭吗")["model"]
    assert (asked["asked"], asked["abstained"], len(asked["top"])) == (True, False, 3)
    assert asked["top"][0][0] == "personal.chat"
    assert engine.explain("您的验证码是482913")["model"]["asked"] is False


def test_numbers_to_call_and_links(engine):
    told = engine.explain(
        "【示例网】您的订单已发货，查询 https://a.cn/x 或 https://b.cn/y ，客服4008123123，投诉021-61234567"
    )
    assert reasons(of_field(told, "url")["rejected"]) == [("https://b.cn/y", "finder", "later in the message")]
    phone = of_field(told, "phone")
    assert phone["text"] == "4008123123"
    assert "021-61234567" in {one["text"] for one in phone["rejected"]}


def test_the_bracket_that_does_not_sign(engine):
    told = engine.explain("【流量提醒】您本月已用流量1.2GB【示例移动】")
    assert reasons(of_field(told, "signature")["rejected"]) == [
        ("流量提醒", "finder", "a heading or a sentence, or only the other is a known brand")
    ]
    told = engine.explain("【示例移动】您本月已用流量1.2GB，详见【流量专区】")
    assert reasons(of_field(told, "signature")["rejected"]) == [
        ("流量专区", "finder", "the other bracket names the sender")
    ]
    (absent,) = (
        one for one in engine.explain("您本月的【流量专区】已更新，欢迎查看")["absent"] if one["name"] == "signature"
    )
    assert reasons(absent["rejected"]) == [("流量专区", "finder", "a heading, a sentence, or in mid-text")]


MESSAGES = st.lists(
    st.sampled_from(
        "验证码 482913 尾号 1234 消费 人民币 100.00元 余额 取件码 3-2-4567 【 】 3月5日 14:03 https://t.cn/a 。 \n , 客服 4008123123 1.2万".split(
            " "
        )
    ),
    max_size=30,
).map("".join)


@given(MESSAGES)
def test_an_explanation_is_of_the_result_and_can_be_written_down(engine, text):
    told = engine.explain(text, "95588", "2024-03-05T14:04:00+08:00")
    assert json.loads(json.dumps(told)) == told
    assert told["result"] == engine.parse(text, "95588", "2024-03-05T14:04:00+08:00").to_dict()
    rule = told["result"]["decided_by"].removeprefix("rule:")
    assert told["winner"] is None or told["winner"]["rule"] == rule
    assert (told["winner"] is None) == (rule in ("model", "abstain"))
    for field in told["fields"]:
        assert (field["rule"] is None) == (field["by"] == "finder")
        assert all(text[slice(*one["span"])] == one["text"] for one in field["rejected"])
        assert all(one["span"] != field["span"] for one in field["rejected"])
