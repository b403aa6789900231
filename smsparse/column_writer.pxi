# Messages in Arrow's memory to results in Arrow's memory, without the GIL and without a Python object a message.
#
# One writer is for one thread. Its buffers follow the Arrow columnar format
# (https://arrow.apache.org/docs/format/Columnar.html): bitmaps with the first row in the lowest bit, offsets of 32 bits.

cdef enum:
    FIRST_RULE = 2          # in decided_by and by: the words before those of the rules
    LETTERS = 26
    FIRST_BYTES = 64
    MOST_BYTES = 0x7FFFFFFF  # what offsets of 32 bits reach


cdef class Memory:
    """Bytes that grow; readable as a buffer when they are written."""
    cdef char* data
    cdef Py_ssize_t length
    cdef Py_ssize_t capacity
    cdef bint failed        # memory gave out, or what offsets reach

    def __cinit__(self):
        self.data, self.capacity = <char*> malloc(FIRST_BYTES), FIRST_BYTES    # a reader wants no NULL
        if self.data == NULL:
            raise MemoryError("a column")

    def __dealloc__(self):
        free(self.data)

    def __getbuffer__(self, Py_buffer* view, int flags):
        PyBuffer_FillInfo(view, self, self.data, self.length, 1, flags)

    cdef char* more(self, Py_ssize_t size) noexcept nogil:
        """Room for `size` more bytes, which count as written; NULL where there is none."""
        cdef Py_ssize_t wanted = self.length + size
        cdef char* moved
        if wanted > self.capacity:
            moved = <char*> realloc(self.data, 2 * wanted + 64)
            if moved == NULL or wanted > MOST_BYTES:
                self.failed = True
                return NULL
            self.data, self.capacity = moved, 2 * wanted + 64
        self.length = wanted
        return self.data + wanted - size

    cdef void put_int(self, int32_t value) noexcept nogil:
        cdef char* at = self.more(sizeof(int32_t))
        if at != NULL:
            (<int32_t*> at)[0] = value

    cdef void put_float(self, float value) noexcept nogil:
        cdef char* at = self.more(sizeof(float))
        if at != NULL:
            (<float*> at)[0] = value

    cdef void put_bit(self, Py_ssize_t row, bint value) noexcept nogil:
        """Bit `row`, which follows the last one put."""
        cdef char* at = self.data + (row >> 3)
        if row & 7 == 0:
            at = self.more(1)
            if at == NULL:
                return
            at[0] = 0
        at[0] |= value << (row & 7)

    cdef void put_text(self, const uint32_t* points, int length) noexcept nogil:
        """Code points as UTF-8."""
        cdef Py_ssize_t before = self.length
        cdef uint8_t* at = <uint8_t*> self.more(4 * length)
        cdef int index, size = 0
        if at == NULL:
            return
        for index in range(length):
            size += encode_utf8(points[index], at + size)
        self.length = before + size


