"""What becomes of each part of a card, dialect by dialect, and what the report says of it."""

from __future__ import annotations

from typing import Any

import pytest

from smsparse.cards.dialects import export
from smsparse.cards.dialects.targets import e164, refused_link, utc
from smsparse.cards.model import ACTION_PARAMS, Action, Brand, Card, Menu, MenuEntry, Row
from tests.dialects import checks
from tests.dialects.samples import FULL_CARD, FULL_MENU, FakeField, FakeResult, action_of

URL = "https://www.example.com/a?b=1"


def card_of(*actions: Action, menu: Menu | None = None, rows: tuple[Row, ...] = ()) -> Card:
    return Card("notice", "通知", actions=actions, menu=menu, rows=rows)


def losses(exported: Any) -> list[tuple[str, str]]:
    return [(loss.path, loss.kind) for loss in exported.loss]


# --- rbm -------------------------------------------------------------------------------------------------------------


def rbm_card(card: Card, **options: Any) -> dict[str, Any]:
    return export(card, "rbm", **options).payload["contentMessage"]["richCard"]["standaloneCard"]["cardContent"]


def test_rbm_words_the_rows_in_the_description() -> None:
    rows = (Row("金额", "¥128.50", "primary"), Row("", "请核对", "note"))
    assert rbm_card(card_of(rows=rows)) == {"title": "通知", "description": "金额：¥128.50\n请核对"}
    assert rbm_card(card_of(rows=rows), locale="en")["description"] == "金额: ¥128.50\n请核对"


@pytest.mark.parametrize(
    ("category", "traffic"),
    [("verification.login", "AUTHENTICATION"), ("promotion.coupon", "PROMOTION"), ("finance.debit", "TRANSACTION")],
)
def test_rbm_tells_the_kind_of_traffic(category: str, traffic: str) -> None:
    assert export(FULL_CARD, "rbm", FakeResult(category)).payload["messageTrafficType"] == traffic
    assert "messageTrafficType" not in export(FULL_CARD, "rbm", FakeResult("risk.phishing")).payload


def test_rbm_opens_a_second_level_as_a_carousel() -> None:
    exported = export(card_of(menu=FULL_MENU), "rbm")
    content = exported.payload["contentMessage"]
    contents = content["richCard"]["carouselCard"]["cardContents"]
    assert [one["title"] for one in contents] == ["通知", "我的账户", "信用卡"]
    assert [one["action"]["text"] for one in content["suggestions"]] == ["官方网站"]
    assert ("menu.entries[0].entries[3].action", "dropped") in losses(exported)  # a quick app


def test_rbm_puts_a_fifth_entry_among_the_chips() -> None:
    below = tuple(MenuEntry(f"网页{at}", action_of("open_url", f"网页{at}")) for at in range(5))
    exported = export(card_of(menu=Menu((MenuEntry("服务", entries=below),))), "rbm")
    assert [one["action"]["text"] for one in exported.payload["contentMessage"]["suggestions"]] == ["网页4"]
    assert losses(exported) == [("menu.entries[0].entries[4]", "merged")]


def test_rbm_opens_the_page_of_an_app() -> None:
    app = action_of("open_app", "应用", fallbacks=(action_of("market", "商店"), action_of("open_url", "网页")))
    exported = export(card_of(app), "rbm")
    (suggestion,) = checks.every(exported.payload, "action")
    assert suggestion["openUrlAction"]["url"] == suggestion["fallbackUrl"] == URL
    assert exported.loss[0].reason == "open_app: no counterpart; its fallback open_url stands for it"


@pytest.mark.parametrize(
    ("number", "region", "dialled"),
    [
        ("95588", "CN", "+8695588"),
        ("010-6655 4433", "CN", "+861066554433"),
        ("2233 3000", "HK", "+85222333000"),
        ("+44 20 7946 0000", "", "+442079460000"),
        ("95588", "", None),
    ],
)
def test_rbm_dials_e164(number: str, region: str, dialled: str | None) -> None:
    exported = export(card_of(Action("dial", "客服", number)), "rbm", region=region)
    assert list(checks.every(exported.payload, "phoneNumber")) == ([dialled] if dialled else [])
    assert losses(exported) == ([] if dialled else [("actions[0]", "dropped")])


def test_a_number_longer_than_e164_is_none() -> None:
    assert e164("12345678901234567", "86") is None


# --- gsma ------------------------------------------------------------------------------------------------------------


