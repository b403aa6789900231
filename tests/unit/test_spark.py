"""Spark: what a worker hands over, and a real local Spark where PySpark, pandas and Java are installed."""

from __future__ import annotations

import shutil
import sys

import pyarrow as pa
import pytest

from smsparse.arrow import parse_arrow
from smsparse.spark import _plain, parse_frame

CODE = "您的验证码是482913，5分钟内有效"


def test_field_names_are_plain_strings_for_spark(engine):
    batch = _plain(parse_arrow(engine, [CODE, None]))
    assert batch.schema.field("fields").type.value_type.field("name").type == pa.string()
    assert [field["name"] for field in batch.to_pylist()[0]["fields"]] == ["code", "code_valid"]


@pytest.mark.filterwarnings("ignore")
def test_a_local_spark_gives_one_row_a_message(monkeypatch):
    sql = pytest.importorskip("pyspark.sql", reason="PySpark is not installed")
    pytest.importorskip("pandas", reason="pandas, which PySpark needs, is not installed")
    if shutil.which("java") is None:
        pytest.skip("Java, which PySpark needs, is not installed")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    session = sql.SparkSession.builder.master("local[1]").getOrCreate()
    try:
        rows = parse_frame(session.createDataFrame([(CODE,), (None,)], "text string")).collect()
    finally:
        session.stop()
    assert [row.category for row in rows] == ["verification.other", None]
    assert rows[0].fields[0].value == "482913"
