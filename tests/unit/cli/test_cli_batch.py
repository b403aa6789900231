"""``smsparse batch``: every pair of formats says the same; a killed run goes on; nothing is held that need not be."""

from __future__ import annotations

import csv
import gzip
import io
import json
import signal
import subprocess
import sys
import time

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import smsparse
from smsparse.cli.batch import job, sources
from smsparse.cli.batch.formats import Format, format_of
from smsparse.cli.batch.lock import locked
from smsparse.cli.main import main
from smsparse.cli.parse import Keys
from smsparse.columns import contract_rows

TIME = "2024-03-06T00:00:00+08:00"
#: id, text, sender, receive time.
MESSAGES = [
    ("1", "您的验证码是482913，5分钟内有效", "1069000012", TIME),
    ("2", "【示例农商银行】您尾号1234的账户3月5日14:03消费支出人民币10.00元，余额20.00元。", "95588", TIME),
    ("3", "第一行\n第二行，“引号”", None, None),
    ("4", "", None, None),
    ("5", "明天下午3点开会", "13800138000", "soon"),
    ("6", "晚上一起吃饭吗", "", TIME),
]
NAMES = ["id", "text", "sender", "received_at"]


@pytest.fixture(scope="module")
def engine():
    """The real one: what columns hold is the point here."""
    return smsparse.default_engine()


def write_jsonl(path):
    lines = [json.dumps({k: v for k, v in zip(NAMES, row, strict=True) if v is not None}) for row in MESSAGES]
    data = ("\n".join(lines) + "\n").encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)


def write_csv(path):
    text = io.StringIO(newline="")
    csv.writer(text).writerows([NAMES, *MESSAGES])
    data = text.getvalue().encode("utf-8-sig")
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)


def table():
    return pa.table(
        {name: pa.array(column, pa.string()) for name, column in zip(NAMES, zip(*MESSAGES, strict=True), strict=True)}
    )


def write_arrow(path):
    made = pa.ipc.new_file if path.suffix == ".arrow" else pa.ipc.new_stream
    with made(str(path), table().schema) as writer:
        writer.write_table(table(), max_chunksize=4)


def write_parquet(path):
    pq.write_table(table(), path, row_group_size=4)


WRITERS = {
    "in.jsonl": write_jsonl, "in.jsonl.gz": write_jsonl, "in.csv": write_csv, "in.csv.gz": write_csv,
    "in.arrow": write_arrow, "in.arrows": write_arrow, "in.parquet": write_parquet,
}  # fmt: skip


def lines_of(path):
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return data.decode("utf-8").splitlines()


def read(path):
    """What a file of results says: the objects of contract v1, errors as objects with id and error."""
    if ".jsonl" in path.name:
        rows = [json.loads(line) for line in lines_of(path)]
        return [{"id": row["id"], "error": row["error"]} if "error" in row else row for row in rows]
    if ".csv" in path.name:
        return [csv_row(row) for row in csv.DictReader(io.StringIO("\n".join(lines_of(path)), newline=""))]
    if path.suffix == ".parquet":
        batches = pq.ParquetFile(path).iter_batches()
    else:
        batches = (pa.ipc.open_file if path.suffix == ".arrow" else pa.ipc.open_stream)(path.read_bytes())
        batches = batches if path.suffix == ".arrows" else map(batches.get_batch, range(batches.num_record_batches))
    return [row for batch in batches for row in column_rows(batch)]


def column_rows(batch):
    for told, error, result in zip(
        batch.column("id").to_pylist(), batch.column("error").to_pylist(), contract_rows(batch), strict=True
    ):
        assert (error is None) == (result is not None)
        yield {"id": told, "error": error} if error else {"id": told, **result}


