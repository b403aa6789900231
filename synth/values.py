"""Generators of slot values: money, dates, codes, names, numbers.

A generator is a function of one `Draw` that returns the text of a slot; `generator(name)` finds it. Everything random
comes from `Draw.rng`, everything about "now" from `Draw.received`, so that a value depends on the seed alone.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

Generator = Callable[["Draw"], str]
Pools = Mapping[str, Sequence[str]]

#: Suffixes of pool names tried before the plain name, by region of the message.
_POOL_SUFFIXES: dict[str, tuple[str, ...]] = {
    "cn": (),
    "hk": ("_hk", "_hant"),
    "tw": ("_tw", "_hant"),
    "en": ("_en",),
}
_FILLER = re.compile(r"\{:([A-Za-z0-9_]+)\}")
_MAX_NESTING = 4


class Draw:
    """All that the slots of one message share: the random source, the region and the moment the message speaks of."""

    def __init__(
        self, rng: random.Random, *, received: datetime, region: str, pools: Sequence[Pools], future: bool = False
    ) -> None:
        self.rng = rng
        self.received = received
        self.region = region
        self.hant = region in ("hk", "tw")
        self.future = future
        self._pools = pools
        self._moment = self._first_moment()
        self._used: set[str] = set()
        self._depth = 0

    def value(self, gen: str) -> str:
        """One text from the pool or generator `gen`; pools win, the message's own file first. KeyError: no such gen."""
        entries = self._pool(gen)
        if entries is None:
            return generator(gen)(self)
        return self.expand(self.rng.choice(entries))

    def expand(self, text: str) -> str:
        """`text` with each `{:gen}` inside it replaced by a value. RecursionError: a pool that holds itself."""
        if "{" not in text:
            return text
        if self._depth >= _MAX_NESTING:
            raise RecursionError("pools nest too deeply")
        self._depth += 1
        try:
            return _FILLER.sub(lambda m: self.value(m[1]), text)
        finally:
            self._depth -= 1

    def pick(self, *options: str) -> str:
        """One of `options`, equally likely."""
        return self.rng.choice(options)

    def digits(self, count: int) -> str:
        """`count` decimal digits, leading zeros allowed."""
        return "".join(self.rng.choice("0123456789") for _ in range(count))

    def number(self, count: int) -> str:
        """`count` decimal digits that do not begin with 0."""
        return self.rng.choice("123456789") + self.digits(count - 1)

    def letters(self, count: int) -> str:
        """`count` capital letters without I and O, which are seldom used in codes."""
        return "".join(self.rng.choice("ABCDEFGHJKLMNPQRSTUVWXYZ") for _ in range(count))

    def chance(self, probability: float) -> bool:
        return self.rng.random() < probability

    def date(self) -> datetime:
        """The message's moment; a second date (check-out, end of a period) lies some days later."""
        if "date" in self._used:
            self._moment += timedelta(days=self.rng.randint(1, 6))
        self._used.add("date")
        return self._moment

    def clock(self) -> datetime:
        """The clock time of the message's moment; a second one (arrival, end of a visit) lies some minutes later."""
        if "clock" in self._used:
            self._moment += timedelta(minutes=5 * self.rng.randint(4, 48))
        self._used.add("clock")
        return self._moment

    def date_clock(self) -> datetime:
        """A moment written with date and clock time."""
        moment = self.date()
        self._used.add("clock")
        return moment

    def _first_moment(self) -> datetime:
        if not self.future:
            return self.received - timedelta(seconds=self.rng.choice([5, 40, 90, 600, 3600, 20000, 90000]))
        ahead = self.received + timedelta(hours=self.rng.choice([1, 3, 8, 20, 26, 50, 100, 170, 400]))
        hour, minute = self.rng.randint(6, 21), 5 * self.rng.randint(0, 11)
        return ahead.replace(hour=hour, minute=minute, second=0)

    def _pool(self, name: str) -> Sequence[str] | None:
        for pools in self._pools:
            for suffix in (*_POOL_SUFFIXES[self.region], ""):
                if name + suffix in pools:
                    return pools[name + suffix]
        return None


_GENERATORS: dict[str, Generator] = {}
_DIGITS_GEN = re.compile(r"(digits|code|int)([1-9]|1[0-9]|2[0-4])")


