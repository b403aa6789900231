"""Whatever the fields of a message hold, there is a card, within its limits, and it can be drawn and sent."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from smsparse.cards import CardContext, CardResolver
from smsparse.cards.dialects.text import render
from smsparse.cards.width import clip, display_width, wrap
from smsparse.rulepack.records import FIELD_NAMES

if TYPE_CHECKING:
    from .conftest import MakeResult

ANY_TEXT = st.text(st.characters(), max_size=250)  # lone surrogates too
VALUES = st.one_of(
    st.none(),
    ANY_TEXT,
    st.from_regex(r"-?[0-9]{1,30}(\.[0-9]{1,8})?", fullmatch=True),
    st.from_regex(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:00\+08:00)?(/20[0-9]{2}-03-05)?", fullmatch=True),
    st.from_regex(r"https?://[a-z.@:/-]{1,60}", fullmatch=True),
)
FIELDS = st.dictionaries(
    st.sampled_from(FIELD_NAMES),
    st.tuples(
        ANY_TEXT | VALUES.map(lambda value: value or "值"),
        VALUES,
        st.sampled_from([None, "CNY", "JPY", "B"]),
    ),
)
SENDERS = st.one_of(
    st.none(),
    st.tuples(
        st.sampled_from(["cmb", "china-mobile", "nobody"]),
        st.text(max_size=120),
        st.sampled_from(["certified", "consistent", "unknown", "suspect"]),
    ),
)


@given(data=st.data(), fields=FIELDS, sender=SENDERS, locale=st.sampled_from(["zh-Hans", "en"]), large=st.booleans())
def test_there_is_always_a_card(
    resolver: CardResolver,
    make_result: MakeResult,
    pairs: list[str],
    data: st.DataObject,
    fields: dict[str, tuple[str, str | None, str | None]],
    sender: tuple[str, str, str] | None,
    locale: str,
    large: bool,
) -> None:
    result = make_result(data.draw(st.sampled_from(pairs)), sender, **fields)
    card = resolver.card(result, CardContext(locale=locale, large_text=large))
    json.dumps(card.to_dict(), ensure_ascii=False).encode("utf-8")
    assert {display_width(line) for line in render(card).split("\n")} == {64}


@given(st.text(), st.integers(min_value=1, max_value=30))
def test_clipped_text_fits(text: str, limit: int) -> None:
    assert display_width(clip(text, limit)) <= limit


@given(st.text(), st.integers(min_value=2, max_value=30))
def test_wrapped_text_fits_and_loses_nothing_but_spaces(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert all(display_width(line) <= columns for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
