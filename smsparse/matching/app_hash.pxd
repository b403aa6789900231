# cython: language_level=3
"""The hash that ends a message for Android's SMS Retriever; no part of any code."""

from smsparse.text.given cimport GivenC

cdef enum:
    APP_HASH_LENGTH = 11

cdef bint is_app_hash(const GivenC* given, int start, int end) noexcept nogil
