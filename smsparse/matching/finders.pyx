# cython: language_level=3, boundscheck=False, wraparound=False, autotestdict=False
"""Slot finders: one small function a type, each the end of the slot that begins at a position, or -1.

Every function reads forward only and within `length`; where a run has no upper bound it is read once.
"""


cdef enum:
    CURRENCY_UNITS = 5      # longest currency word looked for before a sum
    FULL_STOP = 0x3002      # 。
    LIST_COMMA = 0x3001     # 、
    YEAR = 0x5E74           # 年
    MONTH = 0x6708          # 月
    DAY = 0x65E5            # 日
    DAY_NUMBER = 0x53F7     # 号
    HOUR = 0x65F6           # 时
    CLOCK_HOUR = 0x70B9     # 点
    MINUTE = 0x5206         # 分
    SECOND = 0x79D2         # 秒
    YUAN = 0x5143           # 元
    WITHIN = 0x5185         # 内
    DISCOUNT = 0x6298       # 折
    TEN_THOUSAND = 0x4E07   # 万
    HUNDRED_MILLION = 0x4EBF  # 亿
    THOUSAND = 0x5343       # 千
    HUNDRED = 0x767E        # 百
    KUAI = 0x5757           # 块
    CARRIAGE = 0x8F66       # 车
    STATION = 0x7AD9        # 站
    CYRILLIC_KA = 0x43A     # к
    CYRILLIC_O = 0x43E      # о
    CYRILLIC_PE = 0x43F     # п
    CYRILLIC_ER = 0x440     # р


# ---- character classes

cdef inline uint32_t unit_at(const uint32_t* text, int length, int at) noexcept nogil:
    return text[at] if 0 <= at < length else 0


cdef inline bint is_digit(uint32_t unit) noexcept nogil:
    return 48 <= unit <= 57


cdef inline bint is_letter(uint32_t unit) noexcept nogil:
    return 97 <= unit <= 122


cdef inline bint is_word_letter(uint32_t unit) noexcept nogil:
    """Latin and Cyrillic letters, in lower case as folding leaves them."""
    return is_letter(unit) or 0x430 <= unit <= 0x52F


cdef inline bint is_alnum(uint32_t unit) noexcept nogil:
    return is_digit(unit) or is_letter(unit)


cdef inline bint is_han(uint32_t unit) noexcept nogil:
    return 0x3400 <= unit <= 0x9FFF or 0xF900 <= unit <= 0xFAFF


cdef inline bint is_mask(uint32_t unit) noexcept nogil:
    return unit == c"*" or unit == c"x" or unit == c"#"


cdef inline bint is_host(uint32_t unit) noexcept nogil:
    return is_alnum(unit) or unit == c"-"


cdef inline bint is_date_unit(uint32_t unit) noexcept nogil:
    return unit == YEAR or unit == MONTH or unit == DAY


cdef inline bint is_dash_or_space(uint32_t unit) noexcept nogil:
    return unit == c"-" or unit == c" "


cdef bint is_stop(uint32_t unit) noexcept nogil:
    """Whether the unit ends a phrase."""
    if unit > 0x7E:
        return unit == FULL_STOP or unit == LIST_COMMA or unit == 0x3010 or unit == 0x3011
    return (
        unit == c"," or unit == c";" or unit == c":" or unit == c"!" or unit == c"?" or unit == c"(" or unit == c")"
        or unit == c"[" or unit == c"]" or unit == c"{" or unit == c"}" or unit == 34 or unit == 39
        or unit == c"<" or unit == c">" or unit == c"|" or unit == c"~" or unit == c" " or unit == 10
    )


cdef bint is_path(uint32_t unit) noexcept nogil:
    """Whether the unit can stand in the path of a link."""
    return is_alnum(unit) or (unit < 0x7F and (
        unit == c"-" or unit == c"." or unit == c"_" or unit == c"~" or unit == c"%" or unit == c"/" or unit == c"?"
        or unit == c"#" or unit == c"=" or unit == c"&" or unit == c"+" or unit == c":" or unit == c"@" or unit == c"$"
        or unit == c"*"
    ))


# ---- runs

cdef inline int digits_from(const uint32_t* text, int length, int at) noexcept nogil:
    """How many digits stand at `at`."""
    cdef int end = at
    while end < length and is_digit(text[end]):
        end += 1
    return end - at


cdef inline int alnums_from(const uint32_t* text, int length, int at) noexcept nogil:
    cdef int end = at
    while end < length and is_alnum(text[end]):
        end += 1
    return end - at


cdef inline int letters_from(const uint32_t* text, int length, int at) noexcept nogil:
    cdef int end = at
    while end < length and is_letter(text[end]):
        end += 1
    return end - at


cdef int decimal_end(const uint32_t* text, int length, int at) noexcept nogil:
    """End of digits with an optional fraction, or -1."""
    cdef int whole = digits_from(text, length, at)
    cdef int part
    if whole == 0:
        return -1
    at += whole
    if unit_at(text, length, at) == c".":
        part = digits_from(text, length, at + 1)
        if part:
            at += 1 + part
    return at


cdef int number_end(const uint32_t* text, int length, int at) noexcept nogil:
    """End of digits with thousands separators and an optional fraction, or -1."""
    cdef int size = digits_from(text, length, at)
    if size == 0:
        return -1
    at += size
    while unit_at(text, length, at) == c"," and digits_from(text, length, at + 1) == 3:
        at += 4
    size = digits_from(text, length, at + 1) if unit_at(text, length, at) == c"." else 0
    return at + 1 + size if size else at


cdef int is_separator(const uint32_t* text, int length, int at) noexcept nogil:
    """Where the next value of a list may begin after one that ends at `at`, or -1."""
    cdef uint32_t unit
    if unit_at(text, length, at) == 32 or unit_at(text, length, at) == 10:
        at += 1
    unit = unit_at(text, length, at)
    if not (unit == c"," or unit == LIST_COMMA or unit == c";" or unit == c"/" or unit == c"&"
            or unit == 0x548C or unit == 0x53CA or unit == 0x4E0E):  # 和及与
        return -1
    at += 1
    if unit_at(text, length, at) == 32 or unit_at(text, length, at) == 10:
        at += 1
    return at


# ---- lexicons

cdef bint word_at(const uint32_t* word, int size, const uint32_t* text, int length, int at) noexcept nogil:
    """Whether a word stands whole at `at`: no further Latin or Cyrillic letter beside its own."""
    cdef int index
    if at + size > length:
        return False
    for index in range(size):
        if word[index] != text[at + index]:
            return False
    if is_word_letter(word[0]) and at > 0 and is_word_letter(text[at - 1]):
        return False
    return not (is_word_letter(word[size - 1]) and at + size < length and is_word_letter(text[at + size]))


cdef int find_word(const LexiconsC* lexicons, int number, const uint32_t* text, int length, int at) noexcept nogil:
    """End of the longest word of a lexicon at `at`, or -1."""
    cdef int low = lexicons.starts[number]
    cdef int end = lexicons.starts[number + 1]
    cdef int high = end
    cdef int middle
    cdef const uint32_t* row
    if at >= length:
        return -1
    while low < high:
        middle = (low + high) >> 1
        if lexicons.rows[3 * middle] < text[at]:
            low = middle + 1
        else:
            high = middle
    while low < end:
        row = lexicons.rows + 3 * low
        if row[0] != text[at]:
            return -1
        if word_at(lexicons.units + row[1], row[2], text, length, at):
            return at + <int> row[2]
        low += 1
    return -1


# ---- dates and times

