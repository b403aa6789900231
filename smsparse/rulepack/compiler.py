"""Compiles a rule pack into one artifact: ``python -m smsparse.rulepack.compiler RULES OUT``.

Pure Python over records and templates only, so that a build can run it before any extension exists. The layout of
each section is said beside the function that writes it; ``smsparse/pipeline.pxi`` reads the same.
"""

from __future__ import annotations

import json
import re
import sys
from array import array
from collections import Counter
from datetime import date
from functools import cache

from smsparse.errors import RulePackError
from smsparse.rulepack.anchors import AnchorFinder, Anchors, Commonness
from smsparse.rulepack.artifact import pack_sections, write_artifact
from smsparse.rulepack.firsts import ANY, BITS, Firsts, digits_needed
from smsparse.rulepack.folding import FoldTable
from smsparse.rulepack.loader import load_pack
from smsparse.rulepack.records import FIELD_NAMES, FLAGS, PICKS, URGES, FieldRule, FlagRule, Issue, Pack, Place, Rule
from smsparse.rulepack.senders import sender_sections
from smsparse.rulepack.slots import FINDER_LEXICONS, SHORTEST, SLOT_TYPES
from smsparse.rulepack.template import (
    Choice,
    Literal,
    Mark,
    Slot,
    TemplateError,
    Tree,
    literal_points,
    parse,
    slots,
)
from smsparse.rulepack.words import MIN_WORD, string_table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    AnyRule = Rule | FieldRule | FlagRule

#: Instructions of the verifier, in the order of their numbers (smsparse/matching/verifier.pxi has the same).
MATCH, LITERAL, SPLIT, JUMP, SLOT, TEXT, LEXICON, START, END, BLANK, WORD = range(11)
_MARKS = {"start": START, "end": END, "blank": BLANK, "word": WORD}
_SLOT_NUMBERS = {name: number for number, name in enumerate(SLOT_TYPES)}
INSTRUCTION_WORDS = 7
TEMPLATE_WORDS = 14
MAX_CAPTURES = 16
MAX_PAIRS = 128
#: Where one-time codes and the hashes of apps may stand.
_CODES, _APP_HASHES, _ORDERS = ("verification", "order"), ("verification",), ("order",)
_GROUP = re.compile(r"\(\?P<(\w+)>")
#: Words of a bucket in the section "literal.buckets".
BUCKET_WORDS = 6
#: Words of a row in the section "lexicon.rows".
LEXICON_WORDS = 4
#: Words of an offer in the section "literal.offers".
OFFER_WORDS = 5


class CompiledTemplate:
    """One template of a rule: its tree, its text, the number of its rule and what offers it (None: nothing does)."""

    def __init__(self, tree: Tree, text: str, rule: int, anchors: Anchors | None) -> None:
        self.tree = tree
        self.text = text
        self.rule = rule
        self.anchors = anchors


