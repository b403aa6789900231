from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from smsparse.cards import Action, Card, CardContext, CardResolver, Menu, MenuEntry, Row
from smsparse.cards.dialects.text import ROLES, render
from smsparse.cards.width import display_width

if TYPE_CHECKING:
    from .conftest import MakeResult

CMB = ("cmb", "招商银行", "consistent")

# Without the right side of the box: that all lines are equally wide is a test of its own.
CODE_CARD = """\
╭──────────────────────────────────────────────────────────────╮
│ 登录验证码
│ 铁路12306
├──────────────────────────────────────────────────────────────┤
│ 验证码  480917
│ 请勿把验证码告诉任何人
├──────────────────────────────────────────────────────────────┤
│ [ 复制验证码 ]  [ 官方客服 12306 ]
├──────────────────────────────────────────────────────────────┤
│ ≡ 我的车票                     ≡ 客服 12306
│   订单
│   改签
╰──────────────────────────────────────────────────────────────╯"""


def entry(label: str, *below: MenuEntry) -> MenuEntry:
    return MenuEntry(label, entries=below) if below else MenuEntry(label, Action("dial", label, "12306"))


def test_a_card_is_drawn_with_its_menu_to_the_second_level() -> None:
    card = Card(
        kind="code",
        title="登录验证码",
        subtitle="铁路12306",
        rows=(Row("验证码", "480917", "primary"), Row("", "请勿把验证码告诉任何人", "note")),
        actions=(Action("copy", "复制验证码", "480917"), Action("dial", "官方客服 12306", "12306")),
        menu=Menu((entry("我的车票", entry("订单"), entry("改签")), entry("客服 12306"))),
    )
    assert [line.rstrip(" │") for line in render(card).split("\n")] == CODE_CARD.split("\n")


@pytest.mark.parametrize("width", [10, 24, 40, 64, 120])
@pytest.mark.parametrize("locale", ["zh-Hans", "en"])
def test_every_line_has_the_same_width(
    resolver: CardResolver, make_result: MakeResult, pairs: list[str], width: int, locale: str
) -> None:
    fields = {"amount": ("1", "1234567.89", "CNY"), "place": "青禾里小区北门3号楼底商", "url": "https://cmbt.cn/a"}
    for pair in pairs:
        card = resolver.card(make_result(pair, CMB, **fields), CardContext(locale=locale))
        widths = {display_width(line) for line in render(card, width=width).split("\n")}
        assert widths == {max(width, 24)}, pair


def test_paint_changes_colours_not_columns(resolver: CardResolver, make_result: MakeResult) -> None:
    card = resolver.card(make_result("risk.phishing", CMB, url="http://cmb-points.cc"))
    used = set()

    def paint(role: str, text: str) -> str:
        used.add(role)
        return f"<{role}>{text}</{role}>"

    painted = render(card, paint=paint)
    for role in used:
        painted = painted.replace(f"<{role}>", "").replace(f"</{role}>", "")
    assert painted == render(card)
    assert used <= set(ROLES)
    assert "warning" in used
