"""Cards filled natively against those of cards/resolver.py, which is the definition: objects, JSON and columns."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smsparse import CardContext
from smsparse._native import Cards
from smsparse.cards import CardResolver
from smsparse.cards.formatting import FORMATTERS, PlainText
from smsparse.cards.model import ACTION_PARAMS
from smsparse.cards.plans import Asked, Planner, Someone, Told
from smsparse.entities import Context
from smsparse.rulepack.records import FIELD_NAMES

TRUSTS = ("certified", "consistent", "unknown", "suspect")
ZONE = Context().zone
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # the first card reads the wording

# A wording that uses every formatter, every kind of action, chains, progress, timeline and every condition of a menu.
CONTENT = {
    "cards": {
        "labels": {"one": {"zh-Hans": "一", "en": "One"}, "two": {"zh-Hans": "二", "en": "Two"}},
        "names": {"finance.debit": {"zh-Hans": "支出", "en": "Spent"}, "delivery.other": {"zh-Hans": "快递", "en": "Parcel"}},
        "actions": {
            "copy": {"kind": "copy", "label": "复制", "target": "{code|value}"},
            "copy_pickup": {"kind": "copy", "label": ["{place}", "-"], "target": "{pickup_code}"},
            "open": {"kind": "open_url", "label": "打开 {url|host}", "target": "{url|link}"},
            "call": {"kind": "dial", "label": "拨打 {phone}", "target": "{phone|number}"},
            "official": {"kind": "dial", "label": ["{sender} {hotline}", "{hotline}"], "target": "{hotline}"},
            "send": {
                "kind": "send_sms", "label": "发送", "commands": {
                    "cm": {"target": "10086", "body": "{amount}"}, "cu": {"target": "{phone|value}", "body": ""}
                },
            },
            "event": {
                "kind": "calendar_event", "label": {"zh-Hans": "日历", "en": "Calendar"},
                "params": {"title": ["{category} {number}", "{category}"], "begin": "{time|start}", "end": "{time|end}",
                           "place": "{place}"},
            },
            "app": {
                "kind": "open_app", "label": "应用 {counterparty}", "target": "{seat}", "params": {"path": "{departure}"},
                "fallbacks": [
                    {"kind": "mini_program", "target": "{arrival}"},
                    {"kind": "email", "target": "{passenger|value}", "params": {"subject": "{category}"}},
                    {"kind": "market", "target": "com.example.app"},
                ],
            },
            "map": {"kind": "map", "label": "{place} \"\\", "target": "{place}"},
            "reply": {"kind": "reply", "label": "回复", "params": {"body": "{number|all}"}},
            "share": {"kind": "share", "label": "分享", "params": {"text": "{counterparty|all} {amount|money}"}},
            "popup": {"kind": "popup", "label": "看", "params": {"text": "{sender}", "title": "{due_date|datetime}"}},
            "image": {"kind": "view_image", "label": "图", "target": "https://example.com/{number|value}"},
        },
        "cards": {
            "other": {
                "kind": "notice", "title": ["{category}：{amount|money}", "{category}"], "subtitle": "{sender}\n{hotline}",
                "rows": [{"label": "one", "value": f"{{amount|{name}}}"} for name in ("bytes", "duration", "value", "tail")],
                "actions": ["open", "call", "event", "app"],
            },
            "finance": {
                "kind": "transaction", "title": ["{time|datetime}", "x {category}"],
                "rows": [
                    *({"label": "two", "value": f"{{{name}}}"} for name in (
                        "amount|money", "time|datetime", "due_date|start_time", "due_date|end_time", "url|site", "url|host",
                    )),
                    {"role": "note", "value": "{sender|all} {number}"},
                ],
                "actions": ["copy", "send", "app", "official", "call", "open"],
                "progress": {"label": "one", "used": "data_used", "left": "data_left", "total": "amount", "format": "bytes"},
            },
            "delivery": {
                "kind": "parcel", "title": "{category}",
                "timeline": [
                    {"label": "one", "text": "{place}", "time": "{time|start_time}", "state": "done"},
                    {"label": "two", "time": "{due_date|datetime}"},
                    {"label": "two", "text": "到", "time": "{seat}"},
                ],
                "rows": [{"label": "one", "value": "{pickup_code|all}"}, {"role": "note", "value": "\u001b控制\"符"}],
                "actions": ["copy_pickup", "map", "reply", "share", "popup", "image", "event"],
            },
            "risk": {"kind": "warning", "title": "!{category}", "rows": [{"label": "one", "value": "{url|site}"}],
                     "actions": ["map", "official", "event", "app"]},
        },
        "suspect": {"kind": "warning", "title": "疑", "rows": [{"label": "one", "value": "{sender}"}],
                    "actions": ["official", "call", "open"]},
    },
    "menus": {
        "defaults": {"menu": [
            {"l1": ["finance", "other", "delivery"], "facts": {"hotline": {"value": "12345", "source": "s", "checked": False}},
             "entry": [{"id": "a", "label": "默认", "kind": "dial", "target": "{hotline}"}],
             "scene": [{"id": "w", "when": {"words": ["5", "还款"]}, "entry": [
                 {"id": "b", "label": "词", "kind": "popup", "params": {"text": "词"}, "source": "s"}]}]},
            {"l1": ["risk"], "entry": [{"id": "a", "label": "反诈", "kind": "dial", "target": "96110", "source": "s"}]},
        ]},
        "cmb": {
            "sender": "cmb", "facts": {"site": {"value": "https://example.com", "source": "s", "checked": False}},
            "entry": [{"id": "m", "label": "网站", "entry": [
                {"id": "n", "label": "首页", "kind": "open_url", "target": "{site}", "when": {"region": ["CN"]}},
                {"id": "o", "label": "应用", "kind": "open_app", "target": "com.example.app", "source": "s",
                 "when": {"tags": ["vip"]}}]}],
            "scene": [
                {"id": "f", "when": {"fields": ["amount", "time"]}, "remove": ["a"], "entry": [
                    {"id": "g", "label": "账", "kind": "popup", "params": {"text": "账"}, "source": "s",
                     "when": {"hours": "08:00-12:00"}}]},
            ],
            "campaign": [
                {"id": "c", "since": datetime.fromisoformat("2026-03-01T00:00:00+08:00"), "times": 2, "variants": [
                    {"id": "x", "share": 1}, {"id": "y", "share": 1}], "entry": [
                        {"id": "h", "label": "甲", "kind": "popup", "params": {"text": "甲"}, "source": "s",
                         "when": {"variant": ["x"]}},
                        {"id": "i", "label": "乙", "kind": "popup", "params": {"text": "乙"}, "source": "s",
                         "when": {"variant": ["y"]}}]},
            ],
        },
        "icbc": {"sender": "icbc", "entry": [
            {"id": "p", "label": "{counterparty}", "kind": "popup", "params": {"text": "{place}"}, "source": "s"}]},
    },
    "profiles": {"cmb": {"industry": "bank", "hotline": "95555"}},
}  # fmt: skip

ANY_TEXT = st.text(st.characters(), max_size=130) | st.text("0123456789AZaz 卡金：/.-", max_size=230)
TIMES = st.from_regex(
    r"(19|20)[0-9]{2}-[01][0-9]-[0-3][0-9](T[0-2][0-9]:[0-5][0-9](:00)?(\+08:00|Z)?)?", fullmatch=True
)
VALUES = st.one_of(
    st.none(),
    ANY_TEXT,
    st.from_regex(r"-?[0-9]{1,30}(\.[0-9]{1,8})?", fullmatch=True),
    st.integers(0, 10**18).map(str),
    TIMES,
    st.tuples(TIMES, TIMES).map("/".join),
    st.sampled_from(["２０２６", "2026-W11-4", "20260312", "/2026-03-12", "2026-03-12/", "12;ext=3", "+86 10 8888-6666"]),
    st.from_regex(r"(https?://)?[a-zA-Z0-9.@:-]{1,60}(:443)?([/?#][!-~]{0,20})?", fullmatch=True),
    st.sampled_from(["https://a.example.com/x", "http://b.example.cn", "HTTPS://EXAMPLE.com", "example.com", "a@example.com",
                     "com.example.app", "https://" + "long-label." * 4 + "example.com", "https://1.2.3.4", "https://例.cn"]),
)  # fmt: skip
FIELD = st.builds(
    PlainText,
    VALUES.map(lambda value: value or "") | ANY_TEXT,
    VALUES,
    st.sampled_from([None, "CNY", "JPY", "EUR", "XAF", "B", "s"]),
    st.lists(st.builds(PlainText, ANY_TEXT), max_size=2).map(tuple),
)
FIELDS = st.dictionaries(st.sampled_from(FIELD_NAMES), FIELD, max_size=12)
SENDERS = st.one_of(
    st.none(),
    st.builds(
        Someone, st.sampled_from(["cmb", "icbc", "nobody"]), st.text(min_size=1, max_size=120), st.sampled_from(TRUSTS)
    ),
)
CONTEXTS = st.builds(
    CardContext,
    locale=st.sampled_from(["zh-Hans", "zh-HK", "en"]),
    large_text=st.booleans(),
    capabilities=st.none() | st.frozensets(st.sampled_from(list(ACTION_PARAMS))),
    region=st.sampled_from(["", "CN", "US"]),
    carrier=st.sampled_from(["", "cm", "cu"]),
    tags=st.frozensets(st.sampled_from(["vip", "new"])),
    user_id=st.sampled_from(["", "a", "b"]),
    now=st.none() | st.datetimes(datetime(2026, 2, 27), datetime(2026, 3, 5)).map(lambda time: time.astimezone()),
    exposures=st.sampled_from([{}, {"c": 2}]),
)
RECEIVED = st.sampled_from([None, "2026-03-05T09:03:20+08:00", "2025-12-31T23:59:59Z", "2004-02-29T00:00:00+08:00"])
CATEGORIES = ["finance.debit", "finance.other", "delivery.other", "other.notice", "order.voucher", "risk.phishing"]


@pytest.fixture(scope="module")
def made_up():
    return CardResolver(CONTENT)


def message(category, sender, fields, received_at):
    """Anything in the shape of a result, with a text of which its fields are parts."""
    text = "".join(one.text for field in fields.values() for one in (field, *field.more))
    return Told(category, sender, fields, text, received_at)


def as_json(card):
    return json.dumps(card.to_dict(), ensure_ascii=False, separators=(",", ":")).encode()


def cards_of(resolver, engine, context):
    planner = Planner(resolver, context, engine._pipeline.pairs, engine._pipeline.field_names)
    return Cards(planner, engine._pipeline, ZONE)


def assert_same(resolver, engine, told, context):
    card, written = cards_of(resolver, engine, context).probe(told, told.sender, context.now)
    expected = resolver.card(told, context)
    assert card == expected
    assert written == as_json(expected)


@UNHURRIED
@given(st.sampled_from(CATEGORIES), SENDERS, FIELDS, RECEIVED, CONTEXTS)
def test_a_filled_card_is_the_card_of_the_resolver(made_up, rules_only, category, sender, fields, received_at, context):
    assert_same(made_up, rules_only, message(category, sender, fields, received_at), context)


@UNHURRIED
@given(st.data(), SENDERS, FIELDS, RECEIVED, CONTEXTS)
def test_so_are_those_of_the_built_in_wording(rules_only, data, sender, fields, received_at, context):
    category = data.draw(st.sampled_from(rules_only._pipeline.pairs))
    assert_same(rules_only._resolver(), rules_only, message(category, sender, fields, received_at), context)


@UNHURRIED
@given(st.sampled_from(list(FORMATTERS)), FIELD, RECEIVED, st.sampled_from(["zh-Hans", "en"]))
def test_every_formatter_words_a_value_the_same(rules_only, formatter, field, received_at, locale):
    cards = {**CONTENT["cards"], "actions": {}, "cards": {"other": {
        "kind": "notice", "title": "-", "rows": [{"label": "one", "value": f"{{place|{formatter}}}"}]}}}  # fmt: skip
    resolver = CardResolver({"cards": {**cards, "names": {}, "suspect": {"kind": "warning", "title": "-"}}})
    told = message("other.notice", None, {"place": field}, received_at)
    assert_same(resolver, rules_only, told, CardContext(locale=locale))


@UNHURRIED
@given(FIELDS, SENDERS.filter(lambda sender: sender is not None), CONTEXTS, st.sampled_from(CATEGORIES))
def test_nothing_of_the_body_of_a_warning_can_be_tapped(made_up, rules_only, fields, sender, context, category):
    for told in (
        message(category, replace(sender, trust="suspect"), fields, None),
        message("risk.phishing", sender, fields, None),
    ):
        card, _ = cards_of(made_up, rules_only, context).probe(told, told.sender, None)
        assert card.kind == "warning"
        assert card.brand is None
        assert {action.target for action in card.actions} <= {"95555", "12345", "com.example.app"}


# ---- messages


@pytest.fixture(scope="module")
def messages():
    from synth import generate

    return [(one.text, one.sender, one.received_at) for one in generate(1500, 11)]


MESSAGE_CONTEXTS = [
    CardContext(),
    CardContext(locale="en", large_text=True),
    CardContext(locale="zh-Hant", capabilities=frozenset({"copy", "dial", "calendar_event"}), carrier="cm"),
]


@pytest.mark.parametrize("context", MESSAGE_CONTEXTS, ids=["default", "english", "traditional"])
def test_messages_get_the_cards_of_the_resolver(engine, messages, context):
    resolver = engine._resolver()
    for one in messages:
        result = engine.parse(*one)
        expected = resolver.card(result, context)
        assert engine.card(result, context) == expected
        assert engine.card_json(result, context) == as_json(expected)


@pytest.mark.parametrize("region", ["", "CN"])
def test_menus_that_depend_on_the_message_are_those_of_the_resolver(engine, made_up, messages, region):
    context = CardContext(region=region, user_id="b", exposures={"c": 1})
    cards, menus = cards_of(made_up, engine, context), set()
    for number, one in enumerate(messages):
        result = engine.parse(*one)
        now = datetime.fromisoformat(f"2026-03-{1 + number % 9:02d}T{number % 24:02d}:30:00+08:00")
        now = now if number % 2 else None
        expected = made_up.card(result, replace(context, now=now))
        assert cards.card(result, now) == expected
        assert cards.json(result, now) == as_json(expected)
        menus.add(str(expected.menu))
    assert len(menus) > 6  # of the default, of its scene, of the sender's scene and campaign, of fields


def test_columns_hold_the_json_of_the_cards(engine, messages):
    texts, senders, times = zip(*messages, strict=True)
    batch = engine.parse_arrow([*texts, None], [*senders, None], [*times, None], cards=MESSAGE_CONTEXTS[0])
    expected = [engine.card_json(engine.parse(*one)).decode() for one in messages]
    assert batch.column("card").to_pylist() == [*expected, None]


def test_columns_have_no_cards_unless_they_are_asked_for(engine):
    assert "card" not in engine.parse_arrow(["【云杉银行】验证码482913"]).schema.names


# ---- contexts


def test_contexts_share_what_the_wording_does_not_ask_for(made_up):
    asked = Asked.of(made_up.content)
    context = CardContext(region="US", user_id="a", area="440300", tags=frozenset({"new"}))
    assert asked.key(context) == asked.key(replace(context, region="", area="", tags=frozenset()))
    assert asked.key(context) != asked.key(replace(context, tags=frozenset({"vip"})))
    assert asked.key(context) != asked.key(replace(context, exposures={"c": 2}))
