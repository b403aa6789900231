"""Labelled messages as JSON Lines: `python -m synth --n 10000 --seed 7 > out.jsonl`; `--check` validates only."""

from __future__ import annotations

import argparse
import json
import sys

from . import WordingError, generate, load_wordings


def main(argv: list[str] | None = None) -> int:
    """Writes the messages to standard output. Returns the exit status: 1 if a wordings file is not valid."""
    parser = argparse.ArgumentParser(prog="python -m synth", description=__doc__)
    parser.add_argument("--n", type=int, help="number of messages (default 1000; with --per-wording: no limit)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--per-wording", type=int, metavar="K", help="K messages of every wording instead of balanced categories"
    )
    parser.add_argument("--wordings", metavar="PATH", help="a wordings file or directory (default: the built-in ones)")
    parser.add_argument("--category", metavar="PREFIX", default="", help="only categories that begin with PREFIX")
    parser.add_argument("--no-noise", action="store_true", help="fill the slots and sign, nothing else")
    parser.add_argument("--check", action="store_true", help="only load and validate the wordings")
    args = parser.parse_args(argv)
    try:
        wordings = load_wordings(args.wordings)
    except WordingError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    wordings = [wording for wording in wordings if wording.category.startswith(args.category)]
    if args.check or not wordings:
        sys.stderr.write(f"{len(wordings)} wordings of {len({w.category for w in wordings})} categories\n")
        return 0 if wordings else 1
    n = 1000 if args.n is None and args.per_wording is None else args.n
    samples = generate(n, args.seed, wordings=wordings, per_wording=args.per_wording, noise=not args.no_noise)
    for sample in samples:
        sys.stdout.write(json.dumps(sample.to_dict(), ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
