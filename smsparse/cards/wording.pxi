# Values worded for people without the interpreter; what each formatter means is said in formatting.py.
#
# Shapes that no resolver gives (a week date, digits of another writing) are left to Python: ASK_PYTHON.

# The formatters, in the order of FORMATTERS in formatting.py. One that is not here is asked of Python.
cdef enum:
    AS_SURFACE = 0
    AS_RESOLVED = 1
    AS_ALL = 2                 # of one value; who has further values joins them
    AS_MONEY = 3
    AS_TAIL = 4
    AS_WHEN = 5
    AS_START = 6
    AS_END = 7
    AS_START_TIME = 8
    AS_END_TIME = 9
    AS_VOLUME = 10
    AS_DURATION = 11
    AS_NUMBER = 12
    AS_LINK = 13
    AS_HOST = 14
    AS_SITE = 15

# What comes of wording a value.
cdef enum:
    ASK_PYTHON = -1         # of a shape that is left to formatting.py
    NOTHING = 0
    SAID = 1

cdef enum:
    ROOM = 64               # code points a value may grow by when it is worded, besides a third of its length

# Code points that grow.
cdef struct PointsC:
    uint32_t* data
    int length
    int capacity
    bint failed             # memory gave out

# A value: its surface, what it resolves to (length 0: nothing) and the unit, "" for none.
cdef struct SaidC:
    const uint32_t* text
    int text_length
    const uint32_t* value
    int value_length
    const char* unit

# For whom it is worded. `year`: in which a date needs no year; -1 where it is not known.
cdef struct ReaderC:
    bint chinese
    int year

cdef enum:
    DATE_CHARS = 10               # characters of 2026-03-12
    MINUTE_CHARS = 16             # of 2026-03-12T08:47
    COUNT_DIGITS = 18       # of a number that is calculated with
    HOST_WIDTH = 30
    URL_MAX = 1000
    LABEL_MAX = 63          # characters of a part of a host
    PHONE_DIGITS = 3        # a number has at least
    ELLIPSIS = 0x2026


# ---- code points that grow

cdef bint make_room(PointsC* points, int more) noexcept nogil:
    cdef int wanted = points.length + more
    cdef uint32_t* moved
    if wanted > points.capacity:
        moved = <uint32_t*> realloc(points.data, 2 * <size_t> wanted * sizeof(uint32_t))
        if moved == NULL:
            points.failed = True
            return False
        points.data, points.capacity = moved, 2 * wanted
    return True


cdef inline void put_point(PointsC* out, uint32_t point) noexcept nogil:
    """Adds a code point; there is room for it."""
    out.data[out.length] = point
    out.length += 1


cdef void put_points(PointsC* out, const uint32_t* points, int length) noexcept nogil:
    if make_room(out, length):
        memcpy(out.data + out.length, points, length * sizeof(uint32_t))
        out.length += length


cdef inline void put_chars(PointsC* out, const char* text) noexcept nogil:
    cdef int at = 0
    while text[at]:
        put_point(out, text[at])
        at += 1


cdef void put_whole(PointsC* out, int64_t number) noexcept nogil:
    cdef char digits[20]
    cdef int count = 0
    while number or not count:
        digits[count] = <char> (c"0" + number % 10)
        number //= 10
        count += 1
    while count:
        count -= 1
        put_point(out, digits[count])


cdef inline bint is_ascii_letter(uint32_t point) noexcept nogil:
    return c"a" <= (point | 32) <= c"z" and point < 128


cdef inline int find_point(const uint32_t* text, int length, uint32_t point) noexcept nogil:
    """Where a code point first stands; `length` where it does not."""
    cdef int at = 0
    while at < length and text[at] != point:
        at += 1
    return at


# ---- one line, clipped

cdef inline bint is_drawn(uint32_t point) noexcept nogil:
    """Whether it is drawn and no space; the common writings need no table."""
    return 32 < point < 127 or 0x4E00 <= point < 0x9FA6 or (point > 127 and Py_UNICODE_ISPRINTABLE(point))


