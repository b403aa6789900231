# Reads a written time into one or two moments, without knowing when the message came.
#
# A moment holds what was written: a full date, a date that lacks its year or month, or one relative to the receive
# time, and a clock time if there is one. Reading works on a cleaned surface: folded, Simplified, lower-case, numerals
# as digits.

cdef enum:
    MAX_TIME = 80           # code points of a time
    MAX_READINGS = 3
    IMPOSSIBLE = -1         # a clock time that does not exist, such as 25:00
    FIRST_BUDDHIST_YEAR = 2443  # 1900
    # The parts of the day, as in vocabulary/words.py.
    PERIOD_NONE = 0
    PERIOD_AM = 1
    PERIOD_PM = 2
    PERIOD_DAWN = 3         # 凌晨
    PERIOD_MORNING = 4
    PERIOD_MIDDAY = 5
    PERIOD_NOON_HAN = 6     # 正午
    PERIOD_NOON = 7
    PERIOD_AFTERNOON = 8
    PERIOD_EVENING = 9


# Year, month and day, each NONE if not written.
cdef struct ReadingC:
    int year
    int month
    int day


# One written time. Of the date parts at most one kind is set, NONE stands in the others; `clock` may stand beside any.
cdef struct MomentC:
    ReadingC[MAX_READINGS] readings     # several, the likelier first, when 03/04/25 can be read in several orders
    int reading_count
    int first_figure, second_figure     # the two numbers of a date such as 6/8, as they stand
    int script
    int day_shift           # days from the day of receipt (from the first moment, if `follows`)
    bint follows
    int month_shift         # months from that of receipt, with `day`, its last day (`month_end`) or the month itself
    int day
    bint month_end
    int week_shift          # weeks from this one, NONE: a bare weekday
    int weekday             # Monday = 0
    int year_shift          # for 今年 and its kin
    int monthly             # the day of every month
    int64_t elapsed         # seconds from the receive time, NONE if not written
    bint whole_days         # only days were said
    int clock               # second of the day, 86400 and more reach into the next
    bint has_seconds
    int period              # 上午 and its kin were said
    int offset              # minutes east of UTC
    bint is_iso


cdef void start_moment(MomentC* moment, int script) noexcept nogil:
    memset(moment, 0, sizeof(MomentC))
    moment.script = script
    moment.first_figure = moment.day_shift = moment.month_shift = moment.day = moment.week_shift = NONE
    moment.weekday = moment.year_shift = moment.monthly = moment.clock = moment.offset = NONE
    moment.elapsed = NONE


cdef inline bint has_date(const MomentC* moment) noexcept nogil:
    """Whether anything but a clock time was written."""
    return (
        moment.reading_count > 0 or moment.day_shift != NONE or moment.month_shift != NONE or moment.weekday != NONE
        or moment.monthly != NONE or moment.elapsed != NONE
    )


cdef inline void set_reading(MomentC* moment, int year, int month, int day) noexcept nogil:
    """The only way to read the date."""
    moment.reading_count = 0
    add_reading(moment, year, month, day)


cdef inline void add_reading(MomentC* moment, int year, int month, int day) noexcept nogil:
    cdef ReadingC* reading = &moment.readings[moment.reading_count]
    reading.year, reading.month, reading.day = year, month, day
    moment.reading_count += 1


