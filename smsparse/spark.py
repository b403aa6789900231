"""Spark: parse a column of a DataFrame on every worker. Needs PySpark 3.5+, pandas and Java, which are no extras."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from smsparse.arrow import SCHEMA, parse_arrow

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

#: The columns of `smsparse.arrow.SCHEMA` in Spark's words.
SPARK_SCHEMA = (
    "category string, confidence float, decided_by string, flags array<string>, sender_id string, trust string, "
    "fields array<struct<name: string, text: string, value: string, unit: string, start: int, end: int, "
    "confidence: float>>"
)


def parse_frame(frame: Any, text: str = "text", sender: str | None = None, received_at: str | None = None) -> Any:
    """A DataFrame with one row of `SPARK_SCHEMA` a message of `frame`; the arguments name its columns.

    One engine is made in each Python worker and kept for all its batches.
    """
    columns = [name for name in (text, sender, received_at) if name is not None]

    def parse_batches(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import smsparse

        engine = smsparse.default_engine()
        for batch in batches:
            given = [None if name is None else batch.column(name) for name in (text, sender, received_at)]
            yield _plain(parse_arrow(engine, *given))

    return frame.select(*columns).mapInArrow(parse_batches, SPARK_SCHEMA)


def _plain(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Without the dictionary encoding of field names, which Spark does not take."""
    import pyarrow as pa

    fields = SCHEMA.field("fields").type.value_type
    plain = pa.struct([pa.field(field.name, pa.string()) if field.name == "name" else field for field in fields])
    schema = pa.schema(
        [field if field.name != "fields" else pa.field("fields", pa.list_(plain)) for field in batch.schema]
    )
    return batch.cast(schema)
