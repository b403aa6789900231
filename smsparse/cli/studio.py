"""``smsparse studio``: the workbench in the browser, on this machine only (extra ``studio``)."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from smsparse.cli import main as cli
from smsparse.cli.demo import demo_messages
from smsparse.engine import BUILTIN_RULES

if TYPE_CHECKING:
    import argparse


def run(args: argparse.Namespace, engine: Any) -> int:
    """Serve the page until interrupted; its address, with the token of this run, is printed first."""
    try:
        server = import_module("smsparse.studio.server")
    except ModuleNotFoundError as error:
        sys.stderr.write(f"smsparse studio: {error.name} is missing; pip install 'smsparse[studio]'\n")
        return cli.EXIT_USAGE
    workbench = import_module("smsparse.studio.workbench").Workbench(engine, rules_folder(args.rules))
    examples = [
        {"shows": one.shows, "text": one.text, "sender": one.sender, "received_at": one.received_at}
        for one in demo_messages()
    ]
    sys.stderr.write("smsparse studio: open this address; end with Ctrl+C\n")
    try:
        server.serve(workbench, port=args.port, examples=examples)
    except OSError as error:
        sys.stderr.write(f"smsparse studio: port {args.port}: {error.strerror}\n")
        return cli.EXIT_USAGE
    return cli.EXIT_OK


def rules_folder(given: str | None) -> Path | None:
    """The folder with the sources of the pack: the one given, else that of the built-in pack; None for a compiled
    pack, of which cards, menus and rules cannot be changed."""
    folder = Path(BUILTIN_RULES if given is None else given)
    return folder if folder.is_dir() else None
