"""Every resolver against its plain reference, over generated surfaces and those of tests/values."""

from __future__ import annotations

import itertools
import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smsparse import entities
from tests.parity import values_reference
from tests.parity.test_slots import PIECES

VALUES = Path(__file__).parents[1] / "values"
FILES = ("money", "time", "data", "duration", "code", "text")

#: Pieces beside those of the slots: what resolvers read that no slot finds, and what folding changes.
MORE = st.sampled_from(
    "約 约 整 正 - + 五 十 百 千 萬 億 點 万 亿 廿 卅 两 角 分 毛 lakh crore million k m w 個 節 兆字节 流量 国内 钟 刻 半 and within "
    "時 點 號 週 禮拜 後 兩 之前 左右 账单 8月上旬 6月下旬 今年底 周末 8-10_aug_2024 sat,_8_jun mon_3rd_of_june 2-4点 03/04/25 26/3/1 6/1-6/30 "
    "20240115143059 2024-03-05T14:03Z 14:03+08:00 gmt+8 utc 2.30pm 12am 晚上12点 凌晨12点 中午1点 noon 正午 次日 次年1月5日 本月底 "
    "上个月3日 下下周3 每月6日 2小时后 in_2_hours 3天前 1个半小时 12时后 月底 13月1日 2月29日 24:00 25:00 "
    "转 ext x 0086 · – 航班 次 车 号 座 ０ １ ② ⑫ ㎡ ﷺ é é ㄱ 가 각 한 ß İ ı Σ ff 4️⃣ \u200b \u0301\u0316 ３ ٣ ￥ ＄ ＨＫ$ ㏄ ½ ™ \ud800 "
    "javascript: ftp:// HTTP:// :80 :443 。 ） 》 ' ` ٫ ٬ ・ ＿ # ; 参 叁 Ｇ— \t \u3000 \x1c \xa0".replace(
        "_", " "
    ).split(" ")
)
SURFACES = st.one_of(
    st.lists(st.one_of(PIECES, MORE), max_size=7).map("".join),
    st.text(max_size=30),
    st.text(alphabet="0123456789,.:-/ 年月日号时点分秒千万亿元角", max_size=16),
    st.text(alphabet="零〇一二两三十百千万亿廿点元角分月日时号上下午周半 ", max_size=12),
)
CURRENCIES = st.sampled_from([None, "", "元", "HK$", "$", "¥", "圓", "Rp", "руб.", "EUR", "(美元)", "天"])
CLOCKS = st.sampled_from([None, None, "", "08:30", "下午3点", "9:00-17:00", "x"])
SCRIPTS = st.sampled_from(["hans", "hant", "ja", "ko", "cyrl", "en", "", "thai"])
CATEGORIES = st.sampled_from(
    ["finance.debit", "travel.train", "promotion.sale", "order.voucher", "order.appointment", ""]
)
FIELDS = st.sampled_from(["time", "due_date", "amount", ""])
RECEIVED = st.none() | st.tuples(
    st.integers(min_value=-2208988800 + 86400, max_value=7258118400 - 86400) | st.integers(1709000000, 1712000000),
    st.sampled_from([480, 0, -570, 330]),
)


def resolved_by(module, kind, text, received=None, category="", **context):
    received_at = None if received is None else module.ReceivedAt(*received)
    around = module.Context(**context)
    return tuple(module.resolve(kind, text, received_at=received_at, category=category, context=around))


def agree(kind, text, received=None, category="", **context):
    native = resolved_by(entities, kind, text, received, category, **context)
    assert native == resolved_by(values_reference, kind, text, received, category, **context)


@pytest.mark.parametrize("kind", sorted(entities.KINDS - {"datetime", "date", "time", "date_range", "money"}))
@settings(max_examples=300, deadline=None)
@given(text=SURFACES, category=CATEGORIES, script=SCRIPTS)
def test_surfaces_of_a_kind(kind, text, category, script):
    agree(kind, text, category=category, script=script)


@settings(max_examples=1500, deadline=None)
@given(text=SURFACES, currency=CURRENCIES, script=SCRIPTS)
def test_sums(text, currency, script):
    agree("money", text, currency=currency, script=script)


