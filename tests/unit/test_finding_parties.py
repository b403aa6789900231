"""What the slot types `masked`, `firm`, `cents` and `money` find at the start of a text, and what they leave."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        ("masked", "顾*宁转入500元", "顾*宁"),
        ("masked", "林○文向你收款", "林○文"),
        ("masked", "李**的红包", "李**"),
        ("masked", "*晓明向您付款", "*晓明"),
        ("masked", "沈一帆转入500元", None),
        ("masked", "沈一帆先*生", None),
        ("firm", "青石巷面馆，11月08日", "青石巷面馆"),
        ("firm", "云杉贸易有限公司代发", "云杉贸易有限公司"),
        ("firm", "沈一帆，11月08日", None),
        ("firm", "已在超市", None),
        ("cents", "25.80 余", "25.80"),
        ("cents", "300元", "300"),
        ("cents", "300，实时", None),
        ("cents", "0.0125，", None),
        ("money", "300，实时", "300"),
        ("money", "0216，今天", None),
        ("money", "0.20，今天", "0.20"),
    ],
)
def test_what_a_slot_takes(slot_begins, kind, text, found):
    assert slot_begins(kind, text, 2, 20) == found
