"""Messages to measure on: invented ones from synth/, or the texts of a file named by SMSPARSE_CORPUS."""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path

SEED = 20260401


@cache
def messages(count: int = 1000) -> list[str]:
    """`count` different messages over all categories, the same at each call."""
    if path := os.environ.get("SMSPARSE_CORPUS"):
        lines = Path(path).read_text("utf-8").splitlines()
        return [json.loads(line)["text"] for line in lines[:count]]
    from synth.generate import generate

    return [sample.text for sample in generate(count, SEED)]
