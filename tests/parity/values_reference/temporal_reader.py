"""Reads a written time into one or two `Moment`s, without knowing when the message came.

A moment holds what was written: a full date, a date that lacks its year or month, or one relative to the receive
time, and a clock time if there is one. Reading works on a cleaned surface: folded, Simplified, lower-case, numerals as
digits.
"""

from __future__ import annotations

from . import duration
from .civil import DAY, HOUR, MINUTE
from .numerals import chinese_to_ascii, fold, lower

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Callable
    from typing import Final

    # Year, month and day, each None if not written.
    Reading = tuple[int | None, int | None, int | None]


MAX_LENGTH: Final = 80  # code points, as written and folded


class Moment:
    """One written time. Of the date parts at most one kind is set; `clock` may stand beside any or alone.

    readings: absolute or partial dates; several, the likelier first, when 03/04/25 can be read in several orders.
    figures: the two numbers of a date such as 6/8, as they stand.
    script: writing of the message, whose custom orders them.
    day_shift: days from the day of receipt (from the first moment, if `follows`).
    month_shift: months from the month of receipt, with `day` or, if `month_end`, its last day, or the month itself.
    week_shift, weekday: weeks from this one (None: a bare weekday), Monday = 0.   year_shift: for 今年 and its kin.
    monthly: the day of every month.   elapsed: seconds from the receive time; `whole_days` if only days were said.
    clock: second of the day, 86400 and more reach into the next.   period: 上午 and its kin were said.
    offset: minutes east of UTC, if written.
    """

    # Defaults live on the class: a moment sets only what was written.
    readings: tuple[Reading, ...] = ()
    figures: tuple[int, int] | None = None
    script = "hans"
    day_shift: int | None = None
    follows = False
    month_shift: int | None = None
    day: int | None = None
    month_end = False
    week_shift: int | None = None
    weekday: int | None = None
    year_shift: int | None = None
    monthly: int | None = None
    elapsed: int | None = None
    whole_days = False
    clock: int | None = None
    has_seconds = False
    period = ""
    offset: int | None = None
    is_iso = False

    @property
    def has_date(self) -> bool:
        """True if anything but a clock time was written."""
        return bool(self.readings) or any(
            part is not None for part in (self.day_shift, self.month_shift, self.weekday, self.monthly, self.elapsed)
        )


def read(text: str, script: str = "hans") -> tuple[Moment, Moment | None] | None:
    """(start, end or None) of a surface of a message in `script`, or None when it is not a time."""
    plain = _pattern("plain").fullmatch(text)
    if plain is not None:
        return _read_plain(plain), None
    folded = fold(text)
    if not 0 < len(folded) <= MAX_LENGTH:
        return None
    surface = _clean(folded)
    elapsed = _read_elapsed(surface)
    if elapsed is not None:
        return elapsed, None
    first = Moment()
    first.script = script
    at = _read_moment(surface, 0, first)
    if at == 0:
        return None
    separator = _pattern("separator").match(surface, at)
    if separator is None:
        return (first, None) if _pattern("tail").fullmatch(surface, at) else None
    second = Moment()
    second.script = script
    end = _read_moment(surface, separator.end(), second)
    end = _read_daily_hours(surface, end, first, second)
    if end == separator.end() or not _pattern("tail").fullmatch(surface, end):
        return None
    _inherit_period(first, second)
    _agree_on_order(first, second)
    return first, second


def _agree_on_order(first: Moment, second: Moment) -> None:
    """6/1-6/30: both ends have the order that one of them shows, else the likelier."""
    one, other = first.figures, second.figures
    if one is None or other is None:
        return
    telling = (second, other) if max(other) > 12 else (first, one)
    day_first = telling[0].readings[0][2] == telling[1][0]
    for moment, (a, b) in ((first, one), (second, other)):
        if max(a, b) <= 12:
            moment.readings = ((None, b, a) if day_first else (None, a, b),)


def _read_daily_hours(text: str, at: int, first: Moment, second: Moment) -> int:
    """3月1日至3月5日 9:00-17:00: the hours behind two dates are of both; weeks have them again and again: no time."""
    separator = _pattern("separator").match(text, at)
    if separator is None or first.clock is not None or second.clock is None or not (first.readings and second.readings):
        return at
    last = Moment()
    end = _read_clock(text, separator.end(), last, glued=False)
    if end == separator.end():
        return at
    first.clock, first.has_seconds, first.period = second.clock, second.has_seconds, second.period
    second.clock, second.has_seconds, second.period = last.clock, last.has_seconds, last.period
    return end


