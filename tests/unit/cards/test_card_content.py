from __future__ import annotations

import copy
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from smsparse.cards import CardContext
from smsparse.cards.content import load_content
from smsparse.cards.menus import DEFAULTS, INDUSTRIES
from smsparse.cards.model import LOCALES
from smsparse.errors import CardError

if TYPE_CHECKING:
    from smsparse.cards import CardResolver

    from .conftest import MakeResult

Change = Callable[[dict[str, Any]], Any]


def test_every_category_has_a_name_a_card_and_a_menu(
    resolver: CardResolver, card_data: dict[str, Any], pairs: list[str]
) -> None:
    content = resolver.content
    assert set(content.names) == set(pairs)
    assert set(content.cards) == set(pairs) | set(card_data["cards"])
    assert set(content.menus.defaults) == {pair.partition(".")[0] for pair in pairs}


def test_menu_files_are_named_after_their_sender(menu_data: dict[str, dict[str, Any]]) -> None:
    senders = {stem: data["sender"] for stem, data in menu_data.items() if stem not in (DEFAULTS, INDUSTRIES)}
    assert senders == {stem: stem for stem in senders}
    assert len(senders) >= 60


def test_every_sender_has_a_menu_of_two_levels_in_every_locale(resolver: CardResolver, make_result: MakeResult) -> None:
    for sender in resolver.content.menus.senders:
        result = make_result("other.notice", (sender, "某某", "certified"))
        for locale in LOCALES:
            menu = resolver.card(result, CardContext(locale=locale)).menu
            assert menu is not None, sender
            assert any(entry.entries for entry in menu.entries), sender


def test_every_label_and_action_defined_is_used(card_data: dict[str, Any]) -> None:
    cards = [*card_data["cards"].values(), card_data["suspect"]]
    told = [one for card in cards for key in ("rows", "timeline") for one in card.get(key, ())]
    told += [card["progress"] for card in cards if "progress" in card]
    labels = {one["label"] for one in told if "label" in one}
    actions = {name for card in cards for name in card.get("actions", ())}
    assert set(card_data["labels"]) == labels
    assert set(card_data["actions"]) == actions


@pytest.mark.parametrize(
    ("change", "at"),
    [
        (lambda d: d["cards"]["finance"].update(titel="x"), 'cards.toml: cards."finance".titel'),
        (lambda d: d["cards"]["finance"].pop("title"), 'cards.toml: cards."finance".title'),
        (lambda d: d["cards"]["finance"].update(kind="poster"), 'cards.toml: cards."finance".kind'),
        (lambda d: d["cards"]["finance"].update(title="{amount|money}"), 'cards.toml: cards."finance".title'),
        (lambda d: d["cards"]["finance"].update(title="{amont}"), 'cards.toml: cards."finance".title'),
        (lambda d: d["cards"]["finance"].update(subtitle="{amount|gold}"), 'cards.toml: cards."finance".subtitle'),
        (lambda d: d["cards"]["finance"].update(subtitle="{amount"), 'cards.toml: cards."finance".subtitle'),
        (lambda d: d["cards"]["finance"].update(actions=["fly"]), 'cards.toml: cards."finance".actions[0]'),
        (lambda d: d["cards"]["finance"]["rows"][0].update(label="sum"), 'cards.toml: cards."finance".rows[0].label'),
        (lambda d: d["cards"].update({"finance.gold": {}}), "cards.toml: cards"),
        (lambda d: d["cards"].pop("alert"), "cards.toml: cards"),
        (lambda d: d["labels"].update(amount={"en": "Amount"}), "cards.toml: labels.amount"),
        (lambda d: d["names"].update({"alert.weather": "{place}"}), 'cards.toml: names."alert.weather"'),
        (lambda d: d["actions"]["copy_code"].update(target="{amount}"), "cards.toml: actions.copy_code.target"),
        (lambda d: d["actions"]["call_96110"].update(target="*110#"), "cards.toml: actions.call_96110.target"),
        (lambda d: d["actions"]["add_event"]["params"].pop("begin"), "cards.toml: actions.add_event.params"),
        (lambda d: d.pop("suspect"), "cards.toml: suspect"),
    ],
)
def test_wrong_card_data_is_refused_with_its_place(card_data: dict[str, Any], change: Change, at: str) -> None:
    data = copy.deepcopy(card_data)
    change(data)
    with pytest.raises(CardError) as caught:
        load_content({"cards": data})
    assert caught.value.at == at
