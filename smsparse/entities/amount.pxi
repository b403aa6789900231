# Money: surface -> `-?\d+(\.\d+)?`, exactly, with the currency as ISO 4217.
#
# The sign and the scale stay as written (6.00 stays 6.00); 万, 亿, 千, 百, lakh, crore, k and m are expanded; separators
# go. A number in parentheses is not read as negative: it has no value.

cdef enum:
    MAX_MONEY = 64          # code points; no sum of money is longer
    MAX_CURRENCY_WORD = 12  # of a currency looked for at the ends of a sum


cdef void resolve_money(const uint32_t* text, int length, const AroundC* around, ValueC* out) noexcept nogil:
    """A sum; the currency beside it comes before one inside the text."""
    cdef uint32_t[MAX_MONEY * GROWTH] folded
    cdef DecimalC number
    cdef int start, end, word = -1, word_length = 0, unit
    cdef uint32_t sign
    if length > MAX_MONEY:
        return
    if is_plain_sum(text, length):  # nearly all sums: 35.80, -1,234.56
        put_plain_sum(text, length, out)
        put_letters(out.unit, currency_code(around.currency, around.currency_length, around.script))
        return
    end = fold_units(text, length, folded, MAX_MONEY * GROWTH)
    translate_money(folded, end)
    start = skip_spaces(folded, 0, end)
    end = trim_spaces(folded, start, end)
    lower_units(folded, end)
    sign = split_currency(folded, &start, &end, &word, &word_length)
    if around.currency_length:
        unit = currency_code(around.currency, around.currency_length, around.script)
    elif word >= 0:
        unit = currency_code(folded + word, word_length, around.script)
    else:
        unit = currency_inside(folded + start, end - start, around.script)
    put_letters(out.unit, unit)
    start = skip_spaces(folded, start, end)
    end = trim_spaces(folded, start, end)
    if not sign:
        sign = split_sign(folded, &start, &end)
    if not read_unsigned(folded + start, end - start, unit, &number):
        return
    if sign == c"-":
        put_unit(out, c"-")
    put_decimal(out, &number)


cdef bint is_plain_sum(const uint32_t* text, int length) noexcept nogil:
    """[+-]?(0|[1-9][0-9]{0,2}(,[0-9]{3})+|[1-9][0-9]*)(\\.[0-9]{1,2})?"""
    cdef int at = 0, start, groups = 0
    if at < length and (text[at] == c"+" or text[at] == c"-"):
        at += 1
    start = at
    while at < length and is_digit(text[at]):
        at += 1
    if at == start or (text[start] == c"0" and at > start + 1):
        return False
    if at - start <= 3 and text[start] != c"0":
        while at + 3 < length and text[at] == c"," and are_digits(text + at + 1, 3):
            at += 4
            groups += 1
    if at < length and text[at] == c"." and at + 1 < length <= at + 3 and are_digits(text + at + 1, length - at - 1):
        return True
    return at == length


cdef void put_plain_sum(const uint32_t* text, int length, ValueC* out) noexcept nogil:
    cdef int at
    for at in range(length):
        if text[at] != c"," and (at or text[at] != c"+"):
            put_unit(out, text[at])


cdef void translate_money(uint32_t* text, int length) noexcept nogil:
    """The signs of other minus, point and group separators become the usual ones."""
    cdef int at, meant
    for at in range(length):
        if text[at] >= 128 or text[at] == c"`":
            meant = unit_value(&MONEY_SIGNS, text[at])
            if meant != MISSING:
                text[at] = meant


# ---- the currency at the ends

