"""What the page is told of a message, and what changes in memory make of it."""

from __future__ import annotations

import json
import tomllib

import pytest

from smsparse.errors import CardError, InvalidMessageError, RulePackError
from smsparse.studio.pieces import changed, cut
from smsparse.studio.workbench import FORMATS

BILL = {
    "text": "【招商银行】您账户6027于05月16日12:08在支付宝-青禾面馆快捷支付1.2万元，余额3416.20",
    "sender": "95555",
    "received_at": "2026-05-16T12:09:00+08:00",
}
FRAUD = {
    "text": "【工商银行】您的账户将于今日冻结，请立即登录 http://icbc-verify.top/s8 认证",
    "sender": "+85261234567",
}


def piece(told, kind, number=0):
    return told["pieces"][kind][number]


def menu_labels(told):
    entries = told["card"]["menu"]["entries"]
    return [one["label"] for entry in entries for one in (entry, *entry.get("entries", []))]


def units(text, span):
    """The part of a text at a span of UTF-16 units, as JavaScript's slice gives it."""
    raw = text.encode("utf-16-le", "surrogatepass")
    return raw[2 * span[0] : 2 * span[1]].decode("utf-16-le", "surrogatepass")


# --- reading


@pytest.mark.parametrize("before", ["", "🎉🎉", "𠮷野", "👨‍👩‍👧 "])
def test_spans_are_exact_where_characters_take_two_units(workbench, before):
    text = before + "【示例银行】您的验证码是482913，5分钟内有效"
    fields = workbench.read({"text": text})["result"]["fields"]
    assert units(text, fields["code"]["span"]) == "482913"
    for field in fields.values():
        assert units(text, field["span"]) == field["text"]


def test_a_reading_says_why(workbench):
    why = workbench.read(BILL)["why"]
    assert why["winner"]["rule"] == "cmb/debit"
    assert {"rivals", "vetoed", "model", "fields", "absent", "flags", "candidates"} <= set(why)


def test_a_card_says_what_it_leaves_out(workbench):
    told = workbench.read(BILL)
    assert told["card"]["menu"]["entries"]
    assert {part["outcome"] for part in told["parts"]} == {"shown", "left_out"}


def test_the_context_reaches_the_card(workbench):
    english = workbench.read({**BILL, "context": {"locale": "en"}})["card"]
    large = workbench.read({**BILL, "context": {"large_text": True}})["card"]
    assert english["title"] == "Spent ¥12,000.00"
    assert len(large["rows"]) < len(english["rows"])


@pytest.mark.parametrize("to", FORMATS)
def test_an_export_comes_with_what_it_lost(workbench, to):
    told = workbench.read({**BILL, "to": to})["export"]
    assert told["to"] == to
    assert "12,000" in json.dumps(told["payload"]) or to == "jsonld"
    assert all(set(loss) == {"path", "kind", "reason"} for loss in told["loss"])
    assert told["loss"] == [] or to != "card"


def test_lines_of_a_file_answer_one_by_one(workbench):
    told = workbench.lines({"messages": [{"text": "您的验证码是482913"}, {"text": 7}, 7, {"text": ""}]})
    assert told[0]["category"] == "verification.other"
    assert [one["error"]["at"] for one in told[1:3]] == ["text", "$"]
    assert told[3]["category"] == "other.unknown"


def test_a_chunk_of_lines_is_bounded(workbench):
    with pytest.raises(InvalidMessageError, match="at most 500"):
        workbench.lines({"messages": [{"text": ""}] * 501})


# --- the pieces behind a message


def test_the_pieces_behind_a_message_are_its_menu_its_card_and_its_rules(workbench):
    told = workbench.read(BILL)
    assert piece(told, "menu")["id"] == "menus/cmb.toml"
    assert piece(told, "card")["id"] in ('cards.toml#cards."finance.debit"', "cards.toml#cards.finance")
    assert piece(told, "rule")["id"] == "templates/banks.toml#cmb/debit"


def test_a_warning_shows_the_pieces_of_warnings_and_no_brand(workbench):
    told = workbench.read(FRAUD)
    menus = [tomllib.loads(one["text"])["menu"][0]["l1"] for one in told["pieces"]["menu"]]
    assert menus == [["risk"]]
    assert "risk" in piece(told, "card")["id"]


def test_every_piece_is_toml_by_itself_and_together_they_are_the_file(workbench):
    for file, text in workbench._texts.items():
        pieces = cut(file, text)
        assert pieces, file
        for one in pieces.values():
            tomllib.loads(one.text)
        together = changed(file, text, {record: one.text for record, one in pieces.items()})
        assert tomllib.loads(together) == tomllib.loads(text)


# --- changes


