"""Cards of every shape: a hand-written one that has every part, and strategies for any valid card."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from smsparse.cards.model import (
    ACTION_PARAMS,
    CARD_KINDS,
    PARAM_MAX,
    ROW_ROLES,
    STOP_STATES,
    TITLE_MAX,
    Action,
    Brand,
    Card,
    Menu,
    MenuEntry,
    Progress,
    Row,
    Stop,
)
from smsparse.cards.width import clip, display_width
from smsparse.errors import CardError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True)
class FakeField:
    text: str
    value: str | None = None
    unit: str | None = None
    more: tuple[FakeField, ...] = ()


@dataclass(frozen=True)
class FakeSender:
    id: str = "bank"
    name: str = "示例银行"
    trust: str = "certified"


@dataclass(frozen=True)
class FakeResult:
    category: str
    fields: Mapping[str, FakeField] = field(default_factory=dict)
    sender: FakeSender | None = None
    received_at: str | None = "2026-03-05T14:03:20+08:00"
    text: str = "【示例银行】您的卡片有一笔支出"


def action_of(kind: str, label: str, **more: Any) -> Action:
    """An action of any kind with a target and params of its kind."""
    params = {name: SAMPLE_PARAMS[name] for name in (*ACTION_PARAMS[kind][0], *ACTION_PARAMS[kind][1])}
    return Action(kind, label, SAMPLE_TARGETS.get(kind, ""), tuple(params.items()), **more)


SAMPLE_TARGETS = {
    "copy": "480917", "dial": "95500-1", "open_url": "https://www.example.com/a?b=1", "open_app": "com.example.bank",
    "quick_app": "com.example.quick", "mini_program": "gh_0123456789ab", "market": "com.example.bank",
    "send_sms": "10600", "email": "help@example.com", "map": "青禾里小区北门", "view_image": "https://img.example.com/a.png",
}  # fmt: skip
SAMPLE_PARAMS = {
    "path": "pages/index", "body": "CXLL", "subject": "账单", "title": "还款日", "begin": "2026-03-06T09:30:00+08:00",
    "end": "2026-03-06T10:00:00+08:00", "place": "示例路1号", "text": "请勿把验证码告诉任何人",
}  # fmt: skip

FULL_MENU = Menu(
    (
        MenuEntry(
            "我的账户",
            entries=(
                MenuEntry("账户余额查询", action_of("open_url", "账户余额查询")),
                MenuEntry("手机银行", action_of("open_app", "手机银行", fallbacks=(action_of("open_url", "官网"),))),
                MenuEntry("流量查询", action_of("send_sms", "流量查询")),
                MenuEntry("快应用", action_of("quick_app", "快应用")),
                MenuEntry("网点地图", action_of("map", "网点地图")),
            ),
        ),
        MenuEntry("信用卡", entries=(MenuEntry("信用卡客服", action_of("dial", "信用卡客服")),)),
        MenuEntry("官方网站", action_of("open_url", "官方网站")),
    )
)

FULL_CARD = Card(
    kind="transaction",
    title="支出 ¥128.50",
    subtitle="示例银行 •• 6789",
    rows=(
        Row("金额", "¥128.50", "primary"),
        Row("账户", "6222****6789"),
        Row("商户", "<示例> & [超市](https://evil.example)"),
        Row("", "请核对这笔交易", "note"),
    ),
    progress=Progress("额度", used="¥3,000", total="¥10,000", left="¥7,000", share=300),
    timeline=(Stop("出发", "北京南", "08:00", "done"), Stop("到达", "上海虹桥", "12:30", "next")),
    actions=tuple(action_of(kind, f"动作 {kind}") for kind in ACTION_PARAMS),
    menu=FULL_MENU,
    brand=Brand("bank", "示例银行", "certified"),
)

# --- any valid card --------------------------------------------------------------------------------------------------

SPECIMENS = ("👨‍👩‍👧‍👦", "e\u0301\u0323", "नि", "السلام", "\u202eabc", "\u2067", "一二三", "\U0001f1e8\U0001f1f3", "\x00", "\n", "<b>&\"'",
             "**", "](javascript:alert(1))", "{{DATE(1)}}", "\ud800", "\u200d", "  ", "ㄱ", "\U00020000", "-&<")  # fmt: skip
HOSTS = ("www.example.com", "xn--80ak6aa92e.com", "a-b.example.org")
TIMES = ("2026-03-06T09:30:00+08:00", "2026-03-06", "0001-01-01T00:00:00+14:00", "9999-12-31T23:00-12:00", "tomorrow")
PATHS = ("", "/", "/a?b=1&c=2", "/'\"<>", "/" + "x" * 970)


class CardMaker:
    """Makes cards of given pieces of text. Which part there is and how long it gets is chance, by a seed: hypothesis
    would take a second for each card if it drew every part itself."""

    def __init__(self, pieces: list[str], seed: int) -> None:
        self.pieces = [*pieces, *SPECIMENS]
        self.chance = Random(seed)

    def text(self, least: int, most: int) -> str:
        few = "".join(self.chance.choices(self.pieces, k=self.chance.randint(1, 4)))
        text = (few * self.chance.choice([1, 1, 1, 3, 200]))[:most]
        return text if len(text) >= least else "一" * max(least, 1)

    def label(self, most: int) -> str:
        text = clip(self.text(0, 200), most)
        return text if 1 <= display_width(text) <= most else f"L{self.chance.randint(0, 999999)}"

    def many(self, make: Callable[[], Any], least: int, most: int) -> tuple[Any, ...]:
        return tuple(make() for _ in range(self.chance.randint(least, most)))

    def maybe(self, make: Callable[[], Any], otherwise: Any = None) -> Any:
        return make() if self.chance.random() < 0.6 else otherwise

    def target(self, kind: str) -> str:
        digits = str(self.chance.randint(100, 10**14))
        match kind:
            case "copy":
                return self.text(1, 20)
            case "map":
                return self.text(1, 100)
            case "dial" | "send_sms":
                return self.chance.choice(["", "+"]) + f"{digits[0]}-{digits[1:]}"
            case "open_url" | "view_image":
                return f"https://{self.chance.choice(HOSTS)}{self.chance.choice(PATHS)}"
        return SAMPLE_TARGETS.get(kind, "")

    def param(self, name: str) -> str:
        if name in ("begin", "end"):
            return self.chance.choice(TIMES)
        return self.text(1, PARAM_MAX.get(name, TITLE_MAX))

    def action(self, fallbacks: int = 3) -> Action:
        kind = self.chance.choice(list(ACTION_PARAMS))
        required, optional = ACTION_PARAMS[kind]
        names = [*required, *(name for name in optional if self.chance.random() < 0.6)]
        others = self.many(lambda: self.action(0), 0, fallbacks)
        return Action(
            kind, self.label(40), self.target(kind), tuple((name, self.param(name)) for name in names), others
        )

    def entry(self) -> MenuEntry:
        """One that acts."""
        return MenuEntry(self.label(24), self.action(), short=self.maybe(lambda: self.label(8), ""))

    def menu(self) -> Menu | None:
        def top() -> MenuEntry:
            return self.maybe(lambda: MenuEntry(self.label(24), entries=self.many(self.entry, 1, 5)), self.entry())

        try:
            return Menu(self.many(top, 1, 3))
        except CardError:  # a label twice
            return None

    def row(self) -> Row:
        role = self.chance.choice(ROW_ROLES)
        return Row("" if role == "note" else self.label(24), self.text(1, 200), role)

    def progress(self) -> Progress:
        share = self.maybe(lambda: self.chance.randint(0, 1000))
        return Progress(
            self.label(24), self.text(1, 40), self.text(0, 40), self.maybe(lambda: self.text(0, 40), ""), share
        )

    def stop(self) -> Stop:
        return Stop(self.label(24), self.text(0, 60), self.text(0, 20), self.chance.choice(STOP_STATES))

    def card(self) -> Card:
        """All kinds of parts, and more of them than any platform takes."""
        return Card(
            kind=self.chance.choice(CARD_KINDS),
            title=self.text(1, 100),
            subtitle=self.maybe(lambda: self.text(0, 100), ""),
            rows=self.many(self.row, 0, self.chance.choice([3, 14, 60])),
            progress=self.maybe(self.progress),
            timeline=self.maybe(lambda: self.many(self.stop, 2, 6), ()),
            actions=self.many(self.action, 0, self.chance.choice([3, 17])),
            menu=self.maybe(self.menu),
            brand=self.maybe(lambda: Brand("bank", self.text(0, 60), self.chance.choice(["certified", "unknown"]))),
        )


TEXTS = st.text(st.characters(), max_size=12)  # lone surrogates too
SEEDS = st.integers(0, 2**32)


def cards() -> st.SearchStrategy[Card]:
    """Any card the model allows."""
    return st.builds(lambda pieces, seed: CardMaker(pieces, seed).card(), st.lists(TEXTS, max_size=6), SEEDS)
