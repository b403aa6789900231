from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from smsparse.cards import Action, Card, CardContext, CardResolver
from smsparse.cards.resolver import pick_locale

if TYPE_CHECKING:
    from .conftest import MakeResult

CMB = ("cmb", "招商银行", "consistent")
UNKNOWN_CMB = ("cmb", "招商银行", "unknown")
SUSPECT_CMB = ("cmb", "招商银行", "suspect")
FIELDS_OF_A_TRAP = {
    "url": "https://cmb-points.cc/x",
    "phone": ("17000001234", "17000001234"),
    "code": ("480917", "480917"),
    "pickup_code": "7-2-3016",
    "tracking_number": "SF1402938475610",
    "order_number": "E482915037",
    "account_number": "3301456789",
    "place": "青禾里3号楼",
    "departure": "杭州东站",
    "time": ("3月12日", "2026-03-12"),
    "due_date": ("3月25日", "2026-03-25"),
    "amount": ("128.50", "128.50", "CNY"),
}


def kinds(card: Card) -> list[str]:
    return [action.kind for action in card.actions]


def action_of(card: Card, kind: str) -> Action:
    (found,) = (action for action in card.actions if action.kind == kind)
    return found


def test_a_code_is_shown_and_copied_as_resolved(resolver: CardResolver, make_result: MakeResult) -> None:
    result = make_result("verification.login", CMB, code=("480 917", "480917"), code_valid=("5分钟", "300"))
    card = resolver.card(result)
    assert (card.kind, card.title, card.subtitle) == ("code", "登录验证码", "招商银行")
    assert [(row.label, row.value) for row in card.rows[:2]] == [("验证码", "480 917"), ("有效期", "5分钟")]
    assert card.actions[0] == Action("copy", "复制验证码", "480917")


def test_a_card_speaks_english(resolver: CardResolver, make_result: MakeResult) -> None:
    result = make_result("verification.login", CMB, code=("480917", "480917"), code_valid=("5分钟", "300"))
    card = resolver.card(result, CardContext(locale="en-GB"))
    assert card.title == "Login code"
    assert [(row.label, row.value) for row in card.rows[:2]] == [("Code", "480917"), ("Valid for", "5 min")]
    assert card.menu is not None
    assert [entry.label for entry in card.menu.entries] == ["Accounts", "Credit cards", "Help"]
    assert [entry.short for entry in card.menu.entries] == ["", "Cards", ""]


def test_a_missing_field_drops_its_row_its_action_and_its_title(
    resolver: CardResolver, make_result: MakeResult
) -> None:
    full = resolver.card(make_result("finance.debit", amount=("128.50", "128.50", "CNY"), counterparty="云杉超市"))
    bare = resolver.card(make_result("finance.debit"))
    assert full.title == "支出 ¥128.50"
    assert [row.label for row in full.rows] == ["金额", "商户"]
    assert bare.title == "支出"
    assert not bare.rows
    assert not bare.actions


def test_no_card_of_any_category_shows_a_hole(
    resolver: CardResolver, make_result: MakeResult, pairs: list[str]
) -> None:
    for pair in pairs:
        for sender in (None, CMB, SUSPECT_CMB):
            for locale in ("zh-Hans", "en"):
                text = str(resolver.card(make_result(pair, sender), CardContext(locale=locale)).to_dict())
                assert "{" not in text.replace("{'", "").replace("{}", "")
                assert "|" not in text
                assert "None" not in text.replace(": None", "")


@pytest.mark.parametrize("category", ["verification.login", "order.voucher"])
def test_codes_are_copied_where_they_belong(resolver: CardResolver, make_result: MakeResult, category: str) -> None:
    assert action_of(resolver.card(make_result(category, code=("A7K2", "A7K2"))), "copy").target == "A7K2"


def test_codes_are_copied_nowhere_else(resolver: CardResolver, make_result: MakeResult, pairs: list[str]) -> None:
    for pair in pairs:
        if pair.partition(".")[0] not in {"verification", "order"}:
            card = resolver.card(make_result(pair, CMB, code=("480917", "480917")))
            assert "copy" not in kinds(card), pair


def test_wording_cannot_offer_a_code_where_none_belongs(card_data: dict[str, Any], make_result: MakeResult) -> None:
    careless = {"kind": "code", "title": "支出", "actions": ["copy_code"]}
    data = {**card_data, "cards": {**card_data["cards"], "finance": careless}}
    card = CardResolver({"cards": data}).card(make_result("finance.debit", CMB, code=("480917", "480917")))
    assert card.actions == ()