def generator(name: str) -> Generator:
    """The built-in generator `name`; `digitsN`, `codeN` and `intN` exist for N up to 24. KeyError if there is none."""
    found = _GENERATORS.get(name)
    if found is not None:
        return found
    family = _DIGITS_GEN.fullmatch(name)
    if family is None:
        raise KeyError(name)
    count = int(family[2])
    if family[1] == "int":
        return lambda d: d.number(count)
    return lambda d: d.digits(count)


def has_generator(name: str) -> bool:
    """Whether `generator(name)` would find one."""
    return name in _GENERATORS or _DIGITS_GEN.fullmatch(name) is not None


def generator_names() -> tuple[str, ...]:
    """Names of all built-in generators, the `digitsN` family left out, sorted."""
    return tuple(sorted(_GENERATORS))


def _gen(function: Generator) -> Generator:
    _GENERATORS[function.__name__] = function
    return function


# ---- money and quantities -------------------------------------------------------------------------------------------


def _amount(d: Draw, low: int, high: int) -> str:
    """An amount between `low` and `high` whose size is spread evenly over the orders of magnitude."""
    whole = round(low * (high / low) ** d.rng.random())
    cents = d.pick("00", "00", "50", "90", "99", d.digits(2))
    style = d.rng.random()
    if style < 0.45:
        return f"{whole}.{cents}"
    if style < 0.65:
        return f"{whole:,}.{cents}"
    if style < 0.75:
        return f"{whole}.{d.rng.randint(1, 9)}"
    return f"{whole:,}" if d.chance(0.15) else str(whole)


@_gen
def money(d: Draw) -> str:
    return _amount(d, 1, 60_000)


@_gen
def money_small(d: Draw) -> str:
    return _amount(d, 1, 200)


@_gen
def money_big(d: Draw) -> str:
    return _amount(d, 5_000, 900_000)


@_gen
def money_wan(d: Draw) -> str:
    whole = d.rng.choice([1, 2, 3, 5, 6, 8, 10, 15, 20, 30, 50, 100])
    return f"{whole}万" if d.chance(0.6) else f"{whole}.{d.rng.randint(1, 9)}万"


@_gen
def hk_money(d: Draw) -> str:
    return f"{round(10 * 3000 ** d.rng.random()):,}.{d.pick('00', '00', '50', d.digits(2))}"


@_gen
def tw_money(d: Draw) -> str:
    whole = round(30 * 2000 ** d.rng.random())
    return f"{whole:,}" if d.chance(0.7) else str(whole)


@_gen
def percent(d: Draw) -> str:
    return d.pick(f"{d.rng.randint(1, 99)}%", f"{d.rng.randint(5, 95)}%", f"{d.rng.randint(1, 30)}.{d.digits(1)}%")


@_gen
def rate(d: Draw) -> str:
    return f"{d.rng.randint(1, 18)}.{d.pick(d.digits(1), d.digits(2))}%"


@_gen
def data_gb(d: Draw) -> str:
    return d.pick(
        f"{d.rng.randint(1, 100)}GB",
        f"{d.rng.randint(0, 60)}.{d.digits(2)}GB",
        f"{d.rng.randint(1, 40)}.{d.digits(1)}G",
    )


@_gen
def data_mb(d: Draw) -> str:
    return d.pick(
        f"{d.rng.randint(1, 1023)}MB", f"{d.rng.randint(1, 999)}.{d.digits(2)}MB", f"{d.rng.randint(10, 900)}M"
    )


@_gen
def minutes_voice(d: Draw) -> str:
    return f"{d.rng.randint(1, 1200)}{'分鐘' if d.hant else '分钟'}"


@_gen
def meter(d: Draw) -> str:
    return d.pick(
        str(d.rng.randint(1, 600)), f"{d.rng.randint(1, 300)}.{d.digits(1)}", f"{d.rng.randint(1, 300)}.{d.digits(2)}"
    )


@_gen
def degree(d: Draw) -> str:
    return d.pick(str(d.rng.randint(20, 900)), f"{d.rng.randint(20, 900)}.{d.digits(2)}")


@_gen
def temp(d: Draw) -> str:
    sign = "-" if d.chance(0.15) else ""
    return f"{sign}{d.rng.randint(1, 40)}{d.pick('℃', '℃', '度', '°C')}"


@_gen
def count(d: Draw) -> str:
    return str(d.rng.choice([1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 50]))


# ---- codes and numbers ----------------------------------------------------------------------------------------------


@_gen
def tail(d: Draw) -> str:
    return d.digits(4)


