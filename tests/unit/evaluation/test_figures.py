"""All rows together, by hand; and what holds whatever the rows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smsparse.cli.main import main
from smsparse.evaluation.figures import confusions, figures
from smsparse.evaluation.records import Given, Prediction
from smsparse.evaluation.scoring import FIELDS_OF, compare, compare_all

from .conftest import answer, gold

pytest.importorskip("numpy")

#: A scorer of the same figures, and the folder of the labelled messages it was written for.
SCORER, LABELLED = os.environ.get("SMSPARSE_SCORER"), os.environ.get("SMSPARSE_GOLD")


def score(*pairs):
    return figures([compare(*pair) for pair in pairs], seed=1)


def test_categories_by_hand():
    told = score(
        (gold(1, "finance.debit"), answer(1, "finance.debit")),
        (gold(2, "finance.debit"), answer(2, "finance.credit")),
        (gold(3, "finance.debit"), answer(3, "risk.phishing")),
        (gold(4, "risk.phishing"), answer(4, "risk.phishing")),
        (gold(5, "risk.phishing", sure=False), answer(5, "personal.chat")),
    )
    assert (told["rows"], told["n"], told["unanswered"]) == (5, 4, 0)
    assert (told["l1_accuracy"], told["l2_accuracy"]) == (3 / 4, 2 / 4)
    finance, risk = told["l1"]["finance"], told["l1"]["risk"]
    assert (finance["precision"], finance["recall"], finance["f1"], finance["support"]) == (1.0, 2 / 3, 4 / 5, 3)
    assert (risk["precision"], risk["recall"], risk["f1"], risk["support"]) == (1 / 2, 1.0, 2 / 3, 1)
    assert told["l1_macro_f1"] == 0.0  # neither has eight rows


def test_the_macro_mean_takes_l1_with_eight_rows():
    rows = [(gold(n, "risk.porn"), answer(n, "risk.porn" if n < 6 else "order.paid")) for n in range(8)]
    rows += [(gold(n, "order.paid"), answer(n, "order.paid")) for n in range(8, 16)]
    rows += [(gold(20, "alert.weather"), answer(20, "personal.chat"))]
    told = score(*rows)
    assert told["l1_macro_f1"] == pytest.approx((2 * 6 / 14 + 2 * 8 / 18) / 2)
    low, high = told["intervals"]["l1_macro_f1"]
    assert low < told["l1_macro_f1"] < high


def test_fields_flags_and_codes_by_hand():
    told = score(
        (gold(1, "order.paid", fields={"amount": "5"}), answer(1, "order.paid", fields={"amount": "5", "phone": "95"})),
        (gold(2, "order.paid", fields={"amount": "7"}), answer(2, "order.paid", fields={"amount": "8"})),
        (
            gold(3, "verification.bind", fields={"code": "4821"}, flags=["contains_code"]),
            answer(3, "verification.bind", flags=["contains_code"], fields={"code": "4821"}),
        ),
        (gold(4, "promotion.offer"), answer(4, "promotion.offer", fields={"code": "9999"})),
    )
    amount, micro, code = told["fields"]["amount"], told["fields_micro"], told["otp_code"]
    assert (amount["precision"], amount["recall"], amount["support"]) == (1 / 2, 1 / 2, 2)
    assert (told["fields"]["phone"]["precision"], told["fields"]["phone"]["support"]) == (0.0, 0)
    # Hits: amount, code. Made up: amount, phone. Missed: amount.
    assert (micro["precision"], micro["recall"], micro["f1"]) == (2 / 4, 2 / 3, 4 / 7)
    assert (code["precision"], code["recall"], code["support"]) == (1 / 2, 1.0, 1)
    assert told["flags"]["contains_code"]["f1"] == 1.0


def test_an_interval_from_groups_is_wider_than_one_from_rows():
    def rows(group):
        return [
            (gold(n, "risk.porn", group=group(n)), answer(n, "risk.porn" if n % 4 else "order.paid")) for n in range(40)
        ]

    alone, together = score(*rows(str)), score(*rows(lambda n: str(n % 4)))
    widths = [high - low for low, high in (told["l1"]["risk"]["intervals"]["f1"] for told in (alone, together))]
    assert widths[0] < widths[1]


def test_calibration_needs_a_confidence_of_every_answer():
    told = score((gold(1, "order.paid"), answer(1, "order.paid", 0.8)), (gold(2, "order.paid"), None))
    assert told["calibration"]["brier"] == pytest.approx((0.2**2 + 0) / 2)
    assert (told["calibration"]["coverage_at_99"], told["calibration"]["threshold_at_99"]) == (1 / 2, 0.8)
    assert score((gold(1, "order.paid"), answer(1, "order.paid", None)))["calibration"] is None


def test_confusions():
    rows = compare_all(
        [gold(1, "risk.porn"), gold(2, "risk.porn"), gold(3, "risk.porn", alt_labels=["order.paid"])],
        [answer(1, "risk.porn"), answer(2, "order.paid"), answer(3, "order.paid")],
    )
    assert confusions(rows, pairs=False) == {("risk", "risk"): 2, ("risk", "order"): 1}
    assert confusions(rows, pairs=True) == {("risk.porn", "risk.porn"): 2, ("risk.porn", "order.paid"): 1}


def test_nothing_scored_gives_figures_too():
    told = score((gold(1, "risk.porn", sure=False), None))
    assert (told["n"], told["l1_accuracy"], told["calibration"]) == (0, 0.0, None)


@st.composite
def perfect(draw):
    """Gold rows and the answers that say exactly what they say."""
    pairs = []
    for number in range(draw(st.integers(1, 12))):
        l1 = draw(st.sampled_from(sorted(FIELDS_OF)))
        names = draw(st.sets(st.sampled_from(sorted(FIELDS_OF[l1]))))
        fields = {name: draw(st.text("0123456789.", min_size=1, max_size=5)) for name in names}
        flags = sorted(draw(st.sets(st.sampled_from(["fragment", "promo_tail"]))))
        row = gold(number, f"{l1}.other", fields=fields, flags=flags)
        given = {name: Given(text) for name, text in fields.items()}
        pairs.append((row, Prediction(number, f"{l1}.other", 1.0, "model", frozenset(flags), given, "x")))
    return pairs


@given(perfect())
def test_a_perfect_answer_scores_one_everywhere(pairs):
    told = score(*pairs)
    assert (told["l1_accuracy"], told["l2_accuracy"]) == (1.0, 1.0)
    rows = [row for kind in ("l1", "fields", "flags") for row in told[kind].values()]
    assert all((row["precision"], row["recall"], row["f1"]) == (1.0, 1.0, 1.0) for row in rows)
    assert all(row["intervals"]["f1"] == (1.0, 1.0) for row in rows)
    calibration = told["calibration"]
    assert (calibration["expected_error"], calibration["brier"], calibration["coverage_at_99"]) == (0.0, 0.0, 1.0)


def differences(wanted, got, at=""):
    """Where figures differ; intervals and what only one side has at the top are passed over."""
    if not isinstance(wanted, dict):
        return [] if got is not None and abs(wanted - got) < 1e-9 else [f"{at}: expected {wanted}, got {got}"]
    names = set(wanted) | (set(got or {}) - {"intervals"} if at else set())
    return [
        one for name in sorted(names) for one in differences(wanted.get(name), (got or {}).get(name), f"{at}/{name}")
    ]


@pytest.mark.skipif(
    not (SCORER and LABELLED), reason="SMSPARSE_SCORER and SMSPARSE_GOLD name no scorer and gold folder"
)
@pytest.mark.parametrize("name", ["dev.jsonl", "modern_dev.jsonl"])
def test_another_scorer_of_the_same_figures_agrees(name, tmp_path, capfdbinary):
    messages, answers = str(Path(LABELLED) / name), tmp_path / "answers.jsonl"
    assert main(["parse", "--jsonl", messages, "--quiet"]) == 0
    answers.write_bytes(capfdbinary.readouterr().out)
    other = subprocess.run([sys.executable, SCORER, messages, answers, "--json"], capture_output=True, check=True)
    for files in ([messages], [messages, str(answers)]):
        assert main(["eval", *files, "--json"]) == 0
        assert differences(json.loads(other.stdout), json.loads(capfdbinary.readouterr().out)) == []
