"""The generator: same seed same messages, labels that slice, noise that keeps them."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import datetime
from itertools import islice
from pathlib import Path

import pytest

from synth import Sample, Wording, generate, load_wordings
from synth.__main__ import main
from synth.wordings import FLAGS

SEED = 20260701


def wordings_of(folder: Path, body: str) -> list[Wording]:
    """The one finance.debit wording that `body` (TOML) describes."""
    file = folder / "finance.toml"
    file.write_text(f'[[wording]]\ncategory = "finance.debit"\n{body}\n', encoding="utf-8")
    return load_wordings(file)


@pytest.fixture(scope="module")
def wordings() -> list[Wording]:
    return load_wordings()


@pytest.fixture(scope="module")
def samples(wordings: list[Wording]) -> list[Sample]:
    return list(generate(4000, SEED, wordings=wordings))


def test_same_seed_same_messages(wordings: list[Wording]) -> None:
    assert list(generate(200, 5, wordings=wordings)) == list(generate(200, 5, wordings=wordings))


def test_other_seed_other_messages(wordings: list[Wording]) -> None:
    assert list(generate(20, 5, wordings=wordings)) != list(generate(20, 6, wordings=wordings))


def test_short_run_is_prefix_of_long_run(wordings: list[Wording]) -> None:
    assert list(generate(30, 5, wordings=wordings)) == list(islice(generate(900, 5, wordings=wordings), 30))


def test_message_of_a_wording_does_not_depend_on_other_wordings(wordings: list[Wording]) -> None:
    alone = next(generate(None, 5, wordings=wordings[40:41], per_wording=1))
    among = list(generate(41, 5, wordings=wordings, per_wording=1))[40]
    assert (alone.text, alone.spans) == (among.text, among.spans)


def test_random_source_is_the_same_on_every_machine(tmp_path: Path) -> None:
    """Pinned: a change here changes every generated set, and with it recorded figures."""
    wordings = wordings_of(tmp_path, 'text = "您尾号{account_tail:tail}的卡支出{amount:money}元"')
    sample = next(generate(1, 1, wordings=wordings, noise=False))
    assert sample.text == "您尾号4811的卡支出4.00元"


def test_spans_slice_to_fields(samples: list[Sample]) -> None:
    for sample in samples:
        assert sample.fields.keys() == sample.spans.keys()
        for name, (start, end) in sample.spans.items():
            assert 0 <= start < end <= len(sample.text)
            assert sample.text[start:end] == sample.fields[name] != ""


def test_fields_do_not_overlap(samples: list[Sample]) -> None:
    for sample in samples:
        spans = sorted([*sample.spans.values(), *(span for more in sample.more.values() for span in more)])
        assert all(left[1] <= right[0] for left, right in zip(spans, spans[1:], strict=False)), sample


def test_further_values_come_after_the_first(samples: list[Sample]) -> None:
    repeated = [sample for sample in samples if sample.more]
    assert repeated
    for sample in repeated:
        assert all(more[0] > sample.spans[name] for name, more in sample.more.items())


def test_every_wording_gives_a_message(wordings: list[Wording]) -> None:
    made = list(generate(None, SEED, wordings=wordings, per_wording=1, noise=False))
    assert [sample.wording for sample in made] == [wording.id for wording in wordings]
    assert all(sample.text.strip() and not re.search(r"[{}]", sample.text) for sample in made)


def test_every_labelled_slot_is_a_field_without_noise(wordings: list[Wording]) -> None:
    for wording, sample in zip(
        wordings, generate(None, SEED, wordings=wordings, per_wording=1, noise=False), strict=True
    ):
        labels = {part.field for part in wording.parts if not isinstance(part, str)} - {""}
        assert labels <= sample.fields.keys(), wording.place


def test_flags_are_known_and_ordered(samples: list[Sample]) -> None:
    for sample in samples:
        assert list(sample.flags) == [flag for flag in FLAGS if flag in sample.flags]


def test_code_field_sets_contains_code(samples: list[Sample]) -> None:
    for sample in samples:
        if {"code", "pickup_code"} & sample.fields.keys():
            assert "contains_code" in sample.flags


def test_verification_is_time_sensitive(samples: list[Sample]) -> None:
    assert all("time_sensitive" in s.flags for s in samples if s.category.startswith("verification."))


def test_noise_happens_within_bounds(samples: list[Sample], wordings: list[Wording]) -> None:
    """Each kind of noise is there and stays the exception."""
    own = {wording.id: wording.flags for wording in wordings}
    count = Counter(flag for s in samples for flag in s.flags if flag not in own[s.wording])
    assert 0.003 < count["fragment"] / len(samples) < 0.03
    assert 0.01 < count["promo_tail"] / len(samples) < 0.06
    promotions = [s.text for s in samples if s.category.startswith("promotion.")]
    assert len([text for text in promotions if re.search("退订|拒收|TD|回T", text)]) > len(promotions) / 4


def test_fragment_has_no_cut_fields(tmp_path: Path) -> None:
    """A field at the cut is dropped, not kept in part."""
    long = wordings_of(tmp_path, 'text = "' + "长" * 58 + "{counterparty:=蓝鲸科技文化传播中心}" + "尾" * 60 + '"')
    for sample in generate(600, 3, wordings=long):
        assert sample.fields.get("counterparty", "蓝鲸科技文化传播中心") == "蓝鲸科技文化传播中心"


def test_received_at_has_an_offset(samples: list[Sample]) -> None:
    moments = [s.received_at for s in samples if s.received_at]
    assert 0.4 < len(moments) / len(samples) < 0.8
    assert all(m.endswith("+08:00") and 2018 <= datetime.fromisoformat(m).year <= 2026 for m in moments)


def test_categories_are_balanced(samples: list[Sample], wordings: list[Wording]) -> None:
    categories = {wording.category for wording in wordings}
    count = Counter(sample.category for sample in samples)
    assert categories <= count.keys()


def test_command_line_writes_json_lines(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--n", "12", "--seed", "7", "--category", "personal."]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(rows) == 12
    for row in rows:
        assert {"id", "text", "category", "fields", "spans", "flags", "wording"} <= row.keys()
        assert all(row["text"][start:end] == row["fields"][name] for name, (start, end) in row["spans"].items())


def test_n_is_needed_without_per_wording() -> None:
    with pytest.raises(ValueError, match="n: expected"):
        next(generate(None, 1, wordings=[]))
