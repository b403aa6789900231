"""Small gold rows and answers, written in one line each."""

from __future__ import annotations

from typing import Any

from smsparse.evaluation.records import read_gold, read_prediction


def gold(number: int, category: str, text: str = "示例", **keys: Any):
    """A sure gold row without flags; `category` is ``l1.l2``."""
    l1, _, l2 = category.partition(".")
    line = {"id": number, "text": text, "l1": l1, "l2": l2 or None, "flags": [], "fields": {}, **keys}
    return read_gold(line, f"gold:{number}")


def answer(number: int, category: str, confidence: float | None = 0.9, **keys: Any):
    """An answer without flags and fields."""
    line = {"id": number, "category": category, "confidence": confidence, "decided_by": "model", "flags": [], **keys}
    return read_prediction(line, f"answers:{number}")
