"""Words of lexicons as the compiled search finds them, beside trying every word in turn."""

from __future__ import annotations

import random

import pytest

from smsparse.rulepack.compiler import LEXICON_WORDS

SEED = 7
#: What stands behind a word: nothing, more letters, other signs.
TAILS = ("", "a", "s ", "-", "码", " code", "国")
LEXICONS = ("otp_name", "travel_place", "ru_balance")
RULE = """
[[rule]]
id = "own/word"
category = "verification.other"
text = "头{counterparty:@%s}"
"""


def is_letter(sign):
    return "a" <= sign <= "z" or "\u0430" <= sign <= "\u052f"


def longest(words, text):
    """The longest word that begins the text and is not cut out of a longer run of letters."""
    fits = (
        word
        for word in words
        if text.startswith(word) and not (is_letter(word[-1]) and len(text) > len(word) and is_letter(text[len(word)]))
    )
    return max(fits, key=len, default=None)


@pytest.mark.parametrize("lexicon", LEXICONS)
def test_the_longest_word_is_found(engine_of, compiler, lexicon):
    kernel, words, rng = engine_of(RULE % lexicon)._pipeline, compiler.lexicons[lexicon], random.Random(SEED)
    drawn = rng.sample(words, min(400, len(words)))
    texts = [word + rng.choice(TAILS) for word in drawn]
    texts += [word[: rng.randrange(len(word)) + 1] + rng.choice(TAILS) for word in drawn]
    texts += [word + rng.choice(words) for word in drawn]
    for text in texts:
        found = kernel.probe_template(0, "头" + text)
        assert (None if found is None else text[: found[1] - 1]) == longest(words, text), text


def test_a_word_leads_back_to_the_longest_it_begins_with(compiler):
    sections = compiler.sections()
    rows = memoryview(sections["lexicon.rows"]).cast("I")
    units, starts = memoryview(sections["lexicon.units"]).cast("I"), memoryview(sections["lexicon.starts"]).cast("i")
    number = compiler.lexicon_numbers["otp_name"]
    words, links = [], []
    for row in range(starts[number], starts[number + 1]):
        _, start, length, back = rows[LEXICON_WORDS * row : LEXICON_WORDS * (row + 1)]
        words.append("".join(map(chr, units[start : start + length])))
        links.append(words[-1 - back] if back else None)
    assert sorted(words) == sorted(compiler.lexicons["otp_name"])
    for word, link in zip(words, links, strict=True):
        assert link == max(
            (other for other in words if word != other and word.startswith(other)), key=len, default=None
        )


def test_templates_are_numbered_best_first(compiler):
    places = []
    for template in compiler.templates[: sum(hasattr(compiler.rules[t.rule], "category") for t in compiler.templates)]:
        rule = compiler.rules[template.rule]
        places.append((-rule.priority, rule.sender is None))
    assert len(places) > 1_000
    assert places == sorted(places)
