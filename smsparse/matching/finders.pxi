# Slot finders: one small function a type, each the end of the slot that begins at a position, or -1.
#
# Every function reads forward only and within `length`; where a run has no upper bound it is read once.

# Numbers of the slot types: the order of SLOT_TYPES in rulepack/slots.py.
cdef enum:
    SLOT_TEXT = 0
    SLOT_PHRASE = 1
    SLOT_HAN = 2
    SLOT_DIGITS = 3
    SLOT_ALNUM = 4
    SLOT_NUMBER = 5
    SLOT_MONEY = 6
    SLOT_TAIL = 7
    SLOT_CODE = 8
    SLOT_PICKUP = 9
    SLOT_TRACKING = 10
    SLOT_ORDER_NO = 11
    SLOT_PHONE = 12
    SLOT_URL = 13
    SLOT_DATETIME = 14
    SLOT_DATE = 15
    SLOT_TIME = 16
    SLOT_PERIOD = 17
    SLOT_DURATION = 18
    SLOT_DATA = 19
    SLOT_FLIGHT = 20
    SLOT_TRAIN = 21
    SLOT_SEAT = 22
    SLOT_STATION = 23
    SLOT_PLACE = 24
    SLOT_SUM = 25
    SLOT_HOST = 26
    SLOT_LETTERS = 27
    SLOT_PIN = 28
    SLOT_CLAUSE = 29
    SLOT_PARTY = 30
    SLOT_TIMED = 31
    SLOT_HOTLINE = 32
    SLOT_MASKED = 33
    SLOT_FIRM = 34
    SLOT_MOMENT = 35
    SLOT_CENTS = 36

# Numbers of the lexicons the finders need: the order of FINDER_LEXICONS.
cdef enum:
    LEXICON_CURRENCY = 0
    LEXICON_TLD = 1
    LEXICON_DURATION_UNIT = 2
    LEXICON_RELATIVE_DAY = 3
    LEXICON_RELATIVE_MONTH = 4
    LEXICON_DAYPART = 5
    LEXICON_MONTH_NAME = 6
    LEXICON_PLACE_END = 7
    LEXICON_WEEKDAY_NAME = 8
    LEXICON_PLACE_BREAK = 9
    LEXICON_PARTY_BREAK = 10
    LEXICON_PLACE_KEEP = 11
    LEXICON_FIRM_END = 12

cdef struct LexiconsC:
    const int32_t* starts
    const uint32_t* rows      # 4 words a row: key of two units, start in units, length, rows back to a word it begins with
    const uint32_t* units
    const uint8_t* firsts     # 1,024 bits a lexicon: the first units of its words, modulo 1,024

# What a finder found: the value is [start, stop), the whole slot ends at `end`; -1 where no currency is written.
cdef struct FoundC:
    int start
    int stop
    int end
    int currency_start
    int currency_end

cdef enum:
    LEXICON_WORDS = 4
    CURRENCY_UNITS = 5      # longest currency word looked for before a sum
    LIST_COMMA = 0x3001     # 、
    YEAR = 0x5E74           # 年
    MONTH = 0x6708          # 月
    DAY_NUMBER = 0x53F7     # 号
    CLOCK_HOUR = 0x70B9     # 点
    SECOND = 0x79D2         # 秒
    MONTH_HEAD = 0x521D     # 初
    DISCOUNT = 0x6298       # 折
    DAYS = 0x5929           # 天
    COUNTER = 0x4E2A        # 个
    TEN_THOUSAND = 0x4E07   # 万
    HUNDRED_MILLION = 0x4EBF  # 亿
    THOUSAND = 0x5343       # 千
    HUNDRED = 0x767E        # 百
    STATION = 0x7AD9        # 站
    CYRILLIC_KA = 0x43A     # к
    CYRILLIC_O = 0x43E      # о
    CYRILLIC_PE = 0x43F     # п


# ---- character classes

cdef inline uint32_t unit_at(const uint32_t* text, int length, int at) noexcept nogil:
    return text[at] if 0 <= at < length else 0


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
    return unit == YEAR or unit == MONTH or unit == DAY_SIGN


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
    """Whether a word stands at `at`, and no further Latin or Cyrillic letter behind one of its own."""
    cdef int index
    if at + size > length:
        return False
    for index in range(size):
        if word[index] != text[at + index]:
            return False
    return not (is_word_letter(word[size - 1]) and at + size < length and is_word_letter(text[at + size]))


cdef inline bint is_beyond(
    const LexiconsC* lexicons, const uint32_t* row, uint32_t key, const uint32_t* text, int size
) noexcept nogil:
    """Whether the word of a row comes behind the `size` units of `text`, whose key is `key`, in the order of words."""
    cdef const uint32_t* word = lexicons.units + row[1]
    cdef int index
    if row[0] != key:
        return row[0] > key
    for index in range(min(<int> row[2], size)):
        if word[index] != text[index]:
            return word[index] > text[index]
    return <int> row[2] > size


cdef int find_word(const LexiconsC* lexicons, int number, const uint32_t* text, int length, int at) noexcept nogil:
    """End of the longest word of a lexicon at `at`, or -1.

    The last word that does not come behind the text begins with every word the text begins with.
    """
    cdef int low = lexicons.starts[number], start = low, high = lexicons.starts[number + 1], middle
    cdef uint32_t first, key
    cdef const uint32_t* row
    if at >= length or (is_word_letter(text[at]) and at > 0 and is_word_letter(text[at - 1])):    # inside another
        return -1
    first = text[at] & 1023
    if not lexicons.firsts[(number << 7) + (first >> 3)] >> (first & 7) & 1:
        return -1
    key = text[at] << 16 | (text[at + 1] & 0xFFFF if at + 1 < length else 0)
    while low < high:
        middle = (low + high) >> 1
        if is_beyond(lexicons, lexicons.rows + LEXICON_WORDS * middle, key, text + at, length - at):
            high = middle
        else:
            low = middle + 1
    if low == start:
        return -1
    row = lexicons.rows + LEXICON_WORDS * (low - 1)
    while not word_at(lexicons.units + row[1], row[2], text, length, at):
        if row[3] == 0:
            return -1
        row -= LEXICON_WORDS * row[3]
    return at + <int> row[2]


# ---- dates and times

cdef int value_of(const uint32_t* text, int at, int size) noexcept nogil:
    """The number that `size` digits at `at` write."""
    cdef int value = 0, index
    for index in range(size):
        value = 10 * value + <int> text[at + index] - 48
    return value


cdef inline bint is_to(uint32_t unit) noexcept nogil:
    """What stands between the ends of a range: - ~ 至 到."""
    return unit == c"-" or unit == c"~" or unit == 0x81F3 or unit == 0x5230


cdef inline bint is_date_sign(uint32_t unit) noexcept nogil:
    return unit == c"-" or unit == c"/" or unit == c"."


cdef inline bint is_month_and_day(int month, int day) noexcept nogil:
    return 1 <= month <= 12 and 1 <= day <= 31


cdef inline bint in_either_order(int one, int two) noexcept nogil:
    return is_month_and_day(one, two) or is_month_and_day(two, one)


cdef int pair_end(const uint32_t* text, int length, int at) noexcept nogil:
    """``5``, ``5-8``: one or two digits, and as many behind a sign of a range; or -1."""
    cdef int size = digits_from(text, length, at)
    if not 1 <= size <= 2:
        return -1
    at += size
    if is_to(unit_at(text, length, at)):
        size = digits_from(text, length, at + 1)
        if 1 <= size:
            at += 1 + (size if size <= 2 else 2)
    return at


cdef int day_end(const uint32_t* text, int length, int at) noexcept nogil:
    """``5日``, ``05号``, ``5-8日``."""
    at = pair_end(text, length, at)
    return at + 1 if at >= 0 and (unit_at(text, length, at) == DAY_SIGN or unit_at(text, length, at) == DAY_NUMBER) else -1


cdef bint is_named_by_number(uint32_t unit) noexcept nogil:
    """Whether 3号 and this unit name a thing: 3号楼, 3号线, 3号窗."""
    return (
        unit == 0x697C or unit == 0x7EBF or unit == 0x7A97 or unit == 0x95E8 or unit == 0x67DC or unit == 0x5385  # 楼线窗门柜厅
        or unit == 0x9986 or unit == 0x684C or unit == 0x5EA7 or unit == CARRIAGE or unit == 0x5E93 or unit == 0x53E3  # 馆桌座车库口
        or unit == 0x5E97 or unit == 0x9662 or unit == 0x8BCA or unit == 0x673A or unit == 0x94FA or unit == 0x4ED3  # 店院诊机铺仓
        or unit == 0x53F0 or unit == STATION or unit == 0x4F4D or unit == 0x623F or unit == 0x5BA4 or unit == 0x7801  # 台站位房室码
        or unit == 0x5C4F or unit == 0x7403 or unit == 0x51FA or unit == 0x767B or unit == 0x505C or unit == 0x6CCA  # 屏球出登停泊
        or unit == 0x4EE4 or unit == 0x6587 or unit == 0x516C or unit == 0x7535 or unit == 0x6BB5 or unit == 0x9053  # 令文公电段道
        or unit == 0x8DEF or unit == 0x5C42 or unit == 0x533A or unit == 0x5458 or unit == 0x9009 or unit == 0x5BA2  # 路层区员选客
        or unit == 0x4F1A  # 会
    )