cdef bint read_time(
    const uint32_t* text, int length, int script, MomentC* first, MomentC* second, bint* is_range
) noexcept nogil:
    """Reads a surface of a message in `script`; False when it is not a time."""
    cdef uint32_t[MAX_CLEANED] cleaned
    cdef GroupsC groups
    cdef int at, start, end
    cdef uint64_t held
    start_moment(first, script)
    is_range[0] = False
    if length and match_at(PATTERN_PLAIN, text, length, EVERYTHING, 0, True, &groups):
        read_plain(text, &groups, first)
        return True
    length = clean_time(text, length, cleaned)
    if length <= 0:
        return False
    held = signs_of(cleaned, length)
    if read_elapsed(cleaned, length, held, first):
        return True
    at = read_moment(cleaned, length, held, 0, first)
    if at == 0:
        return False
    if not match_at(PATTERN_SEPARATOR, cleaned, length, held, at, False, &groups):
        return match_at(PATTERN_TAIL, cleaned, length, held, at, True, &groups)
    is_range[0] = True
    start = groups.edges[1]
    start_moment(second, script)
    end = read_moment(cleaned, length, held, start, second)
    end = read_daily_hours(cleaned, length, held, end, first, second)
    if end == start or not match_at(PATTERN_TAIL, cleaned, length, held, end, True, &groups):
        return False
    inherit_period(first, second)
    agree_on_order(first, second)
    return True


cdef void agree_on_order(MomentC* first, MomentC* second) noexcept nogil:
    """6/1-6/30: both ends have the order that one of them shows, else the likelier."""
    cdef const MomentC* telling
    cdef bint is_day_first
    if first.first_figure == NONE or second.first_figure == NONE:
        return
    telling = second if second.first_figure > 12 or second.second_figure > 12 else first
    is_day_first = telling.readings[0].day == telling.first_figure
    order_figures(first, is_day_first)
    order_figures(second, is_day_first)


cdef void order_figures(MomentC* moment, bint is_day_first) noexcept nogil:
    cdef int a = moment.first_figure, b = moment.second_figure
    if a <= 12 and b <= 12:
        set_reading(moment, NONE, b if is_day_first else a, a if is_day_first else b)


cdef int read_daily_hours(
    const uint32_t* text, int length, uint64_t held, int at, MomentC* first, MomentC* second
) noexcept nogil:
    """3月1日至3月5日 9:00-17:00: the hours behind two dates are of both; weeks have them again and again: no time."""
    cdef MomentC last
    cdef GroupsC groups
    cdef int end
    if first.clock != NONE or second.clock == NONE or not first.reading_count or not second.reading_count:
        return at
    if not match_at(PATTERN_SEPARATOR, text, length, held, at, False, &groups):
        return at
    start_moment(&last, first.script)
    end = read_clock(text, length, held, groups.edges[1], &last, False)
    if end == groups.edges[1]:
        return at
    first.clock, first.has_seconds, first.period = second.clock, second.has_seconds, second.period
    second.clock, second.has_seconds, second.period = last.clock, last.has_seconds, last.period
    return end


cdef void read_plain(const uint32_t* text, const GroupsC* groups, MomentC* moment) noexcept nogil:
    """The forms most messages use, in one match: 3月5日14:03, 20日05:14, 2024-03-05 14:03:22, 2024/03/05."""
    cdef int year = 1 if has_group(groups, 1) else 4, month = 2 if has_group(groups, 2) else 6
    cdef int day = 3 if has_group(groups, 3) else 7
    set_reading(
        moment,
        read_year(groups, year, text, False),
        group_number(groups, month, text, NONE),
        group_number(groups, day, text, NONE),
    )
    if has_group(groups, 8):
        moment.clock = second_of_day(
            group_number(groups, 8, text, 0),
            group_number(groups, 9 if has_group(groups, 9) else 11, text, 0),
            group_number(groups, 10 if has_group(groups, 10) else 12, text, 0),
            PERIOD_NONE,
        )
        moment.has_seconds = has_group(groups, 10) or has_group(groups, 12)


# ---- cleaning

