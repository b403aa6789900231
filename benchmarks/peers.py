"""Other ways to do the same: the templates of the pack as expressions of `re`, tried one by one."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from smsparse.rulepack.compiler import Compiler
from smsparse.rulepack.loader import load_pack
from smsparse.rulepack.records import Rule
from smsparse.rulepack.template import export, literal_points

RULES = Path(__file__).resolve().parents[1] / "rules"


@cache
def expressions() -> list[re.Pattern[str]]:
    """The templates of all rules as compiled expressions, in the order in which rules win."""
    compiler = Compiler(load_pack(RULES))
    ranked = []
    for template in compiler.templates:
        rule = compiler.rules[template.rule]
        if isinstance(rule, Rule):
            rank = (rule.priority, rule.sender is not None, literal_points(template.tree))
            ranked.append((rank, re.compile(export(template.tree, compiler.lexicons))))
    return [pattern for _, pattern in sorted(ranked, key=lambda item: item[0], reverse=True)]


def first_match(folded: str) -> dict[str, str] | None:
    """The groups of the first expression that matches, or None. Conditions and senders are not looked at."""
    for pattern in expressions():
        match = pattern.search(folded)
        if match is not None:
            return match.groupdict()
    return None
