"""The templates of the built-in pack as expressions of `re`: what all peers hold, and how one of them is chosen.

Left out, which saves the peers time: the few rules about links that contradict a sender, and the flag rules.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.engines.saved import saved
from smsparse.rulepack.compiler import Compiler
from smsparse.rulepack.loader import load_pack
from smsparse.rulepack.records import FieldRule, FlagRule, Rule
from smsparse.rulepack.slots import alternation
from smsparse.rulepack.template import Slot, Tree, export, literal_points, parse, slots

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from smsparse.rulepack.compiler import CompiledTemplate

    AnyRule = Rule | FieldRule

RULES = Path(__file__).resolve().parents[2] / "rules"

Span = tuple[int, int]
Rank = tuple[int, bool, int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Expression:
    """One template of one rule as an expression.

    `number`: of its pattern, which variants of a rule share (`re` hashes a pattern by all of its code).
    `values`: (number of a group, field it becomes), in the order of preference. `category` is None for field rules,
    `scope` for rules. Sort by `rank`, highest first, for the order in which rules win.
    """

    tree: Tree
    anchors: tuple[str, ...]
    pattern: re.Pattern[str]
    number: int
    values: tuple[tuple[int, str], ...]
    names: frozenset[str]
    rank: Rank
    category: str | None
    scope: frozenset[str] | None
    sender: str | None
    require: tuple[str, ...]
    unless: tuple[str, ...]
    some: tuple[str, ...]
    pick: str
    sure: float

    def holds(self, folded: str) -> bool:
        """Whether the words the rule asks for stand in the message, and those it rules out do not."""
        if self.require and not all(word in folded for word in self.require):
            return False
        if self.unless and any(word in folded for word in self.unless):
            return False
        return not self.some or any(word in folded for word in self.some)


@dataclass(frozen=True, slots=True)
class Templates:
    """Everything peers know; rules, and by category field rules with a cue and those that pick, are best first."""

    rules: tuple[Expression, ...]
    fields: dict[str, tuple[Expression, ...]]
    picks: dict[str, tuple[Expression, ...]]
    categories: tuple[str, ...]
    phone_scope: frozenset[str]
    url: re.Pattern[str]
    phone: re.Pattern[str]
    senders: dict[str, str]
    lexicons: dict[str, list[str]]
    fold: Callable[[str], str]


@cache
def templates() -> Templates:
    """The pack as expressions. Compiling them takes most of a minute, so they are saved (`saved`)."""
    pack = load_pack(RULES)
    compiler = Compiler(pack)
    categories = pack.taxonomy.pairs
    sources = {
        id(template): _tuned(export(template.tree, compiler.lexicons), compiler) for template in compiler.templates
    }
    finders = [
        _tuned(export(parse(f"{{{kind}:{kind}}}", str), compiler.lexicons), compiler) for kind in ("url", "phone")
    ]
    patterns = saved([*sources.values(), *finders])
    compiled = {text: (pattern, number) for number, (text, pattern) in enumerate(patterns.items())}
    found = [
        _expression(template, rule, compiler, *compiled[sources[id(template)]], categories)
        for template in compiler.templates
        if not isinstance(rule := compiler.rules[template.rule], FlagRule)
        and not (isinstance(rule, Rule) and (rule.distrust or rule.regex))
    ]
    found.sort(key=lambda expression: expression.rank, reverse=True)
    cued = [expression for expression in found if expression.scope is not None and not expression.pick]
    picking = [expression for expression in found if expression.pick]
    return Templates(
        rules=tuple(expression for expression in found if expression.scope is None),
        fields=_by_category(cued, categories),
        picks=_by_category(picking, categories),
        categories=categories,
        phone_scope=_pairs(pack.phone_scope, categories),
        url=patterns[finders[0]],
        phone=patterns[finders[1]],
        senders={compiler.folds.fold(name): sender.id for sender in pack.senders for name in sender.signatures},
        lexicons=compiler.lexicons,
        fold=compiler.folds.fold,
    )


def _expression(
    template: CompiledTemplate,
    rule: AnyRule,
    compiler: Compiler,
    pattern: re.Pattern[str],
    number: int,
    categories: Sequence[str],
) -> Expression:
    sender = rule.sender if isinstance(rule, Rule) else None
    values = tuple(_values(template.tree, pattern))
    fold = compiler.folds.fold
    return Expression(
        tree=template.tree,
        anchors=template.anchors,
        pattern=pattern,
        number=number,
        values=values,
        names=frozenset(name for _, name in values),
        rank=(rule.priority, sender is not None, literal_points(template.tree), -template.rule),
        category=rule.category if isinstance(rule, Rule) else None,
        scope=None if isinstance(rule, Rule) else _pairs(rule.scope, categories),
        sender=sender,
        require=tuple(map(fold, rule.require)),
        unless=tuple(map(fold, rule.unless)),
        some=tuple(map(fold, rule.some)),
        pick="" if isinstance(rule, Rule) else rule.pick,
        sure=0.0 if isinstance(rule, Rule) else rule.sure,
    )


def _values(tree: Tree, pattern: re.Pattern[str]) -> Iterable[tuple[int, str]]:
    """The groups that become fields; the currency beside an amount is a field too."""
    groups = pattern.groupindex
    for number, slot in enumerate(slots(tree)):
        if slot.name != "_":
            yield groups[f"v{number}"], slot.name
        if slot.name == "amount":
            for beside in (f"c{number}", f"s{number}"):
                if beside in groups:
                    yield groups[beside], "currency"


def _by_category(found: Sequence[Expression], categories: Sequence[str]) -> dict[str, tuple[Expression, ...]]:
    return {pair: tuple(e for e in found if e.scope is not None and pair in e.scope) for pair in categories}


def _pairs(scope: Iterable[str], categories: Sequence[str]) -> frozenset[str]:
    """The categories a scope (l1, l1.l2, "*") covers."""
    wanted = set(scope)
    return frozenset(pair for pair in categories if "*" in wanted or wanted & {pair, pair.partition(".")[0]})


def _tuned(source: str, compiler: Compiler) -> str:
    """The same expression, faster: before a long list of words `re` looks whether any of them begins here."""
    for words in compiler.lexicons.values():
        if len(words) > 8 and (plain := _alternation(tuple(words))) in source:
            firsts = "".join(sorted({re.escape(word[0]) for word in words}))
            source = source.replace(plain, f"(?:(?=[{firsts}]){plain})")
    return source


@cache
def _alternation(words: tuple[str, ...]) -> str:
    return alternation(words)


def distinct(expressions: Iterable[Expression]) -> list[list[Expression]]:
    """Expressions by pattern: variants of a rule share theirs, and it need be looked for only once."""
    found: defaultdict[int, list[Expression]] = defaultdict(list)
    for expression in expressions:
        found[expression.number].append(expression)
    return list(found.values())


__all__ = ["Expression", "Slot", "Templates", "distinct", "templates"]