cdef int day_end(const uint32_t* text, int length, int at) noexcept nogil:
    """``5日``, ``05号``."""
    cdef int size = digits_from(text, length, at)
    if 1 <= size <= 2 and (unit_at(text, length, at + size) == DAY or unit_at(text, length, at + size) == DAY_NUMBER):
        return at + size + 1
    return -1


cdef int month_end(const uint32_t* text, int length, int at) noexcept nogil:
    """``3月``, ``3月份``, ``3月5日``."""
    cdef int size = digits_from(text, length, at)
    cdef int end
    if not (1 <= size <= 2 and unit_at(text, length, at + size) == MONTH):
        return -1
    at += size + 1
    end = day_end(text, length, at)
    if end >= 0:
        return end
    return at + 1 if unit_at(text, length, at) == 0x4EFD else at  # 份


cdef int year_end(const uint32_t* text, int length, int at) noexcept nogil:
    """``2024年3月5日``, ``24年3月``."""
    cdef int size = digits_from(text, length, at)
    if 2 <= size <= 4 and unit_at(text, length, at + size) == YEAR:
        return month_end(text, length, at + size + 1)
    return -1


cdef int three_parts_end(const uint32_t* text, int length, int at) noexcept nogil:
    """``2024-03-05``, ``2024/3/5日``, ``05.03.2024``: the same sign twice."""
    cdef int first = digits_from(text, length, at)
    cdef uint32_t sign = unit_at(text, length, at + first)
    cdef int second, third
    if not (sign == c"-" or sign == c"/" or sign == c"."):
        return -1
    second = digits_from(text, length, at + first + 1)
    if not 1 <= second <= 2 or unit_at(text, length, at + first + 1 + second) != sign:
        return -1
    at += first + second + 2
    third = digits_from(text, length, at)
    if 3 <= first <= 4 and 1 <= third <= 2:
        return at + third + (unit_at(text, length, at + third) == DAY)
    return at + third if 1 <= first <= 2 and 2 <= third <= 4 else -1


cdef int two_parts_end(const uint32_t* text, int length, int at) noexcept nogil:
    """``06-25``, ``12/31日``."""
    cdef int first = digits_from(text, length, at)
    cdef uint32_t sign = unit_at(text, length, at + first)
    cdef int second
    cdef uint32_t after
    if not 1 <= first <= 2 or not (sign == c"-" or sign == c"/"):
        return -1
    at += first + 1
    second = digits_from(text, length, at)
    after = unit_at(text, length, at + second)
    if not 1 <= second <= 2 or after == c"-" or after == c"/":
        return -1
    return at + second + (after == DAY)


cdef int week_end(const uint32_t* text, int length, int at) noexcept nogil:
    """``周五``, ``下周一``, ``星期日``."""
    cdef uint32_t unit = unit_at(text, length, at)
    if unit == 0x4E0B or unit == 0x4E0A or unit == 0x672C or unit == 0x8FD9 or unit == 0x6BCF:  # 下上本这每
        at += 1
    return week_day_end(text, length, at)


cdef inline bint is_day_of_six(uint32_t unit) noexcept nogil:
    """一 to 六."""
    return (unit == 0x4E00 or unit == 0x4E8C or unit == 0x4E09 or unit == 0x56DB or unit == 0x4E94 or unit == 0x516D)


cdef inline bint is_han_digit(uint32_t unit) noexcept nogil:
    """一 to 十, and 两."""
    return (is_day_of_six(unit) or unit == 0x4E03 or unit == 0x516B or unit == 0x4E5D or unit == 0x5341 or unit == 0x4E24)


cdef int week_day_end(const uint32_t* text, int length, int at) noexcept nogil:
    """``周五``, ``星期日``."""
    cdef uint32_t unit = unit_at(text, length, at)
    if unit == 0x5468:  # 周
        at += 1
    elif ((unit == 0x661F and unit_at(text, length, at + 1) == 0x671F)
            or (unit == 0x793C and unit_at(text, length, at + 1) == 0x62DC)):
        at += 2
    else:
        return -1
    unit = unit_at(text, length, at)
    if is_day_of_six(unit) or unit == DAY or unit == 0x5929:  # 天
        return at + 1
    return -1


cdef int ordinal_end(const uint32_t* text, int length, int at) noexcept nogil:
    """After ``st``, ``nd``, ``rd`` or ``th``; else `at`."""
    cdef uint32_t one = unit_at(text, length, at)
    cdef uint32_t two = unit_at(text, length, at + 1)
    if ((one == c"s" and two == c"t") or (one == c"n" and two == c"d") or (one == c"r" and two == c"d")
            or (one == c"t" and two == c"h")):
        return at + 2
    return at


cdef int day_month_end(const LexiconsC* lexicons, const uint32_t* text, int length, int at) noexcept nogil:
    """``15 Jan 2024``, ``5th-mar``."""
    cdef int size = digits_from(text, length, at)
    cdef int end, year
    if not 1 <= size <= 2:
        return -1
    end = ordinal_end(text, length, at + size)
    if is_dash_or_space(unit_at(text, length, end)):
        end += 1
    end = find_word(lexicons, LEXICON_MONTH_NAME, text, length, end)
    if end < 0:
        return -1
    at = end
    if is_dash_or_space(unit_at(text, length, at)) or unit_at(text, length, at) == c",":
        at += 1
    year = digits_from(text, length, at)
    return at + year if (year == 4 or year == 2) and unit_at(text, length, at + year) != c":" else end


cdef int month_day_end(const LexiconsC* lexicons, const uint32_t* text, int length, int at) noexcept nogil:
    """``Jan 15, 2024``, ``mar 5th``."""
    cdef int size, year
    at = find_word(lexicons, LEXICON_MONTH_NAME, text, length, at)
    if at < 0:
        return -1
    if unit_at(text, length, at) == c" ":
        at += 1
    size = digits_from(text, length, at)
    if not 1 <= size <= 2 or unit_at(text, length, at + size) == c":":
        return -1
    at = ordinal_end(text, length, at + size)
    size = at
    if unit_at(text, length, size) == c",":
        size += 1
    if unit_at(text, length, size) == c" ":
        size += 1
    year = digits_from(text, length, size)
    return size + year if year == 4 else at


cdef int date_end(const LexiconsC* lexicons, const uint32_t* text, int length, int at) noexcept nogil:
    """Any date, the forms tried in the order of rulepack/slots.py."""
    cdef int end
    if is_digit(unit_at(text, length, at)):
        end = year_end(text, length, at)
        if end < 0:
            end = three_parts_end(text, length, at)
        if end < 0:
            end = month_end(text, length, at)
        if end < 0:
            end = two_parts_end(text, length, at)
        if end < 0:
            end = day_end(text, length, at)
            if unit_at(text, length, end) == WITHIN:  # 3日内 is no date
                end = -1
        return end if end >= 0 else day_month_end(lexicons, text, length, at)
    end = find_word(lexicons, LEXICON_RELATIVE_MONTH, text, length, at)
    if end >= 0:
        end = day_end(text, length, end)
    if end < 0:
        end = find_word(lexicons, LEXICON_RELATIVE_DAY, text, length, at)
    if end < 0:
        end = week_end(text, length, at)
    return end if end >= 0 else month_day_end(lexicons, text, length, at)


cdef int half_day_end(const uint32_t* text, int length, int at) noexcept nogil:
    """After an optional space and ``am`` or ``pm``, or -1."""
    if unit_at(text, length, at) == c" ":
        at += 1
    if (unit_at(text, length, at) == c"a" or unit_at(text, length, at) == c"p") and unit_at(text, length, at + 1) == c"m":
        return -1 if is_letter(unit_at(text, length, at + 2)) else at + 2
    return -1


