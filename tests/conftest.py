"""What the tests share: the built-in pack as records, compiled, and as an engine."""

from __future__ import annotations

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
