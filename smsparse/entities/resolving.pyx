# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, autotestdict=False
"""Surfaces -> typed values, without the interpreter: what `smsparse.entities.resolve` and the pipeline call.

The files of this one extension (one, because each is a load of its own when a process starts):

    units.pxi     runs of code points, words        normal.pxi    folding          pattern.pxi  the matcher of patterns
    numerals.pxi  exact decimals, Chinese numerals  currency.pxi, amount.pxi       money
    code.pxi      codes, tails, order and tracking numbers          contact.pxi    phone numbers, web addresses
    measure.pxi   data volumes, durations           travel.pxi    flights, trains, seats
    civil.pxi     the calendar                      zone.pxi      zones, receive times, the writing of a message
    temporal_reader.pxi   what is written of a time               temporal_anchor.pxi  from the receive time to ISO 8601

Words and patterns are data: vocabulary/words.py, written to _tables.h when the extension is built.
"""

from cpython.unicode cimport PyUnicode_DATA, PyUnicode_FromKindAndData, PyUnicode_GET_LENGTH, PyUnicode_KIND
from libc.stdint cimport int32_t, int64_t, uint8_t, uint16_t, uint32_t, uint64_t
from libc.string cimport memcpy, memmove, memset

cdef extern from "Python.h" nogil:  # reads of constant tables, which need no interpreter
    bint Py_UNICODE_ISSPACE(uint32_t unit)
    bint Py_UNICODE_ISALNUM(uint32_t unit)
    bint Py_UNICODE_ISALPHA(uint32_t unit)
    uint32_t Py_UNICODE_TOLOWER(uint32_t unit)

cdef extern from "_tables.h" nogil:
    ctypedef struct WordC:
        uint32_t hash
        int32_t start, length, value
    ctypedef struct WordsC:
        const WordC* slots
        uint32_t mask
        int32_t longest
    ctypedef struct PatternC:
        int32_t start, replacement
        uint64_t needed, wanted
        uint32_t[8] firsts
    ctypedef struct SetC:
        uint32_t[4] ascii
        int32_t start, count
    const uint32_t[] WORD_UNITS
    const int32_t[] TEXTS
    const int32_t[] EXTENSIONS
    const int32_t[] PROGRAM
    const PatternC[] PATTERNS
    const SetC[] SETS
    const uint32_t[] SET_RANGES
    const uint8_t[] WRITING
    const uint16_t[] NORMAL_PAGES
    const uint32_t[] NORMAL_ENTRIES
    const uint32_t[] NORMAL_TEXTS
    const uint32_t[] PARTS
    const WordsC NUMERALS, CURRENCIES, POINT_GROUPS, MULTIPLIERS, MONEY_SIGNS, DASHES, CODE_SEPARATORS, CODE_NUMERALS
    const WordsC PHONE_SEPARATORS, NEVER_OPENED, URL_TRAILING, TRAVEL_SIMPLIFIED, DATA_POWERS, DATA_SIMPLIFIED, SECONDS
    const WordsC DURATION_SIMPLIFIED, TIME_SIMPLIFIED, TIME_SIGNS, MONTHS, WEEKDAYS, RUSSIAN, YEAR_SHIFTS, DAY_WORDS
    const WordsC FOLLOWING, PERIODS, COMBINED, PARTS_OF
    enum:
        EXTENSION_COUNT, SIGN_FACTOR
        OP_MATCH, OP_UNIT, OP_SET, OP_SPLIT, OP_JUMP, OP_SAVE, OP_REFER, OP_AHEAD, OP_NOT_AHEAD, OP_BEHIND
        OP_NOT_BEHIND, OP_BOUNDARY, OP_BEGIN, OP_FINISH, OP_RUN, OP_LAZY, OP_BRANCH
        PATTERN_YUAN, PATTERN_ROUBLES, PATTERN_DATA_TERM, PATTERN_DURATION_TRIM, PATTERN_DURATION_TERM
        PATTERN_FLIGHT, PATTERN_TRAIN, PATTERN_PLAIN, PATTERN_WEEKDAY_NUMERAL, PATTERN_BRACKETED_WEEKDAY
        PATTERN_PREFIX, PATTERN_WEEK_END, PATTERN_SEPARATOR, PATTERN_TAIL, PATTERN_WEEKDAY_NOTE, PATTERN_JOINT
        PATTERN_ON, PATTERN_HAN, PATTERN_HAN_MONTH, PATTERN_YEAR_WORD, PATTERN_MONTH_DAY, PATTERN_MONTH, PATTERN_YMD
        PATTERN_COMPACT, PATTERN_MIXED, PATTERN_MONTH_AND_DAY, PATTERN_YM, PATTERN_ENGLISH_DMY, PATTERN_ENGLISH_MONTH
        PATTERN_ENGLISH_MDY, PATTERN_SHORT, PATTERN_DAY, PATTERN_MONTHLY, PATTERN_MONTH_WORD, PATTERN_WEEKDAY
        PATTERN_ENGLISH_WEEKDAY, PATTERN_DAY_WORD, PATTERN_PERIOD, PATTERN_HALF, PATTERN_BARE_HALF, PATTERN_COLON
        PATTERN_POINTED, PATTERN_HAN_CLOCK, PATTERN_GLUED, PATTERN_ISO_OFFSET, PATTERN_NAMED_OFFSET, PATTERN_ELAPSED