def _read_plain(m: re.Match[str]) -> Moment:
    """The forms most messages use, in one match: 3月5日14:03, 20日05:14, 2024-03-05 14:03:22."""
    moment = Moment()
    year, month = m[1] or m[4], m[2] or m[5]
    moment.readings = ((_year(year) if year else None, int(month) if month else None, int(m[3] or m[6])),)
    if m[7]:
        moment.clock = _second_of_day((int(m[7]), int(m[8] or m[10] or 0), int(m[9] or 0)), "")
        moment.has_seconds = m[9] is not None
    return moment


# --- cleaning -------------------------------------------------------------------------------------------------------

_SIMPLIFIED: Final = str.maketrans(
    "時點號週禮後兩個鐘內當間餘這國開為從將於",
    "时点号周礼后两个钟内当间余这国开为从将于",
)
_SIGNS: Final = (
    dict.fromkeys(map(ord, "—–‒−―─"), "-")
    | dict.fromkeys(map(ord, "()[]【】「」“”\"'、,;|"), " ")
    | {ord("〜"): "~", ord("∶"): ":"}
)


def _clean(text: str) -> str:
    text = lower(text).translate(_SIMPLIFIED)
    if not text.isascii():
        text = _pattern("russian").sub(lambda m: _RUSSIAN.get(m[0].rstrip("."), m[0]), text)
    text = _pattern("bracketed_weekday").sub(" ", text).translate(_SIGNS).rstrip("。. ")
    # 周五19:30: the numeral of a weekday must not run into the clock.
    text = _pattern("weekday_numeral").sub(lambda m: f"{m[1]}{'一二三四五六'.index(m[2]) + 1} ", text)
    text = chinese_to_ascii(" ".join(text.split()))
    for name, replacement in _CLEANERS:
        text = _pattern(name).sub(replacement, text)
    return text.strip()


_RUSSIAN: Final = {
    "января": "jan", "февраля": "feb", "марта": "mar", "апреля": "apr", "мая": "may", "июня": "jun", "июля": "jul",
    "августа": "aug", "сентября": "sep", "октября": "oct", "ноября": "nov", "декабря": "dec",
    "сегодня": "today", "завтра": "tomorrow", "вчера": "yesterday", "в": "at", "г": "", "до": "by", "с": "from",
}  # fmt: skip
_CLEANERS: Final = (
    ("han_space", r"\1"),  # spaces around Han characters mean nothing
    ("prefix", ""),
    ("english_weekday_note", ""),
    ("hour_pair", r"\1\3-\2\3"),  # 2-4点 -> 2点-4点, 5-8日 -> 5日-8日, 1-3月 -> 1月-3月
    ("english_days", r"\1\3-\2\3"),  # 8-10 aug 2024 -> 8 aug 2024-10 aug 2024
    ("first_third", r"\g<1>1日-\g<1>10日"),  # 6月上旬 and its kin
    ("second_third", r"\g<1>11日-\g<1>20日"),
    ("last_third", r"\g<1>21日-\1底"),
    ("year_end", r"\g<1>12月底"),
    ("week_end", r"\g<1>周6-\g<1>周7"),
)


# --- moments --------------------------------------------------------------------------------------------------------


def _read_moment(text: str, at: int, moment: Moment) -> int:
    """Reads date and clock in either order from `at`; returns where it stopped (`at` itself: nothing there)."""
    after_date = _read_date(text, at, moment)
    if after_date > at:
        if moment.weekday is None:
            after_date = _skip(text, after_date, "weekday_note")
        else:
            after_date = _read_dated_weekday(text, after_date, moment)
        joint = _skip(text, after_date, "joint")
        moment.is_iso = text[after_date:joint] == "t"
        end = _read_clock(text, joint, moment, glued=True)
        return end if end > joint else after_date
    after_clock = _read_clock(text, at, moment, glued=False)
    if after_clock > at:
        joint = _skip(text, after_clock, "on")
        end = _read_date(text, joint, moment) if joint > after_clock else joint
        return end if end > joint else after_clock
    return at


