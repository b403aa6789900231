# cython: language_level=3
"""What parsing gives: a result that works its fields out when they are asked for."""

cdef class Span:
    cdef readonly int start
    cdef readonly int end

cdef class Field:
    cdef readonly str name
    cdef readonly str text
    cdef readonly str value
    cdef readonly str unit
    cdef readonly Span span
    cdef readonly double confidence
    cdef readonly str by
    cdef readonly tuple more

cdef class SenderMatch:
    cdef readonly str id
    cdef readonly str name
    cdef readonly str trust
    cdef readonly tuple reasons

cdef class ParseResult:
    cdef readonly str text
    cdef readonly str category
    cdef readonly double confidence
    cdef readonly str decided_by
    cdef readonly str sender_number
    cdef readonly object received
    cdef object engine
    cdef int flag_bits
    cdef object verdict
    cdef list raw
    cdef object built_fields
    cdef object built_sender
    cdef bint sender_known
    cdef object built_card
