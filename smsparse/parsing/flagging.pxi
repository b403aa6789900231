# Flags that follow from fields and category, those of flag rules, and what tells that a message breaks off.

cdef enum:
    CLOSING_REACH = 4       # units of the longest word that closes a message
    CALL_REACH = 12         # how near its end a number to call closes it
    CALL_DIGITS = 7         # of a number to call, blanked ones too


cdef int ruled_flags(const PackC* pack, WorkC* work, int category) noexcept nogil:
    """The flags of the flag rules in whose scope the category is."""
    cdef int flags = 0, index, number
    cdef MatchC match
    cdef const int32_t* rule
    find_candidates(&pack.tables, &work.hits, KIND_FLAG, category, &work.candidates)
    for index in range(work.candidates.count):
        number = work.candidates.numbers[index]
        rule = rule_of(&pack.tables, template_of(&pack.tables, number))
        if flags & rule[R_FLAGS] or not verify_template(pack, work, number, &match):
            continue
        if not is_barred(&pack.tables, number, &work.hits):
            flags |= rule[R_FLAGS]
    return flags


cdef inline bint ends_open(uint32_t unit) noexcept nogil:
    """Whether no message ends in the unit: a character, a comma, an opening sign, a blanked digit."""
    return (0x4E00 <= unit <= 0x9FFF or unit == c"," or unit == 0x3001 or unit == 0x300A or unit == c"("    # 、《
            or unit == c"x")


cdef bint breaks_off(const PackC* pack, const WorkC* work) noexcept nogil:
    """Whether the message stops in the middle of a clause: open, with neither a closing word nor a number to call before
    its end."""
    cdef int length = work.folded.length, at, digits = 0
    cdef uint32_t unit
    if length == 0 or not ends_open(work.folded.units[length - 1]):
        return False
    for at in range(max(0, length - CLOSING_REACH), length):
        if find_word(&pack.lexicons, pack.words.closing, work.folded.units, length, at) == length:
            return False
    for at in range(max(0, length - CALL_REACH), length):
        unit = work.folded.units[at]
        digits = digits + 1 if c"0" <= unit <= c"9" or unit == c"x" or unit == c"-" else 0
        if digits == CALL_DIGITS:
            return False
    return True


cdef int flags_of(const PackC* pack, WorkC* work, int category, const FieldsC* fields) noexcept nogil:
    """Every flag but those the winning rule brings and those of folding."""
    cdef int flags = ruled_flags(pack, work, category)
    if work.limit_hit or fields.is_full or is_spent(&work.text):
        flags |= F_LIMIT_HIT
    if holds(fields, pack.fields.code) or holds(fields, pack.fields.pickup_code):
        flags |= F_CONTAINS_CODE
    if in_scope(pack.urgent_scope, category):
        flags |= F_TIME_SENSITIVE
    if fills_a_part(&work.given) and breaks_off(pack, work):
        flags |= F_FRAGMENT
    return flags