cdef enum:
    MISSING = -0x7FFFFFFF   # no such word
    NONE = -0x7FFFFFFF      # not written
    FNV_BASIS = 0x811C9DC5
    FNV_PRIME = 0x01000193
    GROWTH = 18             # units one code point folds to at most (U+FDFA)
    MAX_TEXT = 1000         # code points of a text that are folded; a longer one has no value
    MAX_SURFACE = 2048      # of any surface
    LAST_SIZE = 1000000000  # above every unit of time
    MAX_DURATION_DIGITS = 12    # of one number in a duration; no message means more
    FIRST_HAN = 0x4E00
    LAST_HAN = 0x9FFF
    FULL_STOP = 0x3002      # 。
    YEN_SIGN = 0xA5         # ¥
    CYRILLIC_ER = 0x440     # р
    RUB = 0x525542
    TEN = 0x5341            # 十
    POINT = 0x70B9          # 点
    HALF = 0x534A           # 半
    ABOUT = 0x7EA6          # 约
    WHOLE = 0x6574          # 整
    EXACTLY = 0x6B63        # 正
    YUAN = 0x5143           # 元
    KUAI = 0x5757           # 块
    YUAN_ROUND = 0x5706     # 圆
    YUAN_TRADITIONAL = 0x5713   # 圓
    FLOW = 0x6D41           # 流
    AMOUNT = 0x91CF         # 量
    OF = 0x7684             # 的
    ALL = 0x5168            # 全
    COUNTRY = 0x56FD        # 国
    WITHIN = 0x5185         # 内
    FLIGHT_HANG = 0x822A    # 航
    FLIGHT_BAN = 0x73ED     # 班
    ROW = 0x5217            # 列
    CARRIAGE = 0x8F66       # 车
    TIMES = 0x6B21          # 次
    MONTH_BOTTOM = 0x5E95   # 底
    MONTH_TAIL = 0x672B     # 末
    BELOW = 0x4E0B          # 下
    ABOVE = 0x4E0A          # 上
    BEFORE = 0x524D         # 前
    DAY_SIGN = 0x65E5       # 日
    HOUR_SIGN = 0x65F6      # 时
    MINUTE_SIGN = 0x5206    # 分
    SECOND_SIGN = 0x79D2    # 秒
    SMALL = 0x5C0F          # 小

cdef int64_t MAX_WHOLE = <int64_t> 1000000000000000000  # above every number that is counted with
cdef int64_t MAX_LOCAL = <int64_t> 1 << 36  # seconds: some 2,000 years either way

include "units.pxi"
include "normal.pxi"
include "pattern.pxi"
include "numerals.pxi"
include "currency.pxi"
include "amount.pxi"
include "code.pxi"
include "contact.pxi"
include "measure.pxi"
include "travel.pxi"
include "civil.pxi"
include "zone.pxi"
include "temporal_reader.pxi"
include "temporal_anchor.pxi"


cdef bint resolve_surface(
    int kind, const uint32_t* text, int length, const AroundC* around, ValueC* out
) noexcept nogil:
    """Resolves one surface, code points as they came, into `out`; False where it has no value (a unit it may have)."""
    out.length = 0
    out.unit[0] = 0
    if kind == KIND_TEXT:
        resolve_text(text, length, out)
    elif kind == KIND_MONEY:
        resolve_money(text, length, around, out)
    elif kind == KIND_CURRENCY:
        resolve_currency(text, length, around.script, out)
    elif kind == KIND_CODE:
        resolve_code(text, length, around, out)
    elif kind == KIND_TAIL:
        resolve_tail(text, length, out)
    elif kind == KIND_DATETIME:
        resolve_time(text, length, around, out)
    elif kind == KIND_PHONE:
        resolve_phone(text, length, out)
    elif kind == KIND_URL:
        resolve_url(text, length, out)
    elif kind == KIND_TRACKING:
        resolve_tracking(text, length, out)
    elif kind == KIND_PICKUP:
        resolve_pickup(text, length, out)
    elif kind == KIND_ORDER_NO:
        resolve_order(text, length, out)
    elif kind == KIND_DATA:
        resolve_data(text, length, out)
    elif kind == KIND_DURATION:
        resolve_duration(text, length, out)
    elif kind == KIND_SEAT:
        resolve_seat(text, length, out)
    else:
        resolve_ride(PATTERN_TRAIN if kind == KIND_TRAIN else PATTERN_FLIGHT, text, length, out)
    if out.length > out.capacity:
        out.length = 0
    return out.length > 0


