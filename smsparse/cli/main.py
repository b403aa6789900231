"""Entry point of ``smsparse`` and ``python -m smsparse``: the arguments, and one function a command."""

from __future__ import annotations

import argparse
import io
import os
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from smsparse.errors import ArtifactError, BatchError, EvaluationError, InvalidMessageError, RulePackError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from smsparse.cli.engine_api import EngineLike
    from smsparse.rulepack.artifact import Artifact

    Command = Callable[[argparse.Namespace, EngineLike], int]

#: Formats of `smsparse cards preview`: those of smsparse.cards.dialects, named here so that help loads none of them.
DIALECTS = ("rbm", "gsma", "aim", "adaptive", "jsonld", "html", "text")

EXIT_OK = 0
EXIT_LINE_ERRORS = 1
EXIT_USAGE = 2
EXIT_INTERRUPTED = 130
EXIT_BROKEN_PIPE = 141


def main(argv: Sequence[str] | None = None, *, engine: EngineLike | None = None) -> int:
    """Run one command and return its exit status. ``engine`` replaces the default engine (for tests)."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    _tolerate_any_character(sys.stdout, sys.stderr)
    try:
        if arguments[:1] == ["rules"]:
            return _rules(arguments[1:])
        return _run(arguments, engine)
    except (InvalidMessageError, BatchError, EvaluationError, ArtifactError, RulePackError) as error:
        sys.stderr.write(f"smsparse: {error}\n")
        return EXIT_USAGE
    except BrokenPipeError:
        _forget_stdout()
        return EXIT_BROKEN_PIPE
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED


def _run(arguments: list[str], engine: EngineLike | None) -> int:
    parser = build_parser()
    args = parser.parse_args(arguments)
    if args.version:
        return _version(engine or default_engine())
    if args.command is None:
        parser.print_help()
        return EXIT_OK
    command: Command = import_module(f"smsparse.cli.{args.command}").run
    status = command(args, engine or engine_for(args))
    sys.stdout.flush()
    return status


def engine_for(args: argparse.Namespace) -> EngineLike:
    """The engine that the arguments ask for: the default one, or one of another pack or without the model."""
    rules, no_model = getattr(args, "rules", None), getattr(args, "no_model", False)
    if rules is None and not no_model:
        return default_engine()
    engines = import_module("smsparse.engine")
    engine: EngineLike = engines.Engine(
        engines.BUILTIN_PACK if rules is None else _pack(Path(rules)), model=None if no_model else engines.BUILTIN_MODEL
    )
    return engine


def _pack(path: Path) -> Artifact | Path:
    """A compiled pack as it is; a folder of rules compiled in memory."""
    if not path.is_dir():
        return path
    compiled = import_module("smsparse.rulepack.compiler").compile_pack(
        import_module("smsparse.rulepack.loader").load_pack(path)
    )
    artifact: Artifact = import_module("smsparse.rulepack.artifact").Artifact(compiled, str(path))
    return artifact


def default_engine() -> EngineLike:
    """The engine of the built-in pack and model; imported only once a command needs it."""
    engine: EngineLike = import_module("smsparse").default_engine()
    return engine


def build_parser() -> argparse.ArgumentParser:
    """The parser of every command but ``rules``, which reads its own arguments."""
    parser = argparse.ArgumentParser(
        prog="smsparse", description="Turn SMS into a category, fields and a card; offline."
    )
    parser.add_argument(
        "--version", action="store_true", help="print the versions and digests of library, pack and model"
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    parse = commands.add_parser(
        "parse",
        help="parse one message, or a file of them",
        description="Parse TEXT and draw the result; or, with --jsonl, answer one JSON object a line with one a line.",
    )
    parse.add_argument("text", metavar="TEXT", nargs="?", help="the message; - reads it from standard input")
    _add_message_options(parse)
    _add_view_options(parse)
    lines = parse.add_argument_group("one JSON object a line")
    lines.add_argument(
        "--jsonl",
        metavar="FILE",
        nargs="?",
        const="-",
        help='lines of {"id", "text", "sender"?, "received_at"?} from FILE (default: standard input); '
        "one line out for each in, in order; blank lines are skipped",
    )
    lines.add_argument("--cards", action="store_true", help="add the card to each result")
    lines.add_argument("--strict", action="store_true", help="exit with 1 if any line was an error")
    lines.add_argument("--span-unit", choices=("codepoint", "utf16", "utf8"), default="codepoint", help="unit of spans")
    lines.add_argument(
        "--chunk", metavar="N", type=_positive, default=256, help="lines answered at once (default: 256)"
    )
    lines.add_argument("--quiet", action="store_true", help="no progress and no summary on standard error")

    _add_batch(commands)

    explain = commands.add_parser("explain", help="say why a message is parsed as it is")
    explain.add_argument("text", metavar="TEXT", help="the message; - reads it from standard input")
    _add_message_options(explain)
    explain.add_argument("--json", action="store_true", help="one JSON object")
    explain.add_argument("--no-color", action="store_true", help="plain text (as NO_COLOR does)")

    evaluate = commands.add_parser(
        "eval",
        help="score answers against labelled messages",
        description="Score the engine, or the answers of `smsparse parse --jsonl`, against labelled messages: "
        "accuracy, precision, recall and F1 with 95 % intervals, calibration, and the errors one by one.",
    )
    evaluate.set_defaults(command="evaluate")
    evaluate.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        help='lines of {"id", "text", "l1", "l2", "fields", ...} (gold; several are also pooled), or answers to them, '
        "one a line; without answers the messages are parsed",
    )
    evaluate.add_argument("--rules", metavar="PACK", help="parse with this pack: a compiled one or a folder of rules")
    evaluate.add_argument("--no-model", action="store_true", help="parse by rules only")
    evaluate.add_argument(
        "--errors", metavar="N", type=_whole, default=20, help="how many wrong messages are shown (default: 20)"
    )
    evaluate.add_argument("--json", action="store_true", help="one JSON object")
    evaluate.add_argument(
        "--plot", metavar="DIR", type=Path, help="write reliability.png and confusion.png (extra eval)"
    )
    evaluate.add_argument("--no-color", action="store_true", help="plain text (as NO_COLOR does)")

    demo = commands.add_parser("demo", help="parse a dozen invented messages and draw their cards")
    _add_view_options(demo)

    _add_cards(commands)

    studio = commands.add_parser(
        "studio",
        help="the workbench in the browser",
        description="Serve a page on this machine: a message read, its card on a phone, exports, and menus, cards and "
        "rules to be changed in memory. Prints its address. Needs the extra studio.",
    )
    studio.add_argument("--port", metavar="N", type=_whole, default=0, help="the port (default: a free one)")
    studio.add_argument("--rules", metavar="PACK", help="parse with this pack: a compiled one or a folder of rules")
    studio.add_argument("--no-model", action="store_true", help="parse by rules only")

    commands.add_parser("rules", help="check and test rule packs (smsparse rules --help)", add_help=False)
    return parser


def _add_batch(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    batch = commands.add_parser(
        "batch",
        help="parse a file of messages into another",
        description="Parse the messages of IN into OUT, both by their suffix: .parquet, .arrow (file), .arrows "
        "(stream), .csv, .jsonl, the last two also .gz. The file is never held in memory; OUT appears when it is "
        "whole, and after a kill the same command goes on where OUT.part stopped.",
    )
    batch.add_argument("source", metavar="IN", type=Path)
    batch.add_argument("out", metavar="OUT", type=Path)
    columns = batch.add_argument_group("columns of IN (keys, for JSON)")
    columns.add_argument("--text", metavar="NAME", help="the messages (default: text)")
    columns.add_argument("--sender", metavar="NAME", help="numbers or names of senders (default: sender, if there)")
    columns.add_argument("--received-at", metavar="NAME", help="receive times (default: received_at, if there)")
    columns.add_argument("--id", metavar="NAME", help="kept through to OUT (default: id, if there)")
    batch.add_argument("--threads", metavar="N", type=_positive, default=1, help="threads that parse (default: 1)")
    batch.add_argument("--chunk", metavar="ROWS", type=_positive, default=16_384, help="rows at once (default: 16384)")
    batch.add_argument(
        "--checkpoint", metavar="S", type=_whole, default=5, help="seconds between points to go on from (default: 5)"
    )
    batch.add_argument("--restart", action="store_true", help="begin anew, whatever an earlier run left")
    batch.add_argument("--strict", action="store_true", help="exit with 1 if any row was an error")
    batch.add_argument(
        "--progress", action="store_true", help="a line of progress now and then where there is no terminal"
    )
    batch.add_argument("--quiet", action="store_true", help="no progress and no summary on standard error")
    batch.add_argument("--rules", metavar="PACK", help="parse with this pack: a compiled one or a folder of rules")
    batch.add_argument("--no-model", action="store_true", help="parse by rules only")


def _add_cards(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    cards = commands.add_parser("cards", help="show the card of a message as another platform has it")
    preview = cards.add_subparsers(required=True, metavar="COMMAND").add_parser(
        "preview",
        help="export the card of a message",
        description="Export the card and menu of TEXT, or of each line of a file, with a report of what was cut, "
        'merged or dropped: {"payload", "loss": [{"path", "kind", "reason"}]}. html and text are printed as they are, '
        "what they lose on standard error.",
    )
    preview.add_argument("text", metavar="TEXT", nargs="?", help="the message; - reads it from standard input")
    _add_message_options(preview)
    preview.add_argument("--to", required=True, choices=DIALECTS, help="the format")
    preview.add_argument(
        "--jsonl", metavar="FILE", help='lines of {"id", "text", "sender"?, "received_at"?}; one line out for each in'
    )
    preview.add_argument("--locale", default="zh-Hans", help="language of the card: zh-Hans (default), zh-Hant or en")
    preview.add_argument("--large-text", action="store_true", help="the card with fewer rows and actions")
    preview.add_argument("--carrier", default="", choices=("", "cm", "cu", "ct", "cb"), help="the carrier of the SIM")
    preview.add_argument("--area", default="", metavar="CODE", help="where the phone is: six digits of GB/T 2260")
    preview.add_argument("--tag", default=[], action="append", metavar="TAG", help="a word the host knows of the user")


def _add_message_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--sender", metavar="S", help="the sender's number or id")
    parser.add_argument(
        "--received-at", metavar="T", type=_received_at, help="RFC 3339 with an offset, or epoch milliseconds"
    )


def _add_view_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-color", action="store_true", help="plain text (as NO_COLOR does)")
    parser.add_argument("--locale", default="zh-Hans", help="language of the card: zh-Hans (default) or en")
    parser.add_argument("--large-text", action="store_true", help="the card with fewer rows and actions")


def _received_at(text: str) -> str | int:
    return int(text) if text.isascii() and text.removeprefix("-").isdigit() and len(text) < 20 else text


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("expected a number from 1")
    return number


def _whole(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError("expected a number from 0")
    return number


def wants_colour(stream: TextIO, *, refused: bool) -> bool:
    """Colour on a terminal only, unless refused here, by NO_COLOR or by a terminal that has none."""
    if refused or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()


def message_text(argument: str) -> str:
    """The message given as an argument, or standard input for ``-``."""
    if argument != "-":
        return argument
    return sys.stdin.buffer.read().decode("utf-8", "replace").removesuffix("\n")


def _version(engine: EngineLike) -> int:
    for name, value in engine.versions.items():
        sys.stdout.write(f"{name} {value}\n")
    return EXIT_OK


def _rules(arguments: list[str]) -> int:
    status: int = import_module("smsparse.cli.rules").main(arguments)
    return status


def _tolerate_any_character(*streams: TextIO) -> None:
    """A terminal that cannot encode a character shows an escape of it instead of stopping the command."""
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _forget_stdout() -> None:
    """Send what is still buffered nowhere, so that the interpreter's exit stays quiet too."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
