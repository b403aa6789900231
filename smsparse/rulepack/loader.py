"""Reads a rule pack from its folder: every TOML file becomes records, every mistake an issue with its place."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

from smsparse.errors import RulePackError
from smsparse.rulepack.records import (
    FLAGS,
    PICKS,
    URGES,
    Case,
    FieldRule,
    FlagRule,
    Issue,
    Pack,
    Place,
    Rule,
    Sender,
    Taxonomy,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any, TypeVar

    AnyRule = Rule | FieldRule | FlagRule
    _Kind = TypeVar("_Kind", Rule, FieldRule, FlagRule)

#: Keys of each record: name -> (type or element type, required).
_TEXTS = "text or list of texts"
_KEYS: dict[str, dict[str, tuple[str, bool]]] = {
    "rule": {
        "id": ("text", True), "category": ("text", True), "text": (_TEXTS, False), "regex": ("text", False),
        "sender": ("text", False),
        "priority": ("number", False), "unless": ("list of texts", False), "require": ("list of texts", False),
        "some": ("list of texts", False), "flags": ("list of texts", False), "confidence": ("fraction", False),
        "distrust": ("text", False), "guarded": ("yes or no", False), "note": ("text", False),
        "variants": ("table of lists of texts", False), "also_for": ("list of texts", False),
    },
    "field": {
        "id": ("text", True), "for": ("list of texts", True), "text": (_TEXTS, True), "priority": ("number", False),
        "unless": ("list of texts", False), "require": ("list of texts", False),
        "some": ("list of texts", False), "pick": ("text", False), "sure": ("fraction", False), "note": ("text", False),
    },
    "flag": {
        "id": ("text", True), "flag": ("text", True), "for": ("list of texts", True), "text": (_TEXTS, True),
        "unless": ("list of texts", False), "require": ("list of texts", False),
        "some": ("list of texts", False), "note": ("text", False),
    },
    "sender": {
        "id": ("text", True), "name": ("text", True), "industry": ("text", True),
        "signatures": ("list of texts", False),
        "ports": ("list of texts", False), "hosts": ("list of texts", False), "hotline": ("text", False),
        "note": ("text", False),
    },
    "case": {
        "text": ("text", True), "rule": ("text", False), "category": ("text", False), "fields": ("table", False),
        "flags": ("list of texts", False), "not_rule": ("text", False), "not_category": ("text", False),
        "no_fields": ("list of texts", False), "sender": ("text", False), "received_at": ("text", False),
        "trust": ("text", False), "reasons": ("list of texts", False), "note": ("text", False),
    },
}  # fmt: skip


class _Reader:
    """Collects records and issues file by file; `texts` stand in for files, by their path below `root`."""

    def __init__(self, root: Path, texts: Mapping[str, str] | None = None) -> None:
        self.root = root
        self.texts = texts or {}
        self.issues: list[Issue] = []

    def error(self, code: str, place: Place, expected: str, got: str) -> None:
        self.issues.append(Issue("error", code, place, expected, got))

    def toml(self, path: Path) -> dict[str, Any]:
        name = path.relative_to(self.root).as_posix()
        try:
            return tomllib.loads(self.texts[name] if name in self.texts else path.read_text("utf-8"))
        except FileNotFoundError:
            self.error("missing-file", Place(name), "a file", "none")
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            self.error("not-toml", Place(name), "TOML in UTF-8", str(error))
        return {}

    def toml_if_any(self, path: Path) -> dict[str, Any]:
        """A file a pack may do without."""
        return self.toml(path) if path.exists() else {}

    def tables(self, path: Path, *kinds: str) -> list[tuple[str, dict[str, Any], Place]]:
        """The arrays of tables of a file, checked key by key; tables with an error are left out."""
        name = path.relative_to(self.root).as_posix()
        found: list[tuple[str, dict[str, Any], Place]] = []
        for kind, tables in self.toml(path).items():
            if kind not in kinds or not isinstance(tables, list):
                self.error("unknown-key", Place(name, key=kind), " or ".join(f"[[{kind}]]" for kind in kinds), kind)
                continue
            for number, table in enumerate(tables, 1):
                place = Place(name, str(table.get("id", f"{kind} {number}")))
                if self._checked(kind, table, place):
                    found.append((kind, table, place))
        return found

    def _checked(self, kind: str, table: dict[str, Any], place: Place) -> bool:
        known, before = _KEYS[kind], len(self.issues)
        for key, value in table.items():
            if key not in known:
                self.error("unknown-key", _at(place, key), "one of " + ", ".join(known), key)
            elif not _is(known[key][0], value):
                self.error("wrong-type", _at(place, key), known[key][0], type(value).__name__)
        for key, (kind_of, required) in known.items():
            if required and key not in table:
                self.error("missing-key", _at(place, key), kind_of, "nothing")
        if kind == "rule" and ("text" in table) == ("regex" in table):
            self.error(
                "missing-key", _at(place, "text"), "either text or regex", "both" if "text" in table else "neither"
            )
        return len(self.issues) == before

    def ids_once(self, records: list[Any]) -> None:
        seen: dict[str, Place] = {}
        for record in records:
            if record.id in seen:
                self.error(
                    "duplicate-id", _at(record.place, "id"), f"an id not used in {seen[record.id].file}", record.id
                )
            seen[record.id] = record.place


def _at(place: Place, key: str) -> Place:
    return Place(place.file, place.record, key)


def _is(kind: str, value: object) -> bool:
    if kind == "text":
        return isinstance(value, str) and bool(value)
    if kind == "number":
        return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 100
    if kind == "fraction":
        return isinstance(value, (int, float)) and 0 < value <= 1
    if kind == "yes or no":
        return isinstance(value, bool)
    if kind == "table of lists of texts":
        return isinstance(value, dict) and all(_is("list of texts", words) for words in value.values())
    if kind == "table":
        return isinstance(value, dict)
    if kind == _TEXTS and isinstance(value, str):
        return bool(value)
    return isinstance(value, list) and all(isinstance(item, str) and item for item in value)


def _texts(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def load_pack(root: str | Path) -> Pack:
    """Reads the rule pack in the folder `root`. Raises RulePackError with every issue found, not only the first."""
    reader = _Reader(Path(root))
    pack = _read(reader)
    if reader.issues:
        raise RulePackError(reader.issues)
    return pack


def with_rules(pack: Pack, file: str, text: str) -> Pack:
    """`pack` with the rules of `file` (a path below its folder, new or known) as `text` has them.

    Raises RulePackError with every issue of that text.
    """
    reader, found = _Reader(Path(), {file: text}), _Rules()
    _read_rules(reader, Path(file), pack.lexicons, found)
    known: list[AnyRule] = [*pack.rules, *pack.field_rules, *pack.flag_rules]
    others = [rule for rule in known if rule.place.file != file]
    reader.ids_once([*others, *found.everything()])
    found.check(reader, pack.taxonomy, pack.senders)
    if reader.issues:
        raise RulePackError(reader.issues)
    return replace(
        pack,
        rules=_in_place(pack.rules, found.rules, file),
        field_rules=_in_place(pack.field_rules, found.field_rules, file),
        flag_rules=_in_place(pack.flag_rules, found.flag_rules, file),
    )


def _in_place(known: tuple[_Kind, ...], new: list[_Kind], file: str) -> tuple[_Kind, ...]:
    """`known` with `new` in the place of what stands in `file`: of two rules that rank the same, the earlier wins."""
    before = [rule for rule in known if rule.place.file < file]
    behind = [rule for rule in known if rule.place.file > file]
    return tuple(before + new + behind)


def _read(reader: _Reader) -> Pack:
    root = reader.root
    head = reader.toml(root / "pack.toml")
    taxonomy = _taxonomy(reader.toml(root / "taxonomy.toml"))
    lexicons = _lexicons(reader)
    found = _Rules()
    for path in sorted(root.glob("templates/*.toml")):
        if not path.name.endswith(".cases.toml"):
            _read_rules(reader, path, lexicons, found)
    senders = [
        _sender(table, place)
        for path in sorted(root.glob("senders/*.toml"))
        for _, table, place in reader.tables(path, "sender")
    ]
    reader.ids_once(found.everything())
    reader.ids_once(senders)
    found.check(reader, taxonomy, senders)
    cases = [
        _case(table, place)
        for path in sorted(root.glob("**/*.cases.toml"))
        for _, table, place in reader.tables(path, "case")
    ]
    return Pack(
        name=str(head.get("name", "")),
        version=str(head.get("version", "")),
        language=int(head.get("language", 0)),
        tz=str(head.get("tz", "")),
        phone_scope=tuple(head.get("phone_scope", ())),
        urgent=tuple(head.get("urgent", ())),
        clock_scope=tuple(head.get("clock_scope", ())),
        native_share=float(head.get("native_share", 0)),
        foreign_threshold=float(head.get("foreign_threshold", 0)),
        taxonomy=taxonomy,
        folding=_folding(reader),
        lexicons=lexicons,
        rules=tuple(found.rules),
        field_rules=tuple(found.field_rules),
        flag_rules=tuple(found.flag_rules),
        senders=tuple(senders),
        menus={path.stem: reader.toml(path) for path in sorted(root.glob("menus/*.toml"))},
        cards=reader.toml_if_any(root / "cards.toml"),
        calendars=reader.toml_if_any(root / "calendars.toml"),
        dialects={path.stem: reader.toml(path) for path in sorted(root.glob("dialects/*.toml"))},
        trust=reader.toml_if_any(root / "trust.toml"),
        cases=tuple(cases),
    )


def _taxonomy(table: dict[str, Any]) -> Taxonomy:
    l1 = tuple(table.get("l1", ()))
    pairs = tuple(f"{entry['name']}.{l2}" for entry in l1 for l2 in entry["l2"])
    abstain = str(table.get("abstain", {}).get("category", "other.unknown"))
    return Taxonomy(pairs, l1, abstain, dict(table.get("systems", {})))


def _folding(reader: _Reader) -> dict[str, Any]:
    spec = reader.toml(reader.root / "folding.toml")
    path = reader.root / str(spec.get("traditional", "lexicons/traditional.txt"))
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    spec["pairs"] = [pair for line in lines if not line.startswith("#") for pair in line.split()]
    return spec


def _lexicons(reader: _Reader) -> dict[str, tuple[str, ...]]:
    lexicons: dict[str, tuple[str, ...]] = {}
    for path in sorted(reader.root.glob("lexicons/*.toml")):
        for name, words in reader.toml(path).items():
            place = Place(path.relative_to(reader.root).as_posix(), name)
            if not _is("list of texts", words):
                reader.error("wrong-type", place, "list of texts", type(words).__name__)
            elif name in lexicons:
                reader.error("duplicate-id", place, "a lexicon not defined elsewhere", name)
            else:
                lexicons[name] = tuple(words)
    return lexicons


def _words(reader: _Reader, lexicons: dict[str, tuple[str, ...]], words: list[str], place: Place) -> tuple[str, ...]:
    """`words`, with the words of the lexicon in the place of each `@lexicon`."""
    found: list[str] = []
    for word in words:
        name = word.removeprefix("@")
        if name == word:
            found.append(word)
        elif name in lexicons:
            found.extend(lexicons[name])
        else:
            reader.error("unknown-lexicon", place, "a lexicon of lexicons/", word)
    return tuple(found)


class _Rules:
    """Rules of one or more files, by their kind."""

    def __init__(self) -> None:
        self.rules: list[Rule] = []
        self.field_rules: list[FieldRule] = []
        self.flag_rules: list[FlagRule] = []

    def everything(self) -> list[AnyRule]:
        return [*self.rules, *self.field_rules, *self.flag_rules]

    def check(self, reader: _Reader, taxonomy: Taxonomy, senders: Sequence[Sender]) -> None:
        """What rules name must exist."""
        _check_names(reader, taxonomy, self.rules, [*self.field_rules, *self.flag_rules], senders)
        named = [(rule, flag) for rule in self.rules for flag in rule.flags]
        _check_flags(reader, [*named, *((rule, rule.flag) for rule in self.flag_rules)])


def _read_rules(reader: _Reader, path: Path, lexicons: dict[str, tuple[str, ...]], found: _Rules) -> None:
    """The rules of one file."""
    for kind, table, place in reader.tables(path, "rule", "field", "flag"):
        common: dict[str, Any] = {
            "id": table["id"],
            "texts": _texts(table.get("text", [])),
            "place": place,
            "unless": _words(reader, lexicons, table.get("unless", []), _at(place, "unless")),
            "require": tuple(table.get("require", ())),
            "some": _words(reader, lexicons, table.get("some", []), _at(place, "some")),
        }
        priority = table.get("priority", 50)
        if kind == "field":
            pick = table.get("pick", "")
            if pick not in PICKS:
                reader.error("wrong-type", _at(place, "pick"), "sole or first", pick)
            common |= {"pick": pick, "sure": table.get("sure", 0.0)}
            found.field_rules.append(FieldRule(scope=tuple(table["for"]), priority=priority, **common))
        elif kind == "flag":
            found.flag_rules.append(FlagRule(flag=table["flag"], scope=tuple(table["for"]), **common))
        else:
            rule = Rule(
                category=table["category"],
                sender=table.get("sender"),
                flags=tuple(table.get("flags", ())),
                confidence=float(table.get("confidence", 0.99)),
                regex=table.get("regex"),
                distrust=table.get("distrust"),
                guarded=table.get("guarded", False),
                priority=priority,
                **common,
            )
            if rule.some and "variants" in table:
                reader.error("wrong-key", _at(place, "some"), "none beside variants", "both")
            variants = {
                category: _words(reader, lexicons, words, _at(place, "variants"))
                for category, words in table.get("variants", {}).items()
            }
            found.rules += [*_variants(rule, variants), rule]
            if "also_for" in table:
                common["id"] += "/fields"
                found.field_rules.append(FieldRule(scope=tuple(table["also_for"]), priority=priority, **common))


def _variants(rule: Rule, variants: dict[str, tuple[str, ...]]) -> list[Rule]:
    """The rule once more for each other category, where one of the words that make it that category stands in the
    message: each a step of priority above the next, the last of them a step above the rule itself."""
    return [
        replace(
            rule,
            id=f"{rule.id}/{category.split('.')[-1]}",
            category=category,
            some=words,
            priority=rule.priority + step,
        )
        for step, (category, words) in zip(range(len(variants), 0, -1), variants.items(), strict=True)
    ]


def _sender(table: dict[str, Any], place: Place) -> Sender:
    lists = {key: tuple(table.get(key, ())) for key in ("signatures", "ports", "hosts")}
    return Sender(table["id"], table["name"], table["industry"], place, hotline=table.get("hotline"), **lists)


def _case(table: dict[str, Any], place: Place) -> Case:
    lists = ("flags", "no_fields", "reasons")
    known = {key: value for key, value in table.items() if key not in ("note", *lists)}
    flags, no_fields, reasons = (tuple(table[key]) if key in table else None for key in lists)
    return Case(place=place, flags=flags, no_fields=no_fields or (), reasons=reasons, **known)


def _check_names(
    reader: _Reader,
    taxonomy: Taxonomy,
    rules: list[Rule],
    scoped: list[FieldRule | FlagRule],
    senders: Sequence[Sender],
) -> None:
    """Categories, scopes and senders that rules name must exist."""
    pairs, known = set(taxonomy.pairs), {sender.id for sender in senders}
    scopes = pairs | {pair.split(".")[0] for pair in pairs} | {"*"}
    for rule in rules:
        if rule.category not in pairs:
            reader.error("unknown-category", _at(rule.place, "category"), "a pair of taxonomy.toml", rule.category)
        if rule.sender is not None and rule.sender not in known:
            reader.error("unknown-sender", _at(rule.place, "sender"), "an id of senders/", rule.sender)
        if rule.distrust is not None and rule.distrust not in URGES:
            reader.error("unknown-reason", _at(rule.place, "distrust"), "one of " + ", ".join(URGES), rule.distrust)
        if rule.guarded and rule.distrust is None:
            reader.error("missing-key", _at(rule.place, "distrust"), "a reason beside guarded", "nothing")
    for part in scoped:
        for scope in set(part.scope) - scopes:
            reader.error("unknown-category", _at(part.place, "for"), "an l1, a pair or *", scope)


def _check_flags(reader: _Reader, named: list[tuple[Rule | FlagRule, str]]) -> None:
    for rule, flag in named:
        if flag not in FLAGS:
            reader.error("unknown-flag", _at(rule.place, "flags"), "one of " + ", ".join(FLAGS), flag)
