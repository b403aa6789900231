"""Columns in and out: the same answers as one by one, whatever the kind of column; nulls and broken bytes in place."""

from __future__ import annotations

import tracemalloc
from datetime import UTC, datetime

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smsparse import columns
from smsparse.arrow import BATCH_ROWS, ERROR, SCHEMA, parse_rows
from smsparse.columns import contract_rows, plain
from smsparse.errors import InvalidMessageError
from smsparse.vocabulary.words import CURRENCY_WORDS, ISO

BANK = "【示例农商银行】您尾号1234的账户3月5日14:03消费支出人民币10.00元，余额20.00元。"
LINK = "【招商银行】您的积分即将清零，请点击 http://cmb-points.example.top/a 兑换，详询95555或4008205555"
TEXTS = ["您的验证码是482913", None, "", BANK, LINK, "晚上一起吃饭吗"]
SENDERS = ["1069000012", None, None, "95588", "13800138000", ""]
RECEIVED = "2024-03-06T00:00:00+08:00"
MILLISECONDS = 1709654400000

KINDS = {
    "utf8": pa.string(),
    "large_utf8": pa.large_string(),
    "utf8_view": pa.string_view(),
    "binary": pa.binary(),
    "large_binary": pa.large_binary(),
    "binary_view": pa.binary_view(),
    "dictionary": pa.dictionary(pa.int8(), pa.string()),
    "dictionary of binary": pa.dictionary(pa.int32(), pa.binary()),
}


def column(values, kind):
    """An array of the type; pyarrow makes dictionaries and views only from others."""
    if pa.types.is_dictionary(kind):
        return pa.array(values, kind.value_type).dictionary_encode().cast(kind)
    if kind == pa.binary_view():
        return pa.array([None if value is None else value.encode() for value in values], kind)
    return pa.array(values, kind)


@pytest.fixture(scope="module")
def objects(engine):
    """What `parse` gives for each of TEXTS."""
    pairs = zip(TEXTS, SENDERS, strict=True)
    return [None if text is None else engine.parse(text, sender, RECEIVED).to_dict() for text, sender in pairs]


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_rows_are_what_parse_gives(engine, objects, kind):
    times = pa.array([RECEIVED] * len(TEXTS))
    batch = engine.parse_arrow(column(TEXTS, kind), column(SENDERS, kind), times)
    batch.validate(full=True)
    assert batch.schema.equals(SCHEMA)
    assert batch.schema.metadata[b"pack"].decode() == engine.versions["pack"]
    assert batch.to_pylist()[1] == dict.fromkeys(SCHEMA.names)
    assert list(contract_rows(batch)) == objects


@pytest.mark.parametrize(
    "times",
    [
        pa.array([MILLISECONDS] * 6),
        pa.array([MILLISECONDS] * 6, pa.timestamp("ms", "UTC")),
        pa.array([MILLISECONDS * 1_000_000] * 6, pa.timestamp("ns", "Asia/Tokyo")),
        pa.array([datetime(2024, 3, 5, 16, tzinfo=UTC)] * 6, pa.timestamp("s", "UTC")),
        pa.array([RECEIVED] * 6).dictionary_encode(),
    ],
    ids=lambda times: str(times.type),
)
def test_receive_times_of_every_type_are_one_instant(engine, objects, times):
    assert list(contract_rows(engine.parse_arrow(pa.array(TEXTS), pa.array(SENDERS), times))) == objects


def test_columns_of_nulls_say_nothing(engine):
    nothing = pa.nulls(2)
    batch = engine.parse_arrow(pa.array(["余额20.00元", BANK]), nothing, nothing)
    assert list(contract_rows(batch)) == [engine.parse(text).to_dict() for text in ("余额20.00元", BANK)]
    assert engine.parse_arrow(nothing).to_pylist() == [dict.fromkeys(SCHEMA.names)] * 2


def test_an_empty_column_gives_no_rows(engine):
    for threads in (1, 2):
        batch = engine.parse_arrow(pa.array([], pa.string()), threads=threads)
        assert (batch.num_rows, batch.schema.equals(SCHEMA)) == (0, True)


def test_bytes_that_are_not_utf8_are_repaired_and_flagged(engine):
    for kind in (pa.binary(), pa.large_binary()):
        broken = pa.array(["验证".encode()[:-1] + "您的验证码是482913".encode() + b"\xff", b"482913"], kind)
        row, sound = contract_rows(engine.parse_arrow(broken))
        assert "repaired" in row["flags"]
        assert "repaired" not in sound["flags"]
        assert row["fields"]["code"]["value"] == "482913"
        text = broken[0].as_py().decode("utf-8", "replace")
        assert text[slice(*row["fields"]["code"]["span"])] == "482913"


