"""Single, in columns, in threads, as UTF-8, by onnxruntime: one answer (200,000 messages: benchmarks/agreement.py)."""

from __future__ import annotations

import pytest

pytest.importorskip("pyarrow")

from benchmarks.agreement import differences, samples


def test_every_way_gives_the_same_answer(engine):
    (batch,) = samples(1_000, seed=3)
    found = differences(engine, batch)
    assert found.pop("messages") == 1_000
    assert not any(found.values()), found


def test_a_wrong_answer_is_counted(engine, rules_only):
    class Mixed:
        """An engine whose columns know no model."""

        parse, classify_many, parse_arrow = engine.parse, engine.classify_many, rules_only.parse_arrow

    (batch,) = samples(50, seed=3)
    found = differences(Mixed(), batch)
    assert found["columns, 1 thread"] and found["UTF-8 in columns"]
    assert not found["onnxruntime"]