def test_gsma_menu_keeps_characters_and_bytes() -> None:
    exported = export(card_of(menu=FULL_MENU), "gsma")
    entries = exported.payload["menu"]["entries"]
    assert entries[0]["menu"]["displayText"] == "我的账户"
    assert entries[2]["action"]["urlAction"] == {"openUrl": {"url": URL, "application": "browser"}}
    long = Menu((MenuEntry("信用卡账单查询与还款", action_of("open_url", "x")),))
    exported = export(card_of(menu=long), "gsma")
    assert list(checks.every(exported.payload, "displayText")) == ["信用卡账单查询…"]
    assert exported.loss[0].reason == "longer than 25 characters and 25 bytes"


def test_a_short_label_stands_for_one_that_is_too_long() -> None:
    menu = Menu((MenuEntry("信用卡账单查询与还款", action_of("open_url", "x"), short="信用卡"),))
    exported = export(card_of(menu=menu), "gsma")
    assert list(checks.every(exported.payload, "displayText")) == ["信用卡"]
    assert losses(exported) == [("menu.entries[0].label", "cut")]


def test_an_entry_with_nothing_left_below_it_goes() -> None:
    menu = Menu((MenuEntry("应用", entries=(MenuEntry("小程序", action_of("mini_program", "x")),)),))
    for to in ("rbm", "gsma", "aim"):
        exported = export(card_of(menu=menu), to)
        assert "menu" not in exported.payload
        assert [path for path, _ in losses(exported)] == ["menu.entries[0].entries[0].action", "menu.entries[0]"]


# --- aim -------------------------------------------------------------------------------------------------------------


def test_aim_uses_the_notice_of_four_makers_where_it_holds_the_card() -> None:
    card = card_of(rows=(Row("金额", "¥128.50", "primary"), Row("时间", "3月5日 14:03")))
    exported = export(card, "aim")
    template = exported.payload["template"]
    assert template["card_id"] == "Notification2"
    contents = template["pages"][0]["contents"]
    assert [one["content"] for one in contents] == [
        "通知",
        "金额",
        "¥128.50",
        "时间",
        "3月5日 14:03",
        "退订",
        "拒收请回复R",
    ]
    assert [one["factory_type"] for one in template["factorys"]] == ["HUAWEI", "XIAOMI", "OPPO", "VIVO"]
    assert exported.loss == ()


def test_aim_tells_everything_in_a_long_text_else() -> None:
    template = export(FULL_CARD, "aim").payload["template"]
    assert template["card_id"] == "PureText"
    assert template["pages"][0]["contents"][1]["content"].endswith("\n拒收请回复R")


def test_aim_leaves_out_makers_that_do_not_carry_out_an_action() -> None:
    card = card_of(action_of("copy", "复制"), rows=(Row("验证码", "480917"),))
    template = export(card, "aim").payload["template"]
    assert [one["factory_type"] for one in template["factorys"]] == ["HUAWEI", "XIAOMI", "VIVO"]


@pytest.mark.parametrize(("count", "name"), [(1, "信用卡账单查询与还款"), (2, "信用卡账单…"), (3, "信用卡…")])
def test_aim_names_are_the_shorter_the_more_there_are(count: int, name: str) -> None:
    labels = ["信用卡账单查询与还款", "网点", "客服"][:count]
    menu = Menu(tuple(MenuEntry(label, action_of("dial", label)) for label in labels))
    items = export(card_of(menu=menu), "aim").payload["menu"]["menu_items"]
    assert items[0] == {"name": name, "action_type": "CALLING", "content": "955001"}


def test_aim_names_differ_even_when_cut() -> None:
    labels = ["信用卡账单", "信用卡还款", "信用卡分期"]
    menu = Menu(tuple(MenuEntry(label, action_of("dial", label)) for label in labels))
    items = export(card_of(menu=menu), "aim").payload["menu"]["menu_items"]
    assert [item["name"] for item in items] == ["信用卡…", "信用…2", "信用…3"]


def test_aim_opens_an_app_with_a_floor() -> None:
    app = action_of("open_app", "应用", fallbacks=(action_of("open_url", "网页"),))
    exported = export(card_of(app, menu=Menu((MenuEntry("应用", app),))), "aim")
    (button,) = [one for one in exported.payload["template"]["pages"][0]["contents"] if one["type"] == "button"]
    assert button["action"] == {
        "target": "android-app://com.example.bank", "package_name": "com.example.bank", "floor_type": 2, "floor_url": URL,
    }  # fmt: skip
    (item,) = exported.payload["menu"]["menu_items"]
    assert item["ext_msg"]["browser_floor_url"] == URL


def test_aim_refuses_signs_it_may_not_hold() -> None:
    exported = export(card_of(Action("open_url", "甲&乙", "https://www.example.com/?a=1&b=2")), "aim")
    assert "actions[0]" in [path for path, kind in losses(exported) if kind == "dropped"]