def _skip(text: str, at: int, name: str) -> int:
    m = _pattern(name).match(text, at)
    return m.end() if m else at


def _inherit_period(first: Moment, second: Moment) -> None:
    """下午2点-4点: the second clock time is of the afternoon too."""
    if not first.period or second.period or second.has_date or first.clock is None or second.clock is None:
        return
    is_later_half = first.clock >= 12 * HOUR
    if is_later_half and second.clock < first.clock and first.clock < second.clock + 12 * HOUR <= 24 * HOUR:
        second.clock += 12 * HOUR


# --- dates ----------------------------------------------------------------------------------------------------------


def _read_date(text: str, at: int, moment: Moment) -> int:
    for name, take in _DATE_FORMS:
        m = _pattern(name).match(text, at)
        if m is not None:
            take(m, moment)
            return m.end()
    return at


def _read_dated_weekday(text: str, at: int, moment: Moment) -> int:
    """周五(6月7日), sat, 8 jun: the date behind a day of the week says more."""
    start = _skip(text, at, "joint")
    for name, take in _DATE_FORMS:
        m = _pattern(name).match(text, start) if name in _DATED_WEEKDAY else None
        if m is not None and (name != "short" or m[2] != "."):
            if moment.week_shift is None:  # 本周五 is known without it
                moment.weekday = None
                take(m, moment)
            return m.end()
    return at


_DATED_WEEKDAY: Final = frozenset(("han", "month_day", "ymd", "mixed", "english_dmy", "english_mdy", "short"))


def _take_han(m: re.Match[str], moment: Moment) -> None:
    moment.readings = ((_year(m[2], is_minguo=bool(m[1])), int(m[3]), int(m[4])),)


def _take_han_month(m: re.Match[str], moment: Moment) -> None:
    moment.month_end = m[4] in ("底", "末")
    moment.readings = ((_year(m[2], is_minguo=bool(m[1])), int(m[3]), None),)


def _take_year_word(m: re.Match[str], moment: Moment) -> None:
    moment.year_shift = {"今": 0, "本": 0, "当": 0, "明": 1, "次": 1, "去": -1}[m[1]]
    moment.follows = m[1] == "次"
    moment.month_end = m[4] in ("底", "末")
    moment.readings = ((None, int(m[2]), int(m[3]) if m[3] else None),)


def _take_month_day(m: re.Match[str], moment: Moment) -> None:
    moment.readings = ((None, int(m[1]), int(m[2])),)


def _take_month(m: re.Match[str], moment: Moment) -> None:
    moment.month_end = m[2] in ("底", "末")
    moment.readings = ((None, int(m[1]), None),)


def _take_ymd(m: re.Match[str], moment: Moment) -> None:
    moment.readings = ((_year(m[1]), int(m[3]), int(m[4])),)


def _take_ym(m: re.Match[str], moment: Moment) -> None:
    moment.readings = ((int(m[1]), int(m[2]), None),)


def _take_compact(m: re.Match[str], moment: Moment) -> None:
    moment.readings = ((int(m[1]), int(m[2]), int(m[3])),)


def _take_mixed(m: re.Match[str], moment: Moment) -> None:
    """Three numbers without a clear order. Points and Cyrillic are day-first; else every order that exists is kept."""
    if m[8]:  # 26/3/1
        moment.readings = ((2000 + int(m[5]), int(m[7]), int(m[8])),)
        return
    a, b, c = int(m[1]), int(m[3]), int(m[4])
    if len(m[4]) == 4:
        year = _year(m[4])
        orders: list[Reading] = [(year, b, a), (year, a, b)]
    else:
        orders = [(2000 + c, b, a), (2000 + c, a, b), (2000 + a, b, c)]
        if moment.script in _MONTH_FIRST:
            orders = orders[2:] + orders[:2]
    if m[2] == "." or moment.script == "cyrl":
        orders = [o for o in orders if o[2] == a and b <= 12] or orders
    moment.readings = tuple(dict.fromkeys(o for o in orders if o[1] is not None and o[1] <= 12))


def _take_short(m: re.Match[str], moment: Moment) -> None:
    """Two numbers in the order of the script; in the other when only that exists, or where English leaves it open."""
    a, b = moment.figures = (int(m[1]), int(m[3]))
    if a > 12 or b > 12:
        moment.readings = ((None, a, b),) if a <= 12 else ((None, b, a),)
    elif moment.script in _MONTH_FIRST:
        moment.readings = ((None, a, b),)
    else:
        moment.readings = ((None, b, a), (None, a, b))[: 1 if moment.script == "cyrl" or m[2] == "." or a == b else 2]


