"""Folding, Chinese numerals and exact decimals."""

from __future__ import annotations

import decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.parity.values_reference.numerals import add, chinese_integer, chinese_to_ascii, fold, scaled, shift


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("零", 0), ("十", 10), ("十二", 12), ("二十", 20), ("廿三", 23), ("一百", 100), ("一百零一", 101),
        ("一百一十", 110), ("两千零二十四", 2024), ("二〇二四", 2024), ("一万零五", 10005), ("十万", 100000),
        ("一百二十万", 1200000), ("三亿零五十", 300000050), ("一万亿", 10**12), ("三百五", 350),
        ("一千零五", 1005), ("一万二", 12000), ("", None), ("百", None), ("一一百", None), ("十百", None),
        ("元", None), ("万", None), ("一" * 41, None),
    ],
)  # fmt: skip
def test_chinese_integer(text: str, number: int | None) -> None:
    assert chinese_integer(text) == number


def test_chinese_to_ascii() -> None:
    assert chinese_to_ascii("三月十五日二十时") == "3月15日20时"
    assert chinese_to_ascii("二〇二四年") == "2024年"
    assert chinese_to_ascii("2024") == "2024"


def test_fold() -> None:
    assert fold("１２３：④❺٦") == "123:456"
    assert fold("4️⃣\u200b8") == "48"
    assert fold("a\ud800") == "a\ufffd"


decimals = st.decimals(min_value=0, max_value=10**9, places=4).map(str)


@given(number=decimals, places=st.integers(min_value=0, max_value=12))
def test_shift_is_exact(number: str, places: int) -> None:
    assert decimal.Decimal(shift(number, places)) == decimal.Decimal(number).scaleb(places)


@given(numbers=st.lists(decimals, min_size=1, max_size=4))
def test_add_is_exact(numbers: list[str]) -> None:
    assert decimal.Decimal(add(numbers)) == sum(map(decimal.Decimal, numbers))


@given(number=decimals, factor=st.integers(min_value=1, max_value=1 << 40))
def test_scaled_rounds_half_up(number: str, factor: int) -> None:
    with decimal.localcontext(decimal.Context(prec=60)):
        exact = decimal.Decimal(number) * factor
        assert scaled(number, factor) == int(exact.quantize(decimal.Decimal(1), decimal.ROUND_HALF_UP))
