"""Profiles, hosts and trust against the plain reference, over generated signatures, numbers, hosts and texts."""

from __future__ import annotations

import functools

from hypothesis import given, settings
from hypothesis import strategies as st

from smsparse.rulepack.compiler import Compiler
from smsparse.rulepack.loader import load_pack
from tests.conftest import RULES
from tests.parity.senders_reference import (
    HostIndex,
    SenderIndex,
    TrustJudge,
    Urging,
    bare_number,
    host_of,
    is_abroad,
    is_mobile,
)

PACK = load_pack(RULES)
PROFILES = [
    {"name": one.name, "industry": one.industry, "signatures": one.signatures, "ports": one.ports, "hosts": one.hosts}
    for one in PACK.senders
]
MANY = settings(max_examples=600, deadline=None)


@functools.cache
def fold():
    return Compiler(PACK).folds.fold


@functools.cache
def plain():
    """(index, hosts, judge) of the built-in pack."""
    index = SenderIndex(PROFILES, fold())
    return index, HostIndex(PROFILES, PACK.trust), TrustJudge(index, PACK.trust, fold())


# ---- what messages hold

NAMES = st.sampled_from(sorted({name for one in PROFILES for name in (one["name"], *one["signatures"])}))
PORTS = st.sampled_from(sorted({port for one in PROFILES for port in one["ports"]}))
HOSTS = st.sampled_from(
    sorted(
        {host for one in PROFILES for host in one["hosts"]}
        | {host for name in ("short_hosts", "public_hosts") for host in PACK.trust[name]}
    )
)
ENDS = st.sampled_from([*PACK.trust["odd_ends"][:8], *PACK.trust["second_levels"][:4], "cn", "com", "example"])
ALIKE = [group for group in map(str.lower, PACK.trust["look_alikes"]) if len(group) > 1]
TAILS = st.sampled_from(["", "", "客服", "北京分行", "信用卡", "x", "积分中心", "app", "-"])
DIGITS = st.text("0123456789", min_size=1, max_size=13)


@st.composite
def signatures(draw):
    """A name of the pack as it is, cut, with a tail, with a sign drawn alike or put between; or any text."""
    name = fold()(draw(NAMES)) + draw(TAILS)
    at = draw(st.integers(0, len(name)))
    how = draw(st.integers(0, 5))
    if how == 1:
        name = name[:at]
    elif how == 2:
        name = name[:at] + draw(st.sampled_from(" .·-_*'、,")) + name[at:]
    elif how == 3:
        for group in ALIKE:
            for sign in group:
                name = name.replace(sign, draw(st.sampled_from(group))) if sign in name else name
    elif how == 4:
        name = draw(st.text("招商银行工中国移动通信abc12 -", max_size=12))
    return name


@st.composite
def numbers(draw):
    """A number a profile sends from, somebody's mobile, one of another country, a name; with what is written for people."""
    port = draw(PORTS)
    port = draw(st.sampled_from(["10690", "0755", "", "138"])) + port[1:] if port.startswith("*") else port
    port = port[:-1] + draw(st.text("0123456789", max_size=6)) if port.endswith("*") else port
    number = draw(
        st.one_of(
            st.just(port),
            st.just("1" + draw(st.text("0123456789", min_size=10, max_size=10))),
            DIGITS,
            NAMES,
            NAMES.map(lambda name: "#" + name.upper()),
            st.text("0123+- #*１²abZ", max_size=14),
            DIGITS.map(lambda digits: digits * 9),
        )
    )
    written = draw(st.sampled_from(["", "", "+86", "86", "0086", "+852", "00852", "+", " "])) + number
    at = draw(st.integers(0, len(written)))
    return written[:at] + draw(st.sampled_from(["", "", " ", "-"])) + written[at:]


