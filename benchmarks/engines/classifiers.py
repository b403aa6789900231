"""Classifiers: fastText on single characters or on words, trained on made messages that no round holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.corpus import TRAINING_SEED, training_messages
from benchmarks.engines.folding import Folding
from benchmarks.engines.saved import saved_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

#: Messages of each wording that a classifier learns from.
PER_WORDING = 8
_LABEL = "__label__"
_RECIPE = {
    "dim": 16, "wordNgrams": 3, "bucket": 1 << 18, "epoch": 12, "lr": 0.5, "minCount": 2, "loss": "softmax",
    "thread": 1, "seed": TRAINING_SEED, "verbose": 0,
}  # fmt: skip


class FastText:
    """Category and its probability; `words` says how a message becomes tokens with spaces between."""

    def __init__(self, name: str, words: Callable[[str, str], str]) -> None:
        import fasttext

        self._words = words
        path = saved_file(f"fasttext-{name}", repr((_RECIPE, PER_WORDING)).encode(), self._train)
        self._predict = fasttext.load_model(str(path)).f.predict  # the bare call, without numpy around it

    def __call__(self, text: str, folded: str) -> tuple[str, float]:
        ((probability, label),) = self._predict(self._words(text, folded), 1, 0.0, "strict")
        return label[len(_LABEL) :], probability

    def _train(self, path: Path) -> None:
        import fasttext

        fold = Folding().fold
        lines = path.with_suffix(".txt")
        with lines.open("w", encoding="utf-8") as file:
            for text, category in training_messages(PER_WORDING):
                file.write(f"{_LABEL}{category} {self._words(text, fold(text))}\n")
        model = fasttext.train_supervised(str(lines), **_RECIPE)
        model.save_model(str(path))
        lines.unlink()


def by_characters() -> FastText:
    """On single characters of the folded message."""
    return FastText("characters", lambda _text, folded: " ".join(folded.replace("\n", " ")))


def by_words() -> FastText:
    """On the words jieba cuts the message into."""
    cut = jieba_cut()
    return FastText("words", lambda text, _folded: " ".join(cut(text.replace("\n", " "))))


def jieba_cut() -> Any:
    """jieba's cut, its dictionary loaded."""
    import logging

    import jieba

    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    return jieba.cut
