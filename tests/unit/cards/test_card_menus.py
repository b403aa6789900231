"""Menus in layers, with a wording of the test's own: what each layer says, and what becomes of it."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest

from smsparse.cards import CardContext, CardResolver
from smsparse.cards.conditions import Near
from smsparse.cards.content import load_content
from smsparse.errors import CardError

if TYPE_CHECKING:
    from .conftest import MakeResult

BANK = ("yunshan", "云杉银行", "certified")
DEFAULTS = """
[[menu]]
l1 = ["finance", "verification", "risk"]
    [[menu.entry]]
    id = "safety"
    label = { zh-Hans = "安全", zh-Hant = "安全", en = "Safety" }
        [[menu.entry.entry]]
        id = "fraud"
        label = { zh-Hans = "反诈专线", zh-Hant = "反詐專線", en = "Fraud line" }
        kind = "dial"
        target = "96110"
        source = "national anti-fraud line"
        [[menu.entry.entry]]
        id = "police"
        label = { zh-Hans = "报警", zh-Hant = "報警", en = "Police" }
        kind = "dial"
        target = "110"
        source = "police"
"""
INDUSTRIES = """
[[menu]]
industry = ["bank"]
    [[menu.entry]]
    id = "help"
    label = { zh-Hans = "帮助", zh-Hant = "幫助", en = "Help" }
        [[menu.entry.entry]]
        id = "hotline"
        label = "{hotline}"
        kind = "dial"
        target = "{hotline}"
        [[menu.entry.entry]]
        id = "branch"
        label = { zh-Hans = "网点", zh-Hant = "分行", en = "Branches" }
        kind = "open_url"
        target = "{branches}"
    [[menu.scene]]
    id = "bill"
    when = { category = ["finance.card_bill"] }
    remove = ["help/branch"]
        [[menu.scene.entry]]
        id = "repay"
        label = { zh-Hans = "立即还款", zh-Hant = "立即還款", en = "Repay" }
        kind = "open_app"
        target = "{app}"
        fallbacks = [{ kind = "open_url", target = "{site}" }, { kind = "market", target = "{app}" }]
"""
SENDER = """
sender = "yunshan"
remove = ["safety/police"]
[facts]
hotline = { value = "95000", source = "https://www.yunshan.example", checked = 2026-11-20 }
site = { value = "https://www.yunshan.example", source = "https://www.yunshan.example", checked = false }
app = { value = "example.yunshan", source = "https://www.yunshan.example", checked = false }
[[entry]]
id = "cards"
label = { zh-Hans = "信用卡", zh-Hant = "信用卡", en = "Credit cards" }
short = { en = "Cards" }
    [[entry.entry]]
    id = "balance"
    label = { zh-Hans = "查余额", zh-Hant = "查餘額", en = "Balance" }
    kind = "send_sms"
    commands = { cm = { target = "95000", body = "YE" }, cu = { target = "95001", body = "CXYE" } }
    source = "https://www.yunshan.example"
    [[entry.entry]]
    id = "apply"
    label = { zh-Hans = "申请", zh-Hant = "申請", en = "Apply" }
    kind = "open_url"
    target = "{site}"
    when = { tags = ["adult"], without_tags = ["holder"] }
[[entry]]
id = "help"
label = { zh-Hans = "人工帮助", zh-Hant = "人工幫助", en = "People" }
[[scene]]
id = "night"
when = { hours = "22:00-06:00" }
    [[scene.entry]]
    id = "night"
    label = { zh-Hans = "夜间服务", zh-Hant = "夜間服務", en = "At night" }
    kind = "dial"
    target = "95009"
    source = "https://www.yunshan.example"
[[campaign]]
id = "autumn"
priority = 5
since = 2026-11-01T00:00:00+08:00
until = 2026-12-01T00:00:00+08:00
times = 2
variants = [{ id = "a", share = 50 }, { id = "b", share = 50 }]
    [[campaign.entry]]
    id = "gift-a"
    label = { zh-Hans = "秋日礼", zh-Hant = "秋日禮", en = "Gift" }
    kind = "open_url"
    target = "{site}"
    when = { variant = ["a"] }
    [[campaign.entry]]
    id = "gift-b"
    label = { zh-Hans = "秋日立减", zh-Hant = "秋日立減", en = "Discount" }
    kind = "open_url"
    target = "{site}"
    when = { variant = ["b"] }
