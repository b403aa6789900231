# cython: language_level=3
"""The link to follow and the number to call, found without a rule."""

from libc.stdint cimport uint32_t

from smsparse.matching.brackets cimport BracketsC
from smsparse.matching.finders cimport FoundC, LexiconsC

cdef bint first_link(
    const LexiconsC* lexicons, const uint32_t* text, int length, const BracketsC* brackets, FoundC* out
) noexcept nogil
cdef bint next_link(
    const LexiconsC* lexicons, const uint32_t* text, int length, const BracketsC* brackets, int at, FoundC* out
) noexcept nogil
cdef bint is_subject(
    const LexiconsC* lexicons, int before, int after, const uint32_t* text, int length, const FoundC* contact
) noexcept nogil
