# From spans to values: the order of fields, and the resolver of each with what stands around it.

cdef enum:
    NOT_KNOWN = -1

# How sure a field is, by what found it; calibrated figures replace these with the accuracy work.
cdef double BY_SLOT
cdef double BY_FIELD_RULE
cdef double BY_FINDER

# Rows of FieldsC: each field by its place, further values of it right behind it.
cdef struct ShownC:
    int count
    int rows[MAX_FIELDS]

# What values of one message follow from besides their surfaces.
cdef struct AtHandC:
    const ZoneC* zone
    bint has_received
    int received_offset     # minutes east of UTC
    int64_t received        # seconds since 1970 on that wall clock
    int script              # of the message; NOT_KNOWN before the first value that needs it
    ValueC value            # the value last worked out
    uint32_t units[VALUE_CAPACITY]
    uint32_t surface[MAX_SURFACE]
    uint32_t beside[MAX_SURFACE]

BY_SLOT, BY_FIELD_RULE, BY_FINDER = 0.99, 0.95, 0.9


cdef double sureness(const PackC* pack, int rule) noexcept nogil:
    """How sure a field is that the rule of this number, -1 for none, found."""
    if rule < 0:
        return BY_FINDER
    return BY_SLOT if pack.tables.rules[rule * RULE_WORDS + R_KIND] == KIND_CATEGORY else BY_FIELD_RULE


# ---- the order of fields

cdef int last_of(const FieldsC* fields, int name) noexcept nogil:
    """The row of a field's value: the last but those in `more`; -1 for none."""
    cdef int row = fields.length - 1
    while row >= 0 and (fields.rows[row].name != name or fields.rows[row].more):
        row -= 1
    return row


cdef void show(const PackC* pack, const FieldsC* fields, ShownC* out) noexcept nogil:
    """Fields by the place of their value, each with its further values behind it."""
    cdef int mains[MAX_FIELDS]
    cdef int count = 0, row, at, index
    for row in range(fields.length):
        if fields.rows[row].name >= pack.fields.count or last_of(fields, fields.rows[row].name) != row:
            continue
        if fields.rows[row].more:
            continue
        at = count
        while at > 0 and fields.rows[mains[at - 1]].start > fields.rows[row].start:
            mains[at] = mains[at - 1]
            at -= 1
        mains[at] = row
        count += 1
    out.count = 0
    for index in range(count):
        out.rows[out.count] = mains[index]
        out.count += 1
        for row in range(fields.length):
            if fields.rows[row].more and fields.rows[row].name == fields.rows[mains[index]].name:
                out.rows[out.count] = row
                out.count += 1


# ---- values

cdef int copy_span(const GivenC* given, int start, int end, uint32_t* out) noexcept nogil:
    """The code points [start, end) of a message; returns how many, 0 where they are too many."""
    cdef int at
    if end - start > MAX_SURFACE:
        return 0
    if given.kind == 4:
        memcpy(out, <const uint32_t*> given.data + start, (end - start) * sizeof(uint32_t))
    else:
        for at in range(start, end):
            out[at - start] = point_at(given, at)
    return end - start


cdef bint is_ascii(const GivenC* given, const FieldC* row) noexcept nogil:
    cdef int at
    for at in range(row.start, row.end):
        if point_at(given, at) > 127:
            return False
    return True


cdef bint needs_script(const PackC* pack, const GivenC* given, const FieldsC* fields) noexcept nogil:
    """Whether the writing of the message decides a value: the currency of a sum, the order of a date in figures."""
    cdef int index
    cdef const FieldC* row
    for index in range(fields.length):
        row = &fields.rows[index]
        if row.more or row.name >= pack.fields.count:
            continue
        if (pack.fields.money >> row.name) & 1:
            return True
        if (row.name == pack.fields.time or row.name == pack.fields.due_date) and is_ascii(given, row):
            return True
    return False


cdef int script_of_given(const GivenC* given) noexcept nogil:
    cdef int points = <int> given.length if given.length < MAX_POINTS else MAX_POINTS
    if given.kind == 1:
        return script_of_text(<const uint8_t*> given.data, points)
    if given.kind == 2:
        return script_of_text(<const uint16_t*> given.data, points)
    return script_of_text(<const uint32_t*> given.data, points)


cdef int copy_beside(
    const PackC* pack, const GivenC* given, const FieldsC* fields, int name, AtHandC* hand
) noexcept nogil:
    """The value kept under `name` beside the fields, or the field of that name; returns its length, 0 for none."""
    cdef int row = last_of(fields, name)
    if row < 0:
        return 0
    return copy_span(given, fields.rows[row].start, fields.rows[row].end, hand.beside)


cdef bint work_out(
    const PackC* pack, const GivenC* given, const ParsedC* parsed, int row, AtHandC* hand
) noexcept nogil:
    """Resolves the value of a row into `hand.value`; False where it has none. Spans are of the code points given."""
    cdef const FieldC* field = &parsed.fields.rows[row]
    cdef int kind = pack.kinds[field.name], length
    cdef AroundC around
    if hand.script == NOT_KNOWN:
        hand.script = script_of_given(given) if needs_script(pack, given, &parsed.fields) else SCRIPT_HANS
    if field.name == pack.fields.number:
        kind = KIND_TRAIN if parsed.answer.category == pack.train else pack.kinds[field.name]
    around.script = hand.script
    around.is_due = field.name == pack.fields.due_date
    around.lean = LEAN_AHEAD if around.is_due else pack.leans[parsed.answer.category]
    around.is_order = in_scope(pack.order_scope, parsed.answer.category)
    around.currency = around.clock = hand.beside
    around.currency_length = around.clock_length = 0
    if kind == KIND_MONEY:
        around.currency_length = copy_beside(pack, given, &parsed.fields, currency_of(pack, field.name), hand)
        if around.currency_length == 0:
            around.currency_length = copy_beside(pack, given, &parsed.fields, pack.fields.currency, hand)
    elif kind == KIND_DATETIME and field.name == pack.fields.time:
        around.clock_length = copy_beside(pack, given, &parsed.fields, pack.fields.count, hand)
    around.has_received = hand.has_received
    around.received, around.received_offset, around.zone = hand.received, hand.received_offset, hand.zone
    hand.value.units, hand.value.capacity = hand.units, VALUE_CAPACITY
    hand.value.length, hand.value.unit[0] = 0, 0
    length = copy_span(given, field.start, field.end, hand.surface)
    return length > 0 and resolve_surface(kind, hand.surface, length, &around, &hand.value)
