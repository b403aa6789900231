"""Spark: what a worker does, and a real local Spark where PySpark and Java are installed."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pyarrow as pa
import pytest

import smsparse
from smsparse import spark
from smsparse.columns import SCHEMA, contract_rows

CODE = "您的验证码是482913，5分钟内有效"
DUE = "【示例银行】您尾号1234的信用卡本期应还100.00元，到期还款日3月25日"
RECEIVED = 1709654400000
ROWS = [(1, CODE, "1069000012", RECEIVED), (2, None, None, None), (3, DUE, "95588", RECEIVED)]
NAMED = {"sender": "number", "received_at": "at"}


def rows_of_parse(engine):
    """What Spark must give for ROWS, as dicts."""
    _, texts, numbers, times = zip(*ROWS, strict=True)
    columns = pa.array(texts), pa.array(numbers), pa.array(times, pa.int64())
    return engine.parse_arrow(*columns, errors="column").to_pylist()


def test_a_worker_gives_a_batch_for_each_batch(engine):
    schema = pa.schema([("n", pa.int64()), ("text", pa.string()), ("number", pa.string()), ("at", pa.int64())])
    batches = [pa.record_batch([[cell] for cell in row], schema=schema) for row in ROWS]
    told = list(spark.parse_task(iter(batches), "text", "number", "at", keep=["n"], pack=None))
    assert [batch.num_rows for batch in told] == [1, 1, 1]
    assert "dictionary" not in str(told[0].schema)
    rows = [row for batch in told for row in batch.to_pylist()]
    assert [row.pop("n") for row in rows] == [1, 2, 3]
    assert rows == rows_of_parse(engine)


def test_a_worker_makes_its_engine_once(monkeypatch):
    made = []
    monkeypatch.setattr(smsparse, "Engine", lambda pack: made.append(pack) or object())
    spark.worker_engine.cache_clear()
    assert spark.worker_engine("a.pack") is spark.worker_engine("a.pack")
    assert made == ["a.pack"]
    spark.worker_engine.cache_clear()


def test_the_schema_in_the_words_of_spark():
    words = spark.spark_schema()
    assert words.startswith(
        "category string, confidence float, decided_by string, flags array<string>, sender_id string"
    )
    assert "fields array<struct<name: string, text: string, value: string, unit: string, start: int, end: int" in words
    assert words.endswith("error struct<code: string, expected: string, got: string, at: string>")


@pytest.fixture(scope="module")
def session():
    """A Spark of this machine with two workers."""
    sql = pytest.importorskip("pyspark.sql", reason="PySpark is not installed")
    pytest.importorskip("pandas", reason="pandas, which PySpark needs, is not installed")
    if shutil.which("java") is None:
        pytest.skip("Java, which PySpark needs, is not installed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv(
            "PYTHONPATH", os.pathsep.join([str(Path(smsparse.__file__).parents[1]), os.environ.get("PYTHONPATH", "")])
        )
        builder = sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
        session = builder.config("spark.sql.shuffle.partitions", "2").getOrCreate()
        yield session
        session.stop()


SPARK_COLUMNS = "n long, text string, number string, at long"


@pytest.mark.filterwarnings("ignore")
def test_a_frame_gives_one_row_a_message(session, engine):
    frame = session.createDataFrame(ROWS, SPARK_COLUMNS)
    rows = [row.asDict(recursive=True) for row in spark.parse_frame(frame, **NAMED, keep=["n"]).orderBy("n").collect()]
    assert [row.pop("n") for row in rows] == [1, 2, 3]
    assert rows == rows_of_parse(engine)


@pytest.mark.filterwarnings("ignore")
def test_timestamps_of_spark_are_instants(session, engine):
    frame = session.createDataFrame(ROWS, SPARK_COLUMNS).selectExpr("text", "number", "timestamp_millis(at) as at")
    assert [row.asDict(recursive=True) for row in spark.parse_frame(frame, **NAMED).collect()] == rows_of_parse(engine)


@pytest.mark.filterwarnings("ignore")
def test_files_that_arrive_are_parsed_as_a_stream(session, engine, tmp_path):
    schema = session.createDataFrame(ROWS, SPARK_COLUMNS).schema
    for folder in ("in", "out"):
        (tmp_path / folder).mkdir()
    parsed = spark.parse_frame(session.readStream.schema(schema).json(str(tmp_path / "in")), **NAMED, keep=["n"])
    assert parsed.isStreaming
    for part in (ROWS[:2], ROWS[2:]):
        session.createDataFrame(part, SPARK_COLUMNS).write.mode("append").json(str(tmp_path / "in"))
        writer = parsed.writeStream.format("parquet").option("checkpointLocation", str(tmp_path / "checkpoint"))
        writer.trigger(availableNow=True).start(str(tmp_path / "out")).awaitTermination(120)
    rows = session.read.parquet(str(tmp_path / "out")).orderBy("n").collect()
    rows = [row.asDict(recursive=True) for row in rows]
    assert [row.pop("n") for row in rows] == [1, 2, 3]
    assert rows == rows_of_parse(engine)


@pytest.mark.filterwarnings("ignore")
def test_a_missing_column_is_told_before_anything_runs(session):
    with pytest.raises(Exception, match="nowhere"):
        spark.parse_frame(session.createDataFrame(ROWS, SPARK_COLUMNS), "nowhere")


def test_contract_rows_need_no_dictionaries(engine):
    batch = pa.record_batch({"text": [CODE]})
    (told,) = spark.parse_task([batch], "text", None, None, keep=(), pack=None)
    assert list(contract_rows(told.select(SCHEMA.names))) == [engine.parse(CODE).to_dict()]
