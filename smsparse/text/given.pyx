# cython: language_level=3, boundscheck=False, wraparound=False, autotestdict=False
"""What of a message folding hides: capitals, spaces, its length in UTF-16."""

from libc.stdint cimport uint8_t, uint16_t, uint32_t

from smsparse.text.folding cimport fold

cdef enum:
    PART_LENGTH = 67        # UTF-16 units of a full part of a joined message: 140 bytes less a header of 6 (3GPP TS 23.040)

cdef extern from "Python.h":
    bint Py_UNICODE_ISUPPER(Py_UCS4 point) nogil
    bint Py_UNICODE_ISLOWER(Py_UCS4 point) nogil
    bint Py_UNICODE_ISTITLE(Py_UCS4 point) nogil


cdef Py_UCS4 point_at(const GivenC* given, int at) noexcept nogil:
    if given.kind == 1:
        return (<const uint8_t*> given.data)[at]
    if given.kind == 2:
        return (<const uint16_t*> given.data)[at]
    return (<const uint32_t*> given.data)[at]


cdef bint are_capitals(const GivenC* given, int start, int end) noexcept nogil:
    """Whether there is a letter in [start, end) and none of them is small, as ``str.isupper`` has it."""
    cdef int at
    cdef Py_UCS4 point
    cdef bint capital = False
    for at in range(start, end):
        point = point_at(given, at)
        if Py_UNICODE_ISLOWER(point) or Py_UNICODE_ISTITLE(point):
            return False
        capital = capital or Py_UNICODE_ISUPPER(point)
    return capital


cdef bint fills_a_part(const GivenC* given) noexcept nogil:
    """Whether the message is as long as a part of a joined message that another part follows."""
    cdef int at, units = <int> given.length
    if given.length > PART_LENGTH or 2 * given.length < PART_LENGTH:
        return False
    if given.kind == 4:
        for at in range(<int> given.length):
            units += point_at(given, at) > 0xFFFF
    return units == PART_LENGTH


cdef void fold_given(const FoldTableC* table, const GivenC* given, FoldedC* out) noexcept nogil:
    """Folds at most MAX_POINTS code points."""
    cdef int points = <int> given.length if given.length < MAX_POINTS else MAX_POINTS
    if given.kind == 1:
        fold(table, <const uint8_t*> given.data, points, out)
    elif given.kind == 2:
        fold(table, <const uint16_t*> given.data, points, out)
    else:
        fold(table, <const uint32_t*> given.data, points, out)
