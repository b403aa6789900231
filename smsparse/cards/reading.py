"""Reading tables of wording: what is wrong is a ``CardError`` that says what was expected, what was got, and where."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from smsparse.errors import CardError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


@contextmanager
def inside(place: str) -> Iterator[None]:
    """Puts ``place`` before where an error inside says it is."""
    try:
        yield
    except CardError as error:
        raise CardError(expected=error.expected, got=error.got, at=place + error.at) from None


def keys(data: Any, *, required: tuple[str, ...] = (), optional: tuple[str, ...] = ()) -> None:
    """Refuses what is no table, lacks a key, or has one too many."""
    if not isinstance(data, dict):
        raise CardError(expected="a table", got=type(data).__name__, at="(here)")
    for key in required:
        if key not in data:
            raise CardError(expected=f"the key {key!r}", got=listed(data), at=key)
    for key in data:
        known(key, required + optional, key)


def table(data: Mapping[str, Any], key: str) -> dict[str, Any]:
    """The table under ``key``, empty if there is none."""
    found = data.get(key, {})
    if not isinstance(found, dict):
        raise CardError(expected="a table", got=type(found).__name__, at=key)
    return found


def items(data: Mapping[str, Any], key: str) -> list[Any]:
    """The list under ``key``, empty if there is none."""
    found = data.get(key, [])
    if not isinstance(found, list):
        raise CardError(expected="a list", got=type(found).__name__, at=key)
    return found


def words(data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """The list of texts under ``key``."""
    found = items(data, key)
    for index, word in enumerate(found):
        if not isinstance(word, str) or not word:
            raise CardError(expected="a text", got=repr(word), at=f"{key}[{index}]")
    return tuple(found)


def text(data: Mapping[str, Any], key: str, default: str = "") -> str:
    """The text under ``key``."""
    found = data.get(key, default)
    if not isinstance(found, str):
        raise CardError(expected="a text", got=type(found).__name__, at=key)
    return found


def number(data: Mapping[str, Any], key: str, default: int) -> int:
    """The whole number under ``key``."""
    found = data.get(key, default)
    if not isinstance(found, int) or isinstance(found, bool):
        raise CardError(expected="a whole number", got=type(found).__name__, at=key)
    return found


def known(word: Any, words: Iterable[str], at: str) -> None:
    """Refuses a word that is not one of ``words``."""
    choice = tuple(words)
    if word not in choice:
        raise CardError(expected="one of " + ", ".join(choice), got=repr(word), at=at)


def listed(data: Iterable[Any]) -> str:
    """What is there, for an error."""
    return ", ".join(map(str, data)) or "nothing"
