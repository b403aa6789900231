# Numbers as people write them: exact decimals and Chinese numerals.
#
# Decimals stay digits throughout, so that 1.2万 is 12000 exactly and 6.00 keeps its scale.

cdef enum:
    MAX_DIGITS = 160        # of a decimal with all that is multiplied into it
    MAX_NUMERAL = 40        # units of a Chinese numeral


# digits[:whole] stand before the point, digits[whole:length] behind it. No zeros lead but a single one.
cdef struct DecimalC:
    uint8_t[MAX_DIGITS] digits
    int whole
    int length


cdef inline bint add_digit(DecimalC* number, int digit) noexcept nogil:
    if number.length == MAX_DIGITS:
        return False
    number.digits[number.length] = digit
    number.length += 1
    return True


cdef bint start_whole(DecimalC* number, const uint32_t* text, int length, uint32_t separator) noexcept nogil:
    """The digits before the point, without the zeros that lead and without the separator of the groups."""
    cdef int at
    number.length = 0
    for at in range(length):
        if text[at] != separator and (text[at] != c"0" or number.length) and not add_digit(number, text[at] - 48):
            return False
    if number.length == 0:
        add_digit(number, 0)
    number.whole = number.length
    return True


cdef bint add_fraction(DecimalC* number, const uint32_t* text, int length) noexcept nogil:
    cdef int at
    for at in range(length):
        if not add_digit(number, text[at] - 48):
            return False
    return True


cdef void set_whole(DecimalC* number, int64_t value) noexcept nogil:
    cdef uint8_t[20] digits
    cdef int at = 20
    number.length = 0
    while value or at == 20:
        at -= 1
        digits[at] = value % 10
        value //= 10
    while at < 20:
        add_digit(number, digits[at])
        at += 1
    number.whole = number.length


cdef bint shift(DecimalC* number, int places) noexcept nogil:
    """Times 10**places, exactly; digits left behind the point stay: 1.2 by 4 -> 12000."""
    cdef int zeros = number.whole + places - number.length
    while zeros > 0:
        if not add_digit(number, 0):
            return False
        zeros -= 1
    number.whole += places
    strip_zeros(number)
    return True


cdef void strip_zeros(DecimalC* number) noexcept nogil:
    """Takes away the zeros that lead, one before the point aside."""
    cdef int lead = 0
    while lead < number.whole - 1 and number.digits[lead] == 0:
        lead += 1
    if lead:
        memmove(number.digits, number.digits + lead, number.length - lead)
        number.whole -= lead
        number.length -= lead


cdef inline int digit_of(const DecimalC* number, int place) noexcept nogil:
    """The digit at a power of ten, 0 where none is written."""
    cdef int at = number.whole - 1 - place
    return number.digits[at] if 0 <= at < number.length else 0


cdef bint add(DecimalC* total, const DecimalC* number) noexcept nogil:
    """The exact sum, with the scale of the finer."""
    cdef DecimalC out
    cdef int scale = max(total.length - total.whole, number.length - number.whole)
    cdef int whole = max(total.whole, number.whole) + 1
    cdef int place, carry = 0
    if whole + scale > MAX_DIGITS:
        return False
    for place in range(-scale, whole):
        carry += digit_of(total, place) + digit_of(number, place)
        out.digits[whole - 1 - place] = carry % 10
        carry //= 10
    out.whole, out.length = whole, whole + scale
    strip_zeros(&out)
    total[0] = out
    return True


cdef bint scale_up(DecimalC* number, int64_t factor) noexcept nogil:
    """Times a whole factor, rounded half up to a whole number."""
    cdef DecimalC out
    cdef int at, whole = number.whole + 20, place = number.length - 1
    cdef int64_t carry = 0
    if number.length + 20 > MAX_DIGITS:
        return False
    out.whole, out.length = whole, number.length + 20
    for at in range(out.length - 1, -1, -1):
        if place >= 0:
            carry += number.digits[place] * factor
            place -= 1
        out.digits[at] = carry % 10
        carry //= 10
    carry = 1 if out.length > whole and out.digits[whole] >= 5 else 0
    for at in range(whole - 1, -1, -1):
        carry += out.digits[at]
        out.digits[at] = carry % 10
        carry //= 10
    out.length = whole
    strip_zeros(&out)
    number[0] = out
    return True


cdef int64_t whole_of(const DecimalC* number) noexcept nogil:
    """The whole part as one number, MAX_WHOLE where it is larger."""
    cdef int64_t value = 0
    cdef int at
    if number.whole > 18:
        return MAX_WHOLE
    for at in range(number.whole):
        value = 10 * value + number.digits[at]
    return value


