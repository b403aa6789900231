# Zones: offsets from UTC, fixed or by a table of transitions; receive times in RFC 3339; the writing of a message.

cdef enum:
    READ_OTHER = 1          # what a receive time may be instead of one
    READ_NO_OFFSET = 2
    READ_NO_SUCH = 3
    MIN_KANA = 3            # a の or two stand in Chinese names of shops; a Japanese message has more kinds of kana
    FIRST_KANA = 0x3041
    LAST_KANA = 0x30FA


cdef int offset_after(const ZoneC* zone, const int64_t* transitions, int64_t seconds) noexcept nogil:
    """The offset behind the last of the transitions that is not later than `seconds`."""
    cdef int low = 0, high = zone.count, middle
    while low < high:
        middle = (low + high) >> 1
        if transitions[middle] <= seconds:
            low = middle + 1
        else:
            high = middle
    return zone.offsets[low - 1] if low else zone.first_offset


cdef int offset_at_utc(const ZoneC* zone, int64_t utc) noexcept nogil:
    """Offset in minutes at an instant (seconds since 1970 UTC)."""
    return offset_after(zone, zone.utc, utc)


cdef int offset_at_local(const ZoneC* zone, int64_t local) noexcept nogil:
    """Offset in minutes at a local time (seconds since 1970 on a wall clock); of two, the earlier one."""
    return offset_after(zone, zone.local, local)


# ---- receive times

cdef inline int two_digits(const uint32_t* text, int at, int length) noexcept nogil:
    """The number two digits say, -1 for anything else."""
    if at + 2 > length or not is_digit(text[at]) or not is_digit(text[at + 1]):
        return -1
    return 10 * (<int> text[at] - 48) + <int> text[at + 1] - 48


cdef inline bint is_at(const uint32_t* text, int at, int length, uint32_t unit) noexcept nogil:
    return at < length and text[at] == unit


cdef int read_rfc3339(const uint32_t* text, int length, int64_t* utc, int* offset) noexcept nogil:
    """2024-03-05T14:03[:00[.123]]+08:00 or Z -> seconds since 1970 UTC and the offset in minutes. 0, or what is wrong:
    READ_OTHER text, READ_NO_OFFSET, READ_NO_SUCH time."""
    cdef int century = two_digits(text, 0, length), year = two_digits(text, 2, length)
    cdef int month = two_digits(text, 5, length), day = two_digits(text, 8, length)
    cdef int hour = two_digits(text, 11, length), minute = two_digits(text, 14, length), second = 0, at = 16
    cdef bint is_joined
    if century < 0 or year < 0 or month < 0 or day < 0 or hour < 0 or minute < 0:
        return READ_OTHER
    is_joined = text[10] == c"T" or text[10] == c"t" or text[10] == c" "
    if text[4] != c"-" or text[7] != c"-" or text[13] != c":" or not is_joined:
        return READ_OTHER
    if is_at(text, at, length, c":"):
        second = two_digits(text, at + 1, length)
        at += 3
        if second < 0:
            return READ_OTHER
        if is_at(text, at, length, c"."):
            at += 1
            if at == length or not is_digit(text[at]):
                return READ_OTHER
            while at < length and is_digit(text[at]):
                at += 1
    if at == length:
        return READ_NO_OFFSET
    if not read_zone(text, at, length, offset):
        return READ_OTHER
    day = day_number(100 * century + year, month, day)
    if day == NONE or hour > 23 or minute > 59 or second > 60 or offset[0] == NONE:
        return READ_NO_SUCH
    utc[0] = <int64_t> day * DAY + hour * HOUR + minute * MINUTE + second - offset[0] * MINUTE
    return 0


cdef bint read_zone(const uint32_t* text, int at, int length, int* offset) noexcept nogil:
    """Z or +08:00, which must end the text; NONE for hours and minutes that no offset has."""
    cdef int hours, minutes
    if text[at] == c"Z" or text[at] == c"z":
        offset[0] = 0
        return at + 1 == length
    hours, minutes = two_digits(text, at + 1, length), two_digits(text, at + 4, length)
    if hours < 0 or minutes < 0 or text[at + 3] != c":" or at + 6 != length:
        return False
    if text[at] != c"+" and text[at] != c"-":
        return False
    offset[0] = hours * 60 + minutes
    if hours > 23 or minutes > 59:
        offset[0] = NONE
    elif text[at] == c"-":
        offset[0] = -offset[0]
    return True


# ---- the writing of a message

cdef int script_of_text(const code_unit* text, int length) noexcept nogil:
    """The number of the writing: Japanese by kana, Korean by hangul, Traditional by characters only it has, Simplified,
    Cyrillic, English; SCRIPT_NONE when the text holds neither Han characters nor Cyrillic or Latin letters."""
    cdef uint64_t[3] kana
    cdef int at, writing = 0
    cdef uint32_t unit
    cdef bint has_hangul = False, has_han = False, has_cyrillic = False, has_latin = False
    kana[0] = kana[1] = kana[2] = 0
    for at in range(length):
        unit = text[at]
        if unit < 128:
            has_latin = has_latin or is_upper_or_lower(unit)
        elif FIRST_HAN <= unit <= LAST_HAN:
            has_han = True
            writing |= WRITING[(unit - FIRST_HAN) >> 2] >> ((unit - FIRST_HAN & 3) * 2) & 3
        elif FIRST_KANA <= unit <= LAST_KANA:
            kana[(unit - FIRST_KANA) >> 6] |= <uint64_t> 1 << (unit - FIRST_KANA & 63)
        elif 0xAC00 <= unit <= 0xD7A3:
            has_hangul = True
        elif 0x400 <= unit <= 0x52F:
            has_cyrillic = True
    if bits_of(kana[0]) + bits_of(kana[1]) + bits_of(kana[2]) >= MIN_KANA:
        return SCRIPT_JA
    if has_hangul:
        return SCRIPT_KO
    if has_han:
        return SCRIPT_HANT if writing == 1 else SCRIPT_HANS
    if has_cyrillic:
        return SCRIPT_CYRL
    return SCRIPT_EN if has_latin else SCRIPT_NONE


cdef inline int bits_of(uint64_t word) noexcept nogil:
    cdef int count = 0
    while word:
        word &= word - 1
        count += 1
    return count