def csv_row(row):
    if row["error"]:
        return {"id": row["id"], "error": json.loads(row["error"])}
    sender = {key: row[name] for key, name in (("id", "sender_id"), ("name", "sender_name"), ("trust", "trust"))}
    return {
        "v": 1,
        "id": row["id"],
        "category": row["category"],
        "confidence": float(row["confidence"]),
        "decided_by": row["decided_by"],
        "flags": row["flags"].split(),
        "sender": {**sender, "reasons": row["reasons"].split()} if row["sender_id"] else None,
        "fields": json.loads(row["fields"]),
    }


@pytest.fixture(scope="module")
def wanted(engine):
    """What every pair of formats must say: `parse` of each message, and the error of the fifth."""
    told = [
        {"v": 1, "id": name, **engine.parse(text, sender, None if at == "soon" else at).to_dict()}
        for name, text, sender, at in MESSAGES
    ]
    error = {
        "code": "bad_time",
        "expected": "RFC 3339 with an offset, or epoch milliseconds",
        "got": "another text",
        "at": "received_at",
    }
    told[4] = {"id": "5", "error": error}
    return told


@pytest.mark.parametrize("source", WRITERS)
@pytest.mark.parametrize(
    "out", ["out.jsonl", "out.jsonl.gz", "out.csv", "out.csv.gz", "out.arrow", "out.arrows", "out.parquet"]
)
def test_every_pair_of_formats_says_the_same(engine, wanted, tmp_path, source, out):
    WRITERS[source](tmp_path / source)
    assert main(["batch", str(tmp_path / source), str(tmp_path / out), "--chunk", "4", "--quiet"], engine=engine) == 0
    rows = read(tmp_path / out)
    wanted = [dict(row) for row in wanted]
    wanted[4]["error"] = {**wanted[4]["error"], "got": rows[4]["error"]["got"]}
    assert rows == wanted
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([source, out])


def test_lines_are_those_of_parse_jsonl(tmp_path, capsysbinary):
    lines = [
        *(json.dumps(dict(zip(NAMES, row, strict=True))).encode() for row in MESSAGES),
        b"",
        b"nonsense",
        b'{"id": 7, "text": "\\ud83d 482913"}',
        '{"id": [], "text": "验证码482913"}'.encode(),
        '{"text": "验证码482913", "received_at": 1709654400000}'.encode(),
        b'{"id": "digits", "text": "a", "received_at": "1709654400000"}',
        '{"id": "broken", "text": "您的验证码是482913'.encode() + b"\xff\xe9" + b'"}',
    ]
    (tmp_path / "in.jsonl").write_bytes(b"\n".join(lines))
    assert main(["parse", "--jsonl", str(tmp_path / "in.jsonl"), "--quiet"]) == 0
    parsed = [json.loads(line) for line in capsysbinary.readouterr().out.splitlines()]
    assert main(["batch", str(tmp_path / "in.jsonl"), str(tmp_path / "out.jsonl"), "--quiet", "--chunk", "5"]) == 0
    told = [json.loads(line) for line in (tmp_path / "out.jsonl").read_bytes().splitlines()]
    assert told == parsed
    assert sum("error" in row for row in told) == 4


def test_columns_are_named_by_options_and_ids_keep_their_type(engine, tmp_path):
    given = pa.table(
        {
            "n": pa.array([7, 8], pa.int64()),
            "body": ["验证码482913", None],
            "at": pa.array([0, 0], pa.timestamp("us", "UTC")),
        }
    )
    pq.write_table(given, tmp_path / "in.parquet")
    options = ["--text", "body", "--id", "n", "--received-at", "at", "--quiet"]
    assert main(["batch", str(tmp_path / "in.parquet"), str(tmp_path / "out.parquet"), *options], engine=engine) == 0
    told = pq.read_table(tmp_path / "out.parquet")
    assert told.schema.field("n").type == pa.int64()
    assert [row and row["code"] for row in told.column("error").to_pylist()] == [None, "missing_text"]
    assert told.schema.metadata[b"pack"].decode() == engine.versions["pack"]
    assert main(["batch", str(tmp_path / "in.parquet"), str(tmp_path / "out.jsonl"), *options], engine=engine) == 0
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert [(row["id"], row.get("line")) for row in rows] == [(7, None), (8, 2)]


