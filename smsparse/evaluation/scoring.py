"""One message: which of its labels, fields, flags and codes an answer has right, made up or missed.

What counts
- the category of rows that are sure; an accepted other label counts as the label of the row,
- fields, of every row, that its l1 has (`FIELDS_OF`), and those it must not have (``no_fields``); texts are equal after
  `fold`; where the data is ``masked``, names and contacts do not count,
- flags of sure rows that the gold line has a list for,
- the code that a phone would copy, of sure rows: wanted from verification messages only, a false one wherever a message
  is neither verification nor an order.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from smsparse.errors import EvaluationError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from smsparse.evaluation.records import Gold, Prediction

    Mark = tuple[str, str, int]
    """(what is counted: l1, field, flag or code; its name; HIT, EXTRA or MISSED)."""

HIT, EXTRA, MISSED = 0, 1, 2

#: The fields that gold lines label, by l1; those of ANYWHERE in every message.
ANYWHERE = frozenset({"signature", "url", "phone"})
_PLACE_AND_TIME = frozenset({"amount", "time", "place", "account_number"})
FIELDS_OF: dict[str, frozenset[str]] = {
    "verification": frozenset({"code", "code_valid"}),
    "finance": frozenset({"amount", "currency", "balance", "account_tail", "counterparty", "time", "due_date"})
    | {"min_payment", "credit_limit"},
    "delivery": frozenset({"carrier", "tracking_number", "pickup_code", "place"}),
    "order": frozenset({"order_number", "amount", "time", "code"}),
    "travel": frozenset({"number", "departure", "arrival", "time", "seat", "passenger", "order_number"}),
    "telecom": frozenset({"amount", "balance", "data_used", "data_left", "time"}),
    **dict.fromkeys(("utility", "health", "public", "reminder"), _PLACE_AND_TIME),
}
#: The flags that readers of a message can see; ``masked`` is about the data.
SEEN_FLAGS = frozenset({"contains_code", "promo_tail", "time_sensitive", "fragment"})
MASKED = "masked"
NO_ANSWER = "none.none"

_SUMS = frozenset({"amount", "balance", "min_payment", "credit_limit"})
_CURRENCY_WORD = re.compile(r"人民币|美元|港币|元|rmb|cny|usd|hkd|inr|rs\.?|[¥$]")
_CURRENCY_CODES = {
    **dict.fromkeys(("rmb", "人民币", "元", "¥", "人民币元"), "cny"),
    **dict.fromkeys(("美元", "$"), "usd"),
    "港币": "hkd",
}


@dataclass(frozen=True, slots=True)
class WrongField:
    """A field as the gold line has it and as the answer has it; None for neither."""

    name: str
    wanted: str | None
    got: str | None


@dataclass(frozen=True, slots=True)
class Compared:
    """A message and its answer. `label`: the category that counts as given; `marks`: what it adds to the figures."""

    gold: Gold
    answer: Prediction | None
    label: str
    l1_right: bool
    pair_right: bool
    marks: tuple[Mark, ...]
    wrong_fields: tuple[WrongField, ...]
    wrong_flags: tuple[str, ...]

    @property
    def label_l1(self) -> str:
        """First level of the label."""
        return self.label.partition(".")[0]

    @property
    def wrong(self) -> bool:
        """Whether anything that counts is wrong."""
        return bool((self.gold.scored and not self.pair_right) or self.wrong_fields or self.wrong_flags)

    @property
    def confidence(self) -> float | None:
        """That of the answer; 0 for none."""
        return 0.0 if self.answer is None or self.answer.category is None else self.answer.confidence


def fold(name: str, text: str) -> str:
    """A field's text as it is compared: NFKC, lower case, without white space; sums without currency and thousands."""
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()
    if name in _SUMS:
        return _CURRENCY_WORD.sub("", folded).replace(",", "").lstrip("+")
    return _CURRENCY_CODES.get(folded, folded) if name == "currency" else folded


def compare(gold: Gold, answer: Prediction | None) -> Compared:
    """Holds an answer (None: there is none) against a gold row. Raises EvaluationError for a span without its text."""
    if answer is not None:
        check_spans(gold, answer)
    label = _accepted_label(gold, answer)
    l1 = label.partition(".")[0]
    l1_right = l1 == gold.l1
    wanted, got = _texts(gold, answer)
    fields = list(_field_marks(gold, wanted, got))
    codes = list(_code_marks(gold, l1, wanted.get("code"), got.get("code")))
    flags = list(_flag_marks(gold, answer))
    wrong_names = dict.fromkeys(name for _, name, outcome in (*fields, *codes) if outcome != HIT)
    return Compared(
        gold=gold,
        answer=answer,
        label=label,
        l1_right=l1_right,
        pair_right=label == gold.category if gold.l2 else l1_right,
        marks=(*_l1_marks(gold, l1), *fields, *flags, *codes),
        wrong_fields=tuple(_wrong_field(name, gold, answer) for name in wrong_names),
        wrong_flags=tuple(("+" if outcome == EXTRA else "-") + name for _, name, outcome in flags if outcome != HIT),
    )


