"""Labels changed on a second reading: ids and pairs, and nothing of the messages."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from smsparse.taxonomy import builtin_taxonomy

CORRECTIONS = Path(__file__).resolve().parents[3] / "models" / "intent" / "corrections.toml"


def test_corrections_are_ids_with_pairs_of_the_taxonomy():
    told = tomllib.loads(CORRECTIONS.read_text("utf-8"))
    assert told
    assert set(told.values()) <= set(builtin_taxonomy().pairs)
    assert all(re.fullmatch(r"[a-z0-9-]+-\d+", name) for name in told)
