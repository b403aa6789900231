"""``smsparse rules``: check a rule pack, run its cases, compile it."""

from __future__ import annotations

import argparse
import fnmatch
import sys
from pathlib import Path

from smsparse.errors import RulePackError
from smsparse.rulepack.artifact import Artifact, write_artifact
from smsparse.rulepack.cases import run_cases
from smsparse.rulepack.compiler import compile_pack
from smsparse.rulepack.linting import lint
from smsparse.rulepack.loader import load_pack

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from smsparse.cards.linting import Finding
    from smsparse.rulepack.records import FieldRule, FlagRule, Issue, Pack, Rule


def main(argv: list[str]) -> int:
    """Runs ``smsparse rules ...``. Returns 0 where nothing is wrong, 1 where something is."""
    args = _parser().parse_args(argv)
    try:
        return int(args.run(args))
    except RulePackError as error:
        return _report(error.issues)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="smsparse rules", description="check, test and compile a rule pack")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="load, compile and lint the pack")
    check.set_defaults(run=_check)
    test = commands.add_parser("test", help="run the cases that stand beside the rules")
    test.add_argument("--only", default="*", metavar="GLOB", help="only the case files whose path matches")
    test.add_argument("--no-model", action="store_true", help="rules only")
    test.set_defaults(run=_test)
    build = commands.add_parser("build", help="compile the pack into one artifact")
    build.add_argument("--out", required=True, type=Path, metavar="FILE")
    build.set_defaults(run=_build)
    for command in (check, test, build):
        command.add_argument("rules", nargs="?", default="rules", type=Path, help="the pack's folder (default: rules)")
    return parser


def _check(args: argparse.Namespace) -> int:
    pack = load_pack(args.rules)
    status = _report([*lint(pack), *_card_findings(pack)])
    everything: list[Rule | FieldRule | FlagRule] = [*pack.rules, *pack.field_rules, *pack.flag_rules]
    print(
        f"{len(pack.rules)} rules, {len(pack.field_rules)} field rules, {len(pack.flag_rules)} flag rules, "
        f"{sum(len(rule.texts) for rule in everything)} templates, {len(pack.senders)} senders, {len(pack.cases)} cases"
    )
    return status


def _card_findings(pack: Pack) -> list[Finding]:
    """What is wrong with cards and menus; nothing where the pack has none."""
    if not pack.cards:
        return []
    from smsparse.cards.content import load_content
    from smsparse.cards.linting import Finding, lint_cards
    from smsparse.errors import CardError

    try:
        return lint_cards(load_content(pack.card_data()))
    except CardError as error:
        return [Finding("error", "card", str(error.expected), str(error.got), str(error.at))]


def _test(args: argparse.Namespace) -> int:
    from smsparse.engine import BUILTIN_MODEL, Engine

    pack = load_pack(args.rules)
    model = None if args.no_model or not Path(BUILTIN_MODEL).exists() else BUILTIN_MODEL
    engine = Engine(Artifact(compile_pack(pack), str(args.rules)), model=model)
    cases = [case for case in pack.cases if fnmatch.fnmatch(case.place.file, args.only)]
    issues = run_cases(engine, cases)
    failed = len({str(issue.place).partition(": ")[2].rpartition(": ")[0] + issue.place.file for issue in issues})
    _report(issues)
    print(f"{len(cases) - failed} passed, {failed} failed")
    return 1 if issues else 0


def _build(args: argparse.Namespace) -> int:
    write_artifact(args.out, compile_pack(load_pack(args.rules)))
    return 0


def _report(issues: Iterable[Issue | Finding]) -> int:
    status = 0
    for issue in issues:
        print(issue, file=sys.stderr)
        status = status or int(issue.severity == "error")
    return status
