# What matching reads of a compiled pack: its sections as pointers, and the words of a template and of a rule.
#
# The layout of each section is said in rulepack/compiler.py, beside the function that writes it.

cdef enum:
    INSTRUCTION_WORDS = 7
    FIRSTS_BITS = 1024      # units that may stand somewhere are bit sets of units modulo this; see rulepack/firsts.py
    TEMPLATE_WORDS = 14
    RULE_WORDS = 12
    OFFER_WORDS = 5
    SCOPE_WORDS = 4
    KINDS = 3

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
    T_DIGITS = 13
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

# Words of an offer: a template, the sender it is bound to (-1: none) or its scope, how far its anchor may stand behind
# the start of a match.
cdef enum:
    O_TEMPLATE = 0
    O_WHOSE = 1
    O_LEAST = 2
    O_MOST = 3
    O_LEFT = 4              # this one and those behind it for the same sender or scope

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
    const int32_t* scopes
    const uint8_t* firsts
    int template_count


cdef inline const int32_t* template_of(const TablesC* tables, int number) noexcept nogil:
    return tables.templates + number * TEMPLATE_WORDS


cdef inline const int32_t* rule_of(const TablesC* tables, const int32_t* template) noexcept nogil:
    return tables.rules + template[T_RULE] * RULE_WORDS


cdef inline const int32_t* program_of(const TablesC* tables, const int32_t* template) noexcept nogil:
    return tables.programs + template[T_PROGRAM] * INSTRUCTION_WORDS


cdef inline bint may_stand(const uint8_t* firsts, int number, uint32_t unit) noexcept nogil:
    """Whether the bit set of this number, -1 for any unit, holds the unit."""
    cdef uint32_t bit = unit & (FIRSTS_BITS - 1)
    return number < 0 or (firsts[number * (FIRSTS_BITS >> 3) + (bit >> 3)] >> (bit & 7)) & 1


cdef inline bint rule_covers(const int32_t* rule, int category) noexcept nogil:
    """Whether the category is in the scope of a field or flag rule."""
    return (<uint32_t> rule[R_SCOPE + (category >> 5)] >> (category & 31)) & 1


cdef inline int first_offer(const TablesC* tables, int literal, int kind) noexcept nogil:
    """The number of the first offer of a literal of that kind of rules; those of kind + 1 begin where they end."""
    return tables.offer_starts[KINDS * literal + kind]


cdef inline const int32_t* offer_of(const TablesC* tables, int number) noexcept nogil:
    return tables.offers + number * OFFER_WORDS


cdef inline bint scope_covers(const TablesC* tables, int scope, int category) noexcept nogil:
    return (<uint32_t> tables.scopes[scope * SCOPE_WORDS + (category >> 5)] >> (category & 31)) & 1
