"""Loading a pack: every mistake is reported with file, record, key, what was expected and what was got."""

from __future__ import annotations

import pytest

from smsparse.errors import RulePackError
from smsparse.rulepack.compiler import compile_pack
from smsparse.rulepack.loader import load_pack

GOOD = """
[[rule]]
id = "test/debit"
category = "finance.debit"
text = "消费{amount:money}"
"""


def test_a_good_pack_compiles_to_the_same_bytes_each_time(pack_of):
    folder = pack_of(GOOD)
    assert compile_pack(load_pack(folder)) == compile_pack(load_pack(folder))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[rule]]\nid = "a/b"\n', "missing-key] templates/test.toml: a/b: category"),
        (GOOD + 'colour = "red"\n', "unknown-key] templates/test.toml: test/debit: colour: expected one of id"),
        (GOOD + "priority = 200\n", "wrong-type] templates/test.toml: test/debit: priority: expected number, got int"),
        (GOOD.replace("finance.debit", "finance.nonsense"), "expected a pair of taxonomy.toml, got finance.nonsense"),
        (GOOD + 'sender = "nobody"\n', "expected an id of senders/, got nobody"),
        (GOOD + 'flags = ["loud"]\n', "unknown-flag] templates/test.toml: test/debit: flags"),
        (GOOD + GOOD, "duplicate-id] templates/test.toml: test/debit: id"),
        (GOOD.replace("money}", "gold}"), "bad-template] templates/test.toml: test/debit: text: expected a slot type"),
        (GOOD.replace("消费", "[消费]"), "no-literal] templates/test.toml: test/debit: text"),
        (GOOD.replace("amount:money", "amount:@nothing"), "expected a lexicon of rules/lexicons, got @nothing"),
        (GOOD + 'unless = ["@nothing"]\n', "unknown-lexicon] templates/test.toml: test/debit: unless"),
        (GOOD + 'some = ["@nothing"]\n', "unknown-lexicon] templates/test.toml: test/debit: some"),
        (
            GOOD + 'variants = { "finance.credit" = "@nothing" }\n',
            "wrong-type] templates/test.toml: test/debit: variants",
        ),
        (
            GOOD + 'some = ["a"]\nvariants = { "finance.credit" = ["b"] }\n',
            "wrong-key] templates/test.toml: test/debit: some: expected none beside variants",
        ),
        (
            "[[rules]]\n",
            "unknown-key] templates/test.toml: rules: expected [[rule]] or [[field]] or [[flag]], got rules",
        ),
        ("[[rule]\n", "not-toml] templates/test.toml"),
        (
            '[[field]]\nid = "f/x"\nfor = ["nonsense"]\ntext = "消费{amount:money}"\n',
            "expected an l1, a pair or *, got nonsense",
        ),
    ],
)
def test_mistakes(issues_of, text, told):
    issues = issues_of(text)
    assert any(told in issue for issue in issues), issues


def test_unless_may_name_a_lexicon(pack_of):
    folder = pack_of(GOOD + 'unless = ["预授权", "@undone"]\n')
    (folder / "lexicons" / "test.toml").write_text('undone = ["失败", "撤销"]\n', "utf-8")
    assert load_pack(folder).rules[0].unless == ("预授权", "失败", "撤销")


def test_every_mistake_is_reported_at_once(issues_of):
    other = GOOD.replace("test/", "more/").replace("finance", "z")
    assert len(issues_of(GOOD.replace("finance.debit", "x.y") + 'colour = "red"\n' + other)) == 2


def test_ports_and_hosts_of_one_character_are_refused(pack_of):
    senders = '[[sender]]\nid = "a"\nname = "示例"\nindustry = "bank"\nports = ["*9", "95500"]\nhosts = ["x"]\n'
    with pytest.raises(RulePackError) as caught:
        compile_pack(load_pack(pack_of(GOOD, senders)))
    assert [issue.got for issue in caught.value.issues] == ["'*9'", "'x'"]
