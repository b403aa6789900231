"""Spark: parse a column of a DataFrame on every worker. Needs PySpark 3.5+ with pandas, pyarrow and Java; no extras.

The engine is made once in each Python worker, when its first batch comes, and kept for every later task: Spark keeps
its workers (`spark.python.worker.reuse`), and the compiled rules are mapped, so workers of one machine share them.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from smsparse.arrow import parse_arrow_stream
from smsparse.columns import ERROR, SCHEMA, plain, plain_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pyarrow as pa

    from smsparse.engine import Engine


def parse_frame(
    frame: Any,
    text: str = "text",
    sender: str | None = None,
    received_at: str | None = None,
    *,
    keep: Sequence[str] = (),
    pack: str | None = None,
) -> Any:
    """A DataFrame with one row a message of `frame`: the columns of `keep`, then those of `spark_schema()`.

    `text`, `sender`, `received_at`: names of columns, of the types `smsparse.arrow` lists (in Spark: string, binary,
    bigint, timestamp). `pack`: a compiled pack at a path every worker can read; the built-in one by default. A frame
    that is a stream gives a stream. A row that is no message has its reason in `error` and stops nothing.
    A name that is missing is told by Spark at once, a type that is not right when rows are worked out.
    """
    columns = list(dict.fromkeys([*keep, *filter(None, (text, sender, received_at))]))

    def parse_batches(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        from smsparse.spark import parse_task

        return parse_task(batches, text, sender, received_at, keep=keep, pack=pack)

    chosen = frame.select(*columns)
    kept = [f"`{name}` {chosen.schema[name].dataType.simpleString()}" for name in keep]
    return chosen.mapInArrow(parse_batches, ", ".join([*kept, spark_schema()]))


def parse_task(
    batches: Iterable[pa.RecordBatch],
    text: str,
    sender: str | None,
    received_at: str | None,
    *,
    keep: Sequence[str],
    pack: str | None,
) -> Iterator[pa.RecordBatch]:
    """What a worker does with its batches: one out for each in."""
    engine = worker_engine(pack)
    for batch in batches:
        reader = parse_arrow_stream(engine, batch, text, sender, received_at, keep=keep, errors="column")
        yield from map(plain, reader)


@cache
def worker_engine(pack: str | None) -> Engine:
    """The engine of this Python worker for a pack: made once, kept as long as the worker lives."""
    import smsparse

    return smsparse.default_engine() if pack is None else smsparse.Engine(pack)


def spark_schema() -> str:
    """The columns of `SCHEMA` and `ERROR` in Spark's words, without the dictionaries, which it does not take."""
    return ", ".join(f"{field.name} {_spark_type(field.type)}" for field in [*SCHEMA, ERROR])


def _spark_type(kind: pa.DataType) -> str:
    import pyarrow as pa

    kind = plain_type(kind)
    if pa.types.is_list(kind):
        return f"array<{_spark_type(kind.value_type)}>"
    if pa.types.is_struct(kind):
        return f"struct<{', '.join(f'{field.name}: {_spark_type(field.type)}' for field in kind)}>"
    return {"int32": "int", "bool": "boolean"}.get(str(kind), str(kind))
