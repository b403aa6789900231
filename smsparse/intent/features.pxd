# cython: language_level=3
"""Features of a folded message for the intent model; see features.pyx for what they are."""

from libc.stdint cimport uint32_t

cdef enum:
    FEATURE_BITS = 20       # a feature is a number of this many bits; 0 is none and pads a batch
    MAX_FEATURES = 69376    # enough for 30,720 units: two a unit, one more for every fourth, the end and the length

cpdef enum:
    NO_TOKENS = 2           # features of a message with nothing to read: its end and its length

cdef int hash_features(const uint32_t* units, int n, uint32_t* out, int capacity) noexcept nogil
