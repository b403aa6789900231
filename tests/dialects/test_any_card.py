"""Whatever a card holds, it exports to every dialect within all its limits, and what is lost is told."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smsparse.cards.dialects import DIALECTS, dialect, export
from smsparse.cards.model import Card
from smsparse.cards.width import display_width
from tests.dialects import checks
from tests.dialects.samples import FULL_CARD, TEXTS, FakeField, FakeResult, cards

IN_ITS_TIME = settings(deadline=None)
"""The first card loads the pack and a schema."""

RESULTS = st.none() | st.builds(
    FakeResult,
    st.sampled_from(["finance.debit", "travel.train", "delivery.pickup_code", "promotion.offer", "other.unknown"]),
    st.dictionaries(
        st.sampled_from(["signature", "number", "amount", "time", "place", "passenger", "order_number", "url"]),
        st.builds(FakeField, TEXTS, st.none() | TEXTS, st.none() | st.just("CNY")),
    ),
    text=st.builds(lambda text, times: text * times, TEXTS, st.sampled_from([1, 900])),
)
SAFE_LINK = re.compile(r"(https://(?!xn--)[A-Za-z0-9.-]+(/|$)|tel:|sms:|mailto:|geo:)")


@pytest.mark.parametrize("to", DIALECTS)
@IN_ITS_TIME
@given(card=cards(), result=RESULTS, large_text=st.booleans(), width=st.sampled_from([0, 24, 64]))
def test_any_card_exports_and_what_is_lost_is_told(
    to: str, card: Card, result: FakeResult | None, large_text: bool, width: int
) -> None:
    exported = export(card, to, result, large_text=large_text, width=width)
    assert json.loads(json.dumps(exported.to_dict(), ensure_ascii=False).encode("utf-8")) == exported.to_dict()
    assert checks.untold(card, exported) == []
    assert len(set(exported.loss)) == len(exported.loss)
    assert {loss.kind for loss in exported.loss} <= {"cut", "merged", "dropped"}


@IN_ITS_TIME
@given(card=cards(), result=RESULTS)
def test_rbm_is_within_its_limits(card: Card, result: FakeResult | None) -> None:
    payload = export(card, "rbm", result).payload
    checks.validator("rbm").validate(payload)
    assert checks.size(payload) <= dialect("rbm").most("payload") == 250_000


@IN_ITS_TIME
@given(card=cards(), result=RESULTS)
def test_gsma_is_within_its_limits_of_characters_and_bytes(card: Card, result: FakeResult | None) -> None:
    payload = export(card, "gsma", result).payload
    checks.validator("gsma").validate(payload)
    assert all(len(text.encode("utf-8")) <= 25 for text in checks.every(payload, "displayText"))
    told = list(checks.every(payload, "data"))
    assert len(told) == len(set(told))


@IN_ITS_TIME
@given(card=cards(), result=RESULTS)
def test_aim_is_within_its_limits_of_width(card: Card, result: FakeResult | None) -> None:
    payload = export(card, "aim", result).payload
    checks.validator("aim").validate(payload)
    template = payload["template"]
    contents = template["pages"][0]["contents"]
    shown = [content["content"] for content in contents if content["type"] == "text"]
    if template["card_id"] == "Notification2":
        assert checks.width(shown[0]) <= 24
        assert all(checks.width(text) <= 38 for text in shown[1:])
        assert 2 <= (len(shown) - 1) / 2 <= 6
    else:
        assert sum(map(len, shown)) <= 350
    assert [content["position_number"] for content in contents] == [*range(1, len(contents) + 1)]
    assert len(contents) - len(shown) <= 2

    items = payload.get("menu", {"menu_items": []})["menu_items"]
    assert all(checks.width(item["name"]) <= {1: 24, 2: 12, 3: 8}[len(items)] for item in items)
    below = [one for item in items for one in item.get("sub_menu_items", ())]
    assert all(checks.width(one["name"]) <= 16 for one in below)
    names = [one["name"] for one in (*items, *below)]
    assert len(names) == len(set(names))


@IN_ITS_TIME
@given(card=cards(), result=RESULTS)
def test_adaptive_is_within_what_hosts_take(card: Card, result: FakeResult | None) -> None:
    payload = export(card, "adaptive", result).payload
    assert checks.size(payload) <= 28_000
    assert all(len(actions) <= 5 for actions in checks.every(payload, "actions"))
    for url in checks.every(payload, "url"):
        assert SAFE_LINK.match(url)


@IN_ITS_TIME
@given(card=cards(), result=RESULTS, large_text=st.booleans())
def test_a_page_holds_no_script_and_no_other_links(card: Card, result: FakeResult | None, large_text: bool) -> None:
    page = checks.Page(str(export(card, "html", result, large_text=large_text).payload))
    assert page.open == []
    assert not {tag for tag, _ in page.elements} & {
        "script",
        "iframe",
        "object",
        "embed",
        "form",
        "img",
        "base",
        "link",
    }
    for tag, attributes in page.elements:
        assert not any(name.startswith("on") or name in ("src", "style", "srcdoc") for name in attributes), tag
        if "href" in attributes:
            assert SAFE_LINK.match(attributes["href"] or "")


@IN_ITS_TIME
@given(card=cards(), width=st.integers(24, 90))
def test_a_drawing_is_a_box_of_its_width(card: Card, width: int) -> None:
    drawing = str(export(card, "text", width=width).payload)
    assert {display_width(line) for line in drawing.split("\n")} == {width}


@pytest.mark.parametrize("to", DIALECTS)
def test_a_card_with_every_part_and_every_action_exports(to: str) -> None:
    exported = export(FULL_CARD, to, FakeResult("finance.debit"))
    assert checks.untold(FULL_CARD, exported) == []
    if to in ("rbm", "gsma", "aim"):
        checks.validator(to).validate(exported.payload)
