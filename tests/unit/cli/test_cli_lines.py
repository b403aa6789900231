"""``smsparse parse --jsonl``: one line out for each line in, whatever stands in it."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from smsparse.cards import CardContext
from smsparse.cli import parse
from smsparse.cli.main import main
from smsparse.cli.parse import LineAnswers, Progress

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import FakeEngine

CODE = "【招商银行】验证码480917，请勿转告他人。"


def answers(engine: FakeEngine, *lines: bytes | str | dict[str, Any], **options: Any) -> list[dict[str, Any]]:
    """The answers to the lines, each given as bytes, as text or as the object it holds."""
    answering = LineAnswers(engine, **options)
    sink = io.BytesIO()
    answering.run(io.BytesIO(b"".join(_line(line) for line in lines)), sink, Progress(io.StringIO()))
    return [json.loads(line) for line in sink.getvalue().decode("utf-8").splitlines()]


def _line(line: bytes | str | dict[str, Any]) -> bytes:
    if isinstance(line, bytes):
        return line + b"\n"
    return (line if isinstance(line, str) else json.dumps(line, ensure_ascii=False)).encode() + b"\n"


def test_a_message_gives_a_result_with_its_id(engine: FakeEngine) -> None:
    (answer,) = answers(engine, {"id": "7", "text": CODE, "sender": "95555", "received_at": "2026-03-05T14:02:31Z"})
    assert list(answer)[:2] == ["v", "id"]
    assert answer["id"] == "7"
    assert answer["category"] == "verification.other"
    assert answer["fields"]["code"]["span"] == [9, 15]
    assert "card" not in answer


def test_order_is_kept_across_errors_and_chunks(engine: FakeEngine) -> None:
    lines = [{"id": n, "text": CODE} if n % 3 else {"id": n} for n in range(20)]
    told = answers(engine, *lines, chunk=7)
    assert [answer["id"] for answer in told] == list(range(20))
    assert ["error" in answer for answer in told] == [n % 3 == 0 for n in range(20)]


def test_messages_go_to_the_engine_in_chunks(engine: FakeEngine) -> None:
    answers(engine, *([{"text": CODE}] * 10), chunk=4)
    assert engine.batches == [4, 4, 2]


@pytest.mark.parametrize(
    ("line", "message_id", "error"),
    [
        ("not json", None, ("not_json", "a JSON object", "a line that is not JSON", "$")),
        ('{"id": 1, "text": "cut', None, ("not_json", "a JSON object", "a line that is not JSON", "$")),
        ('{"id": 1, "text": NaN}', None, ("not_json", "a JSON object", "a line that is not JSON", "$")),
        ("[" * 100_000, None, ("not_json", "a JSON object", "a line that is not JSON", "$")),
        ("9" * 5_000, None, ("not_json", "a JSON object", "a line that is not JSON", "$")),
        ('["text"]', None, ("not_object", "a JSON object", "an array", "$")),
        ("null", None, ("not_object", "a JSON object", "null", "$")),
        ({"id": "7"}, "7", ("missing_text", "a string", "nothing", "text")),
        ({"id": "7", "text": None}, "7", ("wrong_type", "a string", "null", "text")),
        ({"id": "7", "text": 480917}, "7", ("wrong_type", "a string", "a number", "text")),
        ({"id": 7, "text": CODE, "sender": 95555}, 7, ("wrong_type", "a string or null", "a number", "sender")),
        (
            {"id": 7, "text": CODE, "received_at": True},
            7,
            ("wrong_type", "a string, a whole number or null", "a boolean", "received_at"),
        ),
        ({"id": {}, "text": CODE}, None, ("wrong_type", "a string, a whole number or null", "an object", "id")),
        ({"id": 7, "text": CODE, "received_at": "2026-03-05"}, 7, ("naive_time", "an offset", "none", "received_at")),
    ],
)
def test_what_is_no_message_is_an_error_and_the_next_line_is_read(
    engine: FakeEngine, line: str | dict[str, Any], message_id: Any, error: tuple[str, str, str, str]
) -> None:
    wrong, right = answers(engine, line, {"id": "next", "text": CODE})
    told = dict(zip(("code", "expected", "got", "at"), error, strict=True))
    assert wrong == {"v": 1, "id": message_id, "line": 1, "error": told}
    assert right["id"] == "next"


def test_an_error_never_holds_the_body(engine: FakeEngine) -> None:
    told = answers(engine, f'{{"text": "{CODE}"', {"text": [CODE]}, {"text": CODE, "received_at": "2026-03-05"})
    assert "480917" not in json.dumps(told)


def test_blank_lines_are_skipped_but_counted(engine: FakeEngine) -> None:
    (error,) = answers(engine, "", "  ", "oops", "")
    assert error["line"] == 3


def test_a_byte_order_mark_and_carriage_returns_do_no_harm(engine: FakeEngine) -> None:
    (answer,) = answers(engine, b"\xef\xbb\xbf" + json.dumps({"text": CODE}).encode() + b"\r")
    assert answer["category"] == "verification.other"


def test_the_last_line_needs_no_line_break(engine: FakeEngine) -> None:
    sink = io.BytesIO()
    LineAnswers(engine).run(io.BytesIO(b'{"text": "123456"}'), sink, Progress(io.StringIO()))
    assert json.loads(sink.getvalue())["category"] == "verification.other"


def test_invalid_utf8_is_repaired_and_flagged(engine: FakeEngine) -> None:
    (answer,) = answers(engine, b'{"text": "\xff\xfe 480917"}')
    assert answer["flags"] == ["contains_code", "repaired"]
    assert answer["fields"]["code"]["text"] == "480917"


def test_a_lone_surrogate_still_gives_valid_utf8(engine: FakeEngine) -> None:
    (answer,) = answers(engine, '{"id": "\\ud800", "text": "480917"}')
    assert answer["id"] == "\ud800"


def test_a_huge_line_is_refused_without_stopping(engine: FakeEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parse, "MAX_LINE_BYTES", 100)
    huge, right = answers(engine, {"text": "9" * 1000}, {"id": "next", "text": CODE})
    assert huge["error"]["code"] == "line_too_long"
    assert (huge["line"], right["id"]) == (1, "next")


def test_span_units(engine: FakeEngine) -> None:
    message = {"text": "🔑码480917"}
    spans = {
        unit: answers(engine, message, span_unit=unit)[0]["fields"]["code"]["span"]
        for unit in ("codepoint", "utf16", "utf8")
    }
    assert spans == {"codepoint": [2, 8], "utf16": [3, 9], "utf8": [7, 13]}


def test_a_card_on_request(engine: FakeEngine) -> None:
    (answer,) = answers(engine, {"text": CODE}, card_context=CardContext(locale="en"))
    assert answer["card"]["title"] == "Code"
    assert answer["card"]["menu"]["entries"][0]["entries"][0]["action"]["target"] == "95555"


def write(path: Path, *lines: str) -> str:
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return str(path)


def test_a_file_is_read_and_summed_up(
    engine: FakeEngine, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    file = write(tmp_path / "sms.jsonl", '{"text": "480917"}', "oops", '{"text": "480918"}', '{"text": "hi"}')
    assert main(["parse", "--jsonl", file, "--cards"], engine=engine) == 0
    out, err = capsysbinary.readouterr()
    told = [json.loads(line) for line in out.splitlines()]
    assert ["card" in answer for answer in told] == [True, False, True, True]
    counts, top = err.decode().splitlines()
    assert counts.startswith("4 lines, 1 errors, ")
    assert top == "verification.other 2, other.unknown 1"
    assert "\r" not in err.decode()  # no progress bar off a terminal


def test_strict_tells_of_errors_by_the_exit_status(
    engine: FakeEngine, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    file = write(tmp_path / "sms.jsonl", "oops")
    assert main(["parse", "--jsonl", file], engine=engine) == 0
    assert main(["parse", "--jsonl", file, "--strict", "--quiet"], engine=engine) == 1
    assert capsysbinary.readouterr().err.count(b"errors") == 1


def test_standard_input_is_the_default(
    engine: FakeEngine, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b'{"id": 1, "text": "480917"}\n')))
    assert main(["parse", "--jsonl"], engine=engine) == 0
    assert json.loads(capsysbinary.readouterr().out)["id"] == 1


@pytest.mark.parametrize("path", ["missing.jsonl", "."])
def test_a_file_that_cannot_be_read_is_said_so(
    engine: FakeEngine, path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["parse", "--jsonl", str(tmp_path / path)], engine=engine) == 2
    assert str(tmp_path / path) in capsys.readouterr().err


def test_a_reader_that_goes_away_ends_it_quietly(engine: FakeEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    class ClosedPipe(io.BytesIO):
        def write(self, _data: Any) -> int:
            raise BrokenPipeError

    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b'{"text": "480917"}\n')))
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(ClosedPipe()))
    assert main(["parse", "--jsonl", "--quiet"], engine=engine) == 141
    monkeypatch.undo()


def test_progress_is_drawn_on_a_terminal_only() -> None:
    totals = parse.Totals(lines=500)
    shown, hidden = io.StringIO(), io.StringIO()
    for progress in (Progress(shown, size=1000, shown=True), Progress(hidden, size=1000)):
        progress.update(totals, 1000)
        progress.clear()
    assert "%" in shown.getvalue()
    assert hidden.getvalue() == ""