cdef bint is_of_length(uint32_t one, uint32_t two) noexcept nogil:
    """Whether what follows 7日 makes it a length of time: 7日内, 7日有效."""
    return (
        one == WITHIN or one == 0x540E or one == 0x6E38 or one == 0x5747 or one == 0x5361 or one == 0x5305  # 内后游均卡包
        or one == 0x514D  # 免
        or ((one == 0x4E4B or one == 0x4EE5) and two == WITHIN)  # 之内, 以内
        or (one == 0x6709 and two == 0x6548) or (one == 0x65E0 and two == 0x7406)  # 有效, 无理
        or (one == 0x5957 and two == 0x9910) or (one == 0x4F53 and two == 0x9A8C)  # 套餐, 体验
        or (one == 0x8BD5 and two == 0x7528)  # 试用
    )


cdef int lone_day_end(const uint32_t* text, int length, int at) noexcept nogil:
    """``5日`` without a month, where it is no length of time and no thing with a number."""
    cdef uint32_t before = unit_at(text, length, at - 1)
    cdef int end
    if (before == c"-" or before == c"~") and is_digit(unit_at(text, length, at - 2)):
        return -1
    if (before == 0x8FD1 or before == 0x6BCF or before == 0x6EE1 or before == 0x5171 or before == 0x7EED  # 近每满共续
            or before == 0x7B2C or before == c"+"  # 第
            or before == 0x8DEF or before == 0x8857 or before == 0x5DF7 or before == 0x5F04):  # 路街巷弄
        return -1
    end = day_end(text, length, at)
    if end < 0:
        return -1
    if text[end - 1] == DAY_NUMBER:
        return -1 if is_named_by_number(unit_at(text, length, end)) else end
    return -1 if is_of_length(unit_at(text, length, end), unit_at(text, length, end + 1)) else end


cdef int part_of_month_end(const uint32_t* text, int length, int at) noexcept nogil:
    """``底``, ``初``, ``末``, ``上旬``; or -1."""
    cdef uint32_t unit = unit_at(text, length, at)
    if unit == MONTH_BOTTOM or unit == MONTH_TAIL or unit == MONTH_HEAD:
        return at + 1
    if (unit == 0x4E0A or unit == 0x4E2D or unit == 0x4E0B) and unit_at(text, length, at + 1) == 0x65EC:  # 上中下, 旬
        return at + 2
    return -1


cdef int month_end(const uint32_t* text, int length, int at) noexcept nogil:
    """``3月``, ``3月份``, ``3月底``, ``3月5日``, ``3月5-8日``, ``1-3月``."""
    cdef int size = digits_from(text, length, at)
    cdef int end
    if not 1 <= size <= 2:
        return -1
    end = at + size
    if is_to(unit_at(text, length, end)):
        if not 1 <= value_of(text, at, size) <= 12:
            return -1
        at = end + 1
        size = digits_from(text, length, at)
        if not 1 <= size <= 2 or not 1 <= value_of(text, at, size) <= 12:
            return -1
        end = at + size
    if unit_at(text, length, end) != MONTH:
        return -1
    at = end + 1
    end = day_end(text, length, at)
    if end < 0:
        end = part_of_month_end(text, length, at)
    if end >= 0:
        return end
    return at + (unit_at(text, length, at) == 0x4EFD)  # 份


cdef int year_end(const uint32_t* text, int length, int at) noexcept nogil:
    """``2024年3月5日``, ``24年3月``, ``2024年底``, ``民国113年5月``, ``次年1月3日``."""
    cdef int size
    cdef uint32_t unit
    if unit_at(text, length, at) == 0x6C11 and unit_at(text, length, at + 1) == 0x56FD:  # 民国
        at += 2
    unit = unit_at(text, length, at)
    if unit == 0x4ECA or unit == 0x660E or unit == 0x53BB or unit == 0x6B21 or unit == 0x672C:  # 今明去次本
        size = 1
    else:
        size = digits_from(text, length, at)
        if not 2 <= size <= 4:
            return -1
    if unit_at(text, length, at + size) != YEAR:
        return -1
    at += size + 1
    unit = unit_at(text, length, at)
    return at + 1 if unit == MONTH_BOTTOM or unit == MONTH_TAIL else month_end(text, length, at)


cdef bint is_century(const uint32_t* text, int at) noexcept nogil:
    """Whether four digits at `at` write a year: 19.., 20.., 25.. (of the Buddha)."""
    cdef int century = value_of(text, at, 2)
    return century == 19 or century == 20 or century == 25


cdef bint clock_follows(const uint32_t* text, int length, int at) noexcept nogil:
    """Whether ``14:30`` or ``9:05`` stands at `at`."""
    cdef int size = digits_from(text, length, at)
    return 1 <= size <= 2 and unit_at(text, length, at + size) == c":" and digits_from(text, length, at + size + 1) >= 2


cdef int day_of_year_first_end(const uint32_t* text, int length, int at) noexcept nogil:
    """The day behind year and month, maybe run into the clock time behind it: ``2024-06-0112:30``; or -1."""
    cdef int size = digits_from(text, length, at)
    if 1 <= size <= 2 and 1 <= value_of(text, at, size) <= 31:
        return at + size + (unit_at(text, length, at + size) == DAY_SIGN)
    if size == 4 and 1 <= value_of(text, at, 2) <= 31 and clock_follows(text, length, at + 2):
        return at + 2
    return -1


cdef int year_last_end(const uint32_t* text, int length, int at, int first, int second) noexcept nogil:
    """``05.03.2024``, ``05/03/24``, ``24-03-05``, whose first two parts are `first` and `second` digits long; or -1."""
    cdef uint32_t sign = text[at + first]
    cdef int one = value_of(text, at, first)
    cdef int two = value_of(text, at + first + 1, second)
    cdef int third
    at += first + second + 2
    third = digits_from(text, length, at)
    if sign == c"." and second != 2:
        return -1
    if sign == c"-" and third <= 2 and not (first == 2 and second == 2 and third == 2):
        return -1
    if in_either_order(one, two):
        if third == 2 or (third == 4 and is_century(text, at)):
            return at + third
        if third == 4 and clock_follows(text, length, at + 2):
            return at + 2
    if first == 2 and 1 <= third <= 2 and is_month_and_day(two, value_of(text, at, third)):
        return at + third
    return -1


cdef int three_parts_end(const uint32_t* text, int length, int at) noexcept nogil:
    """``2024-03-05``, ``2024/3/5日``, ``113/05/02``, ``05.03.2024``: the same sign twice."""
    cdef int first = digits_from(text, length, at)
    cdef uint32_t sign = unit_at(text, length, at + first)
    cdef int second, century
    if not 1 <= first <= 4 or not is_date_sign(sign):
        return -1
    second = digits_from(text, length, at + first + 1)
    if not 1 <= second <= 2 or unit_at(text, length, at + first + 1 + second) != sign:
        return -1
    if first <= 2:
        at = year_last_end(text, length, at, first, second)
        return -1 if unit_at(text, length, at) == c"." and is_digit(unit_at(text, length, at + 1)) else at
    century = value_of(text, at, 2)
    if first == 3 and text[at] != c"1":
        return -1
    if first == 4 and not (century == 13 or century == 14 or is_century(text, at)):
        return -1
    if not 1 <= value_of(text, at + first + 1, second) <= 12:
        return -1
    return day_of_year_first_end(text, length, at + first + second + 2)


cdef bint is_counted(const uint32_t* text, int length, int at) noexcept nogil:
    """Whether what stands behind two numbers is counted by them: 3-5天, 1/2页, 10-20kg."""
    cdef uint32_t unit = unit_at(text, length, at)
    cdef uint32_t after = unit_at(text, length, at + 1)
    if unit < 0x80:
        return (is_letter(unit) and unit != c"t") or unit == c"%"
    if unit == 0x5468:  # 周
        return not is_day_of_week(after)
    return (
        (unit == 0x5C0F and after == HOUR_SIGN) or (unit == 0x5DE5 and after == 0x4F5C)  # 小时, 工作
        or (unit == 0x516C and (after == 0x91CC or after == 0x65A4))  # 公里, 公斤
        or is_date_unit(unit) and unit != DAY_SIGN
        or unit == HOUR_SIGN or unit == CLOCK_HOUR or unit == MINUTE_SIGN or unit == SECOND
        or unit == YUAN or unit == TEN_THOUSAND or unit == DISCOUNT
        or unit == 0x5929 or unit == 0x4E2A or unit == 0x6B21 or unit == 0x4EBA or unit == 0x5C81 or unit == 0x680B  # 天个次人岁栋
        or unit == 0x697C or unit == 0x5BA4 or unit == 0x671F or unit == 0x500D or unit == 0x4EF6 or unit == 0x5F20  # 楼室期倍件张
        or unit == 0x4F4D or unit == 0x540D or unit == 0x74F6 or unit == 0x888B or unit == 0x7C73 or unit == 0x6761  # 位名瓶袋米条
        or unit == 0x4EFD or unit == 0x8F86 or unit == 0x6237 or unit == 0x6B65 or unit == 0x7EA7 or unit == 0x96C6  # 份辆户步级集
        or unit == 0x8BFE or unit == 0x8282 or unit == 0x5C42 or unit == 0x7AE0 or unit == 0x9875 or unit == 0x5EA6  # 课节层章页度
        or unit == 0x7801 or unit == 0x73AF or unit == 0x79D1 or unit == 0x5BF8 or unit == 0x65A4 or unit == 0x514B  # 码环科寸斤克
    )


