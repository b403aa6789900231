# cython: language_level=3
"""Typed slots at a position of folded text; rulepack/slots.py has each as an expression, tests compare the two."""

from libc.stdint cimport int32_t, uint8_t, uint32_t

# Numbers of the slot types: the order of SLOT_TYPES in rulepack/slots.py.
cdef enum:
    SLOT_TEXT = 0
    SLOT_PHRASE = 1
    SLOT_HAN = 2
    SLOT_DIGITS = 3
    SLOT_ALNUM = 4
    SLOT_NUMBER = 5
    SLOT_MONEY = 6
    SLOT_TAIL = 7
    SLOT_CODE = 8
    SLOT_PICKUP = 9
    SLOT_TRACKING = 10
    SLOT_ORDER_NO = 11
    SLOT_PHONE = 12
    SLOT_URL = 13
    SLOT_DATETIME = 14
    SLOT_DATE = 15
    SLOT_TIME = 16
    SLOT_PERIOD = 17
    SLOT_DURATION = 18
    SLOT_DATA = 19
    SLOT_FLIGHT = 20
    SLOT_TRAIN = 21
    SLOT_SEAT = 22
    SLOT_STATION = 23
    SLOT_PLACE = 24
    SLOT_SUM = 25
    SLOT_HOST = 26
    SLOT_LETTERS = 27
    SLOT_PIN = 28
    SLOT_CLAUSE = 29
    SLOT_PARTY = 30
    SLOT_TIMED = 31
    SLOT_HOTLINE = 32
    SLOT_MASKED = 33
    SLOT_FIRM = 34
    SLOT_MOMENT = 35
    SLOT_CENTS = 36

# Numbers of the lexicons the finders need: the order of FINDER_LEXICONS.
cdef enum:
    LEXICON_CURRENCY = 0
    LEXICON_TLD = 1
    LEXICON_DURATION_UNIT = 2
    LEXICON_RELATIVE_DAY = 3
    LEXICON_RELATIVE_MONTH = 4
    LEXICON_DAYPART = 5
    LEXICON_MONTH_NAME = 6
    LEXICON_PLACE_END = 7
    LEXICON_WEEKDAY_NAME = 8
    LEXICON_PLACE_BREAK = 9
    LEXICON_PARTY_BREAK = 10
    LEXICON_PLACE_KEEP = 11
    LEXICON_FIRM_END = 12

cdef struct LexiconsC:
    const int32_t* starts
    const uint32_t* rows      # 3 words a row: first unit, start in units, length
    const uint32_t* units
    const uint8_t* firsts     # 1,024 bits a lexicon: the first units of its words, modulo 1,024

# What a finder found: the value is [start, stop), the whole slot ends at `end`; -1 where no currency is written.
cdef struct FoundC:
    int start
    int stop
    int end
    int currency_start
    int currency_end

cdef int find_slot(
    const LexiconsC* lexicons, int kind, int low, int high, const uint32_t* text, int length, int at, FoundC* out
) noexcept nogil
cdef int find_word(const LexiconsC* lexicons, int number, const uint32_t* text, int length, int at) noexcept nogil
cdef int find_url(const LexiconsC* lexicons, const uint32_t* text, int length, int at) noexcept nogil
cdef int is_separator(const uint32_t* text, int length, int at) noexcept nogil
cdef int find_contact(const uint32_t* text, int length, int start, FoundC* out) noexcept nogil
cdef void find_currency_before(
    const LexiconsC* lexicons, const uint32_t* text, int length, int at, int* start, int* end
) noexcept nogil
