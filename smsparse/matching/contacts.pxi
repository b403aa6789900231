# Links and numbers that a message holds beside its fields.

cdef enum:
    SUBJECT_UNITS = 6       # longest word that makes a number the subject


cdef inline bint has_scheme(const uint32_t* text, int at) noexcept nogil:
    """Whether the link at `at` begins with http."""
    return text[at] == c"h" and text[at + 1] == c"t" and text[at + 2] == c"t" and text[at + 3] == c"p"


cdef bint is_bare_host(const uint32_t* text, int at, int end) noexcept nogil:
    """Whether a link is a host alone: no scheme, no www, no path."""
    cdef int index
    if text[at] == c"w" and text[at + 1] == c"w" and text[at + 2] == c"w":
        return False
    for index in range(at, end):
        if text[index] == c"/":
            return False
    return True


cdef bint may_hold_link(const uint32_t* text, int length) noexcept nogil:
    """Whether a stop before a letter, or two slashes, stand in the text; without either there is no link."""
    cdef int at
    for at in range(length - 1):
        if (text[at] == c"." and c"a" <= text[at + 1] <= c"z") or (text[at] == c"/" and text[at + 1] == c"/"):
            return True
    return False


cdef inline bint in_link_word(uint32_t unit) noexcept nogil:
    return c"a" <= unit <= c"z" or c"0" <= unit <= c"9"


cdef inline bint begins_word(const uint32_t* text, int at) noexcept nogil:
    """Whether a run of Latin letters and digits begins: links begin nowhere else."""
    return in_link_word(text[at]) and not (at > 0 and in_link_word(text[at - 1]))


cdef bint next_link(
    const LexiconsC* lexicons, const uint32_t* text, int length, const BracketsC* brackets, int at, FoundC* out
) noexcept nogil:
    """The first link at `at` or behind it that is no part of the signature."""
    cdef int end
    while at < length:
        if begins_word(text, at) and not brackets.signature_start <= at < brackets.signature_end:
            end = find_url(lexicons, text, length, at)
            if end > 0:
                out.start = at
                out.stop = out.end = end
                return True
        at += 1
    return False


cdef bint first_link(
    const LexiconsC* lexicons, const uint32_t* text, int length, const BracketsC* brackets, FoundC* out
) noexcept nogil:
    """The first link that is no part of the signature.

    A bare host may be what the message is about (a domain that expires): a link with a scheme behind it counts first.
    """
    cdef FoundC link
    cdef int at = 0
    out.start = -1
    while next_link(lexicons, text, length, brackets, at, &link):
        if out.start < 0 or has_scheme(text, link.start):
            out[0] = link
            if not is_bare_host(text, link.start, link.end):
                break
        at = link.start + 1
    return out.start >= 0


cdef bint is_subject(
    const LexiconsC* lexicons, int before, int after, const uint32_t* text, int length, const FoundC* contact
) noexcept nogil:
    """Whether a number is what the message is about (尊敬的138…用户), not one to call: a word of the lexicon `before`
    ends where it begins, or one of `after` begins where it ends."""
    cdef int first
    if find_word(lexicons, after, text, length, contact.end) > 0:
        return True
    for first in range(max(0, contact.start - SUBJECT_UNITS), contact.start):
        if find_word(lexicons, before, text, length, first) == contact.start:
            return True
    return False
