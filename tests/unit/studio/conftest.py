"""A workbench over the project's own rules, and a client that asks the server as a browser does."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from pathlib import Path

import pytest

PORT = 8462
TOKEN = "token-of-this-run"
OWN = {
    "host": f"127.0.0.1:{PORT}",
    "origin": f"http://127.0.0.1:{PORT}",
    "x-studio-token": TOKEN,
    "content-type": "application/json",
}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def error(self):
        return self.json["error"]


class Client:
    """Asks an ASGI application; `headers` replace those of the page, None leaves one out."""

    def __init__(self, app):
        self._app = app

    def get(self, path, **headers):
        return self.send("GET", path, b"", headers)

    def ask(self, question, data=None, **headers):
        return self.send("POST", f"/api/{question}", json.dumps(data or {}).encode(), headers)

    def send(self, method, path, body=b"", headers=None):
        named = {name.replace("_", "-"): value for name, value in (headers or {}).items()}
        sent = [(name.encode(), value.encode()) for name, value in {**OWN, **named}.items() if value is not None]
        chunks = body if isinstance(body, list) else [body]
        return asyncio.run(self._run(method, path, chunks, sent))

    async def _run(self, method, path, chunks, headers):
        waiting = [
            {"type": "http.request", "body": chunk, "more_body": at < len(chunks) - 1}
            for at, chunk in enumerate(chunks)
        ]
        told = []

        async def receive():
            return waiting.pop(0) if waiting else {"type": "http.disconnect"}

        async def send(message):
            told.append(message)

        scope = {
            "type": "http", "method": method, "path": path, "raw_path": path.encode(), "query_string": b"",
            "headers": headers, "http_version": "1.1", "scheme": "http", "root_path": "",
        }  # fmt: skip
        await self._app(scope, receive, send)
        start, *parts = told
        names = {name.decode().lower(): value.decode() for name, value in start["headers"]}
        return Answer(start["status"], names, b"".join(part.get("body", b"") for part in parts))


@pytest.fixture(scope="session")
def workbench(engine):
    from smsparse.studio.workbench import Workbench

    return Workbench(engine, Path(__file__).resolve().parents[3] / "rules")


@pytest.fixture(scope="session")
def client(workbench):
    pytest.importorskip("starlette", reason="the extra studio is not installed")
    from smsparse.studio.server import make_app

    return Client(make_app(workbench, port=PORT, token=TOKEN, examples=[{"text": "您的验证码是482913"}]))


@pytest.fixture
def client_of():
    """A client of any application behind the guard."""
    from smsparse.studio.guard import Guard

    return lambda app: Client(Guard(app, port=PORT, token=TOKEN))
