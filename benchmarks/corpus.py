"""Messages to measure on: invented ones from synth/, or the texts of a file named by SMSPARSE_CORPUS."""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path

SEED = 20260401


@cache
def messages(count: int = 1000) -> list[str]:
    """`count` different messages over all categories, the same at each call: the wordings most senders use, without
    those in the folders of synth/wordings, which hold what is rare."""
    if path := os.environ.get("SMSPARSE_CORPUS"):
        lines = Path(path).read_text("utf-8").splitlines()
        return [json.loads(line)["text"] for line in lines[:count]]
    from synth import generate, load_wordings
    from synth.wordings import WORDINGS_DIR

    usual = [wording for file in sorted(WORDINGS_DIR.glob("*.toml")) for wording in load_wordings(file)]
    return [sample.text for sample in generate(count, SEED, wordings=usual)]
