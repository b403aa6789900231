# cython: language_level=3
"""The code points of a message as they came, whatever holds them."""

from libc.stdint cimport int64_t, uint8_t, uint32_t

from smsparse.text.folding cimport FoldedC, FoldTableC

cdef enum:
    MAX_POINTS = 10000      # contract v1: longer messages are cut and flagged

# `kind` bytes a code point (1, 2 or 4), as Python holds its texts; `length` code points stand at `data`.
cdef struct GivenC:
    int kind
    const void* data
    Py_ssize_t length

cdef Py_UCS4 point_at(const GivenC* given, int at) noexcept nogil
cdef bint are_capitals(const GivenC* given, int start, int end) noexcept nogil
cdef bint fills_a_part(const GivenC* given) noexcept nogil
cdef void fold_given(const FoldTableC* table, const GivenC* given, FoldedC* out) noexcept nogil
cdef int decode_utf8(const uint8_t* text, int64_t size, uint32_t* out, int capacity, bint* repaired) noexcept nogil
cdef int encode_utf8(uint32_t point, uint8_t* out) noexcept nogil
