"""Texts with placeholders. A template renders whole or not at all: what is missing never leaves a hole."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from smsparse.cards.formatting import FORMATTERS
from smsparse.cards.model import LOCALES
from smsparse.cards.reading import known, listed
from smsparse.errors import CardError
from smsparse.rulepack.records import FIELD_NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

CARD_NAMES = frozenset({"sender", "category", "hotline"})
"""What a placeholder may name besides fields: the sender's name, the category's, the sender's official hotline."""

_PLACEHOLDER = re.compile(r"\{([a-z_]+)(?:\|([a-z_]+))?\}")


@dataclass(frozen=True, slots=True)
class Slot:
    """A placeholder: a name, and the formatter (a key of ``FORMATTERS``) that words its field."""

    name: str
    formatter: str


@dataclass(frozen=True, slots=True)
class Template:
    """Literal text and slots in turn."""

    parts: tuple[str | Slot, ...]

    @property
    def names(self) -> frozenset[str]:
        return frozenset(part.name for part in self.parts if isinstance(part, Slot))

    def render(self, fill: Callable[[Slot], str | None]) -> str | None:
        """The text with every slot filled; None where one cannot be."""
        out = []
        for part in self.parts:
            text = part if isinstance(part, str) else fill(part)
            if text is None:
                return None
            out.append(text)
        return "".join(out)


@dataclass(frozen=True, slots=True)
class LocalText:
    """For each locale the templates to try in order; the first one that renders is the text.

    ``missing``: the locales whose wording is borrowed from another one.
    """

    by_locale: Mapping[str, tuple[Template, ...]]
    missing: tuple[str, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        return frozenset(name for tries in self.by_locale.values() for template in tries for name in template.names)

    @property
    def always_renders(self) -> bool:
        return all(not (tries[-1].names - {"category"}) for tries in self.by_locale.values())

    def render(self, locale: str, fill: Callable[[Slot], str | None]) -> str | None:
        for template in self.by_locale[locale]:
            text = template.render(fill)
            if text is not None:
                return text
        return None

    def literal(self, locale: str) -> str:
        """The text of a wording without placeholders."""
        return "".join(part for part in self.by_locale[locale][0].parts if isinstance(part, str))


class TemplateReader:
    """Reads texts; ``names`` are what placeholders may name."""

    def __init__(self, facts: Iterable[str] = ()) -> None:
        self.names = frozenset(FIELD_NAMES) | CARD_NAMES | frozenset(facts)

    def text(self, data: Any, at: str, *, literal: bool = False) -> LocalText:
        """A string (the same in all locales), a list of strings to try in order, or a table of either by locale.

        Where zh-Hant is missing the wording of zh-Hans stands in; the linter asks for it.
        """
        by_locale = dict(data) if isinstance(data, dict) else dict.fromkeys(LOCALES, data)
        missing: tuple[str, ...] = ()
        if "zh-Hans" in by_locale and "zh-Hant" not in by_locale:
            by_locale["zh-Hant"], missing = by_locale["zh-Hans"], ("zh-Hant",)
        if set(by_locale) != set(LOCALES):
            raise CardError(expected="a wording for " + " and ".join(LOCALES), got=listed(by_locale), at=at)
        text = LocalText({locale: self._tries(tries, at) for locale, tries in by_locale.items()}, missing)
        if literal and (text.names or any(len(tries) != 1 for tries in text.by_locale.values())):
            raise CardError(expected="one fixed text", got="placeholders or several texts", at=at)
        return text

    def _tries(self, data: Any, at: str) -> tuple[Template, ...]:
        tries = data if isinstance(data, list) else [data]
        if not tries:
            raise CardError(expected="at least one text", got="an empty list", at=at)
        return tuple(self.template(text, at) for text in tries)

    def template(self, data: Any, at: str) -> Template:
        """One text that is the same in every locale."""
        if not isinstance(data, str):
            raise CardError(expected="a text", got=type(data).__name__, at=at)
        parts: list[str | Slot] = []
        done = 0
        for found in _PLACEHOLDER.finditer(data):
            parts += [data[done : found.start()], self._slot(found, at)]
            done = found.end()
        parts.append(data[done:])
        if any(isinstance(part, str) and ("{" in part or "}" in part) for part in parts):
            raise CardError(expected="placeholders such as {amount|money}", got="a brace that is none", at=at)
        return Template(tuple(part for part in parts if part))

    def _slot(self, found: re.Match[str], at: str) -> Slot:
        name, formatter = found[1], found[2] or "text"
        if name not in self.names:
            raise CardError(expected="the name of a field", got=repr(name), at=at)
        known(formatter, FORMATTERS, at)
        return Slot(name, formatter)