#: Whole characters, of which some look broken, and parts of characters.
PIECES = ["a", "é", "验", "\ud7ff", "\ufffd", "\u0800", "😀"]
PARTS = [b"\xe9\xaa", b"\xe9", b"\x80", b"\xed\xa0\x80", b"\xe0\x80\x80", b"\xe1\x80\xc2", b"\xf0\x9f\x98", b"\xff"]
BROKEN = st.lists(st.sampled_from([*(piece.encode() for piece in PIECES), *PARTS]), max_size=12).map(b"".join)


@settings(max_examples=30, deadline=None)
@given(
    bodies=st.lists(st.none() | st.binary(max_size=40) | BROKEN | st.sampled_from([BANK.encode(), LINK.encode()])),
    threads=st.integers(1, 4),
)
def test_any_bytes_give_the_same_whatever_the_threads(engine, bodies, threads):
    given = pa.array(bodies, pa.binary())
    once, split = engine.parse_arrow(given), engine.parse_arrow(given, threads=threads)
    assert once.equals(split)
    assert ipc(once) == ipc(split)
    for body, told in zip(bodies, contract_rows(once), strict=True):
        if body is None:
            assert told is None
        else:
            text = body.decode("utf-8", "replace")
            wanted = engine.parse(text).to_dict()
            if text.encode("utf-8") != body and "repaired" not in wanted["flags"]:
                assert told["flags"].pop(told["flags"].index("repaired"))
            assert told == wanted


def ipc(batch):
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as writer:
        writer.write_batch(batch)
    return sink.getvalue().to_pybytes()


def test_chunked_columns_give_a_reader_of_bounded_batches(engine, objects, monkeypatch):
    monkeypatch.setattr("smsparse.arrow.BATCH_ROWS", 4)
    reader = engine.parse_arrow(
        pa.chunked_array([TEXTS[:1], TEXTS[1:5], TEXTS[5:]]), pa.array(SENDERS), pa.chunked_array([[RECEIVED] * 6])
    )
    assert isinstance(reader, pa.RecordBatchReader)
    batches = list(reader)
    assert [batch.num_rows for batch in batches] == [4, 2]
    assert [told for batch in batches for told in contract_rows(batch)] == objects


def test_batches_of_a_reader_are_made_when_they_are_read(engine, monkeypatch):
    monkeypatch.setattr("smsparse.arrow.BATCH_ROWS", 2)
    built = []
    build = columns.ColumnBuilder.build
    monkeypatch.setattr(
        columns.ColumnBuilder, "build", lambda *given, **options: built.append(1) or build(*given, **options)
    )
    reader = engine.parse_arrow(pa.chunked_array([TEXTS]))
    assert built == []
    reader.read_next_batch()
    assert built == [1]


def test_a_stream_of_tables_is_read_batch_by_batch(engine, objects):
    read = []

    def batches():
        for row in range(6):
            read.append(row)
            yield pa.record_batch(
                {"n": [row], "body": TEXTS[row : row + 1], "from": SENDERS[row : row + 1]}, schema=schema
            )

    schema = pa.schema([("n", pa.int64()), ("body", pa.string()), ("from", pa.string())])
    given = pa.RecordBatchReader.from_batches(schema, batches())
    reader = engine.parse_arrow_stream(given, "body", "from", keep=["n"])
    assert reader.schema.names == ["n", *SCHEMA.names]
    first = reader.read_next_batch()
    assert len(read) <= 2
    rest = list(reader)
    assert [batch.column("n").to_pylist() for batch in (first, *rest)] == [[row] for row in range(6)]
    wanted = [
        None if text is None else engine.parse(text, sender).category
        for text, sender in zip(TEXTS, SENDERS, strict=True)
    ]
    assert [batch.column("category")[0].as_py() for batch in (first, *rest)] == wanted


def test_memory_does_not_grow_with_the_stream(engine):
    batch = pa.record_batch({"text": ["晚上一起吃饭吗"] * 200})

    def peak(count):
        reader = engine.parse_arrow_stream(
            pa.RecordBatchReader.from_batches(batch.schema, (batch for _ in range(count)))
        )
        tracemalloc.start()
        before, most = pa.total_allocated_bytes(), 0
        for _ in reader:
            most = max(most, pa.total_allocated_bytes() - before)
        python = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return python + most

    peak(2)
    assert peak(40) < 2 * peak(4)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"text": pa.array([1])}, "wrong_type: expected a column of utf8.*, got int64 at text"),
        ({"text": 5}, "wrong_type: expected an Arrow array or stream, got int at text"),
        ({"text": pa.array([{"a": "b"}])}, "got a table: name its columns with parse_arrow_stream at text"),
        ({"text": pa.array(["a", "b"]), "sender": pa.array(["1"])}, "wrong_length: expected 2 rows as in text, got 1 at sender"),
        ({"text": pa.array(["a"]), "sender": pa.array([1.5])}, "got double at sender"),
        ({"text": pa.array(["a"]), "received_at": pa.array([0], pa.timestamp("s"))}, "got a timestamp without a zone at received_at"),
        ({"text": pa.array(["a"]), "received_at": pa.array([True])}, "got bool at received_at"),
        ({"text": pa.array(["a", "b"]), "received_at": pa.array([None, "2024-05-16 12:09"])}, r"bad_time: .* at received_at\[1\]"),
        ({"text": pa.array(["a"]), "threads": 0}, "threads: expected a whole number from 1, got 0"),
        ({"text": pa.array(["a"]), "errors": "ignore"}, "errors: expected raise or column, got 'ignore'"),
    ],
)  # fmt: skip
def test_mistakes_say_what_was_expected_and_where(engine, given, told):
    with pytest.raises(ValueError, match=told):
        engine.parse_arrow(**given)