def test_a_pickup_code_is_copied_and_all_of_them_are_shown(resolver: CardResolver, make_result: MakeResult) -> None:
    card = resolver.card(make_result("delivery.pickup_code", pickup_code=["7-2-3016", "7-4-5182"], place="青禾里3号楼"))
    assert card.title == "待取件 7-2-3016、7-4-5182"
    assert action_of(card, "copy").target == "7-2-3016"
    assert action_of(card, "map").target == "青禾里3号楼"


def test_what_is_too_long_to_copy_is_not_offered(resolver: CardResolver, make_result: MakeResult) -> None:
    card = resolver.card(make_result("delivery.shipped", tracking_number="9" * 21))
    assert "copy" not in kinds(card)
    assert "9" * 21 in [row.value for row in card.rows]


@pytest.mark.parametrize("trust", ["certified", "consistent"])
def test_a_trusted_sender_s_link_opens_under_its_host(
    resolver: CardResolver, make_result: MakeResult, trust: str
) -> None:
    result = make_result("finance.card_bill", ("cmb", "招商银行", trust), url="https://cmbt.cn/a1")
    action = action_of(resolver.card(result), "open_url")
    assert action == Action("open_url", "打开 cmbt.cn", "https://cmbt.cn/a1")


@pytest.mark.parametrize("sender", [None, UNKNOWN_CMB, SUSPECT_CMB])
def test_nobody_else_s_link_opens(
    resolver: CardResolver, make_result: MakeResult, pairs: list[str], sender: tuple[str, str, str] | None
) -> None:
    for pair in pairs:
        card = resolver.card(make_result(pair, sender, **FIELDS_OF_A_TRAP))
        assert "cmb-points.cc" not in str([action.to_dict() for action in card.actions]), pair


def test_a_number_in_a_money_message_is_dialled_only_for_a_trusted_sender(
    resolver: CardResolver, make_result: MakeResult
) -> None:
    phone = ("17000001234", "17000001234")
    targets = {
        sender: [action.target for action in resolver.card(make_result("finance.debit", sender, phone=phone)).actions]
        for sender in (None, UNKNOWN_CMB, CMB)
    }
    assert targets == {None: [], UNKNOWN_CMB: ["95555"], CMB: ["95555", "17000001234"]}


def test_a_courier_is_dialled_without_a_known_sender(resolver: CardResolver, make_result: MakeResult) -> None:
    card = resolver.card(make_result("delivery.out_for_delivery", phone=("139 0000 5678", "13900005678")))
    assert action_of(card, "dial") == Action("dial", "拨打 139 0000 5678", "13900005678")


def test_an_extension_is_shown_but_not_dialled(resolver: CardResolver, make_result: MakeResult) -> None:
    card = resolver.card(make_result("health.report", phone=("0571-88886666转2", "057188886666;ext=2")))
    assert action_of(card, "dial") == Action("dial", "拨打 0571-88886666转2", "057188886666")


@pytest.mark.parametrize("number", ["*#06#", "**21*17000001234#", "95555;123", "１３９", ""])
def test_what_is_no_plain_number_is_not_dialled(resolver: CardResolver, make_result: MakeResult, number: str) -> None:
    card = resolver.card(make_result("delivery.out_for_delivery", phone=(number, number)))
    assert "dial" not in kinds(card)


def test_a_risk_gets_a_warning_from_which_nothing_of_the_body_can_be_tapped(
    resolver: CardResolver, make_result: MakeResult, pairs: list[str]
) -> None:
    risks = [make_result(pair, CMB, **FIELDS_OF_A_TRAP) for pair in pairs if pair.startswith("risk.")]
    suspects = [make_result(pair, SUSPECT_CMB, **FIELDS_OF_A_TRAP) for pair in pairs]
    for result in risks + suspects:
        card = resolver.card(result)
        assert card.kind == "warning", result.category
        assert card.brand is None
        assert card.actions
        assert {action.target for action in card.actions} <= {"95555", "96110", "https://www.12321.cn"}


def test_a_warning_says_who_it_claims_to_be_and_names_the_link(resolver: CardResolver, make_result: MakeResult) -> None:
    card = resolver.card(make_result("finance.debit", SUSPECT_CMB, url="http://cmb-points.cc/x"))
    assert card.title == "发送方可疑"
    assert [(row.label, row.value) for row in card.rows[1:]] == [("自称", "招商银行"), ("所含链接", "cmb-points.cc")]