cdef uint32_t split_currency(
    const uint32_t* text, int* start, int* end, int* word, int* word_length
) noexcept nogil:
    """Takes the sign in front and the currency words off both ends; the sign may stand on either side of one in front.
    Returns the sign, 0 for none; `word` becomes the place of the currency."""
    cdef int first = start[0], last = end[0], size
    cdef uint32_t sign = 0
    if last > first and text[last - 1] == WHOLE:
        last -= 1
    if last > first and text[last - 1] == EXACTLY:
        last -= 1
    if last > first and text[first] == ABOUT:
        first += 1
    if last > first and (text[first] == c"-" or text[first] == c"+"):
        sign = text[first]
        first += 1
    first = skip_spaces(text, first, last)
    last = trim_spaces(text, first, last)
    size = known_prefix(text + first, last - first)
    while size:
        if word[0] < 0:
            word[0], word_length[0] = first, size
        first = skip_colons(text, first + size, last)
        size = known_prefix(text + first, last - first)
    size = known_suffix(text + first, last - first)
    while size:
        if word[0] < 0 or (word_length[0] == 1 and (text[word[0]] == c"$" or text[word[0]] == YUAN)):
            word[0], word_length[0] = last - size, size
        last = trim_spaces(text, first, last - size)
        size = known_suffix(text + first, last - first)
    start[0], end[0] = first, last
    return sign


cdef inline int skip_colons(const uint32_t* text, int start, int end) noexcept nogil:
    while start < end and (text[start] == c" " or text[start] == c":"):
        start += 1
    return start


cdef int known_prefix(const uint32_t* text, int length) noexcept nogil:
    """The length of the longest currency word that begins the text and stands before a number, or 0."""
    cdef int size
    if length == 0 or is_digit(text[0]):
        return 0
    for size in range(min(MAX_CURRENCY_WORD, length - 1), 0, -1):
        if starts_number(text, size, length) and word_value(&CURRENCIES, text, size) != MISSING:
            return size
    return 0


cdef inline bint starts_number(const uint32_t* text, int at, int length) noexcept nogil:
    """A prefix is a currency only before a number, a sign, or a further currency word."""
    at = skip_colons(text, at, length)
    if at == length:
        return False
    return is_digit(text[at]) or text[at] == c"+" or text[at] == c"-" or text[at] == c"." or text[at] >= 128


cdef int known_suffix(const uint32_t* text, int length) noexcept nogil:
    """The length of the longest currency word that ends the text, or 0. k, m, b behind a number multiply; they are not
    currencies there. A letter before would cut a word in two."""
    cdef const uint32_t* word
    cdef int size
    if length == 0 or is_digit(text[length - 1]):
        return 0
    for size in range(min(MAX_CURRENCY_WORD, length - 1), 0, -1):
        word = text + length - size
        if is_upper_or_lower(text[length - size - 1]) and Py_UNICODE_ISALPHA(word[0]):
            continue
        if word_value(&CURRENCIES, word, size) != MISSING and word_value(&MULTIPLIERS, word, size) == MISSING:
            return size
    return 0


cdef int currency_inside(const uint32_t* text, int length, int script) noexcept nogil:
    """元 for a sum such as 3元5角, руб for 100р.50к: their currency word stands in the middle."""
    if has_yuan(text, length):
        return CNY if script == SCRIPT_HANS else 0
    return RUB if place_of(text, length, CYRILLIC_ER) >= 0 else 0


cdef uint32_t split_sign(const uint32_t* text, int* start, int* end) noexcept nogil:
    """Takes the sign off, one at either end, none twice; returns it, 0 for none."""
    cdef uint32_t sign = 0
    if start[0] == end[0]:
        return 0
    if text[start[0]] == c"-" or text[start[0]] == c"+":
        sign = text[start[0]]
        start[0] = skip_spaces(text, start[0] + 1, end[0])
    elif text[end[0] - 1] == c"-" or text[end[0] - 1] == c"+":
        sign = text[end[0] - 1]
        end[0] = trim_spaces(text, start[0], end[0] - 1)
    return sign


# ---- the number

cdef bint has_yuan(const uint32_t* text, int length) noexcept nogil:
    cdef int at
    for at in range(length):
        if text[at] == YUAN or text[at] == KUAI or text[at] == YUAN_ROUND or text[at] == YUAN_TRADITIONAL:
            return True
    return False