@settings(max_examples=2500, deadline=None)
@given(
    text=SURFACES, received=RECEIVED, category=CATEGORIES, field=FIELDS, clock=CLOCKS, script=SCRIPTS,
    tz=st.sampled_from(["Asia/Shanghai", "Europe/Berlin"]),
)  # fmt: skip
def test_times(text, received, category, field, clock, script, tz):
    agree("datetime", text, received, category, field=field, clock=clock, script=script, tz=tz)


def surfaces_of_values():
    """Every surface of tests/values, whatever is expected of it there."""
    cases = [case for name in FILES for case in tomllib.loads((VALUES / f"{name}.toml").read_text("utf-8"))["case"]]
    messages = tomllib.loads((VALUES / "messages.toml").read_text("utf-8"))["message"]
    texts = {field["text"] for message in messages for field in message["expect"].values()}
    return sorted(texts | {case["text"] for case in cases})


@pytest.mark.parametrize("kind", sorted(entities.KINDS - {"date", "time", "date_range"}))  # read as datetime
def test_surfaces_of_the_values(kind):
    received = (1709618580, 480)
    for text, script, category in itertools.product(
        surfaces_of_values(), ("hans", "hant", "en", "cyrl"), ("finance.debit", "travel.train", "utility.outage")
    ):
        for field, known in (("time", received), ("due_date", received), ("time", None)):
            agree(kind, text, known, category, script=script, field=field)
            if kind != "datetime":
                break


@given(st.text(max_size=40) | SURFACES)
def test_script_of(text):
    assert entities.script_of(text) == values_reference.script_of(text)


def test_every_code_point_is_folded():
    for start in range(0, 0x110000, 0x100):
        text = "x" + "\n".join(map(chr, range(start, start + 0x100))) + "x"
        agree("text", text)


@settings(max_examples=500)
@given(st.lists(st.sampled_from(["a", "e", "가", "ᄀ", "ᅡ", "ᆨ", "ᆿ", *"\u0301\u0316\u0323\u0344\u0958\u1e9b\u0307\u09c7\u09be\ufb1d\u212b\u0f73\u0f71"]), max_size=12).map("".join))  # fmt: skip
def test_marks_are_ordered_and_combined(text):
    folded = unicodedata.normalize("NFKC", text).strip()
    assert entities.resolve("text", text).value == (folded or None)


@given(
    st.from_regex(r"[0-9]{4}-[01][0-9]-[0-3][0-9][Tt ][0-2][0-9]:[0-6][0-9](:[0-6][0-9](\.[0-9]{1,3})?)?([Zz]|[+-][0-2][0-9]:[0-6][0-9])?", fullmatch=True)
    | st.text(alphabet="0123456789-T:+Z. ", max_size=26)
)  # fmt: skip
def test_receive_times(text):
    def read(module):
        try:
            found = module.ReceivedAt.parse(text)
        except module.InvalidTimeError as error:
            return str(error)
        return found.utc, found.offset, found.isoformat()

    assert read(entities) == read(values_reference)


@pytest.mark.parametrize(
    "name", ["Europe/Berlin", "America/New_York", "Africa/Casablanca", "Asia/Kolkata", "Australia/Lord_Howe"]
)
def test_zones(name):
    native, reference = entities.Context(tz=name), values_reference.Context(tz=name)
    for seconds in range(-2208988800, 7258118400, 86400 * 5 + 7 * 3600 + 11):
        assert native.offset_at_utc(seconds) == reference.offset_at_utc(seconds)
        assert native.offset_at_local(seconds) == reference.offset_at_local(seconds)


@pytest.mark.parametrize("name", ["Europe/Berlin", "Australia/Lord_Howe"])
def test_zones_near_a_change(name):
    native, reference = entities.Context(tz=name), values_reference.Context(tz=name)
    for change in (1711846800, 1729990800, 1712412000, 1728142200):  # changes of 2024
        for seconds in range(change - 86400, change + 86400, 600):
            assert native.offset_at_utc(seconds) == reference.offset_at_utc(seconds)
            assert native.offset_at_local(seconds) == reference.offset_at_local(seconds)
