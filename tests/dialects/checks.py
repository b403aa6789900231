"""What every export has to keep, told by the payload alone: schemas, bytes, widths, and that nothing is lost untold."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from smsparse.cards.dialects import Exported
    from smsparse.cards.model import Card, MenuEntry

SCHEMAS = Path(__file__).parents[1] / "schemas"


@cache
def validator(name: str) -> Any:
    """The project's own schema of a dialect, as a validator."""
    jsonschema = pytest.importorskip("jsonschema", reason="the extra dev has jsonschema")
    schema = json.loads((SCHEMAS / f"{name}.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def every(payload: Any, key: str) -> Iterator[Any]:
    """What stands under a key, anywhere in the payload."""
    if isinstance(payload, dict):
        for name, value in payload.items():
            if name == key:
                yield value
            yield from every(value, key)
    elif isinstance(payload, list):
        for value in payload:
            yield from every(value, key)


def strings(payload: Any) -> Iterator[str]:
    """Every text of a payload, keys aside."""
    if isinstance(payload, str):
        yield payload
    else:
        for value in payload.values() if isinstance(payload, dict) else payload if isinstance(payload, list) else ():
            yield from strings(value)


def size(payload: Any) -> int:
    """Bytes of the payload as JSON in UTF-8; a lone surrogate is an error."""
    return len(json.dumps(payload, ensure_ascii=False).encode("utf-8"))


def width(text: str) -> int:
    """ASCII one, everything else two."""
    return sum(1 if ord(char) < 128 else 2 for char in text)


class Page(HTMLParser):
    """A page's elements with their attributes, and its text without styles."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta",):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "style":
            return
        self.text += data


# --- nothing is lost untold ------------------------------------------------------------------------------------------


def said(exported: Exported) -> str:
    """Everything the payload says, for looking for a text in it; of a page its text, of a drawing without its box."""
    payload = exported.payload
    if not isinstance(payload, str):
        return "\n".join(strings(payload))
    if payload.startswith("<!doctype"):
        return Page(payload).text
    return payload


def squeezed(text: str) -> str:
    """Without white space and the sides of a box, which a drawing puts between the parts of a text."""
    return re.sub(r"[\s│]+", "", text)


def told(path: str, exported: Exported) -> bool:
    """Whether the report names the path, something above it or something below it, as cut or dropped."""
    return any(
        path == loss.path or path.startswith((f"{loss.path}.", f"{loss.path}[")) or loss.path.startswith(f"{path}.")
        for loss in exported.loss
        if loss.kind in ("cut", "dropped")
    )


def untold(card: Card, exported: Exported) -> list[str]:
    """Paths of texts that neither stand in the payload nor in the report."""
    everything = squeezed(said(exported))
    missing = [path for path, text in card_texts(card) if squeezed(text) not in everything]
    return [path for path in missing if not any(told(one, exported) for one in (path, _action_of(path)))]


def _action_of(label: str) -> str:
    """An entry whose action has no counterpart is gone with it."""
    return label.replace(".label", ".action") if label.startswith("menu.") else label


def card_texts(card: Card) -> Iterator[tuple[str, str]]:
    """Every text of a card that is to be read, with its path."""
    yield "title", card.title
    yield "subtitle", card.subtitle
    for at, row in enumerate(card.rows):
        yield f"rows[{at}].value", row.value
        yield f"rows[{at}].label", row.label
    if card.progress:
        for name in ("label", "used", "total", "left"):
            yield f"progress.{name}", getattr(card.progress, name)
    for at, stop in enumerate(card.timeline):
        for name in ("label", "text", "time"):
            yield f"timeline[{at}].{name}", getattr(stop, name)
    for at, action in enumerate(card.actions):
        yield f"actions[{at}].label", action.label
    for at, entry in enumerate(card.menu.entries if card.menu else ()):
        yield from _entry_texts(f"menu.entries[{at}]", entry)
    if card.brand:
        yield "brand.name", card.brand.name


def _entry_texts(path: str, entry: MenuEntry) -> Iterator[tuple[str, str]]:
    yield f"{path}.label", entry.label
    for at, below in enumerate(entry.entries):
        yield from _entry_texts(f"{path}.entries[{at}]", below)