cdef int colon_clock_end(const uint32_t* text, int length, int at) noexcept nogil:
    """After the hour of ``14:03``, ``14:03:59``, ``2:30 pm``."""
    cdef int end
    if unit_at(text, length, at) != c":" or digits_from(text, length, at + 1) != 2:
        return -1
    at += 3
    if unit_at(text, length, at) == c":" and digits_from(text, length, at + 1) == 2:
        at += 3
    if unit_at(text, length, at) == MINUTE:
        at += 1
    end = half_day_end(text, length, at)
    return end if end >= 0 else at


cdef int hour_clock_end(const uint32_t* text, int length, int at) noexcept nogil:
    """After the hour of ``14时``, ``14时03分``, ``3点半``."""
    cdef int size
    cdef uint32_t unit = unit_at(text, length, at)
    if unit != HOUR and unit != CLOCK_HOUR:
        return -1
    at += 1
    unit = unit_at(text, length, at)
    if unit == 0x534A or unit == 0x6574:  # 半整
        return at + 1
    size = digits_from(text, length, at)
    if not 1 <= size <= 2 or unit_at(text, length, at + size) == c":":
        return at
    at += size
    if unit_at(text, length, at) != MINUTE:
        return at
    at += 1
    size = digits_from(text, length, at)
    return at + size + 1 if 1 <= size <= 2 and unit_at(text, length, at + size) == SECOND else at


cdef int han_clock_end(const uint32_t* text, int length, int at) noexcept nogil:
    """``八点``, ``十二时``, ``两点半``."""
    cdef int size = 0
    cdef uint32_t unit
    while size < 3 and is_han_digit(unit_at(text, length, at + size)):
        size += 1
    unit = unit_at(text, length, at + size)
    if size == 0 or (unit != HOUR and unit != CLOCK_HOUR):
        return -1
    at += size + 1
    unit = unit_at(text, length, at)
    return at + (unit == 0x534A or unit == 0x6574)  # 半整


cdef int clock_end(const LexiconsC* lexicons, const uint32_t* text, int length, int at) noexcept nogil:
    """A time of day with an optional part of the day before it."""
    cdef int size, end
    if not is_digit(unit_at(text, length, at)):
        end = find_word(lexicons, LEXICON_DAYPART, text, length, at)
        at = end if end >= 0 else at
    size = digits_from(text, length, at)
    if not 1 <= size <= 2:
        return han_clock_end(text, length, at)
    end = colon_clock_end(text, length, at + size)
    if end < 0:
        end = hour_clock_end(text, length, at + size)
    if end < 0:
        end = half_day_end(text, length, at + size)
    return end if end >= 0 else hour_range_end(text, length, at + size)


cdef int hour_range_end(const uint32_t* text, int length, int at) noexcept nogil:
    """After the first hour of ``2-4点``, ``9至11时``."""
    cdef uint32_t unit = unit_at(text, length, at)
    cdef int size
    if not (unit == c"-" or unit == c"~" or unit == 0x81F3 or unit == 0x5230):  # 至到
        return -1
    size = digits_from(text, length, at + 1)
    unit = unit_at(text, length, at + 1 + size)
    return at + 2 + size if 1 <= size <= 2 and (unit == HOUR or unit == CLOCK_HOUR) else -1


cdef int skip_week_day(const uint32_t* text, int length, int at) noexcept nogil:
    """After a day of the week, in round brackets or not; else `at`."""
    cdef bint bracketed = unit_at(text, length, at) == c"("
    cdef int end = week_day_end(text, length, at + bracketed)
    cdef uint32_t unit = unit_at(text, length, at + 1)
    if bracketed and end < 0 and (is_day_of_six(unit) or unit == DAY):
        end = at + 2
    if end < 0 or (bracketed and unit_at(text, length, end) != c")"):
        return at
    return end + bracketed


cdef int skip_join(const uint32_t* text, int length, int at) noexcept nogil:
    """After what joins a date and a clock time: a space, ``T``, a comma, `` at ``."""
    cdef uint32_t unit = unit_at(text, length, at)
    if (unit == c" " and unit_at(text, length, at + 1) == c"a" and unit_at(text, length, at + 2) == c"t"
            and unit_at(text, length, at + 3) == c" "):
        return at + 4
    return at + (unit == c" " or unit == c"t" or unit == c",")


cdef int datetime_end(const LexiconsC* lexicons, const uint32_t* text, int length, int at) noexcept nogil:
    """A date, a date with a clock time or a part of the day, or a clock time."""
    cdef int date = date_end(lexicons, text, length, at)
    cdef int end
    cdef uint32_t unit
    if date < 0:
        return clock_end(lexicons, text, length, at)
    end = skip_join(text, length, skip_week_day(text, length, date))
    end = clock_end(lexicons, text, length, end)
    if end >= 0:
        return end
    if text[date - 1] == DAY and digits_from(text, length, date) == 4:
        unit = unit_at(text, length, date + 4)
        if unit != YUAN and unit != c"." and unit != c",":
            return date + 4
    end = find_word(lexicons, LEXICON_DAYPART, text, length, date)
    return end if end >= 0 else date


cdef int period_end(const LexiconsC* lexicons, const uint32_t* text, int length, int at) noexcept nogil:
    """A date-time, or two with ``-``, ``至`` or ``到`` between."""
    cdef int end = datetime_end(lexicons, text, length, at)
    cdef int second, signs = 0
    cdef uint32_t unit
    if end < 0:
        return -1
    second = end
    while signs < 2:
        unit = unit_at(text, length, second)
        if not (unit == c"-" or unit == c"~" or unit == 0x81F3 or unit == 0x5230):
            break
        second += 1
        signs += 1
    if signs:
        second = datetime_end(lexicons, text, length, second)
        if second >= 0:
            return second
    return end


cdef int duration_end(const LexiconsC* lexicons, const uint32_t* text, int length, int at) noexcept nogil:
    """``5分钟``, ``三天``, ``10 minutes``."""
    cdef int end = decimal_end(text, length, at)
    if end < 0:
        end = at
        while end < length and end - at < 3:
            if not (is_han_digit(text[end]) or text[end] == 0x534A):  # 半
                break
            end += 1
        if end == at:
            return -1
    if unit_at(text, length, end) == c" ":
        end += 1
    return find_word(lexicons, LEXICON_DURATION_UNIT, text, length, end)


# ---- money, accounts, codes

cdef int groups_end(const uint32_t* text, int length, int at, uint32_t separator) noexcept nogil:
    """End of 1 to 3 digits and groups of three, each after a separator; or -1."""
    cdef int size = digits_from(text, length, at)
    cdef int first
    if not 1 <= size <= 3:
        return -1
    at += size
    first = at
    while unit_at(text, length, at) == separator and digits_from(text, length, at + 1) == 3:
        at += 4
    return at if at > first else -1


cdef int spaced_sum_end(
    const LexiconsC* lexicons, const uint32_t* text, int length, int at, bint after_currency
) noexcept nogil:
    """``1 234,56``, ``20 000 RUB``, ``RUB 20 000;``: one number, as a fraction or a currency shows; or -1."""
    cdef int end = groups_end(text, length, at, c" ")
    cdef uint32_t unit = unit_at(text, length, end)
    if end < 0:
        return -1
    if (unit == c"." or unit == c",") and 1 <= digits_from(text, length, end + 1) <= 2:
        return end + 1 + digits_from(text, length, end + 1)
    if find_word(lexicons, LEXICON_CURRENCY, text, length, end + (unit == c" ")) >= 0:
        return end
    return end if after_currency and not is_alnum(unit) and unit != c" " else -1


