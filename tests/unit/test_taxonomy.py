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


def test_maps_reach_every_class():
    taxonomy = builtin_taxonomy()
    reached = {system: {taxonomy.mapped(pair, system) for pair in taxonomy.pairs} for system in SYSTEMS}
    assert {"OTPs", "Transactions", "Offers", "Personal", "Spam"} == reached["google"]
    assert {"T", "S", "P", "G", ""} == reached["trai"]
    assert "transactionalFinance" in reached["apple"]


def test_unknown_names_are_refused():
    with pytest.raises(ValueError, match="expected one of apple, google, trai, got 'nobody'"):
        builtin_taxonomy().mapped("finance.debit", "nobody")
    with pytest.raises(KeyError):
        builtin_taxonomy().title("nonsense.other")
