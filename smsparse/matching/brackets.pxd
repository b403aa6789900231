# cython: language_level=3
"""The brackets that open and end a message: where its body is, and which of them names the sender."""

from libc.stdint cimport uint32_t

from smsparse.matching.finders cimport LexiconsC

cdef struct BracketsC:
    int body_start          # after a bracket that opens the message, else 0
    int body_end            # before a bracket that ends it, else its length
    int end_from            # from here to body_end there is closing punctuation only
    int tail_from           # from here to the end of the message there is closing punctuation only
    int signature_start     # -1 where no bracket names the sender
    int signature_end

cdef void find_brackets(
    const LexiconsC* lexicons, int brand, int heading, const uint32_t* text, int length, BracketsC* out
) noexcept nogil
