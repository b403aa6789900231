"""What the page shows of a message: its reading, why it is read so, its card, an export, and the pieces behind them.

Changes come with every request as the texts of pieces (``studio/pieces.py``). Cards and menus with changes are read
anew in a moment; a changed rule means a new pack, which takes seconds to compile, so the last few are kept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

from smsparse.cards import CardContext, CardResolver
from smsparse.cards.dialects import DIALECTS, export
from smsparse.cards.model import LOCALES
from smsparse.engine import BUILTIN_MODEL, Engine
from smsparse.errors import InvalidMessageError
from smsparse.rulepack.artifact import Artifact
from smsparse.rulepack.compiler import compile_pack
from smsparse.rulepack.loader import load_pack, with_rules
from smsparse.studio.pieces import CARDS_FILE, Piece, changed, cut, read_piece, read_texts, read_toml
from smsparse.studio.sources import Sources

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Any

    from smsparse._native import ParseResult
    from smsparse.cards import Card
    from smsparse.rulepack.records import Pack

    Changes = frozenset[tuple[str, str]]
    """(id of a piece, its text)."""

SPAN_UNIT = "utf16"
"""The unit of every span the page gets: what JavaScript counts a text in."""

FORMATS = ("card", *DIALECTS)
"""What a card is shown in beside the phone: itself as contract v1 has it, then every dialect."""

LINES_MAX = 500
"""Messages answered in one request."""

_SHOWN_CANDIDATES = 60
_KEPT_ENGINES, _KEPT_RESOLVERS = 2, 8
_TEMPLATES = "templates/"


@dataclass(frozen=True, slots=True)
class Question:
    """A message as the page asks about it."""

    text: str
    sender: str | None
    received_at: str | int | None
    context: CardContext
    to: str
    changes: Changes

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Question:
        """From the JSON of a request; ``InvalidMessageError`` names the key that is of the wrong form."""
        if "text" not in data:
            raise InvalidMessageError("missing_text", expected="a text", got="nothing", at="text")
        to = checked(data, "to", str, FORMATS[0])
        if to not in FORMATS:
            raise InvalidMessageError("unknown_format", expected=", ".join(FORMATS), got="another word", at="to")
        return cls(
            text=checked(data, "text", str, ""),
            sender=data.get("sender") or None,
            received_at=data.get("received_at") or None,
            context=_context(checked(data, "context", dict, {})),
            to=to,
            changes=_changes(data),
        )


class Workbench:
    """Answers the questions of the page. Holds the pack's texts and a few compiled changes, never a message."""

    def __init__(self, engine: Engine, rules: Path | None) -> None:
        """``rules``: the folder the engine's pack was compiled from; None where it is not at hand (no changes then)."""
        self._engine = engine
        self._compiling = Lock()
        self._texts = {} if rules is None else read_texts(rules)
        self._pack = None if rules is None else replace(load_pack(rules), cases=())
        self._sources = Sources(self._texts, self._pack)
        self._engine_of = lru_cache(_KEPT_ENGINES)(self._make_engine)
        self._resolver_of = lru_cache(_KEPT_RESOLVERS)(self._make_resolver)

    @property
    def about(self) -> dict[str, Any]:
        """What the page asks for once."""
        name = self._resolver_of(frozenset()).category_name if self._pack else lambda category, _: category
        return {
            "versions": self._engine.versions,
            "formats": FORMATS,
            "locales": LOCALES,
            "editable": self._pack is not None,
            "lines_max": LINES_MAX,
            "categories": {
                pair: {"zh": name(pair, "zh-Hans"), "en": name(pair, "en")}
                for pair in self._engine.vocabulary()["category"]
            },
        }

    def read(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Everything about one message, with the changes that come along."""
        question = Question.read(data)
        if question.changes:
            self._editable()
        engine = self._engine_of(_of_templates(question.changes))
        result = engine.parse(question.text, question.sender, question.received_at)
        filling: Engine | CardResolver = self._engine
        if self._pack is not None:
            filling = self._resolver_of(question.changes - _of_templates(question.changes))
        card = filling.card(result, question.context)
        return {
            "result": result.to_dict(span_unit=SPAN_UNIT),
            "why": _why(engine.explain(question.text, question.sender, question.received_at)),
            "parts": _parts(filling, result, question.context),
            "card": card.to_dict(),
            "export": _exported(card, question, result),
            "pieces": self._sources.of(result),
        }

    def try_rule(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Whether a changed rule matches, asked of a pack with nothing but that rule: known in half a second."""
        question = Question.read(data)
        pack = self._editable()
        file, _, record = checked(data, "piece", str, "").partition("#")
        text = dict(question.changes).get(f"{file}#{record}", "")
        self._check_piece(file, record, text)
        alone = with_rules(replace(pack, rules=(), field_rules=(), flag_rules=()), file, text)
        told = _engine(alone, model=None).explain(question.text, question.sender, question.received_at)
        tried = [one for one in told["candidates"] if one["matched"]]
        return {"matched": bool(tried), "why": tried[0]["why"] if tried else "", "fields": told["result"]["fields"]}

    def lines(self, data: Mapping[str, Any]) -> list[dict[str, Any]]:
        """What a list shows of each message of a file, or what is wrong with it."""
        messages = checked(data, "messages", list, [])
        if len(messages) > LINES_MAX:
            raise InvalidMessageError(
                "too_many", expected=f"at most {LINES_MAX} messages", got=str(len(messages)), at="messages"
            )
        engine = self._engine_of(_of_templates(_changes(data)))
        return [_line(engine, message) for message in messages]

    def file(self, data: Mapping[str, Any]) -> dict[str, str]:
        """A file of the pack as the changes have it, to be saved where the rules are kept."""
        file = checked(data, "file", str, "").partition("#")[0]
        texts = self._changed_texts(_changes(data))
        return {"name": file.rpartition("/")[2], "text": texts.get(file, self._texts.get(file, ""))}

    # ---- changes

    def _editable(self) -> Pack:
        if self._pack is None:
            raise InvalidMessageError("no_rules", expected="a studio with --rules FOLDER", got="none", at="changes")
        return self._pack

    def _changed_texts(self, changes: Changes) -> dict[str, str]:
        """The changed files, whole. ``RulePackError`` for the first piece that is no TOML or not of its kind."""
        by_file: dict[str, dict[str, str]] = {}
        for name, text in sorted(changes):
            file, _, record = name.partition("#")
            self._check_piece(file, record, text)
            by_file.setdefault(file, {})[record] = text
        return {file: changed(file, self._texts.get(file, ""), records) for file, records in by_file.items()}

    def _check_piece(self, file: str, record: str, text: str) -> None:
        known = cut(file, self._texts.get(file, ""))
        read_piece(known.get(record, Piece(file, "", "")), text)

    def _make_resolver(self, changes: Changes) -> CardResolver:
        pack = self._editable()
        data = pack.card_data()
        for file, text in self._changed_texts(changes).items():
            if file == CARDS_FILE:
                data["cards"] = read_toml(file, text)
            else:
                stem = file.removeprefix("menus/").removesuffix(".toml")
                data["menus"] = {**data["menus"], stem: read_toml(file, text)}
        return CardResolver(data)

    def _make_engine(self, changes: Changes) -> Engine:
        """One compile at a time: two would only slow each other."""
        if not changes:
            return self._engine
        pack = self._editable()
        for file, text in self._changed_texts(changes).items():
            pack = with_rules(pack, file, text)
        with self._compiling:
            return _engine(pack, model=BUILTIN_MODEL)


def checked(data: Mapping[str, Any], key: str, kind: type, default: Any) -> Any:
    """The value of a key, which is of the type it must be."""
    value = data.get(key, default)
    if not isinstance(value, kind):
        raise InvalidMessageError("wrong_type", expected=_TYPES[kind], got=type(value).__name__, at=key)
    return value


_TYPES = {str: "a text", dict: "an object", list: "a list", bool: "true or false"}


def _context(data: Mapping[str, Any]) -> CardContext:
    tags = checked(data, "tags", list, [])
    return CardContext(
        locale=checked(data, "locale", str, LOCALES[0]),
        large_text=checked(data, "large_text", bool, False),
        carrier=checked(data, "carrier", str, ""),
        area=checked(data, "area", str, ""),
        tags=frozenset(tag for tag in tags if isinstance(tag, str)),
    )


def _changes(data: Mapping[str, Any]) -> Changes:
    changes = checked(data, "changes", dict, {})
    return frozenset((name, checked(changes, name, str, "")) for name in changes)


def _of_templates(changes: Changes) -> Changes:
    """The changes that need a new pack."""
    return frozenset(change for change in changes if change[0].startswith(_TEMPLATES))


def _engine(pack: Pack, *, model: str | None) -> Engine:
    return Engine(Artifact(compile_pack(pack), "changes"), model=model)


def _why(explained: dict[str, Any]) -> dict[str, Any]:
    """The explanation without what the page has already."""
    fields = [{"name": one["name"], "rule": one["rule"], "rejected": one["rejected"]} for one in explained["fields"]]
    kept = {key: explained[key] for key in ("winner", "rivals", "vetoed", "model", "absent", "flags")}
    return {**kept, "fields": fields, "candidates": explained["candidates"][:_SHOWN_CANDIDATES]}


def _parts(filling: Engine | CardResolver, result: ParseResult, context: CardContext) -> list[dict[str, str]]:
    """Why each part of card and menu is shown or left out."""
    if isinstance(filling, Engine):
        return filling.explain_card(result, context)
    return [told.to_dict() for told in filling.explain(result, context)]


def _exported(card: Card, question: Question, result: ParseResult) -> dict[str, Any]:
    """The card in the chosen format; as it is it loses nothing."""
    if question.to == FORMATS[0]:
        return {"to": question.to, "payload": card.to_dict(), "loss": []}
    context = question.context
    exported = export(card, question.to, result, locale=context.locale, large_text=context.large_text, width=0)
    return {"to": question.to, **exported.to_dict()}


def _line(engine: Engine, message: Any) -> dict[str, Any]:
    try:
        if not isinstance(message, dict):
            raise InvalidMessageError("not_object", expected="an object", got=type(message).__name__, at="$")
        result = engine.parse(message.get("text"), message.get("sender"), message.get("received_at"))  # type: ignore[arg-type]
    except InvalidMessageError as error:
        return {"error": error.to_dict()}
    sender = result.sender
    return {
        "category": result.category,
        "confidence": result.confidence,
        "decided_by": result.decided_by,
        "flags": result.flags,
        "trust": sender.trust if sender else "unknown",
        "sender": sender.name if sender else "",
        "fields": list(result.fields),
    }