cdef bint is_date_on(const uint32_t* text, int length, int at) noexcept nogil:
    """Whether what stands at `at` makes the digits before it part of a date or clock time."""
    cdef uint32_t unit = unit_at(text, length, at)
    if is_digit(unit) or is_date_unit(unit) or unit == DAY_NUMBER:
        return True
    return (unit == c"-" or unit == c"/" or unit == c":") and is_digit(unit_at(text, length, at + 1))


cdef int pointed_sum_end(const uint32_t* text, int length, int at) noexcept nogil:
    """``1.234,56``, ``1.234.56``, ``1.234.567``; or -1."""
    cdef int end = groups_end(text, length, at, c".")
    cdef uint32_t unit = unit_at(text, length, end)
    if end < 0:
        return -1
    if (unit == c"," or unit == c".") and digits_from(text, length, end + 1) == 2 and not is_date_on(text, length, end + 3):
        return end + 3
    return end if unit_at(text, length, end - 8) == c"." else -1


cdef bint is_foreign_currency(const LexiconsC* lexicons, const uint32_t* text, int length, int at) noexcept nogil:
    at += unit_at(text, length, at) == c" "
    return not is_han(unit_at(text, length, at)) and find_word(lexicons, LEXICON_CURRENCY, text, length, at) >= 0


cdef int plain_sum_end(const LexiconsC* lexicons, const uint32_t* text, int length, int at) noexcept nogil:
    """Digits with separators and a fraction: after ``.``, one digit after ``,`` before a foreign currency, two after 。."""
    cdef int size = digits_from(text, length, at)
    cdef uint32_t unit
    if size == 0:
        return -1
    at += size
    while True:
        unit = unit_at(text, length, at)
        size = digits_from(text, length, at + 1) if unit == c"," or unit == c"'" else 0
        if not (size == 3 or (size == 2 and unit == c",")) or (unit == c"," and is_date_on(text, length, at + 1 + size)):
            break
        at += 1 + size
    if unit == c"." and digits_from(text, length, at + 1):
        return at + 1 + digits_from(text, length, at + 1)
    if size == 1 and unit == c"," and is_foreign_currency(lexicons, text, length, at + 2):
        return at + 2
    if unit == FULL_STOP and digits_from(text, length, at + 1) == 2:
        unit = unit_at(text, length, at + 3)
        if unit == YUAN or unit == c",":
            return at + 3
    return at


cdef int kopecks_end(const uint32_t* text, int length, int at) noexcept nogil:
    """``р.50к``, ``руб. 50 коп`` behind the number of roubles; or -1."""
    cdef int size
    at += unit_at(text, length, at) == c" "
    if unit_at(text, length, at) != CYRILLIC_ER:
        return -1
    at += 3 if unit_at(text, length, at + 1) == 0x443 and unit_at(text, length, at + 2) == 0x431 else 1  # уб
    at += unit_at(text, length, at) == c"."
    at += unit_at(text, length, at) == c" "
    size = digits_from(text, length, at)
    if not 1 <= size <= 2:
        return -1
    at += size
    at += unit_at(text, length, at) == c" "
    if unit_at(text, length, at) != CYRILLIC_KA:
        return -1
    at += 3 if unit_at(text, length, at + 1) == CYRILLIC_O and unit_at(text, length, at + 2) == CYRILLIC_PE else 1
    return -1 if is_word_letter(unit_at(text, length, at)) else at


cdef int scale_end(const uint32_t* text, int length, int at) noexcept nogil:
    """After ``万``, ``百万``, ``亿``, ``千`` before 元; else `at`."""
    cdef uint32_t unit = unit_at(text, length, at)
    cdef bint small = unit == HUNDRED or unit == THOUSAND
    if small:
        unit = unit_at(text, length, at + 1)
    if unit == TEN_THOUSAND or unit == HUNDRED_MILLION:
        return at + 1 + small
    return at + 1 if small and (unit == YUAN or unit == KUAI) else at


cdef inline bint is_trailing_minus(const uint32_t* text, int length, int at) noexcept nogil:
    """Whether a dash after a sum is its sign: the clause ends with it."""
    cdef uint32_t unit = unit_at(text, length, at + 1)
    return unit_at(text, length, at) == c"-" and (
        at + 1 >= length or unit == c"," or unit == c";" or unit == c")" or unit == FULL_STOP or unit == 10
    )


cdef int money_digits_end(
    const LexiconsC* lexicons, const uint32_t* text, int length, int at, bint after_currency
) noexcept nogil:
    """Sign, digits with separators, fraction, kopecks or 千, 万, 亿, a minus that trails; or -1."""
    cdef int end
    cdef uint32_t unit = unit_at(text, length, at)
    at += unit == c"+" or unit == c"-"
    end = spaced_sum_end(lexicons, text, length, at, after_currency)
    if end < 0:
        end = pointed_sum_end(text, length, at)
    if end < 0:
        end = plain_sum_end(lexicons, text, length, at)
    if end < 0:
        return -1
    at = kopecks_end(text, length, end)
    end = scale_end(text, length, end) if at < 0 else at
    return end + is_trailing_minus(text, length, end)


cdef int money_end(const LexiconsC* lexicons, const uint32_t* text, int length, int at, FoundC* out) noexcept nogil:
    cdef int end
    cdef uint32_t unit = unit_at(text, length, at - 1)
    if is_digit(unit) or (unit == c"." and is_digit(unit_at(text, length, at - 2))):
        return -1
    unit = unit_at(text, length, at)
    out.start = at + (unit == c"+" or unit == c"-")
    end = find_word(lexicons, LEXICON_CURRENCY, text, length, out.start)
    if end >= 0:
        out.currency_start, out.currency_end = out.start, end
        unit = unit_at(text, length, end)
        at = end + (unit == c" " or unit == c":" or unit == c".")
    out.start = at
    at = money_digits_end(lexicons, text, length, at, out.currency_start >= 0)
    if at < 0:
        return -1
    out.stop = at
    end = at + (unit_at(text, length, at) == c" ")
    end = find_word(lexicons, LEXICON_CURRENCY, text, length, end)
    if end >= 0:
        if out.currency_start < 0:
            out.currency_start, out.currency_end = at + (text[at] == c" "), end
        at = end
    unit = unit_at(text, length, at)
    if (is_digit(unit) or is_date_unit(unit) or unit == HOUR or unit == CLOCK_HOUR or unit == DISCOUNT or unit == DAY_NUMBER
            or unit == c"%" or (unit == c":" and is_digit(unit_at(text, length, at + 1)))):
        return -1
    return at


cdef int sum_end(const LexiconsC* lexicons, const uint32_t* text, int length, int at, FoundC* out) noexcept nogil:
    """Money with its currency beside it, or with kopecks, which say it too."""
    cdef int end = money_end(lexicons, text, length, at, out)
    if end < 0 or out.currency_start >= 0 or text[out.stop - 1] == CYRILLIC_KA or text[out.stop - 1] == CYRILLIC_PE:
        return end
    return -1


cdef void find_currency_before(
    const LexiconsC* lexicons, const uint32_t* text, int length, int at, int* start, int* end
) noexcept nogil:
    """The currency word that ends at `at`, which a template may have as a literal; else leaves the pair as it is."""
    cdef int first
    if at > 0 and text[at - 1] == c":":
        at -= 1
    for first in range(max(0, at - CURRENCY_UNITS), at):
        if find_word(lexicons, LEXICON_CURRENCY, text, length, first) == at:
            start[0], end[0] = first, at
            return


