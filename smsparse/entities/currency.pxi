# Currency words -> ISO 4217.
#
# A sign that several currencies share is no answer: `$` alone, 元 in a Traditional message (HKD or TWD?) and 当地币 have
# no code. `¥` is JPY in a Japanese message, none in a Traditional one (both are quoted there), else CNY.

cdef enum:
    MAX_CURRENCY = 48       # code points of a currency as written
    CNY = 0x434E59
    JPY = 0x4A5059


cdef int currency_code(const uint32_t* word, int length, int script) noexcept nogil:
    """The letters of the code a currency word means, packed; 0 if it is unknown or ambiguous."""
    cdef uint32_t[MAX_CURRENCY * GROWTH] folded
    cdef int start, end, found
    if length == 0 or length > MAX_CURRENCY:
        return 0
    if length == 1 and word[0] == YUAN:
        return CNY if script == SCRIPT_HANS else 0
    end = fold_units(word, length, folded, MAX_CURRENCY * GROWTH)
    lower_units(folded, end)
    end = without_spaces(folded, end)
    start = 0
    while start < end and is_wrapping(folded[start]):
        start += 1
    while end > start and is_wrapping(folded[end - 1]):
        end -= 1
    if end - start == 1 and (folded[start] == YUAN or folded[start] == YUAN_ROUND):
        return CNY if script == SCRIPT_HANS else 0
    if end - start == 1 and folded[start] == YEN_SIGN:
        return JPY if script == SCRIPT_JA else 0 if script == SCRIPT_HANT else CNY
    found = word_value(&CURRENCIES, folded + start, end - start)
    return 0 if found == MISSING else found


cdef inline bint is_wrapping(uint32_t unit) noexcept nogil:
    return unit == c":" or unit == c"(" or unit == c")"


cdef void resolve_currency(const uint32_t* text, int length, int script, ValueC* out) noexcept nogil:
    cdef int found = currency_code(text, length, script)
    if found:
        put_unit(out, found >> 16)
        put_unit(out, found >> 8 & 255)
        put_unit(out, found & 255)
