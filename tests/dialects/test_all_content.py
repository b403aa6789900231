"""The project's own cards and menus, all of them, in every dialect: within its limits, and nothing lost untold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import smsparse
from smsparse.cards import CardContext, CardResolver
from smsparse.cards.dialects import DIALECTS, export
from smsparse.cards.model import LOCALES, Card
from smsparse.rulepack.loader import load_pack
from smsparse.taxonomy import builtin_taxonomy
from tests.dialects import checks
from tests.dialects.samples import FakeField, FakeResult, FakeSender

SCHEMAS = ("rbm", "gsma", "aim")
#: Kinds of messages whose scenes change menus; each sender is seen in one of them, and in a message that has none.
SCENES = ("verification.login", "finance.card_bill", "delivery.pickup_code", "telecom.data_usage")
#: Wording that some scenes go by.
WORDS = "您申请的信用卡"
VALUES = {
    "amount": ("1,280.50元", "1280.50", "CNY"),
    "balance": ("余额20,000元", "20000", "CNY"),
    "min_payment": ("128元", "128", "CNY"),
    "code": ("480917", "480917", None),
    "code_valid": ("5分钟", "300", None),
    "pickup_code": ("3-2-1004", "3-2-1004", None),
    "time": ("11月23日8点", "2026-11-23T08:00:00+08:00/2026-11-23T12:40:00+08:00", None),
    "due_date": ("12月5日", "2026-12-05", None),
    "departure": ("杭州东站", None, None),
    "arrival": ("上海虹桥站", None, None),
    "number": ("G1386", "G1386", None),
    "seat": ("3车12A号", None, None),
    "passenger": ("云杉", None, None),
    "place": ("幸福路9号驿站", None, None),
    "tracking_number": ("YT1234567890123", "YT1234567890123", None),
    "order_number": ("E123456789", "E123456789", None),
    "phone": ("13800000000", "13800000000", None),
    "account_tail": ("6789", "6789", None),
    "account_number": ("1002003004", "1002003004", None),
    "counterparty": ("云杉咖啡", None, None),
    "carrier": ("云杉快递", None, None),
    "data_used": ("3.2GB", str(3435973836), None),
    "data_left": ("7.8GB", str(8375186227), None),
    "url": ("https://www.cmbchina.com/a", "https://www.cmbchina.com/a", None),
}


@pytest.fixture(scope="module")
def resolver() -> CardResolver:
    return CardResolver(load_pack(Path(__file__).parents[2] / "rules").card_data())


def full_result(pair: str, sender: str = "") -> FakeResult:
    """A message of a category with every field there is."""
    fields = {name: FakeField(*value) for name, value in VALUES.items()}
    who = FakeSender(sender, "某某机构", "certified") if sender else None
    return FakeResult(pair, fields, who, "2026-11-22T10:20:00+08:00", WORDS)


def check(card: Card, result: Any, locale: str) -> None:
    for to in DIALECTS:
        exported = export(card, to, result, locale=locale)
        assert checks.untold(card, exported) == [], to
        if to in SCHEMAS:
            checks.validator(to).validate(exported.payload)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("pair", builtin_taxonomy().pairs)
def test_the_card_of_every_category(resolver: CardResolver, pair: str, locale: str) -> None:
    for result in (full_result(pair), FakeResult(pair)):
        card = resolver.card(result, CardContext(locale=locale))
        assert card.title
        check(card, result, locale)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_menu_of_every_sender(resolver: CardResolver, locale: str) -> None:
    senders = resolver.content.menus.senders
    assert len(senders) >= 60
    for index, sender in enumerate(senders):
        for pair in ("other.notice", SCENES[(index + LOCALES.index(locale)) % len(SCENES)]):
            result = full_result(pair, sender)
            card = resolver.card(result, CardContext(locale=locale, carrier="cm"))
            assert card.menu is not None, sender
            check(card, result, locale)


def test_what_matters_stands_on_the_card(resolver: CardResolver) -> None:
    """The primary value of every category that has one, as the message writes it or worded."""
    main = {
        "verification.login": "480917",
        "finance.debit": "¥1,280.50",
        "finance.card_bill": "¥1,280.50",
        "delivery.pickup_code": "3-2-1004",
        "travel.train": "G1386",
        "travel.flight": "G1386",
        "telecom.data_usage": "7.8 GB",
        "order.voucher": "480917",
    }
    for pair, value in main.items():
        card = resolver.card(full_result(pair))
        assert any(value in text for text in (card.title, *(row.value for row in card.rows))), pair


def test_a_parsed_message_exports_as_it_is() -> None:
    result = smsparse.parse(
        "【顺丰速运】您的快递已到幸福路驿站，取件码3-2-1004。", "95338", "2026-11-22T10:20:00+08:00"
    )
    check(result.card, result, LOCALES[0])