cdef bint put_decimal(ValueC* out, const DecimalC* number) noexcept nogil:
    cdef uint32_t[MAX_DIGITS + 1] text
    cdef int at, end = 0
    for at in range(number.length):
        if at == number.whole:
            text[end] = c"."
            end += 1
        text[end] = 48 + number.digits[at]
        end += 1
    return put_units(out, text, end)


# ---- Chinese numerals

cdef inline int numeral(uint32_t unit) noexcept nogil:
    """What a unit of a numeral says: 0-9 a digit; 10, 100, 1000, 10**4, 10**8 what digits count; 20, 30 廿, 卅; else
    MISSING."""
    return MISSING if unit < 128 else unit_value(&NUMERALS, unit)


cdef bint are_numeral_digits(const uint32_t* text, int length) noexcept nogil:
    cdef int at, value
    for at in range(length):
        value = numeral(text[at])
        if value == MISSING or value > 9:
            return False
    return length > 0


cdef bint chinese_integer(const uint32_t* text, int length, DecimalC* out) noexcept nogil:
    """The number a Chinese numeral says: 三千五百, 壹万贰仟, 十五, 二〇二四, 一百零五, 三百五 (350). False for none."""
    cdef int64_t value
    cdef int at
    if length == 0 or length > MAX_NUMERAL:
        return False
    if are_numeral_digits(text, length):
        out.length = out.whole = 0
        for at in range(length):
            add_digit(out, numeral(text[at]))
        out.whole = out.length
        strip_zeros(out)
        return True
    value = positional(text, length)
    if value < 0:
        return False
    set_whole(out, value)
    return True


cdef int64_t positional(const uint32_t* text, int length) noexcept nogil:
    """A numeral with units, -1 if it is none. Units fall within a section of 万; a last digit after a unit is the next
    lower place."""
    cdef int64_t total = 0, section = 0
    cdef int at, value, digit = MISSING
    cdef int last_unit = 100000     # the unit read last in this section
    cdef int64_t step = 1           # the place a bare last digit would take
    for at in range(length):
        value = numeral(text[at])
        if value == MISSING:
            return -1
        if value <= 9:
            if digit != MISSING and digit != 0:
                return -1
            digit = value
            step = 1 if digit == 0 else step
        elif value == 20 or value == 30:
            if digit > 0 or last_unit <= 10:
                return -1
            section += value
            digit, last_unit, step = MISSING, 10, 1
        elif value <= 1000:
            if value >= last_unit or (digit <= 0 and value != 10):
                return -1
            section += max(digit, 1) * value
            digit, last_unit, step = MISSING, value, value // 10
        else:
            section += max(digit, 0)
            if section == 0 and total == 0:
                return -1
            total = (total + section) * value if total < value and total % value else total + section * value
            section, digit, last_unit, step = 0, MISSING, 100000, value // 10
    return total + section + max(digit, 0) * step


cdef inline bint is_in_run(uint32_t unit) noexcept nogil:
    cdef int value = numeral(unit)
    return unit == TEN or (value != MISSING and (value <= 9 or value == 20 or value == 30))


cdef int chinese_to_ascii(uint32_t* text, int length) noexcept nogil:
    """Every run of Chinese numerals up to 十 as ASCII digits: 三月十五日 -> 3月15日. Returns the new length, at most twice
    the old one: 十 becomes two digits. `text` has room for MAX_CLEANED units, and `length` is at most half of that."""
    cdef uint32_t[MAX_CLEANED] out
    cdef int at = 0, end = 0, start, changed = 0
    while at < length:
        start = at
        while at < length and is_in_run(text[at]):
            at += 1
        if at > start:
            end = put_run(text + start, at - start, out, end)
            changed = 1
        else:
            out[end] = text[at]
            end += 1
            at += 1
    if changed:
        memcpy(text, out, end * sizeof(uint32_t))
    return end


cdef int put_run(const uint32_t* run, int length, uint32_t* out, int end) noexcept nogil:
    """Writes a run of numerals as the number it says, or as it stands; returns the new end of `out`."""
    cdef DecimalC number
    cdef int at
    if are_numeral_digits(run, length):
        for at in range(length):
            out[end + at] = 48 + numeral(run[at])
        return end + length
    if chinese_integer(run, length, &number):
        for at in range(number.length):
            out[end + at] = 48 + number.digits[at]
        return end + number.length
    memcpy(out + end, run, length * sizeof(uint32_t))
    return end + length
