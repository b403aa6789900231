"""What the project's own menus, cards and calendars hold: facts with their sources, wordings within their room."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from smsparse.cards.conditions import read_calendars
from smsparse.cards.content import load_content
from smsparse.cards.model import LOCALES, MENU_LABEL_WIDTH, MENU_SHORT_WIDTH, Action, link_host
from smsparse.cards.width import display_width

if TYPE_CHECKING:
    from collections.abc import Iterator

RULES = Path(__file__).parents[2] / "rules"
MENUS = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted((RULES / "menus").glob("*.toml"))}
CARDS = tomllib.loads((RULES / "cards.toml").read_text("utf-8"))
CALENDARS = tomllib.loads((RULES / "calendars.toml").read_text("utf-8"))
SHARED = ("defaults", "industries")
SENDERS = {stem: menu for stem, menu in MENUS.items() if stem not in SHARED}
PROFILES: dict[str, dict[str, Any]] = {
    sender["id"]: sender
    for path in (RULES / "senders").glob("*.toml")
    for sender in tomllib.loads(path.read_text("utf-8"))["sender"]
}
APPS = ("app", "card_app", "tmall_app", "meal_app", "fund_app")
"""Facts that are package names."""


def layers() -> Iterator[tuple[str, dict[str, Any]]]:
    for stem, menu in MENUS.items():
        yield from ((stem, one) for one in (menu["menu"] if stem in SHARED else [menu]))


def entries() -> Iterator[tuple[str, int, dict[str, Any]]]:
    """Every entry as (file, level, entry), those of scenes too."""
    for stem, layer in layers():
        for part in (layer, *layer.get("scene", ()), *layer.get("campaign", ())):
            for entry in part.get("entry", ()):
                yield stem, 1, entry
                yield from ((stem, 2, below) for below in entry.get("entry", ()))


def test_the_senders_people_know_have_a_menu() -> None:
    known = {
        "icbc",
        "cmb",
        "alipay",
        "china-mobile",
        "sf-express",
        "railway12306",
        "ctrip",
        "taobao",
        "state-grid",
        "tax",
    }
    assert known <= SENDERS.keys() <= PROFILES.keys()
    assert len(SENDERS) >= 120


def test_every_industry_of_a_sender_with_a_menu_has_one_itself() -> None:
    trades = {trade for menu in MENUS["industries"]["menu"] for trade in menu["industry"]}
    assert {PROFILES[sender]["industry"] for sender in SENDERS} <= trades
    assert trades <= {profile["industry"] for profile in PROFILES.values()}


@pytest.mark.parametrize("sender", SENDERS)
def test_a_fact_can_be_used_as_what_it_is(sender: str) -> None:
    for name, fact in SENDERS[sender]["facts"].items():
        if name.endswith("site"):
            host = link_host(fact["value"]) or ""
            own = PROFILES[sender]["hosts"]
            assert any(host == one or host.endswith(f".{one}") for one in own), f"{host} is none of {own}"
        elif name in APPS:
            Action("open_app", "-", fact["value"])
        elif name in ("sms_balance", "sms_data"):
            Action("send_sms", "-", "10086", (("body", fact["value"]),))
        else:
            Action("dial", "-", fact["value"])


@pytest.mark.parametrize("sender", SENDERS)
def test_a_fact_says_where_it_is_from_and_when_that_was_looked_at(sender: str) -> None:
    for name, fact in SENDERS[sender]["facts"].items():
        assert fact["source"], name
        assert fact["checked"] is False or fact["checked"] >= date(2026, 1, 1), name


def test_every_fixed_number_and_address_of_a_menu_has_a_source_and_a_date_or_none() -> None:
    fixed = [entry for _, _, entry in entries() if "target" in entry and "{" not in entry["target"]]
    fixed += [entry for _, _, entry in entries() if "commands" in entry]
    assert fixed
    for entry in fixed:
        assert entry["source"], entry["id"]
        assert entry["checked"] is False or entry["checked"] >= date(2026, 1, 1), entry["id"]


def test_most_facts_have_been_compared_with_a_stored_source() -> None:
    checked = [fact["checked"] is not False for menu in SENDERS.values() for fact in menu.get("facts", {}).values()]
    assert sum(checked) / len(checked) > 0.7


@pytest.mark.parametrize("locale", LOCALES)
def test_labels_have_their_room_in_every_locale(locale: str) -> None:
    for stem, level, entry in entries():
        if "label" not in entry:
            continue
        label = entry["label"][locale]
        assert display_width(label.replace("{hotline}", "4008205555")) <= MENU_LABEL_WIDTH, f"{stem}: {label}"
        short = entry.get("short", {}).get(locale, label)
        assert level == 2 or display_width(short) <= MENU_SHORT_WIDTH, f"{stem}: {label}"


def test_traditional_wordings_hold_no_simplified_characters() -> None:
    simplified = set("账额单码还价质电话订缴费办证应险转红签门员时间业务询请联网点击输页风闻误头钟换")
    texts = [entry["label"]["zh-Hant"] for _, _, entry in entries() if "label" in entry]
    texts += [text["zh-Hant"] for table in ("labels", "names") for text in CARDS[table].values()]
    texts += [action["label"]["zh-Hant"] for action in CARDS["actions"].values()]
    for text in texts:
        assert not set(text) & simplified, text


def test_every_pair_has_a_table_of_its_own() -> None:
    assert CARDS["names"].keys() <= CARDS["cards"].keys()


def test_a_parcel_and_a_trip_have_timelines_and_data_has_a_progress() -> None:
    stages = ["shipped", "out_for_delivery", "pickup_code", "delivered", "exception", "customs"]
    for stage in stages:
        stops = CARDS["cards"][f"delivery.{stage}"]["timeline"]
        assert all(("done", "now", "next").index(stop.get("state", "next")) >= 0 for stop in stops)
        assert sum(stop.get("state") == "now" for stop in stops) == (stage != "delivered")
    assert [stop["text"] for stop in CARDS["cards"]["travel"]["timeline"]] == ["{departure}", "{arrival}"]
    assert CARDS["cards"]["telecom.data_usage"]["progress"]["format"] == "bytes"


@pytest.mark.parametrize("name", CALENDARS)
def test_a_calendar_lists_days_of_its_years_once_and_in_order(name: str) -> None:
    calendar = CALENDARS[name]
    assert {"2025", "2026"} <= calendar["holidays"].keys()
    for key in ("holidays", "workdays"):
        for year, days in calendar.get(key, {}).items():
            assert all(day.startswith(f"{year}-") for day in days)
            assert days == sorted(set(days))


def test_days_that_are_made_up_for_are_weekends() -> None:
    for days in CALENDARS["cn_workday"]["workdays"].values():
        assert all(date.fromisoformat(day).isoweekday() in (6, 7) for day in days)


@pytest.mark.parametrize("market", ["cn", "hk", "us"])
def test_a_market_trades_within_its_trading_days(market: str) -> None:
    days, hours = CALENDARS[f"{market}_trading_day"], CALENDARS[f"{market}_market_hours"]
    assert {key: days[key] for key in ("zone", "weekend", "holidays")} == {
        key: hours[key] for key in ("zone", "weekend", "holidays")
    }
    assert "sessions" in hours
    assert "sessions" not in days


def test_the_examples_of_the_readme_are_read_as_they_stand() -> None:
    blocks = (RULES / "menus" / "README.md").read_text("utf-8").split("```toml\n")[1:]
    examples = [tomllib.loads(block.partition("```")[0]) for block in blocks]
    menus = [one for one in examples if one.keys() & {"entry", "scene", "campaign"}]
    assert len(menus) >= 4
    for example in menus:
        files = {**MENUS, "cmb": {**SENDERS["cmb"], **example}}
        content = load_content({"cards": CARDS, "menus": files, "calendars": CALENDARS})
        assert "cmb" in content.menus.senders
    calendars = [one for one in examples if "cn_market_hours" in one]
    assert all(read_calendars(one) for one in calendars)
    cards = {key: card for one in examples for key, card in one.get("cards", {}).items()}
    changed = {**CARDS, "cards": {key: {**card, **cards.get(key, {})} for key, card in CARDS["cards"].items()}}
    assert cards
    assert load_content({"cards": changed}).cards.keys() >= cards.keys()
