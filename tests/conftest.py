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
