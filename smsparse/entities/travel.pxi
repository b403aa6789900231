# Travel: flight numbers, train numbers and seats.

cdef enum:
    MAX_TRAVEL = 32         # code points


cdef void resolve_ride(int pattern, const uint32_t* text, int length, ValueC* out) noexcept nogil:
    """A flight or train number: capitals, no spaces, no 次."""
    cdef uint32_t[MAX_TRAVEL * GROWTH] folded
    cdef GroupsC groups
    cdef int end
    if length > MAX_TRAVEL:
        return
    end = without_spaces(folded, fold_units(text, length, folded, MAX_TRAVEL * GROWTH))
    upper_units(folded, end)
    end = without_unit(folded, end, c"-")
    if end >= 2 and folded[end - 2] == FLIGHT_HANG and folded[end - 1] == FLIGHT_BAN:
        end -= 2
    if end >= 2 and folded[end - 2] == ROW and folded[end - 1] == CARRIAGE:
        end -= 2
    if end and folded[end - 1] == TIMES:
        end -= 1
    if end and match_at(pattern, folded, end, EVERYTHING, 0, True, &groups):
        put_units(out, folded, end)


cdef void resolve_seat(const uint32_t* text, int length, ValueC* out) noexcept nogil:
    """A seat in one spelling: no spaces, capitals, Simplified, no leading zeros (05車12F號 -> 5车12F号)."""
    cdef uint32_t[MAX_TRAVEL * GROWTH] folded
    cdef int end, start = 0
    if length > MAX_TRAVEL:
        return
    end = without_spaces(folded, fold_units(text, length, folded, MAX_TRAVEL * GROWTH))
    upper_units(folded, end)
    translate(&TRAVEL_SIMPLIFIED, folded, end)
    end = without_leading_zeros(folded, end)
    while start < end and is_seat_edge(folded[start]):
        start += 1
    while end > start and is_seat_edge(folded[end - 1]):
        end -= 1
    put_units(out, folded + start, end - start)


cdef int without_leading_zeros(uint32_t* text, int length) noexcept nogil:
    """Takes the zeros that lead a number, not its last digit; returns the new length."""
    cdef int at, end = 0
    cdef bint is_leading = True  # a digit here would begin a number
    for at in range(length):
        if is_leading and text[at] == c"0" and at + 1 < length and is_digit(text[at + 1]):
            continue
        is_leading = not is_digit(text[at])
        text[end] = text[at]
        end += 1
    return end


cdef inline bint is_seat_edge(uint32_t unit) noexcept nogil:
    return unit == c"," or unit == c"." or unit == c";" or unit == c":"