cdef bint is_part_mark(const uint32_t* text, int length, int at) noexcept nogil:
    """Whether ``(1/2)`` or an opening ``1/2)`` counts the parts of a long message."""
    cdef uint32_t before = unit_at(text, length, at - 1)
    cdef uint32_t after = unit_at(text, length, at + 3)
    return (
        (at == 0 or before == c"(" or before == c"[" or before == 0x3010 or before == 0x3011)
        and (after == c")" or after == c"]" or after == 0x3011)
        and 49 <= text[at] <= text[at + 2] <= 53
    )


cdef int slashed_end(const uint32_t* text, int length, int at) noexcept nogil:
    """``12/31``, ``6/8日``; or -1."""
    cdef int first = digits_from(text, length, at)
    cdef int second
    cdef uint32_t after
    if not 1 <= first <= 2 or unit_at(text, length, at + first) != c"/":
        return -1
    second = digits_from(text, length, at + first + 1)
    if not 1 <= second <= 2 or not in_either_order(value_of(text, at, first), value_of(text, at + first + 1, second)):
        return -1
    if is_part_mark(text, length, at) or (value_of(text, at, first) == 24 and text[at + 3] == c"7"):  # 24/7
        return -1
    at += first + 1 + second
    after = unit_at(text, length, at)
    if after == c"-":
        first = digits_from(text, length, at + 1)
        if not 1 <= first <= 2:
            return -1
        if unit_at(text, length, at + 1 + first) != c"/" and unit_at(text, length, at + 1 + first) != c":":
            return -1
    if after == c"/" or is_counted(text, length, at):
        return -1
    return at + (after == DAY_SIGN)


cdef int two_parts_end(const uint32_t* text, int length, int at) noexcept nogil:
    """``12/31``, ``06-25``, ``6-5 08:30``, ``07.03 14:07``: with a dash or a point only what can hardly be else."""
    cdef int first = digits_from(text, length, at)
    cdef uint32_t sign = unit_at(text, length, at + first)
    cdef int second, end
    cdef uint32_t after
    cdef bint has_clock
    if sign == c"/":
        return slashed_end(text, length, at)
    if not 1 <= first <= 2 or not (sign == c"-" or sign == c"."):
        return -1
    second = digits_from(text, length, at + first + 1)
    if not 1 <= second <= 2 or not in_either_order(value_of(text, at, first), value_of(text, at + first + 1, second)):
        return -1
    end = at + first + 1 + second
    after = unit_at(text, length, end)
    if sign == c".":
        return end if second == 2 and after == c" " and clock_follows(text, length, end + 1) else -1
    if after == c"-" or after == c"/":
        return -1
    has_clock = clock_follows(text, length, end + (after == c" "))
    return end if has_clock or (second == 2 and after != DAY_SIGN and not is_counted(text, length, end)) else -1


cdef int compact_end(const uint32_t* text, int length, int at) noexcept nogil:
    """``20240305``; or -1."""
    cdef uint32_t after = unit_at(text, length, at + 8)
    if digits_from(text, length, at) != 8 or is_letter(after) or after == c"*" or value_of(text, at, 2) != 20:
        return -1
    return at + 8 if is_month_and_day(value_of(text, at + 4, 2), value_of(text, at + 6, 2)) else -1


cdef inline bint is_day_of_six(uint32_t unit) noexcept nogil:
    """一 to 六."""
    return (unit == 0x4E00 or unit == 0x4E8C or unit == 0x4E09 or unit == 0x56DB or unit == 0x4E94 or unit == 0x516D)


cdef inline bint is_day_of_week(uint32_t unit) noexcept nogil:
    """一 to 六, 日, 天."""
    return is_day_of_six(unit) or unit == DAY_SIGN or unit == 0x5929


cdef inline bint is_han_digit(uint32_t unit) noexcept nogil:
    """一 to 十, and 两."""
    return (is_day_of_six(unit) or unit == 0x4E03 or unit == 0x516B or unit == 0x4E5D or unit == 0x5341 or unit == 0x4E24)


cdef inline bint is_han_numeral(uint32_t unit) noexcept nogil:
    """零 to 十, and 两."""
    return is_han_digit(unit) or unit == 0x96F6


cdef int han_numerals_from(const uint32_t* text, int length, int at, int most) noexcept nogil:
    cdef int size = 0
    while size < most and is_han_numeral(unit_at(text, length, at + size)):
        size += 1
    return size


cdef int week_day_end(const uint32_t* text, int length, int at) noexcept nogil:
    """``周五``, ``星期日``; not ``周一次``."""
    cdef uint32_t unit = unit_at(text, length, at)
    if unit == 0x5468:  # 周
        at += 1
    elif ((unit == 0x661F and unit_at(text, length, at + 1) == 0x671F)
            or (unit == 0x793C and unit_at(text, length, at + 1) == 0x62DC)):
        at += 2
    else:
        return -1
    unit = unit_at(text, length, at + 1)
    return at + 1 if is_day_of_week(unit_at(text, length, at)) and unit != 0x6B21 and unit != 0x671F else -1  # 次期


cdef int bracketed_date_end(const uint32_t* text, int length, int at) noexcept nogil:
    """After ``(6月7日)``, ``(6/7)`` behind a day of the week; else `at`."""
    cdef int size, end
    cdef uint32_t sign
    if unit_at(text, length, at) != c"(":
        return at
    size = digits_from(text, length, at + 1)
    sign = unit_at(text, length, at + 1 + size)
    end = at + 2 + size
    if not 1 <= size <= 2 or not (sign == MONTH or is_date_sign(sign)):
        return at
    size = digits_from(text, length, end)
    if not 1 <= size <= 2:
        return at
    end += size
    if sign == MONTH:
        if unit_at(text, length, end) != DAY_SIGN and unit_at(text, length, end) != DAY_NUMBER:
            return at
        end += 1
    return end + 1 if unit_at(text, length, end) == c")" else at


cdef int week_end(const uint32_t* text, int length, int at) noexcept nogil:
    """``周五``, ``下周一``, ``下个星期日``, ``本周五(6月7日)``; not ``一周三`` times."""
    cdef int start = at, end
    cdef uint32_t unit = unit_at(text, length, at)
    while at - start < 2 and (unit == 0x4E0B or unit == 0x4E0A):  # 下上
        at += 1
        unit = unit_at(text, length, at)
    if at == start and (unit == 0x672C or unit == 0x8FD9 or unit == 0x6BCF):  # 本这每
        at += 1
    if at > start:
        at += unit_at(text, length, at) == 0x4E2A  # 个
    else:
        unit = unit_at(text, length, at - 1)  # 一二两三四几
        if unit == 0x4E00 or unit == 0x4E8C or unit == 0x4E24 or unit == 0x4E09 or unit == 0x56DB or unit == 0x51E0:
            return -1
    end = week_day_end(text, length, at)
    return -1 if end < 0 else bracketed_date_end(text, length, end)


cdef int han_year_end(const uint32_t* text, int length, int at) noexcept nogil:
    """After ``二〇二四年``; else `at`."""
    cdef int index
    cdef uint32_t unit
    for index in range(4):
        unit = unit_at(text, length, at + index)
        if not ((is_han_numeral(unit) and unit != 0x5341 and unit != 0x4E24) or unit == c"0"):  # 十两; 〇 is folded
            return at
    return at + 5 if unit_at(text, length, at + 4) == YEAR else at


cdef int han_date_end(const uint32_t* text, int length, int at) noexcept nogil:
    """``三月五日``, ``二〇二四年十二月二十一日``; or -1."""
    cdef int size
    at = han_year_end(text, length, at)
    size = han_numerals_from(text, length, at, 2)
    if size == 0 or unit_at(text, length, at + size) != MONTH:
        return -1
    at += size + 1
    size = han_numerals_from(text, length, at, 3)
    at += size
    return at + 1 if size and (unit_at(text, length, at) == DAY_SIGN or unit_at(text, length, at) == DAY_NUMBER) else -1


cdef int lunar_end(const uint32_t* text, int length, int at) noexcept nogil:
    """``农历七月十五``, ``农历正月初一``: found, though no resolver knows that calendar; or -1."""
    cdef uint32_t unit = unit_at(text, length, at)
    cdef int size
    if not (unit == 0x519C or unit == 0x9634) or unit_at(text, length, at + 1) != 0x5386:  # 农阴, 历
        return -1
    at += 2
    unit = unit_at(text, length, at)
    at += 1 if unit == 0x6B63 or unit == 0x51AC or unit == 0x814A else han_numerals_from(text, length, at, 2)  # 正冬腊
    if unit_at(text, length, at) != MONTH or unit_at(text, length, at - 1) == 0x5386:
        return -1
    at += 1
    at += unit_at(text, length, at) == MONTH_HEAD
    size = 0
    while size < 3 and (is_han_numeral(unit_at(text, length, at + size)) or unit_at(text, length, at + size) == 0x5EFF):  # 廿
        size += 1
    return at + size + (unit_at(text, length, at + size) == DAY_SIGN) if size else -1


cdef int ordinal_end(const uint32_t* text, int length, int at) noexcept nogil:
    """After ``st``, ``nd``, ``rd`` or ``th``; else `at`."""
    cdef uint32_t one = unit_at(text, length, at)
    cdef uint32_t two = unit_at(text, length, at + 1)
    if ((one == c"s" and two == c"t") or (one == c"n" and two == c"d") or (one == c"r" and two == c"d")
            or (one == c"t" and two == c"h")):
        return at + 2
    return at


cdef int day_pair_end(const uint32_t* text, int length, int at) noexcept nogil:
    """``8``, ``8-10``: one or two digits, and as many behind a dash; or -1."""
    cdef int size = digits_from(text, length, at)
    if not 1 <= size <= 2:
        return -1
    at += size
    if unit_at(text, length, at) == c"-":
        size = digits_from(text, length, at + 1)
        if size:
            at += 1 + (size if size <= 2 else 2)
    return at


