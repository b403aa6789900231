"""How results, cards and explanations look on a terminal: text out, nothing written, nothing asked.

With colour, spans are underlined; without, they stand in guillemets. A small number leads to the table's row.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from smsparse.cards.dialects import text as text_dialect
from smsparse.cards.width import clip, display_width, pad
from smsparse.explanation import OUT_OF_SCOPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from smsparse.cards.model import Card
    from smsparse.cli.engine_api import ShownField, ShownResult

_RESET = "\x1b[0m"
_SGR = {
    "category": "1;36",
    "good": "32",
    "bad": "31",
    "dim": "2",
    "heading": "1",
    "span": "4;33",
    "flag": "35",
    # roles of a drawn card
    "border": "2",
    "title": "1",
    "warning": "1;31",
    "subtitle": "2",
    "label": "2",
    "primary": "1;33",
    "note": "3",
    "action": "36",
    "menu": "1;34",
    "entry": "34",
}
_TRUST_ROLES = {"certified": "good", "consistent": "good", "suspect": "bad"}
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_CELL_MAX = 34
_FIELD_COLUMNS = ("#", "name", "text", "value", "unit", "conf", "by")


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours, or none."""

    colour: bool

    def __call__(self, role: str, text: str) -> str:
        code = _SGR.get(role) if self.colour else None
        return f"\x1b[{code}m{text}{_RESET}" if code and text else text


def visible(text: str) -> str:
    """The text as it may be shown: controls, bidi marks and lone surrogates replaced, so that no message can steer a
    terminal. Line breaks stay."""
    return text if text.isprintable() else "".join(map(_visible_char, text))


def _visible_char(char: str) -> str:
    if char == "\n" or char.isprintable():
        return char
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    return "·" if char in _BIDI or char == "\u200b" else "\N{REPLACEMENT CHARACTER}"


def result_view(result: ShownResult, palette: Palette, card: Card | None = None, *, width: int = 72) -> str:
    """One result: what it is, from whom, the message with its spans, the fields, the card."""
    numbered = _numbered(result.fields)
    parts = [_headline(result, palette)]
    if result.sender:
        parts.append(_sender_line(result, palette))
    parts += ["", marked_text(result.text, numbered, palette)]
    if numbered:
        parts += ["", field_table(numbered, palette)]
    if card:
        parts += ["", text_dialect.render(card, width=min(width, text_dialect.DEFAULT_WIDTH), paint=palette)]
    return "\n".join(parts)


def _headline(result: ShownResult, palette: Palette) -> str:
    flags = " ".join(palette("flag", flag) for flag in result.flags)
    head = (
        f"{palette('category', result.category)}  {result.confidence:.3f}  {palette('dim', 'by')} {result.decided_by}"
    )
    return f"{head}  {flags}".rstrip()


def _sender_line(result: ShownResult, palette: Palette) -> str:
    sender = result.sender
    assert sender is not None
    trust = palette(_TRUST_ROLES.get(sender.trust, "dim"), sender.trust)
    why = f" ({', '.join(sender.reasons)})" if sender.reasons else ""
    return f"{palette('dim', 'from')} {visible(sender.name)} [{sender.id}] {trust}{why}"


def _numbered(fields: Mapping[str, ShownField]) -> list[tuple[str, ShownField]]:
    """Every field and further value with its number as text, in the order of the message."""
    flat = [one for first in fields.values() for one in (first, *first.more)]
    flat.sort(key=lambda one: (one.span.start, one.span.end))
    return [(str(number), one) for number, one in enumerate(flat, 1)]


def marked_text(text: str, numbered: Iterable[tuple[str, ShownField]], palette: Palette) -> str:
    """The message with its spans marked; a span inside one already marked is left to the table."""
    out = []
    done = 0
    for number, one in numbered:
        if one.span.start < done or one.span.end <= one.span.start:
            continue
        piece = visible(text[one.span.start : one.span.end])
        piece = palette("span", piece) if palette.colour else f"«{piece}»"
        note = palette("dim", number.translate(_SUPERSCRIPTS))
        out += [visible(text[done : one.span.start]), piece, note]
        done = one.span.end
    out.append(visible(text[done:]))
    return "".join(out)


def field_table(numbered: Iterable[tuple[str, ShownField]], palette: Palette) -> str:
    """Number, name, text, value, unit, confidence and origin of every field."""
    rows = [
        (number, one.name, one.text, one.value or "", one.unit or "", f"{one.confidence:.3f}", one.by)
        for number, one in numbered
    ]
    return table(_FIELD_COLUMNS, rows, palette)


def table(head: Sequence[str], rows: Iterable[Sequence[str]], palette: Palette) -> str:
    """Columns as wide as their widest cell, up to a limit; controls made visible, lines cut to one."""
    cells = [[clip(visible(cell).replace("\n", "␊"), _CELL_MAX) for cell in row] for row in rows]
    widths = [max(map(display_width, column)) for column in zip(head, *cells, strict=True)]
    lines = [_table_line(head, widths, palette, "dim"), *(_table_line(row, widths, palette, "") for row in cells)]
    return "\n".join(lines)


def _table_line(cells: Sequence[str], widths: Sequence[int], palette: Palette, role: str) -> str:
    padded = (pad(cell, width) for cell, width in zip(cells, widths, strict=True))
    return palette(role, "  " + "  ".join(padded).rstrip())


