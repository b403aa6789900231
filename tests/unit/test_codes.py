"""What folding hides of a code, and what beside it says whom it is for: capitals, the bound host, the hash of an app."""

from __future__ import annotations

import pytest

WITH_HASH = "Your login code is 40917\n"


def text_of(result, name):
    field = result.fields.get(name)
    return None if field is None else field.text


@pytest.mark.parametrize(
    ("written", "code"),
    [("KRTWPX", "KRTWPX"), ("ＫＲＴＷ", "ＫＲＴＷ"), ("krtwpx", None), ("Secret", None), ("k7t2", "k7t2")],
)
def test_a_code_without_a_digit_is_written_in_capitals(rules_only, written, code):
    assert text_of(rules_only.parse(f"Security code: {written}."), "code") == code


@pytest.mark.parametrize(
    ("line", "host"),
    [
        ("@shop.example #604912", "shop.example"),
        ("@shop.example #604912 @pay.example", "shop.example"),
        ("@shop.example #604912 %pay.example", "shop.example"),
        ("@shop.example  #604912", None),  # one space, as the specification says
        ("@shop.example\u00a0#604912", None),
        ("@shop.example#604912", None),
        ("see @shop.example #604912", None),
        ("@shop #604912", None),
        ("@shop.example #604912\nGoodbye", None),
    ],
)
def test_the_last_line_binds_a_code_to_a_host(rules_only, line, host):
    result = rules_only.parse("604912 is your verification code.\n\n" + line)
    assert (text_of(result, "code"), text_of(result, "host")) == ("604912", host)


def test_a_bound_line_alone_is_a_code_message(rules_only):
    result = rules_only.parse("Tap to go on\n@shop.example #604912")
    assert (result.category, result.decided_by) == ("verification.other", "rule:codes/origin-bound")
    assert (text_of(result, "code"), text_of(result, "host")) == ("604912", "shop.example")


@pytest.mark.parametrize(
    ("ending", "app_hash"),
    [
        ("xK3ZmQ9tR/b", "xK3ZmQ9tR/b"),
        ("+K3ZmQ9tRab", "+K3ZmQ9tRab"),
        ("QwErTyUiOpA", "QwErTyUiOpA"),
        ("xK3ZmQ9tR/", None),  # ten signs
        ("xK3ZmQ9tR/bc", None),  # twelve
        ("information", None),
        ("Partnership", None),
        ("80012345678", None),
        ("xK3ZmQ9tR/b.", None),
    ],
)
def test_the_hash_of_an_app_ends_the_message(rules_only, ending, app_hash):
    result = rules_only.parse(WITH_HASH + ending)
    assert (text_of(result, "code"), text_of(result, "app_hash")) == ("40917", app_hash)


def test_behind_the_mark_of_a_retriever_message_any_eleven_signs_are_a_hash(rules_only):
    assert text_of(rules_only.parse("<#> " + WITH_HASH + "abcdefghijk"), "app_hash") == "abcdefghijk"


def test_only_code_messages_have_a_hash(rules_only):
    assert text_of(rules_only.parse("See you at the usual place, xK3ZmQ9tR/b"), "app_hash") is None


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("482913", "482913"), ("４８２９１３", "482913"), ("①②③④", "1234"), ("٤٨٢٩", "4829"), ("۴۸۲۹", "4829"), ("४८२९", "4829"),
        ("๔๘๒๙", "4829"), ("壹贰叁肆", "1234"), ("壹貳參肆", "1234"), ("一二三四五六", "123456"), ("一2三4", "1234"), ("ㄅㄆㄇㄈ", "ㄅㄆㄇㄈ"),
        ("4\u200b8\u200b2\u200b9", "4829"), ("48 29 13", "482913"), ("482-913", "482913"), ("4829-1307", "48291307"), ("a8K2", "a8K2"),
    ],
)  # fmt: skip
def test_every_form_has_its_span_in_the_message_and_a_plain_value(rules_only, written, value):
    text = f"【某商城】您的验证码：{written}，请勿泄露。"
    field = rules_only.parse(text).fields["code"]
    assert (text[field.span.start : field.span.end], field.value) == (written, value)


@pytest.mark.parametrize(
    "written", ["1234.50", "4829xx", "****4829", "2024年", "€4829", "12345678901", "ㄅㄆ", "一二三"]
)
def test_what_is_no_code(rules_only, written):
    assert "code" not in rules_only.parse(f"您的验证码：{written}").fields


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("【某影音】新电视要进来，填330917就放行，不是您就别理。", "330917"),
        ("【某社区】第一次进小程序，这串7140自己填，3分钟内。", "7140"),
        ("【某云盘】618835 ← 敲进去就好", "618835"),
        ("【某银行】卡尾4582 確認712019", "712019"),
        ("【某机房】跳板机 放行261519 时效3分钟", "261519"),
    ],
)
def test_where_the_category_is_known_a_code_needs_no_name(rules_only, text, code):
    assert text_of(rules_only.parse_as("verification.login", text), "code") == code


@pytest.mark.parametrize(
    "text",
    [
        "【某平台】请勿向任何人透露短信验证码，客服电话4008001234。",
        "验证码已发送至138****1234，请在60秒内查收。",
        "【某银行】验证码已发送到尾号2209的手机。",
        "【某店】订单330917的收货验证码请当面核对。",
        "【某银行】转账100000元需要验证码，我们不会向您索要。",
        "A code was requested for your account. Not you? Call 1930.",
        "【某超市】到南门屏幕前输入238917，储物格会自己弹开。",
        "Kestrel: your order 223776 is confirmed.",
        "Never share your OTP with anyone. Report fraud to 1930.",
        "【某局】验证码业务将于2025年0630停机维护，两批号段330917、440812暂停。",
    ],
)
def test_a_message_that_speaks_of_a_code_has_none(rules_only, text):
    assert text_of(rules_only.parse_as("verification.other", text), "code") is None


def test_the_only_number_of_an_unsure_category_is_no_code(rules_only):
    text = "【某社区】第一次进小程序，这串7140自己填，3分钟内。"
    codes = [text_of(rules_only.parse_as("verification.login", text, confidence=sure), "code") for sure in (0.95, 0.4)]
    assert codes == ["7140", None]
