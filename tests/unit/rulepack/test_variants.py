"""A rule's variants, the words one of which must stand in the message, and rules that give fields where the model decided."""

from __future__ import annotations

import pytest

from smsparse.rulepack.loader import load_pack

RULES = r"""
[[rule]]
id = "test/code"
category = "verification.other"
text = "\\b(code|код){_:clause(0..30)}: {code:code}"
unless = ["promo"]
variants = { "verification.payment" = ["payment", "покупк"], "verification.login" = ["log in"] }
also_for = ["verification"]

[[rule]]
id = "test/line"
category = "verification.reset"
text = "\\n#{code:code}"
some = ["reset", "forgot"]
"""


@pytest.fixture
def parse(engine_of):
    return engine_of(RULES).parse


@pytest.mark.parametrize(
    ("text", "category", "rule"),
    [
        ("Your code: 4829", "verification.other", "test/code"),
        ("Your code to log in: 4829", "verification.login", "test/code/login"),
        ("Your code: 4829 for the payment after you log in", "verification.payment", "test/code/payment"),
        ("Код для покупки: 4829", "verification.payment", "test/code/payment"),
        ("Forgot it?\n#4829", "verification.reset", "test/line"),
    ],
)
def test_a_word_of_a_variant_makes_its_category(parse, text, category, rule):
    result = parse(text)
    assert (result.category, result.decided_by, result.fields["code"].text) == (category, "rule:" + rule, "4829")


@pytest.mark.parametrize(
    "text",
    [
        "Your promo code: 4829",
        "Your barcode: 4829",  # \b: not within a word
        "Штрихкод: 4829",  # nor within one of another alphabet
        "We sent a code. Hotline: 4829",  # a clause ends with its sentence
        "A code? Hotline: 4829",
        "Hello\n#4829",  # none of the words
        "Forgot it? #4829",  # \n: a new line
    ],
)
def test_what_the_rules_turn_away(parse, text):
    assert parse(text).category == "other.unknown"


def test_a_rule_gives_its_fields_also_where_something_else_decided(pack_of):
    pack = load_pack(pack_of(RULES))
    assert [(rule.id, rule.scope) for rule in pack.field_rules] == [("test/code/fields", ("verification",))]
    assert [rule.priority for rule in pack.rules][:3] == [52, 51, 50]
