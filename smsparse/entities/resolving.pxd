# cython: language_level=3
"""Surfaces -> typed values, without the interpreter. `resolve_surface` is the one entry; see resolving.pyx."""

from libc.stdint cimport int32_t, int64_t, uint8_t, uint16_t, uint32_t

ctypedef fused code_unit:
    uint8_t
    uint16_t
    uint32_t

cdef enum:
    VALUE_CAPACITY = 3072   # units that hold any value; a longer one is no value

# Kinds of surfaces, in the order of KINDS in resolving.pyx.
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

# Writings of a message, in the order of SCRIPTS in resolving.pyx.
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

cdef class Zone:
    cdef ZoneC c
    cdef object kept

cdef bint resolve_surface(
    int kind, const uint32_t* text, int length, const AroundC* around, ValueC* out
) noexcept nogil
cdef int script_of_text(const code_unit* text, int length) noexcept nogil
cdef int offset_at_utc(const ZoneC* zone, int64_t utc) noexcept nogil
cdef int read_rfc3339(const uint32_t* text, int length, int64_t* utc, int* offset) noexcept nogil
