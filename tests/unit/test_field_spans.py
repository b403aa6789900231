"""What a slot takes and what the field says: quotes and brackets that hold the whole value are not part of it."""

from __future__ import annotations

import pytest

RULE = """
[[rule]]
id = "test/paid"
category = "finance.debit"
text = "付给{counterparty:text(1..20)}成功"
"""


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("青禾面馆", "青禾面馆"),
        ("“青禾面馆”", "青禾面馆"),
        ("「青禾麵館」", "青禾麵館"),
        ("[地铁18号线]", "地铁18号线"),
        ("【“青禾”】", "青禾"),
        ("青禾(滨江店)", "青禾(滨江店)"),
        ("(老)青禾(新)", "(老)青禾(新)"),  # two pairs side by side hold parts, not the whole
        ("“青禾", "“青禾"),
        ("“”", "“”"),
    ],
)
def test_quotes_around_a_value(engine_of, written, name):
    text = f"付给{written}成功"
    field = engine_of(RULE).parse(text).fields["counterparty"]
    assert (field.text, text[field.span.start : field.span.end]) == (name, name)