cdef int clean_time(const uint32_t* text, int length, uint32_t* out) noexcept nogil:
    """The surface as the patterns want it, in `out` of MAX_CLEANED units; its length, -1 where it grows too long."""
    cdef int number
    length = fold_units(text, length, out, MAX_CLEANED)
    if length <= 0 or length > MAX_TIME:
        return -1
    lower_units(out, length)
    translate(&TIME_SIMPLIFIED, out, length)
    length = english_words(out, length)
    length = substitute(PATTERN_BRACKETED_WEEKDAY, out, length, MAX_CLEANED)
    length = plain_signs(out, length)
    length = number_weekdays(out, length)
    length = single_spaces(out, length)
    if length > MAX_CLEANED // 2:
        return -1
    length = chinese_to_ascii(out, length)
    length = without_han_spaces(out, length)
    for number in range(PATTERN_PREFIX, PATTERN_WEEK_END + 1):
        length = substitute(number, out, length, MAX_CLEANED)
        if length < 0:
            return -1
    number = skip_spaces(out, 0, length)
    length = trim_spaces(out, number, length) - number
    if number:
        memmove(out, out + number, length * sizeof(uint32_t))
    return length


cdef int english_words(uint32_t* text, int length) noexcept nogil:
    """The Russian words of times become English ones; returns the new length, at most four times the old one."""
    cdef uint32_t[4 * MAX_TIME] out
    cdef int at = 0, end = 0, start, place
    while at < length:
        start = at
        while at < length and is_russian(text[at]):
            at += 1
        place = word_value(&RUSSIAN, text + start, at - start)
        at += at == start or (at < length and text[at] == c".")
        if place == MISSING:
            memcpy(out + end, text + start, (at - start) * sizeof(uint32_t))
            end += at - start
        else:
            end = put_meant(&TEXTS[place], out, end)
    memcpy(text, out, end * sizeof(uint32_t))
    return end


cdef inline bint is_russian(uint32_t unit) noexcept nogil:
    return 0x430 <= unit <= 0x44F


cdef inline int put_meant(const int32_t* meant, uint32_t* text, int end) noexcept nogil:
    cdef int step
    for step in range(1, meant[0] + 1):
        text[end] = meant[step]
        end += 1
    return end


cdef int plain_signs(uint32_t* text, int length) noexcept nogil:
    """One kind of dash, brackets and quotes as spaces; the stop at the end goes. Returns the new length."""
    cdef int at, meant
    for at in range(length):
        if not is_ascii_alnum(text[at]):
            meant = unit_value(&TIME_SIGNS, text[at])
            if meant != MISSING:
                text[at] = meant
    while length > 0 and (text[length - 1] == FULL_STOP or text[length - 1] == c"." or text[length - 1] == c" "):
        length -= 1
    return length


cdef int number_weekdays(uint32_t* text, int length) noexcept nogil:
    """周五19:30 -> 周5 19:30: the numeral of a weekday must not run into the clock. `text` has room for as much again."""
    cdef uint32_t[8 * MAX_TIME] out
    cdef GroupsC groups
    cdef uint64_t held = signs_of(text, length)
    cdef int at = 0, end = 0, changed = 0
    if not may_hold(PATTERN_WEEKDAY_NUMERAL, held):
        return length
    while at < length:
        if match_at(PATTERN_WEEKDAY_NUMERAL, text, length, held, at, False, &groups):
            while at < groups.edges[3]:
                out[end] = text[at]
                end += 1
                at += 1
            out[end] = 48 + numeral(text[at])
            out[end + 1] = c" "
            end += 2
            changed = 1
        else:
            out[end] = text[at]
            end += 1
        at += 1
    if changed:
        memcpy(text, out, end * sizeof(uint32_t))
    return end


cdef int single_spaces(uint32_t* text, int length) noexcept nogil:
    """Every run of white space becomes one space, none at the ends; returns the new length."""
    cdef int at, end = 0
    for at in range(length):
        if not is_space(text[at]):
            text[end] = text[at]
            end += 1
        elif end and text[end - 1] != c" ":
            text[end] = c" "
            end += 1
    return end - 1 if end and text[end - 1] == c" " else end


cdef inline bint is_unified(uint32_t unit) noexcept nogil:
    return FIRST_HAN <= unit <= LAST_HAN