cdef bint clean(PointsC* out, int start) noexcept nogil:
    """Makes what stands from `start` on one line without control characters; False where nothing is left."""
    cdef int at, end = start
    for at in range(start, out.length):
        if is_drawn(out.data[at]):
            out.data[end] = out.data[at]
            end += 1
        elif end > start and out.data[end - 1] != c" ":
            out.data[end] = c" "
            end += 1
    if end > start and out.data[end - 1] == c" ":
        end -= 1
    out.length = end
    return end > start


cdef void shorten(PointsC* out, int start, int limit) noexcept nogil:
    """Cuts what stands from `start` to `limit` characters, the last of them an ellipsis."""
    if out.length - start > limit:
        out.length = start + limit
        out.data[out.length - 1] = ELLIPSIS


cdef object char_width = None       # of width.py


cdef int asked_width(uint32_t point) noexcept with gil:
    return char_width(chr(point))


cdef inline int width_of(uint32_t point) noexcept nogil:
    if point < 127:
        return point >= 32
    return 2 if 0x4E00 <= point < 0x9FA6 else asked_width(point)


cdef int total_width(const uint32_t* text, int length) noexcept nogil:
    cdef int at, width = 0
    for at in range(length):
        width += width_of(text[at])
    return width


cdef bint clip_width(PointsC* out, int start, int limit) noexcept nogil:
    """Cuts what stands from `start` to a width, an ellipsis in place of the rest; False where it has no width."""
    cdef int at, room = limit - 1
    if total_width(out.data + start, out.length - start) <= limit:
        return total_width(out.data + start, out.length - start) > 0
    for at in range(start, out.length):
        room -= width_of(out.data[at])
        if room < 0:
            break
    while at > start and out.data[at - 1] == c" ":
        at -= 1
    out.data[at] = ELLIPSIS
    out.length = at + 1
    return True


# ---- targets

cdef bint is_phone(const uint32_t* text, int length) noexcept nogil:
    """Digits, single spaces and hyphens between them, perhaps a plus: what may be dialled."""
    cdef int at = 0, digits = 0
    if length and text[0] == c"+":
        at = 1
    while at < length:
        if digits and (text[at] == c" " or text[at] == c"-"):
            at += 1
        if at == length or not is_digit(text[at]):
            return False
        digits += 1
        at += 1
    return digits >= PHONE_DIGITS


cdef inline bint begins_with(const uint32_t* text, int length, const char* word) noexcept nogil:
    """Whether a text begins with an ASCII word, small letters in the word standing for capitals too."""
    cdef int at = 0
    while word[at]:
        if at == length or (text[at] != word[at] and not (is_ascii_letter(text[at]) and (text[at] | 32) == word[at])):
            return False
        at += 1
    return True


cdef int host_length(const uint32_t* text, int length) noexcept nogil:
    """Characters of the host name a text begins with: parts of letters, digits and inner hyphens, the last of them no
    number; 0 where there is none."""
    cdef int at = 0, first = 0, parts = 0
    while at <= length:
        if at < length and (is_ascii_letter(text[at]) or is_digit(text[at]) or text[at] == c"-"):
            at += 1
            continue
        if at == first or at - first > LABEL_MAX or text[first] == c"-" or text[at - 1] == c"-":
            return 0
        parts += 1
        if at == length or text[at] != c".":
            break
        at += 1
        first = at
    return at if parts > 1 and not is_digit(text[first]) else 0


cdef int link_host(const uint32_t* url, int length, int* start) noexcept nogil:
    """Where the host of an https address that may be opened starts, and its length; 0 for any other text."""
    cdef int at, size
    if length > URL_MAX or not begins_with(url, length, b"https://"):
        return 0
    start[0] = 8
    size = host_length(url + 8, length - 8)
    at = 8 + size
    if size == 0:
        return 0
    if begins_with(url + at, length - at, b":443"):
        at += 4
    if at < length and url[at] != c"/" and url[at] != c"?" and url[at] != c"#":
        return 0
    while at < length:
        if not 33 <= url[at] <= 126:
            return 0
        at += 1
    return size


# ---- formatters

cdef bint needs_value(int formatter) noexcept nogil:
    """Whether a formatter looks at more than the surface."""
    return formatter != AS_SURFACE and formatter != AS_ALL and formatter != AS_TAIL and formatter != AS_SITE


