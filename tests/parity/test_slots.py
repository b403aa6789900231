"""Every slot finder against its expression in rulepack/slots.py, at every position of generated folded text."""

from __future__ import annotations

import functools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smsparse.rulepack.slots import RANGED, SHORTEST, SLOT_TYPES, expression

#: Pieces that make up dates, money, codes, links ...: random text alone would hardly ever hold one.
PIECES = st.sampled_from(
    [
        "0",
        "1",
        "2",
        "7",
        "12",
        "31",
        "05",
        "99",
        "123",
        "400",
        "2024",
        "1234",
        "13800138000",
        "0571",
        "88886666",
        "00",
        "100000",
        "4155",
        "年",
        "月",
        "日",
        "号",
        "时",
        "点",
        "分",
        "秒",
        "半",
        "整",
        ":",
        "::",
        "-",
        "--",
        "/",
        ".",
        ",",
        "。",
        "+",
        "元",
        "美元",
        "人民币",
        "rmb",
        "¥",
        "$",
        "hk$",
        "万",
        "亿",
        "折",
        "%",
        "*",
        "**",
        "x",
        "#",
        "a",
        "b",
        "g",
        "d",
        "z",
        "k",
        "sf",
        "ca",
        "hu8",
        "t",
        "am",
        "pm",
        "jan",
        "sept",
        "3rd",
        "st",
        "上午",
        "今天",
        "下周",
        "周五",
        "星期",
        "本月",
        "每月",
        "至",
        "到",
        "~",
        "分钟",
        "小时",
        "个月",
        "min",
        "http://",
        "https://",
        "www.",
        "t.cn",
        "a.com",
        "com",
        "cn",
        "x.co.uk",
        "/p?q=1",
        "@",
        "gb",
        "mb",
        "m",
        "兆",
        "车",
        "厢",
        "排",
        "座",
        "上铺",
        "无座",
        "影城",
        "厅",
        "医院",
        "八",
        "十",
        "两",
        "壹",
        "参",
        "九",
        "ㄅ",
        "ㄇㄒ",
        "€",
        "₽",
        "xx",
        "otp-",
        "六",
        "每",
        "(六)",
        "4008",
        "800",
        "02",
        "852",
        "2181",
        "5678",
        "966122",
        "138",
        "内",
        "站",
        "北京",
        "杭州东",
        "【",
        "】",
        "(",
        ")",
        ";",
        "!",
        "和",
        "\n",
        "'",
        ".500",
        ",62",
        "千",
        "块",
        "tl",
        " 500",
        "1 234",
        "1.234,56",
        "р",
        "р.",
        "руб",
        " 50 коп",
        "к",
        "т",
        "rub",
        "карта",
    ]
) | st.just(" ")
TEXT = st.lists(PIECES, max_size=9).map("".join)
RANGES = {
    "text": (0, 8),
    "clause": (0, 8),
    "place": (1, 9),
    "phrase": (1, 12),
    "han": (2, 6),
    "digits": (3, 6),
    "alnum": (4, 10),
    "letters": (2, 6),
    "pin": (4, 6),
}
KINDS = [kind for kind in SLOT_TYPES if kind not in SHORTEST]  # these are not found alone: what follows decides


@functools.cache
def compiled(kind: str, words: tuple) -> re.Pattern[str]:
    low, high = RANGES.get(kind, (0, 0))
    return re.compile(expression(kind, low, high, dict(words), 0))


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=300, deadline=None)
@given(text=TEXT)
def test_finder_agrees_with_its_expression(rules_only, compiler, kind, text):
    words = tuple((name, tuple(found)) for name, found in compiler.lexicons.items())
    pattern = compiled(kind, words)
    number = list(SLOT_TYPES).index(kind)
    low, high = RANGES.get(kind, (0, 0))
    folded = rules_only._pipeline.fold(text)
    for at in range(len(folded)):
        match = pattern.match(folded, at)
        wanted = None if match is None else (match.start("v0"), match.end("v0"), match.end())
        assert rules_only._pipeline.probe_slot(number, low, high, folded, at) == wanted, (folded, at)


def test_ranges_are_given_for_every_ranged_type():
    assert set(RANGES) == RANGED
