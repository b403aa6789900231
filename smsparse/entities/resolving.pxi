# Surfaces -> typed values, without the interpreter: what `smsparse.entities.resolve` and the pipeline call.

cdef bint resolve_surface(
    int kind, const uint32_t* text, int length, const AroundC* around, ValueC* out
) noexcept nogil:
    """Resolves one surface, code points as they came, into `out`; False where it has no value (a unit it may have)."""
    out.length = 0
    out.unit[0] = 0
    if kind == KIND_TEXT:
        resolve_text(text, length, out)
    elif kind == KIND_MONEY:
        resolve_money(text, length, around, out)
    elif kind == KIND_CURRENCY:
        resolve_currency(text, length, around.script, out)
    elif kind == KIND_CODE:
        resolve_code(text, length, around, out)
    elif kind == KIND_TAIL:
        resolve_tail(text, length, out)
    elif kind == KIND_DATETIME:
        resolve_time(text, length, around, out)
    elif kind == KIND_PHONE:
        resolve_phone(text, length, out)
    elif kind == KIND_URL:
        resolve_url(text, length, out)
    elif kind == KIND_TRACKING:
        resolve_tracking(text, length, out)
    elif kind == KIND_PICKUP:
        resolve_pickup(text, length, out)
    elif kind == KIND_ORDER_NO:
        resolve_order(text, length, out)
    elif kind == KIND_DATA:
        resolve_data(text, length, out)
    elif kind == KIND_DURATION:
        resolve_duration(text, length, out)
    elif kind == KIND_SEAT:
        resolve_seat(text, length, out)
    else:
        resolve_ride(PATTERN_TRAIN if kind == KIND_TRAIN else PATTERN_FLIGHT, text, length, out)
    if out.length > out.capacity:
        out.length = 0
    return out.length > 0


cdef void resolve_text(const uint32_t* text, int length, ValueC* out) noexcept nogil:
    """The text folded, without white space around it."""
    cdef int start, end
    if length > MAX_TEXT:
        return
    end = fold_units(text, length, out.units, out.capacity)
    start = skip_spaces(out.units, 0, max(end, 0))
    end = trim_spaces(out.units, start, max(end, 0))
    out.length = end - start
    if start:
        memmove(out.units, out.units + start, out.length * sizeof(uint32_t))


cdef void resolve_time(const uint32_t* text, int length, const AroundC* around, ValueC* out) noexcept nogil:
    """A date, a clock time, both or a range. No value for what does not exist or cannot be known."""
    cdef uint32_t[MAX_TIME] joined
    cdef MomentC first, second
    cdef bint is_range
    if around.clock_length:
        if length + 1 + around.clock_length > MAX_TIME:
            return
        memcpy(joined, text, length * sizeof(uint32_t))
        joined[length] = c" "
        memcpy(&joined[length + 1], around.clock, around.clock_length * sizeof(uint32_t))
        text, length = joined, length + 1 + around.clock_length
    if length <= MAX_TIME and read_time(text, length, around.script, &first, &second, &is_range):
        write_time(&first, &second, is_range, around, out)


# ---- what Python sees

RESOLVERS = {
    "text": KIND_TEXT, "money": KIND_MONEY, "currency": KIND_CURRENCY, "code": KIND_CODE, "tail": KIND_TAIL,
    "datetime": KIND_DATETIME, "date": KIND_DATETIME, "time": KIND_DATETIME, "date_range": KIND_DATETIME,
    "phone": KIND_PHONE, "url": KIND_URL, "tracking": KIND_TRACKING, "pickup": KIND_PICKUP, "order_no": KIND_ORDER_NO,
    "data": KIND_DATA, "duration": KIND_DURATION, "flight": KIND_FLIGHT, "train": KIND_TRAIN, "seat": KIND_SEAT,
}
SCRIPTS = ("", "hans", "hant", "ja", "ko", "cyrl", "en")

# What is announced for a person lies ahead; notices may lie on either side; what is reported lies behind.
AHEAD_TOPICS = ("travel.", "reminder.", "health.appointment", "order.appointment")
NEAREST_TOPICS = (
    "utility.", "public.", "alert.", "promotion.", "reward.", "health.vaccine", "health.pharmacy", "health.other",
    "finance.repay_due", "finance.mandate", "finance.insurance", "finance.loan",
    "order.confirmed", "order.voucher", "order.other",
    "telecom.outage", "telecom.plan_change", "telecom.roaming", "telecom.service", "telecom.other",
)


def lean_of(str category not None):
    """LEAN_AHEAD, LEAN_NEAREST or LEAN_BEHIND: which way the times of a category are looked for."""
    if category.startswith(AHEAD_TOPICS):
        return LEAN_AHEAD
    return LEAN_NEAREST if category.startswith(NEAREST_TOPICS) else LEAN_BEHIND


