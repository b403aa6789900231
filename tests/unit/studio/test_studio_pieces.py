"""Pieces of files: cut and put together, whatever stands in them; drafts are TOML, whatever the message holds."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smsparse.errors import RulePackError
from smsparse.studio.drafts import _quoted, template_of
from smsparse.studio.pieces import Piece, changed, cut, read_piece

RULES = """# The head of the file.

# Of the first.
[[rule]]
id = "a/one"
text = ["x",
    "[not] a header"]

# --- a divider ---

# Of the second.
[[rule]]
id = "a/two"
text = "y"
[rule.variants]
"finance.debit" = ["z"]

[[field]] # with a remark
id = "a/three"
text = "w"
"""
FILE = "templates/a.toml"

texts = st.text(st.characters(codec="utf-8"), max_size=40)


def test_a_piece_is_a_table_with_the_comment_right_above_it():
    pieces = cut(FILE, RULES)
    assert list(pieces) == ["a/one", "a/two", "a/three"]
    assert pieces["a/two"].text.startswith("# Of the second.\n[[rule]]\n")
    assert pieces["a/two"].text.endswith('[rule.variants]\n"finance.debit" = ["z"]\n')
    assert pieces["a/one"].text.endswith('"[not] a header"]\n')


def test_a_menu_of_a_sender_is_one_piece_and_common_menus_are_several():
    assert list(cut("menus/cmb.toml", 'sender = "cmb"\n[[entry]]\n')) == [""]
    assert list(cut("menus/defaults.toml", "[[menu]]\nl1 = []\n    [[menu.entry]]\n[[menu]]\n")) == [
        "menu[0]",
        "menu[1]",
    ]


def test_what_is_not_changed_stays_as_it_is():
    new = changed(FILE, RULES, {"a/three": '[[field]]\nid = "a/three"\ntext = "v"'})
    assert new == RULES.replace('text = "w"', 'text = "v"').replace(" # with a remark", "")


def test_a_new_record_goes_to_the_end_and_makes_a_file_where_there_was_none():
    assert changed(FILE, RULES, {"a/four": "[[rule]]\n"}) == f"{RULES}\n[[rule]]\n"
    assert changed("templates/drafts.toml", "", {"draft/x": "[[rule]]\n"}) == "[[rule]]\n"


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(["a/one", "a/two", "a/three"]), texts))
def test_changes_stand_in_the_file_whatever_they_are(changes):
    new = changed(FILE, RULES, changes)
    for text in changes.values():
        assert text.rstrip("\n") in new
    assert new.startswith("# The head of the file.")


def test_a_piece_defines_nothing_but_its_own():
    piece = cut(FILE, RULES)["a/three"]
    assert read_piece(piece, '[[field]]\nid = "b"')["field"] == [{"id": "b"}]
    with pytest.raises(RulePackError, match="expected field, got rule"):
        read_piece(piece, '[[rule]]\nid = "b"')


@pytest.mark.parametrize(
    ("change", "place"), [("x =", "end of document|line 1"), ("a = 1\nb = = 2", "line 2, column 5")]
)
def test_what_is_no_toml_is_told_with_its_place(change, place):
    with pytest.raises(RulePackError, match=place):
        read_piece(Piece("menus/x.toml", "", ""), change)


@settings(deadline=None)
@given(texts)
def test_a_draft_is_toml_whatever_the_message_holds(text):
    assert tomllib.loads(f"text = {_quoted(text)}")["text"] == text


def test_lone_surrogates_have_no_place_in_toml():
    assert _quoted("a\ud83d") == "'a\ufffd'"


def test_a_template_escapes_the_signs_of_the_language(engine):
    assert template_of(engine.parse("晚上[a](b|c){d}^$\\见")) == r"晚上\[a\]\(b\|c\)\{d\}\^\$\\见"
