from __future__ import annotations

import pytest

from smsparse.cards.width import clip, display_width, pad, wrap


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("Help", 4),
        ("信用卡", 6),
        ("客服 95555", 10),
        ("ｆｕｌｌ", 8),
        ("e\u0301", 1),
        ("a\u200bb", 2),
        ("\x1b\n", 0),
    ],
)
def test_wide_characters_count_two_and_invisible_ones_none(text: str, columns: int) -> None:
    assert display_width(text) == columns


@pytest.mark.parametrize(
    ("text", "limit", "clipped"),
    [("招商银行", 8, "招商银行"), ("招商银行", 7, "招商银…"), ("招商银行", 6, "招商…"), ("a bc", 3, "a…")],
)
def test_clip_never_exceeds_its_limit(text: str, limit: int, clipped: str) -> None:
    assert clip(text, limit) == clipped
    assert display_width(clipped) <= limit


def test_pad_fills_columns_not_characters() -> None:
    assert pad("卡", 4) == "卡  "
    assert pad("信用卡", 4) == "信用卡"


def test_wrap_breaks_chinese_anywhere_and_latin_at_spaces() -> None:
    assert wrap("请勿把验证码告诉任何人", 8) == ["请勿把验", "证码告诉", "任何人"]
    assert wrap("never share this code", 12) == ["never share", "this code"]
    assert wrap("a\nb", 10) == ["a", "b"]


def test_wrap_advances_even_where_nothing_fits() -> None:
    assert wrap("卡卡", 1) == ["卡", "卡"]
