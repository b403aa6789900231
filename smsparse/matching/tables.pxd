# cython: language_level=3
"""What matching reads of a compiled pack: its sections as pointers, and the words of a template and of a rule.

The layout of each section is said in rulepack/compiler.py, beside the function that writes it.
"""

from libc.stdint cimport int32_t, int64_t, uint32_t, uint64_t

from smsparse.matching.verifier cimport INSTRUCTION_WORDS

cdef enum:
    TEMPLATE_WORDS = 14
    RULE_WORDS = 12

# Words of a template and of a rule, in the order rulepack/compiler.py writes them.
cdef enum:
    T_PROGRAM = 0
    T_SIZE = 1
    T_RULE = 2
    T_CAPTURES = 3
    T_CAPTURE_COUNT = 4
    T_POINTS = 5
    T_REQUIRE = 6
    T_REQUIRE_COUNT = 7
    T_UNLESS = 8
    T_UNLESS_COUNT = 9
    T_SOME = 10
    T_SOME_COUNT = 11
    T_FIRSTS = 12
    R_KIND = 0
    R_CATEGORY = 1
    R_SENDER = 2
    R_PRIORITY = 3
    R_CONFIDENCE = 4        # of a field rule that picks: how sure the category must be
    R_FLAGS = 5
    R_SCOPE = 6
    R_PICK = 10
    R_DISTRUST = 11
    DISTRUST_CALL = 3       # its own slot `phone` is held against the sender, not the links

# Kinds of rules.
cdef enum:
    KIND_CATEGORY = 0       # decides the category
    KIND_FIELD = 1
    KIND_FLAG = 2

# How a field rule without a cue chooses, in the order of PICKS in rulepack/records.py.
cdef enum:
    PICK_SOLE = 1
    PICK_FIRST = 2

cdef struct TablesC:
    const int32_t* programs
    const int32_t* templates
    const int32_t* captures
    const int32_t* conditions
    const int32_t* rules
    const int32_t* offer_starts
    const int32_t* offers
    int template_count


cdef inline const int32_t* template_of(const TablesC* tables, int number) noexcept nogil:
    return tables.templates + number * TEMPLATE_WORDS


cdef inline const int32_t* rule_of(const TablesC* tables, const int32_t* template) noexcept nogil:
    return tables.rules + template[T_RULE] * RULE_WORDS


cdef inline const int32_t* program_of(const TablesC* tables, const int32_t* template) noexcept nogil:
    return tables.programs + template[T_PROGRAM] * INSTRUCTION_WORDS


cdef inline uint64_t firsts_of(const int32_t* template) noexcept nogil:
    """The units a match may begin with, as `verify` takes them."""
    return (<uint32_t> template[T_FIRSTS]) | (<uint64_t> <uint32_t> template[T_FIRSTS + 1] << 32)


cdef inline bint rule_covers(const int32_t* rule, int category) noexcept nogil:
    """Whether the category is in the scope of a field or flag rule."""
    return (<uint32_t> rule[R_SCOPE + (category >> 5)] >> (category & 31)) & 1


cdef inline int64_t rank_of(const int32_t* rule, const int32_t* template) noexcept nogil:
    """Orders matches: priority, sender-bound, literal code points, the earlier rule."""
    return ((<int64_t> rule[R_PRIORITY] << 50) | (<int64_t> (rule[R_SENDER] >= 0) << 49)
            | (<int64_t> template[T_POINTS] << 24) | (0xFFFFFF - template[T_RULE]))
