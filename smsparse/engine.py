"""The engine: a compiled pack and a model, immutable, shared between threads. A new pack makes a new engine."""

from __future__ import annotations

from os import fspath, path

from smsparse._native import REASONS, TRUSTS, Parser, ParseResult, Pipeline
from smsparse.entities import Context
from smsparse.entities.kinds import kind_of
from smsparse.errors import ArtifactError
from smsparse.message import check_sender, check_text
from smsparse.rulepack.artifact import Artifact, load_artifact, map_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterable, Iterator, Sequence
    from os import PathLike
    from typing import Any, Literal

    from smsparse._native import Cards, ColumnWriter
    from smsparse.card_contexts import CardContexts
    from smsparse.cards.model import Card, CardContext
    from smsparse.columns import ColumnBuilder

_DATA = path.join(path.dirname(__file__), "_data")  # noqa: PTH118, PTH120  (pathlib takes longer than an engine)
BUILTIN_PACK, BUILTIN_MODEL, BUILTIN_ONNX, BUILTIN_MANIFEST = (
    path.join(_DATA, name)  # noqa: PTH118
    for name in ("builtin.pack", "intent.bin", "intent.onnx", "manifest.json")
)
#: The folder of the sources of the built-in pack, without their cases.
BUILTIN_RULES = path.join(_DATA, "rules")  # noqa: PTH118

_PHISHING = "risk.phishing"


