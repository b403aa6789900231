# cython: language_level=3
"""Runs a template's program over folded text; see rulepack/compiler.py for programs, rulepack/slots.py for slots."""

from libc.stdint cimport uint8_t, uint32_t, uint64_t

from smsparse.matching.finders cimport FoundC, LexiconsC
from smsparse.matching.tables cimport TablesC

cdef enum:
    MAX_CAPTURES = 16
    MAX_MORE = 8
    ANSWERS = 512           # slots found that are remembered: a power of two

# Instructions: operation, a, b, c, capture or -1, repeat. Of a text slot `repeat` is the bit set of units that may stand
# behind it, of a split `c` that of units its first branch may begin with, where that is no literal (-1: any).
cdef enum:
    OP_MATCH = 0
    OP_LITERAL = 1
    OP_SPLIT = 2
    OP_JUMP = 3
    OP_SLOT = 4
    OP_TEXT = 5
    OP_LEXICON = 6
    OP_START = 7
    OP_END = 8
    OP_BLANK = 9
    OP_WORD = 10

cdef struct CaptureC:
    int start
    int end
    int currency_start    # of a money slot; -1 where no currency is written
    int currency_end

cdef struct MoreC:
    int capture
    int start
    int end

cdef struct MatchC:
    int start
    int end
    int more_count
    CaptureC captures[MAX_CAPTURES]
    MoreC more[MAX_MORE]

# What find_slot gave for a slot type with its range, at a place.
cdef struct AnsweredC:
    uint64_t asked
    uint32_t epoch
    FoundC found

# The text a program runs over, and what of it is worked out once: where the body starts and ends.
cdef struct TextC:
    const uint32_t* units
    int length
    int body_start        # after a leading bracket, else 0
    int body_end          # before a trailing bracket, else length
    int end_from          # from here to body_end there is closing punctuation only
    int tail_from         # from here to length there is closing punctuation only
    const uint32_t* program_units
    const uint8_t* firsts
    LexiconsC lexicons
    uint64_t* visited     # scratch: one bit a (instruction, position)
    AnsweredC* answered   # scratch: slots found in the message of `epoch`
    uint32_t epoch

cdef bint make_answers(TextC* text) noexcept nogil
cdef void free_answers(TextC* text) noexcept nogil
cdef void begin_text(TextC* text) noexcept nogil

cdef bint verify(TextC* text, const TablesC* tables, int number, int first, int last, MatchC* out) noexcept nogil