@_gen
def code_alnum(d: Draw) -> str:
    shape = d.rng.choice(["AAdd", "ddddAA", "dAdAdd", "AAAddd", "AddAdA", "dddddA"])
    return "".join(d.letters(1) if c == "A" else d.digits(1) for c in shape)


@_gen
def pickup(d: Draw) -> str:
    rng = d.rng
    return d.pick(
        f"{rng.randint(1, 30)}-{rng.randint(1, 9)}-{d.digits(4)}",
        f"{rng.randint(1, 30)}-{rng.randint(1, 9)}-{d.digits(4)}",
        f"{d.letters(1)}{rng.randint(1, 30)}-{rng.randint(1, 8)}-{d.digits(3)}",
        f"{rng.randint(1, 99)}-{d.digits(4)}",
        f"{d.letters(1)}-{d.digits(4)}",
        f"{rng.randint(1, 30)}-{rng.randint(1, 9)}-{rng.randint(1, 99)}",
        f"{d.letters(1)}{d.digits(3)}",
        d.digits(8),
        d.digits(6),
    )


@_gen
def pickup_digits(d: Draw) -> str:
    return d.digits(d.rng.choice([4, 6, 6, 6, 8, 8]))


@_gen
def locker(d: Draw) -> str:
    return d.pick(
        d.digits(2),
        f"{d.letters(1)}{d.digits(2)}",
        f"{d.letters(1)}-{d.rng.randint(1, 40)}",
        str(d.rng.randint(1, 120)),
    )


@_gen
def tracking(d: Draw) -> str:
    return d.pick(
        "SF" + d.number(13),
        "YT" + d.number(13),
        "JT" + d.number(13),
        "JD" + d.letters(2) + d.number(11),
        "7" + d.digits(14),
        "4" + d.digits(14),
        "E" + d.letters(1) + d.digits(9) + "CN",
        "DPK" + d.digits(12),
    )


@_gen
def order_no(d: Draw) -> str:
    return d.pick(d.number(8), d.number(10), d.number(12), d.letters(1) + d.number(9), d.letters(2) + d.number(8))


@_gen
def order_no_long(d: Draw) -> str:
    day = d.received.strftime("%Y%m%d")
    return d.pick(
        day + d.digits(10),
        day + d.digits(8),
        d.number(16),
        d.number(18),
        d.number(19),
        d.letters(2) + day + d.digits(6),
    )


@_gen
def utility_no(d: Draw) -> str:
    return d.number(10)


@_gen
def idcard_masked(d: Draw) -> str:
    return d.pick(
        d.number(6) + "********" + d.digits(4),
        d.number(3) + "***********" + d.digits(4),
        d.number(4) + "**********" + d.digits(3) + "X",
    )


@_gen
def plate(d: Draw) -> str:
    shape = d.rng.choice(["ddddd", "ddddd", "Adddd", "ddAdd", "dddAA", "Dddddd"])
    body = "".join(d.letters(1) if c == "A" else d.pick("D", "F") if c == "D" else d.digits(1) for c in shape)
    return f"{d.value('plate_province')}{d.letters(1)}{d.pick('', '', '·')}{body}"


@_gen
def plate_masked(d: Draw) -> str:
    head = d.value("plate_province") + d.letters(1)
    return d.pick(
        f"{head}***{d.digits(2)}",
        f"{head}{d.digits(1)}***{d.digits(1)}",
        f"{head}**{d.digits(3)}",
        f"{head}{d.digits(2)}*{d.digits(2)}",
    )


@_gen
def qq(d: Draw) -> str:
    return d.number(d.rng.choice([8, 9, 10]))


@_gen
def wechat(d: Draw) -> str:
    return d.pick("wx", "vip", "a", "xiao", "lucky", "kf") + d.pick("", "_") + d.number(d.rng.choice([4, 5, 6]))


@_gen
def ip(d: Draw) -> str:
    return ".".join(str(d.rng.randint(1, 254)) for _ in range(4))


@_gen
def email(d: Draw) -> str:
    user = d.letters(1).lower() + d.pick("li", "zhang", "chen", "wu") + d.digits(3)
    return f"{user}@{d.pick('163.com', 'qq.com', 'gmail.com', 'outlook.com')}"


# ---- dates and times ------------------------------------------------------------------------------------------------


@_gen
def md(d: Draw) -> str:
    t = d.date()
    return d.pick(f"{t.month}月{t.day}日", f"{t.month}月{t.day}日", f"{t.month:02}月{t.day:02}日")


