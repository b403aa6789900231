"""Rules with a free expression: in a pack of one's own, behind a required word, within bounds."""

from __future__ import annotations

import pytest

from smsparse.errors import ArtifactError

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


def test_groups_become_fields(engine_of):
    result = engine_of(RULE, allow_regex=True).parse("您好，抄表 ００１２３４５６ 读数１８吨。")
    assert (result.category, result.decided_by) == ("utility.water", "rule:own/meter")
    assert result.fields["account_number"].text == "００１２３４５６"


def test_one_that_takes_too_long_is_given_up_and_flagged(engine_of):
    result = engine_of(RULE, allow_regex=True).parse("慢慢" + "x" * 900)
    assert (result.decided_by, result.flags) == ("abstain", ("limit_hit",))


def test_they_must_be_asked_for(engine_of):
    with pytest.raises(ArtifactError, match="expected allow_regex=True"):
        engine_of(RULE)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('require = ["抄表"]', "", "no-literal] templates/test.toml: own/meter: regex: expected require"),
        (
            "account_number",
            "meter",
            "unknown-field] templates/test.toml: own/meter: regex: expected groups named as fields, got meter",
        ),
        ("regex = '(?:x", "text = 'y'\nregex = '(?:x", "own/hostile: text: expected either text or regex, got both"),
    ],
)
def test_mistakes(issues_of, old, new, told):
    issues = issues_of(RULE.replace(old, new))
    assert any(told in issue for issue in issues), issues
