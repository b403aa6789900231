"""What the tests share: the built-in pack as records, compiled, and as an engine."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import smsparse
from smsparse.errors import RulePackError
from smsparse.rulepack.artifact import Artifact
from smsparse.rulepack.compiler import Compiler, compile_pack
from smsparse.rulepack.loader import load_pack
from smsparse.rulepack.slots import SLOT_TYPES

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


@pytest.fixture
def pack_of(small_pack):
    """Makes the small pack with the rules and senders given as TOML, as a folder."""

    def made(rules, senders=""):
        (small_pack / "templates" / "test.toml").write_text(rules, "utf-8")
        (small_pack / "senders" / "test.toml").write_text(senders, "utf-8")
        return small_pack

    return made


@pytest.fixture
def engine_of(pack_of):
    """Makes an engine of these rules and senders, without the model; `options` are the engine's."""

    def made(rules, senders="", **options):
        artifact = Artifact(compile_pack(load_pack(pack_of(rules, senders))), "test")
        return smsparse.Engine(artifact, model=None, **options)

    return made


@pytest.fixture
def issues_of(pack_of):
    """What is wrong with these rules, one text an issue."""

    def found(rules):
        with pytest.raises(RulePackError) as caught:
            compile_pack(load_pack(pack_of(rules)))
        return [str(issue) for issue in caught.value.issues]

    return found


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


@pytest.fixture(scope="session")
def slots_of(rules_only):
    """The values of a slot type in a text, folded, from left to right."""

    def found(kind, text, low=0, high=0):
        folded, at, values = rules_only._pipeline.fold(text), 0, []
        while at < len(folded):
            span = rules_only._pipeline.probe_slot(list(SLOT_TYPES).index(kind), low, high, folded, at)
            if span is not None:
                values.append(folded[span[0] : span[1]])
            at = max(span[1], at + 1) if span is not None else at + 1
        return values

    return found


@pytest.fixture(scope="session")
def slot_begins(rules_only):
    """The value of a slot type that begins a text, folded, or None."""

    def found(kind, text, low=0, high=0):
        folded = rules_only._pipeline.fold(text)
        span = rules_only._pipeline.probe_slot(list(SLOT_TYPES).index(kind), low, high, folded, 0)
        return None if span is None else folded[span[0] : span[1]]

    return found