cdef int day_month_end(const LexiconsC* lexicons, const uint32_t* text, int length, int at) noexcept nogil:
    """``15 Jan 2024``, ``5th-mar``, ``05/jun/2025``, ``8-10 aug``."""
    cdef int end = day_pair_end(text, length, at)
    cdef int year
    cdef uint32_t unit
    if end < 0:
        return -1
    end = ordinal_end(text, length, end)
    if is_dash_or_space(unit_at(text, length, end)) or unit_at(text, length, end) == c"/":
        end += 1
    if not is_word_letter(unit_at(text, length, end)):
        return -1
    end = find_word(lexicons, LEXICON_MONTH_NAME, text, length, end)
    if end < 0:
        return -1
    at = end
    unit = unit_at(text, length, at)
    at += is_dash_or_space(unit) or unit == c"," or unit == c"/"
    year = digits_from(text, length, at)
    return at + year if (year == 4 or year == 2) and unit_at(text, length, at + year) != c":" else end


cdef int month_day_end(const LexiconsC* lexicons, const uint32_t* text, int length, int at) noexcept nogil:
    """``Jan 15, 2024``, ``mar 5th``, ``nov. 23-30``."""
    cdef int size, year
    at = find_word(lexicons, LEXICON_MONTH_NAME, text, length, at)
    if at < 0:
        return -1
    at += unit_at(text, length, at) == c"."
    at += unit_at(text, length, at) == c" "
    at = day_pair_end(text, length, at)
    if at < 0 or is_digit(unit_at(text, length, at)) or unit_at(text, length, at) == c":":
        return -1
    at = ordinal_end(text, length, at)
    size = at
    if unit_at(text, length, size) == c",":
        size += 1
    if unit_at(text, length, size) == c" ":
        size += 1
    year = digits_from(text, length, size)
    return size + year if year == 4 else at


cdef int english_date_end(const LexiconsC* lexicons, const uint32_t* text, int length, int at) noexcept nogil:
    """A date with the name of its month."""
    if is_digit(unit_at(text, length, at)):
        return day_month_end(lexicons, text, length, at)
    return month_day_end(lexicons, text, length, at)


cdef int western_date_end(const LexiconsC* lexicons, const uint32_t* text, int length, int at) noexcept nogil:
    """A date in figures, or with the name of its month: what may stand behind a clock time or the name of a day."""
    cdef int end = three_parts_end(text, length, at)
    if end < 0:
        end = english_date_end(lexicons, text, length, at)
    return end if end >= 0 else slashed_end(text, length, at)


cdef int pointing_end(const uint32_t* text, int length, int at) noexcept nogil:
    """After ``this ``, ``next ``, ``last ``; else `at`."""
    cdef uint32_t one = unit_at(text, length, at)
    cdef uint32_t two = unit_at(text, length, at + 1)
    cdef uint32_t three = unit_at(text, length, at + 2)
    cdef uint32_t four = unit_at(text, length, at + 3)
    if is_letter(unit_at(text, length, at - 1)) or unit_at(text, length, at + 4) != c" ":
        return at
    if ((one == c"t" and two == c"h" and three == c"i" and four == c"s")
            or (one == c"n" and two == c"e" and three == c"x" and four == c"t")
            or (one == c"l" and two == c"a" and three == c"s" and four == c"t")):
        return at + 5
    return at


cdef int english_week_end(const LexiconsC* lexicons, const uint32_t* text, int length, int at) noexcept nogil:
    """``this saturday``, ``sat, 8 jun``, ``fri 7:30pm`` (then ``fri``): a short name only before a date or a clock time."""
    cdef int end = find_word(lexicons, LEXICON_WEEKDAY_NAME, text, length, pointing_end(text, length, at))
    cdef int next_at, date, size
    if end < 0:
        return -1
    next_at = end
    next_at += unit_at(text, length, next_at) == c"." or unit_at(text, length, next_at) == c","
    next_at += unit_at(text, length, next_at) == c" "
    date = western_date_end(lexicons, text, length, next_at)
    if date >= 0:
        return date
    if text[end - 1] == c"y":  # written out: ...day
        return end
    if unit_at(text, length, end) == c".":
        return -1
    size = digits_from(text, length, next_at)
    if not 1 <= size <= 2:
        return -1
    date = next_at + size
    if unit_at(text, length, date) == c":" and digits_from(text, length, date + 1) >= 2:
        return end
    date += unit_at(text, length, date) == c" "
    if unit_at(text, length, date) != c"a" and unit_at(text, length, date) != c"p":
        return -1
    return end if unit_at(text, length, date + 1) == c"m" else -1


cdef int figure_date_end(const LexiconsC* lexicons, const uint32_t* text, int length, int at) noexcept nogil:
    """A date that begins with a digit."""
    cdef int end = year_end(text, length, at)
    if end < 0:
        end = three_parts_end(text, length, at)
    if end < 0:
        end = month_end(text, length, at)
    if end < 0:
        end = day_month_end(lexicons, text, length, at)
    if end < 0:
        end = two_parts_end(text, length, at)
    if end < 0:
        end = lone_day_end(text, length, at)
    return end if end >= 0 else compact_end(text, length, at)


cdef int han_word_date_end(const LexiconsC* lexicons, const uint32_t* text, int length, int at) noexcept nogil:
    """A date that begins with a Han character: ``民国113年5月1日``, ``下月5日``, ``明天``, ``周五``, ``三月五日``."""
    cdef int end = year_end(text, length, at)
    if end >= 0:
        return end
    end = find_word(lexicons, LEXICON_RELATIVE_MONTH, text, length, at)
    if end >= 0:
        at = end
        end = day_end(text, length, at)
        if end < 0:
            end = part_of_month_end(text, length, at)
    return end


cdef int date_end(const LexiconsC* lexicons, const uint32_t* text, int length, int at) noexcept nogil:
    """Any date, the forms tried in the order of rulepack/slots.py."""
    cdef uint32_t unit = unit_at(text, length, at)
    cdef int end
    if is_digit(unit):
        return figure_date_end(lexicons, text, length, at)
    if is_word_letter(unit):
        end = find_word(lexicons, LEXICON_RELATIVE_DAY, text, length, at)
        if end < 0:
            end = english_week_end(lexicons, text, length, at)
        return end if end >= 0 else month_day_end(lexicons, text, length, at)
    if not is_han(unit):
        return -1
    end = han_word_date_end(lexicons, text, length, at)
    if end < 0:
        end = find_word(lexicons, LEXICON_RELATIVE_DAY, text, length, at)
    if end < 0:
        end = week_end(text, length, at)
    if end < 0:
        end = han_date_end(text, length, at)
    return end if end >= 0 else lunar_end(text, length, at)


cdef int half_day_end(const uint32_t* text, int length, int at) noexcept nogil:
    """After an optional space and ``am``, ``pm``, ``a.m.``, or -1."""
    if unit_at(text, length, at) == c" ":
        at += 1
    if unit_at(text, length, at) != c"a" and unit_at(text, length, at) != c"p":
        return -1
    if unit_at(text, length, at + 1) == c"m":
        return -1 if is_letter(unit_at(text, length, at + 2)) else at + 2
    if (unit_at(text, length, at + 1) == c"." and unit_at(text, length, at + 2) == c"m"
            and not is_letter(unit_at(text, length, at + 3))):
        return at + 3 + (unit_at(text, length, at + 3) == c".")
    return -1


cdef bint are_minutes(const uint32_t* text, int length, int at) noexcept nogil:
    """Whether two digits and no more stand at `at`, 00 to 59."""
    return digits_from(text, length, at) == 2 and text[at] <= c"5"


cdef int colon_clock_end(const uint32_t* text, int length, int at) noexcept nogil:
    """After the hour of ``14:03``, ``14:03:59``, ``2:30 pm``."""
    cdef int end
    if unit_at(text, length, at) != c":" or not are_minutes(text, length, at + 1):
        return -1
    at += 3
    if unit_at(text, length, at) == c":" and are_minutes(text, length, at + 1):
        at += 3
    if unit_at(text, length, at) == MINUTE_SIGN:
        at += 1
    end = half_day_end(text, length, at)
    return end if end >= 0 else at


cdef int quarter_end(const uint32_t* text, int length, int at) noexcept nogil:
    """After ``半``, ``整``, ``钟``, ``一刻``, ``三刻``; or -1."""
    cdef uint32_t unit = unit_at(text, length, at)
    if unit == 0x534A or unit == 0x6574 or unit == 0x949F:
        return at + 1
    return at + 2 if (unit == 0x4E00 or unit == 0x4E09) and unit_at(text, length, at + 1) == 0x523B else -1


cdef int hour_clock_end(const uint32_t* text, int length, int at) noexcept nogil:
    """After the hour of ``14时``, ``14时03分``, ``3点半``; not ``3点数``."""
    cdef int size, end
    cdef uint32_t unit = unit_at(text, length, at)
    if unit != HOUR_SIGN and unit != CLOCK_HOUR:
        return -1
    at += 1
    unit = unit_at(text, length, at)
    if unit == 0x6570 or unit == 0x5238 or unit == 0x5361 or unit == 0x79EF or unit == 0x6BB5:  # 数券卡积段
        return -1
    end = quarter_end(text, length, at)
    if end >= 0:
        return end
    size = digits_from(text, length, at)
    if not 1 <= size <= 2 or unit_at(text, length, at + size) == c":":
        return at
    at += size
    if unit_at(text, length, at) != MINUTE_SIGN:
        return at
    at += 1
    size = digits_from(text, length, at)
    return at + size + 1 if 1 <= size <= 2 and unit_at(text, length, at + size) == SECOND else at


