"""Wordings as data: the loader and validator of `synth/wordings/<l1>.toml` (format: README.md).

A problem is reported with file, ordinal of the wording and what was expected; `load_wordings` collects all of them
before it raises `WordingError`, so that an author mends a file in one go.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from .values import Pools, has_generator

HERE = Path(__file__).resolve().parent
WORDINGS_DIR = HERE / "wordings"

FLAGS = ("contains_code", "promo_tail", "time_sensitive", "fragment")
SCRIPTS = ("hans", "hant", "en")

_COMMON_FIELDS = frozenset({"url", "phone"})
_NOTICE_FIELDS = frozenset({"amount", "time", "place", "account_number"})
#: Fields a wording may label, by l1; `url` and `phone` everywhere; `signature` is added by the generator.
FIELDS: Mapping[str, frozenset[str]] = {
    "verification": frozenset({"code", "code_valid"}),
    "finance": frozenset(
        {
            "amount",
            "currency",
            "balance",
            "account_tail",
            "counterparty",
            "time",
            "due_date",
            "min_payment",
            "credit_limit",
        }
    ),
    "delivery": frozenset({"carrier", "tracking_number", "pickup_code", "place"}),
    "order": frozenset({"order_number", "amount", "time", "code"}),
    "travel": frozenset({"number", "departure", "arrival", "time", "seat", "passenger", "order_number"}),
    "telecom": frozenset({"amount", "balance", "data_used", "data_left", "time"}),
    "utility": _NOTICE_FIELDS,
    "health": _NOTICE_FIELDS,
    "public": _NOTICE_FIELDS,
    "reminder": _NOTICE_FIELDS,
}

_KEYS = frozenset({"category", "text", "signature", "flags", "script", "sender"})
_SLOT = re.compile(r"\{([a-z_]*):(=?)([^{}]*)\}")
_HK_WORDS = re.compile(
    r"hk_|_hk|屋苑|本港|抵港|港鐵|入境事務處|HK\$|HKD|港幣|港元|閣下|戶口|香港|賬戶|短訊|致電|澳門|八達通|轉數快|Octopus|聽日|嘅|喺|唔|咗|嚟|哋|俾|喇"
)
_TW_WORDS = re.compile(
    r"tw_|_tw|NT\$|TWD|新[臺台]幣|簡訊|帳戶|台灣|臺灣|門市|超商|客服專線|發票|健保|信用卡末|您好|囉|啦"
)


class WordingError(ValueError):
    """One or more wordings are not valid; the text lists every problem with its file and place."""


@dataclass(frozen=True)
class Slot:
    """A place to be filled: `gen` names a pool or generator, or `literal` is put as it is. `field` "": no label."""

    field: str
    gen: str = ""
    literal: str | None = None


Part = str | Slot


@dataclass(frozen=True)
class Wording:
    """A template of messages of one category.

    `id` is the category and a digest of the text, so it outlives changes of other wordings. `place` is "file #n".
    """

    id: str
    category: str
    text: str
    parts: tuple[Part, ...]
    signature: tuple[str, ...]
    flags: tuple[str, ...]
    script: str
    region: str
    sender: tuple[str, ...]
    pools: Pools = field(repr=False, compare=False, hash=False)
    place: str = ""

    @property
    def l1(self) -> str:
        return self.category.partition(".")[0]

    @property
    def l2(self) -> str:
        return self.category.partition(".")[2]

    @property
    def skeleton(self) -> str:
        """The text without slots, as it is compared for likeness."""
        return _SLOT.sub("", self.text)


def load_wordings(path: Path | str | None = None) -> list[Wording]:
    """The wordings of a file, or of all `*.toml` in and below a directory in name order (default: the built-in ones).

    Raises WordingError with every problem found; OSError if the path cannot be read.
    """
    root = WORDINGS_DIR if path is None else Path(path)
    files = sorted(root.rglob("*.toml")) if root.is_dir() else [root]
    wordings: list[Wording] = []
    problems: list[str] = []
    for file in files:
        found, wrong = read_file(file)
        wordings += found
        problems += wrong
    problems += _duplicates(wordings)
    if problems:
        raise WordingError("\n".join(problems))
    return wordings


def read_file(file: Path) -> tuple[list[Wording], list[str]]:
    """The valid wordings of one file, and its problems, one line each."""
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        return [], [f"{file.name}: not TOML: {error}"]
    problems = [f"{file.name}: unknown key {key!r}" for key in data if key not in ("pools", "wording")]
    pools: dict[str, Sequence[str]] = data.get("pools", {})
    problems += [
        f"{file.name}: pool {key!r}: expected a list of strings" for key, v in pools.items() if not _is_strings(v)
    ]
    problems += [f"{file.name}: pool {p}" for p in _bad_pool_entries(pools)]
    wordings: list[Wording] = []
    for ordinal, table in enumerate(data.get("wording", ()), 1):
        place = f"{file.name} #{ordinal}"
        wrong = list(_problems(table, pools, file.stem))
        problems += [f"{place} ({table.get('category', '?')}): {problem}" for problem in wrong]
        if not wrong:
            wordings.append(_wording(table, pools, place))
    return wordings, problems


@cache
def shared_pools() -> Pools:
    """The pools of pools.toml."""
    tables: dict[str, Pools] = tomllib.loads((HERE / "pools.toml").read_text(encoding="utf-8"))
    return tables["pools"]


def known_gen(name: str, pools: Pools) -> bool:
    """Whether `name` is a pool of the file, a shared pool or a built-in generator."""
    return name in pools or name in shared_pools() or has_generator(name)


def parse_text(text: str) -> tuple[Part, ...]:
    """`text` cut into literals and slots. ValueError if a brace stands outside a well-formed slot."""
    parts: list[Part] = []
    end = 0
    for match in _SLOT.finditer(text):
        if match.start() > end:
            parts.append(text[end : match.start()])
        name, equals, body = match.groups()
        parts.append(Slot(name, literal=body) if equals else Slot(name, gen=body))
        end = match.end()
    if end < len(text):
        parts.append(text[end:])
    loose = [part for part in parts if isinstance(part, str) and ("{" in part or "}" in part)]
    if loose:
        raise ValueError(
            f"expected slots {{field:gen}}, {{:gen}} or {{field:=literal}}, got a loose brace in {loose[0]!r}"
        )
    return tuple(parts)


def region_of(text: str, script: str) -> str:
    """ "cn", "hk", "tw" or "en": whose phone numbers, banks and cities fit a text of this script."""
    if script == "en":
        return "en"
    if script == "hans":
        return "cn"
    return "hk" if len(_HK_WORDS.findall(text)) >= max(1, len(_TW_WORDS.findall(text))) else "tw"


def _wording(table: Mapping[str, Any], pools: Pools, place: str) -> Wording:
    category, text, script = table["category"], table["text"], table.get("script", "hans")
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    return Wording(
        id=f"{category}/{digest}",
        category=category,
        text=text,
        parts=parse_text(text),
        signature=tuple(table.get("signature", ())),
        flags=tuple(table.get("flags", ())),
        script=script,
        region=region_of(" ".join((text, *table.get("signature", ()))), script),
        sender=tuple(table.get("sender", ())),
        pools=pools,
        place=place,
    )


def _problems(table: Mapping[str, Any], pools: Pools, l1: str) -> Iterator[str]:
    unknown = sorted(set(table) - _KEYS)
    if unknown:
        yield f"unknown keys {unknown}, expected some of {sorted(_KEYS)}"
    category, text = table.get("category"), table.get("text")
    if not isinstance(category, str) or not re.fullmatch(rf"{re.escape(l1)}\.[a-z][a-z0-9_]*", category):
        yield f"category {category!r}: expected {l1}.<l2>"
    if table.get("script", "hans") not in SCRIPTS:
        yield f"script {table['script']!r}: expected one of {SCRIPTS}"
    for key in ("signature", "flags", "sender"):
        if not _is_strings(table.get(key, [])):
            yield f"{key}: expected a list of strings"
    yield from (f"flag {flag!r}: expected one of {FLAGS}" for flag in table.get("flags", ()) if flag not in FLAGS)
    if not isinstance(text, str) or not text.strip():
        yield "text: expected a non-empty string"
        return
    try:
        parts = parse_text(text)
    except ValueError as error:
        yield str(error)
        return
    yield from _slot_problems(parts, pools, l1)


def _slot_problems(parts: Sequence[Part], pools: Pools, l1: str) -> Iterator[str]:
    allowed = FIELDS.get(l1, frozenset()) | _COMMON_FIELDS
    for slot in parts:
        if isinstance(slot, str):
            continue
        if slot.field and slot.field not in allowed:
            yield f"field {slot.field!r}: expected one of {sorted(allowed)}"
        if slot.literal is None and not known_gen(slot.gen, pools):
            yield f"gen {slot.gen!r}: expected a pool or a built-in generator"
        if slot.literal == "":
            yield f"field {slot.field!r}: the literal after '=' is empty"


def _bad_pool_entries(pools: Pools) -> Iterator[str]:
    for name, entries in pools.items():
        if not _is_strings(entries):
            continue
        if not entries:
            yield f"{name!r}: expected at least one entry"
        for entry in entries:
            for match in _SLOT.finditer(entry):
                if match[1] or match[2] or not known_gen(match[3], pools):
                    yield f"{name!r}: entry {entry!r}: expected only {{:gen}} of known gens"


def _duplicates(wordings: Sequence[Wording]) -> Iterator[str]:
    first: dict[str, str] = {}
    for wording in wordings:
        if wording.id in first:
            yield f"{wording.place} ({wording.category}): same text as {first[wording.id]}"
        first.setdefault(wording.id, wording.place)


def _is_strings(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
