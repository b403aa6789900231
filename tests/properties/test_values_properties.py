"""Resolvers on any text: never an exception, values of the promised shape, dates that come back as they went in."""

from __future__ import annotations

import datetime as dt
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smsparse.entities import KINDS, Context, ReceivedAt, resolve

SHANGHAI = dt.timezone(dt.timedelta(hours=8))
RECEIVED = ReceivedAt.parse("2024-03-15T10:30:00+08:00")

# Characters that resolvers give a meaning to, so that random text comes close to real surfaces.
MEANINGFUL = (
    "0123456789,.:-/~+ 年月日号时点分秒周天后内前今明昨上下午晚本每至到万亿千百十元"
    "一二三五八九〇两半个gGmMkKbBＡ１：，。①$¥￥HKD"
)
SURFACES = st.one_of(st.text(max_size=60), st.text(alphabet=MEANINGFUL, max_size=40))

ISO_DATE = r"\d{4}-\d{2}-\d{2}"
ISO_MOMENT = rf"{ISO_DATE}(?:T\d{{2}}:\d{{2}}(?::\d{{2}})?[+-]\d{{2}}:\d{{2}})?"
SHAPES = {
    "money": r"-?\d+(\.\d+)?",
    "data": r"\d+",
    "duration": r"\d+",
    "datetime": rf"(?:{ISO_MOMENT}|\d{{4}}-\d{{2}})(?:/(?:{ISO_MOMENT}|\d{{4}}-\d{{2}}))?",
    "tail": r"\d+",
    "phone": r"[+]?\d{3,20}(;ext=\d+)?",
    "tracking": r"[A-Z0-9]{5,40}",
}


@settings(max_examples=400, deadline=None)
@given(kind=st.sampled_from(sorted(KINDS)), text=SURFACES, is_received=st.booleans(), is_due=st.booleans())
def test_no_text_raises_and_every_value_has_its_shape(kind: str, text: str, is_received: bool, is_due: bool) -> None:
    context = Context(field="due_date" if is_due else "time")
    resolved = resolve(
        kind, text, received_at=RECEIVED if is_received else None, category="order.paid", context=context
    )

    shape = SHAPES.get(kind)
    if shape is not None and resolved.value is not None:
        assert re.fullmatch(shape, resolved.value, re.ASCII)
    assert resolved.value != ""


@settings(max_examples=300, deadline=None)
@given(text=SURFACES)
def test_a_time_is_a_time_that_exists(text: str) -> None:
    value = resolve("datetime", text, received_at=RECEIVED, category="travel.train").value
    for part in (value or "").split("/"):
        if len(part) > len("2024-03"):
            dt.datetime.fromisoformat(part)


moments = st.datetimes(min_value=dt.datetime(2000, 1, 1), max_value=dt.datetime(2099, 12, 30)).map(
    lambda moment: moment.replace(microsecond=0)
)

COMPLETE = (
    "%Y年%m月%d日%H:%M:%S",
    "%Y-%m-%d %H:%M:%S",
    "%Y/%m/%d %H:%M:%S",
    "%Y%m%d%H%M%S",
    "%Y年%m月%d日%H时%M分%S秒",
    "%d %b %Y %H:%M:%S",
)
WITHOUT_YEAR = ("%m月%d日%H:%M:%S", "%m-%d %H:%M:%S", "%m/%d %H:%M:%S", "%m月%d日%H时%M分%S秒")
WITHOUT_MONTH = ("%d日%H:%M:%S", "%d日%H时%M分%S秒")


def _value(moment: dt.datetime, pattern: str, received: dt.datetime | None, category: str) -> str | None:
    received_at = None if received is None else ReceivedAt.parse(received.replace(tzinfo=SHANGHAI).isoformat())
    return resolve("datetime", moment.strftime(pattern), received_at=received_at, category=category).value


@settings(max_examples=150, deadline=None)
@given(moment=moments, pattern=st.sampled_from(COMPLETE))
def test_a_complete_time_needs_no_receive_time(moment: dt.datetime, pattern: str) -> None:
    assert _value(moment, pattern, None, "finance.debit") == moment.replace(tzinfo=SHANGHAI).isoformat()


@settings(max_examples=300, deadline=None)
@given(
    moment=moments,
    pattern=st.sampled_from(COMPLETE + WITHOUT_YEAR + WITHOUT_MONTH),
    delay=st.timedeltas(min_value=dt.timedelta(hours=-23), max_value=dt.timedelta(days=20)),
)
def test_a_report_is_of_the_latest_such_time(moment: dt.datetime, pattern: str, delay: dt.timedelta) -> None:
    value = _value(moment, pattern, moment + delay, "finance.debit")
    assert value == moment.replace(tzinfo=SHANGHAI).isoformat()


@settings(max_examples=300, deadline=None)
@given(
    moment=moments,
    pattern=st.sampled_from(COMPLETE + WITHOUT_YEAR + WITHOUT_MONTH),
    notice=st.timedeltas(min_value=dt.timedelta(hours=-23), max_value=dt.timedelta(days=20)),
)
def test_an_appointment_is_at_the_earliest_such_time(moment: dt.datetime, pattern: str, notice: dt.timedelta) -> None:
    value = _value(moment, pattern, moment - notice, "travel.train")
    assert value == moment.replace(tzinfo=SHANGHAI).isoformat()


@settings(max_examples=200, deadline=None)
@given(moment=moments, delay=st.timedeltas(min_value=dt.timedelta(0), max_value=dt.timedelta(hours=11)))
def test_a_bare_clock_time_is_of_the_day_around(moment: dt.datetime, delay: dt.timedelta) -> None:
    value = _value(moment, "%H:%M:%S", moment + delay, "finance.debit")
    assert value == moment.replace(tzinfo=SHANGHAI).isoformat()
    value = _value(moment, "%H:%M:%S", moment - delay, "travel.train")
    assert value == moment.replace(tzinfo=SHANGHAI).isoformat()


@settings(max_examples=200, deadline=None)
@given(
    whole=st.integers(min_value=0, max_value=10**12),
    cents=st.integers(min_value=0, max_value=99),
    is_negative=st.booleans(),
    is_grouped=st.booleans(),
)
def test_money_comes_back_as_written(whole: int, cents: int, is_negative: bool, is_grouped: bool) -> None:
    sign = "-" if is_negative else ""
    text = f"{sign}{whole:,}.{cents:02d}" if is_grouped else f"{sign}{whole}.{cents:02d}"
    assert resolve("money", text, context=Context(currency="元")) == (f"{sign}{whole}.{cents:02d}", "CNY")


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize(
    "text",
    [
        "9" * 10_000,
        "1," * 5_000,
        "一" * 10_000,
        "年月日" * 3_000,
        " " * 10_000,
        "\u0301\u0316" * 5_000,
        "(" * 10_000,
        "http://" * 1_500,
    ],
    ids=["digits", "commas", "numerals", "units", "spaces", "marks", "brackets", "schemes"],
)
def test_hostile_surfaces_are_quick(kind: str, text: str) -> None:
    began = time.perf_counter()
    resolve(kind, text, received_at=RECEIVED)
    assert time.perf_counter() - began < 0.2
