"""Skeletons: the wording of one kind of card for one kind of reader, as words that the native pass fills.

What is fixed is settled here once (the locale, the category's name, what the device can do, how far the sender is to be
trusted, which targets are right); what is left are the texts that a message fills in. Everything is decided by
resolver.py; this module only asks it.

The words of a skeleton, read by filling.pyx. Each part begins with its own length in words, but for the head:

- head: rows at most, actions at most, object of the kind, JSON of it
- text: length, tries, then of each try its pieces: count, then (source, formatter, start, length in ``literals``) of
  each. A fixed text has no tries: length, 0, object, JSON of it
- row: length, objects of label and role, JSON before and behind the value, the text
- progress: length, object of the label, fields used, total, left, formatter, JSON before the figures; 1 for none
- stop: length, objects of label and state, JSON before the text and behind the time, whether it names a place, both
  texts
- action: length, count of its chain, the text of its label, then each step of the chain
- step: length, object of the kind, JSON before the label, what to check of the target, counts of fields that forbid it
  and of params, these fields, the text of the target, then each param
- param: length, object of the name, JSON of it, whether it is needed, characters at most, the text

The card: head, title, subtitle, count of rows, rows, progress, count of stops, stops, count of actions, actions.
An object is a place in ``objects``, JSON a start and a length in ``json``.
"""

from __future__ import annotations

import json
from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from smsparse.cards.formatting import FORMATTERS
from smsparse.cards.model import (
    ACTION_LABEL_WIDTH,
    ACTION_PARAMS,
    PARAM_MAX,
    STOPS_MAX,
    TITLE_MAX,
    VALUE_MAX,
    check_target,
)
from smsparse.cards.resolver import clean, limits, shortened
from smsparse.cards.width import clip, display_width
from smsparse.errors import CardError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from smsparse.cards.actions import ActionSpec
    from smsparse.cards.content import CardSpec, ProgressSpec, RowSpec, StopSpec
    from smsparse.cards.resolver import Filling
    from smsparse.cards.templates import LocalText, Slot, Template

#: Sources of a piece besides the fields, by their numbers in filling.pyx.
LITERAL, SENDER, HOTLINE = -1, -2, -3
_WORDS = {"sender": SENDER, "hotline": HOTLINE}
#: What to check of a target that is filled in: numbers in filling.pyx.
_NO_CHECK, _IS_EMPTY, _IS_OTHER = 0, 1, 6
_CHECKS = {"copy": 2, "dial": 3, "send_sms": 3, "open_url": 4, "view_image": 4, "map": 5} | {
    kind: _IS_OTHER + number for number, kind in enumerate(("open_app", "quick_app", "market", "mini_program", "email"))
}
_FORMATTERS = {name: number for number, name in enumerate(FORMATTERS)}


@dataclass(frozen=True, slots=True)
class Skeleton:
    """Words, code points of literals, pieces of JSON, and what is the same in every card."""

    code: array[int]
    literals: array[int]
    json: bytes
    objects: tuple[Any, ...]


