# Brackets: 【name】 or [name] at the start or the end of a message is its signature, unless it is a heading or a sentence.

cdef struct BracketsC:
    int body_start          # after a bracket that opens the message, else 0
    int body_end            # before a bracket that ends it, else its length
    int end_from            # from here to body_end there is closing punctuation only
    int tail_from           # from here to the end of the message there is closing punctuation only
    int signature_start     # -1 where no bracket names the sender
    int signature_end

cdef enum:
    SIGNATURE_UNITS = 30    # of a name in letters
    SIGNATURE_HAN = 20      # of a name that holds Han characters
    ORNAMENTS = 12          # how much may stand before the bracket that opens a message
    ENDING = 60             # and behind the one that ends it


cdef inline bint opens(uint32_t unit) noexcept nogil:
    return unit == 0x3010 or unit == c"["


cdef inline bint closes(uint32_t unit) noexcept nogil:
    return unit == 0x3011 or unit == c"]"


cdef inline bint is_name_sign(uint32_t unit) noexcept nogil:
    return 0x3400 <= unit <= 0x9FFF


cdef bint is_sentence_sign(uint32_t unit) noexcept nogil:
    return (unit == c"," or unit == c"!" or unit == c"?" or unit == c":" or unit == c";" or unit == 0x3002 or unit == c"%"
            or unit == 10 or opens(unit) or closes(unit))


cdef int leading_bracket(const uint32_t* text, int length, int start) noexcept nogil:
    """Where the bracket that opens at `start` ends, or -1."""
    cdef int at
    if start >= length or not opens(text[start]):
        return -1
    for at in range(start + 1, min(length, start + SIGNATURE_UNITS + 2)):
        if closes(text[at]):
            return at + 1
    return -1


cdef bint is_plain(uint32_t unit) noexcept nogil:
    """Letters, digits and Han characters: what an ornament is not."""
    return (c"0" <= unit <= c"9") or (c"a" <= unit <= c"z") or 0x3400 <= unit <= 0x9FFF


cdef int after_ornaments(const uint32_t* text, int length) noexcept nogil:
    """Where the message begins after quotes, emoji and a part number, ``(1/2)`` or ``[1/2]``."""
    cdef int at = 0
    cdef int part
    while at < length and at < ORNAMENTS:
        part = at + (text[at] == c"(" or text[at] == c"[")
        if (part + 3 < length and c"1" <= text[part] <= c"9" and text[part + 1] == c"/" and c"2" <= text[part + 2] <= c"9"
                and (text[part + 3] == c")" or text[part + 3] == c"]")):
            at = part + 4
        elif is_plain(text[at]) or opens(text[at]):
            break
        else:
            at += 1
    return at


cdef inline bint says_how_to_stop(uint32_t unit) noexcept nogil:
    """拒收退订回复: what a line is made of that says how to stop advertising, and that may stand behind the signature."""
    return (unit == 0x62D2 or unit == 0x6536 or unit == 0x9000 or unit == 0x8BA2 or unit == 0x56DE or unit == 0x590D)


cdef int last_bracket_end(const uint32_t* text, int length) noexcept nogil:
    """Where the last bracket ends that nothing but signs, a link, a number or how to stop follows; else -1."""
    cdef int at = length
    while at > 0 and at > length - ENDING:
        if closes(text[at - 1]):
            return at
        if 0x3400 <= text[at - 1] <= 0x9FFF and not says_how_to_stop(text[at - 1]):
            return -1
        at -= 1
    return -1


cdef int before_punctuation(const uint32_t* text, int end) noexcept nogil:
    """`end` without closing punctuation before it."""
    while end > 0 and (text[end - 1] == c"." or text[end - 1] == c"!" or text[end - 1] == c"," or text[end - 1] == c";"
                       or text[end - 1] == 0x3002 or text[end - 1] == 10 or text[end - 1] == 32):
        end -= 1
    return end


cdef int trailing_bracket(const uint32_t* text, int end) noexcept nogil:
    """Where the bracket that closes the message at `end` begins, or -1."""
    cdef int at
    if end < 2 or not closes(text[end - 1]):
        return -1
    for at in range(end - 2, max(-1, end - SIGNATURE_UNITS - 3), -1):
        if opens(text[at]):
            return at
        if closes(text[at]):
            return -1
    return -1


cdef bint may_sign(const uint32_t* text, int start, int end) noexcept nogil:
    """Whether the content of a bracket can be a name: short enough, no sentence, a letter or a short number."""
    cdef int index, digits = 0, han = 0
    cdef bint named = False
    if not 2 <= end - start <= SIGNATURE_UNITS:
        return False
    for index in range(start, end):
        if is_sentence_sign(text[index]):
            return False
        han += is_name_sign(text[index])
        named = named or text[index] >= c"a"
        digits += c"0" <= text[index] <= c"9"
    if end - start > SIGNATURE_HAN and han > 0:
        return False
    return named or (digits == end - start and digits < 7)


cdef bint is_heading(const LexiconsC* lexicons, int heading, const uint32_t* text, int start, int end) noexcept nogil:
    """Whether the name ends in a word of headings (提醒, 通知 ...): it tells the subject, not the sender."""
    cdef int at
    for at in range(start, end):
        if find_word(lexicons, heading, text, end, at) == end:
            return True
    return False


cdef void choose_signature(
    const LexiconsC* lexicons, int brand, int heading, const uint32_t* text, int length, BracketsC* out,
    int lead_start, int lead_end, int trail_start, int trail_end
) noexcept nogil:
    """Of the contents of a bracket at the start and one at the end, the one that names the sender.

    The first counts before the last, unless only the last is a brand's. A heading names nobody unless a brand opens it.
    """
    cdef bint lead = lead_end > lead_start and may_sign(text, lead_start, lead_end)
    cdef bint trail = trail_start > 0 and trail_end > trail_start and may_sign(text, trail_start, trail_end)
    cdef bint lead_brand = lead and find_word(lexicons, brand, text, length, lead_start) > 0
    cdef bint trail_brand = trail and find_word(lexicons, brand, text, length, trail_start) > 0
    lead = lead and (lead_brand or not is_heading(lexicons, heading, text, lead_start, lead_end))
    trail = trail and (trail_brand or not is_heading(lexicons, heading, text, trail_start, trail_end))
    out.signature_start = out.signature_end = -1
    if lead and not (trail_brand and not lead_brand):
        out.signature_start, out.signature_end = lead_start, lead_end
    elif trail:
        out.signature_start, out.signature_end = trail_start, trail_end


cdef void find_brackets(
    const LexiconsC* lexicons, int brand, int heading, const uint32_t* text, int length, BracketsC* out
) noexcept nogil:
    """Fills `out`; `brand` and `heading` are the numbers of those lexicons."""
    cdef int end = before_punctuation(text, length)
    cdef int lead = leading_bracket(text, length, 0)
    cdef int trail = trailing_bracket(text, end)
    cdef int lead_start = after_ornaments(text, length)
    cdef int last = last_bracket_end(text, length)
    out.body_start = lead if lead > 0 else 0
    out.body_end = trail if trail >= 0 else length
    out.end_from = before_punctuation(text, out.body_end)
    out.tail_from = end
    choose_signature(
        lexicons, brand, heading, text, length, out,
        lead_start + 1, leading_bracket(text, length, lead_start) - 1, trailing_bracket(text, last) + 1, last - 1
    )