cdef bint read_unsigned(const uint32_t* text, int length, int unit, DecimalC* out) noexcept nogil:
    """A number without sign or currency; `unit` (ISO 4217, packed) tells what a point means."""
    if length == 0 or length > MAX_MONEY:
        return False
    if has_yuan(text, length):
        return read_yuan(text, length, out)
    if place_of(text, length, CYRILLIC_ER) >= 0:
        return read_roubles(text, length, out)
    if text[0] < 128:
        return read_arabic(text, length, unit, out)
    return chinese_integer(text, length, out) or read_chinese_decimal(text, length, out)


cdef bint read_yuan(const uint32_t* text, int length, DecimalC* out) noexcept nogil:
    """12元5角6分, 壹佰元伍角, 12块5."""
    cdef GroupsC groups
    cdef int jiao, fen
    if not match_at(PATTERN_YUAN, text, length, EVERYTHING, 0, True, &groups):
        return False
    jiao = small_number(&groups, 2 if has_group(&groups, 2) else 4, text)
    fen = small_number(&groups, 3, text)
    if jiao < 0 or fen < 0 or not read_unsigned(text, groups.edges[3], 0, out) or out.whole < out.length:
        return False
    return add_digit(out, jiao) and (not has_group(&groups, 3) or add_digit(out, fen))


cdef inline int small_number(const GroupsC* groups, int group, const uint32_t* text) noexcept nogil:
    """One digit, 0 when absent, -1 when it is something else."""
    cdef uint32_t unit = group_unit(groups, group, text)
    cdef int value
    if unit == 0 or is_digit(unit):
        return unit - 48 if unit else 0
    value = numeral(unit)
    return value if 0 <= value <= 9 else -1


