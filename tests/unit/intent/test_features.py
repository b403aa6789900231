"""The feature kernel: what it tells apart and what it does not, and that it says what the plain reference says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from smsparse._native import features_of
from smsparse.intent.pack import FEATURE_BITS
from tests.parity.intent_reference import features

#: Text as folding leaves it, dense in what the kernel treats apart: runs of digits, letters, masks, mixtures.
FOLDED = st.lists(
    st.one_of(
        st.sampled_from(
            ["验", "证", "码", "【", "】", "。", " ", "\n", "*", "***", "x", "xx", "xxx0", "http", "10086", "110"]
        ),
        st.text("0123456789", max_size=20),
        st.text("abxz09", max_size=12),
        st.text("abc", max_size=18),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
    ),
    max_size=30,
).map("".join)


@given(FOLDED)
def test_kernel_agrees_with_the_reference(folded):
    assert features_of(folded) == features(folded)


@given(FOLDED)
def test_every_feature_is_in_range(folded):
    assert all(0 < feature < 1 << FEATURE_BITS for feature in features_of(folded))


def test_digits_count_only_by_their_number():
    assert features_of("验证码123456") == features_of("验证码987654")
    assert features_of("验证码123456") != features_of("验证码1234567")


def test_short_numbers_are_told_apart():
    assert set(features_of("拨打10086")) != set(features_of("拨打10010"))


def test_masks_are_one_token():
    assert features_of("尾号****") == features_of("尾号**") == features_of("尾号xx")


def test_a_long_mixture_is_one_token():
    assert features_of("单号sf1234567") == features_of("单号yt7654321")


def test_an_empty_message_has_two_features():
    assert len(features_of("")) == 2