def _take_month_and_day(m: re.Match[str], moment: Moment) -> None:
    moment.readings = ((None, int(m[1]), int(m[2])),)


def _take_day(m: re.Match[str], moment: Moment) -> None:
    moment.readings = ((None, None, int(m[1])),)


def _take_english_dmy(m: re.Match[str], moment: Moment) -> None:
    moment.readings = ((_year(m[3]) if m[3] else None, _MONTHS[m[2][:3]], int(m[1])),)


def _take_english_mdy(m: re.Match[str], moment: Moment) -> None:
    moment.readings = ((_year(m[3]) if m[3] else None, _MONTHS[m[1][:3]], int(m[2])),)


def _take_english_month(m: re.Match[str], moment: Moment) -> None:
    moment.readings = ((int(m[2]), _MONTHS[m[1][:3]], None),)


def _take_day_word(m: re.Match[str], moment: Moment) -> None:
    moment.day_shift = _DAY_WORDS[m[0]]
    moment.follows = m[0] in ("次日", "翌日", "隔日", "第2天")
    if m[0] == "tonight":
        moment.period = "晚"


def _take_month_word(m: re.Match[str], moment: Moment) -> None:
    moment.month_shift = _shift(m[1])
    moment.day = int(m[2]) if m[2] else None
    moment.month_end = m[3] in ("底", "末")


def _take_monthly(m: re.Match[str], moment: Moment) -> None:
    moment.monthly = int(m[1])


def _take_weekday(m: re.Match[str], moment: Moment) -> None:
    moment.week_shift = _shift(m[1]) if m[1] else None
    moment.weekday = _WEEKDAYS[m[2]]


def _take_english_weekday(m: re.Match[str], moment: Moment) -> None:
    moment.weekday = ("mon", "tue", "wed", "thu", "fri", "sat", "sun").index(m[2])
    moment.week_shift = 0 if m[1] else None


def _year(text: str, *, is_minguo: bool = False) -> int:
    """A year as written: 2024, 24 (of this century), 113 (of the Republic of China), 2567 (of the Buddha)."""
    year = int(text)
    if year >= FIRST_BUDDHIST_YEAR:
        return year - 543
    if is_minguo or len(text) == 3:
        return year + 1911
    return year + 2000 if len(text) == 2 else year


def _shift(word: str) -> int:
    """Months or weeks a word points ahead: 下 1, 下下 2, 上 -1, 本 0."""
    return word.count("下") + word.count("次") - word.count("上")


FIRST_BUDDHIST_YEAR: Final = 2443  # 1900
_MONTH_FIRST: Final = frozenset(("hans", "hant", "ja", "ko"))
_MONTHS: Final = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_WEEKDAYS: Final = {c: n for n, chars in enumerate(("1", "2", "3", "4", "5", "6", "7日天")) for c in chars}
_DAY_WORDS: Final = {
    "大后天": 3, "后天": 2, "后日": 2, "明天": 1, "明日": 1, "次日": 1, "翌日": 1, "隔日": 1, "第2天": 1, "明": 1,
    "今儿": 0, "明儿": 1, "昨儿": -1, "后儿": 2, "当": 0,
    "今天": 0, "今日": 0, "当日": 0, "当天": 0, "本日": 0, "即日": 0, "今": 0,
    "昨天": -1, "昨日": -1, "昨": -1, "前天": -2, "前日": -2, "大前天": -3,
    "tomorrow": 1, "today": 0, "tonight": 0, "yesterday": -1,
}  # fmt: skip

# In order: the first form that matches is taken, so longer ones stand first.
_DATE_FORMS: Final[tuple[tuple[str, Callable[[re.Match[str], Moment], None]], ...]] = (
    ("han", _take_han),
    ("han_month", _take_han_month),
    ("year_word", _take_year_word),
    ("month_day", _take_month_day),
    ("month", _take_month),
    ("ymd", _take_ymd),
    ("compact", _take_compact),
    ("mixed", _take_mixed),
    ("month_and_day", _take_month_and_day),
    ("ym", _take_ym),
    ("english_dmy", _take_english_dmy),
    ("english_month", _take_english_month),
    ("english_mdy", _take_english_mdy),
    ("short", _take_short),
    ("day", _take_day),
    ("monthly", _take_monthly),
    ("month_word", _take_month_word),
    ("weekday", _take_weekday),
    ("english_weekday", _take_english_weekday),
    ("day_word", _take_day_word),
)


