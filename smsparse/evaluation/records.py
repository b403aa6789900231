"""Gold lines and prediction lines, one JSON object each, checked when they are read.

A gold line has ``id``, ``text``, ``l1``, ``l2`` and, where there is something to say, ``sender``, ``received_at``,
``flags``, ``fields`` {name: exact part of the text}, ``sure`` (false: readers differ about it), ``alt`` {name: [other
accepted texts]}, ``alt_labels`` [other accepted categories, ``l1`` or ``l1.l2``], ``ignore`` [fields not scored here],
``no_fields`` [fields that must not be given] and ``group`` (messages of one wording). A prediction line is one of
``smsparse parse --jsonl``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from smsparse.errors import EvaluationError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    MessageId = str | int

_TYPE_NAMES = {dict: "an object", list: "an array", str: "a string", bool: "a boolean", type(None): "null"}


@dataclass(frozen=True, slots=True)
class Gold:
    """A labelled message. `flags` is None where the line says nothing of flags."""

    id: MessageId
    text: str
    l1: str | None
    l2: str | None
    fields: Mapping[str, str]
    at: str
    group: str
    sender: str | None = None
    received_at: str | int | None = None
    flags: frozenset[str] | None = None
    sure: bool = True
    alternatives: Mapping[str, tuple[str, ...]] | None = None
    alt_labels: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    no_fields: frozenset[str] = frozenset()

    @property
    def scored(self) -> bool:
        """Whether the category of this row counts."""
        return self.sure and bool(self.l1)

    @property
    def category(self) -> str:
        """The label as one word."""
        return f"{self.l1}.{self.l2}" if self.l2 else str(self.l1)


@dataclass(frozen=True, slots=True)
class Given:
    """A field of an answer; `span` half-open in code points, None where the line has none."""

    text: str
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Prediction:
    """The answer to one message. `category` is None for no answer, `flags` where the line says nothing of flags."""

    id: MessageId
    category: str | None
    confidence: float | None
    decided_by: str | None
    flags: frozenset[str] | None
    fields: Mapping[str, Given]
    at: str


def read_files(paths: Sequence[str]) -> tuple[dict[str, list[Gold]], list[Prediction]]:
    """Gold rows by file, and predictions, from files of either; what a file holds its first line says.

    Raises EvaluationError for a line of the wrong form and an id that is used twice, OSError for a missing file.
    """
    golds: dict[str, list[Gold]] = {}
    predictions: list[Prediction] = []
    for path in paths:
        lines = list(_objects(path))
        if lines and _holds_predictions(*lines[0]):
            predictions += [read_prediction(data, at) for at, data in lines]
        else:
            golds.setdefault(path, []).extend(read_gold(data, at) for at, data in lines)
    _refuse_repeated([row for rows in golds.values() for row in rows])
    _refuse_repeated(predictions)
    return golds, predictions


def _objects(path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """(where, object) of every line that is not blank."""
    with Path(path).open("rb") as source:
        for number, line in enumerate(source, 1):
            if not line.strip():
                continue
            at = f"{path}:{number}"
            try:
                data = json.loads(line.decode("utf-8-sig"))
            except (ValueError, RecursionError):
                raise EvaluationError(expected="a JSON object", got="a line that is not JSON", at=at) from None
            if not isinstance(data, dict):
                raise EvaluationError(expected="a JSON object", got=_type_name(data), at=at)
            yield at, data


def _holds_predictions(at: str, data: Mapping[str, Any]) -> bool:
    if "l1" in data:
        return False
    if "category" in data or "error" in data:
        return True
    raise EvaluationError(expected="a gold line with l1, or an answer with category", got="a line with neither", at=at)


def _refuse_repeated(rows: Sequence[Gold] | Sequence[Prediction]) -> None:
    seen: dict[MessageId, str] = {}
    for row in rows:
        if row.id in seen:
            raise EvaluationError(expected="ids used once", got=f"{row.id!r}, which {seen[row.id]} has", at=row.at)
        seen[row.id] = row.at


def read_gold(data: Mapping[str, Any], at: str) -> Gold:
    """The labelled message of a line. Raises EvaluationError."""
    line = _Line(data, at)
    message_id = line.id()
    return Gold(
        id=message_id,
        text=line.get("text", str, "a string"),
        l1=line.optional("l1", str, "a string or null"),
        l2=line.optional("l2", str, "a string or null"),
        fields=line.texts("fields"),
        at=at,
        group=line.optional("group", str, "a string") or f"row {message_id!r}",
        sender=line.optional("sender", str, "a string or null"),
        received_at=line.optional("received_at", (str, int), "a string, a whole number or null"),
        flags=frozenset(line.strings("flags")) if "flags" in data else None,
        sure=data.get("sure") is None or line.get("sure", bool, "a boolean"),
        alternatives=line.alternatives(),
        alt_labels=frozenset(line.strings("alt_labels")),
        ignore=frozenset(line.strings("ignore")),
        no_fields=frozenset(line.strings("no_fields")),
    )


def read_prediction(data: Mapping[str, Any], at: str) -> Prediction:
    """The answer of a line; an error line is no answer. Raises EvaluationError."""
    line = _Line(data, at)
    confidence = line.optional("confidence", (int, float), "a number")
    return Prediction(
        id=line.id(),
        category=line.optional("category", str, "a string"),
        confidence=None if confidence is None else float(confidence),
        decided_by=line.optional("decided_by", str, "a string"),
        flags=frozenset(line.strings("flags")) if "flags" in data else None,
        fields=line.given(),
        at=at,
    )


class _Line:
    """The object of a line, asked for keys of a type."""

    def __init__(self, data: Mapping[str, Any], at: str) -> None:
        self._data = data
        self._at = at

    def get(self, key: str, types: type | tuple[type, ...], expected: str) -> Any:
        if key not in self._data:
            raise self._wrong(expected, "nothing", key)
        value = self._data[key]
        if not isinstance(value, types) or (isinstance(value, bool) and types is not bool):
            raise self._wrong(expected, _type_name(value), key)
        return value

    def optional(self, key: str, types: type | tuple[type, ...], expected: str) -> Any:
        return None if self._data.get(key) is None else self.get(key, types, expected)

    def id(self) -> MessageId:
        found: MessageId = self.get("id", (str, int), "a string or a whole number")
        return found

    def strings(self, key: str) -> list[str]:
        return self._all_strings(self.optional(key, list, "an array of strings") or [], key)

    def texts(self, key: str) -> dict[str, str]:
        found: dict[str, str] = self.optional(key, dict, "an object of strings") or {}
        for name, text in found.items():
            if not isinstance(text, str):
                raise self._wrong("a string", _type_name(text), f"{key}.{name}")
        return found

    def alternatives(self) -> dict[str, tuple[str, ...]]:
        found = self.optional("alt", dict, "an object of arrays") or {}
        return {name: tuple(self._all_strings(texts, f"alt.{name}")) for name, texts in found.items()}

    def given(self) -> dict[str, Given]:
        """Fields as contract v1 writes them, or as bare texts; empty ones are none."""
        found = self.optional("fields", dict, "an object") or {}
        read = {name: self._given(value, f"fields.{name}") for name, value in found.items()}
        return {name: one for name, one in read.items() if one.text or one.span}

    def _given(self, value: Any, key: str) -> Given:
        if isinstance(value, str):
            return Given(value)
        if not isinstance(value, dict) or not isinstance(value.get("text", ""), str):
            raise self._wrong("a string, or an object with text", _type_name(value), key)
        span = value.get("span")
        if span is None:
            return Given(value.get("text", ""))
        if not (isinstance(span, list) and len(span) == 2 and all(type(end) is int and end >= 0 for end in span)):
            raise self._wrong("two whole numbers from 0", _type_name(span), f"{key}.span")
        return Given(value.get("text", ""), (span[0], span[1]))

    def _all_strings(self, values: Any, key: str) -> list[str]:
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise self._wrong("an array of strings", _type_name(values), key)
        return values

    def _wrong(self, expected: str, got: str, key: str) -> EvaluationError:
        return EvaluationError(expected=expected, got=got, at=f"{self._at}: {key}")


def _type_name(value: Any) -> str:
    """What JSON calls the type of a value; an array that is wrong inside is one of something else."""
    return _TYPE_NAMES.get(type(value), "a number")
