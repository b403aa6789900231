"""A rule to begin with, made of a message that no rule decides: its text, with a slot in the place of every field."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from smsparse.entities.kinds import kind_of
from smsparse.rulepack.slots import SLOT_TYPES
from smsparse.studio.pieces import Piece

if TYPE_CHECKING:
    from smsparse._native import ParseResult

DRAFTS_FILE = "templates/drafts.toml"
_SIGNS = re.compile(r"[\\\[\](){}|^$]")
_LONGEST = 300
_TEXT = "text(1..40)"
_LEFT_OUT = frozenset({"signature", "currency"})
"""Fields that finders and sums give by themselves."""


def draft_of(result: ParseResult) -> Piece:
    """The piece of a new rule; its template matches the message it is made of."""
    rule = f"draft/{result.category.replace('.', '-').replace('_', '-')}"
    text = (
        "# Made of this message: keep the words that mark its kind, and put [ ] around what may be missing.\n"
        f'[[rule]]\nid = "{rule}"\ncategory = "{result.category}"\ntext = {_quoted(template_of(result))}\n'
    )
    return Piece(DRAFTS_FILE, rule, text)


def template_of(result: ParseResult) -> str:
    """The message as a template: signs of the language escaped, each field a slot of its type."""
    parts, at = [], 0
    for start, end, slot in sorted(_slots(result)):
        if start >= at:
            parts += [_escaped(result.text[at:start]), slot]
            at = end
    return "".join([*parts, _escaped(result.text[at:_LONGEST])])


def _slots(result: ParseResult) -> list[tuple[int, int, str]]:
    found = [(*field.span, name) for name, field in result.fields.items() if name not in _LEFT_OUT]
    return [(start, end, f"{{{name}:{_type(name, result.category)}}}") for start, end, name in found if end <= _LONGEST]


def _type(name: str, category: str) -> str:
    kind = kind_of(name, category)
    return kind if kind in SLOT_TYPES and kind != "text" else _TEXT


def _escaped(text: str) -> str:
    return _SIGNS.sub(r"\\\g<0>", text).replace("\r", "").replace("\n", r"\n")


def _quoted(text: str) -> str:
    """A string of TOML, its backslashes as they are where that can be; it has no lone surrogates, so U+FFFD instead."""
    text = re.sub("[\ud800-\udfff]", "\ufffd", text)
    if "'" not in text and text.isprintable():
        return f"'{text}'"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(char if char.isprintable() else f"\\U{ord(char):08X}" for char in escaped) + '"'