class Engine(Parser):
    """Parses messages with one compiled pack and, if there is one, one intent model.

    `parse` and `parse_as` are its parser's (parser.pxi).

    `pack`: an Artifact, or the path of a compiled pack; the built-in one by default. `model`: the path of a packed
    model, None for rules only. `tz`: the zone of clock times where the receive time brings no offset.
    `allow_regex`: take a pack whose rules hold free expressions, for which no bound of speed is promised.
    Raises ArtifactError for a damaged pack or model, OSError for a missing one.
    """

    def __init__(
        self,
        pack: Artifact | str | PathLike[str] = BUILTIN_PACK,
        *,
        model: str | PathLike[str] | None = BUILTIN_MODEL,
        tz: str = "Asia/Shanghai",
        allow_regex: bool = False,
    ) -> None:
        self._artifact = pack if isinstance(pack, Artifact) else load_artifact(pack)
        sections = self._artifact.sections
        self._settings = _settings_of(sections["settings"])
        self._model_path = None if model is None else fspath(model)
        self._model = None if model is None else _load_model(fspath(model), self._settings["pairs"])
        self.tz = tz
        super().__init__(Pipeline(sections, self._settings, self._model), Context(tz=tz))
        self._pipeline.regexes = _compiled(sections["regexes"], allowed=allow_regex)
        self._cards: Any = None
        self._contexts: CardContexts | None = None
        self._last_cards: tuple[CardContext | None, Cards | None] = (None, None)
        self._head: Any = None
        self._columns: ColumnBuilder | None = None

    # ---- parsing

    def parse_many(self, messages: Iterable[tuple[str, str | None, str | int | None]]) -> Iterator[ParseResult]:
        """Parses (text, sender, received_at) triples in order, one result each, without holding more than one."""
        for text, sender, received_at in messages:
            yield self.parse(text, sender, received_at)

    def parse_arrow(
        self,
        text: Any,
        sender: Any = None,
        received_at: Any = None,
        *,
        threads: int = 1,
        errors: Literal["raise", "column"] = "raise",
        cards: CardContext | None = None,
    ) -> Any:
        """Parses columns of messages into columns of `smsparse.arrow.SCHEMA` (extra ``arrow``).

        `text`, `sender`, `received_at`: anything with the Arrow C data interface, of the types that `smsparse.arrow`
        lists, all of one length. An array gives a pyarrow.RecordBatch; a chunked array or a stream gives a
        RecordBatchReader of batches of at most 65,536 rows, each made when it is read. `threads` share the rows of a
        batch; the answer does not depend on them. A null text gives a row of nulls; UTF-8 that is broken is repaired
        and flagged. `cards`: adds a column `card` for this context, the JSON that `card_json` gives. The schema's
        metadata holds `versions`.
        Raises InvalidMessageError for a type or length that is not right, and, unless `errors` is "column", for the
        first row that is no message, with its number; "column" adds a column `error` (null texts are told there too).
        """
        from smsparse.arrow import parse_arrow

        return parse_arrow(self, text, sender, received_at, threads=threads, errors=errors, cards=cards)

    def parse_arrow_stream(
        self,
        tables: Any,
        text: str = "text",
        sender: str | None = None,
        received_at: str | None = None,
        *,
        keep: Sequence[str] = (),
        threads: int = 1,
        errors: Literal["raise", "column"] = "raise",
        cards: CardContext | None = None,
    ) -> Any:
        """Parses a stream of tables (a reader of pyarrow, a frame of polars, a relation of duckdb ...) batch by batch.

        `text`, `sender`, `received_at`: names of its columns; `keep`: columns that stand before the results. Gives a
        pyarrow.RecordBatchReader that holds no more than one batch, however long the stream is. The rest is as in
        `parse_arrow`; rows are numbered from the beginning of the stream.
        """
        from smsparse.arrow import parse_arrow_stream

        given = self, tables, text, sender, received_at
        return parse_arrow_stream(*given, keep=keep, threads=threads, errors=errors, cards=cards)

    def column_builder(self) -> ColumnBuilder:
        """What builds the columns of this engine, made once."""
        if self._columns is None:
            from smsparse.columns import ColumnBuilder

            self._columns = ColumnBuilder(self)
        return self._columns

    def column_writer(
        self, title_of: array[int], units: Sequence[str], cards: CardContext | None = None
    ) -> ColumnWriter:
        """A writer of columns with this engine, for one thread; see _native.pyi. `cards`: for whom cards are."""
        from smsparse._native import ColumnWriter

        if cards is None:
            return ColumnWriter(self._pipeline, self._context.zone, title_of, units)
        return ColumnWriter(self._pipeline, self._context.zone, title_of, units, self._cards_for(cards), cards.now)

    def sender_titles(self) -> Sequence[str]:
        """The name of each sender profile, by its number."""
        return tuple(self._pipeline.senders.titles)

    def vocabulary(self) -> dict[str, tuple[str, ...]]:
        """Every word that the columns of results may hold, by column, in a fixed order."""
        from smsparse.vocabulary.words import ISO

        rules, senders = self._pipeline.rule_ids, self._pipeline.senders
        return {
            "category": self._pipeline.pairs,
            "decided_by": ("abstain", "model", *(f"rule:{rule}" for rule in rules)),
            "flags": self._pipeline.flag_names,
            "sender_id": tuple(senders.ids),
            "sender_name": tuple(dict.fromkeys(senders.titles)),
            "trust": TRUSTS,
            "reasons": REASONS,
            "name": self._pipeline.field_names,
            "unit": ("B", "s", *sorted(ISO)),
            "by": ("slot", "finder", *(f"field:{rule}" for rule in rules)),
        }

    def classify_many(self, messages: Sequence[tuple[str, str | None]]) -> list[tuple[str, float] | None]:
        """What the model says of (text, sender) pairs, by onnxruntime in one batch: (category, confidence to three
        decimals), other.unknown where it abstains; None where a rule decides.

        The same answers as `parse`, whose head is native. Raises ValueError for an engine without the built-in model,
        OSError where its ONNX file is gone.
        """
        import numpy as np

        from smsparse.intent.calibration import Calibration
        from smsparse.intent.head import IntentModel

        if self._model is None or self._model_path != BUILTIN_MODEL:
            raise ValueError(f"expected an engine with the built-in model, got {self._model_path}")
        if self._head is None:
            self._head = IntentModel(BUILTIN_ONNX), Calibration.load(BUILTIN_MANIFEST)
        head, calibration = self._head
        batch = [
            self._pipeline.features_if_undecided(check_text(text), check_sender(sender)) for text, sender in messages
        ]
        features = [found[0] for found in batch if found is not None]
        counts = np.array([len(found) for found in features])
        decided = iter(calibration.decide(head.classify_batch(features), counts))
        answers = [None if found is None else next(decided) for found in batch]
        return [
            self._as_parsed(*message) if answer and found and (answer[0] == _PHISHING or found[1]) else answer
            for message, found, answer in zip(messages, batch, answers, strict=True)
        ]

    def _as_parsed(self, text: str, sender: str | None) -> tuple[str, float]:
        """What parsing makes of a message of which more counts than the model's word."""
        result = self.parse(text, sender)
        return result.category, result.confidence

    def explain(self, text: str, sender: str | None = None, received_at: str | int | None = None) -> dict[str, Any]:
        """How the answer came about, for people and as JSON.

        `winner`, `rivals` and `vetoed`: rules that match, with the reason why all but one did not decide; `model`: its
        best three. `fields`: each with its span, value, rule, resolver and what was rejected for it, and why; `absent`:
        what was proposed for fields that are not there. `flags`: what set each; `candidates`: every template that was
        tried. `result` is what `parse` gives. Raises as `parse` does.
        """
        from smsparse.explanation import SCANNED, Names, explanation

        result = self.parse(text, sender, received_at)
        facts = self._pipeline.explain(result.text, result.sender_number, SCANNED)
        names = Names(
            pairs=self._pipeline.pairs,
            rules=self._pipeline.rule_ids,
            fields=self._pipeline.field_names,
            flags=self._pipeline.flag_names,
            senders=self._pipeline.senders.ids,
            resolvers={name: kind_of(name, result.category) for name in self._pipeline.field_names},
        )
        return explanation(facts, result, names)

    def card(self, result: ParseResult, context: CardContext | None = None) -> Card:
        """The card of a result for a context (the default one if none is given)."""
        if type(result) is not ParseResult:
            card: Card = self._resolver().card(result, context)
            return card
        return self._cards_for(context).card(result, None if context is None else context.now)

    def card_json(self, result: ParseResult, context: CardContext | None = None) -> bytes:
        """The card of a result as JSON: what `Card.to_dict` gives, without spaces, in UTF-8."""
        return self._cards_for(context).json(result, None if context is None else context.now)

    def _cards_for(self, context: CardContext | None) -> Cards:
        """What makes the cards of a context. Contexts that differ in nothing the wording asks for share it."""
        last, cards = self._last_cards
        if cards is None or context is not last:
            cards = self._card_contexts().cards(context)
            self._last_cards = context, cards
        return cards

    def _card_contexts(self) -> CardContexts:
        if self._contexts is None:
            from smsparse.card_contexts import CardContexts

            self._contexts = CardContexts(self._resolver(), self._pipeline, self._context.zone)
        return self._contexts

    def explain_card(self, result: ParseResult, context: CardContext | None = None) -> list[dict[str, str]]:
        """Why each part of a card is there, and why what else the wording offers is not.

        A list of ``{"path", "outcome": "shown" | "left_out", "reason", "from"}`` in the order in which the wording was
        gone through: rows, actions, menu; ``from`` names the file and key.
        """
        return [told.to_dict() for told in self._resolver().explain(result, context)]

    def _resolver(self) -> Any:
        if self._cards is None:
            import json

            from smsparse.cards import CardResolver

            self._cards = CardResolver(json.loads(bytes(self._artifact.sections["cards"])))
        return self._cards

    @property
    def versions(self) -> dict[str, str]:
        """Versions and digests of the library, the pack and the model."""
        from smsparse import __version__

        return {
            "smsparse": __version__,
            "pack": " ".join((*self._settings["name"], *self._settings["version"], self._artifact.digest[:16])),
            "model": "none" if self._model is None else self._model.digest[:16],
        }


def _settings_of(section: memoryview) -> dict[str, tuple[str, ...]]:
    """The section `settings` as rulepack/compiler.py says it."""
    rows = [line.split("\t") for line in str(section, "utf-8").split("\n")]
    return {name: tuple(values) for name, *values in rows}


def _compiled(section: memoryview, *, allowed: bool) -> dict[int, Any]:
    """The free expressions of a pack by rule number. Raises ArtifactError where they are not allowed or not right."""
    if not section:
        return {}
    if not allowed:
        raise ArtifactError("pack with free expressions", expected="allow_regex=True", got="False", at="Engine")
    import json

    import regex

    try:
        return {int(number): regex.compile(pattern, regex.V1) for number, pattern in json.loads(bytes(section)).items()}
    except regex.error as error:
        raise ArtifactError("bad expression", expected="an expression", got=str(error), at="regex") from None


def _load_model(file: str, pairs: tuple[str, ...]) -> Any:
    from smsparse._native import NativeModel

    return NativeModel(map_file(file), pairs)
