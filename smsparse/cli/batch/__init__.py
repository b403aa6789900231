"""``smsparse batch``: a file of messages in, a file of results out.

    formats   what a suffix says            sources   files -> chunks of messages
    job       chunk by chunk, to the end    sinks     chunks of results -> files
    journal   where a killed run goes on    lock      one run of one OUT at a time

Everything becomes Arrow columns on the way, so it needs the extra ``arrow``; nothing of it is imported before that is
known.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from smsparse.cli.engine_api import EngineLike


def run(args: argparse.Namespace, engine: EngineLike) -> int:
    """Do what the arguments ask."""
    from smsparse.cli import main as cli

    if find_spec("pyarrow") is None:
        sys.stderr.write("smsparse batch: needs pyarrow; pip install 'smsparse[arrow]'\n")
        return cli.EXIT_USAGE
    from smsparse.cli.batch.job import Job

    try:
        totals = Job(args, engine).run()
    except OSError as error:
        sys.stderr.write(f"smsparse batch: {error.filename or args.source}: {error.strerror or 'cannot be read'}\n")
        return cli.EXIT_USAGE
    if not args.quiet:
        sys.stderr.write(totals.summary() + "\n")
    return cli.EXIT_LINE_ERRORS if args.strict and totals.errors else cli.EXIT_OK
