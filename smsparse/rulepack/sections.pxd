# cython: language_level=3
"""Sections of an artifact as memory, without a copy."""

from cpython.buffer cimport Py_buffer
from libc.stdint cimport uint32_t

cdef class Section:
    cdef Py_buffer buffer
    cdef bint held
    cdef const void* data
    cdef Py_ssize_t size
    cdef int words(self) noexcept

cdef class Strings:
    cdef Section section
    cdef const uint32_t* starts     # count + 1
    cdef const char* texts
    cdef Py_ssize_t count
