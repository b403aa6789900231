"""The template language: what parses to what, and how a mistake is told."""

from __future__ import annotations

import pytest

from smsparse.rulepack.template import Choice, Literal, Mark, Slot, TemplateError, export, literal_points, parse


def tree(text):
    return parse(text, str.lower)


def test_literals_slots_and_marks():
    assert tree(r"^尾号{account_tail:tail}于\b") == (
        Mark("start"),
        Literal("尾号"),
        Slot("account_tail", "tail"),
        Literal("于"),
        Mark("word"),
    )


def test_optional_parts_are_choices_that_end_in_nothing():
    assert tree("[已|将]发货") == (Choice(((Literal("已"),), (Literal("将"),), ())), Literal("发货"))


def test_a_space_beside_a_slot_is_optional():
    assert tree("is {code:code}") == (Literal("is "), Mark("blank"), Slot("code", "code"))


def test_escaped_signs_are_text():
    assert tree(r"\[x\]\|") == (Literal("[x]|"),)


def test_full_width_brackets_are_text():
    assert tree("（x）") == (Literal("（x）"),)


def test_ranges_and_repetition():
    assert tree("a{_:text(0..9)}b{pickup_code:pickup*}")[1:4:2] == (
        Slot("_", "text", 0, 9),
        Slot("pickup_code", "pickup", repeat=True),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "a template"),
        ("a{code", "a closing '}'"),
        ("a{code:nonsense}", "a slot type"),
        ("a{nonsense:code}", "a field name"),
        ("a{code}", "{name:type}"),
        ("a{_:text}", "a range for text"),
        ("a{code:code(1..2)}", "no range for code"),
        ("a{_:text(5..2)}", "n <= m"),
        ("a{_:text(0..900)}", "m <= 80"),
        ("(a|b", "a closing ')'"),
        ("(a||b)", "text in every alternative"),
        ("a]", "an opening bracket"),
        ("a\\", "a character after the backslash"),
        (r"a\q", r"\b, \n, \s or an escaped sign"),
        ("a{_:text(0..2)}{counterparty:text(1..2)}", "a literal between two text slots"),
        ("a{counterparty:phrase(1..9)*}", "no repetition of phrase"),
    ],
)
def test_mistakes_say_what_was_expected_and_where(text, expected):
    with pytest.raises(TemplateError, match="at column") as caught:
        tree(text)
    assert expected in caught.value.expected


def test_literal_points_count_the_shortest_way():
    assert literal_points(tree("尾号[为](12|345){code:code}")) == 4


def test_export_numbers_its_groups(compiler):
    source = export(tree("a{_:text(0..2)}b{code:code}"), compiler.lexicons)
    assert "(?P<v0>" in source
    assert "(?P<v1>" in source