def explain_view(explained: Mapping[str, Any], palette: Palette) -> str:
    """Why the engine decided as it did: winner and rivals, the model, each field with what was rejected for it."""
    sections = [
        ("result", _decision(explained["result"])),
        ("folded text", visible(str(explained["folded"]))),
        ("literals found", _listing(explained["literals"])),
        ("sender", _pairs(explained["sender"])),
        ("category", _deciding(explained, palette)),
        ("model", _model(explained["model"], palette)),
        ("fields", "\n".join(_explained_field(one, palette) for one in explained["fields"])),
        ("proposed, but no field", "\n".join(_absent_field(one, palette) for one in explained["absent"])),
        ("flags", "\n".join(f"{one['flag']}  by {one['by']}" for one in explained["flags"])),
        ("templates tried", _candidates(explained["candidates"], palette)),
    ]
    return "\n\n".join(f"{palette('heading', name)}\n{_indented(body or '(none)')}" for name, body in sections)


def _decision(result: Mapping[str, Any]) -> str:
    flags = " ".join(result.get("flags", ()))
    told = (result.get("category"), result.get("confidence"), result.get("decided_by"), flags)
    return "  ".join(str(word) for word in told if word)


def _deciding(explained: Mapping[str, Any], palette: Palette) -> str:
    """The rule that decided, and those that match but did not."""
    winner = explained["winner"]
    lines = ["no rule decided"] if winner is None else [f"{palette('good', '✓')} {_rule(winner)}"]
    for one in (*explained["rivals"], *explained["vetoed"]):
        lines.append(f"{palette('bad', '✗')} {one['rule']}  {one['category']}  {palette('dim', visible(one['why']))}")
    return "\n".join(lines)


def _rule(rule: Mapping[str, Any]) -> str:
    bound = f", for {rule['sender']}" if rule["sender"] else ""
    rank = f"priority {rule['priority']}{bound}, {rule['literal_characters']} literal characters"
    return f"{rule['rule']}  {rule['category']}  {rank}"


def _candidates(candidates: Iterable[Mapping[str, Any]], palette: Palette) -> str:
    """The templates that matched first; those of one rule with the same outcome are one line.

    Field and flag rules of other categories say nothing about this message: they are only counted.
    """
    told = list(candidates)
    outcomes = Counter((one["matched"], one["rule"], one["why"]) for one in told if one["why"] != OUT_OF_SCOPE)
    lines = []
    for (matched, rule, why), count in sorted(outcomes.items(), key=lambda outcome: not outcome[0][0]):
        mark = palette("good", "✓") if matched else palette("bad", "✗")
        times = f" ×{count}" if count > 1 else ""
        lines.append(f"{mark} {rule}{times}  {palette('dim', visible(why))}")
    if others := sum(one["why"] == OUT_OF_SCOPE for one in told):
        lines.append(palette("dim", f"and {others} templates of field and flag rules for other categories"))
    return "\n".join(lines)


def _model(model: Mapping[str, Any] | None, palette: Palette) -> str:
    if model is None:
        return "there is none"
    lines = [f"{float(score):.3f}  {category}" for category, score in model["top"]]
    if not model["asked"]:
        lines.append(palette("dim", "not asked: a rule decided"))
    if model["abstained"]:
        lines.append(palette("bad", f"abstained: none reaches {model['threshold']:.3f}"))
    return "\n".join(lines)


def _explained_field(one: Mapping[str, Any], palette: Palette) -> str:
    value = " ".join(str(part) for part in (one["value"], one["unit"]) if part is not None) or "no value"
    giver = f"slot of {one['rule']}" if one["by"] == "slot" else one["by"]
    priority = "" if one["priority"] is None else f" (priority {one['priority']})"
    lines = [
        f"{one['name']}  {_quoted(one)} by {giver}{priority}  {one['confidence']:.3f}",
        f"  value {visible(value)} by resolver {one['resolver']}",
        *(f"  and {_quoted(further)}" for further in one["more"]),
        *_rejected(one["rejected"], palette),
    ]
    return "\n".join(lines)


def _absent_field(one: Mapping[str, Any], palette: Palette) -> str:
    return "\n".join((str(one["name"]), *_rejected(one["rejected"], palette)))


def _rejected(rejected: Iterable[Mapping[str, Any]], palette: Palette) -> list[str]:
    """A line for each span and reason, with all that proposed it."""
    proposers: dict[tuple[str, str], list[str]] = {}
    for one in rejected:
        proposers.setdefault((_quoted(one), one["why"]), []).append(one["by"])
    return [
        f"  {palette('bad', 'not')} {quoted} by {', '.join(by)}  {palette('dim', visible(why))}"
        for (quoted, why), by in proposers.items()
    ]


def _quoted(one: Mapping[str, Any]) -> str:
    return f"«{visible(one['text'])}» at {one['span'][0]}-{one['span'][1]}"


def _pairs(record: Mapping[str, Any] | None) -> str:
    return "\n".join(f"{key}: {visible(_word(value))}" for key, value in (record or {}).items() if value is not None)


def _listing(items: Iterable[Any]) -> str:
    return "  ".join(visible(_word(item)) for item in items)


def _word(value: Any) -> str:
    """A value on one line: lists by commas, mappings as key=value."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return ", ".join(f"{key}={_word(item)}" for key, item in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(_word, value))
    return str(value)


def _indented(text: str) -> str:
    return "\n".join("  " + line for line in text.split("\n"))