class Compiler:
    """Gathers literals, programs and tables of a pack; `sections` gives the artifact's content."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.folds = FoldTable(pack.folding, pack.folding["pairs"])
        self.fold = cache(self.folds.fold)
        self.issues: list[Issue] = []
        self._check_size()
        self._check_senders()
        self.lexicons = self._fold_lexicons()
        self.lexicon_numbers = {name: number for number, name in enumerate(self.lexicons)}
        self.rules: list[AnyRule] = [*pack.rules, *pack.field_rules, *pack.flag_rules]
        self.literals: dict[str, int] = {}
        self.templates: list[CompiledTemplate] = []
        self.regexes: dict[int, str] = {}
        self.firsts = Firsts(self.lexicons)
        self._firsts: dict[int, int] = {}
        self.conditions = array("i")
        self._conditions: dict[tuple[str, ...], tuple[int, int]] = {}
        self._scopes: dict[tuple[str, ...], int] = {}
        self._senders = {sender.id: number for number, sender in enumerate(pack.senders)}
        self.trees = [self._trees(rule) for rule in self.rules]
        commonness = Commonness([self.folds.fold(case.text) for case in pack.cases])
        self._anchors = AnchorFinder(commonness, self.lexicons)
        for number, rule in enumerate(self.rules):
            self._add_rule(number, rule)
        self.templates.sort(key=self._place_of)
        if any(issue.severity == "error" for issue in self.issues):
            raise RulePackError(self.issues)

    def _check_size(self) -> None:
        """A scope is a bit set of MAX_PAIRS."""
        count = len(self.pack.taxonomy.pairs)
        if count > MAX_PAIRS:
            self.issues.append(
                Issue("error", "too-many-categories", Place("taxonomy.toml"), f"{MAX_PAIRS}", f"{count}")
            )

    def _check_senders(self) -> None:
        """Ports and hosts are found by their first two characters."""
        for sender in self.pack.senders:
            for text in (*sender.ports, *sender.hosts):
                if len(text.strip("*")) < MIN_WORD:
                    place = Place(sender.place.file, sender.id, "ports/hosts")
                    self.issues.append(Issue("error", "too-short", place, f"{MIN_WORD} characters or more", repr(text)))

    def _fold_lexicons(self) -> dict[str, list[str]]:
        """Lexicons folded as messages are, those the finders need first; signatures of senders count as brands."""
        for name in FINDER_LEXICONS:
            if name not in self.pack.lexicons:
                place = Place("lexicons", name)
                self.issues.append(Issue("error", "missing-lexicon", place, "a lexicon the finders need", "none"))
        names = [*FINDER_LEXICONS, *sorted(set(self.pack.lexicons) - set(FINDER_LEXICONS))]
        words = {name: set(self.pack.lexicons.get(name, ())) for name in names}
        words.setdefault("signature_brand", set()).update(
            name for sender in self.pack.senders for name in sender.signatures
        )
        return {name: sorted({self.folds.fold(word) for word in words[name]} - {""}) for name in words}

    def _trees(self, rule: AnyRule) -> list[tuple[Tree, str]]:
        trees: list[tuple[Tree, str]] = []
        for text in rule.texts:
            place = Place(rule.place.file, rule.id, "text")
            try:
                tree = parse(text, self.fold)
                self._check_slots(tree)
                trees.append((tree, text))
            except TemplateError as error:
                self.issues.append(Issue("error", "bad-template", place, error.expected, error.got))
        return trees

    def _check_slots(self, tree: Tree) -> None:
        found = slots(tree)
        if sum(slot.name != "_" for slot in found) > MAX_CAPTURES:
            raise TemplateError(f"at most {MAX_CAPTURES} named slots", str(len(found)), 0)
        for slot in found:
            if slot.kind.startswith("@") and slot.kind[1:] not in self.lexicons:
                raise TemplateError("a lexicon of rules/lexicons", slot.kind, 0)

    def _literal(self, text: str) -> int:
        return self.literals.setdefault(text, len(self.literals))

    def _add_regex(self, number: int, rule: Rule) -> None:
        """A rule with a free expression: its longest required word makes it a candidate, then the engine asks it."""
        place = Place(rule.place.file, rule.id, "regex")
        words = [word for word in map(self.folds.fold, rule.require) if word]
        unknown = [name for name in _GROUP.findall(rule.regex or "") if name not in FIELD_NAMES]
        if unknown:
            self.issues.append(Issue("error", "unknown-field", place, "groups named as fields", ", ".join(unknown)))
        if not words:
            self.issues.append(Issue("error", "no-literal", place, "require = [...] beside it", "none"))
            return
        anchor = max(words, key=len)
        self._literal(anchor)
        self.templates.append(CompiledTemplate((Literal(anchor),), anchor, number, Anchors((anchor,), 0, 0)))
        self.regexes[number] = str(rule.regex)

    def _add_rule(self, number: int, rule: AnyRule) -> None:
        if isinstance(rule, Rule) and rule.regex is not None:
            self._add_regex(number, rule)
        for tree, text in self.trees[number]:
            if isinstance(rule, FieldRule) and rule.pick:
                self.templates.append(CompiledTemplate(tree, text, number, None))
                continue
            anchors = self._anchors.find(tree)
            if anchors is None:
                place = Place(rule.place.file, rule.id, "text")
                self.issues.append(Issue("error", "no-literal", place, "a literal that every match contains", text))
                continue
            self.templates.append(CompiledTemplate(tree, text, number, anchors))
            for word in anchors.words:
                self._literal(word)
        for words in (rule.unless, rule.require, rule.some):
            if words not in self._conditions:
                self._add_condition(words, Place(rule.place.file, rule.id, "unless/require/some"))

    def _place_of(self, template: CompiledTemplate) -> tuple[int, ...]:
        """Templates that decide the category come first, the best first: of two that match the one with the lower
        number wins. Priority, bound to a sender, literal code points, the earlier rule."""
        rule = self.rules[template.rule]
        if not isinstance(rule, Rule):
            return (1,)
        return 0, -rule.priority, rule.sender is None, -literal_points(template.tree), template.rule

    def _add_condition(self, words: tuple[str, ...], place: Place) -> None:
        """The words of a condition, which many rules may share, as numbers in the section "conditions"."""
        unfit = [word for word in words if not self.fold(word)]
        for word in unfit:
            self.issues.append(Issue("error", "no-literal", place, "text that folding leaves", repr(word)))
        if not unfit:
            self._conditions[words] = len(self.conditions), len(words)
            self.conditions.extend(self._literal(self.fold(word)) for word in words)

    # ---- sections

    def sections(self) -> dict[str, bytes]:
        """Every section of the artifact by name."""
        pages, entries, multi = self.folds.pages()
        taxonomy = self.pack.taxonomy
        units, programs, templates, captures = self._programs()
        return {
            "fold.pages": pages.tobytes(),
            "fold.entries": entries.tobytes(),
            "fold.multi": multi.tobytes(),
            **self._lexicon_sections(),
            "units": units.tobytes(),
            "programs": programs.tobytes(),
            "program.largest": array("i", [max(templates[1::TEMPLATE_WORDS], default=1)]).tobytes(),
            "templates": templates.tobytes(),
            "captures": captures.tobytes(),
            "firsts": b"".join(bits.to_bytes(BITS // 8, "little") for bits in self._firsts),
            **self._rule_sections(),
            **self._literal_sections(),
            "settings": _lines(self._settings()),
            "category.sets": self._category_sets().tobytes(),
            "rule.ids": string_table([rule.id for rule in self.rules]),
            "literal.texts": string_table(list(self.literals)),
            "regexes": _json(self.regexes) if self.regexes else b"",
            "scopes": array(
                "i", [word for scope in self._scopes for word in _words_of(self._scope_bits(scope), 4)]
            ).tobytes(),
            "taxonomy": _json({"pairs": taxonomy.pairs, "l1": taxonomy.l1, "systems": taxonomy.systems}),
            **sender_sections(self.pack.senders, self.pack.trust, self.folds.fold),
            "cards": _json(self.pack.card_data()),
            "dialects": _json(self.pack.dialects),
        }

    def _settings(self) -> dict[str, Sequence[str]]:
        """settings: a line each of a name and its values, with tabs between them."""
        pack = self.pack
        return {
            "name": [pack.name],
            "version": [pack.version],
            "pairs": pack.taxonomy.pairs,
            "abstain": [pack.taxonomy.abstain],
            "fields": FIELD_NAMES,
            "flags": FLAGS,
            "lexicons": list(self.lexicons),
            "native_share": [repr(pack.native_share)],
            "foreign_threshold": [repr(pack.foreign_threshold)],
        }

    def _category_sets(self) -> array[int]:
        """category.sets: u32 x 4 each, a bit set of categories: where a number to call is looked for; where a code may
        stand; an app's hash; what is urgent; where a clock time joins its date; what is about an order."""
        scopes = (self.pack.phone_scope, _CODES, _APP_HASHES, self.pack.urgent, self.pack.clock_scope, _ORDERS)
        return array("I", [word & 0xFFFFFFFF for scope in scopes for word in _words_of(self._scope_bits(scope), 4)])

    def _programs(self) -> tuple[array[int], array[int], array[int], array[int]]:
        """units: u32; programs: i32 x 7 an instruction; program.largest: i32, instructions of the longest; templates:
        i32 x 15; captures: i32 field numbers.

        A template: program start, length, rule, captures start, count, literal points, start of its `require`,
        count, start of its `unless`, count, start of its `some`, count (all in the section "conditions"), the number of
        the bit set in "firsts" of units a match may begin with, -1 for any, what `digits_needed` says.
        """
        units, programs, templates, captures = array("I"), array("i"), array("i"), array("i")
        unit_offsets: dict[str, int] = {}
        for template in self.templates:
            rule = self.rules[template.rule]
            program = _Program(self, units, unit_offsets)
            program.add(template.tree, ANY)
            program.emit(MATCH)
            conditions = [self._conditions[words] for words in (rule.require, rule.unless, rule.some)]
            templates.extend((
                len(programs) // INSTRUCTION_WORDS, len(program.words) // INSTRUCTION_WORDS, template.rule,
                len(captures), len(program.names), literal_points(template.tree), *sum(conditions, ()),
                self.firsts_number(self.firsts.of_tree(template.tree, ANY)),
                *_words_of(digits_needed(template.tree), 1),
            ))  # fmt: skip
            programs.extend(program.words)
            captures.extend(FIELD_NAMES.index(name) for name in program.names)
        return units, programs, templates, captures

    def firsts_number(self, bits: int) -> int:
        """The number of a bit set in the section "firsts", -1 for any unit."""
        return -1 if bits == ANY else self._firsts.setdefault(bits, len(self._firsts))

    def _rule_sections(self) -> dict[str, bytes]:
        """rules: i32 x 12: kind (0 rule, 1 field rule, 2 flag rule), category or -1, sender or -1, priority,
        confidence in thousandths (of a field rule that picks: how sure the category must be), flag bits,
        4 words of a bit set of categories (the scope of a field or flag rule),
        how a field rule without a cue chooses (its place in PICKS), what must contradict the sender (0 nothing,
        1 links, 2 links that a guarded sender never uses, 3 the number in the slot `phone`)."""
        pairs = self.pack.taxonomy.pairs
        words = array("i")
        for number, rule in enumerate(self.rules):
            if isinstance(rule, Rule):
                flags = sum(1 << FLAGS.index(flag) for flag in rule.flags)
                sender = -1 if rule.sender is None else self._senders[rule.sender]
                head = (0, pairs.index(rule.category), sender, rule.priority, round(rule.confidence * 1000), flags)
                scope, pick, distrust = 0, 0, self._distrust(number, rule)
            else:
                sure = round(rule.sure * 1000) if isinstance(rule, FieldRule) else 0
                head = (1, -1, -1, rule.priority, sure, 0)
                pick = PICKS.index(rule.pick) if isinstance(rule, FieldRule) else 0
                if isinstance(rule, FlagRule):
                    head = (2, -1, -1, 0, 0, 1 << FLAGS.index(rule.flag))
                scope = self._scope_bits(rule.scope)
                distrust = 0
            words.extend((*head, *_words_of(scope, 4), pick, distrust))
        return {
            "rules": words.tobytes(),
            "rule.urges": self._urges(),
            "conditions": self.conditions.tobytes(),
            **self._picking_sections(),
        }

    def _picking_sections(self) -> dict[str, bytes]:
        """picking: i32, templates of field rules that choose without a cue, by category: by priority, then the earlier;
        picking.starts: i32, where those of each category begin and those of the last end."""
        starts, found = array("i", [0]), array("i")
        pickers = [
            (rule, number)
            for number, template in enumerate(self.templates)
            if isinstance(rule := self.rules[template.rule], FieldRule) and rule.pick
        ]
        pickers.sort(key=lambda picker: -picker[0].priority)
        for pair in self.pack.taxonomy.pairs:
            found.extend(number for rule, number in pickers if _in_scope(pair, rule.scope))
            starts.append(len(found))
        return {"picking": found.tobytes(), "picking.starts": starts.tobytes()}

    def _urges(self) -> bytes:
        """rule.urges: u8, the reason a rule with `distrust` gives, as its place in URGES plus 1; 0 for other rules."""
        reasons = [rule.distrust if isinstance(rule, Rule) else None for rule in self.rules]
        return bytes(0 if reason is None else URGES.index(reason) + 1 for reason in reasons)

    def _scope_bits(self, scope: tuple[str, ...]) -> int:
        """The bit set of the categories in a scope."""
        return sum(1 << number for number, pair in enumerate(self.pack.taxonomy.pairs) if _in_scope(pair, scope))

    def _distrust(self, number: int, rule: Rule) -> int:
        if rule.distrust is None:
            return 0
        called = any(slot.name == "phone" for tree, _ in self.trees[number] for slot in slots(tree))
        return 3 if called else 1 + int(rule.guarded)

    def _literal_sections(self) -> dict[str, bytes]:
        """literal.units: u32; literal.table: u32 x 3 (number, start, length), by `literal_key`; literal.buckets:
        u32 x 6 (the four units of a key, first row, rows), open addressing; literal.bitmap: a bit for the hash of each
        key and of its first two units; literal.starts, literal.offers: see `_offers`."""
        ordered = sorted(self.literals, key=lambda text: (literal_key(text), text))
        units, table, keys = array("I"), array("I"), dict[tuple[int, ...], list[int]]()
        for row, text in enumerate(ordered):
            table.extend((self.literals[text], len(units), len(text)))
            units.extend(map(ord, text))
            keys.setdefault(literal_key(text), []).append(row)
        size = _power_of_two(2 * len(keys))
        buckets = array("I", bytes(4 * BUCKET_WORDS * size))
        bits = _power_of_two(max(4096, 32 * len(keys)))
        bitmap = bytearray(bits // 8)
        for key, rows in keys.items():
            mixed = literal_hash(*key)
            for known in (mixed, literal_hash(*key[:2])):
                bitmap[(known & (bits - 1)) >> 3] |= 1 << (known & 7)
            slot = mixed & (size - 1)
            while buckets[BUCKET_WORDS * slot + BUCKET_WORDS - 1]:
                slot = (slot + 1) & (size - 1)
            start = BUCKET_WORDS * slot
            buckets[start : start + BUCKET_WORDS] = array("I", (*key, rows[0], len(rows)))
        starts, offers = self._offers()
        return {
            "literal.units": units.tobytes(),
            "literal.table": table.tobytes(),
            "literal.buckets": buckets.tobytes(),
            "literal.bitmap": bytes(bitmap),
            "literal.starts": starts.tobytes(),
            "literal.offers": offers.tobytes(),
        }

    def _offers(self) -> tuple[array[int], array[int]]:
        """literal.starts: i32 x 3 a literal, the first offer of each kind of rule, at the end how many there are.

        literal.offers: i32 x 5, templates with the literal as an anchor, in the order of for whom they are: template,
        for whom (of a rule that decides the category the sender or -1, else the number of its scope), least and most
        units from the start of a match to the anchor, how many for the same are left.
        """
        offers: list[tuple[list[tuple[int, ...]], ...]] = [([], [], []) for _ in self.literals]
        for number, template in enumerate(self.templates):
            if template.anchors is not None:
                kind, whose = self._for_whom(self.rules[template.rule])
                for word in template.anchors.words:
                    offer = (whose, number, template.anchors.least, template.anchors.most)
                    offers[self.literals[word]][kind].append(offer)
        starts, flat = array("i"), array("i")
        for kinds in offers:
            for offered in kinds:
                starts.append(len(flat) // OFFER_WORDS)
                left = Counter(whose for whose, *_ in offered)
                for whose, number, least, most in sorted(offered):
                    flat.extend((number, whose, least, most, left[whose]))
                    left[whose] -= 1
        starts.append(len(flat) // OFFER_WORDS)
        return starts, flat

    def _for_whom(self, rule: AnyRule) -> tuple[int, int]:
        """The kind of a rule (see `_rule_sections`) and the number of its sender or scope."""
        if isinstance(rule, Rule):
            return 0, -1 if rule.sender is None else self._senders[rule.sender]
        return 2 if isinstance(rule, FlagRule) else 1, self._scopes.setdefault(rule.scope, len(self._scopes))

    def _lexicon_sections(self) -> dict[str, bytes]:
        """lexicon.starts: i32 first row of each lexicon; lexicon.rows: u32 x 4 (`word_key`, start, length, how many
        rows back the longest word stands that this one begins with, 0 for none), by key, then by the units;
        lexicon.units: u32; lexicon.firsts: 1,024 bits a lexicon, bit u set where a word begins with a unit that is u
        modulo 1,024: most places are turned away by it."""
        starts, rows, units, firsts = array("i", [0]), array("I"), array("I"), bytearray()
        for words in self.lexicons.values():
            begun: list[tuple[int, str]] = []  # rows whose word the next one may begin with
            for row, word in enumerate(sorted(words, key=lambda word: (word_key(word), word))):
                while begun and not word.startswith(begun[-1][1]):
                    begun.pop()
                rows.extend((word_key(word), len(units), len(word), row - begun[-1][0] if begun else 0))
                units.extend(map(ord, word))
                begun.append((row, word))
            starts.append(len(rows) // LEXICON_WORDS)
            firsts += sum(1 << first for first in {ord(word[0]) & 1023 for word in words}).to_bytes(128, "little")
        return {
            "lexicon.starts": starts.tobytes(),
            "lexicon.rows": rows.tobytes(),
            "lexicon.units": units.tobytes(),
            "lexicon.firsts": bytes(firsts),
        }


class _Program:
    """Instructions of one template, and the names of its captures."""

    def __init__(self, compiler: Compiler, units: array[int], offsets: dict[str, int]) -> None:
        self.compiler = compiler
        self.units = units
        self.offsets = offsets
        self.words = array("i")
        self.names: list[str] = []

    def emit(
        self, operation: int, a: int = 0, b: int = 0, c: int = 0, capture: int = -1, repeat: int = 0, firsts: int = -1
    ) -> int:
        self.words.extend((operation, a, b, c, capture, repeat, firsts))
        return len(self.words) // INSTRUCTION_WORDS - 1

    def _patch(self, instruction: int, word: int, value: int) -> None:
        self.words[instruction * INSTRUCTION_WORDS + word] = value

    def _here(self) -> int:
        return len(self.words) // INSTRUCTION_WORDS

    def add(self, tree: Tree, follow: int) -> None:
        """Emits a tree; `follow` are the units that may stand behind it (see rulepack/firsts.py)."""
        follows = [follow]
        for node in reversed(tree[1:]):
            follows.append(self.compiler.firsts.of_node(node, follows[-1]))
        for node in tree:
            behind = follows.pop()
            if isinstance(node, Literal):
                self.emit(LITERAL, self._units(node.text), len(node.text))
            elif isinstance(node, Mark):
                self.emit(_MARKS[node.kind])
            elif isinstance(node, Choice):
                self._add_choice(node, behind)
            else:
                self._add_slot(node, behind)

    def _units(self, text: str) -> int:
        if text not in self.offsets:
            self.offsets[text] = len(self.units)
            self.units.extend(map(ord, text))
        return self.offsets[text]

    def _add_choice(self, choice: Choice, follow: int) -> None:
        jumps: list[int] = []
        of_all = self.compiler.firsts_number(self.compiler.firsts.of_node(choice, follow))
        for place, branch in enumerate(choice.branches[:-1]):
            split = self.emit(SPLIT, firsts=-1 if place else of_all)
            self._patch(split, 1, self._here())
            self._patch(split, 3, self._branch_firsts(branch, follow))
            self._patch(split, 4, ord(branch[0].text[0]) if isinstance(branch[0], Literal) else -1)
            self.add(branch, follow)
            jumps.append(self.emit(JUMP))
            self._patch(split, 2, self._here())
        self.add(choice.branches[-1], follow)
        for jump in jumps:
            self._patch(jump, 1, self._here())

    def _branch_firsts(self, branch: Tree, follow: int) -> int:
        """What a branch may begin with; of one that begins with a literal the split has its first unit."""
        if isinstance(branch[0], Literal):
            return -1
        return self.compiler.firsts_number(self.compiler.firsts.of_tree(branch, follow))

    def _add_slot(self, slot: Slot, follow: int) -> None:
        capture, repeat = -1, int(slot.repeat)
        if slot.name != "_":
            capture = len(self.names)
            self.names.append(slot.name)
        firsts = self.compiler.firsts_number(self.compiler.firsts.of_node(slot, follow))
        if slot.kind in SHORTEST:
            behind = self.compiler.firsts_number(follow)
            self.emit(TEXT, slot.low, slot.high, int(slot.kind == "clause"), capture, firsts=behind)
        elif slot.kind.startswith("@"):
            number = self.compiler.lexicon_numbers[slot.kind[1:]]
            self.emit(LEXICON, number, capture=capture, repeat=repeat, firsts=firsts)
        else:
            self.emit(SLOT, _SLOT_NUMBERS[slot.kind], slot.low, slot.high, capture, repeat, firsts)


def _words_of(bits: int, count: int) -> list[int]:
    """The low 32 * `count` bits as signed words, the lowest first."""
    words = [bits >> 32 * number & 0xFFFFFFFF for number in range(count)]
    return [word - (1 << 32) if word >> 31 else word for word in words]


def _in_scope(pair: str, scope: tuple[str, ...]) -> bool:
    return "*" in scope or pair in scope or pair.split(".", maxsplit=1)[0] in scope


def _power_of_two(at_least: int) -> int:
    return 1 << max(4, (at_least - 1).bit_length())


def word_key(text: str) -> int:
    """By what a word of a lexicon is looked up: its first two units, 16 bits of each; one unit alone comes first."""
    return (ord(text[0]) & 0xFFFF) << 16 | (ord(text[1]) & 0xFFFF if len(text) > 1 else 0)


def literal_key(text: str) -> tuple[int, ...]:
    """By what a literal is looked up: its first four units, of one shorter than that the first two; zeros behind."""
    units = [*map(ord, text[: 4 if len(text) >= 4 else 2]), 0, 0, 0]
    return tuple(units[:4])


def literal_hash(first: int, second: int, third: int = 0, fourth: int = 0) -> int:
    """32-bit mix of the units of a key; smsparse/matching/literals.pxi has the same."""
    mixed = (first * 0x9E3779B1 ^ second * 0x85EBCA77) & 0xFFFFFFFF
    mixed ^= mixed >> 15
    if third:
        mixed = (mixed * 0x9E3779B1 ^ third * 0xC2B2AE3D ^ fourth * 0x27D4EB2F) & 0xFFFFFFFF
        mixed ^= mixed >> 15
    return mixed


def _lines(settings: Mapping[str, Sequence[str]]) -> bytes:
    rows = [[name, *values] for name, values in settings.items()]
    if any("\t" in text or "\n" in text for row in rows for text in row):
        raise ValueError("expected names and settings without tabs and line ends")
    return "\n".join("\t".join(row) for row in rows).encode()


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=_plain).encode()


def _plain(value: object) -> object:
    """What JSON has no form for: dates and times as ISO 8601, sets and tuples as lists."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (set, frozenset, tuple)):
        return sorted(value)
    raise TypeError(type(value).__name__)


def compile_pack(pack: Pack) -> bytes:
    """The artifact of a pack; the same bytes for the same rules. Raises RulePackError with every issue found."""
    return pack_sections(Compiler(pack).sections())


def main(argv: list[str]) -> int:
    """``RULES OUT``: compiles the folder RULES into the file OUT."""
    rules, out = argv
    try:
        data = compile_pack(load_pack(rules))
    except RulePackError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    write_artifact(out, data)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
