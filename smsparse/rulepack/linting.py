"""Checks a pack beyond what loading and compiling refuse: one function a check, each yielding issues."""

from __future__ import annotations

from pathlib import PurePosixPath

from smsparse.rulepack.compiler import Compiler
from smsparse.rulepack.records import FieldRule, FlagRule, Issue, Pack, Place, Rule
from smsparse.rulepack.slots import SHORTEST
from smsparse.rulepack.template import Choice, Literal, Mark, Slot, Tree

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


#: Literals shorter than this are poor anchors: they are found in most messages.
SHORT = 2


def lint(pack: Pack) -> list[Issue]:
    """Every finding in a pack that loads, once; raises RulePackError where it does not even compile."""
    compiler = Compiler(pack)
    return list(dict.fromkeys(issue for check in CHECKS for issue in check(pack, compiler)))


def check_anchors(_: Pack, compiler: Compiler) -> Iterator[Issue]:
    """A rule found by one code point is verified in most messages; field rules only where their category is."""
    for template in compiler.templates:
        rule = compiler.rules[template.rule]
        for anchor in template.anchors.words if template.anchors else ():
            if isinstance(rule, Rule) and len(anchor) < SHORT:
                place = Place(rule.place.file, rule.id, "text")
                yield Issue("warning", "short-anchor", place, f"a literal of {SHORT} code points or more", repr(anchor))


def check_text_ends(_: Pack, compiler: Compiler) -> Iterator[Issue]:
    """A text slot at the end takes as little as it may: a phrase is meant, or a literal is missing."""
    for template in compiler.templates:
        last = template.tree[-1]
        if isinstance(last, Slot) and last.kind in SHORTEST and last.name != "_":
            rule = compiler.rules[template.rule]
            place = Place(rule.place.file, rule.id, "text")
            yield Issue("warning", "open-text", place, "a literal after the text slot, or a phrase", "the end")


def check_same_templates(_: Pack, compiler: Compiler) -> Iterator[Issue]:
    """Two rules with the same template: the lower of them never wins."""
    seen: dict[tuple[str, object, tuple[str, ...]], str] = {}
    for template in compiler.templates:
        rule = compiler.rules[template.rule]
        if not isinstance(rule, Rule):
            continue
        key = (_shape(template.tree), rule.sender, (*rule.unless, *rule.require, *rule.some))
        if key in seen:
            place = Place(rule.place.file, rule.id, "text")
            yield Issue("error", "unreachable", place, "a template of its own", f"the same as in {seen[key]}")
        seen.setdefault(key, rule.id)


def _shape(tree: Tree) -> str:
    """A text that is the same for templates that match the same."""
    parts: list[str] = []
    for node in tree:
        if isinstance(node, Literal):
            parts.append(node.text)
        elif isinstance(node, Mark):
            parts.append(f"\\{node.kind}")
        elif isinstance(node, Choice):
            parts.append("(" + "|".join(_shape(branch) for branch in node.branches) + ")")
        else:
            parts.append(f"{{{node.kind}:{node.low}:{node.high}:{node.repeat}}}")
    return "".join(parts)


def check_cases(pack: Pack, _: Compiler) -> Iterator[Issue]:
    """Every rule file has cases beside it, with messages that match and messages that must not; every rule has one."""
    everything: list[Rule | FieldRule | FlagRule] = [*pack.rules, *pack.field_rules, *pack.flag_rules]
    files = {rule.place.file for rule in everything}
    decided = {case.rule for case in pack.cases if case.rule}
    positive = {rule.place.record for rule in pack.rules if rule.id in decided}  # a variant's record is its rule
    for file in sorted(files):
        beside = str(PurePosixPath(file).with_suffix("")) + ".cases.toml"
        cases = [case for case in pack.cases if case.place.file == beside]
        if not any(case.rule or case.fields for case in cases):
            yield Issue("error", "no-cases", Place(beside), "cases that match a rule", "none")
        if not any(case.not_rule or case.not_category or case.no_fields for case in cases):
            yield Issue("error", "no-negative-cases", Place(beside), "cases that must not match", "none")
    for rule in pack.rules:
        if rule.place.record not in positive:
            yield Issue("error", "no-case", Place(rule.place.file, rule.id), "a case with rule = its id", "none")


CHECKS = (check_anchors, check_text_ends, check_same_templates, check_cases)
