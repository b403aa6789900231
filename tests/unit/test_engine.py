"""The engine: what it takes, what it gives, and that nothing of it changes."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import smsparse
from smsparse._native import features_of
from smsparse.engine import BUILTIN_MANIFEST
from smsparse.errors import ArtifactError, InvalidMessageError
from smsparse.intent.calibration import Calibration

DEBIT = "【示例农商银行】您尾号1234的账户3月5日14:03消费支出人民币1.2万元，余额3,458.36元。"
PARCELS = "【菜鸟驿站】您有3个包裹到站，取件码为6-4-9621、5-3-2190、6-3-0901，凭码取件"


def test_spans_slice_the_original(engine):
    text = "【示例网】您的驗證碼：４８２ ９１３\u200b，5分鐘內有效"
    for field in engine.parse(text).fields.values():
        assert text[slice(*field.span)] == field.text


@given(text=st.text(max_size=300))
def test_any_text_gives_a_result_whose_spans_hold(engine, text):
    result = engine.parse(text)
    for field in result.fields.values():
        assert text[field.span.start : field.span.end] == field.text
    assert result.to_dict()["v"] == 1


@given(
    st.lists(
        st.sampled_from(
            "验证码 尾号 1234 消费 人民币 100.00元 余额 取件码 3-2-4567 【 】 3月5日 14:03 https://t.cn/a 。 \n , 退订 1.2万".split(
                " "
            )
        ),
        max_size=40,
    )
)
def test_any_mixture_of_message_parts_gives_a_result(engine, parts):
    text = "".join(parts)
    result = engine.parse(text, "95588", "2024-03-05T14:04:00+08:00")
    assert all(text[slice(*field.span)] == field.text for field in result.fields.values())


def test_further_values_stand_in_more(engine):
    field = engine.parse(PARCELS).fields["pickup_code"]
    assert (field.text, [further.text for further in field.more]) == ("6-4-9621", ["5-3-2190", "6-3-0901"])


def test_values_need_the_receive_time_where_the_year_is_not_said(engine):
    assert engine.parse(DEBIT).fields["time"].value is None
    assert engine.parse(DEBIT, received_at="2024-03-05T14:04:00+08:00").fields["time"].value == "2024-03-05T14:03+08:00"
    assert engine.parse(DEBIT, received_at=1709618640000).fields["time"].value == "2024-03-05T14:03+08:00"


def test_the_dictionary_is_the_contract(engine):
    told = engine.parse(DEBIT).to_dict()
    assert set(told) == {"v", "category", "confidence", "decided_by", "flags", "sender", "fields"}
    amount = told["fields"]["amount"]
    assert set(amount) == {"text", "value", "unit", "span", "confidence", "by", "more"}
    assert (amount["text"], amount["value"], amount["unit"]) == ("1.2万", "12000", "CNY")


def test_span_units(engine):
    text = "\U0001f4e6" + PARCELS
    field = engine.parse(text).fields["pickup_code"]
    for unit, encoding, width in (("utf16", "utf-16-le", 2), ("utf8", "utf-8", 1)):
        start, end = engine.parse(text).to_dict(span_unit=unit)["fields"]["pickup_code"]["span"]
        assert text.encode(encoding)[start * width : end * width].decode(encoding) == field.text
    with pytest.raises(ValueError, match="expected codepoint, utf16 or utf8, got 'bytes'"):
        engine.parse(text).to_dict(span_unit="bytes")


@pytest.mark.parametrize(
    ("arguments", "code", "at"),
    [
        ((None,), "missing_text", "text"),
        ((b"bytes",), "wrong_type", "text"),
        (("text", 95588), "wrong_type", "sender"),
        (("text", None, "2024-03-05T14:04:00"), "bad_time", "received_at"),
        (("text", None, 3.5), "wrong_type", "received_at"),
        (("text", None, True), "wrong_type", "received_at"),
    ],
)
def test_wrong_arguments(engine, arguments, code, at):
    with pytest.raises(InvalidMessageError) as caught:
        engine.parse(*arguments)
    assert (caught.value.code, caught.value.at) == (code, at)


def test_errors_never_repeat_the_message(engine):
    with pytest.raises(InvalidMessageError) as caught:
        engine.parse("您的验证码是482913", received_at="482913")
    assert "482913" not in str(caught.value)


def test_without_a_model_the_engine_abstains(rules_only):
    result = rules_only.parse("晚上一起吃饭吗")
    assert (result.category, result.decided_by, result.confidence) == ("other.unknown", "abstain", 0.0)


def test_codes_appear_under_verification_and_order_only(engine):
    result = engine.parse_as("promotion.offer", "凭验证码482913到店领礼品")
    assert result.decided_by.startswith("rule:") or "code" not in result.fields


def test_threads_agree(engine):
    texts = [DEBIT, PARCELS, "晚上一起吃饭吗", "您的验证码是482913"] * 50
    wanted = [engine.parse(text).to_dict() for text in texts]
    found: dict[int, list[dict]] = {}

    def work(number):
        found[number] = [engine.parse(text).to_dict() for text in texts]

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(found[number] == wanted for number in range(4))


def test_onnxruntime_says_what_the_native_head_says(engine):
    texts = [
        "",
        " ",
        DEBIT,
        PARCELS,
        "晚上一起吃饭吗",
        "您好，本店周年庆全场八折，欢迎光临",
        "请问明天几点开会",
        "x" * 500,
        "1",
    ]
    answers = engine.classify_many([(text, None) for text in texts])
    for text, answer in zip(texts, answers, strict=True):
        result = engine.parse(text)
        if answer is None:
            assert result.decided_by.startswith("rule:")
        else:
            assert (result.category, result.confidence) == answer


def test_a_rule_is_told_with_more_confidence_where_the_model_agrees(engine, rules_only):
    """Rule and model are fused: the line of the manifest, from the rule's own confidence and the model's probability."""
    calibration = Calibration.load(BUILTIN_MANIFEST)
    texts = [DEBIT, "您的验证码是482913", "【云桥网】验证码508213，您正在登录，5分钟内有效，请勿泄露给他人。"]
    results, stated = [engine.parse(text) for text in texts], [rules_only.parse(text).confidence for text in texts]
    assert all(result.decided_by.startswith("rule:") for result in results)
    features = [features_of(engine._pipeline.fold(text)) for text in texts]
    logits = np.array([engine._model.logits_of(found) for found in features])
    chances = calibration.probabilities(logits, np.array([len(found) for found in features])).round(3)
    of_rules = chances[range(len(texts)), [calibration.labels.index(result.category) for result in results]]
    fused = calibration.rule_confidence(of_rules, np.array(stated))
    assert [result.confidence for result in results] == pytest.approx(fused.tolist(), abs=0.0011)
    agreed, refused = calibration.rule_confidence(np.array([0.9, 0.1]), np.array([0.99, 0.99]))
    assert agreed > refused


def test_explain_holds_where_two_sums_have_currencies(engine):
    text = "您尾号5678的信用卡消费金额人民币300.00元，交易金额人民币300.00元"
    assert engine.explain(text)["result"] == engine.parse(text).to_dict()


def test_a_currency_stays_with_its_own_sum(engine):
    result = engine.parse_as("finance.debit", "您尾号5678的账户3月5日消费成功100，手续费USD 2.00。")
    assert (result.fields["amount"].value, result.fields["amount"].unit) == ("100", None)


def test_kinds_of_str_are_text(engine):
    class Text(str):
        __slots__ = ()

        def __str__(self):
            return "another"

    assert engine.parse(Text(DEBIT), Text("95588")).to_dict() == engine.parse(DEBIT, "95588").to_dict()


def test_nothing_is_no_text_anywhere(engine):
    for work in (lambda: engine.parse_as("finance.debit", None), lambda: engine.classify_many([(None, None)])):
        with pytest.raises(InvalidMessageError, match="missing_text"):
            work()


def test_parse_as_takes_categories_of_the_pack_only(engine):
    with pytest.raises(ValueError, match="expected a pair of the pack's taxonomy, got 'nonsense'"):
        engine.parse_as("nonsense", "您好")


def test_onnxruntime_answers_for_the_built_in_model_only(rules_only):
    with pytest.raises(ValueError, match="expected an engine with the built-in model"):
        rules_only.classify_many([("您好", None)])


def test_versions(engine):
    assert set(engine.versions) == {"smsparse", "pack", "model"}
    assert engine.versions["smsparse"] == smsparse.__version__


def test_a_damaged_pack_or_model_is_refused(tmp_path):
    broken = tmp_path / "broken"
    broken.write_bytes(b"not a pack" * 20)
    with pytest.raises(ArtifactError, match="not a compiled pack"):
        smsparse.Engine(broken)
    with pytest.raises(ArtifactError, match="not a packed model"):
        smsparse.Engine(model=broken)
    with pytest.raises(OSError, match="No such file"):
        smsparse.Engine(tmp_path / "missing")


def test_hostile_text_is_bounded(engine):
    for unit in ("尾号", "验证码", "1", "1,", "人民币", "(", "【", "a.", "3月", "取件码1-", "余额1"):
        text = (unit * 10_500)[:10_500]
        result = engine.parse(text)
        assert "truncated" in result.flags


#: Words many templates hang on, beside what text slots run over: every template is tried at every place.
HOSTILE = ("sign in code ", "clave de verificacion", "投至投至by:", "mc某某公司популн.某某公司popoln.某某公司")


@pytest.mark.parametrize("unit", HOSTILE)
def test_verifying_costs_no_more_than_the_length_allows(engine, unit):
    text = (unit * 10_000)[:10_000]
    length, taken, allowed = engine._pipeline.probe_steps(text)
    assert length == 10_000
    assert allowed < taken < 1.01 * allowed
    assert "limit_hit" in engine.parse(text).flags


def test_a_long_message_is_searched_to_its_end(engine):
    text = "".join(f"尾号{1000 + number}的账户于3月5日14:03消费支出人民币{number}.20元；" for number in range(20))
    _, taken, allowed = engine._pipeline.probe_steps(text)
    assert taken < allowed / 2
    assert "limit_hit" not in engine.parse(text).flags
