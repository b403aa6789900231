"""The addresses of the workbench: the files of the page, and what the page asks about messages."""

from __future__ import annotations

import json
import secrets
import socket
import sys
import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.routing import Route

from smsparse.errors import CardError, InvalidMessageError, RulePackError
from smsparse.studio.guard import API, Guard, RequestError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from starlette.requests import Request

    from smsparse.studio.workbench import Workbench

    Answer = Callable[[Mapping[str, Any]], Any]

LOOPBACK = "127.0.0.1"
_TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}
_START_PAGE = "index.html"


def page_files() -> dict[str, tuple[bytes, str]]:
    """The files of the page by path, with their media types; the words of the page among them as JSON."""
    found = {}
    for file in files("smsparse.studio").joinpath("static").iterdir():
        kind = _TYPES.get(file.name.rpartition(".")[2])
        if kind:
            found[f"/{file.name}"] = file.read_bytes(), kind
    found["/"] = found.pop(f"/{_START_PAGE}")
    found["/words.json"] = json.dumps(words()).encode(), "application/json"
    return found


def words() -> dict[str, Any]:
    """Every word of the page: ``words.toml``."""
    return tomllib.loads(files("smsparse.studio").joinpath("words.toml").read_text("utf-8"))


def make_app(workbench: Workbench, *, port: int, token: str, examples: list[dict[str, Any]]) -> Guard:
    """The application for one run: `port` it listens on, `token` it asks for, `examples` to begin with."""
    pages = page_files()

    def page(request: Request) -> Response:
        content, kind = pages[request.url.path]
        return Response(content, media_type=kind)

    def about(_: Mapping[str, Any]) -> dict[str, Any]:
        return {**workbench.about, "examples": examples}

    questions: dict[str, Answer] = {
        "about": about,
        "read": workbench.read,
        "try": workbench.try_rule,
        "lines": workbench.lines,
        "file": workbench.file,
    }
    routes = [Route(path, page) for path in pages]
    routes += [Route(API + name, _asked(answer), methods=["POST"]) for name, answer in questions.items()]
    return Guard(Starlette(routes=routes, exception_handlers={RequestError: _refuse}), port=port, token=token)


def _refuse(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestError)
    return Response(json.dumps({"error": error.error}), error.status, media_type="application/json")


def _asked(answer: Answer) -> Callable[[Request], Any]:
    """An address that takes a JSON object and answers with JSON, worked out beside the server's own thread.

    What is wrong with a message or a change while it is being typed is an answer too: ``{"error": {..., "of"}}``.
    """

    async def endpoint(request: Request) -> Response:
        data = _object(await request.body())
        try:
            told = await run_in_threadpool(answer, data)
        except InvalidMessageError as error:
            told = {"error": {**error.to_dict(), "of": "message"}}
        except (CardError, RulePackError) as error:
            told = {"error": {**_mistake(error), "of": "change"}}
        # ASCII: a lone surrogate of a message, which UTF-8 cannot hold, goes through
        return Response(json.dumps(told, default=list), media_type="application/json")

    return endpoint


def _mistake(error: CardError | RulePackError) -> dict[str, str]:
    """What is wrong with a changed piece; of several things the first."""
    if isinstance(error, CardError):
        return {"code": "card", "expected": error.expected, "got": error.got, "at": error.at}
    first = error.issues[0]
    return {"code": first.code, "expected": first.expected, "got": first.got, "at": str(first.place)}


def _object(body: bytes) -> dict[str, Any]:
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        raise RequestError(400, "not_json", expected="a JSON object", got="something else", at="$") from None
    if not isinstance(data, dict):
        raise RequestError(400, "not_object", expected="a JSON object", got=type(data).__name__, at="$")
    return data


def serve(workbench: Workbench, *, port: int, examples: list[dict[str, Any]]) -> None:
    """Listen on this machine only, say where, and answer until interrupted. ``port`` 0 takes a free one."""
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((LOOPBACK, port))
        listening.listen()  # so that who reads the address may ask at once
        port = listening.getsockname()[1]
        token = secrets.token_urlsafe(32)
        app = make_app(workbench, port=port, token=token, examples=examples)
        config = uvicorn.Config(
            app, log_level="error", access_log=False, server_header=False, date_header=False, ws="none", lifespan="off"
        )
        sys.stdout.write(f"http://{LOOPBACK}:{port}/#token={token}\n")
        sys.stdout.flush()
        uvicorn.Server(config).run(sockets=[listening])
