from __future__ import annotations

import dataclasses
import json
from datetime import datetime

import pytest

from smsparse.cards import Action, Brand, Card, CardContext, Menu, MenuEntry, Progress, Row, Stop
from smsparse.errors import CardError


def call(label: str, number: str = "95555") -> MenuEntry:
    return MenuEntry(label, Action("dial", label, number))


def test_a_card_is_frozen_and_tells_everything() -> None:
    entry = MenuEntry("帮助", entries=(call("客服 95555"),))
    card = Card(
        kind="code",
        title="登录验证码",
        rows=(Row("验证码", "480917", "primary"),),
        actions=(Action("copy", "复制验证码", "480917"),),
        menu=Menu((entry,)),
        brand=Brand("cmb", "招商银行", "consistent"),
    )
    with pytest.raises(dataclasses.FrozenInstanceError):
        card.title = "changed"  # type: ignore[misc]
    dial = {"kind": "dial", "label": "客服 95555", "target": "95555"}
    assert json.loads(json.dumps(card.to_dict())) == {
        "kind": "code",
        "title": "登录验证码",
        "subtitle": "",
        "rows": [{"label": "验证码", "value": "480917", "role": "primary"}],
        "progress": None,
        "timeline": [],
        "actions": [{"kind": "copy", "label": "复制验证码", "target": "480917"}],
        "menu": {"entries": [{"label": "帮助", "entries": [{"label": "客服 95555", "action": dial}]}]},
        "brand": {"id": "cmb", "name": "招商银行", "trust": "consistent"},
    }


@pytest.mark.parametrize(
    ("kind", "target", "params"),
    [
        ("copy", "480917", ()),
        ("dial", "+86 400-820-5555", ()),
        ("open_url", "https://www.cmbchina.com/a?b=c#d", ()),
        ("open_app", "cmb.pb", ()),
        ("send_sms", "10086", (("body", "查询"),)),
        ("map", "杭州东站", ()),
        ("calendar_event", "", (("title", "火车票 G1386"), ("begin", "2026-03-12T08:47:00+08:00"))),
        ("quick_app", "com.example.quick", (("path", "/bill"),)),
        ("mini_program", "wx0123456789abcdef", ()),
        ("market", "com.example.app", ()),
        ("email", "help@example.com", (("subject", "账单"),)),
        ("popup", "", (("text", "请在柜台出示"),)),
        ("reply", "", (("body", "TD"),)),
        ("view_image", "https://www.example.com/map.png", ()),
        ("share", "", (("text", "取件码 3-2-1004"),)),
    ],
)
def test_every_kind_of_action(kind: str, target: str, params: tuple[tuple[str, str], ...]) -> None:
    told = Action(kind, "标签", target, params).to_dict()
    assert told["kind"] == kind
    assert told.get("params", {}) == dict(params)


@pytest.mark.parametrize(
    ("kind", "target", "params", "at"),
    [
        ("fax", "95555", (), "kind"),
        ("copy", "", (), "target"),
        ("copy", "1" * 21, (), "target"),
        ("dial", "*#06#", (), "target"),
        ("dial", "1" * 21, (), "target"),
        ("open_url", "http://www.cmbchina.com", (), "target"),
        ("open_url", "https://x.cn/" + "a" * 988, (), "target"),
        ("open_app", "not a package", (), "target"),
        ("send_sms", "10086", (), "params"),
        ("map", "地" * 101, (), "target"),
        ("calendar_event", "", (("title", "会议"),), "params"),
        ("calendar_event", "", (("title", "会" * 101), ("begin", "2026-03-12")), "params.title"),
        ("copy", "1234", (("colour", "red"),), "params"),
        ("email", "help at example.com", (), "target"),
        ("view_image", "http://www.example.com/a.png", (), "target"),
        ("mini_program", "小程序", (), "target"),
        ("popup", "", (("text", "字" * 501),), "params.text"),
        ("reply", "10086", (("body", "TD"),), "target"),
    ],
)
def test_an_action_beyond_its_limits_says_where(
    kind: str, target: str, params: tuple[tuple[str, str], ...], at: str
) -> None:
    with pytest.raises(CardError) as caught:
        Action(kind, "标签", target, params)
    assert caught.value.at == at