cdef int tail_end(const uint32_t* text, int length, int at, FoundC* out) noexcept nogil:
    """The last group of 2 to 20 digits of a masked number; masks after it belong to the slot."""
    cdef int end = at, start, size
    if is_digit(unit_at(text, length, at - 1)):
        return -1
    out.start = -1
    while end < length and (is_digit(text[end]) or is_mask(text[end])):
        if not is_digit(text[end]):
            end += 1
            continue
        start = end
        size = digits_from(text, length, start)
        end = start + size
        if 2 <= size <= 20 and unit_at(text, length, end) != c"x":
            out.start, out.stop = start, end
    if out.start < 0:
        return -1
    end = out.stop
    while unit_at(text, length, end) == c"*" or unit_at(text, length, end) == c"#":
        end += 1
    return end


cdef inline bint code_may_end(const uint32_t* text, int length, int at) noexcept nogil:
    cdef uint32_t unit = unit_at(text, length, at)
    cdef uint32_t further = unit_at(text, length, at + 1)
    if is_date_unit(unit) or unit == YUAN or unit == 0x20AC or unit == 0xA3 or unit == 0x20BD:
        return False
    if unit == c"*":
        return not (is_digit(further) or further == c"*")
    if unit == c"%":    # a space before it is folded away: #123456 %shop.example
        return is_letter(further)
    return not ((unit == c"." or unit == c":" or unit == c"-") and is_digit(further))


cdef bint code_may_begin(const uint32_t* text, int length, int at) noexcept nogil:
    """Not within a word, a decimal, a sum of money or a masked number."""
    cdef uint32_t unit = unit_at(text, length, at - 1)
    cdef uint32_t earlier = unit_at(text, length, at - 2)
    if (is_alnum(unit) or unit == c"." or unit == c"$" or unit == 0x20AC or unit == 0xA3 or unit == 0xA5 or unit == 0x20B9
            or unit == 0x20BD):
        return False
    if unit == c"*":
        return not (is_digit(earlier) or earlier == c"*")
    return not (unit == c"-" and earlier == c"*")


cdef bint is_numeral(uint32_t unit) noexcept nogil:
    """Whether the unit is one of NUMERAL in rulepack/slots.py."""
    if unit < 0x4E00:
        return False
    return (
        unit == 0x96F6 or unit == 0x4E00 or unit == 0x4E8C or unit == 0x4E09 or unit == 0x56DB or unit == 0x4E94
        or unit == 0x516D or unit == 0x4E03 or unit == 0x516B or unit == 0x4E5D or unit == 0x58F9 or unit == 0x8D30
        or unit == 0x53C1 or unit == 0x53C2 or unit == 0x8086 or unit == 0x4F0D or unit == 0x9646 or unit == 0x67D2
        or unit == 0x634C or unit == 0x7396
    )


cdef inline bint is_bopomofo(uint32_t unit) noexcept nogil:
    return 0x3105 <= unit <= 0x3129


cdef int written_code_end(const uint32_t* text, int length, int at) noexcept nogil:
    """Four to eight Chinese numerals, digits among them or not; three to eight bopomofo letters; or -1."""
    cdef int end = at, numerals = 0
    if is_bopomofo(unit_at(text, length, at)):
        while is_bopomofo(unit_at(text, length, end)):
            end += 1
        return end if 3 <= end - at <= 8 and not is_bopomofo(unit_at(text, length, at - 1)) else -1
    while is_digit(unit_at(text, length, end)) or is_numeral(unit_at(text, length, end)):
        numerals += not is_digit(text[end])
        end += 1
    return end if numerals and 4 <= end - at <= 8 and not is_numeral(unit_at(text, length, at - 1)) else -1


cdef inline bint word_ends(const uint32_t* text, int length, int at) noexcept nogil:
    return not is_alnum(unit_at(text, length, at))


cdef int code_form(const uint32_t* text, int length, int at, int form) noexcept nogil:
    """End of one form of a code at `at`, or -1; the forms are numbered in the order they are tried."""
    cdef int first = digits_from(text, length, at)
    cdef int size, count
    cdef uint32_t sign = unit_at(text, length, at + first)
    if form == 0:    # 123-456, 123 4567
        size = digits_from(text, length, at + first + 1)
        return at + 4 + size if first == 3 and is_dash_or_space(sign) and 3 <= size <= 4 else -1
    if form == 1:    # 6802 1147 3395
        if first != 4 or not is_dash_or_space(sign) or digits_from(text, length, at + 5) != 4:
            return -1
        return at + 14 if unit_at(text, length, at + 9) == sign and digits_from(text, length, at + 10) >= 4 else -1
    if form == 2:    # 4821-9307
        return at + 9 if first == 4 and sign == c"-" and digits_from(text, length, at + 5) == 4 else -1
    if form == 3:    # 12-34-56, 12 34 56 78
        if first != 2 or not is_dash_or_space(sign):
            return -1
        count, at = 1, at + 2
        while count < 4 and unit_at(text, length, at) == sign and digits_from(text, length, at + 1) >= 2:
            at += 3
            count += 1
        return at if count >= 3 else -1
    if form == 4:    # 33-3-0444
        if not 1 <= first <= 2 or sign != c"-":
            return -1
        at += first + 1
        size = digits_from(text, length, at)
        if not 1 <= size <= 2 or unit_at(text, length, at + size) != c"-":
            return -1
        at += size + 1
        size = digits_from(text, length, at)
        return at + size if 3 <= size <= 5 else -1
    if form == 5:    # 3 3 4 4 5 5
        count = 0
        at += 1
        if first == 0:
            return -1
        while count < 7 and unit_at(text, length, at) == c" " and is_digit(unit_at(text, length, at + 1)):
            at += 2
            count += 1
        return at if count >= 3 else -1
    if form == 7:
        return written_code_end(text, length, at)
    size = alnums_from(text, length, at)    # 482913, a8k2, 3hb; a masked number is none
    if not 3 <= size <= 10:
        return -1
    first = 0
    for count in range(size):
        first += is_digit(text[at + count])
        if count and text[at + count] == c"x" and text[at + count - 1] == c"x":
            return -1
    return at + size if first and (size > 3 or first < 3) else -1


cdef int reference_end(const uint32_t* text, int length, int at) noexcept nogil:
    """Where the code begins behind the letters that name a request: G-482913; `at` where there are none."""
    cdef int end = at, size
    while end - at < 7 and is_letter(unit_at(text, length, end)):
        end += 1
    if not 1 <= end - at <= 6 or unit_at(text, length, end) != c"-":
        return at
    size = digits_from(text, length, end + 1)
    return end + 1 if 4 <= size <= 8 and not is_alnum(unit_at(text, length, end + 1 + size)) else at


cdef int code_end(const uint32_t* text, int length, int at, FoundC* out) noexcept nogil:
    cdef int form, end
    cdef uint32_t unit = unit_at(text, length, at)
    if not (is_alnum(unit) or is_numeral(unit) or is_bopomofo(unit)) or not code_may_begin(text, length, at):
        return -1
    out.start = reference_end(text, length, at)
    for form in range(8):
        end = code_form(text, length, out.start, form)
        if end >= 0 and word_ends(text, length, end) and code_may_end(text, length, end):
            out.stop = end
            return end
    return -1


cdef int pin_end(const uint32_t* text, int length, int at, int low, int high) noexcept nogil:
    """Digits that stand as a code does."""
    cdef int size = digits_from(text, length, at)
    if not low <= size <= high or not code_may_begin(text, length, at) or is_date_unit(unit_at(text, length, at - 1)):
        return -1
    at += size
    return at if word_ends(text, length, at) and code_may_end(text, length, at) else -1