cdef bint read_roubles(const uint32_t* text, int length, DecimalC* out) noexcept nogil:
    """100р.50к, 3 040 руб. 5 коп."""
    cdef GroupsC groups
    cdef int kopecks
    if not match_at(PATTERN_ROUBLES, text, length, EVERYTHING, 0, True, &groups):
        return False
    if not read_unsigned(text, groups.edges[3], 0, out) or out.whole < out.length:
        return False
    kopecks = group_number(&groups, 2, text, 0)
    return add_digit(out, kopecks // 10) and add_digit(out, kopecks % 10)


cdef bint read_chinese_decimal(const uint32_t* text, int length, DecimalC* out) noexcept nogil:
    """三点五万, 一点二亿."""
    cdef int point = place_of(text, length, POINT), end = length, at, places = 0
    while end > point + 1 and numeral(text[end - 1]) >= 10 and not is_tens(text[end - 1]):
        end -= 1
    if point < 0 or not chinese_integer(text, point, out) or not are_numeral_digits(text + point + 1, end - point - 1):
        return False
    if end < length:
        places = word_value(&MULTIPLIERS, text + end, length - end)
    if places < 0:
        return False
    for at in range(point + 1, end):
        if not add_digit(out, numeral(text[at])):
            return False
    return shift(out, places)


cdef inline bint is_tens(uint32_t unit) noexcept nogil:
    cdef int value = numeral(unit)
    return value == 20 or value == 30


cdef bint read_arabic(const uint32_t* text, int length, int unit, DecimalC* out) noexcept nogil:
    """Arabic digits, with multipliers if any: 1,234.56, 1.2万, 3万5千, 1亿2000万, 2.5 lakh."""
    cdef DecimalC term
    cdef int at = 0, start, places, last = 99, size
    while at < length:
        start = at
        if text[at] == c".":
            at += 1
            while at < length and is_digit(text[at]):
                at += 1
            if at == start + 1:
                return False
        elif is_digit(text[at]):
            while at < length and (is_digit(text[at]) or is_group_sign(text[at])):
                at += 1
        else:
            return False
        if not read_separated(text + start, trim_spaces(text, start, at) - start, unit, &term):
            return False
        at = skip_blanks(text, at, length)
        places = 0
        size = longest_word(&MULTIPLIERS, text + at, length - at, &places)
        at += size
        if places >= last or not shift(&term, places):
            return False
        if start == 0:
            out[0] = term
        elif not add(out, &term):
            return False
        last = places
    return True


cdef inline int skip_blanks(const uint32_t* text, int at, int length) noexcept nogil:
    while at < length and text[at] == c" ":
        at += 1
    return at


cdef inline bint is_group_sign(uint32_t unit) noexcept nogil:
    return unit == c"." or unit == c"," or unit == 39 or unit == c" "


cdef bint read_separated(const uint32_t* text, int length, int unit, DecimalC* out) noexcept nogil:
    """One number with its separators told from its decimal sign; False where both readings stand."""
    cdef int point = -1, comma = -1, points = 0, commas = 0, at, cut = -1
    if are_digits(text, length):
        return start_whole(out, text, length, 0)
    for at in range(length):
        if text[at] == c".":
            point = at
            points += 1
        elif text[at] == c",":
            comma = at
            commas += 1
    if point >= 0 and comma < point:
        if (points == 1 and not is_group_point(text, length, unit)) or is_point_twice(text, length):
            cut = point
    elif comma >= 0 and commas == 1 and not is_grouped(text, length, c","):
        cut = comma
    if cut < 0:
        return ungrouped(text, length, length, length, out)
    if text[cut] == c"," and not (1 <= length - cut - 1 <= (4 if 0 <= point < cut else 2)):
        if not (text[0] == c"0" and text[1] == c","):
            return False
    return ungrouped(text, cut, cut + 1, length, out)


cdef inline bint is_group_point(const uint32_t* text, int length, int unit) noexcept nogil:
    cdef uint32_t[3] code
    if unit == 0:
        return False
    code[0], code[1], code[2] = unit >> 16, unit >> 8 & 255, unit & 255
    return word_value(&POINT_GROUPS, code, 3) != MISSING and is_grouped(text, length, c".")


cdef bint is_point_twice(const uint32_t* text, int length) noexcept nogil:
    """55.000.00: a point for the groups and for the fraction."""
    cdef int first = place_of(text, length, c".")
    if length < 7 or text[length - 3] != c"." or not are_digits(text + length - 2, 2):
        return False
    return 1 <= first <= 3 and group_size(text, length - 3, c".") == 3


cdef bint ungrouped(const uint32_t* text, int whole, int fraction, int length, DecimalC* out) noexcept nogil:
    """Drops one kind of group separator from text[:whole]; the fraction stands at text[fraction:length]."""
    cdef uint32_t separator = 0
    cdef int at
    if fraction < length and not are_digits(text + fraction, length - fraction):
        return False
    for at in range(whole):
        if not is_digit(text[at]):
            if separator and text[at] != separator:
                return False
            separator = text[at]
    if separator and not is_grouped(text, whole, separator):
        return False
    return start_whole(out, text, whole, separator) and add_fraction(out, text + fraction, length - fraction)


cdef int group_size(const uint32_t* text, int length, uint32_t separator) noexcept nogil:
    """The length of all groups of digits behind the first, 0 where they differ or there are none."""
    cdef int at = place_of(text, length, separator), start, size = 0
    if at < 0 or not are_digits(text, at):
        return 0
    while at < length:
        start = at + 1
        at = start
        while at < length and is_digit(text[at]):
            at += 1
        if (at < length and text[at] != separator) or at == start or (size and at - start != size):
            return 0
        size = at - start
    return size


cdef bint is_grouped(const uint32_t* text, int length, uint32_t separator) noexcept nogil:
    """Whether digits stand in groups of 3 (1,234), Indian ones (1,23,456) or of 4 (1,2345); 0,123 is no such number."""
    cdef int first = place_of(text, length, separator), size
    if first < 1 or (first == 1 and text[0] == c"0"):
        return False
    size = group_size(text, length, separator)
    if (size == 3 and first <= 3) or (size == 4 and first <= 4):
        return True
    if first > 2 or text[0] == c"0" or length < first + 5 or text[length - 4] != separator:
        return False
    return are_digits(text + length - 3, 3) and group_size(text, length - 4, separator) == 2
