"""What Python sees of the extension; the files it is made of stand in their rooms, see _native.pyx."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from mmap import mmap
from typing import Any, Self

from typing_extensions import Buffer

from smsparse.cards.inputs import ResultLike
from smsparse.cards.model import Card, Menu
from smsparse.cards.plans import Plan, Planner, Someone
from smsparse.entities import Context

# ---- rulepack/sections.pxi

def checksum_of(buffer: memoryview) -> bytes:
    """The checksum of an artifact's payload as `artifact.checksum` defines it; the length is a multiple of four."""

class Section:
    """A section, or whatever lends its bytes, as memory for the native pass."""

    def __init__(self, buffer: Buffer) -> None: ...

class Strings:
    """The strings of a section written by `rulepack.words.string_table`: read lazily, never copied as a whole.

    Raises IndexError for a number that is not one of theirs; negative ones do not count from the end.
    """

    def __init__(self, sections: Mapping[str, memoryview], name: str) -> None: ...
    def __len__(self) -> int: ...
    def __getitem__(self, number: int, /) -> str: ...
    def __iter__(self) -> Iterator[str]: ...

# ---- senders/trust.pxi

TRUSTS: tuple[str, ...]
REASONS: tuple[str, ...]
HOST_KINDS: tuple[str, ...]

class Senders:
    """The sender profiles of a pack and the facts of its trust.toml; its functions are for the native pass.

    `ids` and `titles` by the number of the profile. The probes take texts as already folded, and senders as they came.
    """

    def __init__(self, sections: Mapping[str, memoryview]) -> None: ...
    @property
    def ids(self) -> Strings: ...
    @property
    def titles(self) -> Strings: ...
    def probe_match(self, signature: str | None, sender: str | None) -> tuple[int, bool, bool] | None: ...
    def probe_number(self, sender: str) -> tuple[str, bool, bool]: ...
    def probe_host(self, link: str, profile: int) -> tuple[str, str, int]: ...
    def probe_contradiction(
        self, text: str, signature: str | None, sender: str | None, links: Sequence[str]
    ) -> int: ...
    def probe_verdict(
        self,
        text: str,
        signature: str | None,
        sender: str | None,
        links: Sequence[str],
        urging: str | None,
        phone: str | None,
    ) -> tuple[int, str, tuple[str, ...]] | None: ...

# ---- entities/resolving.pxi

RESOLVERS: dict[str, int]
SCRIPTS: tuple[str, ...]
AHEAD_TOPICS: tuple[str, ...]
NEAREST_TOPICS: tuple[str, ...]

class Zone:
    def __new__(cls, first_offset: int, transitions: Sequence[tuple[int, int]] = ()) -> Self: ...
    def at_utc(self, utc: int) -> int: ...
    def at_local(self, local: int) -> int: ...

def lean_of(category: str) -> int: ...
def resolve_one(
    kind: int,
    text: str,
    script: str,
    currency: str | None,
    clock: str | None,
    category: str,
    is_due: bool,
    received: tuple[int, int] | None,
    zone: Zone,
) -> tuple[str | None, str | None]: ...
def script_of(text: str) -> str: ...
def received_from(text: str) -> tuple[int, int]: ...
def year_at(local: int) -> int: ...
def iso_datetime(local: int, offset: int, *, with_seconds: bool) -> str: ...

# ---- intent/features.pxi

NO_TOKENS: int

def features_of(folded: str) -> list[int]:
    """The features of a folded message, in order, repeats and all: numbers from 1 to 2**FEATURE_BITS - 1."""

# ---- intent/native.pxi

SUREST: float

class NativeModel:
    """A packed intent model, ready to classify.

    `data`: what pack.pack_intent made, read in place; `pairs`: the categories in the order the caller numbers them,
    which must be the model's. Raises ArtifactError for a damaged file, another format or other categories.
    """

    labels: tuple[str, ...]
    threshold: float
    scale: float
    growth: float
    fusion: tuple[float, ...]
    digest: str

    def __init__(self, data: bytes | mmap, pairs: tuple[str, ...]) -> None: ...
    def logits_of(self, features: list[int], plain: bool = False) -> list[int]:
        """The logits of one message, whole numbers in the order of `labels`.

        `plain`: as on a processor without the wide registers of AVX2; the answer is the same.
        """

    def probabilities_of(self, logits: list[int], count: int) -> list[float]:
        """The calibrated probability of each label, from logits of a message with `count` features."""

def powers_of(values: list[float], plain: bool = False) -> list[float]:
    """e to the power of each value, none above 0 or below -700, as the kernel works out shares; `plain` as above."""

# ---- pipeline.pxi

class Scratch: ...

class Pipeline:
    def __init__(
        self, sections: Mapping[str, memoryview], settings: dict[str, tuple[str, ...]], model: NativeModel | None
    ) -> None: ...
    regexes: dict[int, Any]
    @property
    def senders(self) -> Senders: ...
    @property
    def sections(self) -> Mapping[str, memoryview]: ...
    @property
    def pairs(self) -> tuple[str, ...]: ...
    @property
    def rule_ids(self) -> Strings: ...
    @property
    def field_names(self) -> tuple[str, ...]: ...
    @property
    def flag_names(self) -> tuple[str, ...]: ...
    @property
    def literals(self) -> Strings: ...
    def features_if_undecided(self, message: str, sender_number: str | None) -> tuple[list[int], bool] | None: ...
    def fold(self, text: str) -> str: ...
    def explain(self, message: str, sender_number: str | None, slot_types: Sequence[int]) -> dict[str, Any]: ...
    def probe_fold(self, text: str) -> tuple[str, list[int], bool]: ...
    def probe_literals(self, folded: str) -> set[int]: ...
    def probe_slot(self, kind: int, low: int, high: int, folded: str, at: int) -> tuple[int, int, int] | None: ...
    def probe_template(self, number: int, folded: str) -> tuple[int, int, list[tuple[int, int, int]]] | None: ...
    def probe_steps(self, message: str, sender_number: str | None = None) -> tuple[int, int, int]: ...
    def probe_candidates(self, folded: str) -> dict[int, tuple[int, int]]: ...

