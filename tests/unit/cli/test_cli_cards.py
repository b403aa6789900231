"""``smsparse cards preview``: a card in another platform's format, from an argument or line by line."""

from __future__ import annotations

import io
import json
import sys
import types
from typing import TYPE_CHECKING

import pytest

from smsparse.cards.dialects import DIALECTS
from smsparse.cli import main as cli
from smsparse.cli.cards import PLAIN
from smsparse.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import FakeEngine

CODE = "【招商银行】验证码480917，请勿转告他人。"


@pytest.mark.parametrize("to", DIALECTS)
def test_every_dialect_is_printed(engine: FakeEngine, to: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cards", "preview", CODE, "--sender", "95555", "--to", to], engine=engine) == 0
    told = capsys.readouterr()
    if to in PLAIN:
        assert "480917" in told.out
        assert "payload" not in told.out
    else:
        assert set(json.loads(told.out)) == {"payload", "loss"}
        assert told.err == ""


def test_what_a_text_loses_stands_on_standard_error(engine: FakeEngine, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cards", "preview", CODE, "--to", "text"], engine=engine) == 0
    losses = capsys.readouterr().err.splitlines()
    assert losses
    assert all(line.split()[0] in ("cut", "merged", "dropped") for line in losses)


def test_each_line_of_a_file_gives_one(engine: FakeEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [{"id": "a", "text": CODE}, {"id": 2}, {"id": "c", "text": CODE, "received_at": "2026-03-05 12:00"}]
    file = tmp_path / "messages.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    out = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", types.SimpleNamespace(buffer=out, write=None, flush=lambda: None))
    assert main(["cards", "preview", "--jsonl", str(file), "--to", "adaptive"], engine=engine) == 0
    told = [json.loads(line) for line in out.getvalue().splitlines()]
    assert set(told[0]) == {"id", "payload", "loss"}
    assert [(one["id"], one["line"], one["error"]["at"]) for one in told[1:]] == [
        (2, 2, "text"),
        ("c", 3, "received_at"),
    ]


def test_a_message_or_a_file_is_needed(engine: FakeEngine, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for given in ([], [CODE, "--jsonl", "x"], ["--jsonl", str(tmp_path / "none.jsonl")]):
        assert main(["cards", "preview", *given, "--to", "rbm"], engine=engine) == cli.EXIT_USAGE
        assert capsys.readouterr().err.startswith("smsparse cards preview: ")


def test_the_formats_of_the_command_are_those_there_are() -> None:
    assert cli.DIALECTS == DIALECTS
