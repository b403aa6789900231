# What of a message folding hides: capitals, spaces, its length in UTF-16.

cdef enum:
    MAX_POINTS = 10000      # contract v1: longer messages are cut and flagged
    PART_LENGTH = 67        # UTF-16 units of a full part of a joined message: 140 bytes less a header of 6 (3GPP TS 23.040)
    REPLACEMENT = 0xFFFD

# `kind` bytes a code point (1, 2 or 4), as Python holds its texts; `length` code points stand at `data`.
cdef struct GivenC:
    int kind
    const void* data
    Py_ssize_t length


cdef Py_UCS4 point_at(const GivenC* given, int at) noexcept nogil:
    if given.kind == 1:
        return (<const uint8_t*> given.data)[at]
    if given.kind == 2:
        return (<const uint16_t*> given.data)[at]
    return (<const uint32_t*> given.data)[at]


cdef bint are_capitals(const GivenC* given, int start, int end) noexcept nogil:
    """Whether there is a letter in [start, end) and none of them is small, as ``str.isupper`` has it."""
    cdef int at
    cdef Py_UCS4 point
    cdef bint capital = False
    for at in range(start, end):
        point = point_at(given, at)
        if Py_UNICODE_ISLOWER(point) or Py_UNICODE_ISTITLE(point):
            return False
        capital = capital or Py_UNICODE_ISUPPER(point)
    return capital


cdef bint fills_a_part(const GivenC* given) noexcept nogil:
    """Whether the message is as long as a part of a joined message that another part follows."""
    cdef int at, units = <int> given.length
    if given.length > PART_LENGTH or 2 * given.length < PART_LENGTH:
        return False
    if given.kind == 4:
        for at in range(<int> given.length):
            units += point_at(given, at) > 0xFFFF
    return units == PART_LENGTH


cdef void fold_given(const FoldTableC* table, const GivenC* given, FoldedC* out) noexcept nogil:
    """Folds at most MAX_POINTS code points."""
    cdef int points = <int> given.length if given.length < MAX_POINTS else MAX_POINTS
    if given.kind == 1:
        fold(table, <const uint8_t*> given.data, points, out)
    elif given.kind == 2:
        fold(table, <const uint16_t*> given.data, points, out)
    else:
        fold(table, <const uint32_t*> given.data, points, out)


# ---- UTF-8

cdef inline int tail_bytes(uint8_t first) noexcept nogil:
    """How many bytes follow the first of a character; -1 where none begins with it."""
    if first < 0x80:
        return 0
    if first < 0xC2:
        return -1
    if first < 0xE0:
        return 1
    if first < 0xF0:
        return 2
    return 3 if first < 0xF5 else -1


cdef inline bint may_follow(uint8_t first, uint8_t second) noexcept nogil:
    """Whether `second` may stand behind `first`: no overlong form, no surrogate, nothing beyond U+10FFFF."""
    if second & 0xC0 != 0x80:
        return False
    if first == 0xE0:
        return second >= 0xA0
    if first == 0xED:
        return second < 0xA0
    if first == 0xF0:
        return second >= 0x90
    return first != 0xF4 or second < 0x90


cdef inline bint is_common_three(const uint8_t* text) noexcept nogil:
    """Whether a whole character of three bytes is next, of those whose first byte goes with any other two: nearly all of
    Chinese is."""
    return (0xE1 <= text[0] <= 0xEF and text[0] != 0xED and text[1] & 0xC0 == 0x80 and text[2] & 0xC0 == 0x80)


cdef int decode_utf8(const uint8_t* text, int64_t size, uint32_t* out, int capacity, bint* repaired) noexcept nogil:
    """The code points of UTF-8, as many as fit; returns how many.

    Each maximal part of a broken character is one U+FFFD, as in Unicode's section 3.9 and ``bytes.decode``, and sets
    `repaired`.
    """
    cdef int64_t at = 0
    cdef int count = 0, tail, index
    cdef uint32_t point
    repaired[0] = False
    while at < size and count < capacity:
        if at + 2 < size and is_common_three(text + at):
            out[count] = <uint32_t> (text[at] & 15) << 12 | <uint32_t> (text[at + 1] & 63) << 6 | text[at + 2] & 63
            count += 1
            at += 3
            continue
        tail = tail_bytes(text[at])
        if tail == 0:
            out[count] = text[at]
            count += 1
            at += 1
            continue
        point = text[at] & (0x3F >> tail) if tail > 0 else REPLACEMENT
        index = 1
        while index <= tail and at + index < size:
            if not (may_follow(text[at], text[at + 1]) if index == 1 else text[at + index] & 0xC0 == 0x80):
                break
            point = point << 6 | (text[at + index] & 0x3F)
            index += 1
        if index <= tail or tail < 0:
            point = REPLACEMENT
            repaired[0] = True
        out[count] = point
        count += 1
        at += index
    return count


cdef int encode_utf8(uint32_t point, uint8_t* out) noexcept nogil:
    """Writes a code point as UTF-8 to `out`, which has room for four bytes; returns how many. A surrogate becomes ``?``,
    as ``str.encode("utf-8", "replace")`` has it."""
    if point < 0x80:
        out[0] = <uint8_t> point
        return 1
    if point < 0x800:
        out[0], out[1] = <uint8_t> (0xC0 | point >> 6), <uint8_t> (0x80 | point & 0x3F)
        return 2
    if 0xD800 <= point < 0xE000:
        out[0] = c"?"
        return 1
    if point < 0x10000:
        out[0], out[1] = <uint8_t> (0xE0 | point >> 12), <uint8_t> (0x80 | point >> 6 & 0x3F)
        out[2] = <uint8_t> (0x80 | point & 0x3F)
        return 3
    out[0], out[1] = <uint8_t> (0xF0 | point >> 18), <uint8_t> (0x80 | point >> 12 & 0x3F)
    out[2], out[3] = <uint8_t> (0x80 | point >> 6 & 0x3F), <uint8_t> (0x80 | point & 0x3F)
    return 4
