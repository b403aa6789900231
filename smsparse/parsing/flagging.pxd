# cython: language_level=3
"""The flags of a message."""

from smsparse.parsing.work cimport FieldsC, PackC, WorkC

cdef int flags_of(const PackC* pack, WorkC* work, int category, const FieldsC* fields) noexcept nogil
