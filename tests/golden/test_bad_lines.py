"""A stream with every kind of bad line goes through to its end: an error where the line is no message, a result where it is."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
LONG = "您的验证码是482913。" + "很长" * 6000


@pytest.fixture(scope="module")
def answers():
    """The answers by position, to the lines of bad_lines.jsonl and some that a text file cannot hold."""
    lines = (HERE / "bad_lines.jsonl").read_bytes()
    lines += json.dumps({"id": "long", "text": LONG}).encode() + b"\n"
    lines += '{"id": "broken-utf8", "text": "您的验证码是482913'.encode() + b"\xff\xfe" + b'"}\n'
    lines += b"\x80\x81\x82\n"
    command = [sys.executable, "-m", "smsparse", "parse", "--jsonl", "-"]
    done = subprocess.run(command, input=lines, capture_output=True, check=True)
    return [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]


ERRORS = {
    2: ("not_json", None, "$"),
    3: ("not_object", None, "$"),
    4: ("missing_text", "no-text", "text"),
    5: ("wrong_type", "null-text", "text"),
    6: ("wrong_type", "number-text", "text"),
    7: ("wrong_type", "list-sender", "sender"),
    8: ("bad_time", "naive-time", "received_at"),
    9: ("bad_time", "no-such-time", "received_at"),
    10: ("wrong_type", "bool-time", "received_at"),
    11: ("wrong_type", None, "id"),
    15: ("not_json", None, "$"),
    20: ("not_json", None, "$"),
}


def test_one_answer_a_line_in_order(answers):
    assert len(answers) == 20
    assert [answer["v"] for answer in answers] == [1] * 20
    assert [answer["id"] for answer in answers if "error" not in answer] == [
        "good", "empty", "nul", "lone-surrogate", "epoch", 7, "long", "broken-utf8",
    ]  # fmt: skip


@pytest.mark.parametrize(("line", "wanted"), ERRORS.items(), ids=str)
def test_errors_say_what_was_expected_and_got(answers, line, wanted):
    answer = answers[line - 1]
    assert (answer["error"]["code"], answer["id"], answer["error"]["at"]) == wanted
    assert answer["line"] == line
    assert set(answer["error"]) == {"code", "expected", "got", "at"}
    assert "482913" not in json.dumps(answer)


def test_only_these_lines_are_errors(answers):
    assert {number for number, answer in enumerate(answers, 1) if "error" in answer} == set(ERRORS)


@pytest.mark.parametrize(
    ("message", "flag"),
    [("nul", None), ("lone-surrogate", "repaired"), ("long", "truncated"), ("broken-utf8", "repaired")],
)
def test_repairs_are_flagged_and_the_code_is_still_found(answers, message, flag):
    answer = next(answer for answer in answers if answer["id"] == message)
    assert answer["fields"]["code"]["value"] == "482913"
    assert flag is None or flag in answer["flags"]


def test_empty_text_is_unknown(answers):
    answer = next(answer for answer in answers if answer["id"] == "empty")
    assert (answer["category"], answer["fields"]) == ("other.unknown", {})
