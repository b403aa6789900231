"""The files of a rule pack as text, cut into the pieces that are changed on their own, and put together again.

A piece is a whole file (a sender's menu) or one table of it with the comments above: a card, a rule, one of the
common menus. It is TOML by itself, so that a mistake in it is told with its own line.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from smsparse.errors import RulePackError
from smsparse.rulepack.records import Issue, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import Any

CARDS_FILE = "cards.toml"
COMMON_MENUS = ("menus/industries.toml", "menus/defaults.toml")
"""Files with a menu for each of several kinds of message, one ``[[menu]]`` after another."""

_HEADER = re.compile(r"\[{1,2}(?P<name>[^\[\]]+)\]{1,2}[ \t]*(?:#.*)?\n?")
_ID = re.compile(r"^id[ \t]*=[ \t]*[\"'](?P<id>[^\"']+)", re.M)
_TOML_PLACE = re.compile(r" ?\(at (?P<where>line \d+, column \d+|end of document)\)$")


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a file: ``text`` stands at ``start`` to ``end`` of it; ``record`` is empty where it is all of it."""

    file: str
    record: str
    text: str
    start: int = 0
    end: int = 0

    @property
    def id(self) -> str:
        """What a change names it by."""
        return f"{self.file}#{self.record}" if self.record else self.file


def read_texts(rules: Path) -> dict[str, str]:
    """The texts that can be changed, by path below ``rules``: cards, menus and templates, without their cases."""
    paths = [rules / CARDS_FILE, *rules.glob("menus/*.toml"), *rules.glob("templates/*.toml")]
    return {
        path.relative_to(rules).as_posix(): path.read_text("utf-8")
        for path in sorted(paths)
        if path.exists() and not path.name.endswith(".cases.toml")
    }


def cut(file: str, text: str) -> dict[str, Piece]:
    """The pieces of a file by record, in order."""
    if file.startswith("menus/") and file not in COMMON_MENUS:
        return {"": Piece(file, "", text, 0, len(text))}
    found: dict[str, Piece] = {}
    for start, end, name in _tables(text):
        record = _record(name, text[start:end], len(found))
        found.setdefault(record, Piece(file, record, text[start:end], start, end))
    return found


def changed(file: str, text: str, changes: Mapping[str, str]) -> str:
    """The file's text with its pieces changed, by record; a record that is not in it goes to the end."""
    pieces = cut(file, text)
    new = [change for record, change in changes.items() if record not in pieces]
    for record in sorted(changes.keys() & pieces.keys(), key=lambda record: -pieces[record].start):
        piece = pieces[record]
        text = text[: piece.start] + changes[record].rstrip("\n") + "\n" + text[piece.end :]
    return "\n".join([text, *new]) if text else "\n".join(new)


def read_piece(piece: Piece, change: str) -> dict[str, Any]:
    """The tables of a changed piece. ``RulePackError`` where it is no TOML, or defines what is not the piece's."""
    data = read_toml(piece.id, change)
    if piece.record:
        own = set(tomllib.loads(piece.text))
        for key in data:
            if key not in own:
                raise _error("unknown-key", Place(piece.file, piece.record, key), " or ".join(sorted(own)), key)
    return data


def read_toml(name: str, text: str) -> dict[str, Any]:
    """TOML as a mapping; ``RulePackError`` with line and column where it is none."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        told = str(error)
        where = _TOML_PLACE.search(told)
        got = told[: where.start()] if where else told
        raise _error("not-toml", Place(name, where["where"] if where else ""), "TOML", got) from None


def _error(code: str, place: Place, expected: str, got: str) -> RulePackError:
    return RulePackError([Issue("error", code, place, expected, got)])


def _tables(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, name) of each table whose header begins a line, with the tables inside it: from the comments right
    above it to its last line that is neither blank nor a comment."""
    start, name, end, at, above = -1, "", 0, 0, -1
    for line in text.splitlines(keepends=True):
        header = _HEADER.fullmatch(line)
        if header and not (start >= 0 and header["name"].strip().startswith(f"{name}.")):
            if start >= 0:
                yield start, end, name
            start, name = (above if above >= 0 else at), header["name"].strip()
        above = (at if above < 0 else above) if line.startswith("#") else -1
        at += len(line)
        if line.strip() and not line.lstrip().startswith("#"):
            end = at
    if start >= 0:
        yield start, end, name


def _record(name: str, text: str, number: int) -> str:
    """What a table is called: its id where it has one, else its header (of a list, with a number)."""
    if name == "menu":
        return f"menu[{number}]"
    found = _ID.search(text)
    return found["id"] if found else name
