"""The commands for people: parse TEXT, explain, demo, --version, and the way to ``rules``."""

from __future__ import annotations

import io
import json
import sys
import types
from typing import TYPE_CHECKING

import pytest

from smsparse.cli.demo import demo_messages
from smsparse.cli.main import main, wants_colour

if TYPE_CHECKING:
    from .conftest import FakeEngine

CODE = "【招商银行】验证码480917，请勿转告他人。"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_parse_draws_the_result_plainly_in_a_pipe(engine: FakeEngine, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", CODE, "--sender", "95555"], engine=engine) == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert out.splitlines()[:7] == [
        "verification.other  0.998  by rule:fake/code  contains_code",
        "from 招商银行 [cmb] consistent (signature)",
        "",
        "【招商银行】验证码«480917»¹，请勿转告他人。",
        "",
        "  #  name  text    value   unit  conf   by",
        "  1  code  480917  480917        0.999  slot",
    ]
    assert "≡ 帮助" in out
    assert "客服 95555" in out


def test_parse_colours_on_a_terminal(engine: FakeEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", terminal := Terminal())
    assert main(["parse", CODE], engine=engine) == 0
    assert "\x1b[4;33m480917\x1b[0m" in terminal.getvalue()
    assert "«" not in terminal.getvalue()


def test_colour_can_be_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert wants_colour(Terminal(), refused=False)
    assert not wants_colour(Terminal(), refused=True)
    assert not wants_colour(io.StringIO(), refused=False)
    monkeypatch.setenv("TERM", "dumb")
    assert not wants_colour(Terminal(), refused=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    assert not wants_colour(Terminal(), refused=False)


def test_parse_reads_a_message_from_standard_input(
    engine: FakeEngine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("码480917\n".encode())))
    assert main(["parse", "-"], engine=engine) == 0
    assert "码«480917»¹" in capsys.readouterr().out


def test_a_message_cannot_steer_the_terminal(engine: FakeEngine, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", "\x1b[2J\u202e\ud800480917\nline two"], engine=engine) == 0
    assert "␛[2J·\N{REPLACEMENT CHARACTER}«480917»¹\nline two" in capsys.readouterr().out


def test_a_card_in_english(engine: FakeEngine, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", CODE, "--locale", "en"], engine=engine) == 0
    assert "│ Code" in capsys.readouterr().out


@pytest.mark.parametrize("received_at", ["2026-03-05T14:02:31+08:00", "1772690551000"])
def test_a_receive_time_is_text_or_milliseconds(engine: FakeEngine, received_at: str) -> None:
    assert main(["parse", CODE, "--received-at", received_at], engine=engine) == 0


def test_a_wrong_argument_is_explained_without_the_body(engine: FakeEngine, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", CODE, "--received-at", "2026-03-05"], engine=engine) == 2
    assert capsys.readouterr().err == "smsparse: naive_time: expected an offset, got none at received_at\n"


@pytest.mark.parametrize("arguments", [["parse"], ["parse", CODE, "--jsonl", "sms.jsonl"]])
def test_parse_takes_a_text_or_lines(
    engine: FakeEngine, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments, engine=engine) == 2
    assert "either TEXT or --jsonl" in capsys.readouterr().err


def test_explain_tells_what_decided_and_what_was_turned_down(
    engine: FakeEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", CODE], engine=engine) == 0
    out = capsys.readouterr().out
    assert (
        "category\n"
        "  ✓ fake/code  verification.other  priority 90, 3 literal characters\n"
        "  ✗ fake/login  verification.other  lower priority (80 < 90)\n"
        "  ✗ fake/spam  verification.other  vetoed by unless: 转告\n"
    ) in out
    assert "model\n  0.930  verification.other\n  0.040  finance.debit\n  not asked: a rule decided\n" in out
    assert (
        "fields\n"
        "  code  «480917» at 4-10 by slot of fake/code (priority 90)  0.990\n"
        "    value 480917 by resolver code\n"
        "    not «95555» at 12-17 by fake/card, fake/order  is phone\n"
    ) in out
    assert "amount\n    not «95555» at 12-17 by finder  no rule reads it as amount\n" in out
    assert "flags\n  contains_code  by field code\n" in out
    assert out.endswith(
        "templates tried\n"
        "  ✓ fake/code  wins\n"
        "  ✗ fake/debit ×2  does not match\n"
        "  and 1 templates of field and flag rules for other categories\n"
    )


def test_explain_bears_a_message_no_rule_decided(
    engine: FakeEngine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told = {
        **engine.explain(CODE),
        **{"folded": "", "winner": None, "sender": None, "fields": [], "rivals": [], "vetoed": []},
        "model": {"asked": True, "top": [["personal.chat", 0.12]], "threshold": 0.2, "abstained": True},
    }
    monkeypatch.setattr(engine, "explain", lambda *_: told)
    assert main(["explain", ""], engine=engine) == 0
    out = capsys.readouterr().out
    assert "category\n  no rule decided\n" in out
    assert "abstained: none reaches 0.200" in out
    assert "fields\n  (none)\n" in out


def test_explain_for_a_program(engine: FakeEngine, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", CODE, "--json"], engine=engine) == 0
    assert json.loads(capsys.readouterr().out) == engine.explain(CODE)


def test_demo_parses_a_dozen_messages(engine: FakeEngine, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo"], engine=engine) == 0
    out = capsys.readouterr().out
    for number, message in enumerate(demo_messages(), 1):
        assert f"{number}. {message.shows}\n" in out


def test_demo_messages_can_be_parsed(engine: FakeEngine) -> None:
    messages = demo_messages()
    assert len(messages) == 12
    assert len({message.text for message in messages}) == 12
    for message in messages:
        engine.parse(message.text, message.sender, message.received_at)


def test_version_tells_library_pack_and_model(engine: FakeEngine, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"], engine=engine) == 0
    assert capsys.readouterr().out == "smsparse 0.1.0\npack sha256:aa\nmodel sha256:bb\n"


def test_without_a_command_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    out = capsys.readouterr().out
    for command in ("parse", "explain", "demo", "rules"):
        assert command in out


def test_rules_gets_its_arguments_untouched(monkeypatch: pytest.MonkeyPatch) -> None:
    given = []

    def rules_main(arguments: list[str]) -> int:
        given.append(arguments)
        return 3

    stand_in = types.ModuleType("smsparse.cli.rules")
    monkeypatch.setattr(stand_in, "main", rules_main, raising=False)
    monkeypatch.setitem(sys.modules, "smsparse.cli.rules", stand_in)
    assert main(["rules", "check", "--strict"]) == 3
    assert given == [["check", "--strict"]]


def test_an_interrupt_ends_it_quietly(engine: FakeEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(engine, "parse", interrupted)
    assert main(["parse", CODE], engine=engine) == 130
