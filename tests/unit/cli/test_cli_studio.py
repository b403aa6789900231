"""``smsparse studio``: how it starts, and why it does not."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest

import smsparse
from smsparse.cli import main as cli
from smsparse.cli import studio
from smsparse.cli.main import main


def test_without_the_extra_it_says_what_to_install(monkeypatch, engine, capsys):
    def missing(name):
        raise ModuleNotFoundError(f"No module named {name}", name="uvicorn")

    monkeypatch.setattr(studio, "import_module", missing)
    assert main(["studio"], engine=engine) == cli.EXIT_USAGE
    assert capsys.readouterr().err == "smsparse studio: uvicorn is missing; pip install 'smsparse[studio]'\n"


def test_a_port_in_use_is_told(engine, capsys):
    pytest.importorskip("uvicorn", reason="the extra studio is not installed")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["studio", "--port", str(port)], engine=engine) == cli.EXIT_USAGE
    assert f"port {port}: " in capsys.readouterr().err


def test_a_compiled_pack_has_no_sources(tmp_path):
    assert studio.rules_folder(str(tmp_path)) == tmp_path
    assert studio.rules_folder(str(tmp_path / "my.pack")) is None


def test_it_prints_its_address_answers_there_and_ends_quietly():
    """On this machine only, with a token in the part of the address that browsers do not send."""
    pytest.importorskip("uvicorn", reason="the extra studio is not installed")
    environment = {**os.environ, "PYTHONPATH": str(Path(smsparse.__file__).parents[1])}
    process = subprocess.Popen(
        [sys.executable, "-m", "smsparse", "studio", "--no-model"],
        env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        address = process.stdout.readline().strip()
        found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/#token=([\w-]{43})", address)
        assert found, address
        with closing(HTTPConnection("127.0.0.1", int(found[1]), timeout=10)) as connection:
            connection.request("GET", "/")
            answer = connection.getresponse()
            assert (answer.status, b"<title>smsparse studio" in answer.read()) == (200, True)
    finally:
        process.send_signal(signal.SIGINT)
        started = time.monotonic()
        _, told = process.communicate(timeout=20)
    assert told == "smsparse studio: open this address; end with Ctrl+C\n"
    assert process.returncode in (0, cli.EXIT_INTERRUPTED)
    assert time.monotonic() - started < 20
