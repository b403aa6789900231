"""Spark on this machine: `smsparse.spark.parse_frame` against Spark's own identity, pair by pair.

    python -m benchmarks.spark [--rows N] [--pairs N] [--batch ROWS]

Both read the same Parquet file with local[2] and hand every row to Python and back by mapInArrow; one gives the text as
it came, the other all columns of the contract. The sink is Spark's `noop`. The first pair starts the workers and is not
counted. Needs PySpark, pandas, pyarrow and Java.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.corpus import messages
from smsparse.spark import parse_frame

DISTINCT = 10_000
RECEIVED = 1_709_654_400_000


def write_messages(path: Path, rows: int) -> None:
    """`rows` messages with sender and receive time, of which up to DISTINCT differ."""
    texts = [message.text for message in messages("mix", min(rows, DISTINCT))]
    block = pa.table({"text": texts, "sender": ["1069000012"] * len(texts), "at": [RECEIVED] * len(texts)})
    with pq.ParquetWriter(path, block.schema) as writer:
        for start in range(0, rows, len(texts)):
            writer.write_table(block.slice(0, rows - start))


def session(batch: int):
    """A Spark of two cores whose workers import what this process imports."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["PYTHONPATH"] = os.pathsep.join([str(Path.cwd()), os.environ.get("PYTHONPATH", "")])
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    builder = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", str(batch))
    return builder.config("spark.sql.files.maxPartitionBytes", str(4 << 20)).getOrCreate()


def seconds(frame) -> float:
    """How long every row of a frame takes."""
    started = time.perf_counter()
    frame.write.format("noop").mode("overwrite").save()
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--batch", type=int, default=10_000, help="rows of a batch (default: 10000, as Spark has it)")
    args = parser.parse_args()
    spark = session(args.batch)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "messages.parquet"
        write_messages(path, args.rows)
        frame = spark.read.parquet(str(path))
        identity = frame.select("text").mapInArrow(lambda batches: batches, "text string")
        parsed = parse_frame(frame, sender="sender", received_at="at")
        pairs = [(seconds(identity), seconds(parsed)) for _ in range(args.pairs + 1)][1:]
    spark.stop()
    for name, times in zip(("identity", "smsparse"), zip(*pairs, strict=True), strict=True):
        print(f"{name}: median {args.rows / median(times):,.0f} rows/s ({min(times):.2f} to {max(times):.2f} s)")
    ratios = [theirs / ours for theirs, ours in pairs]
    print(f"smsparse at {median(ratios):.3f} of the identity rate ({min(ratios):.3f} to {max(ratios):.3f})")


if __name__ == "__main__":
    main()
