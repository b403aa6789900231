"""The noise of real messages: openings, closings, ad tails, opt-outs, typos, widths, evasions, splitting.

Each step changes a list of `Piece`s. A labelled piece is never touched inside, except that its digits may change width
or a risk sender's phone number its separators; so that every label stays the exact text of its span.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from .values import Draw
from .wordings import HERE, Part, Wording, parse_text

#: How often each kind of noise happens to a message that it can happen to.
PROBABILITY: Mapping[str, float] = {
    "opening": 0.06,
    "typo": 0.03,
    "typo_personal": 0.06,
    "evasion": 0.35,
    "half_width_punctuation": 0.05,
    "comma_dropped": 0.03,
    "stop_dropped": 0.08,
    "line_breaks": 0.02,
    "spaces": 0.04,
    "full_width_digits": 0.02,
    "letter_case": 0.05,
    "closing": 0.22,
    "second_closing": 0.3,
    "opt_out_promotion": 0.45,
    "opt_out_reward": 0.08,
    "opt_out_risk": 0.06,
    "opt_out_after_tail": 0.3,
    "split": 0.4,
}
#: How often a message of an l1 gets an advertising tail; the others never do.
TAIL_PROBABILITY: Mapping[str, float] = {
    "verification": 0.015,
    "finance": 0.06,
    "delivery": 0.06,
    "order": 0.06,
    "travel": 0.05,
    "telecom": 0.08,
    "utility": 0.04,
    "health": 0.03,
    "reminder": 0.03,
    "reward": 0.03,
    "account": 0.03,
}
#: A part of a split message shorter than this (code points) is not produced.
MIN_PART = 24

_GREETED = re.compile(r"^(尊敬|亲爱|親愛|您好|你好|亲|嗨|温馨|溫馨|各位|Dear|Hi|Hello|【|\[)")
_HAS_OPT_OUT = re.compile(r"退订|退訂|拒收|回复?TD?|回N|STOP|UNSUB|unsub|取消訂閱|opt out", re.IGNORECASE)
_LINK = re.compile(r"https?:|www\.|[a-z0-9]\.(?:com|cn|cc|net|tw|hk)|[a-z]/[A-Za-z0-9]")
_PHONE = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|[48]00-?\d{3}|0\d{2,3}-?\d{7,8}|95\d{3}|1(?:00|01|23)\d{2})(?!\d{12})")
_NO_CLOSING = frozenset({"personal", "risk", "other", "alert"})
_HALF_WIDTH = str.maketrans("，。：；！？（）", ",.:;!?()")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_CORE_LESS = frozenset({"", "url", "phone", "signature"})


@dataclass(frozen=True)
class Piece:
    """A run of the message: `field` names its label ("" = none), `tail` marks an ad tail, `value` a filled slot."""

    text: str
    field: str = ""
    tail: bool = False
    value: bool = False


Pieces = list[Piece]


@cache
def words() -> Mapping[str, Any]:
    """The tables of noise.toml."""
    return tomllib.loads((HERE / "noise.toml").read_text(encoding="utf-8"))


def fill(parts: Sequence[Part], draw: Draw, known: Mapping[str, str], tail: bool = False) -> Pieces:
    """Pieces of `parts` with each slot filled; a gen in `known` (the sender's own name) gets that value."""
    pieces: Pieces = []
    for part in parts:
        if isinstance(part, str):
            pieces.append(Piece(part, tail=tail))
            continue
        text = part.literal
        if text is None:
            text = known[part.gen] if part.gen in known else draw.value(part.gen)
        pieces.append(Piece(text, part.field, tail, value=True))
    return pieces


def dress(pieces: Pieces, wording: Wording, draw: Draw) -> Pieces:
    """Noise of the body, before the signature is added."""
    pieces = _opening(pieces, wording, draw)
    if wording.l1 == "risk" and wording.script != "en" and _happens("evasion", draw):
        pieces = _evade(pieces, draw)
    if _happens("typo_personal" if wording.l1 in ("personal", "risk") else "typo", draw):
        pieces = _typo(pieces, draw)
    pieces = _closing(pieces, wording, draw)
    pieces = _tail(pieces, wording, draw)
    pieces = _opt_out(pieces, wording, draw)
    return _punctuation(pieces, wording, draw)


def weather(pieces: Pieces, wording: Wording, draw: Draw) -> Pieces:
    """Noise of the whole message, signature and all, that changes no words."""
    if _happens("full_width_digits", draw):
        pieces = [p if _is_link(p) else replace(p, text=p.text.translate(_FULL_WIDTH)) for p in pieces]
    if wording.script != "en" and _happens("spaces", draw):
        pieces = _spaces(pieces, draw)
    return pieces


def split(pieces: Pieces, wording: Wording, draw: Draw) -> tuple[Pieces, str]:
    """One part of a message too long for one SMS, and which part: "first", "second", or "" if it stays whole."""
    length = sum(len(p.text) for p in pieces)
    if "promo_tail" in wording.flags or "fragment" in wording.flags or not _happens("split", draw):
        return pieces, ""
    cut = draw.rng.choice([150, 153, 160] if wording.script == "en" else [60, 66, 67, 67, 70, 70])
    if length < cut + MIN_PART:
        return pieces, ""
    which = draw.pick("first", "first", "second")
    part = _before(pieces, cut) if which == "first" else _after(pieces, cut)
    if not any(p.field == "amount" for p in part):
        part = [replace(p, field="") if p.field == "currency" else p for p in part]
    return [Piece(draw.pick(*words()["part_mark"][which])), *part], which


def has_core_field(pieces: Sequence[Piece]) -> bool:
    """Whether a field that belongs to the kind (not a link, hotline or signature) is left."""
    return any(p.field not in _CORE_LESS for p in pieces)


def _happens(kind: str, draw: Draw) -> bool:
    return draw.chance(PROBABILITY[kind])


def _body(pieces: Sequence[Piece]) -> str:
    return "".join(p.text for p in pieces)


def _is_link(piece: Piece) -> bool:
    return piece.field == "url" or _LINK.search(piece.text) is not None


def _phrase(table: str, key: str, draw: Draw, tail: bool = False) -> Pieces:
    return fill(parse_text(draw.rng.choice(words()[table][key])), draw, {}, tail)


def _without_seen_labels(added: Pieces, pieces: Pieces) -> Pieces:
    """`added` without the label of a link or phone when the body holds an unlabelled one before it."""
    plain = "\n".join(p.text for p in pieces if p.field not in ("url", "phone"))
    seen = {name for name, pattern in (("url", _LINK), ("phone", _PHONE)) if pattern.search(plain)}
    return [replace(p, field="") if p.field in seen else p for p in added]


def _stop(pieces: Pieces, draw: Draw, script: str = "hans") -> Piece:
    """What ends the last sentence before another is added, if nothing does yet."""
    last = _body(pieces)[-1:]
    if script == "en":
        return Piece(" " if last in ".!?" else ". ")
    return Piece("" if last in "。！!~）？" else draw.pick("。", "。", "。", "！", "，", " "))


def _opening(pieces: Pieces, wording: Wording, draw: Draw) -> Pieces:
    unsuited = wording.l1 in ("personal", "other", "alert") or _GREETED.match(_body(pieces))
    if unsuited or not _happens("opening", draw):
        return pieces
    return _phrase("opening", wording.script, draw) + pieces


def _tail(pieces: Pieces, wording: Wording, draw: Draw) -> Pieces:
    unsuited = wording.script == "en" or "promo_tail" in wording.flags
    if unsuited or not draw.chance(TAIL_PROBABILITY.get(wording.l1, 0.0)):
        return pieces
    tails = words()["tails"]
    key = wording.l1 if wording.l1 in tails else "general"
    if wording.script == "hant":
        if wording.l1 == "verification":
            return pieces
        key = "hant"
    added = _without_seen_labels(_phrase("tails", key, draw, tail=True), pieces)
    return [*pieces, _stop(pieces, draw), *added, Piece(draw.pick("。", "！", ""), tail=True)]


def _closing(pieces: Pieces, wording: Wording, draw: Draw) -> Pieces:
    """A service sentence or two after the message's own."""
    if wording.l1 in _NO_CLOSING or not _happens("closing", draw) or _HAS_OPT_OUT.search(_body(pieces)):
        return pieces
    table = words()["closing"]
    key = wording.script if wording.script != "hans" else wording.l1 if wording.l1 in table else "general"
    for _ in range(2 if _happens("second_closing", draw) else 1):
        added = _without_seen_labels(_phrase("closing", key, draw), pieces)
        if _body(added)[:6] not in _body(pieces):
            pieces = [*pieces, _stop(pieces, draw, wording.script), *added]
    return [*pieces, Piece("" if wording.script == "en" else draw.pick("。", "！", ""))]


def _opt_out(pieces: Pieces, wording: Wording, draw: Draw) -> Pieces:
    tailed = any(p.tail for p in pieces)
    kind = "opt_out_after_tail" if tailed else f"opt_out_{wording.l1}"
    if kind not in PROBABILITY or not _happens(kind, draw) or _HAS_OPT_OUT.search(_body(pieces)):
        return pieces
    added = _without_seen_labels(_phrase("opt_out", wording.script, draw, tail=tailed), pieces)
    glue = Piece("") if wording.script != "en" and draw.chance(0.3) else _stop(pieces, draw, wording.script)
    return [*pieces, glue, *added]


def _typo(pieces: Pieces, draw: Draw) -> Pieces:
    """One slip in one literal: a homophone, a lost, doubled or swapped character."""
    places = [i for i, p in enumerate(pieces) if not p.value and len(p.text) > 3 and not _is_link(p)]
    if not places:
        return pieces
    at = draw.rng.choice(places)
    return [*pieces[:at], replace(pieces[at], text=_slip(pieces[at].text, draw)), *pieces[at + 1 :]]


def _slip(text: str, draw: Draw) -> str:
    homophones = [word for word in words()["typo"] if word in text]
    if homophones and draw.chance(0.6):
        word = draw.rng.choice(homophones)
        return text.replace(word, draw.rng.choice(words()["typo"][word]), 1)
    i = draw.rng.randrange(1, len(text) - 1)
    return draw.pick(
        text[:i] + text[i + 1 :], text[:i] + text[i] + text[i:], text[:i] + text[i + 1] + text[i] + text[i + 2 :]
    )


def _evade(pieces: Pieces, draw: Draw) -> Pieces:
    """Sensitive words rewritten with look-alikes or separators, phone numbers broken up."""
    return [_broken_number(p, draw) if p.field == "phone" else p if p.field else _evaded(p, draw) for p in pieces]


def _evaded(piece: Piece, draw: Draw) -> Piece:
    if _is_link(piece):
        return piece
    text = piece.text
    for word, variants in words()["evasion"].items():
        if word in text and draw.chance(0.6 if len(word) > 1 else 0.25):
            broken = draw.pick(".", "·", "*", " ", "-", "/", "_", "、", "'").join(word)
            text = text.replace(word, broken if len(word) > 1 and draw.chance(0.25) else draw.rng.choice(variants))
    return replace(piece, text=text)


def _broken_number(piece: Piece, draw: Draw) -> Piece:
    digits = piece.text
    if not digits.isdigit() or len(digits) != 11 or draw.chance(0.6):
        return piece
    glue = draw.pick("-", " ", ".", "—")
    return replace(piece, text=glue.join((digits[:3], digits[3:7], digits[7:])))


def _punctuation(pieces: Pieces, wording: Wording, draw: Draw) -> Pieces:
    if wording.script == "en":
        if not _happens("letter_case", draw):
            return pieces
        change = str.lower if draw.chance(0.6) else str.upper
        return [p if p.value or _is_link(p) else replace(p, text=change(p.text)) for p in pieces]
    if _happens("half_width_punctuation", draw):
        pieces = _literals(pieces, _HALF_WIDTH)
    if _happens("comma_dropped", draw):
        pieces = _literals(pieces, str.maketrans({"，": draw.pick(" ", "", "；", "、")}))
    if _happens("line_breaks", draw):
        pieces = _literals(pieces, str.maketrans({"。": "。\n", "！": "！\n"}))
    if _happens("stop_dropped", draw) and not pieces[-1].value:
        pieces = [*pieces[:-1], replace(pieces[-1], text=pieces[-1].text.rstrip("。.！!\n"))]
    return pieces


def _literals(pieces: Pieces, table: Mapping[int, Any]) -> Pieces:
    return [p if p.value else replace(p, text=p.text.translate(table)) for p in pieces]


def _spaces(pieces: Pieces, draw: Draw) -> Pieces:
    spaced: Pieces = []
    for piece in pieces:
        around = " " if piece.value and draw.chance(0.7) else ""
        spaced += [Piece(around, tail=piece.tail), piece, Piece(around, tail=piece.tail)]
    return spaced


def _before(pieces: Pieces, cut: int) -> Pieces:
    kept: Pieces = []
    for piece in pieces:
        if len(piece.text) > cut:
            return [*kept, replace(piece, text=piece.text[:cut], field="", tail=piece.tail and cut > 7)]
        kept.append(piece)
        cut -= len(piece.text)
    return kept


def _after(pieces: Pieces, cut: int) -> Pieces:
    for i, piece in enumerate(pieces):
        if len(piece.text) > cut:
            first = piece if cut == 0 else replace(piece, text=piece.text[cut:], field="")
            return [first, *pieces[i + 1 :]]
        cut -= len(piece.text)
    return []
