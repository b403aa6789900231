from __future__ import annotations

import pytest

from smsparse.cards.formatting import FORMATTERS, PlainText, Wording
from smsparse.cards.width import display_width

ZH = Wording("zh-Hans", year=2026)
EN = Wording("en", year=2026)


def formatted(
    name: str, text: str, value: str | None = None, unit: str | None = None, wording: Wording = ZH
) -> str | None:
    return FORMATTERS[name](PlainText(text, value, unit), wording)


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("1234.00", "CNY", "¥1,234.00"),
        ("12000", "CNY", "¥12,000.00"),
        ("0.5", "CNY", "¥0.50"),
        ("-88.8", "HKD", "-HK$88.80"),
        ("1234.567", "USD", "US$1,234.567"),
        ("5000", "JPY", "JP¥5,000"),
        ("99.9", "THB", "99.90 THB"),
        ("1000", None, "1,000.00"),
        ("9" * 40, "CNY", "¥9," + ",".join(["999"] * 13) + ".00"),
    ],
)
def test_money_is_grouped_and_never_rounded(value: str, unit: str | None, expected: str) -> None:
    assert formatted("money", "as written", value, unit) == expected


@pytest.mark.parametrize("value", [None, "", "twelve", "1e5", "١٢"])
def test_money_without_a_plain_value_stays_as_written(value: str | None) -> None:
    assert formatted("money", "一万二", value, "CNY") == "一万二"


@pytest.mark.parametrize(
    ("value", "chinese", "english"),
    [
        ("2026-03-12T08:47:00+08:00", "3月12日 周四 08:47", "Thu 12 Mar 08:47"),
        ("2027-01-01", "2027年1月1日 周五", "Fri 1 Jan 2027"),
        (
            "2026-03-12T09:00+08:00/2026-03-12T11:30+08:00",
            "3月12日 周四 09:00 – 11:30",
            "Thu 12 Mar 09:00 – 11:30",
        ),
        ("2026-03-12/2026-03-14", "3月12日 周四 – 3月14日 周六", "Thu 12 Mar – Sat 14 Mar"),
        (None, "明早", "明早"),
        ("nonsense", "明早", "明早"),
        ("2026-13-40", "明早", "明早"),
    ],
)
def test_times(value: str | None, chinese: str, english: str) -> None:
    assert formatted("datetime", "明早", value) == chinese
    assert formatted("datetime", "明早", value, wording=EN) == english


def test_a_date_of_an_unknown_year_of_receipt_shows_its_year() -> None:
    assert formatted("datetime", "", "2026-03-12", wording=Wording("zh-Hans")) == "2026年3月12日 周四"


def test_a_calendar_gets_a_resolved_time_or_none() -> None:
    span = "2026-03-12T09:00+08:00/2026-03-12T11:30+08:00"
    assert formatted("start", "周四9点", span) == "2026-03-12T09:00+08:00"
    assert formatted("end", "周四9点", span) == "2026-03-12T11:30+08:00"
    assert formatted("start", "明早", None) is None
    assert formatted("end", "周四", "2026-03-12") is None
    assert formatted("start", "3月", "2026-03") is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1288490189", "1.2 GB"),
        ("1073741824", "1 GB"),
        ("512", "512 B"),
        ("0", "0 B"),
        (None, "很多"),
        ("9" * 50, "很多"),
    ],
)
def test_data_volumes(value: str | None, expected: str) -> None:
    assert formatted("bytes", "很多", value) == expected


@pytest.mark.parametrize(
    ("value", "chinese", "english"),
    [
        ("300", "5分钟", "5 min"),
        ("90", "90秒", "90 s"),
        ("7200", "2小时", "2 h"),
        ("86400", "1天", "1 d"),
        (None, "片刻", "片刻"),
        ("0", "片刻", "片刻"),
    ],
)
def test_durations(value: str | None, chinese: str, english: str) -> None:
    assert formatted("duration", "片刻", value) == chinese
    assert formatted("duration", "片刻", value, wording=EN) == english


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://t.cn/A6xYz", "https://t.cn/A6xYz"),
        ("10086.cn/ll", "https://10086.cn/ll"),
        ("http://t.cn/A6xYz", None),
        ("https://user@bank.example.com", None),
        ("https://203.0.113.7/login", None),
        ("https://example.com:8443/", None),
        ("https://bаnk.example.com", None),  # a Cyrillic letter
        ("https://localhost/", None),
        ("javascript:alert(1)", None),
        ("https://example.com/" + "a" * 1000, None),
    ],
)
def test_only_plain_https_links_can_be_opened(text: str, url: str | None) -> None:
    assert formatted("link", text) == url


def test_a_bare_host_is_opened_by_https_as_resolved() -> None:
    assert formatted("link", "CMBT.cn/a1。", "http://cmbt.cn/a1") == "https://cmbt.cn/a1"
    assert formatted("link", "http://cmbt.cn/a1", "http://cmbt.cn/a1") is None


def test_a_long_host_keeps_its_end_where_its_owner_is_named() -> None:
    shown = formatted("host", "https://www.cmbchina.com.secure-login.a-rather-long-name.example.net/x")
    assert shown is not None
    assert shown.startswith("…")
    assert shown.endswith("name.example.net")
    assert display_width(shown) <= 30


def test_a_warning_names_the_host_of_any_link() -> None:
    assert formatted("site", "http://icbc-verify.top/s8?u=1") == "icbc-verify.top"
    assert formatted("site", "cmb-points.cc/x") == "cmb-points.cc"


def test_all_values_of_a_name_are_joined() -> None:
    codes = PlainText("7-2-3016", more=(PlainText("7-4-5182"),))
    assert FORMATTERS["all"](codes, ZH) == "7-2-3016、7-4-5182"
    assert FORMATTERS["all"](codes, EN) == "7-2-3016, 7-4-5182"
