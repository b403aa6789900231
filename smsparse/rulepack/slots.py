"""The slot types of the rule language, each as the expression it is equivalent to on folded text.

The finders in ``smsparse/matching/finders.pyx`` are the same definitions by hand; tests compare the two on generated
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

_DAY = r"[0-9]{1,2}[日号]"
_WEEK = r"(?:周|星期|礼拜)[一二三四五六日天]"
_CLOCK = (
    r"(?:<daypart>)?+(?:[0-9]{1,2}:[0-9]{2}(?![0-9])(?::[0-9]{2}(?![0-9]))?+分?+(?: ?[ap]m(?![a-z]))?+"
    r"|[0-9]{1,2}[时点](?:[0-9]{1,2}(?![0-9:])(?:分(?:[0-9]{1,2}秒)?+)?+|[半整])?+"
    r"|[0-9]{1,2} ?[ap]m(?![a-z])|[0-9]{1,2}[-~至到][0-9]{1,2}[时点]|[一二三四五六七八九十两]{1,3}[时点](?:[半整])?+)"
)
_DATE = (
    rf"(?:[0-9]{{2,4}}年[0-9]{{1,2}}月(?:{_DAY}|份)?+"
    r"|[0-9]{3,4}([-/.])[0-9]{1,2}\g[0-9]{1,2}(?![0-9])日?+"
    r"|[0-9]{1,2}([-/.])[0-9]{1,2}\g[0-9]{2,4}(?![0-9])"
    rf"|[0-9]{{1,2}}月(?:{_DAY}|份)?+"
    rf"|<relative_month>{_DAY}"
    r"|[0-9]{1,2}[-/][0-9]{1,2}(?![-/0-9])日?+"
    rf"|{_DAY}(?!内)"
    r"|<relative_day>"
    rf"|(?:[下上本这每])?+{_WEEK}"
    r"|[0-9]{1,2}(?:st|nd|rd|th)?+[- ]?+<month_name>(?:[- ,]?+(?:[0-9]{4}|[0-9]{2})(?![0-9:]))?+"
    r"|<month_name> ?+[0-9]{1,2}(?![0-9:])(?:st|nd|rd|th)?+(?:,? ?[0-9]{4}(?![0-9]))?+)"
)
_WEEKDAY = rf"(?:\({_WEEK}\)|\([一二三四五六日]\)|{_WEEK})"
_JOIN = "(?:[ t,]| at )?"
_AFTER_DATE = rf"(?:{_WEEKDAY}?+{_JOIN}(?:{_CLOCK})|(?<=日)[0-9]{{4}}(?![0-9元.,])|<daypart>)"
_DATETIME = rf"(?:{_DATE}{_AFTER_DATE}?+|{_CLOCK})"
#: Latin and Cyrillic: a word of a lexicon is not part of a longer one.
_LETTER = "[a-z\u0430-\u052f]"
#: Thousands are set apart by spaces (one number where a fraction or a currency follows, or where a currency stands
#: before it and the clause ends behind it), points (before a decimal comma), commas or apostrophes. One digit after a
#: comma is a fraction only before a currency that is not Chinese: in Chinese the comma ends a clause. Two groups by
#: points need no fraction. Digits after a comma that go on as a date are no group.
_DATE_ON = "[0-9年月日号]|[-/:][0-9]"
_SPACED = (
    r"[0-9]{1,3}+(?: [0-9]{3}(?![0-9]))++"
    r"(?:[.,][0-9]{1,2}(?![0-9])|(?= ?<currency>)|(?(c)(?![0-9a-z ])|(?!)))"
)
_POINTED = rf"[0-9]{{1,3}}+(?:\.[0-9]{{3}}(?![0-9]))++(?:[.,][0-9]{{2}}(?!{_DATE_ON})|(?<=\.[0-9]{{3}}\.[0-9]{{3}}))"
_GROUPED = rf"[0-9]++(?:,[0-9]{{2,3}}(?!{_DATE_ON})|'[0-9]{{3}}(?![0-9]))*+"
_FRACTION = rf"(?:\.[0-9]++|,[0-9](?= ?(?!{HAN})<currency>)|。[0-9]{{2}}(?=元|,))"
_SUM = rf"(?>{_SPACED}|{_POINTED}|{_GROUPED}{_FRACTION}?+)"
_KOPECKS = rf" ?(?:руб|р)\.? ?[0-9]{{1,2}} ?(?:коп|к)(?!{_LETTER})"
_MONEY = (
    r"(?<![0-9])(?<![0-9]\.)(?:[+-]?(?P<c><currency>)[ :.]?+)?+"
    rf"(?P<v>[+-]?{_SUM}(?:{_KOPECKS}|[百千]?[万亿]|[百千](?=[元块]))?+(?:-(?=[,;)。\n]|\Z))?+)"
    r"(?: ?(?P<s><currency>))?+(?![0-9年月日时点折号%]|:[0-9])"
)
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
        r"(?<![0-9a-z.$€£¥₹₽])(?<!\*\*)(?<![0-9]\*)(?<!\*-)"
        r"(?:[a-z]{1,6}-(?=[0-9]{4,8}(?![0-9a-z])))?+(?P<v>[0-9]{3}[- ][0-9]{3,4}(?![0-9a-z])"
        r"|[0-9]{4}([- ])[0-9]{4}\g[0-9]{4}(?![0-9a-z])|[0-9]{4}-[0-9]{4}(?![0-9a-z])"
        r"|[0-9]{2}([- ])[0-9]{2}\g[0-9]{2}(?:\g[0-9]{2})?+(?![0-9a-z])"
        r"|[0-9]{1,2}-[0-9]{1,2}-[0-9]{3,5}(?![0-9a-z])|[0-9](?: [0-9]){3,7}+(?![0-9a-z])"
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
        r"(?:(?<![0-9a-z])|(?<![0-9])(?=\+))(?P<v>(?:\+[0-9]{1,3}(?:[- ][0-9]{2,4}){2,4}+(?![0-9])"
        r"|\(0[0-9]{1,3}\)[0-9]{3,4}-?[0-9]{4}(?![0-9])"
        r"|(?:\+?86[- ]?(?=1))?+(?:400[- ]?[0-9]{3,4}[- ]?[0-9]{3,4}(?![0-9])"
        r"|4008[- ][0-9]{3}[- ]?[0-9]{3}(?![0-9])"
        r"|0?800[- ]?[0-9]{3}[- ]?[0-9]{3,4}(?![0-9])|0[0-9]{2,3}[- ]?[0-9]{7,8}(?![0-9])"
        r"|0[0-9]{1,3}[- ][0-9]{3,4}[- ][0-9]{3,4}(?![0-9])|0[0-9]{1,3}-[0-9]{5,8}(?![0-9])"
        r"|[2-9][0-9]{3}[- ][0-9]{4}(?![0-9])|852-[0-9]{8}(?![0-9])|1[3-9][0-9]([- ])[0-9]{4}\g[0-9]{4}(?![0-9])"
        r"|[0-9]{3,13}(?![0-9])))(?:-[0-9]{1,5}(?![0-9]))?+)(?![年月日元%a-z*]|[.:\-][0-9])"
    ),
    "url": (
        r"(?<![0-9a-z@.*_\-])(?P<v>(?>https?://(?:[0-9a-z.:_%\-]*+@)?+"
        rf"(?:{_HOST}[a-z]{{2,}}|[0-9]{{1,3}}(?:\.[0-9]{{1,3}}){{3}})(?![0-9a-z\-])"
        rf"|{_HOST}<tld>(?![0-9a-z\-]))(?!@)(?::[0-9]{{1,5}})?+"
        r"(?:[/?#][0-9a-z\-._~%/?#=&+:@$*]*(?<![.?:\-]))?+)"
    ),
    "datetime": rf"(?<![0-9])(?P<v>{_DATETIME})",
    "date": rf"(?<![0-9])(?P<v>{_DATE})",
    "time": rf"(?<![0-9])(?P<v>{_CLOCK})",
    "period": rf"(?<![0-9])(?P<v>{_DATETIME}(?:[-~至到]{{1,2}}+(?:{_DATETIME}))?+)",
    "duration": r"(?<![0-9.])(?P<v>(?:[0-9]++(?:\.[0-9]++)?+|[一二三四五六七八九十半两]{1,3}+) ?+<duration_unit>)",
    "data": r"(?<![0-9.])(?P<v>(?:[0-9]++(?:\.[0-9]++)?+ ?+(?:[kmgt]b?+(?![a-z])|兆))+)",
    "flight": r"(?<![0-9a-z])(?P<v>(?:[a-z][a-z0-9]|[0-9][a-z]) ?+[0-9]{3,4}[a-z]?+)(?![0-9a-z])",
    "train": r"(?<![0-9a-z])(?P<v>[gdczktylsp][0-9]{1,4}|[0-9]{4})(?![0-9a-z])",
    "seat": (
        r"(?<![0-9a-z])(?P<v>[0-9]{1,2}车厢?+(?:[0-9]{1,3}[a-f]?+[号座]?+(?:[上中下]铺)?+|无座)"
        r"|[0-9]{1,2}排[0-9]{1,2}[座号]|[0-9]{1,2}[a-l](?![0-9a-z])|无座)"
    ),
    "station": rf"(?P<v>{HAN}{{1,9}}?站|{HAN}{{2,6}}+)",
    "place": rf"(?P<v>(?:(?!{STOP})[\s\S]){{%n,%m}}<place_end>)",
    "sum": _MONEY + r"(?(c)|(?(s)|(?<=[кп])))",
    "host": r"(?<![0-9a-z.\-])(?P<v>[0-9a-z\-]++(?:\.[0-9a-z\-]++)++)(?![.])",
    "letters": r"(?<![0-9a-z])(?P<v>[a-z]{%n,%m}+)(?![0-9a-z])",
    "pin": (
        r"(?<![0-9a-z.$€£¥₹₽])(?<!\*\*)(?<![0-9]\*)(?<!\*-)(?<![年月日])(?P<v>[0-9]{%n,%m}+)(?![0-9a-z])"
        r"(?![年月日元€£₽]|%(?![a-z])|[.:\-][0-9]|\*[0-9*])"
    ),
    "clause": r"(?P<v>(?:(?![!?;]|\.(?:[ \n]|\Z))[^。\n]){%n,%m}?)",
}

#: Types that take the shortest run after which the rest matches; they are found with what follows, never alone.
SHORTEST = frozenset({"text", "clause"})

#: Types whose range must be given.
RANGED = frozenset({"text", "phrase", "han", "digits", "alnum", "place", "letters", "pin", "clause"})

#: Lexicons the finders need, in the order of their numbers; others follow.
FINDER_LEXICONS: tuple[str, ...] = (
    "currency", "tld", "duration_unit", "relative_day", "relative_month", "daypart", "month_name",
    "place_end",
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
    """Words as an atomic group that takes the longest that stands whole."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "(?>" + "|".join(_whole(word) for word in ordered) + ")"


def _whole(word: str) -> str:
    """A word that begins or ends with a Latin or Cyrillic letter has no further letter there."""
    before = f"(?<!{_LETTER})" if re.match(_LETTER, word[0]) else ""
    after = f"(?!{_LETTER})" if re.match(_LETTER, word[-1]) else ""
    return before + re.escape(word) + after