cdef bint is_of_daypart(uint32_t unit) noexcept nogil:
    """Whether the unit ends 下午, 凌晨, 晚上, 晚间, 深夜."""
    return unit == 0x5348 or unit == 0x6668 or unit == 0x4E0A or unit == 0x95F4 or unit == 0x591C


cdef bint is_point_in_list(uint32_t unit) noexcept nogil:
    """Whether 三点 behind the unit counts points: 以下三点, 有三点, 这三点, 以三点, 要求三点."""
    return (unit == 0x4E0B or unit == 0x610F or unit == 0x6709 or unit == 0x8FD9 or unit == 0x90A3 or unit == 0x4EE5
            or unit == 0x6C42)


cdef int han_minutes_end(const uint32_t* text, int length, int at) noexcept nogil:
    """After ``十``, ``二十五分``, ``五分`` behind the hour; or -1."""
    cdef int size
    cdef uint32_t unit = unit_at(text, length, at)
    size = unit == 0x4E8C or unit == 0x4E09 or unit == 0x56DB or unit == 0x4E94  # 二三四五
    if unit_at(text, length, at + size) == 0x5341:  # 十
        at += size + 1
        unit = unit_at(text, length, at)
        at += is_han_digit(unit) and unit != 0x5341 and unit != 0x4E24  # 十两
        return at + (unit_at(text, length, at) == MINUTE_SIGN)
    size = han_numerals_from(text, length, at, 3)
    return at + size + 1 if size and unit_at(text, length, at + size) == MINUTE_SIGN else -1


cdef bint is_advice(const uint32_t* text, int length, int at) noexcept nogil:
    """Whether 建议, 意见, 要求 stands at `at`, of which 三点 counts the points."""
    cdef uint32_t one = unit_at(text, length, at)
    cdef uint32_t two = unit_at(text, length, at + 1)
    return (one == 0x5EFA and two == 0x8BAE) or (one == 0x610F and two == 0x89C1) or (one == 0x8981 and two == 0x6C42)


cdef int han_clock_end(const uint32_t* text, int length, int at) noexcept nogil:
    """``八点``, ``十二时``, ``两点半``, ``十点二十``; not 一点 in 快一点, nor the 三点 of 三点五."""
    cdef int size = han_numerals_from(text, length, at, 3)
    cdef int end
    cdef uint32_t unit = unit_at(text, length, at + size)
    if size == 0 or (unit != HOUR_SIGN and unit != CLOCK_HOUR) or is_point_in_list(unit_at(text, length, at - 1)):
        return -1
    if text[at] == 0x4E00 and size == 1 and not is_of_daypart(unit_at(text, length, at - 1)):  # 一
        unit = unit_at(text, length, at + 2)
        if unit != 0x534A and unit != 0x6574 and unit != 0x949F:
            return -1
    at += size + 1
    end = quarter_end(text, length, at)
    if end < 0:
        end = han_minutes_end(text, length, at)
    if end < 0:
        end = at
    return -1 if is_han_numeral(unit_at(text, length, end)) or is_advice(text, length, end) else end


cdef int pointed_clock_end(const uint32_t* text, int length, int at, int hour) noexcept nogil:
    """After the hour of ``9am``, ``9.30am``; or -1."""
    if not 1 <= hour <= 12:
        return -1
    if unit_at(text, length, at) == c"." and are_minutes(text, length, at + 1):
        at += 3
    return half_day_end(text, length, at)


cdef int clock_end(const LexiconsC* lexicons, const uint32_t* text, int length, int at) noexcept nogil:
    """A time of day with an optional part of the day before it."""
    cdef int size, end, hour
    if is_han(unit_at(text, length, at)):
        end = find_word(lexicons, LEXICON_DAYPART, text, length, at)
        at = end if end >= 0 else at
    size = digits_from(text, length, at)
    if not 1 <= size <= 2:
        return han_clock_end(text, length, at)
    hour = value_of(text, at, size)
    end = -1
    if hour <= 24:
        end = colon_clock_end(text, length, at + size)
        if end < 0:
            end = hour_clock_end(text, length, at + size)
        if end < 0:
            end = pointed_clock_end(text, length, at + size, hour)
    return end if end >= 0 else hour_range_end(text, length, at + size)


cdef int hour_range_end(const uint32_t* text, int length, int at) noexcept nogil:
    """After the first hour of ``2-4点``, ``9至11时``, ``2-4pm``."""
    cdef uint32_t unit
    cdef int size
    if not is_to(unit_at(text, length, at)):
        return -1
    size = digits_from(text, length, at + 1)
    if not 1 <= size <= 2:
        return -1
    at += 1 + size
    unit = unit_at(text, length, at)
    return at + 1 if unit == HOUR_SIGN or unit == CLOCK_HOUR else half_day_end(text, length, at)


cdef int skip_week_day(const LexiconsC* lexicons, const uint32_t* text, int length, int at) noexcept nogil:
    """After a day of the week, in round brackets or not; else `at`."""
    cdef uint32_t unit = unit_at(text, length, at)
    cdef bint bracketed = unit == c"("
    cdef int end
    if not (bracketed or is_han(unit) or is_letter(unit) or unit == c" "):
        return at
    unit = unit_at(text, length, at + 1)
    if bracketed:
        if (unit == 0x4E0A or unit == 0x4E0B or unit == 0x672C or unit == 0x8FD9):  # 上下本这
            end = week_day_end(text, length, at + 2)
        else:
            end = week_day_end(text, length, at + 1)
        if end < 0 and (is_day_of_six(unit) or unit == DAY_SIGN):
            end = at + 2
        if end < 0:
            end = find_word(lexicons, LEXICON_WEEKDAY_NAME, text, length, at + 1)
        return end + 1 if end >= 0 and unit_at(text, length, end) == c")" else at
    end = week_day_end(text, length, at)
    if end < 0:
        end = find_word(lexicons, LEXICON_WEEKDAY_NAME, text, length, at + (unit_at(text, length, at) == c" "))
    return end if end >= 0 else at


cdef int skip_join(const uint32_t* text, int length, int at) noexcept nogil:
    """After what joins a date and a clock time: a space, ``T``, a comma, 的, a dash before ``10:55``, `` at ``, `` в ``."""
    cdef uint32_t unit = unit_at(text, length, at)
    if unit == c" ":
        if (unit_at(text, length, at + 1) == c"a" and unit_at(text, length, at + 2) == c"t"
                and unit_at(text, length, at + 3) == c" "):
            return at + 4
        if unit_at(text, length, at + 1) == 0x432 and unit_at(text, length, at + 2) == c" ":  # в
            return at + 3
    if unit == c"-":
        return at + clock_follows(text, length, at + 1)
    return at + (unit == c" " or unit == c"t" or unit == c"," or unit == 0x7684)


cdef int zone_end(const uint32_t* text, int length, int at) noexcept nogil:
    """After the fraction of a second and the zone behind an ISO clock time: ``.123Z``, ``+08:00``; else `at`."""
    cdef int size
    cdef uint32_t unit
    if unit_at(text, length, at) == c".":
        size = digits_from(text, length, at + 1)
        if 3 <= size <= 6:
            at += 1 + size
    unit = unit_at(text, length, at)
    if unit == c"z":
        return at if is_alnum(unit_at(text, length, at + 1)) else at + 1
    if unit != c"+" and unit != c"-":
        return at
    size = digits_from(text, length, at + 1)
    if size == 4:
        return at + 5
    if size == 2 and unit_at(text, length, at + 3) == c":" and digits_from(text, length, at + 4) == 2:
        return at + 6
    return at


cdef int glued_clock_end(const uint32_t* text, int length, int at) noexcept nogil:
    """``08月24日1151``: four digits behind a day that can be hour and minute and are no sum; or -1."""
    cdef uint32_t unit = unit_at(text, length, at + 4)
    if text[at - 1] != DAY_SIGN or digits_from(text, length, at) != 4:
        return -1
    if value_of(text, at, 2) > 23 or value_of(text, at + 2, 2) > 59:
        return -1
    if (unit == YUAN or unit == c"." or unit == c"," or unit == TEN_THOUSAND or unit == 0x79EF or unit == CLOCK_HOUR  # 积
            or unit == 0x4EBA or unit == 0x4EFD or unit == 0x6761 or unit == 0x540D or unit == 0x4E2A):  # 人份条名个
        return -1
    return at + 4


cdef int daypart_end(const LexiconsC* lexicons, const uint32_t* text, int length, int at) noexcept nogil:
    """A part of the day behind a date; not that of 早餐, 晚点, 晚报, 晚会, 早高峰. Or -1."""
    cdef int end = find_word(lexicons, LEXICON_DAYPART, text, length, at)
    cdef uint32_t unit = unit_at(text, length, end)
    if end >= 0 and (unit == CLOCK_HOUR or unit == 0x9910 or unit == 0x62A5 or unit == 0x4F1A or unit == 0x9AD8):
        return -1
    return end


cdef int clock_behind_end(const LexiconsC* lexicons, const uint32_t* text, int length, int date) noexcept nogil:
    """After the clock time behind a date that ends at `date`; or -1."""
    cdef int at, end
    if unit_at(text, length, date) == c"t":
        end = clock_end(lexicons, text, length, date + 1)
        if end >= 0:
            return zone_end(text, length, end)
    at = skip_week_day(lexicons, text, length, date)
    end = clock_end(lexicons, text, length, skip_join(text, length, at))
    return end if end >= 0 else glued_clock_end(text, length, date)


