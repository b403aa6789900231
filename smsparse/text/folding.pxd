# cython: language_level=3
"""Folds one message into a buffer of units with an alignment; see rulepack/folding.py for the table."""

from libc.stdint cimport int32_t, uint8_t, uint16_t, uint32_t

cdef enum:
    REPAIRED = 1

ctypedef fused code_unit:
    uint8_t
    uint16_t
    uint32_t

cdef struct FoldTableC:
    const uint16_t* pages
    const uint32_t* entries
    const uint32_t* multi

# A message folded. `units` and `origin` have room for `capacity` units; origin[i] is the code point units[i] came from.
cdef struct FoldedC:
    uint32_t* units
    int32_t* origin
    int length
    int capacity
    int status

cdef void fold(const FoldTableC* table, const code_unit* text, int length, FoldedC* out) noexcept nogil
