"""The engines by name, each with the packages it needs. Nothing is imported before an engine is made."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module, metadata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.engines.base import Engine


@dataclass(frozen=True)
class Entry:
    """One engine: how it is made, what it needs, and how many messages of a round it is asked at most.

    `whole`: it does the job of the definitions (category and fields), so its answers are checked against their bounds.
    """

    name: str
    what: str
    make: Callable[[], Engine]
    packages: tuple[str, ...] = ()
    most: int | None = None
    peer: bool = True
    whole: bool = True

    def versions(self) -> dict[str, str]:
        """The versions of its packages. Raises PackageNotFoundError where one is missing."""
        return {package: metadata.version(package) for package in self.packages}


def _part(module: str, name: str) -> Callable[[], Engine]:
    def make() -> Engine:
        made: Engine = getattr(import_module(f"benchmarks.engines.{module}"), name)()
        return made

    return make


_FASTTEXT = "fasttext-community"
_COMMON = (_FASTTEXT, "orjson")
_AHO = "pyahocorasick"

_ALL = (
    Entry("smsparse", "Arrow in, Arrow IPC out", _part("ours", "Arrow"), ("pyarrow",), peer=False),
    Entry("smsparse-many", "parse_many, results as dicts", _part("ours", "Many"), peer=False),
    Entry("smsparse-one", "parse() a message, results as dicts", _part("ours", "One"), peer=False),
    Entry("usual", "jieba, `re` in turn, fastText", _part("pipelines", "usual"), ("jieba", *_COMMON), 500),
    Entry("tuned", "hyperscan, `re`, fastText", _part("pipelines", "tuned"), ("hyperscan", *_COMMON)),
    Entry("hyperscan", "picks rules, no more", _part("parts", "PatternNames"), ("hyperscan",), whole=False),
    Entry("re2", "its set, `re`; no classifier", _part("pipelines", "re2"), ("google-re2",), 2000, whole=False),
    Entry(_AHO, "literals, `re`; no classifier", _part("pipelines", _AHO), (_AHO,), 5000, whole=False),
    Entry("fasttext", "classifies every message", _part("parts", "Classes"), (_FASTTEXT,), whole=False),
    Entry("jieba", "words, no more", _part("parts", "jieba_words"), ("jieba",), 5000, whole=False),
    Entry("rjieba", "words, no more", _part("parts", "rjieba_words"), ("rjieba",), whole=False),
    Entry("jionlp", "its extractors of entities", _part("parts", "JioNlp"), ("jionlp",), 500, whole=False),
)

ENGINES: dict[str, Entry] = {entry.name: entry for entry in _ALL}
