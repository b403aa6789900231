# cython: language_level=3
"""Look-up of folded words in a table of the artifact; see rulepack/words.py for its layout."""

from libc.stdint cimport int32_t, uint32_t

cdef struct WordsC:
    const uint32_t* bits    # a bit for each first two units of a word
    const uint32_t* slots   # row + 1 or 0
    const uint32_t* rows    # 4 words a row: hash, start, length, number
    const uint32_t* units
    uint32_t bit_mask
    uint32_t slot_mask
    int longest

# A word that stands at a place; all zero before the first.
cdef struct WordC:
    int size
    uint32_t mixed          # hash of the units so far
    int32_t number

cdef void read_words(const void* section, WordsC* out) noexcept nogil
cdef bint next_word(const WordsC* words, const uint32_t* text, int step, int length, WordC* word) noexcept nogil
cdef int32_t whole_word(const WordsC* words, const uint32_t* text, int length) noexcept nogil
cdef int longest_word(const WordsC* words, const uint32_t* text, int length, int32_t* number) noexcept nogil
