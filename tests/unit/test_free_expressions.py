"""Rules with a free expression: in a pack of one's own, behind a required word, within bounds."""

from __future__ import annotations

import pytest

from smsparse import Engine
from smsparse.errors import ArtifactError, RulePackError
from smsparse.rulepack.artifact import Artifact
from smsparse.rulepack.compiler import compile_pack
from smsparse.rulepack.loader import load_pack

RULE = """
[[rule]]
id = "own/meter"
category = "utility.water"
regex = '抄表(?P<account_number>\\d{6,10})读数\\d+(?:立方|吨)'
require = ["抄表"]

[[rule]]
id = "own/hostile"
category = "other.notice"
regex = '(?:x+x+)+y'
require = ["慢慢"]
"""


@pytest.fixture
def folder(small_pack):
    (small_pack / "templates" / "own.toml").write_text(RULE, "utf-8")
    return small_pack


@pytest.fixture
def artifact(folder):
    return Artifact(compile_pack(load_pack(folder)), "memory")


def test_groups_become_fields(artifact):
    result = Engine(artifact, model=None, allow_regex=True).parse("您好，抄表 ００１２３４５６ 读数１８吨。")
    assert (result.category, result.decided_by) == ("utility.water", "rule:own/meter")
    assert result.fields["account_number"].text == "００１２３４５６"


def test_one_that_takes_too_long_is_given_up_and_flagged(artifact):
    result = Engine(artifact, model=None, allow_regex=True).parse("慢慢" + "x" * 900)
    assert (result.decided_by, result.flags) == ("abstain", ("limit_hit",))


def test_they_must_be_asked_for(artifact):
    with pytest.raises(ArtifactError, match="expected allow_regex=True"):
        Engine(artifact, model=None)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('require = ["抄表"]', "", "no-literal] templates/own.toml: own/meter: regex: expected require"),
        (
            "account_number",
            "meter",
            "unknown-field] templates/own.toml: own/meter: regex: expected groups named as fields, got meter",
        ),
        ("regex = '(?:x", "text = 'y'\nregex = '(?:x", "own/hostile: text: expected either text or regex, got both"),
    ],
)
def test_mistakes(folder, old, new, told):
    (folder / "templates" / "own.toml").write_text(RULE.replace(old, new), "utf-8")
    with pytest.raises(RulePackError) as caught:
        compile_pack(load_pack(folder))
    assert any(told in str(issue) for issue in caught.value.issues), caught.value.issues
