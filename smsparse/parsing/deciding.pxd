# cython: language_level=3
"""Which category a message is of: what the best rule says, else the model."""

from libc.stdint cimport int32_t

from smsparse.matching.verifier cimport MatchC
from smsparse.parsing.work cimport AnswerC, FieldsC, PackC, WorkC

cdef bint may_hold_link(const WorkC* work) noexcept nogil
cdef bint verify_template(const PackC* pack, WorkC* work, int number, MatchC* match) noexcept nogil
cdef bint verify_as_written(const PackC* pack, WorkC* work, int number, MatchC* match) noexcept nogil
cdef void add_slots(const PackC* pack, WorkC* work, int number, const MatchC* match, FieldsC* out) noexcept nogil
cdef bint next_slots(const PackC* pack, WorkC* work, int number, int* start, FieldsC* out) noexcept nogil
cdef int best_rule(const PackC* pack, WorkC* work, FieldsC* fields) noexcept nogil
cdef double trust_in_rule(const PackC* pack, WorkC* work, int winner) noexcept nogil
cdef bint is_foreign(const PackC* pack, const WorkC* work) noexcept nogil
cdef void ask_model(const PackC* pack, WorkC* work, AnswerC* out) noexcept nogil
