"""Every script of benchmarks/ starts: what none of the other tests runs may still import what is no longer there."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

import benchmarks

FOLDER = Path(benchmarks.__file__).parent
#: Packages a script needs that are in no extra the tests need.
ELSEWHERE = {"pyspark", "pandas", "hyperscan", "fasttext", "jieba", "rjieba", "jionlp", "re2", "ahocorasick", "orjson"}


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "__init__"))
def test_it_can_be_imported(name):
    try:
        importlib.import_module(f"benchmarks.{name}")
    except ModuleNotFoundError as error:
        if error.name not in ELSEWHERE:
            raise
        pytest.skip(f"{error.name} is not installed")


def test_a_small_scaled_pack_parses_its_messages():
    scale = importlib.import_module("benchmarks.scale")
    made = scale.scaled(600, 200)
    assert len(made.texts) >= 190
    assert sum(made.engine.parse(text).decided_by.startswith("rule:") for text in made.texts) > 50