cdef int put_surface(const SaidC* said, PointsC* out) noexcept nogil:
    put_points(out, said.text, said.text_length)
    return said.text_length > 0


cdef enum:
    SYMBOL_MAX = 7
    CURRENCIES_MAX = 32

# A currency that has a symbol, or no minor unit.
cdef struct CurrencyC:
    char[4] code
    bint is_whole           # it has no minor unit
    int length              # of the symbol
    uint32_t[SYMBOL_MAX] symbol

cdef CurrencyC[CURRENCIES_MAX] currencies
cdef int currency_count = 0


cdef void learn_wording() except *:
    """Takes over what Python says: widths of rare characters, and the symbols of currencies."""
    global char_width, currency_count
    from smsparse.cards.formatting import NO_MINOR_UNIT, SYMBOLS
    from smsparse.cards.width import char_width as asked

    cdef CurrencyC* one
    cdef bytes name
    char_width = asked
    for place, code in enumerate(sorted(SYMBOLS.keys() | NO_MINOR_UNIT)):
        one = &currencies[<int> place]
        name = code.encode("ascii")
        memcpy(one.code, <const char*> name, 4)
        one.is_whole, one.length = code in NO_MINOR_UNIT, 0
        for point in SYMBOLS.get(code, ""):
            one.symbol[one.length] = ord(point)
            one.length += 1
    currency_count = place + 1


cdef const CurrencyC* symbol_of(const char* unit) noexcept nogil:
    """What is known of a currency; NULL for nothing."""
    cdef int index
    for index in range(currency_count):
        if unit[0] and strcmp(unit, currencies[index].code) == 0:
            return &currencies[index]
    return NULL


cdef int put_money(const SaidC* said, PointsC* out) noexcept nogil:
    cdef const uint32_t* digits = said.value
    cdef int length = said.value_length, whole, part, at, least = 2
    cdef const CurrencyC* currency = symbol_of(said.unit)
    if length and digits[0] == c"-":
        digits += 1
        length -= 1
    whole = find_point(digits, length, c".")
    for at in range(whole):
        if not is_digit(digits[at]):
            return put_surface(said, out)
    if whole == 0:
        return put_surface(said, out)
    if digits != said.value:
        put_point(out, c"-")
    if currency != NULL:
        least = 0 if currency.is_whole else 2
        put_points(out, currency.symbol, currency.length)
    for at in range(whole):
        put_point(out, digits[at])
        if at + 1 < whole and (whole - at - 1) % 3 == 0:
            put_point(out, c",")
    part = max(0, length - whole - 1)
    if part or least:
        put_point(out, c".")
        put_points(out, digits + whole + 1, part)
        for at in range(part, least):
            put_point(out, c"0")
    if said.unit[0] and (currency == NULL or currency.length == 0):
        put_point(out, c" ")
        put_chars(out, said.unit)
    return SAID


cdef inline int two(const uint32_t* text) noexcept nogil:
    return <int> ((text[0] - c"0") * 10 + text[1] - c"0")


cdef struct IsoC:
    int year
    int month
    int day
    bint has_clock


cdef inline bint fits(const uint32_t* text, const char* shape, int length) noexcept nogil:
    """Whether a text has a shape: 0 stands for a digit, anything else for itself."""
    cdef int at
    for at in range(length):
        if not is_digit(text[at]) if shape[at] == c"0" else text[at] != shape[at]:
            return False
    return True


cdef bint is_offset(const uint32_t* text, int length) noexcept nogil:
    if length == 6 and (text[0] == c"+" or text[0] == c"-"):
        return fits(text + 1, b"00:00", 5) and two(text + 1) < 24 and two(text + 4) < 60
    return length == 0 or (length == 1 and text[0] == c"Z")


