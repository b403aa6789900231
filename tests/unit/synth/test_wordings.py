"""The wordings files: valid, known categories, enough of each, and different from each other."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from synth.values import generator_names
from synth.wordings import (
    WORDINGS_DIR,
    Wording,
    WordingError,
    load_wordings,
    parse_text,
    read_file,
    region_of,
    shared_pools,
)

ROOT = Path(__file__).resolve().parents[3]
TAXONOMY = ROOT / "rules" / "taxonomy.toml"
FILES = sorted(WORDINGS_DIR.rglob("*.toml"))

MIN_WORDINGS = 25
MAX_LIKENESS = 0.6


def pairs() -> set[str]:
    """The categories of rules/taxonomy.toml; skips the test where there is none."""
    if not TAXONOMY.exists():
        pytest.skip("no rules/taxonomy.toml in this tree")
    tables = tomllib.loads(TAXONOMY.read_text(encoding="utf-8"))["l1"]
    return {f"{table['name']}.{l2}" for table in tables for l2 in table["l2"]}


def name_of(file: Path) -> str:
    return file.relative_to(WORDINGS_DIR).as_posix()


@cache
def by_category() -> dict[str, list[Wording]]:
    found: defaultdict[str, list[Wording]] = defaultdict(list)
    for wording in load_wordings():
        found[wording.category].append(wording)
    return dict(found)


def trigrams(text: str) -> frozenset[str]:
    """Three-character pieces of `text`; a shorter text is its own only piece."""
    return frozenset(text[i : i + 3] for i in range(max(1, len(text) - 2)))


def likeness(left: frozenset[str], right: frozenset[str]) -> float:
    """Jaccard: shared pieces over all pieces, 0 to 1."""
    return len(left & right) / len(left | right)


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_file_is_valid(file: Path) -> None:
    problems = read_file(file)[1]
    assert not problems, "\n" + "\n".join(problems)


def test_categories_are_known() -> None:
    assert sorted(by_category().keys() - pairs()) == []


def test_enough_wordings_of_each_category() -> None:
    found = by_category()
    few = {category: len(found.get(category, [])) for category in sorted(pairs())}
    assert {category: count for category, count in few.items() if count < MIN_WORDINGS} == {}


@pytest.mark.parametrize("category", sorted(by_category()))
def test_wordings_of_a_category_differ(category: str) -> None:
    pieces = [(wording, trigrams(wording.skeleton or wording.text)) for wording in by_category()[category]]
    offenders = [
        f"{likeness(a, b):.2f} {left.place} | {right.place}\n  {left.text}\n  {right.text}"
        for (left, a), (right, b) in combinations(pieces, 2)
        if likeness(a, b) >= MAX_LIKENESS
    ]
    assert not offenders, f"{len(offenders)} pairs too alike\n" + "\n".join(offenders)


def test_no_category_is_missing() -> None:
    missing = sorted(pairs() - {wording.category for wording in load_wordings()})
    assert not missing, f"no wording for {missing}"


def test_shared_pools_do_not_hide_generators() -> None:
    assert not shared_pools().keys() & set(generator_names())


def test_shared_pools_have_no_duplicates() -> None:
    doubled = {name: entries for name, entries in shared_pools().items() if len(entries) != len(set(entries))}
    assert not doubled


def test_problems_name_file_place_and_expectation(tmp_path: Path) -> None:
    file = tmp_path / "finance.toml"
    file.write_text(
        '[[wording]]\ncategory = "order.paid"\ntext = "a"\n'
        '[[wording]]\ncategory = "finance.debit"\ntext = "{amount:nosuch}{colour:money}"\nflags = ["late"]\nkind = 1\n'
        '[[wording]]\ncategory = "finance.debit"\ntext = "{amount"\n',
        encoding="utf-8",
    )
    with pytest.raises(WordingError) as caught:
        load_wordings(file)
    lines = str(caught.value).splitlines()
    expected = ("finance.toml #1", "unknown keys ['kind']", "'late'", "'nosuch'", "'colour'", "loose brace")
    assert [phrase for phrase in expected if not any(phrase in line for line in lines)] == []


def test_same_text_twice_is_a_problem(tmp_path: Path) -> None:
    file = tmp_path / "other.toml"
    file.write_text('[[wording]]\ncategory = "other.notice"\ntext = "通知"\n' * 2, encoding="utf-8")
    with pytest.raises(WordingError, match="same text as"):
        load_wordings(file)


def test_slots_are_parsed() -> None:
    parts = parse_text("支出{currency:=人民币}{amount:money}元，{:md}")
    slots = [(part.field, part.gen, part.literal) for part in parts if not isinstance(part, str)]
    assert slots == [("currency", "", "人民币"), ("amount", "money", None), ("", "md", None)]


@pytest.mark.parametrize(
    ("text", "script", "region"),
    [
        ("您的账户", "hans", "cn"),
        ("閣下的戶口已過數HK$", "hant", "hk"),
        ("您的信用卡末四碼，新台幣", "hant", "tw"),
        ("Your code is", "en", "en"),
    ],
)
def test_region_is_told_by_words(text: str, script: str, region: str) -> None:
    assert region_of(text, script) == region
