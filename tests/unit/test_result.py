"""Results: what they are made of, that they never change, and what may be done with them besides reading."""

from __future__ import annotations

import copy
import gc
import pickle

import pytest

from smsparse._native import Field, ParseResult, Span

DEBIT = "【示例农商银行】您尾号1234的账户3月5日14:03消费支出人民币1.2万元，余额3,458.36元。"
PARCELS = "【菜鸟驿站】您有3个包裹到站，取件码为6-4-9621、5-3-2190、6-3-0901，凭码取件"


def test_a_result_outlives_its_message_and_its_fields_are_made_once(engine):
    result = engine.parse("".join(["您的验证码", "是482913"]))
    gc.collect()
    assert result.fields["code"] is result.fields["code"]
    assert result.sender is result.sender


def test_what_is_done_to_the_mapping_stays_there(engine):
    result = engine.parse(DEBIT)
    result.fields.clear()
    assert result.fields["account_tail"].text == "1234"


def test_words_are_shared_between_results(engine):
    first, second = engine.parse(DEBIT), engine.parse("您好，" + DEBIT)
    assert first.category is second.category
    assert first.decided_by is second.decided_by
    assert first.flags is second.flags
    assert first.fields["amount"].by is second.fields["amount"].by


def test_equal_messages_give_equal_results(engine, rules_only):
    first, second = engine.parse(DEBIT), engine.parse(DEBIT)
    assert (first, hash(first)) == (second, hash(second))
    assert first != engine.parse(PARCELS)
    assert first.fields == second.fields
    assert first != DEBIT
    assert first != rules_only.parse(DEBIT)  # another confidence


def test_the_repr_holds_nothing_of_the_message(engine):
    result = engine.parse("您的验证码是482913")
    assert repr(result).startswith("<ParseResult verification.other 0.")
    assert repr(result).endswith(" by rule:code/other>")
    assert repr(result.fields["code"]) == "Field('code', span=Span(6, 12), by='slot')"


def test_a_copy_of_what_never_changes_is_itself(engine):
    result = engine.parse(DEBIT)
    assert copy.copy(result) is result
    assert copy.deepcopy({"kept": result})["kept"] is result


def test_fields_and_senders_can_be_pickled_and_results_say_what_can(engine):
    result = engine.parse(PARCELS, "95588")
    assert pickle.loads(pickle.dumps(result.fields)) == result.fields
    assert pickle.loads(pickle.dumps(result.sender)) == result.sender
    assert pickle.loads(pickle.dumps(result.to_dict())) == result.to_dict()
    with pytest.raises(TypeError, match=r"expected its to_dict\(\)"):
        pickle.dumps(result)


def test_results_are_made_by_engines_only():
    with pytest.raises(TypeError, match=r"expected a call of Engine\.parse"):
        ParseResult()
    empty = ParseResult.__new__(ParseResult)
    for name in ("category", "confidence", "decided_by", "flags", "sender", "fields"):
        with pytest.raises((TypeError, AttributeError)):
            getattr(empty, name)


def test_fields_can_be_made_by_hand():
    more = Field("code", "12", "12", None, Span(7, 9), 0.9, "finder")
    field = Field("code", "1", None, None, Span(3, 4), 0.5, "slot", (more,))
    assert (field.span, list(field.span), field.more) == (Span(3, 4), [3, 4], (more,))
    assert field.to_dict() == {
        "text": "1", "value": None, "unit": None, "span": [3, 4], "confidence": 0.5, "by": "slot",
        "more": [{
            "text": "12", "value": "12", "unit": None, "span": [7, 9], "confidence": 0.9, "by": "finder", "more": [],
        }],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("received_at", "told"),
    [
        ("2024-03-05T14:04:00+08:00", "2024-03-05T14:04:00+08:00"),
        ("2024-03-05T06:04Z", "2024-03-05T06:04:00+00:00"),
        ("2024-03-05T14:04:00.123456789-05:30", "2024-03-05T14:04:00-05:30"),
        (1709618640000, "2024-03-05T14:04:00+08:00"),
        (-1, "1970-01-01T07:59:59+08:00"),
        (None, None),
    ],
)
def test_receive_times(engine, received_at, told):
    assert engine.parse("您好", None, received_at).received_at == told


@pytest.mark.parametrize(
    "received_at",
    [
        "",
        "2024-03-05",
        "2024-02-30T00:00Z",
        "1899-12-31T23:59:59Z",
        "2200-01-01T00:00Z",
        "0" * 300,
        1 << 70,
        -(1 << 70),
    ],
)
def test_receive_times_that_are_none(engine, received_at):
    with pytest.raises(ValueError, match="bad_time: expected RFC 3339 with an offset, or epoch milliseconds, got "):
        engine.parse("您好", None, received_at)


def test_the_confidence_given_has_three_decimals(engine):
    result = engine.parse_as("promotion.offer", "您好", confidence=0.12345)
    assert (result.confidence, result.to_dict()["confidence"], result.decided_by) == (0.123, 0.123, "model")
    assert engine.parse_as("promotion.offer", "您好", abstained=True).decided_by == "abstain"