@_gen
def ymd(d: Draw) -> str:
    t = d.date()
    return d.pick(f"{t.year}年{t.month}月{t.day}日", f"{t.year}年{t.month:02}月{t.day:02}日")


@_gen
def ymd_dash(d: Draw) -> str:
    return d.date().strftime("%Y-%m-%d")


@_gen
def ymd_slash(d: Draw) -> str:
    t = d.date()
    return d.pick(t.strftime("%Y/%m/%d"), f"{t.year}/{t.month}/{t.day}")


@_gen
def md_hm(d: Draw) -> str:
    t = d.date_clock()
    day = d.pick(f"{t.month}月{t.day}日", f"{t.month:02}月{t.day:02}日")
    return f"{day}{d.pick('', '', ' ')}{t:%H:%M}"


@_gen
def md_hm_cn(d: Draw) -> str:
    t = d.date_clock()
    return f"{t.month:02}月{t.day:02}日{t.hour:02}{'時' if d.hant else '时'}{t.minute:02}分"


@_gen
def ymd_hm(d: Draw) -> str:
    return d.date_clock().strftime("%Y-%m-%d %H:%M")


@_gen
def ymd_hms(d: Draw) -> str:
    return (d.date_clock() + timedelta(seconds=d.rng.randint(0, 59))).strftime("%Y-%m-%d %H:%M:%S")


@_gen
def hm(d: Draw) -> str:
    t = d.clock()
    return d.pick(f"{t:%H:%M}", f"{t:%H:%M}", f"{t.hour}:{t.minute:02}")


@_gen
def hm_cn(d: Draw) -> str:
    t = d.clock()
    hour, full = ("時", "點") if d.hant else ("时", "点")
    return d.pick(f"{t.hour}{hour}{t.minute:02}分", f"{t.hour}{full}{t.minute:02}分", f"{t.hour}{full}")


@_gen
def day_hm(d: Draw) -> str:
    t = d.date_clock()
    return f"{t.day:02}日{t:%H:%M}"


@_gen
def month(d: Draw) -> str:
    t = d.date()
    return d.pick(f"{t.month}月", f"{t.month}月", f"{t.month:02}月")


@_gen
def ym(d: Draw) -> str:
    t = d.date()
    return d.pick(f"{t.year}年{t.month}月", f"{t.year}年{t.month:02}月")


@_gen
def year(d: Draw) -> str:
    return str(d.date().year)


@_gen
def weekday(d: Draw) -> str:
    prefix = d.pick("週", "星期") if d.hant else d.pick("周", "星期")
    return prefix + "一二三四五六日"[d.rng.randrange(7)]


@_gen
def date_rel(d: Draw) -> str:
    if d.region == "hk":
        return d.pick("今日", "聽日", "明天", "後日")
    return d.pick("今天", "明天", "後天") if d.hant else d.pick("今天", "今日", "明天", "明日", "后天")


@_gen
def time_range(d: Draw) -> str:
    start, length = d.rng.randint(6, 14), d.rng.randint(1, 9)
    minute = d.pick("00", "00", "30")
    return f"{start:02}:{minute}{d.pick('-', '-', '~', '至')}{start + length:02}:{d.pick('00', '00', '30')}"


@_gen
def minutes(d: Draw) -> str:
    unit = " minutes" if d.region == "en" else "分鐘" if d.hant else "分钟"
    return f"{d.rng.choice([1, 2, 3, 5, 5, 5, 10, 10, 15, 20, 30])}{unit}"


@_gen
def minutes_hant(d: Draw) -> str:
    return f"{d.rng.choice([1, 2, 3, 5, 5, 10, 10, 15, 30])}{d.pick('', '', ' ')}分鐘"


@_gen
def hours(d: Draw) -> str:
    unit = " hours" if d.region == "en" else d.pick("小時", "個小時") if d.hant else d.pick("小时", "小时", "个小时")
    return f"{d.rng.choice([1, 2, 3, 4, 6, 12, 24, 24, 48, 72])}{unit}"


@_gen
def days(d: Draw) -> str:
    unit = " days" if d.region == "en" else d.pick("天", "日") if d.hant else d.pick("天", "天", "日", "个工作日")
    return f"{d.rng.choice([2, 3, 5, 7, 10, 15, 30])}{unit}"


