"""The folding kernel and the compiler's table against the plain reference, over every code point and generated text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.parity.folding_reference import fold, fold_char

#: Code points that fold in some way of their own, beside ordinary ones.
CHARS = st.one_of(
    st.sampled_from(
        "ａＡ１２３，。：；！？（）［］【】　 \t\r\n\u200b\u2060\ufeff⑩①㉑²驗證碼帳戶号·—～￥＄…㎡〇xX中文aB1.-/"
    ),
    st.characters(),
)


def test_every_code_point_alone(rules_only):
    kernel = rules_only._pipeline
    for start in range(0, 0x30000, 0x100):
        # a letter and a Han character on either side, so that both kinds of neighbour are seen
        text = "".join(f"a{chr(point)}b中" for point in range(start, start + 0x100))
        assert kernel.probe_fold(text)[:2] == fold(text), hex(start)


@given(st.text(CHARS, max_size=60))
def test_any_text(rules_only, text):
    folded, origins, repaired = rules_only._pipeline.probe_fold(text)
    assert (folded, origins) == fold(text)
    assert repaired == any(0xD800 <= ord(char) < 0xE000 for char in text)


@given(st.text(CHARS, max_size=60))
def test_the_compiler_folds_templates_the_same_way(compiler, text):
    assert compiler.folds.fold(text) == fold(text)[0]


@given(st.text(CHARS, max_size=60))
def test_folding_is_idempotent(rules_only, text):
    once = rules_only._pipeline.fold(text)
    assert rules_only._pipeline.fold(once) == once


def test_digit_forms_become_digits():
    assert fold("１٢३④⑤⒍７")[0] == "1234567"


def test_multi_unit_code_points_share_their_origin():
    assert fold("共⑫件") == ("共12件", [0, 1, 1, 2])
    assert fold_char("㎡") == "平米"