cdef int without_han_spaces(uint32_t* text, int length) noexcept nogil:
    """Spaces around Han characters mean nothing; returns the new length."""
    cdef int at, end = 0
    for at in range(length):
        if text[at] != c" " or not ((end and is_unified(text[end - 1])) or (at + 1 < length and is_unified(text[at + 1]))):
            text[end] = text[at]
            end += 1
    return end


# ---- moments

cdef int read_moment(const uint32_t* text, int length, uint64_t held, int at, MomentC* moment) noexcept nogil:
    """Reads date and clock in either order from `at`; returns where it stopped (`at` itself: nothing there)."""
    cdef int after_date, after_clock, joint, end
    after_date = read_date(text, length, held, at, moment)
    if after_date > at:
        if moment.weekday == NONE:
            after_date = skip(PATTERN_WEEKDAY_NOTE, text, length, held, after_date)
        else:
            after_date = read_dated_weekday(text, length, held, after_date, moment)
        joint = skip(PATTERN_JOINT, text, length, held, after_date)
        moment.is_iso = joint == after_date + 1 and text[after_date] == c"t"
        end = read_clock(text, length, held, joint, moment, True)
        return end if end > joint else after_date
    after_clock = read_clock(text, length, held, at, moment, False)
    if after_clock > at:
        joint = skip(PATTERN_ON, text, length, held, after_clock)
        end = read_date(text, length, held, joint, moment) if joint > after_clock else joint
        return end if end > joint else after_clock
    return at


cdef int skip(int pattern, const uint32_t* text, int length, uint64_t held, int at) noexcept nogil:
    cdef GroupsC groups
    return groups.edges[1] if match_at(pattern, text, length, held, at, False, &groups) else at


cdef void inherit_period(const MomentC* first, MomentC* second) noexcept nogil:
    """下午2点-4点: the second clock time is of the afternoon too."""
    if not first.period or second.period or has_date(second) or first.clock == NONE or second.clock == NONE:
        return
    if first.clock >= 12 * HOUR and second.clock < first.clock:
        if first.clock < second.clock + 12 * HOUR <= 24 * HOUR:
            second.clock += 12 * HOUR


# ---- dates

cdef int read_date(const uint32_t* text, int length, uint64_t held, int at, MomentC* moment) noexcept nogil:
    """Takes the first form of a date that matches: the patterns from `han` on, longer ones first."""
    cdef GroupsC groups
    cdef int form
    if at >= length:
        return at
    for form in range(PATTERN_HAN, PATTERN_DAY_WORD + 1):
        if match_at(form, text, length, held, at, False, &groups):
            take_date(form, text, &groups, moment)
            return groups.edges[1]
    return at


cdef int read_dated_weekday(const uint32_t* text, int length, uint64_t held, int at, MomentC* moment) noexcept nogil:
    """周五(6月7日), sat, 8 jun: the date behind a day of the week says more."""
    cdef GroupsC groups
    cdef int form, start = skip(PATTERN_JOINT, text, length, held, at)
    for form in range(PATTERN_HAN, PATTERN_DAY_WORD + 1):
        if not is_full_date(form) or not match_at(form, text, length, held, start, False, &groups):
            continue
        if form == PATTERN_SHORT and group_unit(&groups, 2, text) == c".":
            continue
        if moment.week_shift == NONE:  # 本周五 is known without it
            moment.weekday = NONE
            take_date(form, text, &groups, moment)
        return groups.edges[1]
    return at


cdef inline bint is_full_date(int form) noexcept nogil:
    return (
        form == PATTERN_HAN or form == PATTERN_MONTH_DAY or form == PATTERN_YMD or form == PATTERN_MIXED
        or form == PATTERN_ENGLISH_DMY or form == PATTERN_ENGLISH_MDY or form == PATTERN_SHORT
    )