cdef void resolve_text(const uint32_t* text, int length, ValueC* out) noexcept nogil:
    """The text folded, without white space around it."""
    cdef int start, end
    if length > MAX_TEXT:
        return
    end = fold_units(text, length, out.units, out.capacity)
    start = skip_spaces(out.units, 0, max(end, 0))
    end = trim_spaces(out.units, start, max(end, 0))
    out.length = end - start
    if start:
        memmove(out.units, out.units + start, out.length * sizeof(uint32_t))


cdef void resolve_time(const uint32_t* text, int length, const AroundC* around, ValueC* out) noexcept nogil:
    """A date, a clock time, both or a range. No value for what does not exist or cannot be known."""
    cdef uint32_t[MAX_TIME] joined
    cdef MomentC first, second
    cdef bint is_range
    if around.clock_length:
        if length + 1 + around.clock_length > MAX_TIME:
            return
        memcpy(joined, text, length * sizeof(uint32_t))
        joined[length] = c" "
        memcpy(&joined[length + 1], around.clock, around.clock_length * sizeof(uint32_t))
        text, length = joined, length + 1 + around.clock_length
    if length <= MAX_TIME and read_time(text, length, around.script, &first, &second, &is_range):
        write_time(&first, &second, is_range, around, out)


# ---- what Python sees

KINDS = {
    "text": KIND_TEXT, "money": KIND_MONEY, "currency": KIND_CURRENCY, "code": KIND_CODE, "tail": KIND_TAIL,
    "datetime": KIND_DATETIME, "date": KIND_DATETIME, "time": KIND_DATETIME, "date_range": KIND_DATETIME,
    "phone": KIND_PHONE, "url": KIND_URL, "tracking": KIND_TRACKING, "pickup": KIND_PICKUP, "order_no": KIND_ORDER_NO,
    "data": KIND_DATA, "duration": KIND_DURATION, "flight": KIND_FLIGHT, "train": KIND_TRAIN, "seat": KIND_SEAT,
}
SCRIPTS = ("", "hans", "hant", "ja", "ko", "cyrl", "en")

# What is announced for a person lies ahead; notices may lie on either side; what is reported lies behind.
AHEAD_TOPICS = ("travel.", "reminder.", "health.appointment", "order.appointment")
NEAREST_TOPICS = (
    "utility.", "public.", "alert.", "promotion.", "reward.", "health.vaccine", "health.pharmacy", "health.other",
    "finance.repay_due", "finance.mandate", "finance.insurance", "finance.loan",
    "order.confirmed", "order.voucher", "order.other",
    "telecom.outage", "telecom.plan_change", "telecom.roaming", "telecom.service", "telecom.other",
)


def lean_of(str category not None):
    """LEAN_AHEAD, LEAN_NEAREST or LEAN_BEHIND: which way the times of a category are looked for."""
    if category.startswith(AHEAD_TOPICS):
        return LEAN_AHEAD
    return LEAN_NEAREST if category.startswith(NEAREST_TOPICS) else LEAN_BEHIND


cdef class Zone:
    """Offsets of a zone as a table: transitions in seconds since 1970 UTC, each with the offset in seconds after it."""

    def __cinit__(self, int first_offset, transitions=()):
        cdef bytearray rows = bytearray(20 * len(transitions))
        cdef int64_t* utc = <int64_t*> <char*> rows
        cdef int64_t* local = utc + len(transitions)
        cdef int32_t* offsets = <int32_t*> (local + len(transitions))
        cdef int number, before = first_offset, after
        self.kept = rows
        self.c.count, self.c.first_offset = len(transitions), <int> floor_div(first_offset, MINUTE)
        self.c.utc, self.c.local, self.c.offsets = utc, local, offsets
        for number in range(self.c.count):
            utc[number], after = transitions[number]
            local[number] = utc[number] + max(before, after)
            offsets[number] = <int> floor_div(after, MINUTE)
            before = after

    def at_utc(self, int64_t utc):
        """Offset in minutes at an instant, seconds since 1970 UTC."""
        return offset_at_utc(&self.c, utc)

    def at_local(self, int64_t local):
        """Offset in minutes at a local time, seconds since 1970 on a wall clock."""
        return offset_at_local(&self.c, local)


