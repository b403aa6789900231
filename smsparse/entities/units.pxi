# Runs of code points: where they begin and end, what stands in them, which words of the tables they are.
#
# A function that trims gives the new end or start of a run; none of them copies unless its name says so.


cdef inline bint is_upper_or_lower(uint32_t unit) noexcept nogil:
    """Whether the unit is a Latin letter without accents."""
    return 97 <= (unit | 32) <= 122


cdef inline bint is_ascii_alnum(uint32_t unit) noexcept nogil:
    return is_digit(unit) or is_upper_or_lower(unit)


cdef inline bint is_space(uint32_t unit) noexcept nogil:
    if unit < 128:
        return unit == 32 or 9 <= unit <= 13 or 28 <= unit <= 31
    return Py_UNICODE_ISSPACE(unit)


cdef inline bint is_any_alnum(uint32_t unit) noexcept nogil:
    return is_ascii_alnum(unit) if unit < 128 else Py_UNICODE_ISALNUM(unit)


cdef inline uint32_t lower_of(uint32_t unit) noexcept nogil:
    """The small letter of one unit; İ, which becomes two, stays."""
    if unit < 128:
        return unit + 32 if 65 <= unit <= 90 else unit
    return unit if unit == 0x130 else Py_UNICODE_TOLOWER(unit)


cdef inline void lower_units(uint32_t* text, int length) noexcept nogil:
    cdef int at
    for at in range(length):
        text[at] = lower_of(text[at])


cdef inline void upper_units(uint32_t* text, int length) noexcept nogil:
    """Capitals for the Latin letters without accents."""
    cdef int at
    for at in range(length):
        if 97 <= text[at] <= 122:
            text[at] -= 32


cdef inline int skip_spaces(const uint32_t* text, int start, int end) noexcept nogil:
    while start < end and is_space(text[start]):
        start += 1
    return start


cdef inline int trim_spaces(const uint32_t* text, int start, int end) noexcept nogil:
    """The end of the run without the spaces at its end."""
    while end > start and is_space(text[end - 1]):
        end -= 1
    return end


cdef inline int without_spaces(uint32_t* text, int length) noexcept nogil:
    """Takes every white space out of `text`; returns the new length."""
    cdef int at, end = 0
    for at in range(length):
        if not is_space(text[at]):
            text[end] = text[at]
            end += 1
    return end


cdef inline int without_unit(uint32_t* text, int length, uint32_t unit) noexcept nogil:
    cdef int at, end = 0
    for at in range(length):
        if text[at] != unit:
            text[end] = text[at]
            end += 1
    return end


cdef inline int place_of(const uint32_t* text, int length, uint32_t unit) noexcept nogil:
    """Where the unit stands first, or -1."""
    cdef int at
    for at in range(length):
        if text[at] == unit:
            return at
    return -1


cdef inline bint are_digits(const uint32_t* text, int length) noexcept nogil:
    cdef int at
    for at in range(length):
        if not is_digit(text[at]):
            return False
    return length > 0


cdef inline bint are_ascii_alnum(const uint32_t* text, int length) noexcept nogil:
    cdef int at
    for at in range(length):
        if not is_ascii_alnum(text[at]):
            return False
    return length > 0


cdef inline bint ends_with(const uint32_t* text, int length, const char* ending, int size) noexcept nogil:
    """Whether an ASCII word ends the run."""
    cdef int at
    if size > length:
        return False
    for at in range(size):
        if text[length - size + at] != <uint8_t> ending[at]:
            return False
    return True


# ---- the tables of _tables.h

cdef inline bint is_word(const WordC* slot, const uint32_t* text, int length) noexcept nogil:
    cdef int at
    if slot.length != length:
        return False
    for at in range(length):
        if WORD_UNITS[slot.start + at] != text[at]:
            return False
    return True


cdef inline int value_at(const WordsC* words, uint32_t hashed, const uint32_t* text, int length) noexcept nogil:
    cdef uint32_t at = hashed & words.mask
    while words.slots[at].length:
        if words.slots[at].hash == hashed and is_word(&words.slots[at], text, length):
            return words.slots[at].value
        at = (at + 1) & words.mask
    return MISSING


cdef int word_value(const WordsC* words, const uint32_t* text, int length) noexcept nogil:
    """The number of a word, or MISSING."""
    cdef uint32_t hashed = FNV_BASIS
    cdef int at
    if length <= 0 or length > words.longest:
        return MISSING
    for at in range(length):
        hashed = (hashed ^ text[at]) * <uint32_t> FNV_PRIME
    return value_at(words, hashed, text, length)


cdef inline int unit_value(const WordsC* words, uint32_t unit) noexcept nogil:
    return value_at(words, (FNV_BASIS ^ unit) * <uint32_t> FNV_PRIME, &unit, 1)


cdef int longest_word(const WordsC* words, const uint32_t* text, int length, int* value) noexcept nogil:
    """The length of the longest word that begins the run, 0 for none; its number goes to `value`."""
    cdef uint32_t hashed = FNV_BASIS
    cdef int at, found, longest = 0
    for at in range(min(length, words.longest)):
        hashed = (hashed ^ text[at]) * <uint32_t> FNV_PRIME
        found = value_at(words, hashed, text, at + 1)
        if found != MISSING:
            longest, value[0] = at + 1, found
    return longest


cdef inline void translate(const WordsC* pairs, uint32_t* text, int length) noexcept nogil:
    """Each unit that the table knows becomes the other of its pair. ASCII is never in such a table."""
    cdef int at, meant
    for at in range(length):
        if text[at] >= 128:
            meant = unit_value(pairs, text[at])
            if meant != MISSING:
                text[at] = meant


cdef inline int without_members(const WordsC* members, uint32_t* text, int length) noexcept nogil:
    """Takes every unit of the table out of `text`; returns the new length."""
    cdef int at, end = 0
    for at in range(length):
        if is_ascii_alnum(text[at]) or unit_value(members, text[at]) == MISSING:
            text[end] = text[at]
            end += 1
    return end


# ---- writing a value

cdef inline bint put_units(ValueC* out, const uint32_t* text, int length) noexcept nogil:
    if out.length + length > out.capacity:
        out.length = out.capacity + 1  # too long for good
        return False
    memcpy(out.units + out.length, text, length * sizeof(uint32_t))
    out.length += length
    return True


cdef inline void put_unit(ValueC* out, uint32_t unit) noexcept nogil:
    put_units(out, &unit, 1)


cdef inline void put_ascii(ValueC* out, const char* text) noexcept nogil:
    cdef int at = 0
    while text[at]:
        put_unit(out, <uint8_t> text[at])
        at += 1


cdef inline void put_number(ValueC* out, int64_t number, int width) noexcept nogil:
    """A whole number that is not below zero, with zeros in front up to `width` digits."""
    cdef uint32_t[20] digits
    cdef int at = 20
    while number or at > 20 - width:
        at -= 1
        digits[at] = 48 + <uint32_t> (number % 10)
        number //= 10
    put_units(out, &digits[at], 20 - at)


cdef inline void put_letters(char* unit, int packed) noexcept nogil:
    """The three letters of a currency, packed as in _tables.h."""
    unit[0], unit[1], unit[2], unit[3] = <char> (packed >> 16), <char> (packed >> 8 & 255), <char> (packed & 255), 0
