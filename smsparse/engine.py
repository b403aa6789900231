"""The engine: a compiled pack and a model, immutable, shared between threads. A new pack makes a new engine."""

from __future__ import annotations

from os import fspath, path

from smsparse._pipeline import Pipeline
from smsparse.entities import Context, resolve, script_of
from smsparse.errors import ArtifactError
from smsparse.message import check_received_at, check_sender, check_text
from smsparse.result import Field, ParseResult, SenderMatch, Span
from smsparse.rulepack.artifact import Artifact, load_artifact, map_file
from smsparse.senders.trust import TRUSTS, reasons_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from os import PathLike
    from typing import Any

    from smsparse.cards.model import Card, CardContext
    from smsparse.entities import ReceivedAt

_DATA = path.join(path.dirname(__file__), "_data")  # noqa: PTH118, PTH120  (pathlib takes longer than an engine)
BUILTIN_PACK, BUILTIN_MODEL, BUILTIN_ONNX, BUILTIN_MANIFEST = (
    path.join(_DATA, name)  # noqa: PTH118
    for name in ("builtin.pack", "intent.bin", "intent.onnx", "manifest.json")
)

#: How a field is resolved; fields not named here are text.
_KINDS = {
    "amount": "money", "balance": "money", "min_payment": "money", "credit_limit": "money", "currency": "currency",
    "account_tail": "tail", "code": "code", "code_valid": "duration", "time": "datetime", "due_date": "datetime",
    "phone": "phone", "url": "url", "tracking_number": "tracking", "pickup_code": "pickup", "data_used": "data",
    "data_left": "data", "seat": "seat", "order_number": "order_no",
}  # fmt: skip
_MONEY = frozenset({"amount", "balance", "min_payment", "credit_limit"})
_DATES = ("time", "due_date")

_PHISHING = "risk.phishing"

#: What decided, where no rule did: numbers the pipeline uses.
_BY_MODEL, _ABSTAINED = -1, -2

#: Confidence of a field by what found it; calibrated figures replace these with the accuracy work.
_BY_SLOT, _BY_FIELD_RULE, _BY_FINDER = 0.99, 0.95, 0.9