def test_rows_of_csv_that_are_no_rows_stand_as_errors(engine, tmp_path):
    body = (
        'text,received_at\n验证码482913,1709654400000\n"a\nb",,,\n\nc,\n'.encode()
        + "验证码482913".encode()
        + b"\xff,\n"
    )
    (tmp_path / "in.csv").write_bytes(body)
    assert (
        main(["batch", str(tmp_path / "in.csv"), str(tmp_path / "out.jsonl"), "--quiet", "--strict"], engine=engine)
        == 1
    )
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert rows[1]["error"] == {"code": "wrong_width", "expected": "2 columns", "got": "4", "at": "$"}
    assert [row.get("line") for row in rows] == [None, 3, None, None]
    assert rows[0]["category"] == "verification.other"
    assert "repaired" in rows[3]["flags"]


@pytest.mark.parametrize("out", ["out.jsonl", "out.csv.gz", "out.parquet", "out.arrow"])
@pytest.mark.parametrize("source", ["in.jsonl", "in.csv", "in.parquet", "in.arrow", "in.arrows"])
def test_a_run_that_was_stopped_goes_on_where_it_was(engine, tmp_path, monkeypatch, capsys, source, out):
    WRITERS[source](tmp_path / source)
    command = ["batch", str(tmp_path / source), str(tmp_path / out), "--chunk", "2", "--checkpoint", "0"]
    assert main(command, engine=engine) == 0
    whole = (tmp_path / out).read_bytes()
    (tmp_path / out).unlink()
    parse_rows, calls = job.parse_rows, []

    def stopped_at_the_third(*given):
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return parse_rows(*given)

    monkeypatch.setattr(job, "parse_rows", stopped_at_the_third)
    assert main(command, engine=engine) == 130
    assert not (tmp_path / out).exists()
    with (tmp_path / f"{out}.part").open("ab") as part:
        part.write(b"what was not yet noted")
    capsys.readouterr()
    assert main(command, engine=engine) == 0
    assert len(calls) == 4
    assert (tmp_path / out).read_bytes() == whole
    told = capsys.readouterr().err
    assert "going on after 4 rows" in told
    assert "6 rows, 1 errors" in told
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([source, out])


def test_a_killed_process_goes_on(tmp_path):
    line = json.dumps({"text": MESSAGES[1][1], "received_at": TIME}, ensure_ascii=False)
    (tmp_path / "in.jsonl").write_text(f"{line}\n" * 20_000, "utf-8")
    command = [sys.executable, "-m", "smsparse", "batch", str(tmp_path / "in.jsonl"), str(tmp_path / "out.jsonl")]
    command += ["--chunk", "50", "--checkpoint", "0", "--no-model"]
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    journal, until = tmp_path / "out.jsonl.journal", time.monotonic() + 60
    while not journal.exists() and running.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    running.send_signal(signal.SIGKILL)
    assert running.wait() == -signal.SIGKILL
    done = json.loads(journal.read_text("utf-8"))["done"]["rows"]
    assert 0 < done < 20_000
    finished = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=True)
    assert "going on after " in finished.stderr
    told = (tmp_path / "out.jsonl").read_text("utf-8").splitlines()
    assert len(told) == 20_000
    assert len(set(told)) == 1


def test_another_run_of_the_same_out_is_refused_while_one_goes_on(engine, tmp_path, capsys):
    write_jsonl(tmp_path / "in.jsonl")
    command = ["batch", str(tmp_path / "in.jsonl"), str(tmp_path / "out.jsonl")]
    with locked(tmp_path / "out.jsonl.lock"):
        assert main(command, engine=engine) == 2
        told = "out.jsonl.lock: expected no other run that writes the same OUT, got one that is still going"
        assert told in capsys.readouterr().err
        assert main([*command[:2], str(tmp_path / "other.jsonl")], engine=engine) == 0
    assert main(command, engine=engine) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "other.jsonl", "out.jsonl"]


