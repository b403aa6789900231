# cython: language_level=3
"""Which templates are worth verifying, for the literals found in a message."""

from libc.stdint cimport int32_t, uint32_t

from smsparse.matching.literals cimport HitsC
from smsparse.matching.tables cimport TablesC

cdef enum:
    ANYBODY = -2    # for whom: whatever the sender or the category

# Templates to verify: `numbers` has room for every template of the pack.
cdef struct CandidatesC:
    int32_t* numbers
    int count
    uint32_t* stamp     # per template: the epoch in which it was looked at
    uint32_t epoch

cdef bint conditions_hold(const TablesC* tables, const int32_t* template, const HitsC* hits) noexcept nogil
cdef void find_candidates(
    const TablesC* tables, const HitsC* hits, int kind, int whose, CandidatesC* out
) noexcept nogil
