"""The category pairs and their maps."""

from __future__ import annotations

import pytest

from smsparse.taxonomy import SYSTEMS, builtin_taxonomy


def test_pairs():
    pairs = builtin_taxonomy().pairs
    assert len(pairs) == len(set(pairs)) == 119
    assert {"verification.login", "finance.debit", "other.unknown"} <= set(pairs)


def test_titles_in_both_languages():
    for pair in builtin_taxonomy().pairs:
        assert builtin_taxonomy().title(pair)
        assert builtin_taxonomy().title(pair, "en").isascii()


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_class_of_a_system_is_reached_and_no_other(system):
    taxonomy = builtin_taxonomy()
    reached = {taxonomy.mapped(pair, system) for pair in taxonomy.pairs}
    assert reached - {""} == set(taxonomy.labels(system))


def test_a_pair_may_differ_from_its_first_level():
    mapped = builtin_taxonomy().mapped
    assert (mapped("promotion.offer", "apple"), mapped("promotion.coupon", "apple")) == (
        "promotionalOffers",
        "promotionalCoupons",
    )
    assert (mapped("finance.debit", "trai"), mapped("finance.balance", "trai")) == ("T", "S")
    assert mapped("travel.train", "schema") == "TrainReservation"


def test_pairs_that_differ_exist():
    taxonomy = builtin_taxonomy()
    told = {f"{name}.{l2}" for name, entry in taxonomy.l1.items() for l2 in entry.get("but", {})}
    assert told <= set(taxonomy.pairs)
    assert all(taxonomy.mapped(pair, "apple") for pair in taxonomy.pairs)


def test_apple_subactions_have_their_raw_values():
    labels = builtin_taxonomy().labels("apple")
    assert labels["transactionalFinance"] == {"action": "transaction", "value": 10001}
    values = [label["value"] for label in labels.values() if label["value"]]
    assert sorted(values) == [*range(10000, 10009), *range(20000, 20003)]
    assert {label["action"] for label in labels.values()} == {"none", "allow", "junk", "promotion", "transaction"}


def test_unknown_names_are_refused():
    with pytest.raises(ValueError, match="expected one of apple, google, trai, rbm, schema, got 'nobody'"):
        builtin_taxonomy().mapped("finance.debit", "nobody")
    with pytest.raises(KeyError):
        builtin_taxonomy().title("nonsense.other")