cdef void take_date(int form, const uint32_t* text, const GroupsC* groups, MomentC* moment) noexcept nogil:
    """What a form of a date says. The groups are those of its pattern in vocabulary/words.py."""
    if form == PATTERN_HAN or form == PATTERN_HAN_MONTH:
        set_reading(
            moment,
            read_year(groups, 2, text, has_group(groups, 1)),
            group_number(groups, 3, text, NONE),
            NONE if form == PATTERN_HAN_MONTH else group_number(groups, 4, text, NONE),
        )
        moment.month_end = form == PATTERN_HAN_MONTH and is_end(group_unit(groups, 4, text))
    elif form == PATTERN_YEAR_WORD:
        moment.year_shift = unit_value(&YEAR_SHIFTS, group_unit(groups, 1, text))
        moment.follows = group_unit(groups, 1, text) == TIMES
        moment.month_end = is_end(group_unit(groups, 4, text))
        set_reading(moment, NONE, group_number(groups, 2, text, NONE), group_number(groups, 3, text, NONE))
    elif form == PATTERN_MONTH_DAY or form == PATTERN_MONTH_AND_DAY:
        set_reading(moment, NONE, group_number(groups, 1, text, NONE), group_number(groups, 2, text, NONE))
    elif form == PATTERN_MONTH:
        moment.month_end = is_end(group_unit(groups, 2, text))
        set_reading(moment, NONE, group_number(groups, 1, text, NONE), NONE)
    elif form == PATTERN_YMD:
        set_reading(
            moment, read_year(groups, 1, text, False), group_number(groups, 3, text, 0),
            group_number(groups, 4, text, 0),
        )
    elif form == PATTERN_YM:
        set_reading(moment, group_number(groups, 1, text, 0), group_number(groups, 2, text, 0), NONE)
    elif form == PATTERN_COMPACT:
        set_reading(
            moment, group_number(groups, 1, text, 0), group_number(groups, 2, text, 0), group_number(groups, 3, text, 0)
        )
    elif form == PATTERN_MIXED:
        take_mixed(text, groups, moment)
    elif form == PATTERN_SHORT:
        take_short(text, groups, moment)
    elif form == PATTERN_ENGLISH_DMY:
        set_reading(
            moment, read_year(groups, 3, text, False), month_named(groups, 2, text), group_number(groups, 1, text, 0)
        )
    elif form == PATTERN_ENGLISH_MDY:
        set_reading(
            moment, read_year(groups, 3, text, False), month_named(groups, 1, text), group_number(groups, 2, text, 0)
        )
    elif form == PATTERN_ENGLISH_MONTH:
        set_reading(moment, group_number(groups, 2, text, 0), month_named(groups, 1, text), NONE)
    elif form == PATTERN_DAY:
        set_reading(moment, NONE, NONE, group_number(groups, 1, text, 0))
    else:
        take_relative(form, text, groups, moment)


cdef void take_relative(int form, const uint32_t* text, const GroupsC* groups, MomentC* moment) noexcept nogil:
    if form == PATTERN_MONTHLY:
        moment.monthly = group_number(groups, 1, text, 0)
    elif form == PATTERN_MONTH_WORD:
        moment.month_shift = shift_of(groups, 1, text)
        moment.day = group_number(groups, 2, text, NONE)
        moment.month_end = is_end(group_unit(groups, 3, text))
    elif form == PATTERN_WEEKDAY:
        moment.week_shift = shift_of(groups, 1, text) if has_group(groups, 1) else NONE
        moment.weekday = group_word(&WEEKDAYS, groups, 2, text)
    elif form == PATTERN_ENGLISH_WEEKDAY:
        moment.week_shift = 0 if has_group(groups, 1) else NONE
        moment.weekday = group_word(&WEEKDAYS, groups, 2, text)
    else:
        moment.day_shift = group_word(&DAY_WORDS, groups, 0, text)
        moment.follows = group_word(&FOLLOWING, groups, 0, text) != MISSING
        if group_length(groups, 0) == 7 and ends_with(text, groups.edges[1], b"tonight", 7):
            moment.period = PERIOD_EVENING


