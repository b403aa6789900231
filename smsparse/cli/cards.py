"""``smsparse cards preview``: the card of a message as another platform has it, with what that platform cannot hold."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from smsparse.cards.dialects import export
from smsparse.cards.model import CardContext
from smsparse.cli import main as cli
from smsparse.cli.parse import Refusal, encode, read_lines, read_request
from smsparse.errors import InvalidMessageError

if TYPE_CHECKING:
    import argparse

    from smsparse.cards.dialects import Exported
    from smsparse.cli.engine_api import EngineLike, MessageTuple

PLAIN = ("html", "text")
"""Dialects that are a text, printed as it is."""


def run(args: argparse.Namespace, engine: EngineLike) -> int:
    """Export one message, or each line of a file."""
    if (args.text is None) == (args.jsonl is None):
        sys.stderr.write("smsparse cards preview: give either TEXT or --jsonl FILE\n")
        return cli.EXIT_USAGE
    if args.jsonl is None:
        return _one(args, engine)
    if args.jsonl == "-":
        return _lines(args, engine, sys.stdin.buffer)
    try:
        with Path(args.jsonl).open("rb") as source:
            return _lines(args, engine, source)
    except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
        sys.stderr.write(f"smsparse cards preview: {args.jsonl}: {error.strerror}\n")
        return cli.EXIT_USAGE


def _one(args: argparse.Namespace, engine: EngineLike) -> int:
    """A JSON dialect as one object with its losses; a text as it is, its losses on standard error."""
    exported = _exported(args, engine, (cli.message_text(args.text), args.sender, args.received_at))
    if args.to in PLAIN:
        sys.stdout.write(f"{exported.payload}\n")
        sys.stderr.writelines(f"{loss.kind} {loss.path}: {loss.reason}\n" for loss in exported.loss)
    else:
        sys.stdout.write(json.dumps(exported.to_dict(), ensure_ascii=False, indent=2) + "\n")
    return cli.EXIT_OK


def _lines(args: argparse.Namespace, engine: EngineLike, source: BinaryIO) -> int:
    """One object a line, in order; a line that is no message gets the error object of ``smsparse parse --jsonl``."""
    for number, line, _ in read_lines(source):
        request = read_request(number, line)
        sys.stdout.buffer.write(encode(_answer(args, engine, request)))
    sys.stdout.buffer.flush()
    return cli.EXIT_OK


def _answer(args: argparse.Namespace, engine: EngineLike, request: Any) -> dict[str, Any]:
    if isinstance(request, Refusal):
        return request.to_dict()
    try:
        exported = _exported(args, engine, request.message)
    except InvalidMessageError as error:
        return Refusal(request.line, request.id, error.to_dict()).to_dict()
    return {"id": request.id, **exported.to_dict()}


def _exported(args: argparse.Namespace, engine: EngineLike, message: MessageTuple) -> Exported:
    result = engine.parse(*message)
    context = CardContext(
        locale=args.locale,
        large_text=args.large_text,
        carrier=args.carrier,
        area=args.area,
        tags=frozenset(args.tag),
    )
    return export(engine.card(result, context), args.to, result, locale=args.locale, large_text=args.large_text)
