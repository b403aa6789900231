"""The slot types of the rule language, each as the expression it is equivalent to on folded text.

The finders in ``smsparse/matching/finders.pxi`` are the same definitions by hand; tests compare the two on generated
text. The order of `SLOT_TYPES` is the number a compiled program uses. ``<v>`` marks the part that becomes the field;
``<currency>`` and the like stand for a lexicon.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

HAN = "[\u3400-\u9fff\uf900-\ufaff]"
#: Ends a phrase: punctuation, brackets, white space.
STOP = r"[,、。;:!?()\[\]{}【】\"'<>|~ \n]"

_TO = "[-~至到]"
_NUMERAL = "[零一二三四五六七八九十两]"
_M = "(?:1[0-2]|0?[1-9])"  # the number of a month, of a day
_D = "(?:[12][0-9]|3[01]|0?[1-9])"
_MM = "(?:0[1-9]|1[0-2])"  # the same with two digits
_DD = "(?:0[1-9]|[12][0-9]|3[01])"
_HHMM = "[0-9]{1,2}:[0-9]{2}"
_WEEK = r"(?:周|星期|礼拜)[一二三四五六日天](?![次期])"
#: 5日, 5-8日 behind a month; alone it is a length of time where such a word stands beside it, or 号 names a thing.
_DAYS = rf"[0-9]{{1,2}}(?:{_TO}[0-9]{{1,2}})?+[日号]"
_LONE_DAY = (
    rf"(?<![近每满共续第路街巷弄+])(?<![0-9][-~])[0-9]{{1,2}}(?:{_TO}[0-9]{{1,2}})?+(?:日(?![内后游均卡包免]|[之以]内|有效|无理|套餐|体验|试用)"
    "|号(?![楼线窗门柜厅馆桌座车库口店院诊机铺仓台站位房室码屏球登停泊令文公电段道路层区员选客会]))"
)
_OF_MONTH = f"(?:{_DAYS}|[份底末初]|[上中下]旬)"
_MONTH = rf"(?:{_M}{_TO}{_M}|[0-9]{{1,2}})月{_OF_MONTH}?+"
_YEAR = f"(?:[0-9]{{2,4}}|[今明去次本])年(?:{_MONTH}|[底末])"
_THREE = (
    rf"(?:(?:1[0-9]{{2}}|(?:1[34]|19|20|25)[0-9]{{2}})([-/.]){_M}\g"
    rf"(?:{_D}(?![0-9])日?+|{_DD}(?=[0-9]{{2}}:[0-9]{{2}}))"
    r"|(?=[0-9]{1,2}([-/.])[0-9]{1,2}\g[0-9])(?![0-9]{1,2}\.[0-9]\.)"
    r"(?![0-9]{1,2}-[0-9]{1,2}-[0-9]{1,2}(?![0-9])(?<![0-9]{2}-[0-9]{2}-[0-9]{2}))"
    rf"(?:(?:{_M}[-/.]{_D}|{_D}[-/.]{_M})[-/.](?:(?:19|20|25)[0-9]{{2}}(?![0-9])|[0-9]{{2}}(?![0-9])"
    rf"|[0-9]{{2}}(?=[0-9]{{2}}:[0-9]{{2}}))|[0-9]{{2}}[-/.]{_M}[-/.]{_D}(?![0-9]))(?!\.[0-9]))"
)
#: Behind two numbers: what is counted by them, so that they are no date.
_COUNTED = (
    "(?![天个分秒次元人年月岁折万栋楼室期倍件张位名瓶袋米条份辆户步级集课节层章页时点度码环科寸斤克%a-su-z]|小时|公[里斤]|工作"
    "|周(?![一二三四五六日天]))"
)
_PART_MARK = r"(?!(?<![^(\[【】])(?:1/[1-5]|2/[2-5]|3/[3-5]|4/[45]|5/5)[)\]】])"
_SLASHED = rf"(?!24/7){_PART_MARK}(?:{_M}/{_D}|{_D}/{_M})(?![/0-9]|-(?![0-9]{{1,2}}[/:])){_COUNTED}日?+"
_TWO = (
    rf"(?:{_SLASHED}"
    rf"|(?:{_M}-{_D}|{_D}-{_M})(?![-/0-9])(?:(?= ?{_HHMM})|(?<=-[0-9]{{2}}){_COUNTED}(?!日))"
    rf"|(?:{_D}\.{_MM}|{_M}\.{_DD})(?= {_HHMM}))"
)
_ENGLISH = (
    r"(?:[0-9]{1,2}(?:-[0-9]{1,2})?+(?:st|nd|rd|th)?+[- /]?+<month_name>(?:[- ,/]?+(?:[0-9]{4}|[0-9]{2})(?![0-9:]))?+"
    r"|<month_name>\.?+ ?+[0-9]{1,2}(?:-[0-9]{1,2})?+(?![0-9:])(?:st|nd|rd|th)?+(?:,? ?[0-9]{4}(?![0-9]))?+)"
)
_ENGLISH_WEEK = (
    r"(?:(?<![a-z])(?:this|next|last) )?+<weekday_name>"
    rf"(?:[.,]?+ ?+(?:{_ENGLISH}|{_THREE}|{_SLASHED})|(?<=day)|(?=,? ?[0-9]{{1,2}}(?::[0-9]{{2}}| ?[ap]m)))"
)
_BRACKETED_DATE = r"\((?:[0-9]{1,2}月[0-9]{1,2}[日号]|[0-9]{1,2}[-/.][0-9]{1,2})\)"
_WEEK_DAY = rf"(?:(?:[上下]{{1,2}}|[本这每])个?|(?<![一二两三四几])){_WEEK}"
#: A word for a day, which tells a time only together with a clock time.
_BARE_DAY = rf"(?:<relative_day>|{_WEEK_DAY}(?!{_BRACKETED_DATE}))"
_DATE = (
    rf"(?:(?:民国)?+{_YEAR}|{_THREE}|{_MONTH}|{_ENGLISH}|{_TWO}|{_LONE_DAY}"
    rf"|20[0-9]{{2}}{_MM}{_DD}(?![0-9a-z*])"
    rf"|<relative_month>(?:{_DAYS}|[底末初]|[上中下]旬)"
    r"|<relative_day>"
    rf"|{_WEEK_DAY}(?:{_BRACKETED_DATE})?+"
    rf"|(?:[0零一二三四五六七八九]{{4}}年)?+{_NUMERAL}{{1,2}}+月{_NUMERAL}{{1,3}}+[日号]"
    rf"|[农阴]历(?:{_NUMERAL}{{1,2}}|[正冬腊])月初?(?:{_NUMERAL}|廿){{1,3}}+日?+"
    rf"|{_ENGLISH_WEEK})"
)
_HALF_DAY = r"(?: ?[ap](?:m(?![a-z])|\.m(?![a-z])\.?+))"
_CLOCK = (
    rf"(?:<daypart>)?+(?:(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?![0-9])(?::[0-5][0-9](?![0-9]))?+分?+{_HALF_DAY}?+"
    r"|(?:[01]?[0-9]|2[0-4])[时点](?![数券卡积段])"
    r"(?:[0-9]{1,2}(?![0-9:])(?:分(?:[0-9]{1,2}秒)?+)?+|[半整钟]|[一三]刻)?+"
    rf"|(?:1[0-2]|0?[1-9])(?:\.[0-5][0-9])?+{_HALF_DAY}"
    rf"|[0-9]{{1,2}}{_TO}[0-9]{{1,2}}(?:[时点]|{_HALF_DAY})"
    r"|(?:(?<=[午晨上间夜])|(?!一[时点](?![半整钟])))(?<![下意有这那以求])"
    rf"{_NUMERAL}{{1,3}}[时点](?:[半整钟]|[一三]刻|[二三四五]?十[一二三四五六七八九]?分?+|{_NUMERAL}{{1,3}}+分)?+(?!{_NUMERAL}|建议|意见|要求))"
)
_WEEKDAY = rf"(?:\([上下本这]?{_WEEK}\)|\([一二三四五六日]\)|{_WEEK}|\(<weekday_name>\)| ?<weekday_name>)"
_JOIN = rf"(?:[ t,的]|-(?={_HHMM})| at | в )?"
_ZONE = r"(?:(?:\.[0-9]{3,6}(?![0-9]))?+(?:z(?![0-9a-z])|[+-][0-9]{2}:?[0-9]{2}(?![0-9]))?+)"
_GLUED_CLOCK = "(?<=日)(?:[01][0-9]|2[0-3])[0-5][0-9](?![0-9元万积点人份条名个.,])"
#: The clock time behind a date.
_CLOCK_BEHIND = rf"(?:t{_CLOCK}{_ZONE}|{_WEEKDAY}?+{_JOIN}(?:{_CLOCK})|{_GLUED_CLOCK})"
_AFTER_DATE = rf"(?:{_CLOCK_BEHIND}|<daypart>(?![点餐报会高]))"
#: After a clock time: 14:22, 8 Aug 2025; 3pm tomorrow. Chinese never writes the date there.
_DATE_BEHIND = rf"(?:(?:[ ,]| on )(?:{_THREE}|{_ENGLISH}|{_SLASHED}|{_ENGLISH_WEEK}|(?=[a-zа-я])<relative_day>))"
_DATED = rf"(?:{_DATE}{_AFTER_DATE}?+)"
_DATETIME = rf"(?:{_DATED}|{_CLOCK}{_DATE_BEHIND}?+)"
_UNTIL = rf"(?:起?+{_TO}{{1,2}}+| to )"
#: The other end of a period; behind two dates the hours of every day.
_END = rf"(?:{_DATED}(?:{_TO}{{1,2}}+{_CLOCK})?+|{_CLOCK}{_DATE_BEHIND}?+)"
_PERIOD = rf"(?:即日起[至到]{_DATED}|{_DATETIME}(?:{_UNTIL}{_END})?+)"
#: Figures do not stand right before a date or clock time, unless it begins with the word for a day: CA1234今晚20:45.
_BEHIND_FIGURES = "(?:(?<![0-9])|(?=[今明昨后前本下上]))"
#: A date does not begin inside a number, a version, a reference.
_NOT_INSIDE = (
    rf"{_BEHIND_FIGURES}"
    r"(?!(?:(?<=[0-9*][-/.])|(?<=[a-z]-)|(?<=v))[0-9]{1,4}[-/.][0-9])"
    r"(?!(?:(?<=[a-z号码*_/.\-])|(?<=[号码]:))[0-9]{8})"
)
#: Latin and Cyrillic: a word of a lexicon is not part of a longer one.
_LETTER = "[a-z\u0430-\u052f]"
_EDGE = f"(?:(?<!{_LETTER})|(?!{_LETTER}))"
#: Thousands are set apart by spaces (one number where a fraction or a currency follows, or where a currency stands
#: before it and the clause ends behind it), points (before a decimal comma), commas or apostrophes. One digit after a
#: comma is a fraction only before a currency that is not Chinese: in Chinese the comma ends a clause. Two groups by
#: points need no fraction. Eight groups are the most. Digits after a comma that go on as a date are no group, nor are
#: those behind four digits and more (``尾号8140，15万元``), unless a currency stands before the number or a foreign one
#: behind it.
_DATE_ON = "[0-9年月日号]|[-/:][0-9]"
_SPACED = (
    r"[0-9]{1,3}+(?: [0-9]{3}(?![0-9])){1,8}+"
    r"(?:[.,][0-9]{1,2}(?![0-9])|(?= ?<currency>)|(?(c)(?![0-9a-z ])|(?!)))"
)
_POINTED = (
    r"[0-9]{1,3}+(?:\.[0-9]{3}(?![0-9])){1,8}+"
    rf"(?:[.,][0-9]{{2}}(?!{_DATE_ON})|(?<=\.[0-9]{{3}}\.[0-9]{{3}}))"
)
_GROUP = rf"(?:,[0-9]{{2,3}}(?!{_DATE_ON})|'[0-9]{{3}}(?![0-9]))"
_GROUPED = (
    rf"(?:(?:[0-9]{{1,3}}+(?![0-9])|(?(c)[0-9]++|(?!)))(?:{_GROUP}){{0,8}}+"
    rf"|[0-9]++(?:{_GROUP}(?= ?(?!{HAN})<currency>)){{0,8}}+)"
)
_FRACTION = rf"(?:\.[0-9]++|,[0-9](?= ?(?!{HAN})<currency>)|。[0-9]{{2}}(?=元|,))"
_SUM = rf"(?>{_SPACED}|{_POINTED}|{_GROUPED}{_FRACTION}?+)"
_KOPECKS = rf" ?(?:руб|р)\.? ?[0-9]{{1,2}} ?(?:коп|к)(?!{_LETTER})"
#: Behind a figure without a currency: what makes it a date, a clock time, a length of time, a share.
_COUNTS_ELSE = "[0-9年月日时点折号%]|天(?!猫)|个[工月小自]|小时|:[0-9]|-[0-9]{1,2}[-天个日]"
#: Digits that begin with a zero name something: 退回0102.
_SERIAL = r"0[0-9]++(?!\.[0-9])"
_MONEY = (
    r"(?<![0-9])(?<![0-9]\.)(?:[+-]?(?![元块圆円])(?P<c><currency>)[ :.]?+)?+"
    rf"(?P<v>[+-]?(?(c)|(?!{_SERIAL})){_SUM}(?:{_KOPECKS}|[百千]?[万亿]|[百千](?=[元块]))?+(?:-(?=[,;)。\n]|\Z))?+)"
    rf"(?: ?(?P<s><currency>)(?:(?<=[元块圆円])|(?![0-9]))|(?!{_COUNTS_ELSE}))"
)
#: The number of a house or room behind the name of a place.
_ROOM = (
    r"(?:(?:[0-9]{1,5}(?:-[0-9]{1,5}){0,3}+号|[a-z][0-9]{1,4}|[0-9]{3,4}|[0-9]{1,4}(?:-[0-9]{1,4}){1,3}+)"
    r"(?![0-9a-z年月日号时点分元折%米届级个人次张件份位天线]|[-.:,/][0-9]))"
)
#: A word that ends the name of a place, unless a name that holds it begins there or one unit before: 不动产, 申请.
_PLACE_BREAK = r"(?!<place_keep>)(?<!(?=<place_keep>)[\s\S])<place_break>"
#: One unit of a name of a merchant or person.
_NAMING = f"(?:(?!{STOP}|<party_break>)[\\s\\S])"
_HOST = r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+"

#: Chinese numerals as codes are written with them, after folding; bopomofo letters.
NUMERAL = "零一二三四五六七八九壹贰叁参肆伍陆柒捌玖"
_BOPOMOFO = "\u3105-\u3129"

#: name -> expression. Types with a range take ``(n..m)``; ``%n`` and ``%m`` stand for its ends.
SLOT_TYPES: dict[str, str] = {
    "text": r"(?P<v>[^。\n]{%n,%m}?)",
    "phrase": rf"(?P<v>(?:(?!{STOP})[\s\S]){{%n,%m}}+)",
    "han": rf"(?P<v>{HAN}{{%n,%m}}+)",
    "digits": r"(?<![0-9])(?P<v>[0-9]{%n,%m}+)(?![0-9])",
    "alnum": r"(?<![0-9a-z])(?P<v>[0-9a-z]{%n,%m}+)(?![0-9a-z])",
    "number": r"(?<![0-9.])(?P<v>[0-9]++(?:,[0-9]{3}(?![0-9]))*+(?:\.[0-9]++)?+)",
    "money": _MONEY,
    "tail": r"(?<![0-9])(?:[0-9]*[*x#]+)*(?P<v>[0-9]{2,20})(?![0-9x])[*#]*+",
    "code": (
        r"(?<![0-9a-z.$€£¥₹₽])(?<!\*\*)(?<![0-9]\*)(?<![0-9a-z*]-)"
        r"(?:[a-z]{1,6}-(?=[0-9]{4,8}(?![0-9a-z])))?+(?P<v>[0-9]{3}[- ][0-9]{3,4}(?![0-9a-z])"
        r"|[0-9]{4}([- ])[0-9]{4}\g[0-9]{4}(?![0-9a-z])|[0-9]{4}-[0-9]{4}(?![0-9a-z])"
        r"|[0-9]{2}([- ])[0-9]{2}\g[0-9]{2}(?:\g[0-9]{2})?+(?![0-9a-z])"
        r"|[0-9]{1,2}-[0-9]{1,2}-[0-9]{3,5}(?![0-9a-z])|[0-9](?: [0-9]){3,7}+(?![0-9a-z])"
        r"|(?=[0-9]*[a-z])(?=[0-9a-z]+-[a-z]*[0-9])(?![a-z]+-[0-9]+(?![0-9a-z]))(?![0-9a-z]*xx)(?![0-9a-z]+-[0-9a-z]*xx)"
        r"[0-9a-z]{2,6}-[0-9a-z]{2,6}(?![0-9a-z])"
        r"|(?=[a-z]*[0-9])(?![0-9a-z]*xx)(?:[0-9a-z]{4,10}+|(?=[0-9]*[a-z])[0-9a-z]{3})(?![0-9a-z])"
        rf"|(?<![{NUMERAL}])(?=[0-9]*[{NUMERAL}])[0-9{NUMERAL}]{{4,8}}+(?![0-9a-z{NUMERAL}])"
        rf"|(?<![{_BOPOMOFO}])[{_BOPOMOFO}]{{3,8}}+(?![0-9a-z{_BOPOMOFO}])"
        r")(?![年月日元€£₽]|%(?![a-z])|[.:\-][0-9]|\*[0-9*])"
    ),
    "pickup": (
        r"(?<![0-9a-z\-])(?=[a-z\-]*[0-9][a-z\-]*[0-9])(?=[0-9a-z\-]{3,16}+(?![0-9a-z\-]))"
        r"(?P<v>[0-9a-z]++(?:-[0-9a-z]++){0,4}+)(?![0-9a-z\-年月日元%])"
    ),
    "tracking": r"(?<![0-9a-z])(?P<v>[a-z]{0,4}+[0-9]{8,20}+[a-z]{0,2}+)(?![0-9a-z])",
    "order_no": (
        r"(?<![0-9a-z])(?=[a-z\-]*[0-9])(?=[0-9a-z\-]{5,32}+(?![0-9a-z\-]))(?P<v>[0-9a-z]++(?:-[0-9a-z]++)*+)(?![0-9a-z\-])"
    ),
    "phone": (
        r"(?:(?<![0-9a-z])|(?<![0-9])(?=\+))(?P<v>(?:\+[0-9]{1,3}(?:[- ][0-9]{1,5}){2,4}+(?![0-9])"
        r"|\(0[0-9]{1,3}\)[0-9]{3,4}-?[0-9]{4}(?![0-9])"
        r"|(?:\+?86[- ]?(?=1))?+(?:400[- ]?[0-9]{3,4}[- ]?[0-9]{3,4}(?![0-9])"
        r"|4008[- ][0-9]{3}[- ]?[0-9]{3}(?![0-9])"
        r"|0?800[- ]?[0-9]{3}[- ]?[0-9]{3,4}(?![0-9])|0[0-9]{2,3}[- ]?[0-9]{7,8}(?![0-9])"
        r"|0[0-9]{1,3}[- ][0-9]{3,4}[- ][0-9]{3,4}(?![0-9])|0[0-9]{1,3}-[0-9]{5,8}(?![0-9])"
        r"|[2-9][0-9]{3}[- ][0-9]{4}(?![0-9])|852-[0-9]{8}(?![0-9])|1[3-9][0-9]([-. ])[0-9]{4}\g[0-9]{4}(?![0-9])"
        r"|(?![02-9][0-9]{3}(?![0-9]))[0-9]{3,13}(?![0-9])))(?:-[0-9]{1,5}(?![0-9]))?+)(?![年月日元%a-z*]|[.:\-][0-9])"
    ),
    "url": (
        r"(?<![0-9a-z@.*_\-])(?P<v>(?>https?://(?:[0-9a-z.:_%\-]*+@)?+"
        rf"(?:{_HOST}[a-z]{{2,}}|[0-9]{{1,3}}(?:\.[0-9]{{1,3}}){{3}})(?![0-9a-z\-])"
        rf"|(?![0-9]{{4,5}}\.hk(?![0-9a-z\-./])){_HOST}<tld>(?![0-9a-z\-]))(?!@)(?::[0-9]{{1,5}})?+"
        r"(?:[/?#][0-9a-z\-._~%/?#=&+:@$*]*(?<![.?:\-]))?+)"
    ),
    "datetime": rf"{_NOT_INSIDE}(?P<v>{_DATETIME})",
    "date": rf"{_NOT_INSIDE}(?P<v>{_DATE})",
    "time": rf"{_BEHIND_FIGURES}(?P<v>{_CLOCK})",
    "period": rf"{_NOT_INSIDE}(?P<v>{_PERIOD})",
    "duration": r"(?<![0-9.])(?P<v>(?:[0-9]++(?:\.[0-9]++)?+|[一二三四五六七八九十半两]{1,3}+) ?+<duration_unit>)",
    "data": r"(?<![0-9.])(?P<v>(?:[0-9]++(?:\.[0-9]++)?+ ?+(?:[kmgt]b?+(?![a-z])|兆))+)",
    "flight": r"(?<![0-9a-z])(?P<v>(?:[a-z][a-z0-9]|[0-9][a-z]) ?+[0-9]{3,4}[a-z]?+)(?![0-9a-z])",
    "train": r"(?<![0-9a-z])(?P<v>[gdczktylsp][0-9]{1,4}|[0-9]{4})(?![0-9a-z])",
    "seat": (
        r"(?<![0-9a-z])(?P<v>[0-9]{1,2}车厢?+(?:[0-9]{1,3}[a-f]?+[号座]?+(?:[上中下]铺)?+|无座)"
        r"|[0-9]{1,2}排[0-9]{1,2}[座号]|[0-9]{1,2}[a-l](?![0-9a-z])|无座)"
    ),
    "station": rf"(?P<v>{HAN}{{1,9}}?站|{HAN}{{2,6}}+)",
    "place": rf"(?P<v>(?:(?!{STOP}|{_PLACE_BREAK})[\s\S]){{%n,%m}}<place_end>{_ROOM}?+)",
    "sum": _MONEY + r"(?(c)|(?(s)|(?<=[кп])))",
    "host": r"(?<![0-9a-z.\-])(?P<v>[0-9a-z\-]++(?:\.[0-9a-z\-]++)++)(?![.])",
    "letters": r"(?<![0-9a-z])(?P<v>[a-z]{%n,%m}+)(?![0-9a-z])",
    "pin": (
        r"(?<![0-9a-z.$€£¥₹₽])(?<!\*\*)(?<![0-9]\*)(?<![0-9a-z*]-)(?<![年月日])(?P<v>[0-9]{%n,%m}+)(?![0-9a-z])"
        r"(?![年月日元€£₽]|%(?![a-z])|[.:\-][0-9]|\*[0-9*])"
    ),
    "clause": r"(?P<v>(?:(?![!?;]|\.(?:[ \n]|\Z))[^。\n]){%n,%m}?)",
    "party": rf"(?P<v>{_NAMING}{{%n,%m}}+)",
    "timed": rf"{_NOT_INSIDE}(?=(?>{_DATE}){_AFTER_DATE})(?P<v>{_PERIOD})",
    "hotline": (
        r"(?<![0-9a-z.*\-])(?P<v>95[0-9]{3}|96[0-9]{3,4}+|100[0-9]{2}|1118[0-9]|12[0-9]{3})(?![0-9a-z])"
        r"(?![年月日号元块万亿%*]|[.,:\-][0-9])"
    ),
    "masked": rf"(?={HAN}{{0,2}}+[*○])(?P<v>{_NAMING}{{%n,%m}}+)",
    "firm": rf"(?P<v>{_NAMING}{{%n,%m}}<firm_end>)",
    "moment": rf"{_NOT_INSIDE}(?!(?>{_BARE_DAY})(?!{_CLOCK_BEHIND}))(?P<v>{_PERIOD})",
    "cents": _MONEY + r"(?(c)|(?(s)|(?:(?<=[0-9]\.[0-9])|(?<=[0-9]\.[0-9]{2}))))",
}

_FIGURES = "0123456789"
_FIGURES_AND_LETTERS = _FIGURES + "abcdefghijklmnopqrstuvwxyz"
_CLOCK_FIRSTS = (_FIGURES + _NUMERAL[1:-1], ("daypart",))
_DATE_FIRSTS = (
    _FIGURES + _NUMERAL[1:-1] + "今明去次本民农阴周星礼上下这每即tnl",
    ("daypart", "relative_day", "relative_month", "month_name", "weekday_name"),
)
_MONEY_FIRSTS = (_FIGURES + "+-", ("currency",))

#: The units a slot may begin with, and the lexicons it may begin with a word of; types left out begin with any.
FIRSTS: dict[str, tuple[str, tuple[str, ...]]] = {
    **dict.fromkeys(("digits", "number", "data", "pin", "hotline"), (_FIGURES, ())),
    **dict.fromkeys(("alnum", "pickup", "tracking", "order_no", "url", "flight", "train"), (_FIGURES_AND_LETTERS, ())),
    **dict.fromkeys(("money", "sum", "cents"), _MONEY_FIRSTS),
    **dict.fromkeys(("datetime", "date", "period", "timed", "moment"), _DATE_FIRSTS),
    "time": _CLOCK_FIRSTS,
    "tail": (_FIGURES + "*x#", ()),
    "code": (_FIGURES_AND_LETTERS + NUMERAL + "".join(map(chr, range(0x3105, 0x312A))), ()),
    "phone": (_FIGURES + "+(", ()),
    "host": (_FIGURES_AND_LETTERS + "-", ()),
    "letters": (_FIGURES_AND_LETTERS[10:], ()),
    "seat": (_FIGURES + "无", ()),
    "duration": (_FIGURES + "一二三四五六七八九十半两", ()),
}

#: Types that take the shortest run after which the rest matches; they are found with what follows, never alone.
SHORTEST = frozenset({"text", "clause"})

#: Types whose range must be given.
RANGED = frozenset(
    {"text", "phrase", "han", "digits", "alnum", "place", "letters", "pin", "clause", "party", "masked", "firm"}
)

#: Lexicons the finders need, in the order of their numbers; others follow.
FINDER_LEXICONS: tuple[str, ...] = (
    "currency", "tld", "duration_unit", "relative_day", "relative_month", "daypart", "month_name",
    "place_end", "weekday_name", "place_break", "party_break", "place_keep",
    "firm_end",
)  # fmt: skip

#: Longest range a slot may ask for, in units.
MAX_RANGE = 80


def expression(kind: str, low: int, high: int, lexicons: Mapping[str, Sequence[str]], number: int) -> str:
    """The expression of one slot, its groups renamed to ``v<number>`` / ``c<number>`` / ``s<number>``.

    ``kind`` is a type's name or ``@lexicon``. Back references (``\\g``) are numbered anew so that many slots can stand
    in one expression.
    """
    if kind.startswith("@"):
        return f"(?P<v{number}>{alternation(lexicons[kind[1:]])})"
    source = SLOT_TYPES[kind].replace("%n", str(low)).replace("%m", str(high))
    for name in FINDER_LEXICONS:
        if f"<{name}>" in source:
            source = source.replace(f"<{name}>", alternation(lexicons[name]))
    source = re.sub(r"\(\?P<([vcs])>", rf"(?P<\g<1>{number}>", source)
    source = re.sub(r"\(\?\(([cs])\)", rf"(?(\g<1>{number})", source)
    return _number_separators(source, number)


def _number_separators(source: str, number: int) -> str:
    """Turns each ``([-/.])`` … ``\\g`` pair into a named group and its back reference."""
    count = 0

    def name(match: re.Match[str]) -> str:
        nonlocal count
        if match[0] == r"\g":
            return f"(?P=q{number}_{count})"
        count += 1
        return f"(?P<q{number}_{count}>{match[1]})"

    return re.sub(r"(?<!\\)\((\[-[/. ]+\])\)|\\g", name, source)


def alternation(words: Sequence[str]) -> str:
    """Words as an atomic group that takes the longest that stands whole: no letter at its ends has one beside it."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return f"(?>{_EDGE}(?:{'|'.join(map(re.escape, ordered))}){_EDGE})"