cdef void take_mixed(const uint32_t* text, const GroupsC* groups, MomentC* moment) noexcept nogil:
    """Three numbers without a clear order. Points and Cyrillic are day-first; else every order that exists is kept."""
    cdef ReadingC[MAX_READINGS] orders
    cdef int a, b, c, count, at, number
    cdef bint is_day_first, is_kept
    if has_group(groups, 8):  # 26/3/1
        set_reading(
            moment, 2000 + group_number(groups, 5, text, 0), group_number(groups, 7, text, 0),
            group_number(groups, 8, text, 0),
        )
        return
    a, b, c = group_number(groups, 1, text, 0), group_number(groups, 3, text, 0), group_number(groups, 4, text, 0)
    if group_length(groups, 4) == 4:
        number = read_year(groups, 4, text, False)
        count = 2
        orders[0].year, orders[0].month, orders[0].day = number, b, a
        orders[1].year, orders[1].month, orders[1].day = number, a, b
    else:
        count = 3
        at = 1 if is_month_first(moment.script) else 0  # the order of the script stands in front
        orders[at].year, orders[at].month, orders[at].day = 2000 + c, b, a
        orders[at + 1].year, orders[at + 1].month, orders[at + 1].day = 2000 + c, a, b
        at = (at + 2) % 3
        orders[at].year, orders[at].month, orders[at].day = 2000 + a, b, c
    is_day_first = group_unit(groups, 2, text) == c"." or moment.script == SCRIPT_CYRL
    if is_day_first:
        is_kept = False
        for at in range(count):
            is_kept = is_kept or (orders[at].day == a and b <= 12)
        is_day_first = is_kept
    moment.reading_count = 0
    for at in range(count):
        if is_day_first and not (orders[at].day == a and b <= 12):
            continue
        if orders[at].month <= 12 and not has_reading(moment, &orders[at]):
            add_reading(moment, orders[at].year, orders[at].month, orders[at].day)


cdef bint has_reading(const MomentC* moment, const ReadingC* wanted) noexcept nogil:
    cdef int at
    for at in range(moment.reading_count):
        if (
            moment.readings[at].year == wanted.year and moment.readings[at].month == wanted.month
            and moment.readings[at].day == wanted.day
        ):
            return True
    return False


cdef void take_short(const uint32_t* text, const GroupsC* groups, MomentC* moment) noexcept nogil:
    """Two numbers in the order of the script; in the other when only that exists, or where English leaves it open."""
    cdef int a = group_number(groups, 1, text, 0), b = group_number(groups, 3, text, 0)
    moment.first_figure, moment.second_figure = a, b
    if a > 12 or b > 12:
        set_reading(moment, NONE, a if a <= 12 else b, b if a <= 12 else a)
    elif is_month_first(moment.script):
        set_reading(moment, NONE, a, b)
    else:
        set_reading(moment, NONE, b, a)
        if moment.script != SCRIPT_CYRL and group_unit(groups, 2, text) != c"." and a != b:
            add_reading(moment, NONE, a, b)


cdef inline bint is_month_first(int script) noexcept nogil:
    """Chinese, Japanese and Korean write the month first, all others the day."""
    return script == SCRIPT_HANS or script == SCRIPT_HANT or script == SCRIPT_JA or script == SCRIPT_KO


cdef inline bint is_end(uint32_t unit) noexcept nogil:
    return unit == MONTH_BOTTOM or unit == MONTH_TAIL


cdef inline int month_named(const GroupsC* groups, int group, const uint32_t* text) noexcept nogil:
    return word_value(&MONTHS, text + groups.edges[2 * group], 3)