cdef int after_date_end(const LexiconsC* lexicons, const uint32_t* text, int length, int date) noexcept nogil:
    """After the clock time or the part of the day behind a date that ends at `date`; or -1."""
    cdef int end = clock_behind_end(lexicons, text, length, date)
    return end if end >= 0 else daypart_end(lexicons, text, length, date)


cdef int dated_end(const LexiconsC* lexicons, const uint32_t* text, int length, int at) noexcept nogil:
    """A date, a date with a clock time or a part of the day."""
    cdef int date = date_end(lexicons, text, length, at)
    cdef int end
    if date < 0:
        return -1
    end = after_date_end(lexicons, text, length, date)
    return end if end >= 0 else date


cdef int clock_and_date_end(const LexiconsC* lexicons, const uint32_t* text, int length, int at) noexcept nogil:
    """A clock time, with the date behind it as only western writing has it: ``14:22, 8 Aug 2025``, ``3pm tomorrow``."""
    cdef int clock = clock_end(lexicons, text, length, at)
    cdef int end
    cdef uint32_t unit = unit_at(text, length, clock)
    if clock < 0 or (unit != c" " and unit != c","):
        return clock
    at = clock + 1
    if (unit == c" " and unit_at(text, length, at) == c"o" and unit_at(text, length, at + 1) == c"n"
            and unit_at(text, length, at + 2) == c" "):
        at += 3
    end = western_date_end(lexicons, text, length, at)
    if end < 0 and is_word_letter(unit_at(text, length, at)):
        end = english_week_end(lexicons, text, length, at)
        if end < 0:
            end = find_word(lexicons, LEXICON_RELATIVE_DAY, text, length, at)
    return end if end >= 0 else clock


cdef int datetime_end(const LexiconsC* lexicons, const uint32_t* text, int length, int at) noexcept nogil:
    """A date, a date with a clock time or a part of the day, or a clock time."""
    cdef int end = dated_end(lexicons, text, length, at)
    return end if end >= 0 else clock_and_date_end(lexicons, text, length, at)


cdef int until_end(const uint32_t* text, int length, int at) noexcept nogil:
    """After what joins the ends of a period: ``-``, ``至``, ``起至``, `` to ``; or -1."""
    cdef int start
    if (unit_at(text, length, at) == c" " and unit_at(text, length, at + 1) == c"t" and unit_at(text, length, at + 2) == c"o"
            and unit_at(text, length, at + 3) == c" "):
        return at + 4
    at += unit_at(text, length, at) == 0x8D77  # 起
    start = at
    while at - start < 2 and is_to(unit_at(text, length, at)):
        at += 1
    return at if at > start else -1


cdef int from_today_end(const LexiconsC* lexicons, const uint32_t* text, int length, int at) noexcept nogil:
    """``即日起至8月31日``; or -1."""
    cdef uint32_t unit = unit_at(text, length, at + 3)
    if (unit_at(text, length, at) != 0x5373 or unit_at(text, length, at + 1) != DAY_SIGN
            or unit_at(text, length, at + 2) != 0x8D77):
        return -1
    return dated_end(lexicons, text, length, at + 4) if unit == 0x81F3 or unit == 0x5230 else -1  # 至到


cdef bint is_bare_day(const LexiconsC* lexicons, const uint32_t* text, int length, int at) noexcept nogil:
    """Whether a word for a day (``今天``, ``月底``, ``下周五``) stands at `at` with no clock time behind."""
    cdef int end = find_word(lexicons, LEXICON_RELATIVE_DAY, text, length, at)
    if end < 0:
        end = week_end(text, length, at)
        if end < 0 or unit_at(text, length, end - 1) == c")":
            return False
    return clock_behind_end(lexicons, text, length, end) < 0


cdef int period_end(const LexiconsC* lexicons, const uint32_t* text, int length, int at) noexcept nogil:
    """A date-time, or two with ``-``, ``至`` or ``到`` between; behind two dates maybe the hours of every day."""
    cdef int end = from_today_end(lexicons, text, length, at)
    cdef int second, last
    if end >= 0:
        return end
    end = datetime_end(lexicons, text, length, at)
    second = until_end(text, length, end) if end >= 0 else -1
    if second < 0:
        return end
    last = dated_end(lexicons, text, length, second)
    if last < 0:
        last = clock_and_date_end(lexicons, text, length, second)
        return last if last >= 0 else end
    second = last
    while second - last < 2 and is_to(unit_at(text, length, second)):
        second += 1
    if second > last:
        second = clock_end(lexicons, text, length, second)
        return second if second >= 0 else last
    return last


cdef int timed_end(const LexiconsC* lexicons, const uint32_t* text, int length, int at) noexcept nogil:
    """A period that begins with a date and a clock time or a part of the day: ``明天下午3点``, ``3月5日14:00至16:00``."""
    cdef int date = date_end(lexicons, text, length, at)
    if date < 0 or after_date_end(lexicons, text, length, date) < 0:
        return -1
    return period_end(lexicons, text, length, at)


cdef inline bint is_reference_sign(uint32_t before, uint32_t first) noexcept nogil:
    """Whether eight digits behind `before` (and `first` before it) are a reference, not a date: 单号:20240305."""
    return (
        is_letter(before) or is_date_sign(before) or before == c"*" or before == c"_" or before == DAY_NUMBER
        or before == 0x7801 or (before == c":" and (first == DAY_NUMBER or first == 0x7801))  # 码
    )


cdef inline bint begins_day(uint32_t unit) noexcept nogil:
    """Whether a word for a day or its part may begin so, behind figures too: ``CA1234今晚20:45``, ``2楼本周五``."""
    # 今明昨后 前本下上
    return (
        unit == 0x4ECA or unit == 0x660E or unit == 0x6628 or unit == 0x540E
        or unit == 0x524D or unit == 0x672C or unit == 0x4E0B or unit == 0x4E0A
    )


cdef bint is_inside_number(const uint32_t* text, int length, int at) noexcept nogil:
    """Whether figures at `at` that look like a date go on a number, a version, a reference: ``1-2024-03-05``, ``v1.2.24``."""
    cdef uint32_t before = unit_at(text, length, at - 1)
    cdef uint32_t first = unit_at(text, length, at - 2)
    cdef int size
    if at == 0 or not is_digit(unit_at(text, length, at)):
        return False
    if (before == c"v" or (before == c"-" and is_letter(first))
            or (is_date_sign(before) and (is_digit(first) or first == c"*"))):
        size = digits_from(text, length, at)
        if size <= 4 and is_date_sign(unit_at(text, length, at + size)) and is_digit(unit_at(text, length, at + size + 1)):
            return True
    return is_reference_sign(before, first) and digits_from(text, length, at) >= 8


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

cdef enum:
    MOST_GROUPS = 8     # of the digits of a sum: a list of thousands of numbers is not read to its end from each of them


cdef int groups_end(const uint32_t* text, int length, int at, uint32_t separator) noexcept nogil:
    """End of 1 to 3 digits and groups of three, each after a separator; or -1."""
    cdef int size = digits_from(text, length, at)
    cdef int groups = 0
    if not 1 <= size <= 3:
        return -1
    at += size
    while groups < MOST_GROUPS and unit_at(text, length, at) == separator and digits_from(text, length, at + 1) == 3:
        at += 4
        groups += 1
    return at if groups else -1


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


cdef bint group_follows(
    const LexiconsC* lexicons, const uint32_t* text, int length, int at, bint grouped
) noexcept nogil:
    """Whether the comma or apostrophe at `at` goes on with the number: behind four digits and more (not `grouped`) a Chinese
    comma ends a clause (``尾号8140，15万元``), unless a foreign currency shows that it is a decimal comma."""
    cdef uint32_t unit = unit_at(text, length, at)
    cdef int size = digits_from(text, length, at + 1) if unit == c"," or unit == c"'" else 0
    if not (size == 3 or (size == 2 and unit == c",")) or (unit == c"," and is_date_on(text, length, at + 1 + size)):
        return False
    return grouped or is_foreign_currency(lexicons, text, length, at + 1 + size)


cdef int plain_sum_end(
    const LexiconsC* lexicons, const uint32_t* text, int length, int at, bint after_currency
) noexcept nogil:
    """Digits with separators and a fraction: after ``.``, one digit after ``,`` before a foreign currency, two after 。."""
    cdef int size = digits_from(text, length, at)
    cdef bint grouped = size <= 3 or after_currency
    cdef uint32_t unit
    cdef int groups = 0
    if size == 0:
        return -1
    at += size
    while groups < MOST_GROUPS and group_follows(lexicons, text, length, at, grouped):
        at += 1 + digits_from(text, length, at + 1)
        groups += 1
    unit = unit_at(text, length, at)
    size = digits_from(text, length, at + 1)
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


cdef bint is_serial(const uint32_t* text, int length, int at) noexcept nogil:
    """Whether digits that begin with a zero are no figure but part of a number that names: ``退回0102``."""
    cdef int size = digits_from(text, length, at)
    return size > 1 and text[at] == c"0" and not (
        unit_at(text, length, at + size) == c"." and is_digit(unit_at(text, length, at + size + 1))
    )