@_gen
def seconds(d: Draw) -> str:
    unit = " seconds" if d.region == "en" else "秒"
    return f"{d.rng.choice([30, 60, 60, 90, 120, 180, 300, 600])}{unit}"


# ---- people ---------------------------------------------------------------------------------------------------------


@_gen
def name(d: Draw) -> str:
    if d.region == "en":
        return f"{d.value('given_en')} {d.value('surname')}"
    given = "".join(d.value("given_char") for _ in range(1 if d.chance(0.3) else 2))
    return d.value("surname") + given


@_gen
def name_masked(d: Draw) -> str:
    family, first, second = d.value("surname"), d.value("given_char"), d.value("given_char")
    mask = "○" if d.region == "tw" else "*"
    return d.pick(mask + first, mask + first + second, family + mask, family + mask * 2, family + mask + second)


@_gen
def title_name(d: Draw) -> str:
    if d.region == "en":
        return f"{d.pick('Mr', 'Ms', 'Mrs')}{d.pick(' ', '. ')}{d.value('surname')}"
    return d.value("surname") + d.pick("先生", "女士", "小姐" if d.hant else "女士")


@_gen
def doctor(d: Draw) -> str:
    return d.pick(
        f"{d.value('surname')}{d.value('given_char')}",
        f"{d.value('surname')}{'醫生' if d.region == 'hk' else '醫師' if d.hant else '医生'}",
        name(d),
    )


@_gen
def courier_name(d: Draw) -> str:
    return d.pick(
        f"{d.value('courier_nick')}{d.value('surname')}{'師傅' if d.hant else '师傅'}",
        f"{d.value('courier_nick')}{name(d)}",
        f"{d.value('surname')}{'師傅' if d.hant else '师傅'}",
        name(d),
    )


# ---- phones and links -----------------------------------------------------------------------------------------------

_MOBILE_PREFIXES = (
    "130",
    "131",
    "132",
    "133",
    "135",
    "136",
    "137",
    "138",
    "139",
    "150",
    "151",
    "152",
    "153",
    "155",
    "157",
    "158",
    "159",
    "166",
    "173",
    "176",
    "177",
    "178",
    "180",
    "181",
    "183",
    "185",
    "186",
    "187",
    "188",
    "189",
    "191",
    "198",
    "199",
)
_AREA_CODES = (
    "010",
    "021",
    "020",
    "022",
    "023",
    "024",
    "025",
    "027",
    "028",
    "029",
    "0571",
    "0755",
    "0512",
    "0532",
    "0591",
    "0731",
    "0371",
    "0531",
    "0551",
    "0574",
    "0592",
    "0769",
    "0411",
    "0431",
    "0451",
    "0771",
    "0851",
    "0871",
    "0898",
)
_HOTLINES_955 = (
    "95588",
    "95599",
    "95566",
    "95533",
    "95559",
    "95580",
    "95555",
    "95558",
    "95595",
    "95568",
    "95508",
    "95561",
    "95511",
    "95528",
    "95526",
    "95519",
    "95518",
    "95500",
    "95338",
    "95311",
    "95543",
    "95546",
    "95554",
    "95188",
    "95017",
    "95118",
    "95177",
    "95598",
    "95177",
    "95010",
    "95128",
    "95105105",
    "95583",
    "95530",
    "95539",
    "95161",
    "95534",
    "95572",
    "95522",
    "95567",
    "95312",
)


@_gen
def phone(d: Draw) -> str:
    if d.region == "tw":
        digits = "9" + d.digits(8)
        return d.pick("0" + digits, f"0{digits[:3]}-{digits[3:6]}-{digits[6:]}", f"0{digits[:3]}-{digits[3:]}")
    if d.region in ("hk", "en"):
        return d.pick("5", "6", "9") + d.digits(3) + d.pick("", " ") + d.digits(4)
    return d.rng.choice(_MOBILE_PREFIXES) + d.digits(8)


@_gen
def phone_masked(d: Draw) -> str:
    if d.hant:
        return d.pick(f"09{d.digits(2)}***{d.digits(3)}", f"{d.digits(2)}****{d.digits(2)}", f"****{d.digits(4)}")
    return f"{d.rng.choice(_MOBILE_PREFIXES)}****{d.digits(4)}"


