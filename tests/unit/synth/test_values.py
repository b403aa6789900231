"""Slot values: each generator gives text of its shape, in every region."""

from __future__ import annotations

import random
import re
from datetime import datetime, timedelta, timezone

import pytest

from synth.values import Draw, generator, generator_names, has_generator
from synth.wordings import shared_pools

RECEIVED = datetime(2024, 3, 5, 14, 3, 22, tzinfo=timezone(timedelta(hours=8)))

SHAPES = {
    "money": r"\d{1,3}(,\d{3})*(\.\d{1,2})?|\d+(\.\d{1,2})?",
    "money_wan": r"\d+(\.\d)?万",
    "tail": r"\d{4}",
    "code6": r"\d{6}",
    "digits8": r"\d{8}",
    "int3": r"[1-9]\d\d",
    "md": r"\d{1,2}月\d{1,2}日",
    "md_hm": r"\d{1,2}月\d{1,2}日 ?\d\d:\d\d",
    "md_hm_cn": r"\d\d月\d\d日\d\d时\d\d分",
    "ymd_hms": r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d",
    "minutes": r"\d+分钟",
    "phone": r"1\d{10}",
    "hotline400": r"[48]00-?\d{3}-?\d{4}",
    "hotline955": r"9\d{4,7}",
    "flight": r"[0-9A-Z]{2}\d{3,4}",
    "train": r"[GDCKTZ]\d{2,4}",
    "plate": r"\w[A-Z]·?[0-9A-Z]{5,6}",
    "url_short": r"(https?://)?[\w.]+/\w+",
    "data_gb": r"[\d.]+GB?",
    "email": r"\w+@[\w.]+",
}


def draw(seed: int = 1, region: str = "cn", future: bool = False) -> Draw:
    return Draw(random.Random(seed), received=RECEIVED, region=region, pools=(shared_pools(),), future=future)


@pytest.mark.parametrize("region", ["cn", "hk", "tw", "en"])
@pytest.mark.parametrize("name", generator_names())
def test_every_generator_gives_text(name: str, region: str) -> None:
    for seed in range(40):
        value = draw(seed, region).value(name)
        assert value and value == value.strip()


@pytest.mark.parametrize(("name", "shape"), SHAPES.items())
def test_shape(name: str, shape: str) -> None:
    for seed in range(80):
        value = draw(seed).value(name)
        assert re.fullmatch(shape, value), value


def test_unknown_generator() -> None:
    assert not has_generator("nosuch")
    with pytest.raises(KeyError):
        generator("nosuch")


def test_pool_of_the_region_stands_in() -> None:
    assert draw(region="tw").value("bank_name") in shared_pools()["bank_name_tw"]
    assert draw(region="hk").value("drug") in shared_pools()["drug_hant"]
    assert draw(region="cn").value("bank_name") in shared_pools()["bank_name"]


def test_local_pool_wins() -> None:
    local = {"bank_name": ["星河银行{:int1}"]}
    value = Draw(random.Random(1), received=RECEIVED, region="cn", pools=(local, shared_pools())).value("bank_name")
    assert re.fullmatch(r"星河银行[1-9]", value)


def test_past_and_future() -> None:
    for seed in range(50):
        assert draw(seed).value("ymd_hm") <= RECEIVED.strftime("%Y-%m-%d %H:%M")
        assert draw(seed, future=True).value("ymd_dash") >= RECEIVED.strftime("%Y-%m-%d")


def test_second_date_and_time_are_later() -> None:
    for seed in range(50):
        d = draw(seed)
        first, second = d.value("ymd_dash"), d.value("ymd_dash")
        assert first < second
        d = draw(seed)
        assert d.value("ymd_hm") < d.value("ymd_hm")


def test_pool_that_holds_itself_is_refused() -> None:
    loop = {"a": ["{:b}"], "b": ["{:a}"]}
    with pytest.raises(RecursionError):
        Draw(random.Random(1), received=RECEIVED, region="cn", pools=(loop,)).value("a")