# --- clock times ----------------------------------------------------------------------------------------------------

_MORNING: Final = ("凌晨", "清晨", "早上", "早晨", "早间", "上午", "早", "晨", "am")
_EVENING: Final = ("晚上", "晚间", "夜间", "夜里", "深夜", "半夜", "午夜", "晚", "夜")


def _read_clock(text: str, at: int, moment: Moment, *, glued: bool) -> int:
    """Reads a clock time (or a bare 上午) from `at`; `glued` allows 1151 right behind a date."""
    m = _pattern("period").match(text, at)
    period = m[1] if m else moment.period
    start = m.end() if m else at
    end, parts, has_seconds = _clock_parts(text, start, glued=glued)
    if parts is None:
        if m is not None and (moment.has_date or m[1] in _NAMED_HOURS):
            moment.period = period
            moment.clock = _NAMED_HOURS.get(period)
            return start
        return at
    half = _pattern("half").match(text, end)
    if half is not None:
        period, end = half[1] + "m", half.end()
    moment.period, moment.has_seconds = period, has_seconds
    moment.clock = _second_of_day(parts, period)
    return _read_offset(text, end, moment)


_NAMED_HOURS: Final = {"正午": 12 * HOUR, "noon": 12 * HOUR}
IMPOSSIBLE: Final = -1  # a clock time that does not exist, such as 25:00


def _clock_parts(text: str, at: int, *, glued: bool) -> tuple[int, tuple[int, int, int] | None, bool]:
    """(end, (hour, minute, second) or None, seconds were written)."""
    m = _pattern("colon").match(text, at)
    if m is not None:
        return m.end(), (int(m[1]), int(m[2]), int(m[3] or 0)), bool(m[3])
    m = _pattern("pointed").match(text, at)
    if m is not None:
        return m.end(), (int(m[1]), int(m[2]), 0), False
    m = _pattern("han_clock").match(text, at)
    if m is not None:
        minute = 30 if m[2] else int(m[3]) * 15 if m[3] else int(m[4] or 0)
        return m.end(), (int(m[1]), minute, int(m[5] or 0)), bool(m[5])
    m = _pattern("bare_half").match(text, at)
    if m is not None:
        return m.end(1), (int(m[1]), 0, 0), False
    m = _pattern("glued").match(text, at) if glued else None
    if m is not None:
        return m.end(), (int(m[1]), int(m[2]), int(m[3] or 0)), bool(m[3])
    return at, None, False


def _second_of_day(parts: tuple[int, int, int], period: str) -> int:
    hour, minute, second = parts
    if minute > 59 or second > 59 or hour > 24 or (hour == 24 and (minute or second)):
        return IMPOSSIBLE
    if period == "am":
        hour = IMPOSSIBLE if hour > 12 else hour % 12
    elif period == "pm":
        hour = hour if hour > 12 else hour % 12 + 12
    elif period == "凌晨":
        hour = hour % 12 if hour == 12 else hour
    elif period in ("中午", "午间", "午", "正午") and hour <= 3:
        hour += 12
    elif period in ("下午", "午后", "傍晚"):
        hour = hour + 12 if 1 <= hour < 12 else hour
    elif period in _EVENING:
        hour = _evening_hour(hour)
    if hour < 0 or (period in _MORNING and 12 < hour < 24):
        return IMPOSSIBLE
    return hour * HOUR + minute * MINUTE + second


def _evening_hour(hour: int) -> int:
    """晚上12点 and 晚上0点 end the day; 晚上1点 could be either night: impossible to tell."""
    if hour in (0, 12):
        return 24
    if hour < 5:
        return IMPOSSIBLE
    return hour + 12 if hour < 12 else hour


def _read_offset(text: str, at: int, moment: Moment) -> int:
    """A zone behind the clock: Z or +08:00 after an ISO `T`, GMT+8 or UTC anywhere."""
    m = _pattern("iso_offset" if moment.is_iso else "named_offset").match(text, at)
    if m is None:
        return at
    minutes = int(m[2] or 0) * 60 + int(m[3] or 0)
    moment.offset = -minutes if m[1] == "-" else minutes
    return m.end()