def check_spans(gold: Gold, answer: Prediction) -> None:
    """Raises EvaluationError where a field's span does not hold its text; the error repeats neither."""
    for name, given in answer.fields.items():
        if given.span is not None and gold.text[slice(*given.span)] != given.text:
            raise EvaluationError(
                expected=f"the {len(given.text)} code points of text at span {list(given.span)} of message {gold.id!r}",
                got="others",
                at=f"{answer.at}: fields.{name}",
            )


def _accepted_label(gold: Gold, answer: Prediction | None) -> str:
    label = (answer.category if answer else None) or NO_ANSWER
    if label in gold.alt_labels or label.partition(".")[0] in gold.alt_labels:
        return f"{gold.l1}.{gold.l2 or 'other'}"
    return label


def _texts(gold: Gold, answer: Prediction | None) -> tuple[dict[str, str], dict[str, str]]:
    """Folded texts wanted and got, without ignored fields; an accepted alternative is what was wanted."""
    wanted = {name: fold(name, text) for name, text in gold.fields.items() if name not in gold.ignore}
    got: dict[str, str] = {}
    for name, given in (answer.fields if answer else {}).items():
        if name in gold.ignore or not given.text:
            continue
        text = fold(name, given.text)
        accepted = {fold(name, other) for other in (gold.alternatives or {}).get(name, ())}
        got[name] = wanted.get(name, text) if text in accepted else text
    return wanted, got


def _l1_marks(gold: Gold, l1: str) -> Iterator[Mark]:
    if not gold.scored:
        return
    assert gold.l1 is not None
    if l1 == gold.l1:
        yield "l1", l1, HIT
    else:
        yield "l1", l1, EXTRA
        yield "l1", gold.l1, MISSED


def _field_marks(gold: Gold, wanted: Mapping[str, str], got: Mapping[str, str]) -> Iterator[Mark]:
    counted = FIELDS_OF.get(gold.l1 or "", frozenset()) | gold.no_fields
    if MASKED not in (gold.flags or ()):
        counted |= ANYWHERE
    for name in sorted(counted):
        yield from _marks("field", name, wanted.get(name), got.get(name))


def _code_marks(gold: Gold, l1: str, wanted: str | None, got: str | None) -> Iterator[Mark]:
    if not gold.sure:
        return
    copied = got if l1 == "verification" or gold.l1 not in ("verification", "order") else None
    yield from _marks("code", "code", wanted if gold.l1 == "verification" else None, copied)


def _flag_marks(gold: Gold, answer: Prediction | None) -> Iterator[Mark]:
    if not gold.sure or gold.flags is None or answer is None or answer.flags is None:
        return
    wanted, got = gold.flags - {MASKED}, answer.flags & SEEN_FLAGS
    for name in sorted(wanted | got):
        yield "flag", name, HIT if name in wanted & got else EXTRA if name in got else MISSED


def _marks(kind: str, name: str, wanted: str | None, got: str | None) -> Iterator[Mark]:
    """A wrong text is both made up and missed."""
    if wanted is not None and wanted == got:
        yield kind, name, HIT
        return
    if got is not None:
        yield kind, name, EXTRA
    if wanted is not None:
        yield kind, name, MISSED


def _wrong_field(name: str, gold: Gold, answer: Prediction | None) -> WrongField:
    given = answer.fields.get(name) if answer else None
    return WrongField(name, gold.fields.get(name), given.text if given else None)


def compare_all(golds: Sequence[Gold], predictions: Sequence[Prediction]) -> list[Compared]:
    """Every gold row with its answer. Raises EvaluationError for an answer to a message that is not there."""
    known = {gold.id for gold in golds}
    for prediction in predictions:
        if prediction.id not in known:
            raise EvaluationError(expected="an id of a gold line", got=repr(prediction.id), at=prediction.at)
    answers = {prediction.id: prediction for prediction in predictions}
    return [compare(gold, answers.get(gold.id)) for gold in golds]
