# What resolvers are given and give: surfaces, values, and the words and patterns by which they read.
#
# Words and patterns are data: vocabulary/words.py, written to _tables.h when the extension is built. The rest of the room:
#
#     units.pxi     runs of code points, words        normal.pxi    folding          pattern.pxi  the matcher of patterns
#     numerals.pxi  exact decimals, Chinese numerals  currency.pxi, amount.pxi       money
#     code.pxi      codes, tails, order and tracking numbers          contact.pxi    phone numbers, web addresses
#     measure.pxi   data volumes, durations           travel.pxi    flights, trains, seats
#     civil.pxi     the calendar                      zone.pxi      zones, receive times, the writing of a message
#     temporal_reader.pxi   what is written of a time               temporal_anchor.pxi  from the receive time to ISO 8601
#     resolving.pxi         the one entry, and what Python sees

cdef enum:
    VALUE_CAPACITY = 3072   # units that hold any value; a longer one is no value

# Kinds of surfaces, in the order of RESOLVERS in resolving.pxi.
cdef enum:
    KIND_TEXT = 0
    KIND_MONEY = 1
    KIND_CURRENCY = 2
    KIND_CODE = 3
    KIND_TAIL = 4
    KIND_DATETIME = 5       # date, time and date_range too
    KIND_PHONE = 6
    KIND_URL = 7
    KIND_TRACKING = 8
    KIND_PICKUP = 9
    KIND_ORDER_NO = 10
    KIND_DATA = 11
    KIND_DURATION = 12
    KIND_FLIGHT = 13
    KIND_TRAIN = 14
    KIND_SEAT = 15

# Writings of a message, in the order of SCRIPTS in resolving.pxi.
cdef enum:
    SCRIPT_NONE = 0
    SCRIPT_HANS = 1
    SCRIPT_HANT = 2
    SCRIPT_JA = 3
    SCRIPT_KO = 4
    SCRIPT_CYRL = 5
    SCRIPT_EN = 6

# Which way a year-less or relative time is looked for.
cdef enum:
    LEAN_BEHIND = 0
    LEAN_AHEAD = 1
    LEAN_NEAREST = 2

# The offsets of a zone: `first_offset` up to the first transition, offsets[i] from the one at utc[i] on, in minutes.
cdef struct ZoneC:
    int count
    int first_offset
    const int64_t* utc      # seconds since 1970 UTC
    const int64_t* local    # the same on the wall clock before or after, whichever is later
    const int32_t* offsets

# What a resolver knows besides the surface. Spans are code points of the message as it came; length 0: there is none.
cdef struct AroundC:
    int script
    int lean                # of the category (see `topic_of`); LEAN_AHEAD for a due date
    bint is_due             # the field is a due date
    bint is_order           # the category is of `order`
    const uint32_t* currency    # the currency word beside a sum
    int currency_length
    const uint32_t* clock   # a clock time that stands apart from its date
    int clock_length
    bint has_received
    int received_offset     # minutes east of UTC
    int64_t received        # seconds since 1970 on that wall clock
    const ZoneC* zone       # of times where there is no receive time

# A value, in a buffer of the caller: `length` units of it, 0 where there is none. `unit`: ISO 4217, "B", "s" or "".
cdef struct ValueC:
    uint32_t* units
    int capacity
    int length
    char[4] unit

cdef extern from "entities/_tables.h" nogil:
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
        STEP_MATCH, STEP_UNIT, STEP_SET, STEP_SPLIT, STEP_JUMP, STEP_SAVE, STEP_REFER, STEP_AHEAD, STEP_NOT_AHEAD, STEP_BEHIND
        STEP_NOT_BEHIND, STEP_BOUNDARY, STEP_BEGIN, STEP_FINISH, STEP_RUN, STEP_LAZY, STEP_BRANCH
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
    MAX_CLEANED = 1024      # units of a time or duration while it is cleaned
    LAST_SIZE = 1000000000  # above every unit of time
    MAX_DURATION_DIGITS = 12    # of one number in a duration; no message means more
    FIRST_HAN = 0x4E00
    LAST_HAN = 0x9FFF
    YEN_SIGN = 0xA5         # ¥
    RUB = 0x525542
    TEN = 0x5341            # 十
    POINT = 0x70B9          # 点
    HALF = 0x534A           # 半
    ABOUT = 0x7EA6          # 约
    WHOLE = 0x6574          # 整
    EXACTLY = 0x6B63        # 正
    YUAN_ROUND = 0x5706     # 圆
    YUAN_TRADITIONAL = 0x5713   # 圓
    FLOW = 0x6D41           # 流
    AMOUNT = 0x91CF         # 量
    OF = 0x7684             # 的
    ALL = 0x5168            # 全
    COUNTRY = 0x56FD        # 国
    FLIGHT_HANG = 0x822A    # 航
    FLIGHT_BAN = 0x73ED     # 班
    ROW = 0x5217            # 列
    TIMES = 0x6B21          # 次
    BELOW = 0x4E0B          # 下
    ABOVE = 0x4E0A          # 上
    BEFORE = 0x524D         # 前
    SECOND_SIGN = 0x79D2    # 秒

cdef int64_t MAX_WHOLE = <int64_t> 1000000000000000000  # above every number that is counted with
cdef int64_t MAX_LOCAL = <int64_t> 1 << 36  # seconds: some 2,000 years either way
