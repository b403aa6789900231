"""Who may ask: a browser of this machine, through the page of this run.

Any site a person has open can send requests to 127.0.0.1, and any name can be made to lead there. So the Host must be
one of this server, an Origin must be its own, and what concerns messages asks for the token of this run, which stands
in the fragment of the address printed at the start: a part that browsers never send, so no log and no Referer holds it.
"""

from __future__ import annotations

import hmac
import json
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping
    from typing import Any

    Message = MutableMapping[str, Any]
    Receive = Callable[[], Awaitable[Message]]
    Send = Callable[[Message], Awaitable[None]]
    App = Callable[[Message, Receive, Send], Awaitable[None]]

TOKEN_HEADER = "x-studio-token"  # noqa: S105  (the name of a header)
API = "/api/"
BODY_MAX = 2 * 1024 * 1024
"""Bytes of a request: a message of 10,000 characters with every change there may be, or a chunk of a file."""

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
)
HEADERS = (
    (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)


class RequestError(Exception):
    """A request that is not answered: ``status`` and the ``error`` object of contract v1."""

    def __init__(self, status: int, code: str, *, expected: str, got: str, at: str) -> None:
        super().__init__(code)
        self.status = status
        self.error = {"code": code, "expected": expected, "got": got, "at": at}


class Guard:
    """An ASGI application around another: refuses who may not ask, bounds bodies, and puts safe headers on answers."""

    def __init__(self, app: App, *, port: int, token: str) -> None:
        names = ("127.0.0.1", "localhost")
        self._app = app
        self._token = token
        self._hosts = {f"{name}:{port}" for name in names} | (set(names) if port == 80 else set())

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """One request over HTTP; the server neither upgrades connections nor asks about its start and end."""
        begun = False

        async def answer(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                message["headers"] = [*message.get("headers", ()), *HEADERS]
            await send(message)

        try:
            self._check(scope)
            await self._app(scope, await _whole(receive, scope), answer)
        except RequestError as refused:
            await _tell(answer, refused)
        except Exception as error:  # told by type and place: a traceback might hold a message
            _log(error)
            if not begun:
                failed = RequestError(500, "internal", expected="an answer", got=type(error).__name__, at="$")
                await _tell(answer, failed)

    def _check(self, scope: Message) -> None:
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        host = headers.get("host", "")
        if host not in self._hosts:
            raise RequestError(421, "wrong_host", expected="the address printed at the start", got="another", at="Host")
        origin = headers.get("origin")
        if (origin is not None and origin != f"http://{host}") or headers.get("sec-fetch-site") == "cross-site":
            raise RequestError(403, "wrong_origin", expected="the page of this server", got="another", at="Origin")
        if not scope["path"].startswith(API):
            return
        if not hmac.compare_digest(headers.get(TOKEN_HEADER, "").encode(), self._token.encode()):
            expected = "the token printed at the start"
            raise RequestError(403, "wrong_token", expected=expected, got="another", at=TOKEN_HEADER)
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        if scope["method"] == "POST" and kind != "application/json":
            raise RequestError(415, "wrong_type", expected="application/json", got="another type", at="Content-Type")


async def _whole(receive: Receive, scope: Message) -> Receive:
    """The body read to its end, as one message; ``RequestError`` as soon as it is over the limit."""
    if scope["method"] in ("GET", "HEAD"):
        return receive
    body = bytearray()
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise RequestError(400, "disconnected", expected="a whole request", got="part of one", at="$")
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > BODY_MAX:
            raise RequestError(413, "too_large", expected=f"at most {BODY_MAX} bytes", got="more", at="$")
    given = False

    async def once() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": bytes(body), "more_body": False}

    return once


async def _tell(send: Send, refused: RequestError) -> None:
    body = json.dumps({"error": refused.error}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": refused.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _log(error: Exception) -> None:
    """The type of an error and where it was raised; its text might hold part of a message."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}" if trace is not None else "nowhere"
    sys.stderr.write(f"smsparse studio: {type(error).__name__} in {place}\n")
