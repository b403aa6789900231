"""Texts within limits: what a limit counts, where a text is cut, what is taken out of it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smsparse.cards.dialects.fitting import cut, fits, measure, plain
from smsparse.cards.dialects.limits import Limit
from smsparse.cards.width import clusters

FAMILY = "👨‍👩‍👧‍👦"  # one character of seven code points and 25 bytes


def limit(most: int, counts: str) -> Limit:
    return Limit(most, counts, "somewhere")


@pytest.mark.parametrize(
    ("text", "counts", "size"),
    [
        ("信用卡", "characters", 3),
        ("信用卡", "bytes", 9),
        ("信用卡", "width", 6),
        ("5G 卡", "width", 5),
        ("é", "width", 2),
        (FAMILY, "bytes", 25),
    ],
)
def test_what_a_limit_counts(text: str, counts: str, size: int) -> None:
    assert measure(text, counts) == size


@pytest.mark.parametrize(
    ("text", "limits", "short"),
    [
        ("信用卡账单", [limit(5, "characters")], "信用卡账单"),
        ("信用卡账单", [limit(4, "characters")], "信用卡…"),
        ("信用卡账单", [limit(8, "width")], "信用卡…"),
        ("信用卡账单查询服务", [limit(25, "characters"), limit(25, "bytes")], "信用卡账单查询…"),
        ("e\u0301e\u0301e\u0301", [limit(4, "characters")], "e\u0301…"),
        (FAMILY * 2, [limit(10, "characters")], FAMILY + "…"),
        (FAMILY * 2, [limit(25, "bytes")], "…"),
        ("ab cd", [limit(4, "characters")], "ab…"),
    ],
)
def test_a_text_is_cut_between_whole_characters(text: str, limits: list[Limit], short: str) -> None:
    assert cut(text, limits) == short


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("支付\n成功\x00", "支付 成功 "),
        ("a\u202egnp.exe", "agnp.exe"),
        ("\u2067abc", "abc"),
        ("\ud800", "\ufffd"),
        ("السلام \u200f" + FAMILY, "السلام \u200f" + FAMILY),
    ],
)
def test_characters_that_steer_are_taken_out(text: str, shown: str) -> None:
    assert plain(text) == shown


ANY_LIMIT = st.builds(limit, st.integers(4, 40), st.sampled_from(["characters", "bytes", "width"]))


@settings(deadline=None)  # the first text that is cut loads regex
@given(st.text(), st.lists(ANY_LIMIT, min_size=1, max_size=3))
def test_a_cut_text_fits_and_begins_as_the_text_does(text: str, limits: list[Limit]) -> None:
    short = cut(text, limits)
    assert fits(short, limits)
    if short != text:
        kept = clusters(short.removesuffix("…"))
        assert kept == clusters(text)[: len(kept)]
