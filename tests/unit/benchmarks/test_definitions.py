"""A benchmark is worth something only if a wrong answer fails it, and if its rounds are new."""

from dataclasses import replace

import pytest

from benchmarks import corpus
from benchmarks.answers import Answer, score
from benchmarks.definitions import WrongAnswerError, definitions
from benchmarks.engines.ours import Many

COUNT = 400


@pytest.fixture(scope="module")
def messages():
    return corpus.messages("mix", COUNT)


@pytest.fixture(scope="module")
def answers(messages):
    engine = Many()
    return engine.answers(messages, engine.fields(engine.prepare(messages)))


@pytest.fixture(scope="module")
def mix():
    return definitions()["mix"]


def spoilt(answers, **changes):
    """Every third answer with something else in it."""
    return [replace(answer, **changes) if number % 3 == 0 else answer for number, answer in enumerate(answers)]


def test_honest_answers_pass(mix, messages, answers):
    mix.check("smsparse", score(messages, answers), peer=False)


@pytest.mark.parametrize(
    ("changes", "share"),
    [
        ({"category": "other.unknown"}, "categories_right"),
        ({"spans": {}}, "fields|spans_right"),
        ({"by_rule": True}, "by_rule"),
    ],
)
def test_wrong_answers_fail(mix, messages, answers, changes, share):
    wrong = spoilt(answers, **changes) if "by_rule" not in changes else [replace(a, **changes) for a in answers]
    with pytest.raises(WrongAnswerError, match=share):
        mix.check("smsparse", score(messages, wrong), peer=False)


def test_shifted_spans_are_wrong(mix, messages, answers):
    moved = [
        replace(a, spans={name: [(start, end - 1) for start, end in found] for name, found in a.spans.items()})
        for a in answers
    ]
    with pytest.raises(WrongAnswerError, match="spans_right"):
        mix.check("smsparse", score(messages, moved), peer=False)


def test_an_answer_that_is_missing_is_an_error(messages, answers):
    with pytest.raises(ValueError, match="zip"):
        score(messages, answers[1:])


def test_peers_are_held_to_their_floor(mix, messages):
    with pytest.raises(WrongAnswerError, match="tuned"):
        mix.check("tuned", score(messages, [Answer("other.unknown", {})] * COUNT), peer=True)


def test_a_round_is_the_same_again_and_no_other_round_has_its_messages(messages):
    again, other = corpus.messages("mix", COUNT), corpus.messages("mix", COUNT, 1)
    assert again == messages
    assert len({m.text for m in other} & {m.text for m in messages}) < COUNT // 50  # a few wordings have no slots


def test_the_mix_is_a_days(messages):
    for level, share in corpus.MIX.items():
        found = sum(
            (m.category.partition(".")[0] if m.category.partition(".")[0] in corpus.MIX else "") == level
            for m in messages
        )
        assert found == pytest.approx(share * COUNT / 100, abs=COUNT / 25)


def test_what_is_right_stands_in_the_text(messages):
    for message in messages:
        for spans in message.spans.values():
            for start, end in spans:
                assert 0 <= start < end <= len(message.text)


def test_files_give_each_round_its_own_lines(tmp_path, messages):
    path = tmp_path / "messages.jsonl"
    corpus.write(path, messages)
    assert corpus.messages(str(path), 10, 2) == messages[20:30]
    with pytest.raises(ValueError, match="expected 410 messages"):
        corpus.messages(str(path), 10, 40)
