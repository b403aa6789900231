"""What the resolvers know, as data: words and what they mean, and the patterns of what is read.

Read when the extension is built (see table_writer.py), never at run time. Tables map a word to a number; patterns are
written as Python writes them, in the subset that pattern_compiler.py names.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final


def _units(groups: Iterable[tuple[int, str]]) -> dict[str, int]:
    return {unit: number for number, units in groups for unit in units}


def _pairs(written: str, meant: str) -> dict[str, int]:
    """A table that maps one unit to another."""
    return {unit: ord(other) for unit, other in zip(written, meant, strict=True)}


def _longest_first(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


# ---- numerals

NUMERALS: Final = _units(
    enumerate(("〇零○", "一壹弌幺", "二贰貳弍两兩", "三叁參叄叄弎", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖"))
)
SMALL_UNITS: Final = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
BIG_UNITS: Final = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
TENS: Final = {"廿": 20, "卅": 30}
_ALL_NUMERALS: Final = "".join((*NUMERALS, *SMALL_UNITS, *BIG_UNITS, *TENS))

# ---- the writing of a message

# Characters of service messages that exist in one writing only; one that has none of either counts as Simplified.
TRADITIONAL: Final = frozenset(
    "為們個來後從時會說對發學國過這還請閣貴戶號單額銀帳驗證碼點擊閱繳費賬轉幣圓紅險條訊簡電話網線車機場"
    "間門開關問題預約診療醫藥訂購買賣貨達遞運費優惠積獎禮務於當與將準備進達業務處"
)
SIMPLIFIED: Final = (
    frozenset(
        "为们个来后从时会说对发学国过这还请阁贵户号单额银账验证码点击阅缴费转币圆红险条讯简电话网线车机场"
        "间门开关问题预约诊疗医药订购买卖货达递运优惠积奖礼务当与将准备进业处"
    )
    - TRADITIONAL
    - frozenset("后准")
)

# ---- currencies

# Codes that stand for themselves.
_ISO_4217: Final = (
    "AED AFN ALL AMD ANG AOA ARS AUD AZN BAM BBD BDT BGN BHD BIF BND BOB BRL BWP BYN CAD CDF CHF CLP CNY COP CRC"
    " CUP CZK DKK DOP DZD EGP ETB EUR FJD GBP GEL GHS GMD GNF GTQ HKD HNL HUF IDR ILS INR IQD IRR ISK JMD JOD JPY"
    " KES KGS KHR KRW KWD KZT LAK LBP LKR LSL LYD MAD MDL MGA MKD MMK MNT MOP MUR MVR MWK MXN MYR MZN NAD NGN NIO"
    " NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SCR SDG SEK SGD SLE SOS SYP SZL THB TJS"
    " TMT TND TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND XAF XOF YER ZAR ZMW"
)
ISO: Final = frozenset(_ISO_4217.split())
CURRENCY_WORDS: Final = {
    "CNY": "人民币 人民幣 rmb 人民币元 元人民币 人民幣元 cn¥ rmb¥ ¥rmb cnh 元整 块 块钱 人民币现钞",
    "USD": "美元 美金 us$ usd$ u.s.$ 美圆 美圓 usdollar usdollars долл долл. долларов",
    "HKD": "港币 港幣 港元 港圆 港圓 hk$ hkd$ 港纸",
    "TWD": "新台币 新臺幣 新台幣 台币 台幣 臺幣 nt$ ntd nt 新台币元 新臺幣元 新台幣元 twd$",
    "MOP": "澳门元 澳門元 澳门币 澳門幣 葡币 葡幣 mop$ pataca patacas",
    "EUR": "欧元 歐元 € euro euros евро",
    "GBP": "英镑 英鎊 £ sterling poundsterling",
    "JPY": "日元 日币 日幣 日圆 日圓 円 yen jp¥",
    "KRW": "韩元 韓元 韩币 韓幣 韩圆 韓圜 ₩ 원 won",
    "SGD": "新加坡元 新币 新幣 坡币 新元 s$ sg$",
    "AUD": "澳元 澳币 澳幣 a$ au$",
    "CAD": "加元 加币 加幣 加拿大元 c$ ca$",
    "NZD": "新西兰元 紐西蘭元 纽币 紐幣 nz$",
    "CHF": "瑞士法郎 瑞郎 fr.",
    "THB": "泰铢 泰銖 ฿ บาท baht",
    "MYR": "马币 馬幣 令吉 林吉特 马来西亚林吉特 rm",
    "IDR": "印尼盾 印尼卢比 rp rp.",
    "VND": "越南盾 ₫ đ vnđ dong",
    "PHP": "菲律宾比索 ₱ php.",
    "INR": "卢比 盧比 印度卢比 ₹ re re. rs rs. inr. rupee rupees",
    "PKR": "巴基斯坦卢比 pkr.",
    "NPR": "nrs nrs. npr.",
    "BDT": "৳ tk tk.",
    "LKR": "lkr.",
    "RUB": "卢布 盧布 руб руб. ₽ р р. r. rur rur. rub. рубль рубля рублей",
    "KZT": "坚戈 ₸ т тг тг. тенге",
    "UAH": "₴ грн грн. гривен",
    "BYN": "byr",
    "UZS": "сум",
    "KGS": "сом",
    "TRY": "里拉 土耳其里拉 ₺ tl",
    "AED": "迪拉姆 阿联酋迪拉姆 درهمإماراتي dh dhs dhs. aed. د.إ",
    "SAR": "沙特里亚尔 sr sr. sar. ر.س ريالسعودي ريالسعودى",
    "EGP": "埃及镑 le e£ egp. ج.م جنيهمصري",
    "IRR": "ریال",
    "KWD": "kd د.ك",
    "BHD": "د.ب",
    "QAR": "ر.ق",
    "OMR": "ر.ع",
    "JOD": "د.أ",
    "MAD": "د.م",
    "ILS": "₪ nis",
    "KES": "ksh ksh. kshs kshs. kes.",
    "TZS": "tsh tsh. tshs tshs. tzs.",
    "UGX": "ush ush. ushs ugx.",
    "NGN": "₦ n ngn. naira",
    "GHS": "gh₵ ghc ₵ ghs. cedi cedis gh¢",
    "ETB": "birr br br. etb.",
    "MZN": "mt mzn. mts metical meticais",
    "ZAR": "r zar.",
    "ZMW": "zmw. k zmk",
    "BRL": "r$",
    "MXN": "mx$ mex$",
    "PLN": "zł",
    "CZK": "kč",
    "HUF": "ft",
    "MNT": "₮ 图格里克",
    "XAF": "fcfa",
    "RWF": "frw",
    "AOA": "kz",
    "DOP": "rd$",
    "CRC": "₡",
}
# What several currencies share.
AMBIGUOUS: Final = (
    "$ 元 ¥ 圆 圓 dollar dollars kr 比索 ريال 里亚尔 当地币 當地幣 外币 外幣 原币 本币 本位币 币 点 pounds pound"
    " درهم دينار جنيه تومان cfa lei"
)
# Currencies whose writers put a point between thousands and rarely write a fraction.
POINT_GROUPS: Final = ("IDR", "VND", "CLP", "COP", "PYG", "ARS", "BRL", "UYU", "EUR", "TRY", "DKK", "RSD")

# ---- sums of money

# Power of ten of each multiplier. Latin ones are lower-case.
MULTIPLIERS: Final = {
    "万亿": 12, "萬億": 12, "千亿": 11, "百亿": 10, "亿": 8, "億": 8, "千万": 7, "千萬": 7, "百万": 6, "百萬": 6,
    "十万": 5, "万": 4, "萬": 4, "w": 4, "千": 3, "仟": 3, "百": 2, "佰": 2, "十": 1, "拾": 1,
    "thousand": 3, "k": 3, "million": 6, "mio": 6, "mn": 6, "m": 6, "billion": 9, "bn": 9, "b": 9,
    "lakhs": 5, "lakh": 5, "lacs": 5, "lac": 5, "crores": 7, "crore": 7, "cr": 7,
}  # fmt: skip
# The signs of other minus, point and group separators.
MONEY_SIGNS: Final = _pairs("−–—‐‑。٫٬’‘`´", "-----..,''''")

# ---- codes, contacts, travel

DASHES: Final = _pairs("‐‑‒–—―─−﹣", "-" * 9)
CODE_SEPARATORS: Final = "-_.·•,:/'\"“”‘’「」『』【】[]()<>《》*。、"
CODE_NUMERALS: Final = {**NUMERALS, **{str(digit): digit for digit in range(10)}, "参": 3}
PHONE_SEPARATORS: Final = "-()（）./·‐‑–—−\u00a0"
EXTENSIONS: Final = ("转", "轉", "分机", "分機", "ext.", "ext", "x", ",")  # in the order they are looked for
NEVER_OPENED: Final = ("javascript", "data", "file", "vbscript", "about", "blob")
URL_TRAILING: Final = ".,;:!?'\")]}>、，。；：！？）】》」』”’"
TRAVEL_SIMPLIFIED: Final = _pairs("車號鋪廂無臥軟座層間", "车号铺厢无卧软座层间")

# ---- data volumes and durations

# Powers of 1024. 兆 is the everyday word for a megabyte.
DATA_POWERS: Final = {
    "字节": 0, "byte": 0, "bytes": 0, "b": 0,
    "kib": 1, "kb": 1, "k": 1, "千字节": 1,
    "mib": 2, "mb": 2, "m": 2, "兆字节": 2, "兆b": 2, "兆": 2,
    "gib": 3, "gb": 3, "g": 3, "吉字节": 3, "吉": 3,
    "tib": 4, "tb": 4, "t": 4,
}  # fmt: skip
DATA_SIMPLIFIED: Final = _pairs("個節", "个节")
SECONDS: Final = {
    "秒钟": 1, "秒": 1, "seconds": 1, "second": 1, "secs": 1, "sec": 1, "s": 1,
    "分钟": 60, "分": 60, "minutes": 60, "minute": 60, "mins": 60, "min": 60, "m": 60,
    "刻钟": 900, "刻": 900,
    "小时": 3600, "钟头": 3600, "时": 3600, "hours": 3600, "hour": 3600, "hrs": 3600, "hr": 3600, "h": 3600,
    "天": 86400, "日": 86400, "days": 86400, "day": 86400, "d": 86400,
    "星期": 604800, "礼拜": 604800, "周": 604800, "weeks": 604800, "week": 604800, "wks": 604800, "wk": 604800,
    "w": 604800,
}  # fmt: skip
DURATION_SIMPLIFIED: Final = _pairs("鐘鍾時個點週禮內兩間", "钟钟时个点周礼内两间")

# ---- times

TIME_SIMPLIFIED: Final = _pairs("時點號週禮後兩個鐘內當間餘這國開為從將於", "时点号周礼后两个钟内当间余这国开为从将于")
TIME_SIGNS: Final = _pairs("—–‒−―─", "-" * 6) | _pairs("()[]【】「」“”\"'、,;|", " " * 16) | _pairs("〜∶", "~:")
MONTHS: Final = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
WEEKDAYS: Final = _units(enumerate(("1", "2", "3", "4", "5", "6", "7日天"))) | {
    name: number for number, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
}
RUSSIAN: Final = {
    "января": "jan", "февраля": "feb", "марта": "mar", "апреля": "apr", "мая": "may", "июня": "jun", "июля": "jul",
    "августа": "aug", "сентября": "sep", "октября": "oct", "ноября": "nov", "декабря": "dec",
    "сегодня": "today", "завтра": "tomorrow", "вчера": "yesterday", "в": "at", "г": "", "до": "by", "с": "from",
}  # fmt: skip
YEAR_SHIFTS: Final = {"今": 0, "本": 0, "当": 0, "明": 1, "次": 1, "去": -1}
# Days from the day of receipt; those of FOLLOWING count from the start of a range they end.
DAY_WORDS: Final = {
    "大后天": 3, "后天": 2, "后日": 2, "明天": 1, "明日": 1, "次日": 1, "翌日": 1, "隔日": 1, "第2天": 1, "明": 1,
    "今儿": 0, "明儿": 1, "昨儿": -1, "后儿": 2, "当": 0,
    "今天": 0, "今日": 0, "当日": 0, "当天": 0, "本日": 0, "即日": 0, "今": 0,
    "昨天": -1, "昨日": -1, "昨": -1, "前天": -2, "前日": -2, "大前天": -3,
    "tomorrow": 1, "today": 0, "tonight": 0, "yesterday": -1,
}  # fmt: skip
FOLLOWING: Final = ("次日", "翌日", "隔日", "第2天")
# The part of the day each word says, numbered as PERIOD_* in temporal_reader.pxi.
PERIODS: Final = {
    "am": 1, "pm": 2, "凌晨": 3,
    "清晨": 4, "早上": 4, "早晨": 4, "早间": 4, "上午": 4, "早": 4, "晨": 4,
    "中午": 5, "午间": 5, "午": 5, "正午": 6, "noon": 7,
    "下午": 8, "午后": 8, "傍晚": 8,
    "晚上": 9, "晚间": 9, "夜间": 9, "夜里": 9, "深夜": 9, "半夜": 9, "午夜": 9, "晚": 9, "夜": 9,
    "早班": 10, "中班": 10, "晚班": 10, "夜班": 10,
}  # fmt: skip

# ---- patterns

_W: Final = "(?:mon|tue|wed|thu|fri|sat|sun)"
_M: Final = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:[a-z]{0,6})\.?"
_Y2: Final = r"[0-9]{2}(?![0-9:])(?! ?[ap]\.?m)"
_PERIODS: Final = (
    "早班|中班|晚班|夜班|凌晨|清晨|早上|早晨|早间|上午|中午|正午|午间|下午|午后|傍晚|晚上|晚间|夜间|夜里"
    "|深夜|半夜|午夜|晚|早|晨|午|夜|noon"
)
PATTERNS: Final = {
    "yuan": r"(.+?)[元块圆圓](?:(.)[角毛])?零?(?:(.)分)?(?:(?<=[块元])(.))?",
    "roubles": r"([0-9][0-9 ,']*?) ?(?:руб|р)\.? ?([0-9]{1,2}) ?(?:коп|к)\.?",
    "data_term": rf"([0-9][0-9.,]*|[{_ALL_NUMERALS}]+)个?({_longest_first(DATA_POWERS)})(?![a-z])",
    "duration_trim": r"(?:约|within|for|in)?(.+?)(?:以内|之内|内有效|内|有效|左右)?",
    "duration_term": rf"([0-9]+(?:\.[0-9]+)?|[{''.join(NUMERALS)}{''.join(SMALL_UNITS)}]+|半)个?(半)?"
    rf"({_longest_first(SECONDS)})(半)?(?:and)?",
    # A carrier's two characters (one may be a digit), 1 to 4 digits, an operational suffix; shared flights by /.
    "flight": r"(?:[A-Z][A-Z0-9]|[0-9][A-Z])[0-9]{1,4}[A-Z]?(?:/(?:[A-Z0-9]{2})?[0-9]{1,4})*",
    # A train that changes its number on the way has both: K1234/1.
    "train": r"[A-Z]?[0-9]{1,4}(?:/[A-Z]?[0-9]{1,4})*",
    "plain": r"(?:(?:(?:([0-9]{4}|[0-9]{2})年)?([0-9]{1,2})月)?([0-9]{1,2})日"
    r"|([0-9]{4})([-/])([0-9]{2})\5([0-9]{2})(?= |$)) ?"
    r"(?:([0-9]{1,2})(?::([0-9]{2})(?::([0-9]{2}))?|[时点](?:([0-9]{1,2})分(?:([0-9]{1,2})秒)?)?))?",
    "weekday_numeral": r"(周|星期|礼拜)([一二三四五六])",
    "bracketed_weekday": r"[(（](?:[上下本这]?(?:周|星期|礼拜))?[一二三四五六日天][)）]",  # 5月2日(四)
    # What cleans a time, in order: `prefix` to `week_end`; REPLACEMENTS says with what.
    "prefix": r"^(?:(?:截至|截止到|截止|北京时间|自|从|于|在|至|到|即将"
    r"|on |at |by |before |from |until |till |since )(?=.))+",
    "english_weekday_note": rf"^{_W}[a-z]{{0,6}} (?=[0-9]{{1,2}}(?:st|nd|rd|th)?[ -]{_M}|{_M})",
    "hour_pair": r"(?<![0-9:/.-])([0-9]{1,2}) ?[-~至到] ?([0-9]{1,2})(日|号|点|时|月)",
    "english_days": rf"^([0-9]{{1,2}})-([0-9]{{1,2}})((?:st|nd|rd|th)?[ -]?{_M}(?: ?[0-9]{{4}})?)$",
    "first_third": "((?<![0-9])[0-9]{1,2}月)上旬",
    "second_third": "((?<![0-9])[0-9]{1,2}月)中旬",
    "last_third": "((?<![0-9])[0-9]{1,2}月)下旬",
    "year_end": "((?:[0-9]{4}|[今本明去])年)[底末]",
    "week_end": "^((?:[上下本这]个?)?)周末$",
    "separator": r" ?(?:起|开始)?(?:至|到|-+|~+|to(?![a-z])|until|till) ?",
    "tail": r" ?(?:之前|以前|前|止|起|左右|许|生效|截止|期间|hrs?|hours|ist|hkt|cst|的?账单|账期)?[. ]*",
    "weekday_note": r" ?(?:(?:周|星期|礼拜)[1-7日天]|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6})(?![0-9])",
    "joint": r"t(?=[0-9])|-(?=[0-9]{1,2}:)| ?(?:at )| |的",
    "on": r" (?:on )?|(?=[0-9])|于",
    # The forms of a date, `han` to `day_word`: the first that matches is taken, so longer ones stand first.
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
# What replaces the match of a pattern while a time is cleaned, in order; \\1 is a group.
REPLACEMENTS: Final = {
    "bracketed_weekday": " ",
    "prefix": "",
    "english_weekday_note": "",
    "hour_pair": r"\1\3-\2\3",  # 2-4点 -> 2点-4点, 5-8日 -> 5日-8日, 1-3月 -> 1月-3月
    "english_days": r"\1\3-\2\3",  # 8-10 aug 2024 -> 8 aug 2024-10 aug 2024
    "first_third": r"\g<1>1日-\g<1>10日",  # 6月上旬 and its kin
    "second_third": r"\g<1>11日-\g<1>20日",
    "last_third": r"\g<1>21日-\1底",
    "year_end": r"\g<1>12月底",
    "week_end": r"\g<1>周6-\g<1>周7",
}