[[campaign]]
id = "always"
    [[campaign.entry]]
    id = "always"
    label = { zh-Hans = "常年", zh-Hant = "常年", en = "Always" }
    kind = "open_url"
    target = "{site}"
    when = { calendar = ["open"] }
"""
OTHER = """
sender = "hehe"
[facts]
branches = { value = "https://www.hehe.example/map", source = "https://www.hehe.example", checked = false }
"""
CALENDARS = """
[open]
zone = "Asia/Shanghai"
weekend = [6, 7]
sessions = ["08:00-09:00", "09:30-12:00"]
holidays = { 2026 = ["2026-10-01"] }
workdays = { 2026 = ["2026-10-10"] }
source = "invented"
"""
WORKDAY = datetime.fromisoformat("2026-10-09T10:00:00+08:00")


@pytest.fixture
def data(card_data: dict[str, Any]) -> dict[str, Any]:
    files = {"defaults": DEFAULTS, "industries": INDUSTRIES, "yunshan": SENDER, "hehe": OTHER}
    return {
        "cards": card_data,
        "menus": {stem: tomllib.loads(file) for stem, file in files.items()},
        "calendars": tomllib.loads(CALENDARS),
        "profiles": {"yunshan": {"industry": "bank", "hotline": None}},
    }


class Menus:
    """Menus of messages, as lines: ``label`` or ``label: below, below``."""

    def __init__(self, resolver: CardResolver, make_result: MakeResult) -> None:
        self.resolver, self.make_result = resolver, make_result

    def __call__(
        self, category: str = "finance.debit", sender: tuple[str, str, str] | None = BANK, **context: Any
    ) -> list[str]:
        menu = self.resolver.card(self.make_result(category, sender), CardContext(**context)).menu
        return [
            f"{one.label}: {', '.join(below.label for below in one.entries)}" if one.entries else one.label
            for one in (menu.entries if menu else ())
        ]


@pytest.fixture
def menus(data: dict[str, Any], make_result: MakeResult) -> Menus:
    return Menus(CardResolver(data), make_result)


def test_a_stranger_has_the_menu_of_the_kind_of_message(menus: Menus) -> None:
    assert menus(sender=None) == ["安全: 反诈专线, 报警"]


def test_specific_layers_come_first_and_change_only_what_they_say(menus: Menus) -> None:
    assert menus(carrier="cm", now=WORKDAY) == ["常年", "信用卡: 查余额", "人工帮助: 95000"]
    assert menus(carrier="cm", now=WORKDAY.replace(hour=12)) == ["信用卡: 查余额", "人工帮助: 95000", "安全: 反诈专线"]
    assert menus(carrier="cm", locale="en")[0] == "Credit cards: Balance"


def test_a_missing_fact_drops_the_entry(menus: Menus) -> None:
    assert not any("网点" in line for line in menus())


def test_a_command_is_that_of_the_carrier_and_no_other(menus: Menus, make_result: MakeResult) -> None:
    assert menus(carrier="ct") == menus() == ["人工帮助: 95000", "安全: 反诈专线"]
    card = menus.resolver.card(make_result("finance.debit", BANK), CardContext(carrier="cu"))
    assert card.menu is not None
    action = card.menu.entries[0].entries[0].action
    assert action is not None
    assert (action.target, action.params) == ("95001", (("body", "CXYE"),))


def test_a_scene_stands_before_the_layers_and_a_suspect_sees_none_of_them(menus: Menus) -> None:
    assert menus("finance.card_bill")[0] == "立即还款"
    assert menus("finance.card_bill", ("yunshan", "云杉银行", "suspect")) == ["安全: 反诈专线, 报警"]
    assert menus("risk.phishing") == ["安全: 反诈专线, 报警"]


def test_a_chain_keeps_what_the_device_can_do(menus: Menus, make_result: MakeResult) -> None:
    def chain(*capabilities: str) -> list[str]:
        context = CardContext(capabilities=frozenset(capabilities) if capabilities else None)
        menu = menus.resolver.card(make_result("finance.card_bill", BANK), context).menu
        action = menu.entries[0].action if menu else None
        return [action.kind, *(other.kind for other in action.fallbacks)] if action else []

    assert chain() == ["open_app", "open_url", "market"]
    assert chain("open_url", "market") == ["open_url", "market"]
    assert chain("open_app") == ["open_app"]


def test_tags_say_who_sees_an_entry(menus: Menus) -> None:
    assert menus(tags=frozenset({"adult"}))[0] == "信用卡: 申请"
    assert "申请" not in str(menus(tags=frozenset({"adult", "holder"})))


@pytest.mark.parametrize(
    ("now", "shown"), [("23:30", True), ("05:59", True), ("06:00", False), ("22:00", True), ("12:00", False)]
)
def test_hours_wrap_over_midnight(menus: Menus, now: str, shown: bool) -> None:
    lines = menus(now=datetime.fromisoformat(f"2026-10-09T{now}:00+08:00"))
    assert ("夜间服务" in lines) is shown


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        ("2026-10-09T10:00:00+08:00", True),
        ("2026-10-09T12:00:00+08:00", False),  # after the sessions
        ("2026-10-09T02:30:00+00:00", True),  # the same ten o'clock and a half, told from elsewhere
        ("2026-10-01T10:00:00+08:00", False),  # a holiday
        ("2026-10-03T10:00:00+08:00", False),  # a Saturday
        ("2026-10-10T10:00:00+08:00", True),  # a Saturday that is worked
        ("2027-10-11T10:00:00+08:00", False),  # a year nobody told
    ],
)
def test_a_calendar_knows_days_and_sessions(menus: Menus, now: str, shown: bool) -> None:
    assert ("常年" in menus(now=datetime.fromisoformat(now))) is shown


def test_a_campaign_runs_in_its_window_until_it_was_seen_often_enough(menus: Menus) -> None:
    now = datetime.fromisoformat("2026-11-15T20:00:00+08:00")
    assert menus(now=now)[0] in ("秋日礼", "秋日立减")
    assert menus(now=now, exposures={"autumn": 1})[0] in ("秋日礼", "秋日立减")
    assert "秋日" not in str(menus(now=now, exposures={"autumn": 2}))
    assert "秋日" not in str(menus(now=WORKDAY))


def test_a_user_always_sees_the_same_variant_and_users_are_divided(menus: Menus) -> None:
    now = datetime.fromisoformat("2026-11-15T20:00:00+08:00")
    seen = [menus(now=now, user_id=f"user {number}")[0] for number in range(200)]
    assert seen == [menus(now=now, user_id=f"user {number}")[0] for number in range(200)]
    assert 60 < seen.count("秋日礼") < 140


def test_without_a_time_nothing_that_asks_for_one_is_shown(data: dict[str, Any], make_result: MakeResult) -> None:
    result = replace(make_result("finance.debit", BANK), received_at=None)
    menu = CardResolver(data).card(result).menu
    assert menu is not None
    assert [entry.label for entry in menu.entries] == ["人工帮助", "安全"]


def test_every_entry_says_why_it_is_there(data: dict[str, Any], make_result: MakeResult) -> None:
    told = {one.says: one for one in CardResolver(data).explain(make_result("finance.card_bill", BANK))}
    assert told["menus/industries.toml: menu[0].scene[0].entry[0]"].path == "menu.entries[0]"
    assert told["menus/yunshan.toml: scene[0]"].reason == "when.hours"
    assert told["menus/yunshan.toml: entry[0].entry[0]"].reason == "carrier"
    assert told["menus/yunshan.toml: entry[0].entry[1]"].reason == "when.tags"
    assert told["menus/yunshan.toml: campaign[0]"].reason == "since"


Change = Callable[[dict[str, Any]], Any]


@pytest.mark.parametrize(
    ("change", "at"),
    [
        (lambda d: d.pop("sender"), "menus/yunshan.toml: sender"),
        (lambda d: d.update(colour="red"), "menus/yunshan.toml: colour"),
        (lambda d: d["facts"].update(hotline={"value": "1"}), "menus/yunshan.toml: facts.hotline.source"),
        (lambda d: d["facts"]["site"].update(checked="soon"), "menus/yunshan.toml: facts.site.checked"),
        (lambda d: d["entry"][0].update(id="No Id"), "menus/yunshan.toml: entry[0].id"),
        (lambda d: d["entry"].append(d["entry"][0]), "menus/yunshan.toml: entry[2].id"),
        (lambda d: d["entry"][0].update(label="名" * 13), "menus/yunshan.toml: entry[0].label"),
        (lambda d: d["entry"][0].update(short="名" * 5), "menus/yunshan.toml: entry[0].short"),
        (lambda d: d["entry"][0].update(kind="dial", target="95000", source="x"), "menus/yunshan.toml: entry[0].kind"),
        (lambda d: d["scene"][0]["entry"][0].pop("source"), "menus/yunshan.toml: scene[0].entry[0].source"),
        (lambda d: d["scene"][0]["entry"][0].update(target="call us"), "menus/yunshan.toml: scene[0].entry[0].target"),
        (
            lambda d: d["entry"][0]["entry"][1].update(target="{url|link}"),
            "menus/yunshan.toml: entry[0].entry[1].target",
        ),
        (
            lambda d: d["entry"][0]["entry"][1].update(target="{nothing}"),
            "menus/yunshan.toml: entry[0].entry[1].target",
        ),
        (
            lambda d: d["entry"][0]["entry"][0]["commands"].update(xx={}),
            "menus/yunshan.toml: entry[0].entry[0].commands.xx.(here)",
        ),
        (lambda d: d["scene"][0]["when"].update(moon="full"), "menus/yunshan.toml: scene[0].when.moon"),
        (lambda d: d["scene"][0]["when"].update(hours="9-5"), "menus/yunshan.toml: scene[0].when.hours"),
        (lambda d: d["scene"][0]["when"].update(calendar=["lunar"]), "menus/yunshan.toml: scene[0].when.calendar[0]"),
        (
            lambda d: d["scene"][0]["when"].update(category=["finance.gold"]),
            "menus/yunshan.toml: scene[0].when.category[0]",
        ),
        (
            lambda d: d["scene"][0]["when"].update(near={"lat": 91, "lon": 0, "km": 1}),
            "menus/yunshan.toml: scene[0].when.near.lat",
        ),
        (lambda d: d["campaign"][0].update(until=datetime(2026, 12, 1)), "menus/yunshan.toml: campaign[0].until"),
        (lambda d: d["campaign"][0]["variants"][0].update(share=-50), "menus/yunshan.toml: campaign[0].variants"),
        (
            lambda d: d["entry"][0]["entry"][0].update(entry=[{"id": "deep", "entry": []}]),
            "menus/yunshan.toml: entry[0].entry[0].kind",
        ),
    ],
)
def test_wrong_menu_data_is_refused_with_its_place(data: dict[str, Any], change: Change, at: str) -> None:
    data["menus"] = copy.deepcopy(data["menus"])
    change(data["menus"]["yunshan"])
    with pytest.raises(CardError) as caught:
        load_content(data)
    assert caught.value.at == at


def test_a_sender_has_one_menu(data: dict[str, Any]) -> None:
    data["menus"]["yunshan2"] = data["menus"]["yunshan"]
    with pytest.raises(CardError, match="second one of 'yunshan'"):
        load_content(data)


def test_places_near_and_far() -> None:
    hangzhou = Near(30.29, 120.21, 5)
    assert hangzhou.holds((30.30, 120.22))
    assert not hangzhou.holds((31.23, 121.47))
    assert not hangzhou.holds(None)
    assert Near(0, 179.99, 5).holds((0, -179.99))
