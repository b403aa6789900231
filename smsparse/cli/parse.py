"""``smsparse parse``: one message drawn for a person, or lines of JSON for a program (contract v1).

In the line mode each line stands alone: a line that is no message gives an error object that says what was expected
and got, never what the line held, and the next one is read.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from smsparse.cards.model import CardContext
from smsparse.cli import main as cli
from smsparse.cli.progress import Progress, Totals
from smsparse.cli.views import Palette, result_view
from smsparse.errors import InvalidMessageError
from smsparse.rulepack.records import FLAGS

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from smsparse.cli.engine_api import EngineLike, MessageTuple, ShownResult

MAX_LINE_BYTES = 64 * 1024 * 1024
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def _refuse_constant(_name: str) -> None:
    """NaN and Infinity are Python's, not JSON's."""
    raise ValueError


# Made once: json.loads and json.dumps would make one a line.
_DECODER = json.JSONDecoder(parse_constant=_refuse_constant)
_ENCODER = json.JSONEncoder(ensure_ascii=False)


def run(args: argparse.Namespace, engine: EngineLike) -> int:
    """Do what the arguments ask."""
    if (args.text is None) == (args.jsonl is None):
        sys.stderr.write("smsparse parse: give either TEXT or --jsonl [FILE]\n")
        return cli.EXIT_USAGE
    if args.jsonl is None:
        return _one(args, engine)
    if args.jsonl == "-":
        return _lines(args, engine, sys.stdin.buffer, size=0)
    try:
        with Path(args.jsonl).open("rb") as source:
            return _lines(args, engine, source, size=os.fstat(source.fileno()).st_size)
    except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
        sys.stderr.write(f"smsparse parse: {args.jsonl}: {error.strerror}\n")
        return cli.EXIT_USAGE


def _one(args: argparse.Namespace, engine: EngineLike) -> int:
    palette = Palette(cli.wants_colour(sys.stdout, refused=args.no_color))
    result = engine.parse(cli.message_text(args.text), args.sender, args.received_at)
    card = engine.card(result, CardContext(locale=args.locale, large_text=args.large_text))
    sys.stdout.write(result_view(result, palette, card, width=shutil.get_terminal_size().columns) + "\n")
    return cli.EXIT_OK


def _lines(args: argparse.Namespace, engine: EngineLike, source: BinaryIO, *, size: int) -> int:
    context = CardContext(locale=args.locale, large_text=args.large_text) if args.cards else None
    answering = LineAnswers(engine, span_unit=args.span_unit, card_context=context, chunk=args.chunk)
    progress = Progress(sys.stderr, size=size, shown=sys.stderr.isatty() and not args.quiet)
    answering.run(source, sys.stdout.buffer, progress)
    if not args.quiet:
        sys.stderr.write(answering.totals.summary() + "\n")
    return cli.EXIT_LINE_ERRORS if args.strict and answering.totals.errors else cli.EXIT_OK


@dataclass(frozen=True, slots=True)
class Keys:
    """Where the parts of a message stand in an object or a table."""

    text: str = "text"
    sender: str = "sender"
    received_at: str = "received_at"
    id: str = "id"


KEYS = Keys()


@dataclass(frozen=True, slots=True)
class Request:
    """A line that holds a message."""

    line: int
    id: str | int | None
    message: MessageTuple
    repaired: bool


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line that does not; ``error`` is the object of contract v1."""

    line: int
    id: str | int | None
    error: dict[str, str]

    def to_dict(self) -> dict[str, Any]:
        return {"v": 1, "id": self.id, "line": self.line, "error": self.error}


@dataclass(frozen=True, slots=True)
class Answer:
    """The object of contract v1 for a message, and its card as JSON where one is asked for."""

    told: dict[str, Any]
    card: bytes | None


