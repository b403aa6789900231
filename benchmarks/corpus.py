"""Messages to measure on: made ones from synth/, fresh in every round, or those of a JSON Lines file.

The mix is that of a carrier's day. What is right (category, spans of the fields) comes along by construction.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from dataclasses import asdict, dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from synth import Sample, Wording

SEED = 20260401
TRAINING_SEED = 11  # of the messages that peers' classifiers learn from; no round has it

#: Share of the messages by first level, in hundredths; "" is every other level.
MIX = {"promotion": 45, "verification": 20, "finance": 15, "delivery": 5, "telecom": 5, "": 10}

#: What a corpus is called -> which share of its messages is of wordings that no rule decides; None: as it comes.
CORPORA: dict[str, float | None] = {"mix": None, "rules": 0.0, "model": 0.5}

Span = tuple[int, int]


@dataclass(frozen=True)
class Message:
    """One message and what is right about it; `spans`: half-open, in code points, all of a field's name.

    `category` is "" where a file does not tell it.
    """

    text: str
    sender: str | None = None
    received_at: str | None = None
    category: str = ""
    spans: dict[str, list[Span]] = field(default_factory=dict)


def messages(corpus: str, count: int, number: int = 0) -> list[Message]:
    """The messages of round `number`: those of another round are others. `corpus`: a name of CORPORA or a file's path.

    Raises ValueError where a file has too few messages for that many rounds.
    """
    if corpus not in CORPORA:
        return _from_file(Path(corpus), count, number)
    left = CORPORA[corpus]
    made: list[Message] = []
    for position, (level, share) in enumerate(MIX.items()):
        wanted = -(-count * share // 100)
        seed = (SEED * 1000 + number) * 100 + 10 * list(CORPORA).index(corpus) + position
        made += _made(level, wanted, seed, left)
    random.Random(f"{SEED}/{corpus}/{number}").shuffle(made)
    return made[:count]


def training_messages(per_wording: int) -> list[tuple[str, str]]:
    """(text, category) of what a peer's classifier learns, shuffled; none of them is in a round."""
    from synth import generate

    samples = generate(None, TRAINING_SEED, wordings=usual_wordings(), per_wording=per_wording)
    made = [(sample.text, sample.category) for sample in samples]
    random.Random(TRAINING_SEED).shuffle(made)
    return made


@cache
def usual_wordings() -> list[Wording]:
    """The wordings most senders use, without those in the folders of synth/wordings, which hold what is rare."""
    from synth import load_wordings
    from synth.wordings import WORDINGS_DIR

    return [wording for file in sorted(WORDINGS_DIR.glob("*.toml")) for wording in load_wordings(file)]


def write(path: Path, batch: Iterable[Message]) -> None:
    """One JSON object a line, as `read` takes them."""
    lines = (json.dumps(asdict(message), ensure_ascii=False) for message in batch)
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")


def read(path: Path, count: int | None = None) -> list[Message]:
    """The first `count` messages of a JSON Lines file; only `text` must be there."""
    with path.open(encoding="utf-8") as file:
        return [_message(json.loads(line)) for line in islice(file, count)]


def _made(level: str, count: int, seed: int, left: float | None) -> list[Message]:
    from synth import generate

    if left is None:
        return [_of_sample(sample) for sample in generate(count, seed, wordings=_wordings()[level])]
    decided, undecided = _divided()[level]
    hard = round(count * left)
    parts = ((count - hard, decided, seed), (hard, undecided, seed + 50))
    return [_of_sample(s) for wanted, wordings, own in parts for s in generate(wanted, own, wordings=wordings)]


@cache
def _wordings() -> dict[str, list[Wording]]:
    """The wordings by the levels of MIX."""
    found: defaultdict[str, list[Wording]] = defaultdict(list)
    for wording in usual_wordings():
        level = wording.category.partition(".")[0]
        found[level if level in MIX else ""].append(wording)
    return dict(found)


@cache
def _divided() -> dict[str, tuple[list[Wording], list[Wording]]]:
    """By level: wordings that a rule of the built-in pack decides, and the others; told by two messages of each."""
    from smsparse import Engine
    from synth import generate

    engine = Engine(model=None)
    undecided = {
        sample.wording
        for sample in generate(None, TRAINING_SEED, wordings=usual_wordings(), per_wording=2)
        if not engine.parse(sample.text, sample.sender).decided_by.startswith("rule:")
    }
    return {
        level: ([w for w in wordings if w.id not in undecided], [w for w in wordings if w.id in undecided])
        for level, wordings in _wordings().items()
    }


def _of_sample(sample: Sample) -> Message:
    spans = {name: [span, *sample.more.get(name, ())] for name, span in sample.spans.items()}
    return Message(sample.text, sample.sender, sample.received_at, sample.category, spans)


def _from_file(path: Path, count: int, number: int) -> list[Message]:
    found = read(path, count * (number + 1))[count * number :]
    if len(found) < count:
        raise ValueError(f"{path}: expected {count * (number + 1)} messages for round {number}, got fewer")
    return found


def _message(row: dict[str, object]) -> Message:
    known = {key: row[key] for key in ("sender", "received_at", "category") if row.get(key) is not None}
    spans = row.get("spans") or {}
    assert isinstance(spans, dict)
    return Message(
        str(row["text"]),
        spans={name: [(start, end) for start, end in _pairs(found)] for name, found in spans.items()},
        **known,  # type: ignore[arg-type]
    )


def _pairs(found: list[object]) -> list[list[int]]:
    """A field's spans, given as one pair or as a list of pairs."""
    return [found] if found and isinstance(found[0], int) else found  # type: ignore[list-item, return-value]
