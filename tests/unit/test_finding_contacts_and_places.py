"""What the slot types `hotline`, `phone` and `place` find, and what only looks like it."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("有疑问打95588", "95588"),
        ("或拨96110核实", "96110"),
        ("供水热线961234", "961234"),
        ("问12366", "12366"),
        ("拨10086", "10086"),
        ("付款95588元", None),
        ("余额95588.20", None),
        ("尾号*95588", None),
        ("编号A95588", None),
        ("共12345万", None),
        ("接13000号", None),
    ],
)
def test_short_numbers(slots_of, text, found):
    assert next(iter(slots_of("hotline", text)), None) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("电话138.0000.1234", "138.0000.1234"),
        ("领保热线+86-10-12308", "+86-10-12308"),
        ("诈骗举报1950", "1950"),
        ("报警110", "110"),
        ("工号7010", None),  # four digits are called only if they begin with 1
        ("账户4216", None),
    ],
)
def test_numbers_to_call(slots_of, text, found):
    assert next(iter(slots_of("phone", text)), None) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("不动产登记中心", "不动产登记中心"),
        ("签证申请中心", "签证申请中心"),
        ("将军路派出所", "将军路派出所"),
        ("发改局三楼", "发改局三楼"),
        ("不要去医院", None),  # 不 and 去 begin a sentence, no name
    ],
)
def test_names_of_places_that_hold_a_word_of_a_sentence(slot_begins, text, found):
    assert slot_begins("place", text, 2, 24) == found