@_gen
def landline(d: Draw) -> str:
    if d.region == "tw":
        return d.pick(
            f"0{d.rng.randint(2, 8)}-{d.number(4)}-{d.digits(4)}",
            f"(0{d.rng.randint(2, 7)}){d.number(4)}-{d.digits(4)}",
        )
    if d.region in ("hk", "en"):
        return d.pick("2", "3") + d.digits(3) + d.pick("", " ", "-") + d.digits(4)
    area = d.rng.choice(_AREA_CODES)
    return f"{area}{d.pick('-', '-', '')}{d.number(8 if len(area) == 3 or d.chance(0.7) else 7)}"


@_gen
def hotline400(d: Draw) -> str:
    if d.region == "tw":
        return f"0800-{d.digits(3)}-{d.digits(3)}"
    if d.region in ("hk", "en"):
        return d.pick("2", "3") + d.digits(3) + d.pick("", " ") + d.digits(4)
    head = d.pick("400", "400", "400", "800")
    middle, last = d.pick(d.digits(3), "8" + d.digits(2), "6" + d.digits(2)), d.digits(4)
    return d.pick(
        f"{head}-{middle}-{last}", f"{head}{middle}{last}", f"{head}-{middle}{last}", f"{head}{middle}-{last}"
    )


@_gen
def hotline955(d: Draw) -> str:
    return hotline400(d) if d.region != "cn" else d.rng.choice(_HOTLINES_955)


def _slug(d: Draw, low: int, high: int) -> str:
    letters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
    return "".join(d.rng.choice(letters) for _ in range(d.rng.randint(low, high)))


@_gen
def url_short(d: Draw) -> str:
    scheme = d.pick("https://", "https://", "http://", "", "")
    return f"{scheme}{d.value('short_host')}/{_slug(d, 4, 8)}"


@_gen
def url_host(d: Draw) -> str:
    host = d.value("host_word") + d.pick("", "", "", d.digits(2)) + d.pick(".com", ".com", ".cn", ".com.cn", ".net")
    path = d.pick("", "", "", "/m", f"/{_slug(d, 3, 6)}", "/app", "/index.html")
    return d.pick("www.", "www.", "https://www.", "https://m.", "m.", "http://") + host + path


# ---- travel ---------------------------------------------------------------------------------------------------------


@_gen
def flight(d: Draw) -> str:
    code = (
        d.pick("CX", "HX", "UO", "CI", "BR", "JX", "IT")
        if d.hant
        else d.pick(
            "CA", "MU", "CZ", "HU", "MF", "3U", "ZH", "9C", "HO", "SC", "FM", "JD", "GJ", "KN", "PN", "8L", "G5"
        )
    )
    return code + d.number(d.rng.choice([3, 4, 4, 4]))


@_gen
def train(d: Draw) -> str:
    if d.region == "tw":
        return d.number(d.rng.choice([3, 4]))
    return d.pick("G", "G", "G", "D", "D", "C", "K", "T", "Z") + d.number(d.rng.choice([2, 3, 3, 4, 4]))


@_gen
def seat_train(d: Draw) -> str:
    coach = d.rng.randint(1, 17)
    seat = f"{d.rng.randint(1, 20):02}{d.pick('A', 'B', 'C', 'D', 'F')}"
    if d.hant:
        return d.pick(f"{coach}車{seat}", f"{coach:02}車{seat}號")
    return d.pick(
        f"{coach:02}车{seat}号",
        f"{coach}车{seat}号",
        f"{coach}车{seat}",
        f"{coach:02}车{d.rng.randint(1, 118):03}号",
        f"{coach}车{d.rng.randint(1, 20)}号{d.pick('上铺', '中铺', '下铺')}",
    )


@_gen
def seat_flight(d: Draw) -> str:
    return f"{d.rng.randint(1, 68)}{d.pick('A', 'B', 'C', 'D', 'F', 'H', 'J', 'K', 'L')}"


# ---- places ---------------------------------------------------------------------------------------------------------


@_gen
def address(d: Draw) -> str:
    road, number = d.value("road"), d.rng.randint(1, 999)
    if d.hant:
        return f"{road}{number}號" + d.pick("", f"{d.rng.randint(1, 30)}樓", "地下")
    place = d.pick("", "", d.value("district"), d.value("city") + "市" + d.value("district"))
    detail = d.pick(
        "",
        "",
        f"{d.rng.randint(1, 30)}幢{d.rng.randint(1, 4)}单元{d.rng.randint(1, 28)}0{d.rng.randint(1, 4)}室",
        f"{d.rng.randint(1, 12)}楼",
        "一楼大厅",
    )
    return f"{place}{road}{number}号{detail}"
