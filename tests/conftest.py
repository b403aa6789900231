"""What the tests share: the built-in pack as records, compiled, and as an engine."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import smsparse
from smsparse.rulepack.compiler import Compiler
from smsparse.rulepack.loader import load_pack

ROOT = Path(__file__).resolve().parents[1]
RULES = ROOT / "rules"


@pytest.fixture(scope="session")
def pack():
    return load_pack(RULES)


@pytest.fixture
def small_pack(tmp_path):
    """The folder of a pack with taxonomy, folding and lexicons, and no rule yet: tests write `templates/` files."""
    for name in ("pack.toml", "taxonomy.toml", "folding.toml"):
        shutil.copy(RULES / name, tmp_path / name)
    shutil.copytree(RULES / "lexicons", tmp_path / "lexicons")
    for name in ("templates", "senders"):
        (tmp_path / name).mkdir()
    return tmp_path


@pytest.fixture(scope="session")
def compiler(pack):
    return Compiler(pack)


@pytest.fixture(scope="session")
def engine():
    """The engine a user gets."""
    return smsparse.default_engine()


@pytest.fixture(scope="session")
def rules_only():
    """The built-in pack without the model."""
    return smsparse.Engine(model=None)
