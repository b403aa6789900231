"""Field rules that pick: values without a cue, taken where there is only one, or the first."""

from __future__ import annotations

import pytest

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
def test_picking(engine_of, pick, text, number):
    field = engine_of(RULE.format(pick=pick)).parse(text).fields.get("number")
    assert (field and field.text) == number
    assert field is None or field.by == "field:test/number"


def test_a_pick_of_another_name_is_a_mistake(issues_of):
    (told,) = issues_of(RULE.format(pick="last"))
    assert "test/number: pick: expected sole or first, got last" in told
