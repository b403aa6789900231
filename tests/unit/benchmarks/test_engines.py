"""The pieces peers are made of hold the same templates as the pack, and say the same of a message."""

import pytest

import smsparse
from benchmarks import corpus, report
from benchmarks.engines import ENGINES
from benchmarks.engines.folding import Folding
from benchmarks.host import Running, missing


@pytest.fixture(scope="module")
def folding():
    return Folding()


def test_peers_fold_as_the_engine_does(folding):
    fold = smsparse.default_engine()._pipeline.fold
    for message in corpus.messages("mix", 300):
        assert folding.fold(message.text) == fold(message.text)


@pytest.mark.parametrize(
    ("text", "start", "end", "found"),
    [("您的码 １２３ 。", 3, 6, "１２３"), ("驗證碼:  4 5", 4, 7, "4 5"), ("a\u200bb12", 2, 4, "12")],
)
def test_the_way_back_from_folded_text(folding, text, start, end, found):
    folded = folding.fold(text)
    origin = folding.origin(text, folded)
    assert len(origin) == len(folded) + 1
    assert text[origin[start] : origin[end - 1] + 1] == found


def test_an_engine_in_a_process_of_its_own_answers(tmp_path):
    messages = corpus.messages("mix", 50)
    path = tmp_path / "messages.jsonl"
    corpus.write(path, messages)
    with Running("smsparse-many") as engine:
        told = engine.work(path, 40, "fields")
    assert told["messages"] == told["score"].messages == 40
    assert told["score"].categories_right > 30
    assert told["seconds"] > 0


def test_a_missing_package_is_told():
    reasons = [missing(name) for name in ENGINES]
    assert all(reason is None or reason.endswith("is not installed") for reason in reasons)
    assert missing("smsparse-many") is None


def test_rows_become_a_table():
    assert list(report.table({"rows": [{"a": "1"}, {"a": "2", "b": "3"}]})) == [
        "| a | b |",
        "|---|---|",
        "| 1 |  |",
        "| 2 | 3 |",
    ]
