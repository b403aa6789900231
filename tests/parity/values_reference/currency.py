"""Currency words -> ISO 4217.

A sign that several currencies share is no answer: `$` alone, 元 in a Traditional message (HKD or TWD?) and 当地币 give
None.
`¥` is JPY in a Japanese message, None in a Traditional one (both are quoted there), else CNY.
"""

from __future__ import annotations

from .numerals import fold, lower

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

# Codes that stand for themselves.
_ISO_4217: Final = (
    "AED AFN ALL AMD ANG AOA ARS AUD AZN BAM BBD BDT BGN BHD BIF BND BOB BRL BWP BYN CAD CDF CHF CLP CNY COP CRC"
    " CUP CZK DKK DOP DZD EGP ETB EUR FJD GBP GEL GHS GMD GNF GTQ HKD HNL HUF IDR ILS INR IQD IRR ISK JMD JOD JPY"
    " KES KGS KHR KRW KWD KZT LAK LBP LKR LSL LYD MAD MDL MGA MKD MMK MNT MOP MUR MVR MWK MXN MYR MZN NAD NGN NIO"
    " NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SCR SDG SEK SGD SLE SOS SYP SZL THB TJS"
    " TMT TND TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND XAF XOF YER ZAR ZMW"
)
ISO: Final = frozenset(_ISO_4217.split())

_WORDS: Final = {
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
_AMBIGUOUS: Final = (
    "$ 元 ¥ 圆 圓 dollar dollars kr 比索 ريال 里亚尔 当地币 當地幣 外币 外幣 原币 本币 本位币 币 点 pounds pound"
    " درهم دينار جنيه تومان cfa lei"
)
MAX_WORD: Final = 12

_table: dict[str, str | None] = {}


def currency_table() -> dict[str, str | None]:
    """Every known currency word, folded and lower-case, with its code (None: ambiguous). Built on first use."""
    if not _table:
        words: dict[str, str | None] = {code.lower(): code for code in ISO}
        for code, line in _WORDS.items():
            words.update(dict.fromkeys((fold(w).lower() for w in line.split()), code))
        words.update(dict.fromkeys((fold(w).lower() for w in _AMBIGUOUS.split()), None))
        _table.update(words)
    return _table


def currency_code(word: str | None, script: str) -> str | None:
    """The ISO 4217 code a currency word means in a message of that script, or None if unknown or ambiguous."""
    if not word or len(word) > 4 * MAX_WORD:
        return None
    if word in ("元", "人民币"):
        return "CNY" if script == "hans" or word != "元" else None
    word = "".join(lower(fold(word)).split()).strip(":()")
    if word in ("元", "圆"):
        return "CNY" if script == "hans" else None
    if word == "¥":
        return "JPY" if script == "ja" else None if script == "hant" else "CNY"
    return currency_table().get(word)