@st.composite
def hosts(draw):
    """A host of the pack, one below it, or one that plays at it."""
    host = draw(HOSTS)
    label, port = host.split(".")[0], draw(PORTS).strip("*").lower()
    word = draw(st.sampled_from([label, port, label[:-1] + "1", label.replace("i", "1").replace("o", "0"), "qk7x"]))
    return draw(
        st.sampled_from(
            [
                host,
                "m." + host,
                "x" + host,
                host + ".evil.cn",
                f"{word}.{draw(ENDS)}",
                f"wap.{word}8.{draw(ENDS)}",
                f"{word}-pay.{draw(ENDS)}",
                f"{word}.com.k7.net",
                f"{word}bank.example",
                "114.1.2.3",
                "1.2.3",
                f"a.{draw(ENDS)}",
                draw(st.text("abc019.-", min_size=1, max_size=9)),
            ]
        )
    )


@st.composite
def links(draw):
    host = draw(hosts())
    before = draw(
        st.sampled_from(
            ["", "", "http://", "https://", "https://www.", "www.", "http://www.icbc.com.cn@", "https://a:80@"]
        )
    )
    behind = draw(
        st.sampled_from(
            ["", "", "/a", ":8080", ":80/x?u=1", "?a=b", "#x", "/?r=https://icbc.com.cn/", "?m=a@icbc.com.cn"]
        )
    )
    return before + host + behind


@st.composite
def texts(draw):
    """A folded body, with names of the pack in it."""
    parts = st.one_of(st.sampled_from(["您的账户已冻结", ",请点击", " ", "a", "。"]), NAMES.map(fold()))
    return "".join(draw(st.lists(parts, max_size=5)))


MAYBE_SIGNED = st.one_of(st.none(), signatures())
MAYBE_NUMBER = st.one_of(st.none(), numbers())


def senders(engine):
    return engine._pipeline.senders


# ---- the parity


@MANY
@given(signature=MAYBE_SIGNED, number=MAYBE_NUMBER)
def test_who_a_message_is_from(rules_only, signature, number):
    hit = plain()[0].match(signature, number)
    wanted = None if hit is None else (hit.number, hit.by_signature, hit.by_port)
    assert senders(rules_only).probe_match(signature, number) == wanted


@MANY
@given(number=numbers())
def test_what_a_number_is(rules_only, number):
    bare = bare_number(number)
    assert senders(rules_only).probe_number(number) == (bare.lower(), is_mobile(bare), is_abroad(bare))


@MANY
@given(link=links(), profile=st.integers(-1, len(PROFILES) - 1))
def test_what_a_host_is(rules_only, link, profile):
    host = host_of(link)
    _, index, _ = plain()
    played = index.imitated(host)
    wanted = host, index.kind(host, None if profile < 0 else profile), -1 if played is None else played
    assert senders(rules_only).probe_host(link, profile) == wanted


@MANY
@given(text=texts(), signature=MAYBE_SIGNED, number=MAYBE_NUMBER, found=st.lists(links(), max_size=3))
def test_what_contradicts_a_sender(rules_only, text, signature, number, found):
    index, _, judge = plain()
    wanted = judge.contradiction(index.match(signature, number), signature, number, found, text)
    assert senders(rules_only).probe_contradiction(text, signature, number, found) == wanted


@MANY
@given(
    text=texts(),
    signature=MAYBE_SIGNED,
    number=MAYBE_NUMBER,
    found=st.lists(links(), max_size=3),
    reason=st.sampled_from([None, "act-now", "asks-secret"]),
    phone=MAYBE_NUMBER,
)
def test_how_far_a_sender_is_trusted(rules_only, text, signature, number, found, reason, phone):
    index, _, judge = plain()
    urging = None if reason is None else Urging(reason, text, phone)
    wanted = judge.verdict(index.match(signature, number), signature, number, found, urging)
    assert senders(rules_only).probe_verdict(text, signature, number, found, reason, phone) == wanted


def test_hosts_of_own_profiles_are_own(rules_only):
    """Hypothesis seldom hits the one profile of five hundred that a host belongs to."""
    _, index, _ = plain()
    for number, profile in enumerate(PROFILES):
        for host in profile["hosts"]:
            label = host.split(".")[0]
            for tried in (host, f"m.{host}", f"{label}.top", f"{label}-vip.cn", f"{label}.cn", f"{host}.net.k7.com"):
                found = senders(rules_only).probe_host(tried, number)[1]
                assert found == index.kind(host_of(tried), number), tried
