# cython: language_level=3
"""The fields of a parsed message in the order results have them, and what each of them means."""

from libc.stdint cimport int64_t, uint32_t

from smsparse.entities.resolving cimport VALUE_CAPACITY, ValueC, ZoneC
from smsparse.parsing.work cimport MAX_FIELDS, FieldsC, PackC, ParsedC
from smsparse.text.given cimport GivenC

cdef enum:
    MAX_SURFACE = 2048      # code points of a surface; a longer one has no value
    NOT_KNOWN = -1

# How sure a field is, by what found it; calibrated figures replace these with the accuracy work.
cdef double BY_SLOT
cdef double BY_FIELD_RULE
cdef double BY_FINDER

# Rows of FieldsC: each field by its place, further values of it right behind it.
cdef struct ShownC:
    int count
    int rows[MAX_FIELDS]

# What values of one message follow from besides their surfaces.
cdef struct AtHandC:
    const ZoneC* zone
    bint has_received
    int received_offset     # minutes east of UTC
    int64_t received        # seconds since 1970 on that wall clock
    int script              # of the message; NOT_KNOWN before the first value that needs it
    ValueC value            # the value last worked out
    uint32_t units[VALUE_CAPACITY]
    uint32_t surface[MAX_SURFACE]
    uint32_t beside[MAX_SURFACE]

cdef void show(const PackC* pack, const FieldsC* fields, ShownC* out) noexcept nogil
cdef bint work_out(
    const PackC* pack, const GivenC* given, const ParsedC* parsed, int row, AtHandC* hand
) noexcept nogil
cdef double sureness(const PackC* pack, int rule) noexcept nogil