cdef class ColumnWriter:
    """Writes rows for the messages it is given; see _native.pyi."""
    cdef Pipeline pipeline
    cdef Zone zone
    cdef Section titles
    cdef const int32_t* title_of                        # by profile: the place of its name in the column's words
    cdef int32_t[LETTERS * LETTERS * LETTERS] currency  # place of an ISO 4217 code among the words of `unit`
    cdef int32_t byte_unit, second_unit
    cdef uint32_t* points
    cdef AtHandC* hand
    cdef Py_ssize_t rows, entries
    cdef Memory valid, category, confidence, decided, flag_ends, flags
    cdef Memory told, sender, title, trust, reason_ends, reasons
    cdef Memory field_ends, name, text_ends, text, value_valid, value_ends, value, unit_valid, unit, start, end
    cdef Memory sure, by, more
    cdef Cards cards                                    # None: none are asked for
    cdef object now                                     # for their menus
    cdef CardWriter card_writer                         # while rows are written
    cdef bint has_cards
    cdef Memory card_ends, card

    def __cinit__(self):
        self.points = <uint32_t*> malloc((MAX_POINTS + 1) * sizeof(uint32_t))
        self.hand = <AtHandC*> malloc(sizeof(AtHandC))
        if self.points == NULL or self.hand == NULL:
            raise MemoryError("buffers of one message")

    def __init__(self, Pipeline pipeline not None, Zone zone not None, title_of, units,
                 Cards cards=None, now=None):
        self.cards, self.has_cards, self.now = cards, cards is not None, now
        self.pipeline, self.zone, self.titles = pipeline, zone, Section(title_of)
        self.title_of = <const int32_t*> self.titles.data
        memset(self.currency, 0xFF, sizeof(self.currency))
        for place, unit in enumerate(units):
            if len(unit) == 3:
                self.currency[code_place(unit.encode("ascii"))] = place
        self.byte_unit, self.second_unit = units.index("B"), units.index("s")
        self.make_memories()
        for ends in (self.flag_ends, self.reason_ends, self.field_ends, self.text_ends, self.value_ends,
                     self.card_ends):
            (<Memory> ends).put_int(0)

    def __dealloc__(self):
        free(self.points)
        free(self.hand)

    cdef void make_memories(self):
        self.valid, self.category, self.confidence, self.decided = Memory(), Memory(), Memory(), Memory()
        self.flag_ends, self.flags, self.told, self.sender, self.title = Memory(), Memory(), Memory(), Memory(), Memory()
        self.trust, self.reason_ends, self.reasons, self.field_ends = Memory(), Memory(), Memory(), Memory()
        self.name, self.text_ends, self.text, self.value_valid = Memory(), Memory(), Memory(), Memory()
        self.value_ends, self.value, self.unit_valid, self.unit = Memory(), Memory(), Memory(), Memory()
        self.start, self.end, self.sure, self.by, self.more = Memory(), Memory(), Memory(), Memory(), Memory()
        self.card_ends, self.card = Memory(), Memory()

    def write(self, tuple texts not None, senders, times, int64_t start, int64_t stop):
        """Parses the rows [start, stop).

        `texts` and `senders` (or None): see `column_of`. `times`: None, or (bytes that say which rows have one, local
        seconds, offsets in minutes), a value a row.
        """
        cdef ColumnC text = column_of(texts), sender
        cdef const ColumnC* from_whom = NULL
        cdef Section timed, locals_, offsets
        cdef const uint8_t* is_timed = NULL
        cdef Scratch scratch = self.pipeline.take()
        cdef int64_t row
        if senders is not None:
            sender = column_of(senders)
            from_whom = &sender
        if times is not None:
            timed, locals_, offsets = map(Section, times)
            is_timed = <const uint8_t*> timed.data
        self.hand.zone = &self.zone.c
        if self.has_cards:
            self.card_writer = self.cards.take()
            self.card_writer.now = self.now
        try:
            with nogil:
                for row in range(start, stop):
                    self.hand.has_received = is_timed != NULL and is_timed[row]
                    if self.hand.has_received:
                        self.hand.received = (<const int64_t*> locals_.data)[row]
                        self.hand.received_offset = (<const int32_t*> offsets.data)[row]
                    self.write_row(scratch, &text, from_whom, row)
        finally:
            self.pipeline.give_back(scratch)
        if self.has_cards:
            self.card_writer.check()
            self.cards.give_back(self.card_writer)
        if any([(<Memory> memory).failed for memory in self.memories().values()]):
            raise MemoryError("a column of this batch: expected less than 2 GiB, got more; pass smaller batches")

    cdef void write_row(
        self, Scratch scratch, const ColumnC* text, const ColumnC* sender, int64_t row
    ) noexcept nogil:
        cdef ParsedC parsed
        cdef const uint8_t* body
        cdef int64_t size
        cdef bint repaired
        self.valid.put_bit(self.rows, is_there(text, row))
        if not is_there(text, row):
            self.write_nothing()
            return
        body = text_at(text, row, &size)
        scratch.work.given.kind, scratch.work.given.data = 4, self.points
        scratch.work.given.length = decode_utf8(body, size, self.points, MAX_POINTS + 1, &repaired)
        self.read_sender(scratch, sender, row)
        parse_message(&self.pipeline.pack, &scratch.work, NULL, &parsed)
        if repaired:
            parsed.flags |= F_REPAIRED
        self.write_result(&parsed)
        self.write_sender(&parsed)
        self.write_fields(scratch, &parsed)
        if self.has_cards:
            self.write_card(scratch, &parsed)
        self.rows += 1

    cdef void read_sender(self, Scratch scratch, const ColumnC* sender, int64_t row) noexcept nogil:
        cdef uint32_t[MAX_NUMBER] points
        cdef const uint8_t* name
        cdef int64_t size
        cdef bint repaired
        cdef int count = 0
        if sender != NULL and is_there(sender, row):
            name = text_at(sender, row, &size)
            count = decode_utf8(name, size, points, MAX_NUMBER, &repaired)
        read_number(<const uint32_t*> points, count, &scratch.work.number)

    cdef void write_nothing(self) noexcept nogil:
        """A row of nulls; what stands under them is read by nobody."""
        self.category.put_int(0)
        self.confidence.put_float(0)
        self.decided.put_int(0)
        self.flag_ends.put_int(<int32_t> (self.flags.length // sizeof(int32_t)))
        self.write_no_sender()
        self.field_ends.put_int(<int32_t> self.entries)
        if self.has_cards:
            self.card_ends.put_int(<int32_t> self.card.length)
        self.rows += 1

    cdef void write_result(self, const ParsedC* parsed) noexcept nogil:
        self.category.put_int(parsed.answer.category)
        self.confidence.put_float(<float> parsed.answer.confidence)
        self.decided.put_int(parsed.answer.decided + FIRST_RULE)    # abstain, model, then the rules
        put_bits(self.flags, parsed.flags)
        self.flag_ends.put_int(<int32_t> (self.flags.length // sizeof(int32_t)))

    cdef void write_no_sender(self) noexcept nogil:
        self.told.put_bit(self.rows, False)
        self.sender.put_int(0)
        self.title.put_int(0)
        self.trust.put_int(0)
        self.reason_ends.put_int(<int32_t> (self.reasons.length // sizeof(int32_t)))

    cdef void write_sender(self, const ParsedC* parsed) noexcept nogil:
        if parsed.verdict.profile < 0:
            self.write_no_sender()
            return
        self.told.put_bit(self.rows, True)
        self.sender.put_int(parsed.verdict.profile)
        self.title.put_int(self.title_of[parsed.verdict.profile])
        self.trust.put_int(parsed.verdict.trust)
        put_bits(self.reasons, parsed.verdict.reasons)
        self.reason_ends.put_int(<int32_t> (self.reasons.length // sizeof(int32_t)))

    cdef void write_fields(self, Scratch scratch, const ParsedC* parsed) noexcept nogil:
        cdef ShownC shown
        cdef int index
        self.hand.script = NOT_KNOWN
        show(&self.pipeline.pack, &parsed.fields, &shown)
        for index in range(shown.count):
            self.write_field(scratch, parsed, shown.rows[index])
        self.field_ends.put_int(<int32_t> self.entries)

    cdef void write_field(self, Scratch scratch, const ParsedC* parsed, int row) noexcept nogil:
        cdef const PackC* pack = &self.pipeline.pack
        cdef const FieldC* field = &parsed.fields.rows[row]
        cdef bint known = work_out(pack, &scratch.work.given, parsed, row, self.hand)
        self.name.put_int(field.name)
        self.text.put_text(self.points + field.start, field.end - field.start)
        self.text_ends.put_int(<int32_t> self.text.length)
        self.value_valid.put_bit(self.entries, known)
        if known:
            self.value.put_text(self.hand.units, self.hand.value.length)
        self.value_ends.put_int(<int32_t> self.value.length)
        self.write_unit()
        self.start.put_int(field.start)
        self.end.put_int(field.end)
        self.sure.put_float(<float> sureness(pack, field.rule))
        self.by.put_int(self.by_of(field.rule))
        self.more.put_bit(self.entries, field.more)
        self.entries += 1

    cdef void write_unit(self) noexcept nogil:
        cdef const char* unit = self.hand.value.unit
        self.unit_valid.put_bit(self.entries, unit[0] != 0)
        if unit[0] == 0:
            self.unit.put_int(0)
        elif unit[1] == 0:
            self.unit.put_int(self.byte_unit if unit[0] == c"B" else self.second_unit)
        else:
            self.unit.put_int(self.currency[code_place(unit)])

    cdef void write_card(self, Scratch scratch, const ParsedC* parsed) noexcept nogil:
        """The JSON of the card; what goes wrong is told by the writer of cards at the end."""
        cdef char* at
        if self.card_writer.write(&scratch.work.given, parsed, self.hand):
            at = self.card.more(self.card_writer.json.length)
            if at != NULL:
                memcpy(at, self.card_writer.json.data, self.card_writer.json.length)
        self.card_ends.put_int(<int32_t> self.card.length)

    cdef int by_of(self, int rule) noexcept nogil:
        """The place of what found a field: slot, finder, then the field rules."""
        if rule < 0:
            return 1
        return 0 if self.pipeline.pack.tables.rules[rule * RULE_WORDS + R_KIND] == KIND_CATEGORY else rule + FIRST_RULE

    cdef dict memories(self):
        """What is written, by column; ``.ends`` are offsets of lists and texts, ``.valid`` bitmaps."""
        return {
            "valid": self.valid, "category": self.category, "confidence": self.confidence, "decided_by": self.decided,
            "flags.ends": self.flag_ends, "flags": self.flags, "told": self.told, "sender_id": self.sender,
            "sender_name": self.title, "trust": self.trust, "reasons.ends": self.reason_ends, "reasons": self.reasons,
            "fields.ends": self.field_ends, "name": self.name, "text.ends": self.text_ends, "text": self.text,
            "value.valid": self.value_valid, "value.ends": self.value_ends, "value": self.value,
            "unit.valid": self.unit_valid, "unit": self.unit, "start": self.start, "end": self.end,
            "field.confidence": self.sure, "by": self.by, "more": self.more,
            "card.ends": self.card_ends, "card": self.card,
        }

    def buffers(self):
        """(rows, fields, the buffers by name) of what was written."""
        return self.rows, self.entries, self.memories()


cdef inline int code_place(const char* unit) noexcept nogil:
    """The place of three capitals in a table of all of them."""
    return (((unit[0] - c"A") * LETTERS) + unit[1] - c"A") * LETTERS + unit[2] - c"A"


cdef void put_bits(Memory memory, uint32_t bits) noexcept nogil:
    """The places of the bits that are set, lowest first."""
    cdef int place = 0
    while bits >> place:
        if (bits >> place) & 1:
            memory.put_int(place)
        place += 1