def test_aim_never_changes_what_is_copied_or_sent() -> None:
    command = Action("send_sms", "查询", "10600", (("body", "CX&LL"),))
    exported = export(card_of(Action("copy", "复制", "a<b"), command), "aim")
    assert losses(exported) == [("actions[0]", "dropped"), ("actions[1]", "dropped")]
    assert exported.loss[0].reason == "copy: it holds a sign the platform refuses"


# --- adaptive --------------------------------------------------------------------------------------------------------


def test_adaptive_tells_rows_as_facts_and_keeps_markdown_as_it_is() -> None:
    rows = (Row("时间", "14:03"), Row("地点", "青禾里"), Row("商户", "[超市](https://evil.example)"))
    body = export(card_of(rows=rows), "adaptive").payload["body"]
    assert body[1] == {
        "type": "FactSet",
        "facts": [{"title": "时间", "value": "14:03"}, {"title": "地点", "value": "青禾里"}],
    }
    assert list(checks.every(body[2], "inlines")) == [[{"type": "TextRun", "text": "[超市](https://evil.example)"}]]


def test_adaptive_draws_progress_and_shows_submenus_as_cards() -> None:
    exported = export(FULL_CARD, "adaptive", FakeResult("finance.debit"))
    widths = [width for width in checks.every(exported.payload, "width") if isinstance(width, int)]
    assert widths == [300, 700]
    shown = [one for one in exported.payload["body"][-1]["actions"] if one["type"] == "Action.ShowCard"]
    assert [one["title"] for one in shown] == ["我的账户", "信用卡"]
    assert exported.payload["fallbackText"] == FakeResult("finance.debit").text
    assert "tel:955001" in list(checks.every(exported.payload, "url"))


def test_adaptive_hands_the_host_what_no_address_carries_out() -> None:
    exported = export(card_of(action_of("copy", "复制验证码")), "adaptive")
    assert exported.payload["actions"] == [
        {"type": "Action.Submit", "title": "复制验证码", "data": {"kind": "copy", "target": "480917"}}
    ]
    assert losses(exported) == [("actions[0]", "merged")]


# --- jsonld ----------------------------------------------------------------------------------------------------------


def test_jsonld_of_a_train() -> None:
    fields = {
        "order_number": FakeField("E123456789"),
        "number": FakeField("G123"),
        "departure": FakeField("北京南"),
        "arrival": FakeField("上海虹桥"),
        "time": FakeField("3月6日08:00", "2026-03-06T08:00:00+08:00"),
        "seat": FakeField("3车12A号"),
        "amount": FakeField("553元", "553", "CNY"),
    }
    payload = export(FULL_CARD, "jsonld", FakeResult("travel.train", fields)).payload
    assert payload["@type"] == "TrainReservation"
    assert payload["reservationId"] == "E123456789"
    assert (payload["totalPrice"], payload["priceCurrency"]) == ("553", "CNY")
    assert payload["reservationFor"] == {
        "@type": "TrainTrip",
        "trainNumber": "G123",
        "departureTime": "2026-03-06T08:00:00+08:00",
        "departureStation": {"@type": "TrainStation", "name": "北京南"},
        "arrivalStation": {"@type": "TrainStation", "name": "上海虹桥"},
    }
    assert payload["reservedTicket"]["ticketedSeat"]["seatNumber"] == "3车12A号"


def test_jsonld_of_a_parcel_and_a_bill() -> None:
    parcel = {"tracking_number": FakeField("YT1234567890123"), "pickup_code": FakeField("5-2-3011")}
    payload = export(card_of(), "jsonld", FakeResult("delivery.pickup_code", parcel)).payload
    assert (payload["@type"], payload["trackingNumber"]) == ("ParcelDelivery", "YT1234567890123")
    assert payload["deliveryStatus"] == {"@type": "DeliveryEvent", "accessCode": "5-2-3011"}
    bill = {"amount": FakeField("58元", "58.00", "CNY"), "due_date": FakeField("12月15日", "2026-12-15")}
    payload = export(card_of(), "jsonld", FakeResult("telecom.bill", bill)).payload
    assert payload["totalPaymentDue"] == {"@type": "MonetaryAmount", "value": "58.00", "currency": "CNY"}
    assert payload["paymentDueDate"] == "2026-12-15"


def test_jsonld_without_a_result_is_a_message() -> None:
    payload = export(FULL_CARD, "jsonld").payload
    assert payload["@type"] == "Message"
    assert payload["sender"] == {"@type": "Organization", "name": "示例银行"}
    assert payload["name"] == FULL_CARD.title


# --- html and text ---------------------------------------------------------------------------------------------------


