"""``smsparse demo``: a dozen invented messages of different kinds, parsed and drawn."""

from __future__ import annotations

import shutil
import sys
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from smsparse.cards.model import CardContext
from smsparse.cli import main as cli
from smsparse.cli.views import Palette, result_view

if TYPE_CHECKING:
    import argparse

    from smsparse.cli.engine_api import EngineLike


@dataclass(frozen=True, slots=True)
class DemoMessage:
    """An invented message, and what it shows."""

    shows: str
    text: str
    sender: str | None = None
    received_at: str | None = None


def demo_messages() -> tuple[DemoMessage, ...]:
    """The messages of ``demo.toml``, in order."""
    data = tomllib.loads(files("smsparse.cli").joinpath("demo.toml").read_text(encoding="utf-8"))
    return tuple(DemoMessage(**message) for message in data["message"])


def run(args: argparse.Namespace, engine: EngineLike) -> int:
    """Parse and draw each message."""
    palette = Palette(cli.wants_colour(sys.stdout, refused=args.no_color))
    context = CardContext(locale=args.locale, large_text=args.large_text)
    width = shutil.get_terminal_size().columns
    for number, message in enumerate(demo_messages(), 1):
        result = engine.parse(message.text, message.sender, message.received_at)
        view = result_view(result, palette, engine.card(result, context), width=width)
        sys.stdout.write(f"{palette('heading', f'{number}. {message.shows}')}\n{view}\n\n")
    return cli.EXIT_OK
