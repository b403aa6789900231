from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from smsparse.cards import CardContext, CardResolver
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
│ 有效期  5分钟
│ 请勿把验证码告诉任何人
├──────────────────────────────────────────────────────────────┤
│ [ 复制验证码 ]  [ 官方客服 12306 ]
├──────────────────────────────────────────────────────────────┤
│ ≡ 我的车票                     ≡ 出行服务
│   铁路12306应用                  车站与时刻
│   订单 改签 退票                 客服 12306
╰──────────────────────────────────────────────────────────────╯"""


def test_a_card_is_drawn_with_its_menu_to_the_second_level(resolver: CardResolver, make_result: MakeResult) -> None:
    railway = ("railway12306", "铁路12306", "consistent")
    result = make_result("verification.login", railway, code=("480917", "480917"), code_valid=("5分钟", "300"))
    assert [line.rstrip(" │") for line in render(resolver.card(result)).split("\n")] == CODE_CARD.split("\n")


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
