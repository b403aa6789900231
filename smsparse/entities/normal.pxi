# Folding of surfaces: NFKC without invisible signs, every decimal digit as 0-9, lone surrogates as U+FFFD.
#
# Nearly every text is settled: what each code point becomes does not depend on its neighbours, and one look at the
# table each is all. A text with a combining mark or a part of a Hangul syllable goes the long way: it is taken apart,
# put in canonical order and combined again (https://www.unicode.org/reports/tr15/#Description_Norm).

cdef enum:
    NORMAL_SELF = 0
    NORMAL_UNIT = 1
    NORMAL_MANY = 2
    NORMAL_DROP = 3
    NORMAL_KIND_SHIFT = 21
    NORMAL_MASK = 0x1FFFFF
    UNSETTLED = 1 << 23
    CLASS_SHIFT = 24
    # Hangul syllables are combined by arithmetic: section 3.12 of the Unicode standard.
    HANGUL = 0xAC00
    HANGUL_COUNT = 11172
    LEADING = 0x1100
    LEADING_COUNT = 19
    VOWEL = 0x1161
    VOWEL_COUNT = 21
    TRAILING = 0x11A7
    TRAILING_COUNT = 28


cdef inline uint32_t normal_entry(uint32_t unit) noexcept nogil:
    if unit > LAST_POINT:
        return NORMAL_UNIT << NORMAL_KIND_SHIFT | 0xFFFD
    return NORMAL_ENTRIES[<uint32_t> NORMAL_PAGES[unit >> 8] << 8 | (unit & 255)]


cdef int fold_units(const uint32_t* text, int length, uint32_t* out, int capacity) noexcept nogil:
    """Folds a surface into `out`; returns the new length, -1 where it needs more than `capacity` units."""
    cdef int at, size, end = 0
    cdef uint32_t unit, entry, kind, place
    for at in range(length):
        unit = text[at]
        entry = 0 if unit < 128 else normal_entry(unit)
        if entry & UNSETTLED:
            return fold_unsettled(text, length, out, capacity)
        kind = entry >> NORMAL_KIND_SHIFT & 3
        if kind == NORMAL_MANY:
            place = entry & NORMAL_MASK
            size = NORMAL_TEXTS[place]
            if end + size > capacity:
                return -1
            memcpy(out + end, &NORMAL_TEXTS[place + 1], size * sizeof(uint32_t))
            end += size
        elif kind != NORMAL_DROP:
            if end == capacity:
                return -1
            out[end] = unit if kind == NORMAL_SELF else entry & NORMAL_MASK
            end += 1
    return end


cdef int fold_unsettled(const uint32_t* text, int length, uint32_t* out, int capacity) noexcept nogil:
    cdef int at, step, size, end = 0
    cdef uint32_t entry, kind, place
    for at in range(length):
        entry = normal_entry(text[at])
        kind = entry >> NORMAL_KIND_SHIFT & 3
        if kind == NORMAL_DROP:
            continue
        place, size = entry & NORMAL_MASK, 1
        if kind == NORMAL_MANY:
            size = NORMAL_TEXTS[place]
        for step in range(size):
            if kind == NORMAL_MANY:
                end = take_apart(NORMAL_TEXTS[place + 1 + step], out, end, capacity)
            else:
                end = take_apart(place if kind == NORMAL_UNIT else text[at], out, end, capacity)
            if end < 0:
                return -1
    order_marks(out, end)
    return combine(out, end)


cdef int take_apart(uint32_t unit, uint32_t* out, int end, int capacity) noexcept nogil:
    """Appends the canonical decomposition of a unit; returns the new length, -1 without room."""
    cdef uint32_t[8] tail
    cdef int place, count = 0
    if HANGUL <= unit < HANGUL + HANGUL_COUNT:
        unit -= HANGUL
        if unit % TRAILING_COUNT:
            tail[count] = TRAILING + unit % TRAILING_COUNT
            count += 1
        tail[count] = VOWEL + unit // TRAILING_COUNT % VOWEL_COUNT
        count += 1
        unit = LEADING + unit // (TRAILING_COUNT * VOWEL_COUNT)
    else:
        place = unit_value(&PARTS_OF, unit)
        while place != MISSING:  # the second part never comes apart, the first may
            tail[count] = PARTS[place + 1]
            count += 1
            unit = PARTS[place]
            place = unit_value(&PARTS_OF, unit)
    if end + count + 1 > capacity:
        return -1
    out[end] = unit
    end += 1
    while count:
        count -= 1
        out[end] = tail[count]
        end += 1
    return end


cdef inline int class_of(uint32_t unit) noexcept nogil:
    return normal_entry(unit) >> CLASS_SHIFT


cdef void order_marks(uint32_t* text, int length) noexcept nogil:
    """Sorts each run of marks by class, keeping the order of equals (insertion sort: runs are short)."""
    cdef int at, place, mark
    cdef uint32_t unit
    for at in range(1, length):
        unit = text[at]
        mark = class_of(unit)
        place = at
        while mark and place and class_of(text[place - 1]) > mark:
            text[place] = text[place - 1]
            place -= 1
        text[place] = unit


cdef int combine(uint32_t* text, int length) noexcept nogil:
    """Combines marks with the last unit of class 0 where nothing stands between; returns the new length."""
    cdef int at, end = 0, starter = -1, mark, last = 0
    cdef uint32_t whole
    for at in range(length):
        mark = class_of(text[at])
        whole = 0
        if starter >= 0 and (last < mark or (last == 0 and end == starter + 1)):
            whole = combined(text[starter], text[at])
        if whole:
            text[starter] = whole
            continue
        if mark == 0:
            starter = end
        last = mark
        text[end] = text[at]
        end += 1
    return end


cdef uint32_t combined(uint32_t first, uint32_t second) noexcept nogil:
    """What two units combine to, or 0."""
    cdef uint32_t[2] pair
    cdef int whole
    if LEADING <= first < LEADING + LEADING_COUNT and VOWEL <= second < VOWEL + VOWEL_COUNT:
        return HANGUL + ((first - LEADING) * VOWEL_COUNT + second - VOWEL) * TRAILING_COUNT
    if HANGUL <= first < HANGUL + HANGUL_COUNT and (first - HANGUL) % TRAILING_COUNT == 0:
        if TRAILING < second < TRAILING + TRAILING_COUNT:
            return first + second - TRAILING
    pair[0], pair[1] = first, second
    whole = word_value(&COMBINED, pair, 2)
    return 0 if whole == MISSING else whole