def test_a_page_escapes_texts_and_attributes() -> None:
    card = card_of(
        Action("open_url", "<b>\"'&", "https://www.example.com/?a='\"&b"), rows=(Row("<i>", "</dd><script>"),)
    )
    markup = str(export(card, "html").payload)
    page = checks.Page(markup)
    assert "<script" not in markup
    assert "</dd><script>" in page.text
    assert [attributes["href"] for tag, attributes in page.elements if tag == "a"] == [card.actions[0].target]


def test_a_page_is_larger_on_request_and_knows_its_language() -> None:
    page = checks.Page(str(export(FULL_CARD, "html", locale="zh-Hant", large_text=True).payload))
    attributes = dict(page.elements)
    assert attributes["html"]["lang"] == "zh-Hant"
    assert attributes["body"]["class"] == "large"
    assert attributes["nav"]["aria-label"] == "選單"


def test_plain_lines_tell_where_actions_lead() -> None:
    lines = str(export(FULL_CARD, "text", width=0, locale="en").payload).split("\n")
    assert lines[0] == FULL_CARD.title
    assert "[ 动作 dial: 95500-1 ]" in lines
    assert "  账户余额查询: " + URL in lines
    assert "○ 12:30 到达 上海虹桥" in lines


def test_a_drawing_has_progress_and_timeline() -> None:
    lines = str(export(FULL_CARD, "text", width=40).payload).split("\n")
    assert any("██████████" in line and "░░░░░░░░" in line for line in lines)
    assert any(line.startswith("│ ✓ 08:00  出发  北京南") for line in lines)


# --- links -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        *("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://www.example.com", "HTTPS://x"),
        *(
            "https://www.example.com@evil.example",
            "https://127.0.0.1/",
            "https://xn--80ak6aa92e.com/",
            "https://еxample.com",
        ),
    ],
)
def test_links_that_are_refused(url: str) -> None:
    assert refused_link(url) is not None


@pytest.mark.parametrize("to", ["rbm", "gsma", "aim", "adaptive", "jsonld", "html"])
def test_a_host_drawn_like_another_is_never_linked(to: str) -> None:
    exported = export(card_of(Action("open_url", "官网", "https://xn--80ak6aa92e.com/")), to)
    links = [text for text in checks.strings(exported.payload) if text.startswith("https://xn--")]
    hrefs = (
        [attributes.get("href") for _, attributes in checks.Page(str(exported.payload)).elements]
        if to == "html"
        else []
    )
    assert not links
    assert not any(hrefs)
    assert "actions[0]" in [loss.path for loss in exported.loss]


def test_a_link_of_the_message_is_no_link_of_the_brand() -> None:
    fields = {"url": FakeField("https://evil.example/x"), "signature": FakeField("示例银行")}
    card = Card("notice", "通知", brand=Brand("bank", "示例银行", "certified"))
    for category in ("finance.debit", "order.paid", "travel.flight", "delivery.shipped"):
        for to in ("rbm", "gsma", "aim", "jsonld"):
            payload = export(card, to, FakeResult(category, fields)).payload
            assert not any("evil.example" in text for text in checks.strings(payload))


# --- all of them -----------------------------------------------------------------------------------------------------


def test_every_card_of_the_pack_exports_within_limits(real_cards: list[Card], real_results: list[Any]) -> None:
    for card, result in zip(real_cards, real_results, strict=True):
        for to in ("rbm", "gsma", "aim"):
            exported = export(card, to, result)
            checks.validator(to).validate(exported.payload)
            assert checks.untold(card, exported) == []
        for to in ("adaptive", "jsonld", "html", "text"):
            assert checks.untold(card, export(card, to, result)) == []


@pytest.mark.parametrize("to", ["rbm", "gsma", "aim", "adaptive", "jsonld", "html"])
@pytest.mark.parametrize("kind", sorted(ACTION_PARAMS))
def test_every_kind_of_action_has_a_counterpart_or_is_told(to: str, kind: str) -> None:
    exported = export(card_of(action_of(kind, "动作")), to)
    assert "动作" in checks.said(exported) or ("actions[0]", "dropped") in losses(exported)


def test_a_time_without_an_offset_is_no_moment() -> None:
    assert utc("2026-03-06T09:30:00+08:00") == "2026-03-06T01:30:00Z"
    assert utc("2026-03-06T09:30:00") is utc("2026-03-06") is utc("tomorrow") is utc("0001-01-01T00:00+14:00") is None


def test_the_report_as_data() -> None:
    exported = export(card_of(action_of("copy", "复制")), "rbm").to_dict()
    assert exported["loss"] == [{"path": "actions[0]", "kind": "dropped", "reason": "copy: no counterpart"}]
