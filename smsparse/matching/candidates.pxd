# cython: language_level=3
"""Which templates are worth verifying, for the literals found in a message."""

from libc.stdint cimport int32_t, uint32_t

from smsparse.matching.literals cimport HitsC
from smsparse.matching.tables cimport TablesC

cdef enum:
    ANYBODY = -2    # for whom: whatever the sender or the category

# Where a match of a template may begin, as far as its anchors tell: valid if `epoch` is that of the candidates.
cdef struct WindowC:
    uint32_t epoch
    int32_t first
    int32_t last

# Templates to verify, in the order in which they are.
cdef struct CandidatesC:
    int32_t* numbers
    int count
    WindowC* windows    # by template
    uint32_t epoch


cdef inline int window_first(const CandidatesC* candidates, int number) noexcept nogil:
    """The first place where a match of a template may begin, also of one that is no candidate."""
    cdef const WindowC* window = candidates.windows + number
    return window.first if window.epoch == candidates.epoch else 0


cdef inline int window_last(const CandidatesC* candidates, int number, int length) noexcept nogil:
    cdef const WindowC* window = candidates.windows + number
    return window.last if window.epoch == candidates.epoch else length


cdef bint make_candidates(CandidatesC* candidates, int templates) noexcept nogil
cdef void free_candidates(CandidatesC* candidates) noexcept nogil
cdef bint is_barred(const TablesC* tables, int number, const HitsC* hits) noexcept nogil
cdef bint has_required(const TablesC* tables, int number, const HitsC* hits) noexcept nogil
cdef void find_candidates(
    const TablesC* tables, const HitsC* hits, int kind, int whose, CandidatesC* out
) noexcept nogil
