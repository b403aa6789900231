# Fills what a written time leaves out from the receive time, and writes ISO 8601.
#
# Every gap is filled in one way: list the days the writing could mean, keep those on the right side, take the nearest.

cdef enum:
    # Years to look at for a date without one; 29 February may be eight years away (1896-1904, 2096-2104).
    YEARS_AROUND = 1
    YEARS_AROUND_LEAP_DAY = 8
    FAR_AWAY = 2 * 366      # days; beyond, an order of day, month and year is doubtful
    MONTHS_AROUND = 2       # no day of the month is missing from two months in a row
    MAX_DAYS = MAX_READINGS * (2 * YEARS_AROUND_LEAP_DAY + 1)


# A moment on the calendar: `day` (days since 1970-01-01), or a month if `is_month` (then its first day).
cdef struct AnchoredC:
    int day
    int clock
    bint has_seconds
    int offset
    bint is_month


cdef struct DaysC:
    int[MAX_DAYS] days
    int count


cdef inline bint settle(AnchoredC* out, int day, const MomentC* moment, bint is_month) noexcept nogil:
    out.day, out.clock, out.offset = day, moment.clock, moment.offset
    out.has_seconds, out.is_month = moment.has_seconds, is_month
    return day != NONE


cdef inline int64_t local_of(const AnchoredC* anchored) noexcept nogil:
    """Seconds since 1970 on the wall clock."""
    return <int64_t> anchored.day * DAY + (0 if anchored.clock == NONE else anchored.clock)


cdef inline int received_day(const AroundC* around) noexcept nogil:
    return <int> floor_div(around.received, DAY)


cdef void write_time(MomentC* first, MomentC* second, bint is_range, const AroundC* around, ValueC* out) noexcept nogil:
    """The ISO 8601 value of what was read, if it has one."""
    cdef AnchoredC start, end
    if first.clock == IMPOSSIBLE or (is_range and second.clock == IMPOSSIBLE):
        return
    if not is_range:
        if anchor_one(first, around, &start, around.is_due):
            put_anchored(&start, around, out)
        return
    if not anchor_range(first, second, around, &start, &end):
        return
    if local_of(&end) < local_of(&start) or start.is_month != end.is_month:
        return
    put_anchored(&start, around, out)
    put_unit(out, c"/")
    put_anchored(&end, around, out)


# ---- one moment

cdef bint anchor_one(const MomentC* moment, const AroundC* around, AnchoredC* out, bint is_due) noexcept nogil:
    """Puts one moment on the calendar; False where it cannot be. `is_due` lets 每月6日 mean the next such day."""
    cdef DaysC days
    cdef int at, kept = 0
    if moment.elapsed != NONE:
        return anchor_elapsed(moment, around, out)
    if is_month(moment):
        return anchor_month(moment, around, out)
    if moment.reading_count > 1 and around.has_received:
        return anchor_likeliest(moment, around, out)
    list_days(moment, around, &days)
    if moment.monthly != NONE:
        for at in range(days.count if is_due else 0):
            if days.days[at] >= received_day(around):
                days.days[kept] = days.days[at]
                kept += 1
        days.count = kept
        return settle(out, choose(&days, moment, around, LEAN_AHEAD), moment, False)
    return settle(out, choose(&days, moment, around, around.lean), moment, False)


cdef bint anchor_likeliest(const MomentC* moment, const AroundC* around, AnchoredC* out) noexcept nogil:
    """Of several orders of day, month and year: the one that fits the receive time, unless the time lies ahead; else
    the first that lies on the right side and not years away; else the first."""
    cdef MomentC one
    cdef DaysC days
    cdef int at, day, today = received_day(around), fitting = NONE, on_side = NONE, near = NONE, any_day = NONE
    for at in range(moment.reading_count):
        start_moment(&one, moment.script)
        add_reading(&one, moment.readings[at].year, moment.readings[at].month, moment.readings[at].day)
        one.clock = moment.clock
        list_days(&one, around, &days)
        day = choose(&days, &one, around, around.lean)
        if day == NONE:
            continue
        any_day = day if any_day == NONE else any_day
        if fitting == NONE and around.lean != LEAN_AHEAD and -1 <= day - today <= 1:
            fitting = day
        if not -FAR_AWAY <= day - today <= FAR_AWAY:
            continue
        near = day if near == NONE else near
        if on_side == NONE and (around.lean == LEAN_NEAREST or is_on_side(day, moment, around, around.lean, DAY)):
            on_side = day
    if fitting != NONE:
        return settle(out, fitting, moment, False)
    if on_side != NONE:
        return settle(out, on_side, moment, False)
    return settle(out, near if near != NONE else any_day, moment, False)


