"""One message at a time: parse, its fields, and the same templates one by one with `re`."""

from __future__ import annotations

import pytest

import smsparse
from benchmarks.corpus import messages
from benchmarks.peers import expressions, first_match

#: Of the 1,000 messages, how many a rule decides; a benchmark that decides fewer is not measuring the same work.
RULES_DECIDE_AT_LEAST = 150


@pytest.fixture(scope="module")
def engine():
    return smsparse.default_engine()


def test_rules_decide_what_they_did(engine):
    assert sum(engine.parse(text).decided_by.startswith("rule:") for text in messages()) >= RULES_DECIDE_AT_LEAST


@pytest.mark.benchmark(group="1,000 messages")
def test_parse(benchmark, engine):
    benchmark(lambda: [engine.parse(text) for text in messages()])


@pytest.mark.benchmark(group="1,000 messages")
def test_parse_and_read_fields(benchmark, engine):
    benchmark(lambda: [engine.parse(text).fields for text in messages()])


@pytest.mark.benchmark(group="1,000 messages")
def test_parse_with_rules_only(benchmark):
    engine = smsparse.Engine(model=None)
    benchmark(lambda: [engine.parse(text) for text in messages()])


@pytest.mark.benchmark(group="1,000 messages", warmup=False)
def test_re_one_by_one(benchmark, engine):
    folded = [engine._pipeline.fold(text) for text in messages()]
    expressions()
    benchmark.pedantic(lambda: [first_match(text) for text in folded], rounds=3)
