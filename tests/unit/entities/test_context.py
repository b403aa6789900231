"""The receive time, zones and the writing of a message."""

from __future__ import annotations

import pytest

from smsparse.entities import Context, InvalidTimeError, ReceivedAt, script_of


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("2024-03-05T14:03:00+08:00", "2024-03-05T14:03:00+08:00"),
        ("2024-03-05t06:03:00z", "2024-03-05T06:03:00+00:00"),
        ("2024-03-05 14:03:00.123456+05:30", "2024-03-05T14:03:00+05:30"),
        ("2024-03-04T20:03:00-10:00", "2024-03-04T20:03:00-10:00"),
        ("2024-03-05T14:03+08:00", "2024-03-05T14:03:00+08:00"),
        ("2016-12-31T23:59:60+00:00", "2017-01-01T00:00:00+00:00"),
        (1709618580000, "2024-03-05T14:03:00+08:00"),
        (0, "1970-01-01T08:00:00+08:00"),
    ],
)
def test_received_at_is_read(given: str | int, written: str) -> None:
    assert ReceivedAt.parse(given).isoformat() == written


@pytest.mark.parametrize(
    "given",
    [
        "2024-03-05T14:03:00",  # naive
        "2024-03-05",
        "14:03",
        "",
        "yesterday",
        "2024-02-30T14:03:00+08:00",
        "2024-03-05T25:03:00+08:00",
        "2024-03-05T14:60:00+08:00",
        "2024-03-05T14:03:00+24:00",
        "２０２４-03-05T14:03:00+08:00",
        10**18,
        -(10**18),
        True,
        1709618580.0,
        None,
    ],
)
def test_received_at_refuses(given: object) -> None:
    with pytest.raises(InvalidTimeError, match="received_at: expected"):
        ReceivedAt.parse(given)  # type: ignore[arg-type]


def test_invalid_time_error_is_a_value_error() -> None:
    assert issubclass(InvalidTimeError, ValueError)


def test_epoch_milliseconds_take_the_zone_of_the_context() -> None:
    assert ReceivedAt.parse(1709618580000, Context(tz_offset_minutes=330)).isoformat() == "2024-03-05T11:33:00+05:30"


def test_a_named_zone_knows_its_summer_time() -> None:
    pytest.importorskip("zoneinfo")
    try:
        context = Context(tz="Europe/Berlin")
    except InvalidTimeError:
        pytest.skip("this machine has no zone table")
    assert ReceivedAt.parse("2024-07-01T12:00:00Z").offset == 0
    assert ReceivedAt.parse(1719835200000, context).isoformat() == "2024-07-01T14:00:00+02:00"
    assert ReceivedAt.parse(1704110400000, context).isoformat() == "2024-01-01T13:00:00+01:00"


def test_a_wrong_zone_fails_early() -> None:
    with pytest.raises(InvalidTimeError, match="tz: expected the name of an IANA zone"):
        Context(tz="Mars/Olympus")
    with pytest.raises(InvalidTimeError, match="tz_offset_minutes: expected"):
        Context(tz_offset_minutes=5000)


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("您的验证码是482913，请勿转发。", "hans"),
        ("您的驗證碼是482913，請勿轉發。", "hant"),
        ("全家の便當優惠", "hant"),
        ("ご利用ありがとうございます", "ja"),
        ("결제가 완료되었습니다", "ko"),
        ("Your code is 482913", "en"),
        ("482913", ""),
        ("", ""),
        ("Покупка 250р Bolt", "cyrl"),
    ],
)
def test_script_of(text: str, script: str) -> None:
    assert script_of(text) == script