def test_menu_labels_are_measured_in_width_units() -> None:
    MenuEntry("人工客服与卡片挂失服务", Action("dial", "客服", "95555"), short="人工客服")
    with pytest.raises(CardError, match="1 to 24 width units") as caught:
        call("人工客服与卡片挂失服务热线")
    assert caught.value.at == "label"
    with pytest.raises(CardError, match="0 to 8 width units"):
        MenuEntry("人工客服", Action("dial", "客服", "95555"), short="人工客服啊")


def test_progress_and_timelines_say_enough_to_be_drawn() -> None:
    stops = (Stop("出发", "杭州东", "08:47", "now"), Stop("到达", "上海虹桥"))
    card = Card("trip", "火车票", timeline=stops, progress=Progress("流量", used="1 GB", left="3 GB", share=250))
    assert json.loads(json.dumps(card.to_dict()))["progress"]["share"] == 250
    assert card.to_dict()["timeline"][1] == {"label": "到达", "text": "上海虹桥", "time": "", "state": "next"}
    with pytest.raises(CardError, match="none or 2 to 6 stops"):
        Card("trip", "火车票", timeline=stops[:1])
    with pytest.raises(CardError, match="neither"):
        Progress("流量", total="5 GB")
    with pytest.raises(CardError, match="1000 thousandths"):
        Progress("流量", used="5 GB", share=1001)


def test_fallbacks_are_one_chain() -> None:
    page = Action("open_url", "官网", "https://www.cmbchina.com")
    app = Action("open_app", "招商银行", "cmb.pb", fallbacks=(page, Action("market", "安装", "cmb.pb")))
    assert [other["kind"] for other in app.to_dict()["fallbacks"]] == ["open_url", "market"]
    with pytest.raises(CardError, match="a fallback of a fallback"):
        Action("open_app", "招商银行", "cmb.pb", fallbacks=(app,))


def test_a_context_knows_its_offset() -> None:
    with pytest.raises(CardError, match="a naive one"):
        CardContext(now=datetime(2026, 11, 20, 9, 30))


def test_a_menu_has_three_entries_with_five_below_and_no_third_level() -> None:
    with pytest.raises(CardError, match="1 to 3 entries"):
        Menu(tuple(call(f"项{n}") for n in range(4)))
    with pytest.raises(CardError, match="0 to 5 entries"):
        MenuEntry("更多", entries=tuple(call(f"项{n}") for n in range(6)))
    with pytest.raises(CardError, match="two levels"):
        MenuEntry("更多", entries=(MenuEntry("再多", entries=(call("项"),)),))


def test_an_entry_acts_or_opens_never_both_never_neither() -> None:
    with pytest.raises(CardError, match="got both"):
        MenuEntry("更多", Action("dial", "客服", "95555"), (call("项"),))
    with pytest.raises(CardError, match="got neither"):
        MenuEntry("更多")


def test_no_label_stands_twice_in_a_menu() -> None:
    with pytest.raises(CardError, match="twice"):
        Menu((call("客服"), MenuEntry("帮助", entries=(call("客服"),))))


@pytest.mark.parametrize(("label", "value", "role"), [("", "1", "detail"), ("额", "", "detail"), ("额", "1", "huge")])
def test_a_row_needs_a_label_a_value_and_a_known_role(label: str, value: str, role: str) -> None:
    with pytest.raises(CardError):
        Row(label, value, role)


def test_a_note_needs_no_label() -> None:
    assert Row("", "请勿转告他人", "note").label == ""


def test_titles_are_limited() -> None:
    with pytest.raises(CardError, match="1 to 100 characters"):
        Card("code", "长" * 101)