cdef bint anchor_elapsed(const MomentC* moment, const AroundC* around, AnchoredC* out) noexcept nogil:
    cdef int64_t local
    cdef int year
    if not around.has_received:
        return False
    local = around.received + moment.elapsed
    if not -MAX_LOCAL < local < MAX_LOCAL:
        return False
    settle(out, <int> floor_div(local, DAY), moment, False)
    year = civil(out.day).year
    if not moment.whole_days:
        out.clock = <int> floor_mod(local, DAY)
        out.has_seconds = local % 60 != 0
    return FIRST_YEAR <= year <= LAST_YEAR


cdef void add_day(DaysC* days, int year, int month, int day) noexcept nogil:
    """Adds a date, if there is such a one."""
    cdef int number = day_number(year, month, day)
    if number != NONE and days.count < MAX_DAYS:
        days.days[days.count] = number
        days.count += 1


cdef void list_days(const MomentC* moment, const AroundC* around, DaysC* out) noexcept nogil:
    """All days the writing could mean, near the receive time. None when there are none or nothing to count from."""
    cdef CivilC today, date
    cdef int at, shifted
    cdef const ReadingC* reading
    out.count = 0
    if moment.reading_count and has_all_years(moment):
        for at in range(moment.reading_count):
            reading = &moment.readings[at]
            add_day(out, reading.year, reading.month, reading.day)
        return
    if not around.has_received:
        return
    today = civil(received_day(around))
    if moment.reading_count:
        complete(moment, today, out)
    elif moment.day_shift != NONE:
        out.days[0], out.count = received_day(around) + moment.day_shift, 1
    elif moment.month_shift != NONE:
        date = add_months(today, moment.month_shift)
        add_day(out, date.year, date.month, moment.day)
    elif moment.monthly != NONE:
        for at in range(MONTHS_AROUND + 1):
            date = add_months(today, at)
            add_day(out, date.year, date.month, moment.monthly)
    elif moment.weekday != NONE:
        out.days[0], out.count = day_of_week(moment, received_day(around), around.lean), 1
    else:
        shifted = -1 if around.lean == LEAN_BEHIND else 0
        out.days[0], out.days[1] = received_day(around) + shifted, received_day(around) + shifted + 1
        out.count = 2


cdef inline bint has_all_years(const MomentC* moment) noexcept nogil:
    cdef int at
    for at in range(moment.reading_count):
        if moment.readings[at].year == NONE:
            return False
    return True


cdef void complete(const MomentC* moment, CivilC today, DaysC* out) noexcept nogil:
    """Dates without year (or month) in every year (or month) around."""
    cdef const ReadingC* reading
    cdef CivilC date
    cdef int at, step, around
    for at in range(moment.reading_count):
        reading = &moment.readings[at]
        if moment.year_shift != NONE:
            add_day(out, today.year + moment.year_shift, reading.month, reading.day)
        elif reading.month == NONE:
            for step in range(-MONTHS_AROUND, MONTHS_AROUND + 1):
                date = add_months(today, step)
                add_day(out, date.year, date.month, reading.day)
        else:
            around = YEARS_AROUND_LEAP_DAY if reading.month == 2 and reading.day == 29 else YEARS_AROUND
            for step in range(-around, around + 1):
                add_day(out, today.year + step, reading.month, reading.day)


