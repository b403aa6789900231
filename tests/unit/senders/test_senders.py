"""Who a message is from, and how far it is to be trusted."""

from __future__ import annotations

import pytest

from smsparse.senders.profiles import SenderIndex, bare_number, is_mobile
from smsparse.senders.trust import belongs, host_of, judge

PROFILES = [
    {
        "id": "bank",
        "name": "示例银行",
        "signatures": ["示例银行", "示例信用卡"],
        "ports": ["95500", "106955*"],
        "hosts": ["bank.example"],
    },
    {"id": "post", "name": "示例快递", "signatures": ["示例快递"], "ports": ["*95500"], "hosts": []},
]


@pytest.fixture
def index():
    return SenderIndex(PROFILES, str.lower)


@pytest.mark.parametrize(
    ("signature", "number", "wanted"),
    [
        ("示例银行", None, (0, True, False)),
        ("示例银行北京分行", None, (0, True, False)),
        (None, "95500", (0, False, True)),
        (None, "+8695500", (0, False, True)),
        (None, "1069551234", (0, False, True)),
        (None, "1065795500", (1, False, True)),
        ("示例快递", "95500", (1, True, False)),
        ("示例银行", "95500", (0, True, True)),
        (None, "示例快递", (1, False, True)),
    ],
)
def test_profiles_are_found(index, signature, number, wanted):
    hit = index.match(signature, number)
    assert (hit.number, hit.by_signature, hit.by_port) == wanted


@pytest.mark.parametrize(("signature", "number"), [(None, None), ("别家银行", None), (None, "10086"), ("示", "")])
def test_strangers_are_nobody(index, signature, number):
    assert index.match(signature, number) is None


@pytest.mark.parametrize(
    ("signature", "number", "url", "trust", "reason"),
    [
        ("示例银行", "95500", None, "certified", "port"),
        ("示例银行", "95500", "https://m.bank.example/x", "certified", "port"),
        ("示例银行", None, None, "consistent", "signature"),
        (None, "95500", None, "consistent", "port"),
        ("示例银行", "95500", "http://bank.example.evil.top/x", "unknown", "foreign-link"),
        ("示例银行", "13800001234", "http://evil.top", "suspect", "mobile-number"),
    ],
)
def test_trust(index, signature, number, url, trust, reason):
    hit = index.match(signature, number)
    verdict, reasons = judge(PROFILES[hit.number], hit, number, url)
    assert verdict == trust
    assert reason in reasons


def test_hosts():
    assert host_of("HTTPS://www.Bank.example:443/a?b") == "bank.example"
    assert host_of("t.cn/Ab") == "t.cn"
    assert belongs("m.bank.example", ["bank.example"])
    assert not belongs("mybank.example", ["bank.example"])


def test_numbers():
    assert bare_number("+86 138-0000-1234") == "13800001234"
    assert bare_number("8613800001234") == "13800001234"
    assert bare_number("8695500") == "8695500"  # without a plus or 00 it may be anything
    assert is_mobile("13800001234")
    assert not is_mobile("95500")


def test_a_link_with_a_user_part_leads_to_the_host_behind_it():
    assert host_of("https://www.bank.example@evil.top/x") == "evil.top"
    assert host_of("https://bank.example:80@evil.top:8080") == "evil.top"


def test_a_mobile_that_ends_like_a_port_is_no_port(index):
    assert index.match(None, "13800095500") is None
