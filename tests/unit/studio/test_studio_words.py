"""The page speaks Chinese and English of everything there is."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from smsparse._native import REASONS, TRUSTS
from smsparse.cards.dialects import DIALECTS
from smsparse.cards.model import ACTION_PARAMS, LOCALES
from smsparse.rulepack.records import FIELD_NAMES, FLAGS

TABLES = {
    "fields": FIELD_NAMES,
    "flags": FLAGS,
    "trust": TRUSTS,
    "reasons": REASONS,
    "actions": ACTION_PARAMS,
    "params": {name for params in ACTION_PARAMS.values() for names in params for name in names},
    "locales": LOCALES,
    "formats": ("card", *DIALECTS),
}
STATIC = files("smsparse.studio").joinpath("static")


@pytest.fixture(scope="module")
def words():
    import tomllib

    return tomllib.loads(files("smsparse.studio").joinpath("words.toml").read_text("utf-8"))


@pytest.mark.parametrize("table", TABLES)
def test_everything_of_the_contract_has_a_word(words, table):
    assert set(words[table]) == set(TABLES[table])


def test_every_word_comes_in_both_languages_with_the_same_placeholders(words):
    for name, table in words.items():
        for key, word in table.items():
            assert word["zh"], (name, key)
            assert word["en"], (name, key)
            assert sorted(re.findall(r"\{\w+\}", word["zh"])) == sorted(re.findall(r"\{\w+\}", word["en"])), key


def test_fields_are_of_groups_that_have_a_colour(words):
    colours = STATIC.joinpath("base.css").read_text("utf-8")
    assert {field["group"] for field in words["fields"].values()} == set(words["groups"])
    for group in words["groups"]:
        assert f'[data-group="{group}"]' in colours


def test_the_page_uses_words_there_are_and_all_of_them(words):
    scripts = "".join(file.read_text("utf-8") for file in STATIC.iterdir() if file.name.endswith(".js"))
    page = STATIC.joinpath("index.html").read_text("utf-8")
    used = set(re.findall(r'data-(?:word|label)="(\w+)"', page))
    used |= set(re.findall(r'"(\w+)"', scripts))
    used |= {name for name in words["page"] if re.match(r"(theme|by|edit|why|file)_", name)}
    asked = set(re.findall(r'\bword\("(\w+)"', scripts)) | set(re.findall(r'data-(?:word|label)="(\w+)"', page))
    assert asked <= set(words["page"])
    assert set(words["page"]) <= used
