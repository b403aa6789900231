"""The released model: the packed file is the ONNX file, and both give the same whole numbers."""

from __future__ import annotations

import hashlib
import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smsparse._native import NativeModel, features_of, powers_of
from smsparse.errors import ArtifactError
from smsparse.intent.calibration import ABSTAIN, Calibration
from smsparse.intent.head import IntentModel
from smsparse.intent.pack import FEATURE_BITS, pack_onnx, read_packed
from tests.parity.intent_reference import logits

MODEL = Path(__file__).resolve().parents[3] / "models" / "intent"
MANIFEST = json.loads((MODEL / "manifest.json").read_text("utf-8"))
LABELS = tuple(MANIFEST["labels"])
PACKED = (MODEL / "intent.bin").read_bytes()
NATIVE = NativeModel(PACKED, LABELS)
ONNX = IntentModel(MODEL / "intent.onnx")
BATCH = st.lists(st.lists(st.integers(1, (1 << FEATURE_BITS) - 1), max_size=300), max_size=6)
#: Invented messages whose category leaves no doubt.
PLAIN = {
    "【云桥网】验证码508213，您正在登录，5分钟内有效，请勿泄露给他人。": "verification",
    "【江南农商银行】您尾号3318的账户5月2日支出人民币86.40元，余额1,204.15元。": "finance",
    "【蓝鲸驿站】您的包裹已到幸福路店，请凭取件码6-2-1107领取。": "delivery",
    "晚上一起吃饭吗？我六点下班过去找你": "personal",
}


def test_files_are_those_of_the_manifest():
    for name, digest in MANIFEST["digest"].items():
        assert hashlib.sha256((MODEL / name).read_bytes()).hexdigest() == digest, name


def test_labels_are_the_taxonomy(rules_only):
    assert tuple(rules_only._pipeline.pairs) == LABELS


def test_the_onnx_file_is_small_enough_to_ship():
    assert (MODEL / "intent.onnx").stat().st_size <= 1_500_000


def test_packed_model_is_the_onnx_file():
    assert pack_onnx(MODEL / "intent.onnx", MODEL / "manifest.json") == PACKED


@settings(deadline=None)
@given(BATCH)
def test_native_and_onnx_agree_bit_for_bit(batch):
    assert ONNX.classify_batch(batch).tolist() == [NATIVE.logits_of(ids) for ids in batch]


@settings(deadline=None, max_examples=25)
@given(st.lists(st.integers(1, (1 << FEATURE_BITS) - 1), max_size=40))
def test_native_agrees_with_the_reference(ids):
    assert NATIVE.logits_of(ids) == logits(PACKED, LABELS, ids)


@settings(deadline=None)
@given(st.lists(st.integers(1, (1 << FEATURE_BITS) - 1), max_size=300))
def test_wide_registers_change_nothing(ids):
    assert NATIVE.logits_of(ids) == NATIVE.logits_of(ids, plain=True)


@given(st.lists(st.floats(-700, 0), max_size=40))
def test_powers_are_those_of_e(values):
    assert powers_of(values) == powers_of(values, plain=True)
    assert powers_of(values) == pytest.approx([math.exp(value) for value in values], rel=1e-14, abs=0)


def test_a_very_long_message_does_not_overflow():
    ids = features_of("验证码" * 6000)
    assert NATIVE.logits_of(ids) == NATIVE.logits_of(ids, plain=True)
    assert NATIVE.logits_of(ids) == logits(PACKED, LABELS, ids) == ONNX.classify_batch([ids]).tolist()[0]


@pytest.mark.parametrize(("text", "l1"), PLAIN.items())
def test_plain_messages(rules_only, text, l1):
    logit = NATIVE.logits_of(features_of(rules_only._pipeline.fold(text)))
    assert LABELS[int(np.argmax(logit))].partition(".")[0] == l1


def test_probabilities_agree_with_the_calibration():
    ids = features_of("您的验证码是123456")
    whole = NATIVE.logits_of(ids)
    calibration = Calibration.load(MODEL / "manifest.json")
    shares = calibration.probabilities(np.array([whole]), np.array([len(ids)]))
    assert NATIVE.probabilities_of(whole, len(ids)) == pytest.approx(shares[0].tolist())
    assert calibration.by_l1(shares).sum() == pytest.approx(1)


def test_below_the_threshold_it_abstains():
    calibration = Calibration(("a.b", "a.c"), 1.0, 0.0, 0.6, (0.0, 1.0, 0.0, 0.0))
    assert calibration.decide(np.array([[0, 0], [9, 0]]), np.array([9, 9])) == [(ABSTAIN, 0.5), ("a.b", 1.0)]


def test_damage_is_noticed():
    with pytest.raises(ArtifactError, match="model is damaged"):
        read_packed(PACKED[:-1] + b"\1", LABELS)
    with pytest.raises(ArtifactError, match="cut short"):
        read_packed(PACKED[:-64], LABELS)
    with pytest.raises(ArtifactError, match="not a packed model"):
        read_packed(b"x" * 200, LABELS)
    with pytest.raises(ArtifactError, match="other categories"):
        NativeModel(PACKED, LABELS[::-1])