cdef int pickup_end(const uint32_t* text, int length, int at) noexcept nogil:
    """``3-2-4567``, ``D4-7048``, ``72778``: 3 to 16 signs, two digits at least, no more than four dashes."""
    cdef int end = at, digits = 0, dashes = 0
    cdef uint32_t unit = unit_at(text, length, at - 1)
    if is_host(unit):
        return -1
    while end < length and is_host(text[end]):
        if text[end] == c"-":
            if end == at or text[end - 1] == c"-":
                return -1
            dashes += 1
        digits += is_digit(text[end])
        end += 1
    if not 3 <= end - at <= 16 or digits < 2 or dashes > 4 or text[end - 1] == c"-":
        return -1
    unit = unit_at(text, length, end)
    return -1 if is_date_unit(unit) or unit == YUAN or unit == c"%" else end


cdef int tracking_end(const uint32_t* text, int length, int at) noexcept nogil:
    """``SF1234567890123``, 8 to 20 digits with letters before and after."""
    cdef int size = 0
    if is_alnum(unit_at(text, length, at - 1)):
        return -1
    while size < 4 and is_letter(unit_at(text, length, at)):
        at += 1
        size += 1
    size = digits_from(text, length, at)
    if not 8 <= size <= 20:
        return -1
    at += size
    size = 0
    while size < 2 and is_letter(unit_at(text, length, at)):
        at += 1
        size += 1
    return at if word_ends(text, length, at) else -1


cdef int order_no_end(const uint32_t* text, int length, int at) noexcept nogil:
    """``E12345678``, ``BX-7789012``: 5 to 32 signs with a digit, dashes inside."""
    cdef int end = at
    cdef bint digit = False
    if is_alnum(unit_at(text, length, at - 1)):
        return -1
    while end < length and is_host(text[end]):
        if text[end] == c"-" and (end == at or text[end - 1] == c"-"):
            return -1
        digit = digit or is_digit(text[end])
        end += 1
    return end if digit and 5 <= end - at <= 32 and text[end - 1] != c"-" else -1


# ---- contacts

cdef int phone_tail(const uint32_t* text, int length, int at) noexcept nogil:
    """After the number an extension may follow; what must not follow turns the number down."""
    cdef int size
    cdef uint32_t unit
    if is_digit(unit_at(text, length, at)):
        return -1
    if unit_at(text, length, at) == c"-":
        size = digits_from(text, length, at + 1)
        if 1 <= size <= 5:
            at += 1 + size
    unit = unit_at(text, length, at)
    if is_date_unit(unit) or unit == YUAN or unit == c"%" or unit == c"*" or is_letter(unit):
        return -1
    return -1 if (unit == c"." or unit == c":" or unit == c"-") and is_digit(unit_at(text, length, at + 1)) else at


cdef int service_phone_end(const uint32_t* text, int length, int at) noexcept nogil:
    """``400-123-4567``, ``4001234567``."""
    cdef int middle, here, size, end
    if not (unit_at(text, length, at) == c"4" and unit_at(text, length, at + 1) == c"0"
            and unit_at(text, length, at + 2) == c"0"):
        return -1
    at += 3
    at += is_dash_or_space(unit_at(text, length, at))
    for middle in range(4, 2, -1):
        if digits_from(text, length, at) < middle:
            continue
        here = at + middle
        here += is_dash_or_space(unit_at(text, length, here))
        size = digits_from(text, length, here)
        if 3 <= size <= 4:
            end = phone_tail(text, length, here + size)
            if end >= 0:
                return end
    if unit_at(text, length, at) == c"8" and is_dash_or_space(unit_at(text, length, at + 1)):
        return split_service_end(text, length, at + 2)
    return -1


cdef int split_service_end(const uint32_t* text, int length, int at) noexcept nogil:
    """After the first sign of ``4008-200-999``."""
    if digits_from(text, length, at) < 3:
        return -1
    at += 3
    at += is_dash_or_space(unit_at(text, length, at))
    return phone_tail(text, length, at + 3) if digits_from(text, length, at) == 3 else -1


cdef int free_phone_end(const uint32_t* text, int length, int at) noexcept nogil:
    """``800-810-1234``, ``0800 234 638``."""
    cdef int size
    at += unit_at(text, length, at) == c"0"
    if not (unit_at(text, length, at) == c"8" and unit_at(text, length, at + 1) == c"0"
            and unit_at(text, length, at + 2) == c"0"):
        return -1
    at += 3
    at += is_dash_or_space(unit_at(text, length, at))
    if digits_from(text, length, at) < 3:
        return -1
    at += 3
    at += is_dash_or_space(unit_at(text, length, at))
    size = digits_from(text, length, at)
    return phone_tail(text, length, at + size) if 3 <= size <= 4 else -1


cdef int grouped_phone_end(const uint32_t* text, int length, int at) noexcept nogil:
    """``02-2181-0123``, ``0311-966122``; ``2181 5678``; ``852-21815678``; ``138 0000 1234``."""
    cdef int first = digits_from(text, length, at)
    cdef int second = digits_from(text, length, at + first + 1)
    cdef uint32_t unit = unit_at(text, length, at)
    cdef uint32_t sign = unit_at(text, length, at + first)
    if not is_dash_or_space(sign):
        return -1
    if unit == c"0":
        return area_phone_end(text, length, at, first, second) if 2 <= first <= 4 else -1
    if first == 4 and unit >= c"2" and second == 4:
        return phone_tail(text, length, at + 9)
    if first != 3:
        return -1
    if unit == c"8" and unit_at(text, length, at + 1) == c"5" and unit_at(text, length, at + 2) == c"2":
        return phone_tail(text, length, at + 12) if sign == c"-" and second == 8 else -1
    if unit == c"1" and unit_at(text, length, at + 1) >= c"3" and second == 4 and unit_at(text, length, at + 8) == sign:
        return phone_tail(text, length, at + 13) if digits_from(text, length, at + 9) == 4 else -1
    return -1


cdef int area_phone_end(const uint32_t* text, int length, int at, int first, int second) noexcept nogil:
    """An area code and a number behind a sign, in one group or two."""
    cdef uint32_t sign = unit_at(text, length, at + first)
    cdef int third
    at += first + 1
    if 3 <= second <= 4 and is_dash_or_space(unit_at(text, length, at + second)):
        third = digits_from(text, length, at + second + 1)
        if 3 <= third <= 4:
            return phone_tail(text, length, at + second + 1 + third)
    return phone_tail(text, length, at + second) if sign == c"-" and 5 <= second <= 8 else -1


cdef int foreign_phone_end(const uint32_t* text, int length, int at) noexcept nogil:
    """``+852 2181 5678``, ``+886-928-000-086``; ``(03)2878-5604``."""
    cdef int size, groups = 0
    if unit_at(text, length, at) == c"(":
        size = digits_from(text, length, at + 1)
        if unit_at(text, length, at + 1) != c"0" or not 2 <= size <= 4 or unit_at(text, length, at + 1 + size) != c")":
            return -1
        return local_phone_end(text, length, at + 2 + size)
    size = digits_from(text, length, at + 1)
    if unit_at(text, length, at) != c"+" or not 1 <= size <= 3:
        return -1
    at += 1 + size
    while groups < 4 and is_dash_or_space(unit_at(text, length, at)) and digits_from(text, length, at + 1) >= 2:
        size = digits_from(text, length, at + 1)
        at += 1 + (size if size <= 4 else 4)
        groups += 1
    return phone_tail(text, length, at) if groups >= 2 else -1


cdef int local_phone_end(const uint32_t* text, int length, int at) noexcept nogil:
    """The local number behind an area code in brackets: 7 or 8 digits, with a dash before the last four or not."""
    cdef int size = digits_from(text, length, at)
    if 7 <= size <= 8:
        return phone_tail(text, length, at + size)
    if 3 <= size <= 4 and unit_at(text, length, at + size) == c"-" and digits_from(text, length, at + size + 1) == 4:
        return phone_tail(text, length, at + size + 5)
    return -1


