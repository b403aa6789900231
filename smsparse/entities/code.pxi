# Codes: one-time codes, voucher codes and pickup codes -> the form a person would type; tails of accounts.
#
# A one-time code loses its separators and the sender's reference letters (G-482913 -> 482913); a voucher keeps its
# letters. A pickup code keeps its hyphens, which the shelf shows too.

cdef enum:
    MAX_CODE = 64           # code points
    MAX_REFERENCE = 6       # letters before the hyphen that are not part of the code


cdef void resolve_code(const uint32_t* text, int length, const AroundC* around, ValueC* out) noexcept nogil:
    """A one-time or voucher code. No value when nothing or something other than a code is left."""
    cdef uint32_t[MAX_CODE * GROWTH] folded
    cdef int at, end, start = 0
    if length > MAX_CODE:
        return
    end = without_spaces(folded, fold_units(text, length, folded, MAX_CODE * GROWTH))
    translate(&DASHES, folded, end)
    if not around.is_order:
        start = after_reference(folded, end)
    end = without_members(&CODE_SEPARATORS, folded + start, end - start)
    read_code_numerals(folded + start, end)
    for at in range(end):
        if not is_any_alnum(folded[start + at]):
            return
    put_units(out, folded + start, end)


cdef void read_code_numerals(uint32_t* text, int length) noexcept nogil:
    """二三四五 -> 2345, where all are numerals."""
    cdef int at
    for at in range(length):
        if not is_digit(text[at]) and unit_value(&CODE_NUMERALS, text[at]) == MISSING:
            return
    for at in range(length):
        if not is_digit(text[at]):
            text[at] = 48 + unit_value(&CODE_NUMERALS, text[at])


cdef int after_reference(const uint32_t* text, int length) noexcept nogil:
    """G-482913 -> where 482913 begins: letters and a hyphen before four to eight digits name the request."""
    cdef int at = 0, digits
    while at < length and is_upper_or_lower(text[at]):
        at += 1
    if not 0 < at <= MAX_REFERENCE or at == length or text[at] != c"-":
        return 0
    digits = length - at - 1
    return at + 1 if 4 <= digits <= 8 and are_digits(text + at + 1, digits) else 0


cdef void resolve_pickup(const uint32_t* text, int length, ValueC* out) noexcept nogil:
    """A pickup code: spaces go, every kind of dash becomes a hyphen, letters are capitals."""
    cdef uint32_t[MAX_CODE * GROWTH] folded
    cdef int at, end, start = 0
    if length > MAX_CODE:
        return
    end = without_spaces(folded, fold_units(text, length, folded, MAX_CODE * GROWTH))
    translate(&DASHES, folded, end)
    while start < end and folded[start] == c"-":
        start += 1
    while end > start and folded[end - 1] == c"-":
        end -= 1
    upper_units(folded, end)
    for at in range(start, end):
        if not (is_any_alnum(folded[at]) or is_shelf_sign(folded[at])):
            return
    put_units(out, folded + start, end - start)


cdef inline bint is_shelf_sign(uint32_t unit) noexcept nogil:
    return unit == c"-" or unit == c"#" or unit == c"/" or unit == c"_" or unit == c"."


cdef void resolve_tail(const uint32_t* text, int length, ValueC* out) noexcept nogil:
    """The last run of digits (尾号1234, XX4356, 0152****100); separators inside drop out, a mask ends the run."""
    cdef uint32_t[MAX_CODE * GROWTH] folded
    cdef int end, start
    if length > MAX_CODE:
        return
    end = without_spaces(folded, fold_units(text, length, folded, MAX_CODE * GROWTH))
    end = without_unit(folded, end, c"-")
    while end and not is_digit(folded[end - 1]):
        end -= 1
    start = end
    while start and is_digit(folded[start - 1]):
        start -= 1
    put_units(out, folded + start, end - start)


# ---- tracking and order numbers

cdef void resolve_tracking(const uint32_t* text, int length, ValueC* out) noexcept nogil:
    """Capitals and digits, 5 to 40 of them, separators dropped: sf 1234-5678-90123 -> SF1234567890123."""
    cdef uint32_t[MAX_CODE * GROWTH] folded
    cdef int end
    if length > MAX_CODE:
        return
    end = without_spaces(folded, fold_units(text, length, folded, MAX_CODE * GROWTH))
    end = without_unit(folded, end, c"-")
    upper_units(folded, end)
    if 5 <= end <= 40 and are_ascii_alnum(folded, end):
        put_units(out, folded, end)


cdef void resolve_order(const uint32_t* text, int length, ValueC* out) noexcept nogil:
    """An order number as written, folded and without spaces; its hyphens may mean something and stay."""
    cdef uint32_t[MAX_CODE * GROWTH] folded
    cdef int at, end, start = 0, known = 0
    if length > MAX_CODE:
        return
    end = without_spaces(folded, fold_units(text, length, folded, MAX_CODE * GROWTH))
    while start < end and is_order_edge(folded[start]):
        start += 1
    while end > start and is_order_edge(folded[end - 1]):
        end -= 1
    for at in range(start, end):
        if is_ascii_alnum(folded[at]):
            known += 1
        elif folded[at] != c"-" and folded[at] != c"_":
            return
    if known:
        put_units(out, folded + start, end - start)


cdef inline bint is_order_edge(uint32_t unit) noexcept nogil:
    return unit == c"-" or unit == c"#" or unit == c":" or unit == c"," or unit == c"."
