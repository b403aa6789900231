"""Whose a host is, and whether it imitates somebody's."""

from __future__ import annotations

import pytest

from smsparse.senders.hosts import HostIndex, belongs, holds_apart, host_of, is_address

PROFILES = [
    {
        "industry": "bank",
        "signatures": ["示例银行", "ZBANK"],
        "ports": ["95500*", "*95500"],
        "hosts": ["zebrabank.com.cn", "gov.example"],
    },
    {"industry": "shopping", "signatures": ["示例商城"], "ports": [], "hosts": ["mall.example"]},
]
FACTS = {
    "guarded": ["bank"],
    "short_hosts": ["s.example"],
    "public_hosts": ["gov.example"],
    "odd_ends": ["top"],
    "second_levels": ["com.cn"],
    "common_words": ["12345"],
}
BANK = 0


@pytest.fixture
def hosts():
    return HostIndex(PROFILES, FACTS)


@pytest.mark.parametrize(
    ("host", "kind"),
    [
        ("zebrabank.com.cn", "own"),
        ("m.zebrabank.com.cn", "own"),
        ("s.example", "short"),
        ("mall.example", "known"),
        ("10.0.0.1", "ip"),
        ("zebrabank.cn", "unlisted"),
        ("other.com", "foreign"),
        ("other.top", "odd"),
        ("zebrabank.top", "look-alike"),
        ("zebrabank-pay.com", "look-alike"),
        ("95500-vip.com", "look-alike"),
        ("www2.zebrabank.com.evil.cn", "look-alike"),
        ("zebrabanking.com", "foreign"),
        ("my95500.cn", "foreign"),
        ("zebrabank.vendor.com", "foreign"),
    ],
)
def test_what_a_host_is_to_a_profile(hosts, host, kind):
    assert hosts.kind(host, BANK) == kind


def test_signs_drawn_alike():
    profiles = [{"industry": "bank", "signatures": [], "ports": [], "hosts": ["oilbank.com"]}]
    assert HostIndex(profiles, {}).kind("0i1bank.com", 0) == "look-alike"


def test_who_is_played_at(hosts):
    assert hosts.imitated("zebrabankxy.com") == BANK
    assert hosts.imitated("wap.95500.example.com") == BANK
    assert hosts.imitated("mall.other.com") is None  # only guarded profiles are worth it
    assert hosts.imitated("somewhere.com") is None


def test_hosts_of_links():
    assert host_of("HTTPS://www.Bank.example:443/a?b") == "bank.example"
    assert host_of("t.cn/Ab") == "t.cn"
    assert belongs("m.bank.example", ["bank.example"])
    assert not belongs("mybank.example", ["bank.example"])
    assert is_address("114.1.2.3")
    assert not is_address("114.com")


def test_a_link_with_a_user_part_leads_to_the_host_behind_it():
    assert host_of("https://www.bank.example@evil.top/x") == "evil.top"
    assert host_of("https://bank.example:80@evil.top:8080") == "evil.top"


def test_a_word_stands_apart_between_signs_of_another_kind():
    assert holds_apart("wap.icbc8.com", "icbc")
    assert holds_apart("x95588.com", "95588")
    assert not holds_apart("icbcx.com", "icbc")
    assert not holds_apart("1955880.com", "95588")
