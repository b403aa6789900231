"""What the slot types `hotline`, `phone`, `timed` and `place` find, and what only looks like it."""

from __future__ import annotations

import pytest

from smsparse.rulepack.slots import SLOT_TYPES


def first_of(engine, kind: str, text: str, low: int = 0, high: int = 0) -> str | None:
    """The first value of a slot type in a text, folded."""
    folded = engine._pipeline.fold(text)
    for at in range(len(folded)):
        span = engine._pipeline.probe_slot(list(SLOT_TYPES).index(kind), low, high, folded, at)
        if span is not None:
            return folded[span[0] : span[1]]
    return None


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
def test_short_numbers(engine, text: str, found: str | None) -> None:
    assert first_of(engine, "hotline", text) == found


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
def test_numbers_to_call(engine, text: str, found: str | None) -> None:
    assert first_of(engine, "phone", text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("明天下午3点开会", "明天下午3点"),
        ("3月5日14:00至16:00停水", "3月5日14:00至16:00"),
        ("周六晚上聚餐", "周六晚上"),
        ("明天开会", None),
        ("14:00开会", None),
        ("3月5日至8日", None),
    ],
)
def test_moments(engine, text: str, found: str | None) -> None:
    assert first_of(engine, "timed", text) == found


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
def test_names_of_places_that_hold_a_word_of_a_sentence(engine, text: str, found: str | None) -> None:
    folded = engine._pipeline.fold(text)
    span = engine._pipeline.probe_slot(list(SLOT_TYPES).index("place"), 2, 24, folded, 0)
    assert (None if span is None else folded[span[0] : span[1]]) == found
