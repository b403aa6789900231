# Days and dates as integers: enough of the proleptic Gregorian calendar to anchor times.
#
# The day count is Howard Hinnant's `days_from_civil` / `civil_from_days`
# (http://howardhinnant.github.io/date_algorithms.html).

cdef enum:
    MINUTE = 60
    HOUR = 3600
    DAY = 86400
    FIRST_YEAR = 1900
    LAST_YEAR = 2199


cdef struct CivilC:
    int year
    int month
    int day


cdef inline int64_t floor_div(int64_t number, int64_t divisor) noexcept nogil:
    return number // divisor - (number % divisor < 0)


cdef inline int64_t floor_mod(int64_t number, int64_t divisor) noexcept nogil:
    return number - floor_div(number, divisor) * divisor


cdef inline bint is_leap(int year) noexcept nogil:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


cdef inline int days_in_month(int year, int month) noexcept nogil:
    if month == 2:
        return 29 if is_leap(year) else 28
    return 30 if month == 4 or month == 6 or month == 9 or month == 11 else 31


cdef int day_number(int year, int month, int day) noexcept nogil:
    """Days since 1970-01-01, or NONE when there is no such date between the years 1900 and 2199."""
    cdef int y, era, year_of_era, day_of_year
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= day <= days_in_month(year, month)):
        return NONE
    y = year - (month <= 2)
    era = y // 400
    year_of_era = y - era * 400
    day_of_year = (153 * (month - 3 if month > 2 else month + 9) + 2) // 5 + day - 1
    return era * 146097 + year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year - 719468


cdef CivilC civil(int day) noexcept nogil:
    cdef CivilC out
    cdef int era, day_of_era, year_of_era, day_of_year, shifted
    day += 719468
    era = <int> floor_div(day, 146097)
    day_of_era = day - era * 146097
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36524 - day_of_era // 146096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * day_of_year + 2) // 153
    out.month = shifted + 3 if shifted < 10 else shifted - 9
    out.year = year_of_era + era * 400 + (out.month <= 2)
    out.day = day_of_year - (153 * shifted + 2) // 5 + 1
    return out


cdef inline int weekday(int day) noexcept nogil:
    """Day of the week of a day number, Monday = 0 .. Sunday = 6."""
    return <int> floor_mod(day + 3, 7)


cdef inline CivilC add_months(CivilC date, int count) noexcept nogil:
    """Year and month a number of months later, or earlier; the day stays."""
    cdef int months = date.year * 12 + date.month - 1 + count
    date.year = <int> floor_div(months, 12)
    date.month = months - date.year * 12 + 1
    return date


cdef void put_date(ValueC* out, int day, bint is_month) noexcept nogil:
    """YYYY-MM-DD of a day number, or its month."""
    cdef CivilC date = civil(day)
    put_number(out, date.year, 4)
    put_unit(out, c"-")
    put_number(out, date.month, 2)
    if not is_month:
        put_unit(out, c"-")
        put_number(out, date.day, 2)


cdef void put_datetime(ValueC* out, int64_t local, int offset, bint has_seconds) noexcept nogil:
    """ISO 8601 of a wall-clock time (seconds since 1970) at an offset in minutes east of UTC."""
    cdef int second = <int> floor_mod(local, DAY)
    put_date(out, <int> floor_div(local, DAY), False)
    put_unit(out, c"T")
    put_number(out, second // HOUR, 2)
    put_unit(out, c":")
    put_number(out, second // MINUTE % 60, 2)
    if has_seconds:
        put_unit(out, c":")
        put_number(out, second % MINUTE, 2)
    put_unit(out, c"-" if offset < 0 else c"+")
    offset = -offset if offset < 0 else offset
    put_number(out, offset // 60, 2)
    put_unit(out, c":")
    put_number(out, offset % 60, 2)