cdef int read_year(const GroupsC* groups, int group, const uint32_t* text, bint is_minguo) noexcept nogil:
    """A year as written: 2024, 24 (of this century), 113 (of the Republic of China), 2567 (of the Buddha); NONE for
    none."""
    cdef int year
    if not has_group(groups, group):
        return NONE
    year = group_number(groups, group, text, 0)
    if year >= FIRST_BUDDHIST_YEAR:
        return year - 543
    if is_minguo or group_length(groups, group) == 3:
        return year + 1911
    return year + 2000 if group_length(groups, group) == 2 else year


cdef int shift_of(const GroupsC* groups, int group, const uint32_t* text) noexcept nogil:
    """Months or weeks a word points ahead: 下 1, 下下 2, 上 -1, 本 0."""
    cdef int at, shifted = 0
    for at in range(groups.edges[2 * group], groups.edges[2 * group + 1]):
        shifted += (text[at] == BELOW or text[at] == TIMES) - (text[at] == ABOVE)
    return shifted


# ---- clock times

cdef int read_clock(
    const uint32_t* text, int length, uint64_t held, int at, MomentC* moment, bint is_glued
) noexcept nogil:
    """Reads a clock time (or a bare 上午) from `at`; `is_glued` allows 1151 right behind a date."""
    cdef GroupsC groups
    cdef int[3] parts
    cdef int period = moment.period, start = at, end
    cdef bint has_period, has_seconds = False
    has_period = at < length and match_at(PATTERN_PERIOD, text, length, held, at, False, &groups)
    if has_period:
        period = group_word(&PERIODS, &groups, 1, text)
        start = groups.edges[1]
    end = clock_parts(text, length, held, start, is_glued, parts, &has_seconds)
    if end < 0:
        if not has_period or not (has_date(moment) or period == PERIOD_NOON_HAN or period == PERIOD_NOON):
            return at
        moment.period = period
        moment.clock = 12 * HOUR if period == PERIOD_NOON_HAN or period == PERIOD_NOON else NONE
        return start
    if end < length and match_at(PATTERN_HALF, text, length, held, end, False, &groups):
        period = PERIOD_AM if group_unit(&groups, 1, text) == c"a" else PERIOD_PM
        end = groups.edges[1]
    moment.period, moment.has_seconds = period, has_seconds
    moment.clock = second_of_day(parts[0], parts[1], parts[2], period)
    return read_offset(text, length, held, end, moment)


cdef int clock_parts(
    const uint32_t* text, int length, uint64_t held, int at, bint is_glued, int* parts, bint* has_seconds
) noexcept nogil:
    """Hour, minute and second to `parts`; returns the end, -1 for no clock time."""
    cdef GroupsC groups
    if at >= length or not is_digit(text[at]):
        return -1
    if match_at(PATTERN_COLON, text, length, held, at, False, &groups):
        return take_parts(text, &groups, parts, has_seconds)
    if match_at(PATTERN_POINTED, text, length, held, at, False, &groups):
        return take_parts(text, &groups, parts, has_seconds)
    if match_at(PATTERN_HAN_CLOCK, text, length, held, at, False, &groups):
        parts[0] = group_number(&groups, 1, text, 0)
        parts[1] = group_number(&groups, 4, text, 0)
        if has_group(&groups, 2):
            parts[1] = 30
        elif has_group(&groups, 3):
            parts[1] = 15 * group_number(&groups, 3, text, 0)
        parts[2] = group_number(&groups, 5, text, 0)
        has_seconds[0] = has_group(&groups, 5)
        return groups.edges[1]
    if match_at(PATTERN_BARE_HALF, text, length, held, at, False, &groups):
        parts[0], parts[1], parts[2] = group_number(&groups, 1, text, 0), 0, 0
        return groups.edges[3]
    if is_glued and match_at(PATTERN_GLUED, text, length, held, at, False, &groups):
        return take_parts(text, &groups, parts, has_seconds)
    return -1


