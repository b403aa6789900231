"""The data of the dialects: every limit has a number, a unit and a source; what is wrong with them is told."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from smsparse.cards import model
from smsparse.cards.dialects import DIALECTS, dialect
from smsparse.cards.dialects.limits import builtin_dialects, read_dialects
from smsparse.errors import CardError

RULES = Path(__file__).parents[2] / "rules" / "dialects"
DATA = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in RULES.glob("*.toml")}


def test_the_pack_carries_the_files_of_the_rules() -> None:
    assert builtin_dialects() == read_dialects(DATA)
    assert set(DATA) == {*DIALECTS, "words"}


@pytest.mark.parametrize("name", DIALECTS)
def test_every_limit_cites_its_source(name: str) -> None:
    for limits in dialect(name).limits.values():
        assert all(len(limit.source) > 10 for limit in limits)
    used = {
        limit["source"]
        for data in DATA[name]["limits"].values()
        for limit in (data if isinstance(data, list) else [data])
    }
    assert used <= set(DATA[name]["sources"])


def test_a_text_may_have_several_limits() -> None:
    assert [(limit.most, limit.counts) for limit in dialect("gsma").limits["display_text"]] == [
        (25, "characters"),
        (25, "bytes"),
    ]


def test_the_published_numbers() -> None:
    rbm, aim = dialect("rbm"), dialect("aim")
    assert (rbm.most("title"), rbm.most("description"), rbm.most("suggestion")) == (200, 2000, 25)
    assert (rbm.most("card_suggestions"), rbm.most("suggestions")) == (4, 11)
    assert [aim.most(name) for name in ("name_1", "name_2", "name_3", "sub_name")] == [24, 12, 8, 16]


LIMIT = {"most": 1, "counts": "items", "source": "a"}


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"limits": {"title": {**LIMIT, "source": "b"}}}, r"expected a key of \[sources\], got 'b'"),
        ({"limits": {"title": {**LIMIT, "counts": "words"}}}, "expected one of characters, bytes, width, items"),
        ({"limits": {"title": {**LIMIT, "most": 0}}}, "expected a number of at least 1, got 0"),
        ({"limits": {"title": 5}}, "expected a table of most, counts and source"),
        ({"limit": {}}, "expected sources, limits and settings, got 'limit'"),
    ],
)
def test_what_is_wrong_is_told(table: dict[str, Any], said: str) -> None:
    with pytest.raises(CardError, match=said):
        read_dialects({"rbm": {"sources": {"a": "somewhere"}, **table}})


def test_a_word_comes_in_every_language() -> None:
    with pytest.raises(CardError, match=r"words\.left"):
        read_dialects({"words": {"words": {"left": {"en": "left"}}}})


def test_unknown_dialects_and_locales_are_refused() -> None:
    from smsparse.cards.dialects import export
    from tests.dialects.samples import FULL_CARD

    with pytest.raises(
        CardError, match="expected one of rbm, gsma, aim, adaptive, jsonld, html, text, got 'fax' at to"
    ):
        export(FULL_CARD, "fax")
    with pytest.raises(CardError, match="at locale"):
        export(FULL_CARD, "rbm", locale="fr")


def test_the_documentation_tells_every_limit() -> None:
    documented = (RULES.parents[1] / "docs" / "dialects.md").read_text("utf-8")
    for name in DIALECTS:
        for key, limits in dialect(name).limits.items():
            for limit in limits:
                counts = "width units" if limit.counts == "width" else limit.counts
                assert f"| {name} | `{key}` | {limit.most} {counts} | {limit.source} |" in documented


@pytest.mark.parametrize(
    ("name", "limit", "most"),
    [
        ("rbm", "url", model.URL_MAX),
        ("rbm", "cards", 1 + model.MENU_TOP_MAX),
        ("gsma", "url", model.URL_MAX),
        ("gsma", "menu_entries", model.MENU_TOP_MAX),
        ("gsma", "submenu_entries", model.MENU_SUB_MAX),
        ("aim", "menu_items", model.MENU_TOP_MAX),
        ("aim", "sub_menu_items", model.MENU_SUB_MAX),
        ("aim", "phone", model.PHONE_MAX),
        ("aim", "package", model.PACKAGE_MAX),
        ("aim", "mail", model.TITLE_MAX),
    ],
)
def test_limits_every_card_keeps_by_itself(name: str, limit: str, most: int) -> None:
    assert most <= dialect(name).most(limit)