cdef int day_of_week(const MomentC* moment, int today, int lean) noexcept nogil:
    """周五 alone: the next one (today counts), in a report the last one. 本周五: of this week, from its Monday."""
    cdef int ahead
    if moment.week_shift != NONE:
        return today - weekday(today) + moment.weekday + 7 * moment.week_shift
    ahead = <int> floor_mod(moment.weekday - weekday(today), 7)
    return today + ahead - 7 if lean == LEAN_BEHIND and ahead else today + ahead


cdef int choose(const DaysC* days, const MomentC* moment, const AroundC* around, int lean) noexcept nogil:
    """The closest of `days` on the side `lean` says, NONE for none; without a receive time only a day that stands
    alone."""
    cdef int at, day, best = NONE, best_on_side = NONE
    cdef bint is_alone = True
    for at in range(1, days.count):
        is_alone = is_alone and days.days[at] == days.days[0]
    if days.count == 0 or is_alone:
        return days.days[0] if days.count else NONE
    if not around.has_received:
        return NONE
    if not has_date(moment):
        return choose_bare_clock(days, moment, around, lean)
    for at in range(days.count):
        day = days.days[at]
        if is_closer(day, best, moment, around):
            best = day
        if lean == LEAN_NEAREST or is_on_side(day, moment, around, lean, DAY):
            if is_closer(day, best_on_side, moment, around):
                best_on_side = day
    return best if best_on_side == NONE else best_on_side


