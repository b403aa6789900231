"""Cards as users get them: of every category, for invented messages that hold many fields, in three languages."""

from __future__ import annotations

from typing import Any

import pytest

import smsparse
from smsparse.cards.model import LOCALES, Card
from smsparse.taxonomy import builtin_taxonomy

#: Rules decide these.
DECIDED = (
    ("【招商银行】您尾号1234的卡于11月22日10:15消费人民币128.50元，余额1,234.56元，详询95555", "95555"),
    ("【12306】订单E123456789，您已购11月23日G123次列车，北京南08:00开，3车12A号", "12306"),
    ("【中国移动】您本月已用流量3.2GB，剩余7.8GB，请于12月15日前缴费", "10086"),
    ("【示例快递】您的包裹已到幸福小区驿站，取件码5-2-3011，运单号YT1234567890123", "106900001111"),
)
#: No rule does, so they can be of any category.
UNDECIDED = (
    "【招商银行】金额：128.50元，时间：2026年11月23日08:00，余额：1,234.56元，订单号：E123456789，详见 www.cmbchina.com"
)


@pytest.fixture(scope="session")
def real_results() -> list[Any]:
    """The decided messages, and one of every category."""
    engine = smsparse.default_engine()
    decided = [engine.parse(text, sender, "2026-11-22T10:20:00+08:00") for text, sender in DECIDED]
    return [*decided, *(engine.parse_as(pair, UNDECIDED, "95555") for pair in builtin_taxonomy().pairs)]


@pytest.fixture(scope="session")
def real_cards(real_results: list[Any]) -> list[Card]:
    """Their cards, each in one of the languages."""
    engine = smsparse.default_engine()
    return [
        engine.card(result, smsparse.CardContext(locale=LOCALES[at % len(LOCALES)]))
        for at, result in enumerate(real_results)
    ]