# --- elapsed time ---------------------------------------------------------------------------------------------------


def _read_elapsed(text: str) -> Moment | None:
    """2小时后, 30分钟内, 3天前, in 2 hours."""
    m = _pattern("elapsed").fullmatch(text)
    if m is None:
        return None
    length, ago = m[1] or m[3], bool(m[2]) and "前" in m[2]
    seconds = duration.seconds(length)
    # 5日前 is "before the 5th" and 12时后 "after 12 o'clock": dates and clock times, not lengths.
    if seconds is None or (ago and length.endswith("日")) or (length.endswith("时") and not length.endswith("小时")):
        return None
    moment = Moment()
    moment.elapsed = -seconds if ago else seconds
    moment.whole_days = seconds % DAY == 0 and not any(unit in length for unit in ("时", "分", "秒", "h", "m"))
    return moment


# --- patterns -------------------------------------------------------------------------------------------------------

_W: Final = "(?:mon|tue|wed|thu|fri|sat|sun)"
_M: Final = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:[a-z]{0,6})\.?"
_Y2: Final = r"[0-9]{2}(?![0-9:])(?! ?[ap]\.?m)"
_PERIODS: Final = (
    "早班|中班|晚班|夜班|凌晨|清晨|早上|早晨|早间|上午|中午|正午|午间|下午|午后|傍晚|晚上|晚间|夜间|夜里"
    "|深夜|半夜|午夜|晚|早|晨|午|夜|noon"
)
_SOURCES: Final = {
    "plain": r"(?:(?:(?:([0-9]{4}|[0-9]{2})年)?([0-9]{1,2})月)?([0-9]{1,2})日"
    r"|([0-9]{4})-([0-9]{2})-([0-9]{2})(?= |$)) ?"
    r"(?:([0-9]{1,2})(?::([0-9]{2})(?::([0-9]{2}))?|[时点](?:([0-9]{1,2})分)?))?",
    "han_space": r" ?([\u4e00-\u9fff]) ?",
    "weekday_numeral": r"(周|星期|礼拜)([一二三四五六])",
    "bracketed_weekday": r"[(（](?:[上下本这]?(?:周|星期|礼拜))?[一二三四五六日天][)）]",  # 5月2日(四)
    "english_weekday_note": rf"^{_W}[a-z]{{0,6}} (?=[0-9]{{1,2}}(?:st|nd|rd|th)?[ -]{_M}|{_M})",
    "prefix": r"^(?:(?:截至|截止到|截止|北京时间|自|从|于|在|至|到|即将"
    r"|on |at |by |before |from |until |till |since )(?=.))+",
    "russian": "[а-я]+\\.?",
    "english_days": rf"^([0-9]{{1,2}})-([0-9]{{1,2}})((?:st|nd|rd|th)?[ -]?{_M}(?: ?[0-9]{{4}})?)$",
    "first_third": "((?<![0-9])[0-9]{1,2}月)上旬",
    "second_third": "((?<![0-9])[0-9]{1,2}月)中旬",
    "last_third": "((?<![0-9])[0-9]{1,2}月)下旬",
    "year_end": "((?:[0-9]{4}|[今本明去])年)[底末]",
    "week_end": "^((?:[上下本这]个?)?)周末$",
    "hour_pair": r"(?<![0-9:/.-])([0-9]{1,2}) ?[-~至到] ?([0-9]{1,2})(日|号|点|时|月)",
    "separator": r" ?(?:起|开始)?(?:至|到|-+|~+|to(?![a-z])|until|till) ?",
    "tail": r" ?(?:之前|以前|前|止|起|左右|许|生效|截止|期间|hrs?|hours|ist|hkt|cst|的?账单|账期)?[. ]*",
    "weekday_note": r" ?(?:(?:周|星期|礼拜)[1-7日天]|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6})(?![0-9])",
    "joint": r"t(?=[0-9])|-(?=[0-9]{1,2}:)| ?(?:at )| |的",
    "on": r" (?:on )?|(?=[0-9])|于",
    "han": r"(民国)?([0-9]{4}|[0-9]{2,3})年([0-9]{1,2})月([0-9]{1,2})(?:日|号)?",
    "han_month": r"(民国)?([0-9]{4}|[0-9]{2,3})年([0-9]{1,2})月(份|底|末|)",
    "year_word": r"(今|本|当|明|次|去)年([0-9]{1,2})月(?:([0-9]{1,2})(?:日|号)?)?(份|底|末|)",
    "month_day": r"([0-9]{1,2})月([0-9]{1,2})(?:日|号)?",
    "month": r"([0-9]{1,2})月(份|底|末|)",
    "ymd": r"([0-9]{4}|1[0-9]{2})([-/.])([0-9]{1,2})\2([0-9]{1,2})日?",
    "compact": r"((?:19|20|21)[0-9]{2})([0-9]{2})([0-9]{2})(?=$|[^0-9]|[0-9]{4}(?:[0-9]{2})?(?![0-9]))",
    "mixed": r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{2}(?=[0-9]{2}:[0-9]{2})|[0-9]{4}|[0-9]{2}(?![0-9]))"
    r"|([0-9]{2})([-/.])([0-9]{1,2})\6([0-9])(?![0-9])",
    "month_and_day": r"(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])(?=$| [0-9]{1,2}:)",  # 0518, 0412 16:30
    "ym": r"([0-9]{4})[-/.]([0-9]{1,2})(?![0-9])",
    "english_dmy": rf"([0-9]{{1,2}})(?:st|nd|rd|th)?[ /-]?(?:of )?{_M}(?:[ /-]?([0-9]{{4}}|{_Y2}))?",
    "english_month": rf"{_M}[ -]([0-9]{{4}})(?![0-9])",
    "english_mdy": rf"{_M}[ -]?([0-9]{{1,2}})(?:st|nd|rd|th)?(?![0-9:])(?:[ -]([0-9]{{4}}|{_Y2}))?",
    "short": r"([0-9]{1,2})([-/.])([0-9]{1,2})(?![0-9点时:]| ?[ap]\.?m(?! ?[0-9]))",
    "day": r"([0-9]{1,2})(?:日|号)",
    "monthly": r"每个?月([0-9]{1,2})(?:日|号)",
    "month_word": r"(本|这个?|当|下下个?|下个?|次|上上个?|上个?)月(?:([0-9]{1,2})(?:日|号)?)?(份|底|末|)",
    "weekday": r"(上上个?|上个?|本|这个?|下下个?|下个?)?(?:周|星期|礼拜)([1-7日天])(?![0-9])",
    "english_weekday": r"(this )?(mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}(?![a-z])",
    "day_word": r"大后天|后天|后日|明天|明日|次日|翌日|隔日|第2天|今天|今日|当日|当天|本日|即日"
    r"|昨天|昨日|大前天|前天|前日|tomorrow|today|tonight|yesterday|[今明昨后]儿|[今明昨](?=[早晚晨夜午])|当(?=晚)",
    "period": rf"({_PERIODS}|[ap]m(?= ?[0-9])) ?",
    "half": r" ?([ap])\.?m\b\.?",
    "bare_half": r"([0-9]{1,2})(?= ?[ap]\.?m\b)",
    "colon": r"([0-9]{1,2}) ?: ?([0-9]{2})(?: ?: ?([0-9]{2})(?:\.[0-9]+)?)?[分秒整]?",
    "pointed": r"([0-9]{1,2})\.([0-9]{2})(?= ?[ap]\.?m)",
    "han_clock": r"([0-9]{1,2})[点时](?:钟|整|正)?(?:(半)|([1-3])刻|([0-9]{1,2})分?钟?(?:([0-9]{1,2})秒)?(?![0-9]))?",
    "glued": r"([0-9]{2})([0-9]{2})([0-9]{2})?(?![0-9])",
    "iso_offset": r" ?(?:z|([+-])([0-9]{2}):?([0-9]{2})?)",
    "named_offset": r" ?(?:utc|gmt) ?(?:([+-]) ?([0-9]{1,2}):?([0-9]{2})?)?",
    "elapsed": r"(.+?)(以内|之内|内|之后|以后|后|之前|以前|前)|(?:within|in) (.+)",
}

_patterns: dict[str, re.Pattern[str]] = {}


def _pattern(name: str) -> re.Pattern[str]:
    if name not in _patterns:
        import re

        _patterns[name] = re.compile(_SOURCES[name])
    return _patterns[name]