cdef int choose_bare_clock(const DaysC* days, const MomentC* moment, const AroundC* around, int lean) noexcept nogil:
    """A clock alone belongs to the day of receipt or its neighbour, so the slack is half a day."""
    cdef int at, day, best = NONE, side = LEAN_BEHIND if lean == LEAN_BEHIND else LEAN_AHEAD
    for at in range(days.count):
        day = days.days[at]
        if is_on_side(day, moment, around, side, DAY // 2):
            if best == NONE or (day > best) == (lean == LEAN_BEHIND):
                best = day
    return best


cdef bint is_closer(int day, int best, const MomentC* moment, const AroundC* around) noexcept nogil:
    """Whether a day is closer to the receive time than the best so far; of two as close the earlier."""
    cdef int64_t distance, other
    if best == NONE:
        return True
    distance, other = distance_of(day, moment, around), distance_of(best, moment, around)
    return distance < other or (distance == other and day < best)


cdef inline int64_t distance_of(int day, const MomentC* moment, const AroundC* around) noexcept nogil:
    """In days for a date, in minutes for a date with a clock time."""
    cdef int64_t gap
    if moment.clock == NONE:
        gap = day - received_day(around)
    else:
        gap = <int64_t> day * (DAY // 60) + moment.clock // 60 - floor_div(around.received, 60)
    return -gap if gap < 0 else gap


cdef bint is_on_side(int day, const MomentC* moment, const AroundC* around, int lean, int slack) noexcept nogil:
    cdef int64_t distance
    if moment.clock == NONE:
        distance = <int64_t> (day - received_day(around)) * DAY
    else:
        distance = <int64_t> day * DAY + moment.clock - around.received
    return distance <= slack if lean == LEAN_BEHIND else distance >= -slack


# ---- months

cdef bint is_month(const MomentC* moment) noexcept nogil:
    if moment.month_shift != NONE:
        return moment.day == NONE
    return moment.reading_count > 0 and moment.readings[0].month != NONE and moment.readings[0].day == NONE


cdef bint anchor_month(const MomentC* moment, const AroundC* around, AnchoredC* out) noexcept nogil:
    """A month, or its last day for 月底."""
    cdef CivilC month
    if not which_month(moment, around, &month):
        return False
    return settle_month(month.year, month.month, moment, moment.clock == NONE, out)


cdef bint settle_month(int year, int month, const MomentC* moment, bint may_be_month, AnchoredC* out) noexcept nogil:
    cdef int first = day_number(year, month, 1)
    if first == NONE:
        return False
    if moment.month_end:
        return settle(out, first + days_in_month(year, month) - 1, moment, False)
    return settle(out, first, moment, True) and may_be_month


cdef bint which_month(const MomentC* moment, const AroundC* around, CivilC* out) noexcept nogil:
    cdef CivilC today, latest
    cdef int month
    if moment.month_shift != NONE:
        if around.has_received:
            out[0] = add_months(civil(received_day(around)), moment.month_shift)
        return around.has_received
    month = moment.readings[0].month
    out.year, out.month, out.day = moment.readings[0].year, month, 1
    if not 1 <= month <= 12:
        return False
    if out.year != NONE:
        return True
    if not around.has_received:
        return False
    today = civil(received_day(around))
    if moment.year_shift != NONE:
        out.year = today.year + moment.year_shift
    elif around.lean == LEAN_BEHIND:
        latest = civil(received_day(around) + 1)
        out.year = latest.year if month <= latest.month else latest.year - 1
    elif around.lean == LEAN_AHEAD:
        latest = civil(received_day(around) - 1)
        out.year = latest.year if month >= latest.month else latest.year + 1
    else:
        out.year = today.year + (month - today.month < -6) - (month - today.month > 6)
    return True


# ---- ranges

cdef bint anchor_range(
    MomentC* first, MomentC* second, const AroundC* around, AnchoredC* start, AnchoredC* end
) noexcept nogil:
    """Both ends. The end follows the start; only if the end is the better known (a year, or it lies ahead) the start
    is found from it."""
    if lacks_year(first) and (has_year(second) or (around.lean == LEAN_AHEAD and has_own_day(second))):
        return anchor_one(second, around, end, False) and nearest_completion(first, end, start, False)
    return anchor_one(first, around, start, False) and earliest_from(second, start, around, end)


cdef inline bint has_year(const MomentC* moment) noexcept nogil:
    return moment.reading_count > 0 and moment.readings[0].year != NONE


cdef inline bint lacks_year(const MomentC* moment) noexcept nogil:
    return moment.reading_count > 0 and moment.readings[0].year == NONE and moment.year_shift == NONE


cdef inline bint has_own_day(const MomentC* moment) noexcept nogil:
    return lacks_year(moment) and moment.readings[0].month != NONE and moment.readings[0].day != NONE


cdef bint earliest_from(
    MomentC* second, const AnchoredC* start, const AroundC* around, AnchoredC* out
) noexcept nogil:
    """The end of a range whose start is known: the first time not before it that the writing allows."""
    cdef bint is_carried
    if second.follows and second.day_shift != NONE:
        return settle(out, start.day + 1, second, False)
    if second.follows:  # 次年: the year after that of the start
        second.year_shift = NONE
    if not has_date(second):
        is_carried = start.clock != NONE and second.clock != NONE and second.clock <= start.clock
        return settle(out, start.day + is_carried, second, False)
    if second.weekday != NONE and second.week_shift == NONE:
        return settle(out, start.day + <int> floor_mod(second.weekday - weekday(start.day), 7), second, False)
    if not lacks_year(second):
        return anchor_one(second, around, out, False)
    return nearest_completion(second, start, out, True)


cdef bint nearest_completion(
    const MomentC* moment, const AnchoredC* other, AnchoredC* out, bint is_later
) noexcept nogil:
    """The date without year closest to the other end, on the given side of it (the same day counts)."""
    cdef CivilC date = civil(other.day)
    cdef DaysC days
    cdef int at, wanted, best = NONE
    if is_month(moment):
        wanted = moment.readings[0].month
        if is_later:
            date.year += wanted < date.month
        else:
            date.year -= wanted > date.month
        return settle_month(date.year, wanted, moment, True, out)
    days.count = 0
    complete(moment, date, &days)
    for at in range(days.count):
        if days.days[at] != other.day and (days.days[at] > other.day) != is_later:
            continue
        if best == NONE or (days.days[at] < best) == is_later:
            best = days.days[at]
    return settle(out, best, moment, False)


# ---- writing

cdef void put_anchored(const AnchoredC* anchored, const AroundC* around, ValueC* out) noexcept nogil:
    cdef int64_t local = local_of(anchored)
    cdef int offset = anchored.offset
    if anchored.is_month or anchored.clock == NONE:
        put_date(out, anchored.day, anchored.is_month)
        return
    if offset == NONE:
        offset = around.received_offset if around.has_received else offset_at_local(around.zone, local)
    put_datetime(out, local, offset, anchored.has_seconds)