cdef int landline_end(const uint32_t* text, int length, int at) noexcept nogil:
    """``0571-88886666``, ``02188886666``."""
    cdef int area, here, size, end
    if unit_at(text, length, at) != c"0":
        return -1
    for area in range(4, 2, -1):
        if digits_from(text, length, at) < area:
            continue
        here = at + area
        here += is_dash_or_space(unit_at(text, length, here))
        size = digits_from(text, length, here)
        if 7 <= size <= 8:
            end = phone_tail(text, length, here + size)
            if end >= 0:
                return end
    return -1


cdef int shaped_phone_end(const uint32_t* text, int length, int at) noexcept nogil:
    """Numbers whose shape alone says that they are called: 400, 800, area code and number."""
    cdef int end = service_phone_end(text, length, at)
    if end < 0:
        end = free_phone_end(text, length, at)
    return end if end >= 0 else landline_end(text, length, at)


cdef int phone_end(const uint32_t* text, int length, int at) noexcept nogil:
    cdef int size, end, prefix
    if is_alnum(unit_at(text, length, at - 1)) and (
        unit_at(text, length, at) != c"+" or is_digit(unit_at(text, length, at - 1))
    ):
        return -1
    end = foreign_phone_end(text, length, at)
    if end >= 0:
        return end
    prefix = at + (unit_at(text, length, at) == c"+")
    if unit_at(text, length, prefix) == c"8" and unit_at(text, length, prefix + 1) == c"6":
        prefix += 2
        prefix += is_dash_or_space(unit_at(text, length, prefix))
        if unit_at(text, length, prefix) == c"1":
            at = prefix
    end = shaped_phone_end(text, length, at)
    if end < 0:
        end = grouped_phone_end(text, length, at)
    if end >= 0:
        return end
    size = digits_from(text, length, at)
    return phone_tail(text, length, at + size) if 3 <= size <= 13 else -1


cdef int find_contact(const uint32_t* text, int length, int start, FoundC* out) noexcept nogil:
    """The first number at or after `start` whose own shape says it can be called: 400, area code, +852, mobile."""
    cdef int at, end
    for at in range(start, length):
        if not (is_digit(text[at]) or text[at] == c"+" or text[at] == c"("):
            continue
        if text[at] != c"+" and (is_host(unit_at(text, length, at - 1)) or unit_at(text, length, at - 1) == c"."):
            continue
        end = shaped_phone_end(text, length, at)
        if end < 0 and text[at] == c"0":
            end = grouped_phone_end(text, length, at)
        if end < 0:
            end = foreign_phone_end(text, length, at)
        if end < 0 and text[at] == c"1" and 51 <= unit_at(text, length, at + 1) <= 57 and digits_from(text, length, at) == 11:
            end = phone_tail(text, length, at + 11)
        if end >= 0 and word_ends(text, length, end):
            out.start, out.stop, out.end = at, end, end
            return end
    return -1


cdef int host_end(const LexiconsC* lexicons, const uint32_t* text, int length, int at, bint known) noexcept nogil:
    """End of the longest host at `at` whose last label is letters (and, if `known`, a top level the lexicon has)."""
    cdef int end = -1, start, labels = 0
    cdef bint letters
    while True:
        start = at
        letters = True
        while at < length and is_host(text[at]):
            letters = letters and is_letter(text[at])
            at += 1
        if at == start:
            return end
        if labels and letters and at - start >= 2:
            if not known or find_word(lexicons, LEXICON_TLD, text, length, start) == at:
                end = at
        if text[start] == c"-" or text[at - 1] == c"-" or unit_at(text, length, at) != c".":
            return end
        labels += 1
        at += 1


cdef int address_end(const uint32_t* text, int length, int at) noexcept nogil:
    """End of a numeric address, ``203.0.113.7``, or -1."""
    cdef int part, size
    for part in range(4):
        if part and unit_at(text, length, at) != c".":
            return -1
        at += part > 0
        size = digits_from(text, length, at)
        if not 1 <= size <= 3:
            return -1
        at += size
    return -1 if is_host(unit_at(text, length, at)) else at


cdef int skip_user(const uint32_t* text, int length, int at) noexcept nogil:
    """After ``name:word@``, which may look like a host but is none; else `at`."""
    cdef int end = at
    while end < length and (
        is_host(text[end]) or text[end] == c"." or text[end] == c":" or text[end] == c"_" or text[end] == c"%"
    ):
        end += 1
    return end + 1 if unit_at(text, length, end) == c"@" else at


cdef int find_url(const LexiconsC* lexicons, const uint32_t* text, int length, int at) noexcept nogil:
    """A link: a scheme and a host, or a host with a known top level; then port and path."""
    cdef int end = at, size
    cdef uint32_t unit = unit_at(text, length, at - 1)
    if is_host(unit) or unit == c"@" or unit == c"." or unit == c"*" or unit == c"_":
        return -1
    if (unit_at(text, length, at) == c"h" and unit_at(text, length, at + 1) == c"t" and unit_at(text, length, at + 2) == c"t"
            and unit_at(text, length, at + 3) == c"p"):
        end = at + 4
        end += unit_at(text, length, end) == c"s"
        if (unit_at(text, length, end) == c":" and unit_at(text, length, end + 1) == c"/"
                and unit_at(text, length, end + 2) == c"/"):
            size = skip_user(text, length, end + 3)
            end = host_end(lexicons, text, length, size, False)
            if end < 0:
                end = address_end(text, length, size)
        else:
            end = -1
        if end < 0:
            end = host_end(lexicons, text, length, at, True)
    else:
        end = host_end(lexicons, text, length, at, True)
    if end < 0 or unit_at(text, length, end) == c"@":  # a mail address
        return -1
    if unit_at(text, length, end) == c":":
        size = digits_from(text, length, end + 1)
        if size:
            end += 1 + (size if size <= 5 else 5)
    unit = unit_at(text, length, end)
    if unit == c"/" or unit == c"?" or unit == c"#":
        size = end
        at = end
        while at < length and is_path(text[at]):
            at += 1
        while at > end and (text[at - 1] == c"." or text[at - 1] == c"?" or text[at - 1] == c":" or text[at - 1] == c"-"):
            at -= 1
        end = at
    return end


# ---- data volume, travel

cdef int data_end(const uint32_t* text, int length, int at) noexcept nogil:
    """``1.2GB``, ``512M``, ``3GB200MB``."""
    cdef int end = -1
    cdef uint32_t unit
    while True:
        at = decimal_end(text, length, at)
        if at < 0:
            return end
        at += unit_at(text, length, at) == c" "
        unit = unit_at(text, length, at)
        if unit == c"k" or unit == c"m" or unit == c"g" or unit == c"t":
            at += 1
            at += unit_at(text, length, at) == c"b"
            if is_letter(unit_at(text, length, at)):
                return end
        elif unit == 0x5146:  # 兆
            at += 1
        else:
            return end
        end = at


cdef int flight_end(const uint32_t* text, int length, int at) noexcept nogil:
    cdef uint32_t one = unit_at(text, length, at)
    cdef uint32_t two = unit_at(text, length, at + 1)
    cdef int size
    if is_alnum(unit_at(text, length, at - 1)) or not (
        (is_letter(one) and is_alnum(two)) or (is_digit(one) and is_letter(two))
    ):
        return -1
    at += 2
    at += unit_at(text, length, at) == c" "
    size = digits_from(text, length, at)
    if not 3 <= size <= 4:
        return -1
    at += size
    at += is_letter(unit_at(text, length, at))
    return at if word_ends(text, length, at) else -1


