# Columns in Arrow's memory, read in place, without a Python object a row: texts, and receive times.

cdef enum:
    NO_TIME = 0             # what a row of receive times holds
    A_TIME = 1
    UNREAD_TIME = 2         # no time, or one written at such length that Python reads it
    TIME_UNITS = 40         # of a time in RFC 3339 to the nanosecond, with some to spare

cdef int64_t SECONDS_OF_YEARS = <int64_t> 1 << 40   # beyond it no year is worked out

cdef struct ColumnC:
    const uint8_t* valid    # NULL: no row is null
    const void* offsets     # NULL: not of text but of numbers of 64 bits
    const uint8_t* data
    int64_t first           # row of the buffers that is row 0
    bint is_large           # offsets of 64 bits


cdef ColumnC column_of(tuple told):
    """(address of the bitmap or 0, of the offsets or 0, of the data, first row, whether offsets have 64 bits) as a struct."""
    cdef ColumnC column
    valid, offsets, data, first, large = told
    column.valid = <const uint8_t*> <uintptr_t> valid
    column.offsets = <const void*> <uintptr_t> offsets
    column.data = <const uint8_t*> <uintptr_t> data
    column.first, column.is_large = first, large
    return column


cdef bint is_there(const ColumnC* column, int64_t row) noexcept nogil:
    row += column.first
    return column.valid == NULL or (column.valid[row >> 3] >> (row & 7)) & 1


cdef const uint8_t* text_at(const ColumnC* column, int64_t row, int64_t* size) noexcept nogil:
    cdef int64_t start
    row += column.first
    if column.is_large:
        start = (<const int64_t*> column.offsets)[row]
        size[0] = (<const int64_t*> column.offsets)[row + 1] - start
    else:
        start = (<const int32_t*> column.offsets)[row]
        size[0] = (<const int32_t*> column.offsets)[row + 1] - start
    return column.data + start


cdef bint is_in_years(int64_t utc) noexcept nogil:
    """Whether an instant is one of the years that ReceivedAt takes: 1900 to 2199."""
    return -SECONDS_OF_YEARS < utc < SECONDS_OF_YEARS and 1900 <= civil(<int> floor_div(utc, DAY)).year < 2200


cdef bint read_time_text(const uint8_t* text, int64_t size, int64_t* utc, int* offset) noexcept nogil:
    """RFC 3339 in ASCII."""
    cdef uint32_t[TIME_UNITS] units
    cdef int at
    if size > TIME_UNITS:
        return False
    for at in range(<int> size):
        units[at] = text[at]
    return read_rfc3339(units, <int> size, utc, offset) == 0


cdef int time_in_row(const ColumnC* column, int64_t row, const ZoneC* zone, int64_t* local, int* offset) noexcept nogil:
    """What the row holds: NO_TIME, UNREAD_TIME, or A_TIME, which is then in `local` seconds and `offset` minutes."""
    cdef int64_t utc = 0, size
    cdef const uint8_t* text
    if not is_there(column, row):
        return NO_TIME
    if column.offsets == NULL:
        utc = floor_div((<const int64_t*> column.data)[column.first + row], 1000)
    else:
        text = text_at(column, row, &size)
        if not read_time_text(text, size, &utc, offset):
            return UNREAD_TIME
    if not is_in_years(utc):
        return UNREAD_TIME
    if column.offsets == NULL:
        offset[0] = offset_at_utc(zone, utc)
    local[0] = utc + offset[0] * MINUTE
    return A_TIME


def read_times(tuple column not None, Zone zone not None, state, seconds, minutes):
    """Reads a column of receive times, RFC 3339 or epoch milliseconds, into three others; see _native.pyi."""
    cdef ColumnC times = column_of(column)
    # typed memoryviews would load `collections` when the extension is
    cdef Section states = Section(state), locals_ = Section(seconds), offsets = Section(minutes)
    cdef int64_t row
    with nogil:
        for row in range(states.size):
            (<uint8_t*> states.data)[row] = time_in_row(
                &times, row, &zone.c, &(<int64_t*> locals_.data)[row], &(<int*> offsets.data)[row])
