# cython: language_level=3
"""Who a message is from, and what its links and numbers say of it."""

from smsparse.matching.verifier cimport MatchC
from smsparse.parsing.work cimport PackC, ParsedC, WorkC

cdef void recognise(const PackC* pack, WorkC* work) noexcept nogil
cdef bint distrusted(const PackC* pack, WorkC* work, int number, const MatchC* match) noexcept nogil
cdef bint vouched(const PackC* pack, WorkC* work) noexcept nogil
cdef void judge_sender(const PackC* pack, WorkC* work, ParsedC* parsed) noexcept nogil