cdef int money_digits_end(
    const LexiconsC* lexicons, const uint32_t* text, int length, int at, bint after_currency
) noexcept nogil:
    """Sign, digits with separators, fraction, kopecks or 千, 万, 亿, a minus that trails; or -1."""
    cdef int end
    cdef uint32_t unit = unit_at(text, length, at)
    at += unit == c"+" or unit == c"-"
    if not after_currency and is_serial(text, length, at):
        return -1
    end = spaced_sum_end(lexicons, text, length, at, after_currency)
    if end < 0:
        end = pointed_sum_end(text, length, at)
    if end < 0:
        end = plain_sum_end(lexicons, text, length, at, after_currency)
    if end < 0:
        return -1
    at = kopecks_end(text, length, end)
    end = scale_end(text, length, end) if at < 0 else at
    return end + is_trailing_minus(text, length, end)


cdef inline bint follows_only(uint32_t unit) noexcept nogil:
    """元, 块, 圆, 円: words for money that never stand before the figure."""
    return unit == YUAN or unit == 0x5757 or unit == 0x5706 or unit == 0x5186


cdef bint counts_else(const uint32_t* text, int length, int at) noexcept nogil:
    """Whether what follows a figure without a currency makes it a date, a clock time, a length of time, a share."""
    cdef uint32_t unit = unit_at(text, length, at)
    cdef uint32_t after = unit_at(text, length, at + 1)
    cdef int size
    if unit == c":":
        return is_digit(after)
    if unit == c"-":
        size = digits_from(text, length, at + 1)
        unit = unit_at(text, length, at + 1 + size)
        return 1 <= size <= 2 and (unit == c"-" or unit == DAYS or unit == COUNTER or unit == DAY_SIGN)
    if unit == DAYS:
        return after != 0x732B    # 天猫, a shop
    if unit == COUNTER:
        return after == 0x5DE5 or after == MONTH or after == SMALL or after == 0x81EA    # 工月小自
    if unit == SMALL:
        return after == HOUR_SIGN
    return (is_digit(unit) or is_date_unit(unit) or unit == HOUR_SIGN or unit == CLOCK_HOUR or unit == DISCOUNT
            or unit == DAY_NUMBER or unit == c"%")


cdef int money_end(const LexiconsC* lexicons, const uint32_t* text, int length, int at, FoundC* out) noexcept nogil:
    cdef int end
    cdef uint32_t unit = unit_at(text, length, at - 1)
    if is_digit(unit) or (unit == c"." and is_digit(unit_at(text, length, at - 2))):
        return -1
    unit = unit_at(text, length, at)
    out.start = at + (unit == c"+" or unit == c"-")
    end = -1
    if not follows_only(unit_at(text, length, out.start)):
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
    if end >= 0 and (not is_digit(unit_at(text, length, end)) or follows_only(text[end - 1])):
        if out.currency_start < 0:
            out.currency_start, out.currency_end = at + (text[at] == c" "), end
        return end
    return -1 if counts_else(text, length, at) else at


cdef int sum_end(const LexiconsC* lexicons, const uint32_t* text, int length, int at, FoundC* out) noexcept nogil:
    """Money with its currency beside it, or with kopecks, which say it too."""
    cdef int end = money_end(lexicons, text, length, at, out)
    if end < 0 or out.currency_start >= 0 or text[out.stop - 1] == CYRILLIC_KA or text[out.stop - 1] == CYRILLIC_PE:
        return end
    return -1


cdef int cents_end(const LexiconsC* lexicons, const uint32_t* text, int length, int at, FoundC* out) noexcept nogil:
    """Money with its currency beside it, or with a fraction of one or two digits."""
    cdef int end = money_end(lexicons, text, length, at, out)
    cdef int point = end - 2
    if end < 0 or out.currency_start >= 0:
        return end
    point -= unit_at(text, length, point) != c"."
    if (unit_at(text, length, point) == c"." and is_digit(unit_at(text, length, point - 1)) and point > out.start
            and digits_from(text, length, point + 1) == end - point - 1):
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
    """Not within a word, a joined one, a decimal, a sum of money or a masked number."""
    cdef uint32_t unit = unit_at(text, length, at - 1)
    cdef uint32_t earlier = unit_at(text, length, at - 2)
    if (is_alnum(unit) or unit == c"." or unit == c"$" or unit == 0x20AC or unit == 0xA3 or unit == 0xA5 or unit == 0x20B9
            or unit == 0x20BD):
        return False
    if unit == c"*":
        return not (is_digit(earlier) or earlier == c"*")
    return not (unit == c"-" and (earlier == c"*" or is_alnum(earlier)))


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


cdef int joined_code_end(const uint32_t* text, int length, int at) noexcept nogil:
    """``77xq-09``, ``wjw-77a1``: two groups of 2 to 6, a letter in the first and a digit in the second; or -1. Nothing but
    letters before nothing but digits names a request."""
    cdef int first = alnums_from(text, length, at), second, letters = 0, digits = 0, place
    if not 2 <= first <= 6 or unit_at(text, length, at + first) != c"-":
        return -1
    second = alnums_from(text, length, at + first + 1)
    if not 2 <= second <= 6:
        return -1
    for place in range(at, at + first + 1 + second):
        if place > at and text[place] == c"x" and text[place - 1] == c"x":
            return -1
        letters += place < at + first and is_letter(text[place])
        digits += place > at + first and is_digit(text[place])
    if letters == 0 or digits == 0 or (letters == first and digits == second):
        return -1
    return at + first + 1 + second


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
    if form == 6:
        return joined_code_end(text, length, at)
    if form == 8:
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
    for form in range(9):
        end = code_form(text, length, out.start, form)
        if end >= 0 and word_ends(text, length, end) and code_may_end(text, length, end):
            out.stop = end
            return end
    return -1


cdef int pin_end(const uint32_t* text, int length, int at, int low, int high) noexcept nogil:
    """Digits that stand as a code does."""
    cdef int size
    if not code_may_begin(text, length, at) or is_date_unit(unit_at(text, length, at - 1)):
        return -1
    size = digits_from(text, length, at)
    if not low <= size <= high:
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
    if not (is_dash_or_space(sign) or (sign == c"." and first == 3)):
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
    while groups < 4 and is_dash_or_space(unit_at(text, length, at)) and digits_from(text, length, at + 1):
        size = digits_from(text, length, at + 1)
        at += 1 + (size if size <= 5 else 5)
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
    if size == 4 and text[at] != c"1":    # a number of an employee, of a card: what is called has five, or begins with 1
        return -1
    return phone_tail(text, length, at + size) if 3 <= size <= 13 else -1


cdef inline bint is_hotline(uint32_t first, uint32_t second, uint32_t third, uint32_t fourth, int size) noexcept nogil:
    """Whether figures that begin so are a short number of the mainland: 95588, 961234, 10086, 11185, 12345."""
    if first == c"9":
        return (second == c"5" and size == 5) or (second == c"6" and (size == 5 or size == 6))
    if first != c"1" or size != 5:
        return False
    return second == c"2" or (second == c"0" and third == c"0") or (second == c"1" and third == c"1" and fourth == c"8")


cdef int hotline_end(const uint32_t* text, int length, int at) noexcept nogil:
    """The short number of a bank, a carrier, an authority."""
    cdef uint32_t before = unit_at(text, length, at - 1)
    cdef uint32_t after
    cdef int size
    if is_host(before) or before == c"." or before == c"*":
        return -1
    size = digits_from(text, length, at)
    if size < 5 or not is_hotline(text[at], text[at + 1], text[at + 2], text[at + 3], size):
        return -1
    after = unit_at(text, length, at + size)
    if (is_letter(after) or is_date_unit(after) or after == DAY_NUMBER or after == YUAN or after == KUAI
            or after == TEN_THOUSAND or after == HUNDRED_MILLION):
        return -1
    if after == c"%" or after == c"*":
        return -1
    if (after == c"." or after == c"," or after == c":" or after == c"-") and is_digit(unit_at(text, length, at + size + 1)):
        return -1
    return at + size


cdef inline bint numbers_else(uint32_t unit) noexcept nogil:
    """What figures behind it number: a code, an account, a card, an order."""
    return (unit == 0x7801 or unit == DAY_NUMBER or unit == 0x5C3E or unit == 0x6237 or unit == 0x5361 or unit == 0x8D26
            or unit == 0x5355 or unit == 0x7B2C or is_date_unit(unit))    # 码尾户卡账单第


cdef bint is_local_group(const uint32_t* text, int length, int at) noexcept nogil:
    """``2824 5000`` behind a Han character or, if a mobile, a comma, and before the end of a clause or a Han character: a
    number of Hong Kong, not one of a card or a code."""
    cdef uint32_t before = unit_at(text, length, at - 1)
    cdef uint32_t after = unit_at(text, length, at + 9)
    if unit_at(text, length, at + 4) != c" " or text[at] < c"2" or text[at] == c"4":
        return False
    if not (is_han(before) and not numbers_else(before)):
        if text[at] == c"2" or text[at] == c"3" or not (before == c"," or before == c":" or before == FULL_STOP):
            return False
    if is_han(after):
        return not (is_date_unit(after) or after == YUAN or after == TEN_THOUSAND)
    return (after == 0 or after == c"," or after == FULL_STOP or after == c"." or after == c"!" or after == c";"
            or after == c")" or after == 10 or after == 0x3010)    # 【


cdef int find_contact(const uint32_t* text, int length, int start, FoundC* out) noexcept nogil:
    """The first number at or after `start` whose own shape says it can be called: 400, area code, +852, mobile."""
    cdef int at, end
    for at in range(start, length):
        if not (is_digit(text[at]) or text[at] == c"+" or text[at] == c"("):
            continue
        if text[at] != c"+" and (is_host(unit_at(text, length, at - 1)) or unit_at(text, length, at - 1) == c"."):
            continue
        end = shaped_phone_end(text, length, at)
        if end < 0 and (text[at] == c"0" or text[at] == c"1" or is_local_group(text, length, at)):
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