def test_a_warning_does_not_wear_the_menu_of_whom_it_warns_of(resolver: CardResolver, make_result: MakeResult) -> None:
    warned = resolver.card(make_result("finance.debit", SUSPECT_CMB)).menu
    assert warned == resolver.card(make_result("risk.phishing")).menu
    assert warned != resolver.card(make_result("finance.debit", CMB)).menu


def test_a_sender_has_its_menu_and_others_the_one_of_the_category(
    resolver: CardResolver, make_result: MakeResult
) -> None:
    own = resolver.card(make_result("finance.debit", CMB)).menu
    default = resolver.card(make_result("finance.debit", ("some-bank", "某银行", "consistent"))).menu
    assert own is not None
    assert default is not None
    assert [entry.label for entry in own.entries] == ["客服安全", "账户服务", "信用卡"]
    assert [entry.label for entry in default.entries] == ["求助举报"]


def test_a_journey_becomes_a_calendar_event(resolver: CardResolver, make_result: MakeResult) -> None:
    time = ("3月12日08:47", "2026-03-12T08:47:00+08:00")
    card = resolver.card(make_result("travel.train", number="G1386", departure="杭州东站", time=time))
    assert card.title == "火车票 G1386"
    assert action_of(card, "calendar_event").to_dict()["params"] == {
        "title": "火车票 G1386",
        "begin": "2026-03-12T08:47:00+08:00",
        "place": "杭州东站",
    }


def test_an_unresolved_time_is_shown_but_not_put_in_a_calendar(resolver: CardResolver, make_result: MakeResult) -> None:
    card = resolver.card(make_result("reminder.meeting", time="明早9点"))
    assert [row.value for row in card.rows] == ["明早9点"]
    assert "calendar_event" not in kinds(card)


def test_a_device_gets_only_what_it_can_do(resolver: CardResolver, make_result: MakeResult) -> None:
    result = make_result("verification.login", CMB, code=("480917", "480917"))
    card = resolver.card(result, CardContext(capabilities=frozenset({"dial"})))
    assert kinds(card) == ["dial"]
    assert card.menu is not None
    acting = [below.action for entry in card.menu.entries for below in (entry.entries or (entry,))]
    assert {action.kind for action in acting if action} == {"dial"}
    assert resolver.card(result, CardContext(capabilities=frozenset())).menu is None


def test_large_text_asks_for_less(resolver: CardResolver, make_result: MakeResult) -> None:
    result = make_result("delivery.pickup_code", **FIELDS_OF_A_TRAP, carrier="顺丰")
    usual, large = resolver.card(result), resolver.card(result, CardContext(large_text=True))
    assert large.rows == usual.rows[:3]
    assert large.actions == usual.actions[:2]


def test_an_unknown_category_gets_the_card_of_its_kind_or_a_plain_one(
    resolver: CardResolver, make_result: MakeResult
) -> None:
    assert resolver.card(make_result("finance.crypto")).kind == "transaction"
    plain = resolver.card(make_result("novel.kind"))
    assert (plain.kind, plain.title) == ("notice", "novel.kind")


def test_text_of_the_body_is_shown_without_controls_and_within_limits(
    resolver: CardResolver, make_result: MakeResult
) -> None:
    result = make_result("finance.debit", signature="云\u202e杉\x1b[2J\n", counterparty="店" * 500)
    card = resolver.card(result)
    assert card.subtitle == "云 杉 [2J"
    assert len(card.rows[0].value) == 200


@pytest.mark.parametrize(
    ("wanted", "locale"),
    [
        ("zh-Hans", "zh-Hans"),
        ("zh", "zh-Hans"),
        ("zh-Hans-HK", "zh-Hans"),
        ("zh-Hant-HK", "zh-Hant"),
        ("zh_TW", "zh-Hant"),
        ("zh-MO", "zh-Hant"),
        ("en-US", "en"),
        ("fr", "en"),
        ("", "en"),
    ],
)
def test_the_nearest_locale_is_taken(wanted: str, locale: str) -> None:
    assert pick_locale(wanted) == locale


def test_names_of_categories(resolver: CardResolver) -> None:
    assert resolver.category_name("finance.debit") == "支出"
    assert resolver.category_name("finance.debit", "en") == "Spent"
    assert resolver.category_name("novel.kind") == "novel.kind"
