"""``smsparse explain``: why a message is parsed as it is."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from smsparse.cli import main as cli
from smsparse.cli.views import Palette, explain_view

if TYPE_CHECKING:
    import argparse

    from smsparse.cli.engine_api import EngineLike


def run(args: argparse.Namespace, engine: EngineLike) -> int:
    """Draw the engine's own explanation, or print it as one JSON object."""
    explained = engine.explain(cli.message_text(args.text), args.sender, args.received_at)
    if args.json:
        sys.stdout.write(json.dumps(explained, ensure_ascii=False) + "\n")
        return cli.EXIT_OK
    palette = Palette(cli.wants_colour(sys.stdout, refused=args.no_color))
    sys.stdout.write(explain_view(explained, palette) + "\n")
    return cli.EXIT_OK
