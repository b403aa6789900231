"""Single parts at their own job, so that one sees what each costs a pipeline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.engines.base import Peer
from benchmarks.engines.classifiers import by_characters, jieba_cut
from benchmarks.engines.folding import Folding
from benchmarks.engines.prefilters import HyperscanPrefilter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class PatternNames(Peer):
    """Hyperscan alone: which rules may match. No slots, no conditions, nothing confirmed, so no category either."""

    def __init__(self) -> None:
        self._picker, self._fold = HyperscanPrefilter(), Folding().fold

    def parse(self, text: str) -> dict[str, Any]:
        return {"candidates": self._picker.rules(self._fold(text))}


class Classes(Peer):
    """fastText alone, on every message."""

    def __init__(self) -> None:
        self._classify, self._fold = by_characters(), Folding().fold

    def parse(self, text: str) -> dict[str, Any]:
        category, probability = self._classify(text, self._fold(text))
        return {"category": category, "probability": probability}


class Words(Peer):
    """A segmenter alone: the message as words."""

    def __init__(self, cut: Callable[[str], Iterable[str]]) -> None:
        self._cut = cut

    def parse(self, text: str) -> dict[str, Any]:
        return {"words": list(self._cut(text))}


def jieba_words() -> Words:
    """jieba, with its model for unknown words."""
    return Words(jieba_cut())


def rjieba_words() -> Words:
    """The same in Rust."""
    import rjieba

    return Words(rjieba.cut)


class JioNlp(Peer):
    """jionlp's own extractors: money, times, phone numbers, links. It knows no categories and no fields' meanings."""

    def __init__(self) -> None:
        import jionlp

        self._money, self._time = jionlp.ner.extract_money, jionlp.ner.extract_time
        self._phone, self._url = jionlp.extract_phone_number, jionlp.extract_url
        self.parse("您于3月5日14:03消费12.50元,详询13800000000 https://example.com")

    def parse(self, text: str) -> dict[str, Any]:
        fields: dict[str, list[Any]] = {}
        for name, found in (("amount", self._money(text)), ("time", self._time(text))):
            if found:
                fields[name] = [found[0]["text"], *found[0]["offset"]]
        for name, found in (("phone", self._phone(text, detail=True)), ("url", self._url(text, detail=True))):
            if found:
                fields[name] = [found[0]["text"], *found[0]["offset"]]
        return {"fields": fields}
