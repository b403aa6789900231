"""``smsparse eval``: figures and errors of an engine, or of answers given as lines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from smsparse.cli import evaluate
from smsparse.cli.main import engine_for, main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .conftest import FakeEngine

pytest.importorskip("numpy")

CODE = {"id": "a", "text": "验证码480917", "l1": "verification", "l2": "other", "fields": {"code": "480917"}}
CHAT = {
    "id": "b",
    "text": "晚上吃\x1b[2J饭吗",
    "l1": "personal",
    "l2": "chat",
    "fields": {"phone": "95588"},
    "flags": ["fragment"],
}


@pytest.fixture
def gold(tmp_path: Path) -> str:
    return write(tmp_path / "gold.jsonl", CODE, CHAT)


def write(path: Path, *lines: dict[str, Any]) -> str:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return str(path)


def test_without_answers_the_engine_is_asked(engine: FakeEngine, gold: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", gold], engine=engine) == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert out.splitlines()[0] == "2 messages, 2 with a sure category"
    assert "  l1           0.5000  0.095–0.905\n" in out
    assert "  codes to copy  1.0000  0.207–1.000  1.0000  0.207–1.000  1.0000  1.000–1.000  1\n" in out
    assert out.endswith(
        "wrong messages: 1\n\n"
        "b  gold personal.chat  got other.unknown\n"
        "  晚上吃␛[2J饭吗\n"
        "  phone: wanted «95588», got none\n"
        "  flags: -fragment\n"
    )


def test_answers_are_lines_of_parse(
    engine: FakeEngine, gold: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = write(
        tmp_path / "answers.jsonl",
        {
            "id": "b",
            "category": "personal.chat",
            "confidence": 0.75,
            "decided_by": "model",
            "fields": {"phone": "95588"},
        },
    )
    assert main(["eval", gold, answers, "--json"], engine=engine) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["l1_accuracy"], told["unanswered"]) == (0.5, 1)
    assert told["errors"] == [
        {
            "id": "a",
            "text": "验证码480917",
            "gold": "verification.other",
            "got": "none.none",
            "decided_by": None,
            "confidence": 0.0,
            "fields": [{"name": "code", "wanted": "480917", "got": None}],
            "flags": [],
        }
    ]


def test_errors_are_counted_beyond_those_shown(
    engine: FakeEngine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gold = write(tmp_path / "gold.jsonl", *({**CHAT, "id": number} for number in range(5)))
    assert main(["eval", gold, "--errors", "2"], engine=engine) == 0
    out = capsys.readouterr().out
    assert out.count("gold personal.chat") == 2
    assert out.endswith("and 3 more: --errors 5\n")
    assert main(["eval", gold, "--errors", "0"], engine=engine) == 0
    assert "gold personal.chat" not in capsys.readouterr().out


def test_several_files_are_scored_alone_and_pooled(
    engine: FakeEngine, gold: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = write(tmp_path / "other.jsonl", {**CODE, "id": "c"})
    assert main(["eval", gold, other, "--json"], engine=engine) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["l1_accuracy"], told["n"]) == (2 / 3, 3)
    assert {path: one["l1_accuracy"] for path, one in told["files"].items()} == {gold: 0.5, other: 1.0}
    assert main(["eval", gold, other], engine=engine) == 0
    assert "pooled\n3 messages" in capsys.readouterr().out


def test_a_bad_line_says_where(engine: FakeEngine, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = write(tmp_path / "gold.jsonl", CODE, {**CODE, "id": "b", "received_at": "2026-03-05"})
    assert main(["eval", gold], engine=engine) == 2
    assert capsys.readouterr().err == f"smsparse: {gold}:2: received_at: expected an offset, got none\n"


def test_a_missing_file_and_an_empty_one(
    engine: FakeEngine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["eval", str(tmp_path / "no.jsonl")], engine=engine) == 2
    assert "no.jsonl: No such file or directory" in capsys.readouterr().err
    assert main(["eval", write(tmp_path / "empty.jsonl")], engine=engine) == 2
    assert capsys.readouterr().err == "smsparse eval: expected labelled messages, got none\n"


def test_plots_name_their_extra_where_it_is_missing(
    engine: FakeEngine, gold: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(evaluate, "find_spec", lambda _: None)
    assert main(["eval", gold, "--plot", str(tmp_path / "plots")], engine=engine) == 2
    assert capsys.readouterr().err == "smsparse eval: --plot needs matplotlib: pip install 'smsparse[eval]'\n"


def test_plots_are_named_where_they_were_written(
    engine: FakeEngine, gold: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("matplotlib", reason="the extra eval is not installed")
    assert main(["eval", gold, "--plot", str(tmp_path / "plots")], engine=engine) == 0
    assert capsys.readouterr().err == f"{tmp_path / 'plots' / 'confusion.png'}\n"  # the fake tells no confidence


def test_another_pack_may_answer_and_the_model_may_stay_out(pack_of: Callable[[str], Path]) -> None:
    rule = '[[rule]]\nid = "own/meter"\ncategory = "utility.water"\ntext = "水表读数{_:number}吨"\n'

    class Arguments:
        rules = str(pack_of(rule))
        no_model = True

    own = engine_for(Arguments())  # type: ignore[arg-type]
    assert own.parse("水表读数18吨").decided_by == "rule:own/meter"
    assert own.parse("您的验证码是482913").decided_by == "abstain"
    assert own.versions["model"] == "none"
