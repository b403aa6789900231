# cython: language_level=3
"""The fields of a message whose category is known."""

from smsparse.parsing.work cimport AnswerC, FieldsC, PackC, WorkC

cdef void gather_fields(const PackC* pack, WorkC* work, const AnswerC* answer, FieldsC* fields) noexcept nogil
