"""Columns in and out: the same answers as one by one, nulls and broken bytes in their places."""

from __future__ import annotations

import pyarrow as pa
import pytest

from smsparse.arrow import SCHEMA, parse_arrow

TEXTS = [
    "您的验证码是482913",
    None,
    "",
    "【示例农商银行】您尾号1234的账户3月5日14:03消费支出人民币10.00元，余额20.00元。",
]


def test_rows_are_what_parse_gives(engine):
    batch = parse_arrow(engine, pa.array(TEXTS), received_at=pa.array([None, None, None, "2024-03-06T00:00:00+08:00"]))
    assert batch.schema.equals(SCHEMA)
    assert batch.schema.metadata[b"smsparse"]
    rows = batch.to_pylist()
    assert rows[1] == dict.fromkeys(SCHEMA.names)
    result = engine.parse(TEXTS[3], received_at="2024-03-06T00:00:00+08:00")
    assert rows[3]["category"] == result.category
    for row, (name, field) in zip(rows[3]["fields"], result.fields.items(), strict=True):
        assert (row["name"], row["text"], row["value"]) == (name, field.text, field.value)
        assert TEXTS[3][row["start"] : row["end"]] == row["text"]


def test_bytes_that_are_not_utf8_are_repaired_and_flagged(engine):
    batch = parse_arrow(engine, pa.array(["您的验证码是482913".encode() + b"\xff"], pa.binary()))
    row = batch.to_pylist()[0]
    assert "repaired" in row["flags"]
    assert [field["value"] for field in row["fields"] if field["name"] == "code"] == ["482913"]


def test_columns_of_different_lengths_are_refused(engine):
    with pytest.raises(ValueError, match="expected columns of one length, got 2, 1 and 2"):
        parse_arrow(engine, ["a", "b"], sender=["95588"])
