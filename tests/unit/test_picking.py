"""Field rules that pick: values without a cue, taken where there is only one, or the first."""

from __future__ import annotations

import pytest

from smsparse import Engine
from smsparse.errors import RulePackError
from smsparse.rulepack.artifact import Artifact
from smsparse.rulepack.compiler import compile_pack
from smsparse.rulepack.loader import load_pack

RULE = """
[[rule]]
id = "test/flight"
category = "travel.flight"
text = "航班提醒"

[[field]]
id = "test/number"
for = ["travel.flight"]
pick = "{pick}"
text = "{{number:flight}}"
unless = ["作废"]

[[field]]
id = "test/order"
for = ["travel.flight"]
text = "订单{{order_number:order_no}}"
"""


@pytest.fixture
def engine_that_picks(small_pack):
    def make(pick):
        (small_pack / "templates" / "test.toml").write_text(RULE.format(pick=pick), "utf-8")
        return Engine(Artifact(compile_pack(load_pack(small_pack)), "test"), model=None)

    return make


@pytest.mark.parametrize(
    ("pick", "text", "number"),
    [
        ("sole", "航班提醒 CA1234 请准时", "CA1234"),
        ("sole", "航班提醒 CA1234 或 MU5678", None),  # two: none is sure
        ("first", "航班提醒 CA1234 或 MU5678", "CA1234"),
        ("sole", "航班提醒 订单CA1234 MU5678 请准时", "MU5678"),  # what is an order number already does not count
        ("sole", "航班提醒 CA1234 作废", None),
        ("sole", "航班提醒", None),
        ("sole", "CA1234", None),  # out of scope
    ],
)
def test_picking(engine_that_picks, pick, text, number):
    field = engine_that_picks(pick).parse(text).fields.get("number")
    assert (field and field.text) == number
    assert field is None or field.by == "field:test/number"


def test_a_pick_of_another_name_is_a_mistake(engine_that_picks):
    with pytest.raises(RulePackError, match="pick: expected sole or first, got last"):
        engine_that_picks("last")
