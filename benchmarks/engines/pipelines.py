"""The peers that are whole pipelines, by name."""

from __future__ import annotations

from benchmarks.engines.classifiers import by_characters, by_words
from benchmarks.engines.pipeline import InTurn, PipelinePeer
from benchmarks.engines.prefilters import AhoCorasickPrefilter, HyperscanPrefilter, Re2Prefilter


def usual() -> PipelinePeer:
    """What most write first: every expression in turn, jieba's words into fastText where none matches."""
    return PipelinePeer(InTurn(), by_words())


def tuned() -> PipelinePeer:
    """The best existing parts: hyperscan picks, `re` takes the groups, fastText on a miss."""
    return PipelinePeer(HyperscanPrefilter(), by_characters())


def re2() -> PipelinePeer:
    """re2's set picks; rules only."""
    return PipelinePeer(Re2Prefilter(), None)


def pyahocorasick() -> PipelinePeer:
    """The literals pick; rules only."""
    return PipelinePeer(AhoCorasickPrefilter(), None)