cdef int units_of(object text, uint32_t* out, int capacity):
    """The code points of a str, as many as fit; returns how many it has, at most one more than fit."""
    cdef Py_ssize_t length = PyUnicode_GET_LENGTH(text), at
    cdef int kind = PyUnicode_KIND(text)
    cdef const void* data = PyUnicode_DATA(text)
    if length > capacity:
        return capacity + 1
    for at in range(length):
        if kind == 1:
            out[at] = (<const uint8_t*> data)[at]
        elif kind == 2:
            out[at] = (<const uint16_t*> data)[at]
        else:
            out[at] = (<const uint32_t*> data)[at]
    return length


def resolve_one(
    int kind, str text not None, str script not None, str currency, str clock, str category not None, bint is_due,
    received, Zone zone not None,
):
    """(value, unit) of a surface. `kind`: a number of KINDS; `received`: (local seconds, offset in minutes) or None."""
    cdef uint32_t[MAX_SURFACE] surface
    cdef uint32_t[MAX_SURFACE] beside
    cdef uint32_t[VALUE_CAPACITY] units
    cdef AroundC around
    cdef ValueC value
    cdef int length = units_of(text, surface, MAX_SURFACE)
    memset(&around, 0, sizeof(AroundC))
    around.script = SCRIPTS.index(script) if script in SCRIPTS else SCRIPT_NONE
    around.lean = LEAN_AHEAD if is_due else lean_of(category)
    around.is_due = is_due
    around.is_order = category.startswith("order.")
    around.zone = &zone.c
    if received is not None:
        around.has_received = True
        around.received, around.received_offset = received
    around.currency = around.clock = beside
    if kind == KIND_MONEY and currency:
        around.currency_length = units_of(currency, beside, MAX_SURFACE)
    elif kind == KIND_DATETIME and clock:
        around.clock_length = units_of(clock, beside, MAX_SURFACE)
    if length > MAX_SURFACE:
        return None, None
    value.units, value.capacity = units, VALUE_CAPACITY
    resolve_surface(kind, surface, length, &around, &value)
    return (
        PyUnicode_FromKindAndData(4, units, value.length) if value.length else None,
        value.unit.decode("ascii") if value.unit[0] else None,
    )


def script_of(str text not None):
    """The writing of a message: "ja" by kana, "ko" by hangul, "hant" by characters only Traditional has, "hans",
    "cyrl", "en". "" when it holds neither Han characters nor Cyrillic or Latin letters.
    """
    cdef int length = PyUnicode_GET_LENGTH(text), kind = PyUnicode_KIND(text)
    cdef const void* data = PyUnicode_DATA(text)
    if kind == 1:
        return SCRIPTS[script_of_text(<const uint8_t*> data, length)]
    if kind == 2:
        return SCRIPTS[script_of_text(<const uint16_t*> data, length)]
    return SCRIPTS[script_of_text(<const uint32_t*> data, length)]


def received_from(str text not None):
    """(seconds since 1970 UTC, offset in minutes) of a time in RFC 3339. Raises ValueError, which says what it got."""
    cdef uint32_t[MAX_SURFACE] units
    cdef int64_t utc = 0
    cdef int offset = 0, wrong
    cdef int length = units_of(text, units, MAX_SURFACE)
    wrong = READ_OTHER if length > MAX_SURFACE else read_rfc3339(units, length, &utc, &offset)
    if wrong == READ_OTHER:
        raise ValueError("expected RFC 3339, such as 2024-03-05T14:03:00+08:00, got other text")
    if wrong == READ_NO_OFFSET:
        raise ValueError("expected an offset (Z or +08:00), got a time without one")
    if wrong == READ_NO_SUCH:
        raise ValueError("expected a date and time that exist, got one that does not")
    return utc, offset


def year_at(int64_t local):
    """The year of a time, seconds since 1970, |local| < 2**40."""
    return civil(<int> floor_div(local, DAY)).year


def iso_datetime(int64_t local, int offset, *, bint with_seconds):
    """ISO 8601 of a wall-clock time (seconds since 1970) at an offset in minutes east of UTC."""
    cdef uint32_t[32] units
    cdef ValueC out
    out.units, out.capacity, out.length = units, 32, 0
    put_datetime(&out, local, offset, with_seconds)
    return PyUnicode_FromKindAndData(4, units, out.length)