cdef bint read_iso(const uint32_t* text, int length, IsoC* out) noexcept nogil:
    """Reads a date, or one with a clock time and perhaps an offset, as resolvers write them; False for other text."""
    cdef int days
    if length < DATE_CHARS or not fits(text, b"0000-00-00", DATE_CHARS):
        return False
    out.year, out.month, out.day = two(text) * 100 + two(text + 2), two(text + 5), two(text + 8)
    if out.year < 1 or not 1 <= out.month <= 12:
        return False
    days = 31 - (out.month - 1) % 7 % 2
    if out.month == 2:
        days = 28 + (out.year % 4 == 0 and (out.year % 100 != 0 or out.year % 400 == 0))
    if not 1 <= out.day <= days:
        return False
    out.has_clock = length > DATE_CHARS
    if not out.has_clock:
        return True
    if length < MINUTE_CHARS or not fits(text + DATE_CHARS, b"T00:00", 6) or two(text + 11) > 23 or two(text + 14) > 59:
        return False
    if is_offset(text + MINUTE_CHARS, length - MINUTE_CHARS):
        return True
    return (length >= MINUTE_CHARS + 3 and fits(text + MINUTE_CHARS, b":00", 3) and two(text + 17) < 60
            and is_offset(text + MINUTE_CHARS + 3, length - MINUTE_CHARS - 3))