def test_rows_are_numbered_from_the_beginning_of_the_stream(engine):
    tables = pa.table({"text": ["a"] * 5, "at": [RECEIVED] * 4 + ["soon"]}).to_reader(max_chunksize=2)
    with pytest.raises(InvalidMessageError, match=r"bad_time: .* at received_at\[4\]"):
        list(engine.parse_arrow_stream(tables, received_at="at"))


def test_columns_that_are_not_there_and_names_taken_are_told(engine):
    table = pa.table({"text": ["a"], "category": ["b"]})
    with pytest.raises(InvalidMessageError, match="missing_column: expected one column 'body'"):
        engine.parse_arrow_stream(table, "body")
    with pytest.raises(InvalidMessageError, match=r"name_clash: .* got category at keep"):
        engine.parse_arrow_stream(table, keep=["category"])
    with pytest.raises(InvalidMessageError, match=r"wrong_type: expected a stream of tables .* got int at tables"):
        engine.parse_arrow_stream(5)


def test_errors_may_be_a_column(engine):
    times = pa.array([None, None, "soon"])
    batch = engine.parse_arrow(pa.array(["您的验证码是482913", None, BANK]), received_at=times, errors="column")
    assert batch.schema.names == [*SCHEMA.names, ERROR.name]
    assert batch.column("category").to_pylist() == ["verification.other", None, None]
    errors = batch.column("error").to_pylist()
    assert errors[0] is None
    assert [(error["code"], error["at"]) for error in errors[1:]] == [
        ("missing_text", "text"),
        ("bad_time", "received_at"),
    ]


def test_errors_of_rows_are_kept_apart(engine):
    batch, errors = parse_rows(engine, pa.array([None, "a"]), None, [None, True])
    assert batch.num_rows == 2
    assert {row: error.code for row, error in errors.items()} == {0: "missing_text", 1: "wrong_type"}


def test_every_word_a_result_may_hold_has_its_number(engine):
    words = engine.vocabulary()
    assert set(CURRENCY_WORDS) <= set(words["unit"])
    assert set(ISO) <= set(words["unit"])
    for name, values in words.items():
        assert len(values) == len(set(values)), name
    first, second = (engine.parse_arrow(pa.array([text])) for text in (BANK, LINK))
    assert first.column("category").dictionary.equals(second.column("category").dictionary)


def test_without_dictionaries_the_rows_are_the_same(engine):
    batch = engine.parse_arrow(pa.array(TEXTS))
    told = plain(batch)
    assert told.to_pylist() == batch.to_pylist()
    assert "dictionary" not in str(told.schema)


def test_polars_series_and_frames(engine, objects):
    polars = pytest.importorskip("polars", reason="polars is not installed")
    frame = polars.DataFrame({"text": TEXTS, "from": SENDERS, "at": [RECEIVED] * 6})
    reader = engine.parse_arrow(frame["text"], frame["from"], frame["at"])
    assert [told for batch in reader for told in contract_rows(batch)] == objects
    reader = engine.parse_arrow_stream(frame, sender="from", received_at="at", keep=["from"])
    assert polars.from_arrow(reader)["category"].to_list() == [told and told["category"] for told in objects]


def test_nanoarrow_arrays(engine, objects):
    nanoarrow = pytest.importorskip("nanoarrow", reason="nanoarrow is not installed")
    texts, senders = (nanoarrow.Array(pa.array(values)) for values in (TEXTS, SENDERS))
    batch = engine.parse_arrow(texts, senders, nanoarrow.c_array(pa.array([RECEIVED] * 6)))
    assert list(contract_rows(batch)) == objects


def test_duckdb_results(engine, objects):
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    messages = pa.table(
        {"text": TEXTS, "number": SENDERS, "at": pa.array([MILLISECONDS] * 6, pa.timestamp("ms", "UTC"))}
    )
    connection = duckdb.connect()
    connection.register("messages", messages)
    reader = engine.parse_arrow_stream(connection.sql("select * from messages"), sender="number", received_at="at")
    assert [told for batch in reader for told in contract_rows(batch)] == objects


def test_the_bound_of_a_batch_is_what_the_documentation_says(engine):
    assert f"{BATCH_ROWS:,} rows" in engine.parse_arrow.__doc__