cdef bint is_stock(const uint32_t* text, int length, int at) noexcept nogil:
    """Whether the number of a share of Hong Kong's exchange stands here, no host: ``9988.HK``."""
    cdef int end = at + digits_from(text, length, at)
    cdef uint32_t after = unit_at(text, length, end + 3)
    return (4 <= end - at <= 5 and unit_at(text, length, end) == c"." and unit_at(text, length, end + 1) == c"h"
            and unit_at(text, length, end + 2) == c"k" and not (is_host(after) or after == c"." or after == c"/"))


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
    elif is_stock(text, length, at):
        return -1
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
    cdef int size
    cdef int second
    cdef uint32_t unit
    if is_alnum(unit_at(text, length, at - 1)):
        return -1
    size = digits_from(text, length, at)
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


cdef bint counts_on(const uint32_t* text, int length, int at) noexcept nogil:
    """Whether what follows a number makes it a date, a price or a count rather than that of a house or room."""
    cdef uint32_t unit = unit_at(text, length, at)
    if unit == c"-" or unit == c"." or unit == c":" or unit == c"," or unit == c"/":
        return is_digit(unit_at(text, length, at + 1))
    return (is_alnum(unit) or is_date_unit(unit) or unit == HOUR_SIGN or unit == CLOCK_HOUR or unit == MINUTE_SIGN or unit == YUAN
            or unit == DAY_NUMBER or unit == DISCOUNT or unit == c"%"
            or unit == 0x7C73 or unit == 0x5C4A or unit == 0x7EA7 or unit == 0x4E2A or unit == 0x4EBA or unit == 0x6B21
            or unit == 0x5F20 or unit == 0x4EF6 or unit == 0x4EFD or unit == 0x4F4D or unit == 0x5929
            or unit == 0x7EBF)  # 米届级个人次张件份位天线


cdef int dashed_groups_end(const uint32_t* text, int length, int at, int widest) noexcept nogil:
    """Up to three groups of digits, each after a dash."""
    cdef int size, groups = 0
    while groups < 3 and unit_at(text, length, at) == c"-":
        size = digits_from(text, length, at + 1)
        if size == 0:
            break
        at += 1 + (size if size <= widest else widest)
        groups += 1
    return at


cdef int room_end(const uint32_t* text, int length, int at) noexcept nogil:
    """The number of a house or room behind the name of a place: ``470号``, ``B12``, ``201``, ``12-1-1803``; else `at`."""
    cdef int size = digits_from(text, length, at)
    cdef int end
    if size == 0:
        end = at + 1 + digits_from(text, length, at + 1)
        if is_letter(unit_at(text, length, at)) and 2 <= end - at <= 5 and not counts_on(text, length, end):
            return end
        return at
    if size > 5:
        return at
    end = dashed_groups_end(text, length, at + size, 5)
    if unit_at(text, length, end) == DAY_NUMBER and not counts_on(text, length, end + 1):
        return end + 1
    if 3 <= size <= 4 and not counts_on(text, length, at + size):
        return at + size
    end = dashed_groups_end(text, length, at + size, 4)
    return end if size <= 4 and end > at + size and not counts_on(text, length, end) else at


cdef bint breaks_name(const LexiconsC* lexicons, int breaks, const uint32_t* text, int length, int at) noexcept nogil:
    """Whether a word of the lexicon `breaks` stands at `at`, which no such name holds. The name of a place may hold one as
    part of a longer word: ``不动产``, ``申请``."""
    if find_word(lexicons, breaks, text, length, at) < 0:
        return False
    return breaks != LEXICON_PLACE_BREAK or (
        find_word(lexicons, LEXICON_PLACE_KEEP, text, length, at) < 0
        and (at == 0 or find_word(lexicons, LEXICON_PLACE_KEEP, text, length, at - 1) < 0))


cdef int unbroken_from(
    const LexiconsC* lexicons, int breaks, const uint32_t* text, int length, int at, int high
) noexcept nogil:
    """How many units, at most `high`, stand at `at` before punctuation or a word that breaks the name."""
    cdef int size = 0
    while (size < high and at + size < length and not is_stop(text[at + size])
            and not breaks_name(lexicons, breaks, text, length, at + size)):
        size += 1
    return size


cdef int last_word_end(
    const LexiconsC* lexicons, int word, const uint32_t* text, int length, int at, int low, int size
) noexcept nogil:
    """After the last word of the lexicon `word` that stands `low` to `size` units behind `at`; or -1."""
    cdef int end
    while size >= low:
        end = find_word(lexicons, word, text, length, at + size)
        if end >= 0:
            return end
        size -= 1
    return -1


cdef int party_end(
    const LexiconsC* lexicons, const uint32_t* text, int length, int at, int low, int high
) noexcept nogil:
    """The longest run without punctuation and words no name of a merchant or person holds."""
    cdef int size = unbroken_from(lexicons, LEXICON_PARTY_BREAK, text, length, at, high)
    return at + size if size >= low else -1


cdef int masked_end(
    const LexiconsC* lexicons, const uint32_t* text, int length, int at, int low, int high
) noexcept nogil:
    """A party whose name is masked in its first three signs: ``张*明``, ``林○文``, ``李**``."""
    cdef int mask = at
    while mask < at + 2 and is_han(unit_at(text, length, mask)):
        mask += 1
    if unit_at(text, length, mask) != c"*" and unit_at(text, length, mask) != 0x25CB:  # ○
        return -1
    return party_end(lexicons, text, length, at, low, high)


cdef int firm_end(
    const LexiconsC* lexicons, const uint32_t* text, int length, int at, int low, int high
) noexcept nogil:
    """The longest such run that a word of companies, shops and public bodies ends."""
    cdef int size = unbroken_from(lexicons, LEXICON_PARTY_BREAK, text, length, at, high)
    return last_word_end(lexicons, LEXICON_FIRM_END, text, length, at, low, size)


cdef int place_end(
    const LexiconsC* lexicons, const uint32_t* text, int length, int at, int low, int high
) noexcept nogil:
    """The longest run without punctuation and words no name holds that a word of places ends, with the number behind it."""
    cdef int size = unbroken_from(lexicons, LEXICON_PLACE_BREAK, text, length, at, high)
    cdef int end = last_word_end(lexicons, LEXICON_PLACE_END, text, length, at, low, size)
    return room_end(text, length, end) if end >= 0 else -1


cdef int han_end(const uint32_t* text, int length, int at, int low, int high) noexcept nogil:
    cdef int size = 0
    while size < high and is_han(unit_at(text, length, at + size)):
        size += 1
    return at + size if size >= low else -1


cdef inline bint is_calendar(int kind) noexcept nogil:
    """Whether the type is one of dates, clock times and periods."""
    return (kind == SLOT_TIME or kind == SLOT_DATETIME or kind == SLOT_DATE or kind == SLOT_PERIOD or kind == SLOT_TIMED
            or kind == SLOT_MOMENT)


cdef int calendar_end(
    const LexiconsC* lexicons, int kind, const uint32_t* text, int length, int at
) noexcept nogil:
    """A date, clock time or period as its type asks, where one may begin."""
    if is_digit(unit_at(text, length, at - 1)) and not begins_day(unit_at(text, length, at)):
        return -1
    if kind == SLOT_TIME:
        return clock_end(lexicons, text, length, at)
    if is_inside_number(text, length, at):
        return -1
    if kind == SLOT_DATE:
        return date_end(lexicons, text, length, at)
    if kind == SLOT_DATETIME:
        return datetime_end(lexicons, text, length, at)
    if kind == SLOT_TIMED:
        return timed_end(lexicons, text, length, at)
    if kind == SLOT_MOMENT and is_bare_day(lexicons, text, length, at):
        return -1
    return period_end(lexicons, text, length, at)


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
    if kind == SLOT_PARTY:
        return party_end(lexicons, text, length, at, low, high)
    if kind == SLOT_MASKED:
        return masked_end(lexicons, text, length, at, low, high)
    if kind == SLOT_FIRM:
        return firm_end(lexicons, text, length, at, low, high)
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
    if kind == SLOT_HOTLINE:
        return hotline_end(text, length, at)
    if kind == SLOT_URL:
        return find_url(lexicons, text, length, at)
    if kind == SLOT_FLIGHT:
        return flight_end(text, length, at)
    if kind == SLOT_TRAIN:
        return train_end(text, length, at)
    if kind == SLOT_SEAT:
        return seat_end(text, length, at)
    if (kind == SLOT_ALNUM or kind == SLOT_LETTERS) and is_alnum(before):    # a long run is counted once, not from every unit
        return -1
    if kind == SLOT_ALNUM:
        size = alnums_from(text, length, at)
        return at + size if low <= size <= high else -1
    if kind == SLOT_PIN:
        return pin_end(text, length, at, low, high)
    if kind == SLOT_LETTERS:
        size = letters_from(text, length, at)
        return at + size if low <= size <= high and word_ends(text, length, at + size) else -1
    if is_calendar(kind):
        return calendar_end(lexicons, kind, text, length, at)
    if is_digit(before):
        return -1
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
    elif kind == SLOT_CENTS:
        out.end = cents_end(lexicons, text, length, at, out)
    elif kind == SLOT_TAIL:
        out.end = tail_end(text, length, at, out)
    elif kind == SLOT_CODE:
        out.end = code_end(text, length, at, out)
    else:
        out.end = plain_end(lexicons, kind, low, high, text, length, at)
        out.start, out.stop = at, out.end
    return out.end