cdef int train_end(const uint32_t* text, int length, int at) noexcept nogil:
    cdef uint32_t unit = unit_at(text, length, at)
    cdef int size
    if is_alnum(unit_at(text, length, at - 1)):
        return -1
    if (unit == c"g" or unit == c"d" or unit == c"c" or unit == c"z" or unit == c"k" or unit == c"t" or unit == c"y"
            or unit == c"l" or unit == c"s" or unit == c"p"):
        size = digits_from(text, length, at + 1)
        return at + 1 + size if 1 <= size <= 4 and word_ends(text, length, at + 1 + size) else -1
    size = digits_from(text, length, at)
    return at + 4 if size == 4 and word_ends(text, length, at + 4) else -1


cdef int berth_end(const uint32_t* text, int length, int at) noexcept nogil:
    """After the carriage: ``12F号``, ``26号上铺``, ``无座``."""
    cdef int size = digits_from(text, length, at)
    cdef uint32_t unit
    if size == 0:
        return at + 2 if unit_at(text, length, at) == 0x65E0 and unit_at(text, length, at + 1) == 0x5EA7 else -1
    at += size if size <= 3 else 3
    at += 97 <= unit_at(text, length, at) <= 102
    unit = unit_at(text, length, at)
    at += unit == DAY_NUMBER or unit == 0x5EA7
    unit = unit_at(text, length, at)
    if (unit == 0x4E0A or unit == 0x4E2D or unit == 0x4E0B) and unit_at(text, length, at + 1) == 0x94FA:
        at += 2
    return at


cdef int seat_end(const uint32_t* text, int length, int at) noexcept nogil:
    cdef int size = digits_from(text, length, at)
    cdef int second
    cdef uint32_t unit
    if is_alnum(unit_at(text, length, at - 1)):
        return -1
    if size == 0:
        return at + 2 if unit_at(text, length, at) == 0x65E0 and unit_at(text, length, at + 1) == 0x5EA7 else -1
    if size > 2:
        return -1
    at += size
    unit = unit_at(text, length, at)
    if unit == CARRIAGE:
        return berth_end(text, length, at + 1 + (unit_at(text, length, at + 1) == 0x53A2))
    if unit == 0x6392:  # 排
        second = digits_from(text, length, at + 1)
        unit = unit_at(text, length, at + 1 + second)
        return at + 2 + second if 1 <= second <= 2 and (unit == 0x5EA7 or unit == DAY_NUMBER) else -1
    return at + 1 if 97 <= unit <= 108 and word_ends(text, length, at + 1) else -1


cdef int station_end(const uint32_t* text, int length, int at) noexcept nogil:
    cdef int size = 0
    while size < 10 and is_han(unit_at(text, length, at + size)):
        if size and text[at + size] == STATION:
            return at + size + 1
        size += 1
    return at + (size if size < 6 else 6) if size >= 2 else -1


cdef int whole_host_end(const uint32_t* text, int length, int at) noexcept nogil:
    """Labels of letters, digits and dashes with full stops between: two at least."""
    cdef int end = at, labels = 0
    if is_host(unit_at(text, length, at - 1)) or unit_at(text, length, at - 1) == c".":
        return -1
    while is_host(unit_at(text, length, end)):
        while is_host(unit_at(text, length, end)):
            end += 1
        labels += 1
        if unit_at(text, length, end) != c".":
            return end if labels > 1 else -1
        end += 1
    return -1


# ---- runs with a range

cdef int phrase_end(const uint32_t* text, int length, int at, int low, int high) noexcept nogil:
    cdef int size = 0
    while size < high and at + size < length and not is_stop(text[at + size]):
        size += 1
    return at + size if size >= low else -1


cdef int place_end(
    const LexiconsC* lexicons, const uint32_t* text, int length, int at, int low, int high
) noexcept nogil:
    """The longest run without punctuation that a word of places ends."""
    cdef int size = 0, end
    while size < high and at + size < length and not is_stop(text[at + size]):
        size += 1
    while size >= low:
        end = find_word(lexicons, LEXICON_PLACE_END, text, length, at + size)
        if end >= 0:
            return end
        size -= 1
    return -1


cdef int han_end(const uint32_t* text, int length, int at, int low, int high) noexcept nogil:
    cdef int size = 0
    while size < high and is_han(unit_at(text, length, at + size)):
        size += 1
    return at + size if size >= low else -1


cdef int plain_end(
    const LexiconsC* lexicons, int kind, int low, int high, const uint32_t* text, int length, int at
) noexcept nogil:
    """Types whose value is the whole slot."""
    cdef uint32_t before = unit_at(text, length, at - 1)
    cdef int size
    if kind == SLOT_PHRASE:
        return phrase_end(text, length, at, low, high)
    if kind == SLOT_PLACE:
        return place_end(lexicons, text, length, at, low, high)
    if kind == SLOT_HAN:
        return han_end(text, length, at, low, high)
    if kind == SLOT_STATION:
        return station_end(text, length, at)
    if kind == SLOT_HOST:
        return whole_host_end(text, length, at)
    if kind == SLOT_PICKUP:
        return pickup_end(text, length, at)
    if kind == SLOT_TRACKING:
        return tracking_end(text, length, at)
    if kind == SLOT_ORDER_NO:
        return order_no_end(text, length, at)
    if kind == SLOT_PHONE:
        return phone_end(text, length, at)
    if kind == SLOT_URL:
        return find_url(lexicons, text, length, at)
    if kind == SLOT_FLIGHT:
        return flight_end(text, length, at)
    if kind == SLOT_TRAIN:
        return train_end(text, length, at)
    if kind == SLOT_SEAT:
        return seat_end(text, length, at)
    if kind == SLOT_ALNUM:
        size = alnums_from(text, length, at)
        return at + size if low <= size <= high and not is_alnum(before) else -1
    if kind == SLOT_PIN:
        return pin_end(text, length, at, low, high)
    if kind == SLOT_LETTERS:
        size = letters_from(text, length, at)
        return at + size if low <= size <= high and not is_alnum(before) and word_ends(text, length, at + size) else -1
    if is_digit(before):
        return -1
    if kind == SLOT_DATETIME:
        return datetime_end(lexicons, text, length, at)
    if kind == SLOT_DATE:
        return date_end(lexicons, text, length, at)
    if kind == SLOT_TIME:
        return clock_end(lexicons, text, length, at)
    if kind == SLOT_PERIOD:
        return period_end(lexicons, text, length, at)
    if kind == SLOT_DIGITS:
        size = digits_from(text, length, at)
        return at + size if low <= size <= high else -1
    if before == c".":
        return -1
    if kind == SLOT_NUMBER:
        return number_end(text, length, at)
    if kind == SLOT_DURATION:
        return duration_end(lexicons, text, length, at)
    return data_end(text, length, at) if kind == SLOT_DATA else -1


cdef int find_slot(
    const LexiconsC* lexicons, int kind, int low, int high, const uint32_t* text, int length, int at, FoundC* out
) noexcept nogil:
    """Fills `out` with the slot of type `kind` at `at` and returns its end, or -1."""
    out.currency_start = out.currency_end = -1
    if kind == SLOT_MONEY:
        out.end = money_end(lexicons, text, length, at, out)
    elif kind == SLOT_SUM:
        out.end = sum_end(lexicons, text, length, at, out)
    elif kind == SLOT_TAIL:
        out.end = tail_end(text, length, at, out)
    elif kind == SLOT_CODE:
        out.end = code_end(text, length, at, out)
    else:
        out.end = plain_end(lexicons, kind, low, high, text, length, at)
        out.start, out.stop = at, out.end
    return out.end
