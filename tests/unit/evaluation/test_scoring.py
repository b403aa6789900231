"""One message at a time: what counts as right, made up and missed."""

from __future__ import annotations

import pytest

from smsparse.errors import EvaluationError
from smsparse.evaluation.scoring import EXTRA, HIT, MISSED, compare, compare_all, fold

from .conftest import answer, gold

PAID = "您尾号6027的卡消费1,280.50元"


def marks(kind, row):
    return [(name, outcome) for found, name, outcome in row.marks if found == kind]


def test_a_right_category_is_a_hit_and_a_wrong_one_is_both_made_up_and_missed():
    right = compare(gold(1, "finance.debit"), answer(1, "finance.debit"))
    wrong = compare(gold(1, "finance.debit"), answer(1, "promotion.offer"))
    assert (right.l1_right, right.pair_right, marks("l1", right)) == (True, True, [("finance", HIT)])
    assert (wrong.l1_right, wrong.pair_right) == (False, False)
    assert marks("l1", wrong) == [("promotion", EXTRA), ("finance", MISSED)]


def test_the_second_level_counts_only_where_it_is_labelled():
    assert not compare(gold(1, "finance.debit"), answer(1, "finance.credit")).pair_right
    assert compare(gold(1, "finance"), answer(1, "finance.credit")).pair_right


@pytest.mark.parametrize("accepted", ["risk.phishing", "risk"])
def test_another_accepted_label_counts_as_the_label(accepted):
    row = compare(gold(1, "promotion.offer", alt_labels=[accepted]), answer(1, "risk.phishing"))
    assert (row.label, row.pair_right) == ("promotion.offer", True)


def test_the_category_of_an_unsure_row_does_not_count_its_fields_do():
    row = compare(gold(1, "finance.debit", PAID, sure=False, fields={"amount": "1,280.50"}), answer(1, "risk.phishing"))
    assert row.marks == (("field", "amount", MISSED),)


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        ("amount", "￥1,280.50元", "1280.50"),
        ("amount", "+12", "12"),
        ("balance", "RMB 3 416", "3416"),
        ("currency", "人民币", "RMB"),
        ("currency", "＄", "美元"),
        ("code", "Ｇ－４８", "g-48"),
    ],
)
def test_texts_that_fold_alike_are_equal(name, one, other):
    assert fold(name, one) == fold(name, other)


def test_only_sums_lose_their_currency():
    assert fold("counterparty", "元气小店") == "元气小店"


def test_a_wrong_text_is_both_made_up_and_missed():
    row = compare(
        gold(1, "finance.debit", PAID, fields={"amount": "1,280.50", "account_tail": "6027"}),
        answer(1, "finance.debit", fields={"amount": {"text": "6027", "span": [3, 7]}, "account_tail": "6027"}),
    )
    assert marks("field", row) == [("account_tail", HIT), ("amount", EXTRA), ("amount", MISSED)]
    assert [(one.name, one.wanted, one.got) for one in row.wrong_fields] == [("amount", "1,280.50", "6027")]


def test_fields_that_gold_lines_of_the_l1_do_not_label_are_not_held_against_an_answer():
    given = answer(1, "personal.chat", fields={"place": "老地方", "phone": "4008123123"})
    assert marks("field", compare(gold(1, "personal.chat"), given)) == [("phone", EXTRA)]


def test_alternatives_ignored_and_forbidden_fields():
    given = answer(1, "travel.train", fields={"departure": "杭州", "arrival": "宁波东站", "amount": "73"})
    row = gold(
        1,
        "travel.train",
        fields={"departure": "杭州东", "arrival": "宁波"},
        alt={"departure": ["杭州", "杭州站"]},
        ignore=["arrival"],
        no_fields=["amount"],
    )
    assert marks("field", compare(row, given)) == [("amount", EXTRA), ("departure", HIT)]


def test_names_and_contacts_of_masked_rows_do_not_count():
    given = answer(1, "order.paid", fields={"signature": "青禾", "amount": "5"})
    assert marks("field", compare(gold(1, "order.paid", flags=["masked"]), given)) == [("amount", EXTRA)]


def test_flags_are_those_a_reader_can_see():
    given = answer(1, "order.paid", flags=["fragment", "promo_tail", "repaired"])
    row = compare(gold(1, "order.paid", flags=["masked", "fragment", "contains_code"]), given)
    assert marks("flag", row) == [("contains_code", MISSED), ("fragment", HIT), ("promo_tail", EXTRA)]
    assert row.wrong_flags == ("-contains_code", "+promo_tail")


def test_a_gold_line_that_says_nothing_of_flags_does_not_score_them():
    silent = gold(1, "order.paid")
    assert marks("flag", compare(silent, answer(1, "order.paid", flags=["fragment"]))) == [("fragment", EXTRA)]
    keyless = {"id": 1, "text": "示例", "l1": "order", "l2": "paid"}
    from smsparse.evaluation.records import read_gold

    assert marks("flag", compare(read_gold(keyless, "x"), answer(1, "order.paid", flags=["fragment"]))) == []


@pytest.mark.parametrize(
    ("category", "wanted", "given", "code", "outcome"),
    [
        ("verification.login", "4821", "verification.login", "4821", [HIT]),
        ("verification.login", "4821", "verification.login", "9999", [EXTRA, MISSED]),
        ("verification.login", "4821", "verification.login", None, [MISSED]),
        # Not called a verification message: the phone would not have copied it, but it is not a false code either.
        ("verification.login", "4821", "order.paid", "4821", [MISSED]),
        ("promotion.offer", None, "promotion.offer", "4821", [EXTRA]),
        ("order.voucher", None, "order.voucher", "4821", []),
        ("order.voucher", None, "verification.other", "4821", [EXTRA]),
    ],
)
def test_the_code_that_would_be_copied(category, wanted, given, code, outcome):
    row = compare(
        gold(1, category, fields={"code": wanted} if wanted else {}),
        answer(1, given, fields={"code": code} if code else {}),
    )
    assert [mark for _, mark in marks("code", row)] == outcome


def test_no_answer_is_wrong_and_has_no_confidence():
    row = compare(gold(1, "finance.debit", fields={"amount": "5"}, flags=["fragment"]), None)
    assert (row.label, row.confidence, row.wrong) == ("none.none", 0.0, True)
    assert row.marks == (("l1", "none", EXTRA), ("l1", "finance", MISSED), ("field", "amount", MISSED))


def test_a_span_must_hold_its_text():
    given = answer(1, "finance.debit", fields={"amount": {"text": "1,280.50", "span": [0, 8]}})
    with pytest.raises(EvaluationError) as caught:
        compare(gold(1, "finance.debit", PAID), given)
    told = "answers:1: fields.amount: expected the 8 code points of text at span [0, 8] of message 1, got others"
    assert str(caught.value) == told


def test_an_answer_to_no_message_is_refused():
    with pytest.raises(EvaluationError, match="answers:2: expected an id of a gold line, got 2"):
        compare_all([gold(1, "finance.debit")], [answer(2, "finance.debit")])