cdef class Zone:
    """Offsets of a zone as a table: transitions in seconds since 1970 UTC, each with the offset in seconds after it."""
    cdef ZoneC c
    cdef object kept

    def __cinit__(self, int first_offset, transitions=()):
        cdef bytearray rows = bytearray(20 * len(transitions))
        cdef int64_t* utc = <int64_t*> <char*> rows
        cdef int64_t* local = utc + len(transitions)
        cdef int32_t* offsets = <int32_t*> (local + len(transitions))
        cdef int number, before = first_offset, after
        self.kept = rows
        self.c.count, self.c.first_offset = len(transitions), <int> floor_div(first_offset, MINUTE)
        self.c.utc, self.c.local, self.c.offsets = utc, local, offsets
        for number in range(self.c.count):
            utc[number], after = transitions[number]
            local[number] = utc[number] + max(before, after)
            offsets[number] = <int> floor_div(after, MINUTE)
            before = after

    def at_utc(self, int64_t utc):
        """Offset in minutes at an instant, seconds since 1970 UTC."""
        return offset_at_utc(&self.c, utc)

    def at_local(self, int64_t local):
        """Offset in minutes at a local time, seconds since 1970 on a wall clock."""
        return offset_at_local(&self.c, local)


cdef int units_of(object text, uint32_t* out, int capacity):
    """The code points of a str, as many as fit; returns how many it has, at most one more than fit."""
    cdef Py_ssize_t length = PyUnicode_GET_LENGTH(text), at
    cdef int kind = PyUnicode_KIND(text)
    cdef const void* data = PyUnicode_DATA(text)
    if length > capacity:
        return capacity + 1
    for at in range(length):
        if kind == 1:
            out[at] = (<const uint8_t*> data)[at]
        elif kind == 2:
            out[at] = (<const uint16_t*> data)[at]
        else:
            out[at] = (<const uint32_t*> data)[at]
    return length


def resolve_one(
    int kind, str text not None, str script not None, str currency, str clock, str category not None, bint is_due,
    received, Zone zone not None,
):
    """(value, unit) of a surface. `kind`: a number of RESOLVERS; `received`: (local seconds, offset in minutes) or None."""
    cdef uint32_t[MAX_SURFACE] surface
    cdef uint32_t[MAX_SURFACE] beside
    cdef uint32_t[VALUE_CAPACITY] units
    cdef AroundC around
    cdef ValueC value
    cdef int length = units_of(text, surface, MAX_SURFACE)
    memset(&around, 0, sizeof(AroundC))
    around.script = SCRIPTS.index(script) if script in SCRIPTS else SCRIPT_NONE
    around.lean = LEAN_AHEAD if is_due else lean_of(category)
    around.is_due = is_due
    around.is_order = category.startswith("order.")
    around.zone = &zone.c
    if received is not None:
        around.has_received = True
        around.received, around.received_offset = received
    around.currency = around.clock = beside
    if kind == KIND_MONEY and currency:
        around.currency_length = units_of(currency, beside, MAX_SURFACE)
    elif kind == KIND_DATETIME and clock:
        around.clock_length = units_of(clock, beside, MAX_SURFACE)
    if length > MAX_SURFACE:
        return None, None
    value.units, value.capacity = units, VALUE_CAPACITY
    resolve_surface(kind, surface, length, &around, &value)
    return (
        PyUnicode_FromKindAndData(4, units, value.length) if value.length else None,
        value.unit.decode("ascii") if value.unit[0] else None,
    )


def script_of(str text not None):
    """The writing of a message: "ja" by kana, "ko" by hangul, "hant" by characters only Traditional has, "hans",
    "cyrl", "en". "" when it holds neither Han characters nor Cyrillic or Latin letters.
    """
    cdef int length = PyUnicode_GET_LENGTH(text), kind = PyUnicode_KIND(text)
    cdef const void* data = PyUnicode_DATA(text)
    if kind == 1:
        return SCRIPTS[script_of_text(<const uint8_t*> data, length)]
    if kind == 2:
        return SCRIPTS[script_of_text(<const uint16_t*> data, length)]
    return SCRIPTS[script_of_text(<const uint32_t*> data, length)]


def received_from(str text not None):
    """(seconds since 1970 UTC, offset in minutes) of a time in RFC 3339. Raises ValueError, which says what it got."""
    cdef uint32_t[MAX_SURFACE] units
    cdef int64_t utc = 0
    cdef int offset = 0, wrong
    cdef int length = units_of(text, units, MAX_SURFACE)
    wrong = READ_OTHER if length > MAX_SURFACE else read_rfc3339(units, length, &utc, &offset)
    if wrong == READ_OTHER:
        raise ValueError("expected RFC 3339, such as 2024-03-05T14:03:00+08:00, got other text")
    if wrong == READ_NO_OFFSET:
        raise ValueError("expected an offset (Z or +08:00), got a time without one")
    if wrong == READ_NO_SUCH:
        raise ValueError("expected a date and time that exist, got one that does not")
    return utc, offset


def year_at(int64_t local):
    """The year of a time, seconds since 1970, |local| < 2**40."""
    return civil(<int> floor_div(local, DAY)).year


def iso_datetime(int64_t local, int offset, *, bint with_seconds):
    """ISO 8601 of a wall-clock time (seconds since 1970) at an offset in minutes east of UTC."""
    cdef uint32_t[32] units
    cdef ValueC out
    out.units, out.capacity, out.length = units, 32, 0
    put_datetime(&out, local, offset, with_seconds)
    return PyUnicode_FromKindAndData(4, units, out.length)
