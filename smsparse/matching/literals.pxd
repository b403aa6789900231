# cython: language_level=3
"""The one pass that finds every literal of the pack; see rulepack/compiler.py for the tables."""

from libc.stdint cimport int32_t, uint8_t, uint32_t

cdef enum:
    BUCKET_WORDS = 6

cdef struct LiteralTableC:
    const uint32_t* units
    const uint32_t* rows      # 3 words a row: literal, start in units, length
    const uint32_t* buckets   # BUCKET_WORDS a bucket: the four units of a key, first row, rows
    const uint8_t* bitmap
    uint32_t bucket_mask
    uint32_t bit_mask
    int count                 # literals in all

# Where a literal stands: it does if `epoch` is that of the message.
cdef struct HitC:
    uint32_t epoch
    int32_t first
    int32_t last

# The literals of a message, by number and, each once, in the order found.
cdef struct HitsC:
    HitC* by_literal
    int32_t* found
    int length
    uint32_t epoch


cdef inline bint stands(const HitsC* hits, int literal) noexcept nogil:
    return hits.by_literal[literal].epoch == hits.epoch


cdef bint make_hits(HitsC* hits, int literals) noexcept nogil
cdef void free_hits(HitsC* hits) noexcept nogil
cdef void find_literals(const LiteralTableC* table, const uint32_t* text, int length, HitsC* out) noexcept nogil
