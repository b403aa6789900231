"""Who a message is from: profiles by signature and by number."""

from __future__ import annotations

import pytest

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
def senders(senders_of):
    return senders_of(PROFILES)


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
def test_profiles_are_found(senders, signature, number, wanted):
    assert senders.probe_match(signature, number) == wanted


@pytest.mark.parametrize(
    ("signature", "number"), [(None, None), ("别家银行", None), (None, "10086"), ("示", ""), (None, "#Nobody")]
)
def test_strangers_are_nobody(senders, signature, number):
    assert senders.probe_match(signature, number) is None


@pytest.mark.parametrize(
    ("number", "bare", "is_mobile", "is_abroad"),
    [
        ("+86 138-0000-1234", "13800001234", True, False),
        ("8613800001234", "13800001234", True, False),
        ("8695500", "8695500", False, False),  # without a plus or 00 it may be anything
        ("95500", "95500", False, False),
        ("+85261234567", "+85261234567", False, True),
        ("0085261234567", "0085261234567", False, True),
        ("01095500", "01095500", False, False),
        ("", "", False, False),
    ],
)
def test_numbers(senders, number, bare, is_mobile, is_abroad):
    assert senders.probe_number(number) == (bare, is_mobile, is_abroad)


def test_of_a_long_sender_the_beginning_counts(senders):
    assert senders.probe_number("1" * 100)[0] == "1" * 64
    assert senders.probe_match(None, "示例快递" + "x" * 100) == (1, False, False)


def test_profiles_have_ids_and_names(senders):
    assert list(senders.ids) == ["bank", "post", "insurer"]
    assert senders.titles[2] == "示例保险"
    with pytest.raises(IndexError, match="below 3"):
        _ = senders.titles[3]


@pytest.mark.parametrize("number", ["13800095500", "+85291295500", "0085291295500", "77795500"])
def test_a_number_that_merely_ends_like_a_port_is_none(senders, number):
    assert senders.probe_match(None, number) is None
