# Measures: data volumes -> whole bytes, durations -> whole seconds.
#
# Carriers count data in binary multiples (1 GB = 1024 MB = 1024**3 bytes); a fraction of a byte is rounded half up:
# 17.77M is 18633196 bytes. A rate (100Mbps) is no volume. Months and years have no fixed length and no value (六個月).

cdef enum:
    MAX_MEASURE = 40        # code points


cdef void resolve_data(const uint32_t* text, int length, ValueC* out) noexcept nogil:
    """A volume such as 1.2GB, 46267KB, 500兆, 3GB200MB."""
    cdef uint32_t[MAX_MEASURE * GROWTH] folded
    cdef DecimalC total, term
    cdef GroupsC groups
    cdef int at, end, power, last = 9
    if length > MAX_MEASURE:
        return
    end = fold_units(text, length, folded, MAX_MEASURE * GROWTH)
    lower_units(folded, end)
    translate(&DATA_SIMPLIFIED, folded, end)
    end = without_spaces(folded, end)
    end = without_data_words(folded, end)
    at = 1 if end and folded[0] == ABOUT else 0
    set_whole(&total, 0)
    while at < end:
        if not match_at(PATTERN_DATA_TERM, folded, end, EVERYTHING, at, False, &groups):
            return
        power = group_word(&DATA_POWERS, &groups, 2, folded)
        if power >= last or not read_unsigned(folded + at, group_length(&groups, 1), 0, &term):
            return
        if not scale_up(&term, <int64_t> 1 << 10 * power) or not add(&total, &term):
            return
        last, at = power, groups.edges[1]
    if last < 9:
        put_decimal(out, &total)
        out.unit[0], out.unit[1] = c"B", 0


cdef int without_data_words(const uint32_t* text, int end) noexcept nogil:
    """The end without 流量, 的, 全国 and 国内, in this order."""
    if end >= 2 and text[end - 2] == FLOW and text[end - 1] == AMOUNT:
        end -= 2
    if end and text[end - 1] == OF:
        end -= 1
    if end >= 2 and text[end - 2] == ALL and text[end - 1] == COUNTRY:
        end -= 2
    if end >= 2 and text[end - 2] == COUNTRY and text[end - 1] == WITHIN:
        end -= 2
    return end


cdef void resolve_duration(const uint32_t* text, int length, ValueC* out) noexcept nogil:
    """A duration such as 5分钟, 1小时30分, 半小时, 10 minutes, 48h."""
    cdef int64_t total = seconds_of(text, length)
    if total >= 0:
        put_number(out, total, 1)
        out.unit[0], out.unit[1] = c"s", 0


cdef int64_t seconds_of(const uint32_t* text, int length) noexcept nogil:
    """The length of a duration in seconds, -1 for none and for what no message can mean."""
    cdef uint32_t[MAX_MEASURE * GROWTH] folded
    cdef GroupsC groups
    cdef int at = 0, end, size, last = LAST_SIZE
    cdef int64_t total = 0, term
    if length > MAX_MEASURE:
        return -1
    end = fold_units(text, length, folded, MAX_MEASURE * GROWTH)
    lower_units(folded, end)
    translate(&DURATION_SIMPLIFIED, folded, end)
    end = without_spaces(folded, end)
    if end and match_at(PATTERN_DURATION_TRIM, folded, end, EVERYTHING, 0, True, &groups):
        at, end = groups.edges[2], groups.edges[3]
    while at < end:
        if not match_at(PATTERN_DURATION_TERM, folded, end, EVERYTHING, at, False, &groups):
            return -1
        size = group_word(&SECONDS, &groups, 3, folded)
        term = duration_term(folded, &groups, size)
        if term < 0 or size >= last:
            return -1
        total += term
        last, at = size, groups.edges[1]
    return total if last < LAST_SIZE else -1


cdef int64_t duration_term(const uint32_t* text, const GroupsC* groups, int size) noexcept nogil:
    """One number with its unit; 半 may be the number (半小时), stand before the unit (1个半小时) or after (1小时半)."""
    cdef DecimalC number
    cdef int start = groups.edges[2], end = groups.edges[3], point
    cdef bint is_half = has_group(groups, 2) or has_group(groups, 4)
    if has_group(groups, 2) and has_group(groups, 4):
        return -1
    if text[start] == HALF:
        return -1 if is_half else size // 2
    if is_digit(text[start]):
        point = place_of(text + start, end - start, c".")
        point = end if point < 0 else start + point
        start_whole(&number, text + start, point - start, 0)
        if point < end:
            add_fraction(&number, text + point + 1, end - point - 1)
    elif not chinese_integer(text + start, end - start, &number):
        return -1
    if number.whole > MAX_DURATION_DIGITS or not scale_up(&number, size):
        return -1
    return whole_of(&number) + (size // 2 if is_half else 0)