def to_json(value: object) -> bytes:
    """JSON without spaces, in UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def write_skeleton(filling: Filling, fields: Mapping[str, int]) -> Skeleton:
    """The skeleton of a card in the making. ``fields``: the numbers of fields by name."""
    writer = _SkeletonWriter(filling, fields)
    code = writer.card(filling.spec()[0])
    return Skeleton(array("i", code), array("I", writer.literals or [0]), bytes(writer.json), tuple(writer.objects))


class NeverError(Exception):
    """A text that no message fills."""


@dataclass
class _SkeletonWriter:
    filling: Filling
    fields: Mapping[str, int]
    literals: list[int] = field(default_factory=list)
    json: bytearray = field(default_factory=bytearray)
    objects: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.locale = self.filling.wording.locale

    def card(self, spec: CardSpec) -> list[int]:
        """The words of the whole card."""
        rows_max, actions_max = limits(self.filling.context)
        title = self._text(spec.title, lambda text: shortened(text or self.filling.category, TITLE_MAX))
        subtitle = self._fixed("")
        if spec.subtitle:
            subtitle = self._text_or_nothing(spec.subtitle, lambda text: shortened(text, TITLE_MAX))
        return [
            *(rows_max, actions_max, self._object(spec.kind), *self._json(b'{"kind":' + to_json(spec.kind))),
            *title,
            *subtitle,
            *_counted([row for one in spec.rows for row in self._possible(self._row, one)]),
            *(self._progress(spec.progress) if spec.progress else [1]),
            *_counted([stop for one in spec.timeline[:STOPS_MAX] for stop in self._possible(self._stop, one)]),
            *_counted([action for one in spec.actions for action in self._possible(self._action, one)]),
        ]

    # ---- what parts are made of

    def _object(self, value: Any) -> int:
        self.objects.append(value)
        return len(self.objects) - 1

    def _json(self, text: bytes) -> tuple[int, int]:
        self.json += text
        return len(self.json) - len(text), len(text)

    def _fixed(self, text: str) -> list[int]:
        if not text:  # one try of no pieces: as empty as a text that is filled in
            return [3, 1, 0]
        return [5, 0, self._object(text), *self._json(to_json(text))]

    def _text(self, text: LocalText, settle: Callable[[str], str] = str) -> list[int]:
        """A text; ``settle`` clips one that is fixed. NeverError where no message fills it."""
        return self._tries(text.by_locale[self.locale], settle)

    def _tries(self, templates: tuple[Template, ...], settle: Callable[[str], str] = str) -> list[int]:
        tries: list[list[int]] = []
        for template in templates:
            try:
                parts = self._settled(template)
            except NeverError:
                continue
            if not tries and not any(isinstance(part, tuple) for part in parts):
                return self._fixed(settle("".join(map(str, parts))))
            tries.append([len(parts), *(word for part in parts for word in self._piece(part))])
        if not tries:
            raise NeverError
        words = [word for one in tries for word in one]
        return [len(words) + 2, len(tries), *words]

    def _text_or_nothing(self, text: LocalText, settle: Callable[[str], str] = str) -> list[int]:
        try:
            return self._text(text, settle)
        except NeverError:
            return self._fixed("")

    def _settled(self, template: Template) -> list[str | tuple[int, int]]:
        """Literal text and (source, formatter) in turn."""
        parts: list[str | tuple[int, int]] = []
        for part in template.parts:
            settled = part if isinstance(part, str) else self._slot(part)
            if isinstance(settled, str) and parts and isinstance(parts[-1], str):
                parts[-1] += settled
            else:
                parts.append(settled)
        return parts

    def _slot(self, slot: Slot) -> str | tuple[int, int]:
        if slot.name in _WORDS:
            return _WORDS[slot.name], _FORMATTERS[slot.formatter]
        if slot.name in self.fields:
            return self.fields[slot.name], _FORMATTERS[slot.formatter]
        word = self.filling.words.get(slot.name)
        text = clean(FORMATTERS[slot.formatter](word, self.filling.wording)) if word else None
        if text is None:
            raise NeverError
        return text

    def _piece(self, part: str | tuple[int, int]) -> tuple[int, int, int, int]:
        if isinstance(part, tuple):
            return (*part, 0, 0)
        self.literals += map(ord, part)
        return LITERAL, 0, len(self.literals) - len(part), len(part)

    @staticmethod
    def _possible(write: Callable[[Any], list[int]], spec: object) -> list[list[int]]:
        """The words of a part; none where no message fills it."""
        try:
            return [write(spec)]
        except NeverError:
            return []

    # ---- rows, progress, timeline

    def _row(self, spec: RowSpec) -> list[int]:
        label = spec.label.literal(self.locale) if spec.label else ""
        head = b'{"label":' + to_json(label) + b',"value":'
        return _sized(
            *(self._object(label), self._object(spec.role)),
            *(*self._json(head), *self._json(b',"role":' + to_json(spec.role) + b"}")),
            *self._text(spec.value, lambda text: shortened(text, VALUE_MAX)),
        )

    def _progress(self, spec: ProgressSpec) -> list[int]:
        label = spec.label.literal(self.locale)
        names = (self.fields.get(name, -1) for name in (spec.used, spec.total, spec.left))
        head = self._json(b'{"label":' + to_json(label) + b',"used":')
        return _sized(self._object(label), *names, _FORMATTERS[spec.formatter], *head)

    def _stop(self, spec: StopSpec) -> list[int]:
        label = spec.label.literal(self.locale)
        text = self._text(spec.text, lambda text: shortened(text, VALUE_MAX)) if spec.text else self._fixed("")
        time = self._fixed("")
        if spec.time and spec.text:
            time = self._text_or_nothing(spec.time, lambda text: shortened(text, VALUE_MAX))
        elif spec.time:
            time = self._text(spec.time, lambda text: shortened(text, VALUE_MAX))
        head = b'{"label":' + to_json(label) + b',"text":'
        return _sized(
            *(self._object(label), self._object(spec.state)),
            *(*self._json(head), *self._json(b',"state":' + to_json(spec.state) + b"}")),
            *(int(spec.text is not None), *text, *time),
        )

    # ---- actions

    def _action(self, spec: ActionSpec) -> list[int]:
        label = self._text(spec.label, lambda text: clip(text, ACTION_LABEL_WIDTH))
        if label[1] == 0 and not display_width(self.objects[label[2]]):
            raise NeverError
        chain = [link for one in (spec, *spec.fallbacks) for link in self._possible(self._link, one)]
        if not chain:
            raise NeverError
        return _sized(len(chain), *label, *(word for link in chain for word in link))

    def _link(self, spec: ActionSpec) -> list[int]:
        """One action of a chain; NeverError where the device, the trust or the SIM forbids it, or it could not be."""
        capabilities = self.filling.context.capabilities
        if (capabilities is not None and spec.kind not in capabilities) or not self.filling.allowed(spec):
            raise NeverError
        target, params = self._commanded(spec)
        words = self._tries((target,))
        if words[1] == 0 or words == self._fixed(""):
            check = self._checked(spec.kind, self.objects[words[2]] if words[1] == 0 else "")
        else:
            check = _CHECKS.get(spec.kind, _IS_EMPTY)
        required = ACTION_PARAMS[spec.kind][0]
        forbidden = sorted(self.fields[name] for name in spec.names & self.fields.keys()) if self.filling.warns else []
        written = [self._param(name, text, name in required) for name, text in params.items()]
        written = [one for one in written if one]
        if set(required) - params.keys():
            raise NeverError
        return _sized(
            *(self._object(spec.kind), *self._json(b'{"kind":' + to_json(spec.kind) + b',"label":')),
            *(check, len(forbidden), len(written), *forbidden, *words),
            *(word for one in written for word in one),
        )

    def _commanded(self, spec: ActionSpec) -> tuple[Template, Mapping[str, LocalText]]:
        """Target and params, of a send_sms with commands those of the SIM's carrier."""
        if not spec.commands:
            return spec.target, spec.params
        if self.filling.context.carrier not in spec.commands:
            raise NeverError
        target, body = spec.commands[self.filling.context.carrier]
        return target, {"body": body}

    @staticmethod
    def _checked(kind: str, target: str) -> int:
        try:
            check_target(kind, target)
        except CardError:
            raise NeverError from None
        return _NO_CHECK

    def _param(self, name: str, text: LocalText, required: bool) -> list[int]:
        """A param; nothing for one that no message fills and the action can do without."""
        limit = PARAM_MAX.get(name, TITLE_MAX)
        try:
            words = self._text(text)
        except NeverError:
            if required:
                raise
            return []
        if words[1] == 0 and len(self.objects[words[2]]) > limit:
            raise NeverError
        return _sized(self._object(name), *self._json(to_json(name) + b":"), int(required), limit, *words)


def _sized(*words: int) -> list[int]:
    return [len(words) + 1, *words]


def _counted(parts: list[list[int]]) -> list[int]:
    return [len(parts), *(word for part in parts for word in part)]
