"""With which units a match may begin, told without trying."""

from __future__ import annotations

import pytest

from smsparse.rulepack.firsts import ALL_RUNS, ANY, BITS, LONGEST_RUN, Firsts, digits_needed
from smsparse.rulepack.slots import FIRSTS, RANGED, SLOT_TYPES
from smsparse.rulepack.template import parse


def firsts(text, lexicons=None):
    return Firsts(lexicons or {}).of_tree(parse(text, str.lower), ANY)


def bits(units):
    return sum({1 << ord(unit) % BITS for unit in units})


def test_literals_and_choices():
    assert firsts("[请]验证码") == bits("请验")
    assert firsts(r"^\b(尾号|卡)") == bits("尾卡")
    assert firsts(r"\s码") == bits(" \n码")
    assert firsts("{_:@carrier}", {"carrier": ["顺丰", "申通"]}) == bits("顺申")


def test_what_may_be_empty_lets_through_what_follows():
    assert firsts("{code:digits(0..6)}码") == bits("0123456789码")
    assert firsts("[请]{_:text(1..9)}") == ANY
    assert firsts("[请]$") == ANY


@pytest.mark.parametrize("kind", FIRSTS)
def test_finders_begin_with_nothing_else(kind, rules_only, compiler):
    """Every unit of the rules' own messages, and of the lexicons that begin a slot, before what a slot goes on with."""
    kernel, number = rules_only._pipeline, list(SLOT_TYPES).index(kind)
    ends = (
        "3456", "123456", "12345678", "5588", "0.5", "86-1", "a1234", ".cn", "元", "gb", "月5日", "月5日14:03", "天", "点", "车12f号", "期一",
    )  # fmt: skip
    units, names = FIRSTS[kind]
    allowed = bits(units) | bits(word[0] for name in names for word in compiler.lexicons[name])
    low, high = (1, 8) if kind in RANGED else (0, 0)
    starts = sorted({unit for case in compiler.pack.cases for unit in kernel.fold(case.text)})
    found = 0
    for start in starts:
        for end in ends:
            if kernel.probe_slot(number, low, high, start + end, 0) is not None:
                found += 1
                assert allowed >> ord(start) % BITS & 1, (kind, start, end)
    assert found


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("尾号{account_tail:digits(3..4)}", {3, 4}),
        ("(卡{account_tail:digits(4..4)}|户{account_tail:digits(6..6)})", {4, 6}),
        ("{code:digits(4..6)}在{_:digits(2..2)}", {2}),
        ("{_:digits(20..60)}", {*range(20, LONGEST_RUN + 1)}),
        ("[{_:digits(4..4)}]{phone:digits(7..8)}", {7, 8}),
    ],
)
def test_runs_of_digits_of_which_a_match_has_one(text, lengths):
    assert digits_needed(parse(text, str.lower)) == sum(1 << length for length in lengths)


@pytest.mark.parametrize(
    "text", ["码", "{code:code}", "{code:digits(0..6)}码", "[{code:digits(4..4)}]码", "(码|{code:digits(4..4)})"]
)
def test_a_template_that_may_do_without_digits(text):
    assert digits_needed(parse(text, str.lower)) == ALL_RUNS
