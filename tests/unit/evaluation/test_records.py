"""Lines that are read, and lines that are refused: what was expected, what was got, where."""

from __future__ import annotations

import json

import pytest

from smsparse.errors import EvaluationError
from smsparse.evaluation.records import Given, read_files, read_gold, read_prediction

GOLD = {"id": "a", "text": "验证码4821", "l1": "verification", "l2": "other"}
ANSWER = {
    "v": 1,
    "id": "a",
    "category": "verification.other",
    "confidence": 0.99,
    "decided_by": "rule:x/y",
    "fields": {},
}


def write(path, *lines):
    path.write_text("".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines), "utf-8")
    return str(path)


def test_files_say_by_their_first_line_what_they_hold(tmp_path):
    one, other = write(tmp_path / "one", GOLD, "", {**GOLD, "id": "b"}), write(tmp_path / "other", {**GOLD, "id": 3})
    golds, predictions = read_files([one, write(tmp_path / "answers", ANSWER), other])
    assert {path: [row.id for row in rows] for path, rows in golds.items()} == {one: ["a", "b"], other: [3]}
    assert [prediction.id for prediction in predictions] == ["a"]


def test_what_a_line_leaves_out():
    row = read_gold(GOLD, "x")
    assert (row.sure, row.flags, row.fields, row.scored, row.category) == (True, None, {}, True, "verification.other")
    assert row.group != read_gold({**GOLD, "id": "b"}, "x").group


def test_the_answer_to_a_line_that_was_no_message_is_none():
    refused = {"v": 1, "id": "a", "line": 3, "error": {"code": "missing_text"}}
    assert read_prediction(refused, "x").category is None


def test_fields_are_objects_or_bare_texts_and_empty_ones_are_none():
    fields = {"code": {"text": "4821", "span": [3, 7]}, "url": "a.cn", "phone": "", "time": {"text": ""}}
    read = read_prediction({**ANSWER, "fields": fields}, "x").fields
    assert read == {"code": Given("4821", (3, 7)), "url": Given("a.cn")}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "gold:1: expected a JSON object, got a line that is not JSON"),
        ("[]", "gold:1: expected a JSON object, got an array"),
        (
            {"id": 1, "text": "x"},
            "gold:1: expected a gold line with l1, or an answer with category, got a line with neither",
        ),
        ({**GOLD, "text": 5}, "gold:1: text: expected a string, got a number"),
        ({"id": "a", "l1": "risk"}, "gold:1: text: expected a string, got nothing"),
        ({**GOLD, "id": None}, "gold:1: id: expected a string or a whole number, got null"),
        ({**GOLD, "id": True}, "gold:1: id: expected a string or a whole number, got a boolean"),
        ({**GOLD, "sure": "yes"}, "gold:1: sure: expected a boolean, got a string"),
        ({**GOLD, "flags": "fragment"}, "gold:1: flags: expected an array of strings, got a string"),
        ({**GOLD, "ignore": [1]}, "gold:1: ignore: expected an array of strings, got an array"),
        ({**GOLD, "fields": {"code": 4821}}, "gold:1: fields.code: expected a string, got a number"),
        ({**GOLD, "alt": {"code": "4821"}}, "gold:1: alt.code: expected an array of strings, got a string"),
        ({**ANSWER, "confidence": "high"}, "gold:1: confidence: expected a number, got a string"),
        (
            {**ANSWER, "fields": {"code": 4821}},
            "gold:1: fields.code: expected a string, or an object with text, got a number",
        ),
        (
            {**ANSWER, "fields": {"code": {"text": "4", "span": [3]}}},
            "gold:1: fields.code.span: expected two whole numbers from 0, got an array",
        ),
    ],
)
def test_mistakes(tmp_path, monkeypatch, line, told):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "gold", line)
    with pytest.raises(EvaluationError) as caught:
        read_files(["gold"])
    assert str(caught.value) == told


@pytest.mark.parametrize("line", [GOLD, ANSWER])
def test_an_id_stands_once(tmp_path, monkeypatch, line):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "gold", line, {**line, "id": "b"}, line)
    with pytest.raises(EvaluationError, match=r"gold:3: expected ids used once, got 'a', which gold:1 has"):
        read_files(["gold"])