class Engine:
    """Parses messages with one compiled pack and, if there is one, one intent model.

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
        self._zone = Context(tz=tz)
        self._pipeline = Pipeline(sections, self._settings, self._model)
        self._pipeline.regexes = _compiled(sections["regexes"], allowed=allow_regex)
        self._pairs: tuple[str, ...] = self._pipeline.pairs
        self._cards: Any = None
        self._head: Any = None

    # ---- parsing

    def parse(self, text: str, sender: str | None = None, received_at: str | int | None = None) -> ParseResult:
        """Parses one message.

        `sender`: the number or name it came from. `received_at`: RFC 3339 with an offset, or epoch milliseconds.
        Raises InvalidMessageError for wrong types and for a receive time without an offset; any text gives a result.
        """
        text, sender = check_text(text), check_sender(sender)
        received = None if received_at is None else check_received_at(received_at, self._zone)
        return self._result(text, sender, received, self._pipeline.run(text, sender))

    def parse_as(
        self, category: str, text: str, sender: str | None = None, *, confidence: float = 1.0, abstained: bool = False
    ) -> ParseResult:
        """Parses one message with `category` in place of the model's answer; a rule that matches still decides.

        For evaluating rules and fields apart from the model, or another model with them. Raises ValueError for a
        category the pack does not have.
        """
        if category not in self._pairs:
            raise ValueError(f"category: expected a pair of the pack's taxonomy, got {category!r}")
        text, sender = check_text(text), check_sender(sender)
        given = (self._pairs.index(category), confidence, _ABSTAINED if abstained else _BY_MODEL)
        return self._result(text, sender, None, self._pipeline.run(text, sender, given))

    def _result(self, text: str, sender: str | None, received: ReceivedAt | None, run: Any) -> ParseResult:
        category, confidence, decided, flags, verdict, fields = run
        return ParseResult(
            self,
            text,
            self._pairs[category],
            confidence,
            self._decided_by(decided),
            flags,
            verdict,
            fields,
            sender,
            received,
        )

    def parse_many(self, messages: Iterable[tuple[str, str | None, str | int | None]]) -> Iterator[ParseResult]:
        """Parses (text, sender, received_at) triples in order, one result each, without holding more than one."""
        for text, sender, received_at in messages:
            yield self.parse(text, sender, received_at)

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

        text, sender = check_text(text), check_sender(sender)
        received = None if received_at is None else check_received_at(received_at, self._zone)
        facts = self._pipeline.explain(text, sender, SCANNED)
        result = self._result(text, sender, received, facts["answer"])
        names = Names(
            pairs=self._pairs,
            rules=self._pipeline.rule_ids,
            fields=self._pipeline.field_names,
            flags=self._pipeline.flag_names,
            senders=self._pipeline.senders.ids,
            resolvers={name: _kind_of(name, result.category) for name in self._pipeline.field_names},
        )
        return explanation(facts, result, names)

    def card(self, result: ParseResult, context: CardContext | None = None) -> Card:
        """The card of a result for a context (the default one if none is given)."""
        from smsparse.cards import CardContext as Default

        card: Card = self._resolver().card(result, context or Default())
        return card

    def _resolver(self) -> Any:
        if self._cards is None:
            import json

            from smsparse.cards import CardResolver

            content = json.loads(bytes(self._artifact.sections["cards"]))
            self._cards = CardResolver(content["cards"], content["menus"])
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

    # ---- what results ask for when they are read

    def _decided_by(self, decided: int) -> str:
        if decided >= 0:
            return "rule:" + self._pipeline.rule_ids[decided]
        return "model" if decided == _BY_MODEL else "abstain"

    def flags_of(self, bits: int) -> tuple[str, ...]:
        """Names of the set flags."""
        return tuple(name for number, name in enumerate(self._pipeline.flag_names) if bits >> number & 1)

    def sender_of(self, result: ParseResult) -> SenderMatch | None:
        """The sender profile of a result with its trust; None where nobody is recognised or played at."""
        found = result.raw_verdict()
        if found is None:
            return None
        profile, trust, reasons = found
        senders = self._pipeline.senders
        return SenderMatch(senders.ids[profile], senders.titles[profile], TRUSTS[trust], reasons_of(reasons))

    def _surfaces(self, result: ParseResult) -> dict[str, str]:
        """The text of each field by name, without what the pipeline keeps beside them and what stands in `more`."""
        names = self._pipeline.field_names
        return {
            names[name]: result.text[start:end]
            for name, start, end, _, more in result.raw_fields()
            if not more and name < len(names)
        }

    def fields_of(self, result: ParseResult) -> dict[str, Field]:
        """Every field of a result by name, resolved."""
        names = self._pipeline.field_names
        clock, currencies = self._beside(result)
        raw = [found for found in result.raw_fields() if found[0] < len(names)]
        surfaces = self._surfaces(result)
        further: dict[str, list[Field]] = {}
        built: dict[str, Field] = {}
        script = script_of(result.text) if _needs_script(surfaces) else "hans"
        for name, start, end, rule, more in sorted(raw, key=lambda found: not found[4]):
            others = () if more else further.get(names[name], ())
            context = Context(
                field=names[name],
                currency=currencies.get(names[name], surfaces.get("currency")),
                script=script,
                clock=clock if names[name] == "time" else None,
                tz=self.tz,
            )
            field = self._field(result, (names[name], start, end, rule), context, others)
            if more:
                further.setdefault(field.name, []).append(field)
            else:
                built[field.name] = field
        return dict(sorted(built.items(), key=lambda item: item[1].span.start))

    def _beside(self, result: ParseResult) -> tuple[str | None, dict[str, str]]:
        """What the pipeline kept beside the fields, under the numbers after theirs: a clock time that stands apart from
        its date, and the currency word of each sum of money."""
        names = self._pipeline.field_names
        clock: str | None = None
        currencies: dict[str, str] = {}
        for name, start, end, _, _ in result.raw_fields():
            if name == len(names):
                clock = result.text[start:end]
            elif name > len(names):
                currencies[names[name - len(names) - 1]] = result.text[start:end]
        return clock, currencies

    def _field(
        self,
        result: ParseResult,
        found: tuple[str, int, int, int],
        context: Context,
        more: Sequence[Field],
    ) -> Field:
        name, start, end, rule = found
        text = result.text[start:end]
        kind = _kind_of(name, result.category)
        value, unit = resolve(kind, text, received_at=result.received, category=result.category, context=context)
        ids = self._pipeline.rule_ids
        by, confidence = ("finder", _BY_FINDER)
        if rule >= 0:
            by = "slot" if self._pipeline.is_rule(rule) else "field:" + ids[rule]
            confidence = _BY_SLOT if by == "slot" else _BY_FIELD_RULE
        return Field(name, text, value, unit, Span(start, end), confidence, by, tuple(more))


def _needs_script(surfaces: dict[str, str]) -> bool:
    """Whether the writing of the message decides a value: the currency of a sum, the order of a date in figures."""
    return not _MONEY.isdisjoint(surfaces) or any(name in surfaces and surfaces[name].isascii() for name in _DATES)


def _kind_of(name: str, category: str) -> str:
    """The kind by which a field is resolved."""
    if name == "number":
        return "train" if category == "travel.train" else "flight"
    return _KINDS.get(name, "text")


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
    from smsparse.intent.native import NativeModel

    return NativeModel(map_file(file), pairs)
