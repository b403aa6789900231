from __future__ import annotations

import tomllib
from typing import Any

import pytest

from smsparse.cards.content import load_content
from smsparse.cards.linting import lint_cards

CLEAN = """
sender = "yunshan"
[facts]
hotline = { value = "95000", source = "https://www.yunshan.example", checked = 2026-11-20 }
[[entry]]
id = "help"
label = { zh-Hans = "帮助", zh-Hant = "幫助", en = "Help" }
    [[entry.entry]]
    id = "hotline"
    label = { zh-Hans = "客服", zh-Hant = "客服", en = "Call us" }
    kind = "dial"
    target = "{hotline}"
"""


def findings(card_data: dict[str, Any], menu: str, *more: str) -> list[str]:
    menus = {"yunshan": tomllib.loads(menu), **{f"more{index}": tomllib.loads(one) for index, one in enumerate(more)}}
    content = load_content({"cards": card_data, "menus": menus | {"defaults": tomllib.loads(DEFAULT)}})
    return [f"{one.code} {one.at}" for one in lint_cards(content) if one.at.startswith("menus/yunshan")]


DEFAULT = """
[[menu]]
l1 = ["finance"]
"""


def test_a_clean_menu_has_no_findings(card_data: dict[str, Any]) -> None:
    assert findings(card_data, CLEAN) == []


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ('zh-Hant = "客服", ', "", "no-translation menus/yunshan.toml: entry[0].entry[0]"),
        ('zh-Hans = "客服"', 'zh-Hans = "帮助"', "same-label menus/yunshan.toml: entry[0].entry[0]"),
        ('en = "Call us"', 'en = "Call us at any time"', "long-label menus/yunshan.toml: entry[0].entry[0]"),
        ('en = "Help"', 'en = "Help and more"', "long-label menus/yunshan.toml: entry[0]"),
        ('"https://www.yunshan.example", checked', '"", checked', "no-source menus/yunshan.toml: facts.hotline"),
        ('value = "95000"', 'value = "http://x.example"', "http menus/yunshan.toml: facts.hotline"),
        ("{hotline}", "{branches}", "dead-placeholder menus/yunshan.toml: entry[0].entry[0]"),
        ('    kind = "dial"\n    target = "{hotline}"\n', "", "bare-entry menus/yunshan.toml: entry[0].entry[0]"),
    ],
)
def test_what_is_wrong_is_found(card_data: dict[str, Any], old: str, new: str, finding: str) -> None:
    other = 'sender = "hehe"\n[facts]\nbranches = { value = "https://hehe.example", source = "x", checked = false }\n'
    assert old in CLEAN
    assert finding in findings(card_data, CLEAN.replace(old, new), other)


def test_an_entry_nobody_can_ever_see_is_found(card_data: dict[str, Any]) -> None:
    entry = '[[entry]]\nid = "e{0}"\nlabel = "{0}"\nkind = "dial"\ntarget = "95000"\nsource = "x"\n'
    menu = 'sender = "yunshan"\n' + "".join(entry.format(number) for number in range(4))
    assert findings(card_data, menu) == ["unreachable menus/yunshan.toml: entry[3]"]
    dial = 'id = "e0"\nlabel = "0"\n'
    assert findings(card_data, menu.replace(dial, dial + 'when = { tags = ["vip"] }\n')) == []
