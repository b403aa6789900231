"""Tables of words and strings: what is written is what is read."""

from __future__ import annotations

import pytest

from smsparse._native import Strings
from smsparse.rulepack.words import string_table, word_table


def test_strings_come_back_one_by_one():
    texts = ["示例银行", "", "a", "𠮷"]
    strings = Strings({"texts": memoryview(string_table(texts))}, "texts")
    assert len(strings) == 4
    assert list(strings) == texts
    assert strings[3] == "𠮷"


@pytest.mark.parametrize("number", [4, -1])
def test_a_number_that_is_none_of_theirs_is_refused(number):
    strings = Strings({"texts": memoryview(string_table(["a", "b", "c", "d"]))}, "texts")
    with pytest.raises(IndexError, match="expected a number below 4"):
        _ = strings[number]


def test_a_word_of_one_unit_is_refused():
    with pytest.raises(ValueError, match="words of 2 units or more, got '行'"):
        word_table({"示例银行": 0, "行": 1})
