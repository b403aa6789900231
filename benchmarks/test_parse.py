"""smsparse at each definition, small; a wrong answer fails. Others are compared by `python -m benchmarks.versus`."""

from __future__ import annotations

import pytest

import smsparse
from benchmarks import corpus
from benchmarks.answers import score
from benchmarks.definitions import definitions
from benchmarks.engines import ENGINES

COUNT = 400
OURS = [name for name, entry in ENGINES.items() if not entry.peer]


@pytest.fixture(scope="module")
def engines():
    return {name: ENGINES[name].make() for name in OURS}


@pytest.fixture(scope="module")
def batches():
    return {name: corpus.messages(name, COUNT) for name in corpus.CORPORA}


@pytest.mark.parametrize("definition", definitions().values(), ids=lambda definition: definition.name)
@pytest.mark.parametrize("name", OURS)
def test_engine(benchmark, engines, batches, name, definition):
    benchmark.group = f"{definition.name}: {COUNT:,} messages"
    messages = batches[definition.corpus]
    batch = engines[name].prepare(messages)
    work = engines[name].cards if definition.job == "cards" else engines[name].fields
    try:
        output = benchmark(work, batch)
    except NotImplementedError as error:
        pytest.skip(str(error))
    definition.check(name, score(messages, engines[name].answers(messages, output)), peer=False)


@pytest.mark.benchmark(group="mix: 400 messages")
def test_rules_only(benchmark, batches):
    engine = smsparse.Engine(model=None)
    results = benchmark(lambda: [engine.parse(message.text, message.sender) for message in batches["mix"]])
    low, high = definitions()["mix"].expect["by_rule"]
    assert low <= sum(result.decided_by.startswith("rule:") for result in results) / COUNT <= high
