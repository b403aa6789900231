# cython: language_level=3
"""The way of one message, in order."""

from smsparse.parsing.work cimport AnswerC, FieldsC, PackC, ParsedC, WorkC

cdef int fold_message(const PackC* pack, WorkC* work) noexcept nogil
cdef void mark_brackets(const PackC* pack, WorkC* work) noexcept nogil
cdef int decide_by_rule(const PackC* pack, WorkC* work, FieldsC* fields) noexcept nogil
cdef int begin(const PackC* pack, WorkC* work) noexcept nogil
cdef void parse_message(const PackC* pack, WorkC* work, const AnswerC* given, ParsedC* out) noexcept nogil
cdef void to_points(const WorkC* work, FieldsC* fields) noexcept nogil
