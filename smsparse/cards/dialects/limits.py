"""What a dialect may hold: its limits with their sources, its settings, and the few words an export adds.

The data are ``rules/dialects/*.toml``, carried by the compiled pack; a limit is

    name = { most = 25, counts = "characters", source = "menu_api" }

or a list of such where a text must keep several. ``source`` is a key of the file's ``[sources]``. Read once, checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from smsparse.cards.model import LOCALES
from smsparse.errors import CardError

COUNTS = ("characters", "bytes", "width", "items")
"""What a limit counts: code points; bytes of UTF-8; width units (ASCII one, all else two); members of a list."""

_WORDS = "words"


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``most`` of what ``counts`` says; ``source`` is the URL or the document that says so."""

    most: int
    counts: str
    source: str


@dataclass(frozen=True, slots=True)
class Dialect:
    """Limits by name (a text keeps all of a name's) and whatever else the dialect's file tells."""

    name: str
    limits: Mapping[str, tuple[Limit, ...]]
    settings: Mapping[str, Any]

    def most(self, name: str) -> int:
        """The number of a limit that stands alone, as of the members of a list."""
        (limit,) = self.limits[name]
        return limit.most


@dataclass(frozen=True, slots=True)
class DialectData:
    """All dialects by name, and by locale the words an export adds to a card's own."""

    dialects: Mapping[str, Dialect]
    words: Mapping[str, Mapping[str, str]]


@cache
def builtin_dialects() -> DialectData:
    """What the built-in pack says of the dialects."""
    import json
    from pathlib import Path

    from smsparse.rulepack.artifact import load_artifact

    sections = load_artifact(Path(__file__).parents[2] / "_data" / "builtin.pack").sections
    return read_dialects(json.loads(bytes(sections["dialects"])))


def read_dialects(tables: Mapping[str, Any]) -> DialectData:
    """The data of ``rules/dialects`` by file stem; ``CardError`` names the first thing wrong with them."""
    words = _read_words(tables.get(_WORDS, {}))
    dialects = {name: _read_dialect(name, table) for name, table in tables.items() if name != _WORDS}
    return DialectData(dialects, words)


def _read_dialect(name: str, table: Mapping[str, Any]) -> Dialect:
    at = f"dialects/{name}.toml: "
    for key in table:
        if key not in ("sources", "limits", "settings"):
            raise CardError(expected="sources, limits and settings", got=repr(key), at=at + key)
    sources = table.get("sources", {})
    limits = {
        key: tuple(
            _read_limit(one, sources, f"{at}limits.{key}") for one in (data if isinstance(data, list) else [data])
        )
        for key, data in table.get("limits", {}).items()
    }
    return Dialect(name, limits, table.get("settings", {}))


def _read_limit(data: Any, sources: Mapping[str, str], at: str) -> Limit:
    if not isinstance(data, Mapping) or set(data) != {"most", "counts", "source"}:
        raise CardError(expected="a table of most, counts and source", got="something else", at=at)
    if not isinstance(data["most"], int) or data["most"] < 1:
        raise CardError(expected="a number of at least 1", got=repr(data["most"]), at=f"{at}.most")
    if data["counts"] not in COUNTS:
        raise CardError(expected="one of " + ", ".join(COUNTS), got=repr(data["counts"]), at=f"{at}.counts")
    if data["source"] not in sources:
        raise CardError(expected="a key of [sources]", got=repr(data["source"]), at=f"{at}.source")
    return Limit(data["most"], data["counts"], sources[data["source"]])


def _read_words(table: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    words: dict[str, dict[str, str]] = {locale: {} for locale in LOCALES}
    for name, texts in table.get("words", {}).items():
        if set(texts) != set(LOCALES):
            at = f"dialects/{_WORDS}.toml: words.{name}"
            raise CardError(expected="a wording for " + ", ".join(LOCALES), got=", ".join(texts), at=at)
        for locale, text in texts.items():
            words[locale][name] = text
    return words