class LineAnswers:
    """Answers lines of JSON, ``chunk`` of them at once."""

    def __init__(
        self,
        engine: EngineLike,
        *,
        span_unit: str = "codepoint",
        card_context: CardContext | None = None,
        chunk: int = 256,
    ) -> None:
        self._engine = engine
        self._span_unit = span_unit
        self._card_context = card_context
        self._chunk = chunk
        self.totals = Totals()

    def run(self, source: BinaryIO, sink: BinaryIO, progress: Progress) -> None:
        """Answer every line of ``source`` on ``sink``, in order."""
        waiting: list[Request | Refusal] = []
        done_bytes = 0
        for number, line, size in read_lines(source):
            done_bytes += size
            waiting.append(read_request(number, line))
            if len(waiting) >= self._chunk:
                self._answer(waiting, sink)
                waiting.clear()
                progress.update(self.totals, done_bytes)
        self._answer(waiting, sink)
        progress.clear()

    def _answer(self, waiting: list[Request | Refusal], sink: BinaryIO) -> None:
        results = iter(self._results([one for one in waiting if isinstance(one, Request)]))
        for one in waiting:
            answer = next(results) if isinstance(one, Request) else one
            if isinstance(answer, Refusal):
                self.totals.errors += 1
                sink.write(encode(answer.to_dict()))
            else:
                self.totals.categories[answer.told["category"]] += 1
                sink.write(encode(answer.told, answer.card))
        self.totals.lines += len(waiting)
        sink.flush()

    def _results(self, requests: list[Request]) -> list[Answer | Refusal]:
        try:
            results = list(self._engine.parse_many([request.message for request in requests]))
        except InvalidMessageError:  # one of them; find it by asking for each
            return [self._single(request) for request in requests]
        return [self._told(request, result) for request, result in zip(requests, results, strict=True)]

    def _single(self, request: Request) -> Answer | Refusal:
        try:
            return self._told(request, self._engine.parse(*request.message))
        except InvalidMessageError as error:
            return Refusal(request.line, request.id, error.to_dict())

    def _told(self, request: Request, result: ShownResult) -> Answer:
        told = result.to_dict(span_unit=self._span_unit)
        told = {"v": told.pop("v", 1), "id": request.id, **{key: told[key] for key in told if key != "id"}}
        if request.repaired:
            flags = {*told.get("flags", ()), "repaired"}
            told["flags"] = [flag for flag in FLAGS if flag in flags]
        return Answer(told, self._engine.card_json(result, self._card_context) if self._card_context else None)


def read_lines(source: BinaryIO) -> Iterator[tuple[int, bytes | None, int]]:
    """(number from 1, line, size in bytes) of every line that is not blank; None for a line beyond the limit, which
    is passed over without being held in memory."""
    number = 0
    while line := source.readline(MAX_LINE_BYTES + 1):
        number += 1
        size = len(line)
        if size > MAX_LINE_BYTES:
            while line and not line.endswith(b"\n"):
                line = source.readline(MAX_LINE_BYTES)
                size += len(line)
            yield number, None, size
        elif line.strip():
            yield number, line, size


def read_request(number: int, line: bytes | None, keys: Keys = KEYS) -> Request | Refusal:
    """The message of a line, or why it holds none. What a sender or a time must look like is the engine's to judge."""
    message_id = None
    try:
        data, repaired = _read_object(number, line)
        message_id = _typed(data, keys.id, (str, int, type(None)), "a string, a whole number or null")
        if keys.text not in data:
            raise InvalidMessageError("missing_text", expected="a string", got="nothing", at=keys.text)
        message = (
            _typed(data, keys.text, (str,), "a string"),
            _typed(data, keys.sender, (str, type(None)), "a string or null"),
            _typed(data, keys.received_at, (str, int, type(None)), "a string, a whole number or null"),
        )
    except InvalidMessageError as error:
        return Refusal(number, message_id, error.to_dict())
    return Request(number, message_id, message, repaired)


def _read_object(number: int, line: bytes | None) -> tuple[dict[str, Any], bool]:
    """The object of a line, and whether its bytes had to be repaired."""
    if line is None:
        expected = f"at most {MAX_LINE_BYTES} bytes"
        raise InvalidMessageError("line_too_long", expected=expected, got="a longer line", at="$")
    text, repaired = _decode(line.removeprefix(_BYTE_ORDER_MARK) if number == 1 else line)
    try:
        data = _DECODER.decode(text)
    except (ValueError, RecursionError):
        raise InvalidMessageError("not_json", expected="a JSON object", got="a line that is not JSON", at="$") from None
    if not isinstance(data, dict):
        raise InvalidMessageError("not_object", expected="a JSON object", got=json_type(data), at="$")
    return data, repaired


def _typed(data: dict[str, Any], key: str, types: tuple[type, ...], expected: str) -> Any:
    value = data.get(key)
    if not isinstance(value, types) or isinstance(value, bool):
        raise InvalidMessageError("wrong_type", expected=expected, got=json_type(value), at=key)
    return value


def _decode(line: bytes) -> tuple[str, bool]:
    try:
        return line.decode("utf-8"), False
    except UnicodeDecodeError:
        return line.decode("utf-8", "replace"), True


def encode(answer: dict[str, Any], card: bytes | None = None) -> bytes:
    """One line of UTF-8; a lone surrogate, which UTF-8 cannot hold, makes the line escaped ASCII. `card`: its JSON,
    which stands last."""
    try:
        line = _ENCODER.encode(answer).encode("utf-8")
    except UnicodeEncodeError:
        line = json.dumps(answer).encode("ascii")
    return line + b"\n" if card is None else line[:-1] + b', "card": ' + card + b"}\n"


def json_type(value: Any) -> str:
    """What JSON calls the type of a value; the value itself stays unsaid."""
    names = {dict: "an object", list: "an array", str: "a string", bool: "a boolean", type(None): "null"}
    return names.get(type(value), "a number")
