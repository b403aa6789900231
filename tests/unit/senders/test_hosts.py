"""Whose a host is, and whether it imitates somebody's."""

from __future__ import annotations

import pytest

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
BANK, NOBODY = 0, -1


@pytest.fixture
def senders(senders_of):
    return senders_of(PROFILES, FACTS)


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
def test_what_a_host_is_to_a_profile(senders, host, kind):
    assert senders.probe_host(host, BANK)[1] == kind


def test_signs_drawn_alike(senders_of):
    senders = senders_of([{"industry": "bank", "hosts": ["oilbank.com"]}])
    assert senders.probe_host("0i1bank.com", 0)[1] == "look-alike"


@pytest.mark.parametrize(
    ("host", "played_at"),
    [
        ("zebrabankxy.com", BANK),
        ("wap.95500.example.com", BANK),
        ("mall.other.com", NOBODY),  # only guarded profiles are worth it
        ("somewhere.com", NOBODY),
        ("zebrabank.com", NOBODY),  # on an ordinary end it may be its owner's
        ("zebrabank.top", BANK),
    ],
)
def test_who_is_played_at(senders, host, played_at):
    assert senders.probe_host(host, NOBODY)[2] == played_at


@pytest.mark.parametrize(
    ("link", "host"),
    [
        ("https://www.bank.example:443/a?b", "bank.example"),
        ("t.cn/ab", "t.cn"),
        ("https://www.bank.example@evil.top/x", "evil.top"),
        ("https://bank.example:80@evil.top:8080", "evil.top"),
        ("evil.top/?to=https://bank.example/", "evil.top"),
        ("https://evil.top/a@bank.example", "evil.top"),
    ],
)
def test_hosts_of_links(senders, link, host):
    assert senders.probe_host(link, NOBODY)[0] == host


@pytest.mark.parametrize(
    ("host", "kind"),
    [
        ("m.mall.example", "known"),
        ("mymall.example", "foreign"),
        ("114.1.2.3", "ip"),
        ("114.com", "foreign"),
        ("114.1.2", "foreign"),
    ],
)
def test_what_a_host_is_to_nobody(senders, host, kind):
    assert senders.probe_host(host, NOBODY)[1] == kind


@pytest.mark.parametrize(
    ("host", "kind"),
    [
        ("wap.zebrabank8.top", "look-alike"),
        ("x95500.top", "look-alike"),
        ("zebrabankx.top", "odd"),
        ("1955000.top", "odd"),
    ],
)
def test_a_word_stands_apart_between_signs_of_another_kind(senders, host, kind):
    assert senders.probe_host(host, BANK)[1] == kind
