"""Who a message is from: profiles by signature and by number."""

from __future__ import annotations

import pytest

from smsparse.senders.profiles import SenderIndex, bare_number, is_abroad, is_mobile

PROFILES = [
    {
        "id": "bank",
        "name": "示例银行",
        "signatures": ["示例银行", "示例信用卡"],
        "ports": ["95500", "106955*", "Sample"],
        "hosts": ["bank.example"],
    },
    {"id": "post", "name": "示例快递", "signatures": ["示例快递", "Post"], "ports": ["*95500"], "hosts": []},
    {"id": "insurer", "name": "示例保险", "signatures": [], "ports": ["95500"], "hosts": []},
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
        (None, "01095500", (1, False, True)),
        (None, "sample", (0, False, True)),
        ("示例快递", "95500", (1, True, False)),
        ("示例银行", "95500", (0, True, True)),
        ("示例保险", "95500", (2, True, True)),
        (None, "示例快递", (1, False, False)),
        (None, "#POST", (1, False, True)),
        (None, "POST", (1, False, False)),
    ],
)
def test_profiles_are_found(index, signature, number, wanted):
    hit = index.match(signature, number)
    assert (hit.number, hit.by_signature, hit.by_port) == wanted


@pytest.mark.parametrize(
    ("signature", "number"), [(None, None), ("别家银行", None), (None, "10086"), ("示", ""), (None, "#Nobody")]
)
def test_strangers_are_nobody(index, signature, number):
    assert index.match(signature, number) is None


def test_numbers():
    assert bare_number("+86 138-0000-1234") == "13800001234"
    assert bare_number("8613800001234") == "13800001234"
    assert bare_number("8695500") == "8695500"  # without a plus or 00 it may be anything
    assert is_mobile("13800001234")
    assert not is_mobile("95500")
    assert is_abroad("+85261234567")
    assert is_abroad("0085261234567")
    assert not is_abroad("01095500")


@pytest.mark.parametrize("number", ["13800095500", "+85291295500", "0085291295500", "77795500"])
def test_a_number_that_merely_ends_like_a_port_is_none(index, number):
    assert index.match(None, number) is None
