from __future__ import annotations

import dataclasses
import json

import pytest

from smsparse.cards import Action, Brand, Card, Menu, MenuEntry, Row
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
    ],
)
def test_an_action_beyond_its_limits_says_where(
    kind: str, target: str, params: tuple[tuple[str, str], ...], at: str
) -> None:
    with pytest.raises(CardError) as caught:
        Action(kind, "标签", target, params)
    assert caught.value.at == at


def test_labels_are_measured_in_width_units_by_the_number_of_entries() -> None:
    Menu((call("人工客服与挂失"),))  # 14 units: alone, there is room for 24
    with pytest.raises(CardError, match="1 to 12 width units"):
        Menu((call("人工客服与挂失"), call("官网")))
    with pytest.raises(CardError, match="1 to 8 width units") as caught:
        Menu((call("人工客服啊"), call("官网"), call("应用")))
    assert caught.value.at == "entries[0].label"


def test_labels_are_measured_in_bytes_too() -> None:
    with pytest.raises(CardError, match="25 UTF-8 bytes"):
        Menu((call("人工客服电话挂失服务"),))  # 20 units, 30 bytes


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