cdef int weekday_of(const IsoC* moment) noexcept nogil:
    """0 for Monday: days since a Monday, counting years from March."""
    cdef int year = moment.year - (moment.month < 3)
    cdef int month = (moment.month + 9) % 12
    return (year * 365 + year // 4 - year // 100 + year // 400 + (month * 153 + 2) // 5 + moment.day + 1) % 7


cdef uint32_t[7] ZH_WEEKDAYS = [0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x65E5]  # 一二三四五六日
cdef const char* EN_WEEKDAYS = b"Mon\0Tue\0Wed\0Thu\0Fri\0Sat\0Sun"
cdef const char* EN_MONTHS = b"Jan\0Feb\0Mar\0Apr\0May\0Jun\0Jul\0Aug\0Sep\0Oct\0Nov\0Dec"
cdef enum:
    YEAR_SIGN = 0x5E74      # 年
    MONTH_SIGN = 0x6708     # 月
    WEEK_SIGN = 0x5468      # 周


cdef void put_moment(const IsoC* moment, const uint32_t* iso, const ReaderC* reader, PointsC* out) noexcept nogil:
    cdef bint with_year = moment.year != reader.year
    if reader.chinese:
        if with_year:
            put_whole(out, moment.year)
            put_point(out, YEAR_SIGN)
        put_whole(out, moment.month)
        put_point(out, MONTH_SIGN)
        put_whole(out, moment.day)
        put_point(out, DAY_SIGN)
        put_point(out, c" ")
        put_point(out, WEEK_SIGN)
        put_point(out, ZH_WEEKDAYS[weekday_of(moment)])
    else:
        put_chars(out, EN_WEEKDAYS + 4 * weekday_of(moment))
        put_point(out, c" ")
        put_whole(out, moment.day)
        put_point(out, c" ")
        put_chars(out, EN_MONTHS + 4 * (moment.month - 1))
        if with_year:
            put_point(out, c" ")
            put_whole(out, moment.year)
    if moment.has_clock:
        put_point(out, c" ")
        put_points(out, iso + 11, 5)


cdef int put_when(const SaidC* said, const ReaderC* reader, PointsC* out) noexcept nogil:
    cdef IsoC first, last
    cdef const uint32_t* begin = said.value
    cdef int length = find_point(begin, said.value_length, c"/"), rest = said.value_length - length - 1
    cdef const uint32_t* end = begin + length + 1
    if said.value_length == 0:
        return put_surface(said, out)
    if not read_iso(begin, length, &first) or (rest > 0 and not read_iso(end, rest, &last)):
        return ASK_PYTHON
    put_moment(&first, begin, reader, out)
    if rest > 0:
        put_point(out, c" ")
        put_point(out, 0x2013)
        put_point(out, c" ")
        if last.has_clock and memcmp(begin, end, DATE_CHARS * sizeof(uint32_t)) == 0:
            put_points(out, end + 11, 5)
        else:
            put_moment(&last, end, reader, out)
    return SAID


cdef int put_part(const SaidC* said, bint of_end, bint clock, PointsC* out) noexcept nogil:
    """The beginning or the end of a time: as ISO 8601, or its clock time."""
    cdef IsoC moment
    cdef const uint32_t* part = said.value
    cdef int length = find_point(part, said.value_length, c"/")
    if of_end:
        part += length + 1
        length = said.value_length - length - 1
    if length <= 0:
        return NOTHING
    if not read_iso(part, length, &moment):
        return ASK_PYTHON
    if not clock:
        put_points(out, part, length)
        return SAID
    if not moment.has_clock:
        return NOTHING
    put_points(out, part + 11, 5)
    return SAID


cdef int read_count(const SaidC* said, int64_t* out) noexcept nogil:
    """Reads the value as a whole number: SAID, NOTHING where it is none or too long, ASK_PYTHON for other digits."""
    cdef int at
    out[0] = 0
    for at in range(said.value_length):
        if said.value[at] > 127:
            return ASK_PYTHON
    if not 0 < said.value_length <= COUNT_DIGITS:
        return NOTHING
    for at in range(said.value_length):
        if not is_digit(said.value[at]):
            return NOTHING
        out[0] = out[0] * 10 + said.value[at] - c"0"
    return SAID


cdef int64_t hundredths_of(int64_t count, int64_t size) noexcept nogil:
    """count / size in hundredths, as a float of it is rounded to two decimals: to the even one in the middle."""
    cdef int64_t exact = <int64_t> <double> count
    cdef int64_t rest = exact % size * 100
    cdef int64_t found = rest // size
    rest %= size
    if 2 * rest > size or (2 * rest == size and found % 2):
        found += 1
    return exact // size * 100 + found


cdef const char* VOLUMES = b" TB\0 GB\0 MB\0 KB"

cdef int put_volume(const SaidC* said, PointsC* out) noexcept nogil:
    cdef int64_t count, hundredths
    cdef int known = read_count(said, &count), step
    if known != SAID:
        return known if known == ASK_PYTHON else put_surface(said, out)
    for step in range(4):
        if count >= <int64_t> 1 << 10 * (4 - step):
            hundredths = hundredths_of(count, <int64_t> 1 << 10 * (4 - step))
            put_whole(out, hundredths // 100)
            if hundredths % 100:
                put_point(out, c".")
                put_point(out, <uint32_t> (c"0" + hundredths // 10 % 10))
                if hundredths % 10:
                    put_point(out, <uint32_t> (c"0" + hundredths % 10))
            put_chars(out, VOLUMES + 4 * step)
            return SAID
    put_whole(out, count)
    put_chars(out, b" B")
    return SAID


cdef int put_duration(const SaidC* said, const ReaderC* reader, PointsC* out) noexcept nogil:
    cdef int64_t seconds
    cdef int known = read_count(said, &seconds)
    if known == ASK_PYTHON:
        return ASK_PYTHON
    if seconds == 0 or known != SAID:
        return put_surface(said, out)
    if seconds % 86400 == 0:
        put_whole(out, seconds // 86400)
        if reader.chinese:
            put_point(out, 0x5929)        # 天
        else:
            put_chars(out, b" d")
    elif seconds % 3600 == 0:
        put_whole(out, seconds // 3600)
        if reader.chinese:
            put_point(out, 0x5C0F)        # 小时
            put_point(out, 0x65F6)
        else:
            put_chars(out, b" h")
    elif seconds % 60 == 0:
        put_whole(out, seconds // 60)
        if reader.chinese:
            put_point(out, 0x5206)        # 分钟
            put_point(out, 0x949F)
        else:
            put_chars(out, b" min")
    else:
        put_whole(out, seconds)
        if reader.chinese:
            put_point(out, 0x79D2)        # 秒
        else:
            put_chars(out, b" s")
    return SAID


cdef int find_ascii(const uint32_t* text, int length, const char* word, bint last) noexcept nogil:
    """Where an ASCII word first (or last) stands; -1 where it does not."""
    cdef int at, found = -1
    for at in range(length):
        if text[at] == word[0] and begins_with(text + at, length - at, word):
            found = at
            if not last:
                break
    return found


cdef inline bint exactly(const uint32_t* text, int length, const char* word) noexcept nogil:
    """Whether a text begins with an ASCII word, letter by letter."""
    cdef int at = 0
    while word[at]:
        if at == length or text[at] != <uint32_t> word[at]:
            return False
        at += 1
    return True


cdef int put_number_to_dial(const SaidC* said, PointsC* out) noexcept nogil:
    cdef bint resolved = said.value_length > 0
    cdef const uint32_t* number = said.value if resolved else said.text
    cdef int length = said.value_length if resolved else said.text_length, extension
    extension = find_point(number, length, c";")
    while extension < length and not exactly(number + extension, length - extension, b";ext="):
        extension += 1 + find_point(number + extension + 1, length - extension - 1, c";")
    put_points(out, number, extension)
    return extension > 0


cdef int put_link(const SaidC* said, PointsC* out) noexcept nogil:
    cdef bint resolved = said.value_length > 0
    cdef const uint32_t* url = said.value if resolved else said.text
    cdef int length = said.value_length if resolved else said.text_length, start = out.length, host
    if find_ascii(said.text, said.text_length, b"://", False) < 0:
        put_chars(out, b"https://")
        if exactly(url, length, b"http://"):
            url += 7
            length -= 7
    put_points(out, url, length)
    if out.failed or link_host(out.data + start, out.length - start, &host) == 0:
        out.length = start
        return NOTHING
    return SAID


cdef int keep_host_tail(PointsC* out, int start) noexcept nogil:
    """Takes the beginning of a host that is too wide away: whom it belongs to is said at its end."""
    cdef int length = out.length - start
    if total_width(out.data + start, length) > HOST_WIDTH:
        if length >= HOST_WIDTH:
            memmove(out.data + start + 1, out.data + out.length - HOST_WIDTH + 1, (HOST_WIDTH - 1) * sizeof(uint32_t))
            out.length = start + HOST_WIDTH
        else:
            memmove(out.data + start + 1, out.data + start, length * sizeof(uint32_t))
            out.length += 1
        out.data[start] = ELLIPSIS
    return out.length > start


cdef int put_host_name(const SaidC* said, PointsC* out) noexcept nogil:
    cdef int start = out.length, first, size, at
    if not put_link(said, out):
        return NOTHING
    size = link_host(out.data + start, out.length - start, &first)
    for at in range(size):
        out.data[start + at] = out.data[start + first + at]
        if c"A" <= out.data[start + at] <= c"Z":
            out.data[start + at] |= 32
    out.length = start + size
    return keep_host_tail(out, start)


cdef int put_site(const SaidC* said, PointsC* out) noexcept nogil:
    cdef int start = out.length, first = find_ascii(said.text, said.text_length, b"://", True), end
    first = first + 3 if first >= 0 else 0
    end = first
    while end < said.text_length and said.text[end] != c"/" and said.text[end] != c"?" and said.text[end] != c"#":
        end += 1
    put_points(out, said.text + first, end - first)
    return keep_host_tail(out, start)


cdef int put_worded(int formatter, const SaidC* said, const ReaderC* reader, PointsC* out) noexcept nogil:
    """Adds a value as the formatter words it. Unless it returns SAID, what stands behind `out.length` means nothing."""
    if not make_room(out, 2 * (said.text_length + said.value_length) + ROOM):
        return NOTHING
    if formatter == AS_SURFACE or formatter == AS_ALL:
        return put_surface(said, out)
    if formatter == AS_MONEY:
        return put_money(said, out) if said.value_length else put_surface(said, out)
    if formatter == AS_RESOLVED:
        if said.value_length == 0:
            return put_surface(said, out)
        put_points(out, said.value, said.value_length)
        return SAID
    if formatter == AS_TAIL:
        put_point(out, 0x2022)
        put_point(out, 0x2022)
        put_point(out, c" ")
        return put_surface(said, out)
    if formatter == AS_WHEN:
        return put_when(said, reader, out)
    if formatter == AS_START or formatter == AS_END:
        return put_part(said, formatter == AS_END, False, out)
    if formatter == AS_START_TIME or formatter == AS_END_TIME:
        return put_part(said, formatter == AS_END_TIME, True, out)
    if formatter == AS_VOLUME:
        return put_volume(said, out)
    if formatter == AS_DURATION:
        return put_duration(said, reader, out)
    if formatter == AS_NUMBER:
        return put_number_to_dial(said, out)
    if formatter == AS_LINK:
        return put_link(said, out)
    if formatter == AS_HOST:
        return put_host_name(said, out)
    if formatter == AS_SITE:
        return put_site(said, out)
    return ASK_PYTHON