cdef inline int take_parts(const uint32_t* text, const GroupsC* groups, int* parts, bint* has_seconds) noexcept nogil:
    cdef int part
    for part in range(3):
        parts[part] = group_number(groups, part + 1, text, 0)
    has_seconds[0] = has_group(groups, 3)
    return groups.edges[1]


cdef int second_of_day(int hour, int minute, int second, int period) noexcept nogil:
    if minute > 59 or second > 59 or hour > 24 or (hour == 24 and (minute or second)):
        return IMPOSSIBLE
    if period == PERIOD_AM:
        hour = IMPOSSIBLE if hour > 12 else hour % 12
    elif period == PERIOD_PM:
        hour = hour if hour > 12 else hour % 12 + 12
    elif period == PERIOD_DAWN:
        hour = 0 if hour == 12 else hour
    elif (period == PERIOD_MIDDAY or period == PERIOD_NOON_HAN) and hour <= 3:
        hour += 12
    elif period == PERIOD_AFTERNOON:
        hour = hour + 12 if 1 <= hour < 12 else hour
    elif period == PERIOD_EVENING:
        hour = evening_hour(hour)
    if hour < 0 or (PERIOD_AM <= period <= PERIOD_MORNING and period != PERIOD_PM and 12 < hour < 24):
        return IMPOSSIBLE
    return hour * HOUR + minute * MINUTE + second


cdef int evening_hour(int hour) noexcept nogil:
    """晚上12点 and 晚上0点 end the day; 晚上1点 could be either night: impossible to tell."""
    if hour == 0 or hour == 12:
        return 24
    if hour < 5:
        return IMPOSSIBLE
    return hour + 12 if hour < 12 else hour


cdef int read_offset(const uint32_t* text, int length, uint64_t held, int at, MomentC* moment) noexcept nogil:
    """A zone behind the clock: Z or +08:00 after an ISO `T`, GMT+8 or UTC anywhere. Returns where it ends."""
    cdef GroupsC groups
    cdef int minutes, pattern = PATTERN_ISO_OFFSET if moment.is_iso else PATTERN_NAMED_OFFSET
    if at >= length:
        return at
    if not match_at(pattern, text, length, held, at, False, &groups):
        return at
    minutes = group_number(&groups, 2, text, 0) * 60 + group_number(&groups, 3, text, 0)
    moment.offset = -minutes if group_unit(&groups, 1, text) == c"-" else minutes
    return groups.edges[1]


# ---- elapsed time

cdef bint read_elapsed(const uint32_t* text, int length, uint64_t held, MomentC* moment) noexcept nogil:
    """2小时后, 30分钟内, 3天前, in 2 hours."""
    cdef GroupsC groups
    cdef int at, start, end
    cdef uint32_t last
    cdef bint is_ago = False
    cdef int64_t seconds
    if not match_at(PATTERN_ELAPSED, text, length, held, 0, True, &groups):
        return False
    at = 2 if has_group(&groups, 1) else 6
    start, end = groups.edges[at], groups.edges[at + 1]
    if at == 2:
        is_ago = place_of(text + end, length - end, BEFORE) >= 0
    seconds = seconds_of(text + start, end - start)
    last = text[end - 1]
    # 5日前 is "before the 5th" and 12时后 "after 12 o'clock": dates and clock times, not lengths.
    if seconds < 0 or (is_ago and last == DAY_SIGN):
        return False
    if last == HOUR_SIGN and not (end - start >= 2 and text[end - 2] == SMALL):
        return False
    moment.elapsed = -seconds if is_ago else seconds
    moment.whole_days = seconds % DAY == 0
    for at in range(start, end):
        if (
            text[at] == HOUR_SIGN or text[at] == MINUTE_SIGN or text[at] == SECOND_SIGN or text[at] == c"h"
            or text[at] == c"m"
        ):
            moment.whole_days = False
    return True