@pytest.fixture
def unfinished(engine, tmp_path, monkeypatch):
    """The command of a run that was stopped after its first chunk."""
    write_jsonl(tmp_path / "in.jsonl")
    command = ["batch", str(tmp_path / "in.jsonl"), str(tmp_path / "out.jsonl"), "--chunk", "2", "--checkpoint", "0"]
    parse_rows, calls = job.parse_rows, []
    with monkeypatch.context() as patch:
        patch.setattr(
            job, "parse_rows", lambda *given: calls.append(1) or (parse_rows(*given) if len(calls) < 2 else 1 / 0)
        )
        with pytest.raises(ZeroDivisionError):
            main(command, engine=engine)
    return command


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (["--chunk", "3"], "(chunk: 2), or --restart, got another (chunk: 3)"),
        (["--text", "body"], "(columns: "),
        (None, "(input size: "),
    ],
)
def test_another_run_is_refused_until_told_to_begin_anew(engine, tmp_path, capsys, unfinished, change, told):
    if change is None:
        with (tmp_path / "in.jsonl").open("ab") as file:
            file.write(b"\n")
    command = [*unfinished, *(change or [])]
    assert main(command, engine=engine) == 2
    assert told in capsys.readouterr().err
    assert main([*command, "--restart"], engine=engine) == 0
    assert "6 rows" in capsys.readouterr().err
    assert not (tmp_path / "out.jsonl.journal").exists()


def test_another_engine_is_another_run(rules_only, unfinished, capsys):
    assert main(unfinished, engine=rules_only) == 2
    assert "got another (model: none)" in capsys.readouterr().err


def test_a_part_that_lacks_what_the_journal_says_is_refused(engine, tmp_path, unfinished, capsys):
    (tmp_path / "out.jsonl.part").write_bytes(b"")
    assert main(unfinished, engine=engine) == 2
    assert "as the journal says, or --restart, got 0" in capsys.readouterr().err
    (tmp_path / "out.jsonl.journal").write_text("nothing", "utf-8")
    assert main(unfinished, engine=engine) == 2
    assert "expected the journal of an unfinished run" in capsys.readouterr().err


def test_a_part_alone_is_begun_anew(engine, tmp_path, unfinished):
    (tmp_path / "out.jsonl.journal").unlink()
    assert main(unfinished, engine=engine) == 0
    assert len(read(tmp_path / "out.jsonl")) == 6


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("in.txt", b"", "expected a name that ends in .parquet"),
        ("in.parquet.gz", b"", "expected a name that ends in .parquet"),
        ("in.parquet", b"482913", "expected a whole file of what its suffix says, got another"),
        ("in.arrow", b"482913", "expected a whole file of what its suffix says, got another"),
        ("in.csv", b"482913,b\n", "expected a column 'text', got 2 columns of other names"),
        ("in.csv", b"", "expected a column 'text', got 0 columns of other names"),
        ("in.jsonl.gz", b"482913", "expected gzip to its end"),
        ("in.jsonl.gz", gzip.compress(b'{"text": "482913"}')[:-9], "expected gzip to its end"),
        ("in.jsonl", None, "in.jsonl: No such file or directory"),
    ],
)
def test_files_that_are_not_what_they_say(engine, tmp_path, capsys, name, data, told):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    assert main(["batch", str(tmp_path / name), str(tmp_path / "out.jsonl")], engine=engine) == 2
    err = capsys.readouterr().err
    assert told in err
    assert "482913" not in err
    assert not (tmp_path / "out.jsonl").exists()