def test_a_changed_menu_shows_at_once_and_is_gone_without_the_change(workbench):
    told = workbench.read(BILL)
    text = piece(told, "menu")["text"]
    label = next(label for label in menu_labels(told) if f'"{label}"' in text)
    new = workbench.read({**BILL, "changes": {"menus/cmb.toml": text.replace(f'"{label}"', '"试一试"')}})
    assert "试一试" in menu_labels(new)
    assert menu_labels(workbench.read(BILL)) == menu_labels(told)


def test_a_changed_card_shows_at_once(workbench):
    name = piece(workbench.read(BILL), "card")["id"]
    text = f'[{name.partition("#")[2]}]\nkind = "transaction"\ntitle = ["花了 {{amount|money}}", "支出"]\n'
    told = workbench.read({**BILL, "changes": {name: text}})
    assert told["card"]["title"] == "花了 ¥12,000.00"


def test_a_changed_rule_decides(workbench):
    text = piece(workbench.read(BILL), "rule")["text"].replace("finance.debit", "finance.transfer")
    told = workbench.read({**BILL, "changes": {"templates/banks.toml#cmb/debit": text}})
    assert (told["result"]["category"], told["result"]["decided_by"]) == ("finance.transfer", "rule:cmb/debit")
    assert workbench.read(BILL)["result"]["category"] == "finance.debit"


def test_a_rule_is_tried_alone_first(workbench):
    name = "templates/banks.toml#cmb/debit"
    text = piece(workbench.read(BILL), "rule")["text"]
    tried = workbench.try_rule({**BILL, "piece": name, "changes": {name: text}})
    missed = workbench.try_rule({**BILL, "piece": name, "changes": {name: text.replace("快捷支付", "刷脸支付")}})
    assert tried["matched"]
    assert tried["fields"]["amount"]["text"] == "1.2万"
    assert not missed["matched"]


def test_a_changed_file_comes_back_whole_to_be_saved(workbench):
    name = "templates/banks.toml#cmb/debit"
    text = piece(workbench.read(BILL), "rule")["text"].replace("finance.debit", "finance.transfer")
    saved = workbench.file({"file": name, "changes": {name: text}})
    rules = {rule["id"]: rule["category"] for rule in tomllib.loads(saved["text"])["rule"]}
    assert saved["name"] == "banks.toml"
    assert rules["cmb/debit"] == "finance.transfer"
    assert len(rules) > 1


@pytest.mark.parametrize(
    "text",
    [
        "晚上一起吃饭吗",
        "a [b] (c|d) {e} ^ $ \\ 'f' \"g\"\nh 3月5日14:03见",
        "老王，2号楼的钥匙(共3把)放在门卫了，记得转我35.20元",
    ],
)
def test_a_message_without_a_rule_brings_a_draft_that_matches_it(workbench, text):
    told = workbench.read({"text": text})
    draft = piece(told, "rule")
    assert not told["result"]["decided_by"].startswith("rule:")
    assert draft["file"] == "templates/drafts.toml"
    assert workbench.try_rule({"text": text, "piece": draft["id"], "changes": {draft["id"]: draft["text"]}})["matched"]


@pytest.mark.parametrize(
    ("name", "text", "error", "told"),
    [
        ("menus/cmb.toml", "sender = \nhotline", RulePackError, r"\[not-toml\] menus/cmb.toml: line 1, column 10"),
        ("menus/cmb.toml", 'sender = "cmb"\n[[entry]]\nlabel = 7', CardError, "at menus/cmb.toml: entry"),
        (
            "cards.toml#cards.finance",
            "[cards.finance]\nkind = 'gift'\ntitle = 'x'",
            CardError,
            "got 'gift' at cards.toml",
        ),
        ("cards.toml#cards.finance", "[suspect]\nkind = 'code'", RulePackError, "expected cards, got suspect"),
        ("templates/banks.toml#cmb/debit", "[[rule]]\nid = 'cmb/debit'", RulePackError, "category"),
        (
            "templates/banks.toml#cmb/debit",
            "[[rule]]\nid = 'cmb/debit'\ncategory = 'finance.debit'\ntext = '消费{amount:gold}'",
            RulePackError,
            "bad-template",
        ),
    ],
)
def test_a_mistake_says_what_was_expected_got_and_where(workbench, name, text, error, told):
    with pytest.raises(error, match=told):
        workbench.read({**BILL, "changes": {name: text}})


def test_without_sources_there_is_nothing_to_change(engine):
    from smsparse.studio.workbench import Workbench

    compiled = Workbench(engine, None)
    told = compiled.read(BILL)
    assert told["card"]["title"] == "支出 ¥12,000.00"
    assert told["pieces"] == {"menu": [], "card": [], "rule": []}
    with pytest.raises(InvalidMessageError, match="no_rules"):
        compiled.read({**BILL, "changes": {"menus/cmb.toml": ""}})
