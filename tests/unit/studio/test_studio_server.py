"""Only the page of this run, on this machine, is answered; mistakes are told as everywhere, and no message is logged."""

from __future__ import annotations

import json

import pytest

BILL = "【招商银行】您账户6027于05月16日12:08在支付宝-青禾面馆快捷支付1.2万元，余额3416.20"


# --- who may ask


@pytest.mark.parametrize("host", ["example.com", "127.0.0.1:9999", "127.0.0.1", "localhost.example.com:8462", ""])
def test_another_host_is_refused_even_for_the_page_itself(client, host):
    for answer in (client.get("/", host=host), client.ask("read", {"text": "x"}, host=host)):
        assert (answer.status, answer.error["code"], answer.error["at"]) == (421, "wrong_host", "Host")


def test_localhost_is_this_server_too(client):
    assert client.get("/", host="localhost:8462", origin=None).status == 200


@pytest.mark.parametrize("origin", ["http://example.com", "http://127.0.0.1:9999", "https://127.0.0.1:8462", "null"])
def test_another_origin_is_refused(client, origin):
    answer = client.ask("read", {"text": "x"}, origin=origin)
    assert (answer.status, answer.error["code"]) == (403, "wrong_origin")


def test_a_request_from_another_site_without_an_origin_is_refused(client):
    assert client.get("/", origin=None, sec_fetch_site="cross-site").status == 403
    assert client.get("/", origin=None, sec_fetch_site="none").status == 200


@pytest.mark.parametrize("token", [None, "", "token-of-another-run", "tökén"])
def test_messages_are_only_read_with_the_token_of_this_run(client, token):
    answer = client.ask("read", {"text": "x"}, x_studio_token=token)
    assert (answer.status, answer.error["code"]) == (403, "wrong_token")


def test_a_form_of_another_page_cannot_ask(client):
    """A form may send without asking first, but not as JSON."""
    answer = client.ask("read", {"text": "x"}, content_type="text/plain")
    assert (answer.status, answer.error["at"]) == (415, "Content-Type")


def test_questions_are_posted_only(client):
    assert client.get("/api/read").status == 405


# --- what is sent back


@pytest.mark.parametrize("path", ["/", "/studio.js", "/base.css", "/words.json", "/nothing", "/api/about"])
def test_every_answer_carries_the_policy(client, path):
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"


def test_the_page_holds_no_script_and_no_style_of_its_own(client):
    page = client.get("/").body.decode()
    assert page.count("<script") == page.count('<script type="module" src="/') == 1
    assert "<style" not in page
    assert " style=" not in page
    assert " on" not in page.replace(" one", "")


def test_only_files_of_the_page_are_served(client):
    for path in ("/../server.py", "/words.toml", "/index.html/..", "/.git/config"):
        assert client.get(path).status == 404


# --- what may be sent


def test_a_body_beyond_the_limit_is_refused_before_it_is_read_whole(client):
    chunk = b" " * 1024 * 1024
    sent = client.send("POST", "/api/read", [chunk, chunk, chunk, chunk])
    assert (sent.status, sent.error["code"]) == (413, "too_large")


@pytest.mark.parametrize(
    ("body", "code"),
    [(b"{", "not_json"), (b"\xff\xfe", "not_json"), (b"[" * 100_000, "not_json"), (b"[]", "not_object")],
)
def test_a_body_that_is_no_object_is_told(client, body, code):
    answer = client.send("POST", "/api/read", body)
    assert (answer.status, answer.error["code"]) == (400, code)


@pytest.mark.parametrize(
    ("data", "at"),
    [
        ({}, "text"),
        ({"text": 7}, "text"),
        ({"text": "x", "sender": 7}, "sender"),
        ({"text": "x", "received_at": "2026-03-05 12:00"}, "received_at"),
        ({"text": "x", "context": []}, "context"),
        ({"text": "x", "context": {"tags": "a"}}, "tags"),
        ({"text": "x", "context": {"large_text": "yes"}}, "large_text"),
        ({"text": "x", "to": "fax"}, "to"),
        ({"text": "x", "changes": {"cards.toml#labels": 1}}, "cards.toml#labels"),
    ],
)
def test_a_wrong_part_is_named(client, data, at):
    answer = client.ask("read", data)
    assert (answer.status, answer.error["at"], answer.error["of"]) == (200, at, "message")
    assert set(answer.error) == {"code", "expected", "got", "at", "of"}


def test_a_mistake_in_a_change_is_told_with_its_place(client):
    answer = client.ask("read", {"text": BILL, "changes": {"menus/cmb.toml": "sender = "}})
    assert answer.error["of"] == "change"
    assert answer.error["at"].startswith("menus/cmb.toml")


def test_a_reading_comes_back_as_json(client):
    answer = client.ask("read", {"text": BILL, "sender": "95555"})
    assert answer.status == 200
    assert answer.json["result"]["category"] == "finance.debit"


def test_a_lone_surrogate_goes_there_and_back(client):
    answer = client.ask("read", {"text": "验证码 482913 \ud83d"})
    assert answer.json["result"]["flags"] == ["contains_code", "time_sensitive", "repaired"]


# --- what is said where nobody should read a message


async def _fails(scope, receive, send):
    raise ValueError("holds 验证码 482913")


def test_an_unforeseen_error_is_logged_by_type_and_place_alone(client_of, capsys):
    answer = client_of(_fails).get("/")
    told = capsys.readouterr()
    assert (answer.status, answer.error["got"]) == (500, "ValueError")
    assert told.err.startswith("smsparse studio: ValueError in _fails:")
    assert "482913" not in told.err + told.out + json.dumps(answer.json)


def test_readings_and_refusals_log_nothing(client, capfd):
    client.ask("read", {"text": BILL})
    client.ask("read", {"text": BILL, "received_at": "yesterday"})
    client.ask("read", {"text": BILL, "changes": {"menus/cmb.toml": "="}})
    assert capfd.readouterr() == ("", "")