def test_a_table_that_breaks_off_says_so(engine, tmp_path, capsys):
    write_arrow(tmp_path / "in.arrows")
    data = (tmp_path / "in.arrows").read_bytes()
    (tmp_path / "in.arrows").write_bytes(data[:-200])
    assert main(["batch", str(tmp_path / "in.arrows"), str(tmp_path / "out.jsonl")], engine=engine) == 2
    assert "expected a whole file of what its suffix says" in capsys.readouterr().err


def test_columns_asked_for_must_be_there_and_apart(engine, tmp_path, capsys):
    write_parquet(tmp_path / "in.parquet")
    command = ["batch", str(tmp_path / "in.parquet"), str(tmp_path / "out.parquet")]
    assert main([*command, "--sender", "from"], engine=engine) == 2
    assert "expected a column 'from', got 4 columns of other names" in capsys.readouterr().err
    pq.write_table(pa.table({"text": ["a"], "category": ["b"]}), tmp_path / "in.parquet")
    assert main([*command, "--id", "category"], engine=engine) == 2
    assert "expected an id named unlike the columns of results, got category" in capsys.readouterr().err
    assert main([*command[:2], command[1]], engine=engine) == 2
    assert "expected another file than IN" in capsys.readouterr().err


@pytest.mark.parametrize("out", ["out.csv", "out.parquet", "out.arrow", "out.jsonl"])
def test_an_empty_file_gives_an_empty_result(engine, tmp_path, out):
    (tmp_path / "in.csv").write_text("id,text\n", "utf-8")
    assert main(["batch", str(tmp_path / "in.csv"), str(tmp_path / out), "--quiet"], engine=engine) == 0
    assert read(tmp_path / out) == []


def test_threads_change_nothing(engine, tmp_path):
    write_parquet(tmp_path / "in.parquet")
    for threads in ("1", "3"):
        command = [
            "batch",
            str(tmp_path / "in.parquet"),
            str(tmp_path / f"{threads}.arrow"),
            "--threads",
            threads,
            "--quiet",
        ]
        assert main(command, engine=engine) == 0
    assert (tmp_path / "1.arrow").read_bytes() == (tmp_path / "3.arrow").read_bytes()


def test_no_more_than_a_chunk_is_read_ahead(tmp_path, monkeypatch):
    line = json.dumps({"text": "晚上一起吃饭吗"}) + "\n"
    (tmp_path / "in.jsonl").write_text(line * 1000, "utf-8")
    read_rows = []
    read_request = sources.read_request
    monkeypatch.setattr(sources, "read_request", lambda *given: read_rows.append(1) or read_request(*given))
    with sources.open_source(tmp_path / "in.jsonl", Format("jsonl"), Keys(), frozenset(), json_ids=True) as source:
        chunks = source.chunks(100, skip=300)
        assert len(next(chunks)) == 100
        assert len(read_rows) == 100
        assert sum(len(chunk) for chunk in chunks) == 600


def test_how_much_was_read_grows_with_every_chunk(tmp_path):
    for name in ("in.jsonl", "in.csv.gz", "in.parquet", "in.arrow", "in.arrows"):
        WRITERS[name](tmp_path / name)
        with sources.open_source(
            tmp_path / name, format_of(tmp_path / name), Keys(), frozenset(), json_ids=False
        ) as source:
            told = [source.done() for _ in source.chunks(2, skip=0)]
            assert told == sorted(told)
            assert 0 <= told[0] <= told[-1] <= source.size
            assert source.unit != "rows" or told == [2, 4, 6]


def test_pyarrow_is_asked_for_where_it_is_missing(engine, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("smsparse.cli.batch.find_spec", lambda name: None)
    assert main(["batch", str(tmp_path / "in.csv"), str(tmp_path / "out.csv")], engine=engine) == 2
    assert capsys.readouterr().err == "smsparse batch: needs pyarrow; pip install 'smsparse[arrow]'\n"