# ---- result.pxi

class Span:
    def __init__(self, start: int, end: int) -> None: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    def __iter__(self) -> Iterator[int]: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

class Field:
    def __init__(
        self,
        name: str,
        text: str,
        value: str | None,
        unit: str | None,
        span: Span,
        confidence: float,
        by: str,
        more: tuple[Field, ...] = ...,
    ) -> None: ...
    @property
    def name(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def value(self) -> str | None: ...
    @property
    def unit(self) -> str | None: ...
    @property
    def span(self) -> Span: ...
    @property
    def confidence(self) -> float: ...
    @property
    def by(self) -> str: ...
    @property
    def more(self) -> tuple[Field, ...]: ...
    def to_dict(self, units: list[int] | None = ...) -> dict[str, Any]: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

class SenderMatch:
    def __init__(self, id: str, name: str, trust: str, reasons: tuple[str, ...]) -> None: ...
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def trust(self) -> str: ...
    @property
    def reasons(self) -> tuple[str, ...]: ...
    def to_dict(self) -> dict[str, Any]: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

class ParseResult:
    def __init__(self, *args: object, **kwargs: object) -> None: ...
    @property
    def text(self) -> str: ...
    @property
    def category(self) -> str: ...
    @property
    def confidence(self) -> float: ...
    @property
    def decided_by(self) -> str: ...
    @property
    def sender_number(self) -> str | None: ...
    @property
    def l1(self) -> str: ...
    @property
    def l2(self) -> str: ...
    @property
    def received_at(self) -> str | None: ...
    @property
    def flags(self) -> tuple[str, ...]: ...
    @property
    def sender(self) -> SenderMatch | None: ...
    @property
    def fields(self) -> dict[str, Field]: ...
    @property
    def card(self) -> Card: ...
    def to_dict(self, span_unit: str = ...) -> dict[str, Any]: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> Self: ...
    def __deepcopy__(self, memo: dict[int, Any]) -> Self: ...

def span_units(text: str, unit: str) -> list[int] | None: ...

# ---- parser.pxi

class Parser:
    """What an engine parses messages with, one by one: a pipeline, and the zone of times."""

    @property
    def _pipeline(self) -> Pipeline: ...
    @property
    def _context(self) -> Context: ...
    def __init__(self, pipeline: Pipeline, context: Context) -> None: ...
    def parse(self, text: str, sender: str | None = None, received_at: str | int | None = None) -> ParseResult: ...
    def parse_as(
        self,
        category: str,
        text: str,
        sender: str | None = None,
        *,
        confidence: float = 1.0,
        abstained: bool = False,
    ) -> ParseResult: ...

# ---- card_writer.pxi

class CardWriter:
    def __init__(self, planner: Planner, pipeline: Pipeline, zone: Zone) -> None: ...

class Owner:
    def __init__(self, plan: Plan, menu: Menu | None, menu_json: bytes) -> None: ...

class Cards:
    """The cards of an engine for one context; shared by threads, each of which takes a writer of its own."""

    planner: Planner
    def __init__(self, planner: Planner, pipeline: Pipeline, zone: Zone) -> None: ...
    def card(self, result: ParseResult, now: datetime | None) -> Card:
        """The card of a result. ``now``: for the conditions of menus, the receive time where it is None."""

    def json(self, result: ParseResult, now: datetime | None) -> bytes:
        """The same as JSON: what ``to_dict`` gives, in its order, without spaces, in UTF-8."""

    def probe(self, told: ResultLike, sender: Someone | None, now: datetime | None) -> tuple[Card, bytes]:
        """The card and its JSON of fields and values that are given, not worked out; what property tests compare.

        The text of ``told`` is that of its fields and their further values, one after the other.
        """

# ---- column_reader.pxi

#: (address of the bitmap or 0, of the offsets or 0, of the data, first row, whether offsets have 64 bits)
_Column = tuple[int, int, int, int, bool]

def read_times(column: _Column, zone: Zone, state: bytearray, seconds: array[int], minutes: array[int]) -> None:
    """Reads a column of receive times: texts in RFC 3339, or, without offsets, numbers: epoch milliseconds.

    Fills a value a row: `state` with 0 where there is none, 1 where it was read, 2 where Python has to look; `seconds`
    since 1970 on the wall clock, `minutes` that is east of UTC. `zone` gives the offset of instants.
    """

# ---- column_writer.pxi

class Memory:
    def __buffer__(self, flags: int, /) -> memoryview: ...

class ColumnWriter:
    def __init__(
        self,
        pipeline: Pipeline,
        zone: Zone,
        title_of: array[int],
        units: Sequence[str],
        cards: Cards | None = None,
        now: datetime | None = None,
    ) -> None: ...
    def write(
        self,
        texts: _Column,
        senders: _Column | None,
        times: tuple[bytes | bytearray, array[int], array[int]] | None,
        start: int,
        stop: int,
    ) -> None: ...
    def buffers(self) -> tuple[int, int, dict[str, Memory]]: ...
