# What parsing gives: a result that works its fields, sender and card out when they are asked for.
#
# Spans are half-open, in code points of the original message, and slicing the message with one gives the field's text.
# A result keeps what the native pass found as it was found. Words that repeat (categories, names of fields, ids of
# rules) are the pipeline's own and shared by all results.
#
# Spans, fields and senders hold texts and further fields, so they cannot be part of a cycle: the collector of garbage
# need not know of them.

@cython.no_gc
cdef class Span:
    """Half-open range [start, end) of code points."""
    cdef readonly int start
    cdef readonly int end

    def __init__(self, int start, int end):
        self.start = start
        self.end = end

    def __iter__(self):
        return iter((self.start, self.end))

    def __eq__(self, other):
        return isinstance(other, Span) and (self.start, self.end) == (other.start, other.end)

    def __hash__(self):
        return hash((self.start, self.end))

    def __repr__(self):
        return f"Span({self.start}, {self.end})"


@cython.no_gc
cdef class Field:
    """One field: ``text`` stands in the message at ``span``; ``value`` and ``unit`` are what it means, or None."""
    cdef readonly str name
    cdef readonly str text
    cdef readonly str value
    cdef readonly str unit
    cdef readonly double confidence
    cdef readonly str by
    cdef readonly tuple more
    cdef int start          # of its span
    cdef int end

    def __init__(
        self, str name, str text, str value, str unit, Span span not None, double confidence, str by, tuple more=()
    ):
        self.name = name
        self.text = text
        self.value = value
        self.unit = unit
        self.start, self.end = span.start, span.end
        self.confidence = confidence
        self.by = by
        self.more = more

    @property
    def span(self):
        """Where ``text`` stands."""
        cdef Span span = Span.__new__(Span)
        span.start, span.end = self.start, self.end
        return span

    def __eq__(self, other):
        return isinstance(other, Field) and self.to_dict() == other.to_dict()

    def __hash__(self):
        return hash((self.name, self.start, self.end))

    def to_dict(self, list units=None):
        """The field's object of contract v1; `units` maps code points to another span unit."""
        return self.told(units)

    @cython.boundscheck(True)
    cdef dict told(self, list units):
        cdef Field further
        return {
            "text": self.text,
            "value": self.value,
            "unit": self.unit,
            "span": [self.start, self.end] if units is None else [units[self.start], units[self.end]],
            "confidence": self.confidence,
            "by": self.by,
            "more": [further.told(units) for further in self.more],
        }

    def __repr__(self):
        return f"Field({self.name!r}, span={self.span!r}, by={self.by!r})"


@cython.no_gc
cdef class SenderMatch:
    """The sender profile recognised, how far it is to be trusted (certified, consistent, unknown, suspect) and why."""
    cdef readonly str id
    cdef readonly str name
    cdef readonly str trust
    cdef readonly tuple reasons

    def __init__(self, str id, str name, str trust, tuple reasons):
        self.id = id
        self.name = name
        self.trust = trust
        self.reasons = reasons

    def __eq__(self, other):
        return isinstance(other, SenderMatch) and self.to_dict() == other.to_dict()

    def __hash__(self):
        return hash((self.id, self.trust))

    def to_dict(self):
        """The sender's object of contract v1."""
        return {"id": self.id, "name": self.name, "trust": self.trust, "reasons": list(self.reasons)}

    def __repr__(self):
        return f"SenderMatch({self.id!r}, trust={self.trust!r})"


@cython.nonecheck(True)
cdef class ParseResult:
    """One parsed message. Made by an engine; never changes."""
    cdef readonly str text
    cdef readonly str sender_number
    cdef object engine      # who makes its card
    cdef Pipeline pipeline  # where its words stand
    cdef Zone zone
    cdef bint is_timed      # whether the receive time is known
    cdef int received_offset    # minutes east of UTC
    cdef int64_t received   # seconds since 1970 on that wall clock
    cdef bytes found        # a ParsedC, cut behind the last of its fields
    cdef dict built_fields
    cdef SenderMatch built_sender
    cdef bint sender_known
    cdef object built_card

    def __init__(self, *args, **kwargs):
        raise TypeError("ParseResult: expected a call of Engine.parse, which makes results, got a call of the type")

    # ---- for the parser that makes it

    cdef void hold(self, const ParsedC* parsed):
        """Keeps what the pass found, no longer than its fields are."""
        cdef Py_ssize_t length = <const char*> &parsed.fields.rows[parsed.fields.length] - <const char*> parsed
        self.found = PyBytes_FromStringAndSize(<const char*> parsed, length)

    cdef const ParsedC* parsed(self) except NULL:
        if self.found is None:
            raise TypeError("ParseResult: expected one that Engine.parse made, got an empty one")
        return <const ParsedC*> PyBytes_AS_STRING(self.found)

    # ---- the answer

    @property
    def category(self):
        """The pair of the taxonomy."""
        return self.pipeline.pairs[self.parsed().answer.category]

    @property
    def l1(self):
        """First level of the category."""
        return self.category.partition(".")[0]

    @property
    def l2(self):
        """Second level of the category."""
        return self.category.partition(".")[2]

    @property
    def confidence(self):
        """The probability that the category is right, to three decimals."""
        return self.parsed().answer.confidence

    @property
    def decided_by(self):
        """``rule:<id>``, ``model`` or ``abstain``."""
        cdef int decided = self.parsed().answer.decided
        if decided >= 0:
            return self.pipeline.name_of(decided)
        return "model" if decided == BY_MODEL else "abstain"

    @property
    def received_at(self):
        """The receive time as RFC 3339, or None."""
        return iso_datetime(self.received, self.received_offset, with_seconds=True) if self.is_timed else None

    @property
    def flags(self):
        """Names of the flags that hold, in the order of the contract."""
        return self.pipeline.flags_of(self.parsed().flags)

    @property
    def sender(self):
        """The sender profile recognised, or None."""
        if not self.sender_known:
            self.built_sender = self.make_sender()
            self.sender_known = True
        return self.built_sender

    cdef SenderMatch make_sender(self):
        cdef const VerdictC* verdict = &self.parsed().verdict
        cdef SenderMatch sender
        if verdict.profile < 0:
            return None
        sender = SenderMatch.__new__(SenderMatch)
        sender.id = self.pipeline.senders.ids[verdict.profile]
        sender.name = self.pipeline.senders.titles[verdict.profile]
        sender.trust, sender.reasons = TRUSTS[verdict.trust], reasons_of(verdict.reasons)
        return sender

    @property
    def fields(self):
        """Fields by name."""
        if self.built_fields is None:
            self.built_fields = self.make_fields()
        return self.built_fields.copy()

    cdef dict make_fields(self):
        """Every field, by its place, each with its further values."""
        cdef const ParsedC* parsed = self.parsed()
        cdef Field field, first = None
        cdef list further = []
        cdef dict fields = {}
        cdef GivenC given
        cdef ShownC shown
        cdef AtHandC hand
        cdef int index
        given.kind, given.data = PyUnicode_KIND(self.text), PyUnicode_DATA(self.text)
        given.length = PyUnicode_GET_LENGTH(self.text)
        hand.zone, hand.script = &self.zone.c, NOT_KNOWN
        hand.has_received, hand.received, hand.received_offset = self.is_timed, self.received, self.received_offset
        show(&self.pipeline.pack, &parsed.fields, &shown)
        for index in range(shown.count):
            work_out(&self.pipeline.pack, &given, parsed, shown.rows[index], &hand)
            field = self.make_field(&parsed.fields.rows[shown.rows[index]], &hand)
            if parsed.fields.rows[shown.rows[index]].more:
                further.append(field)
                continue
            if further:
                first.more, further = tuple(further), []
            fields[field.name] = first = field
        if further:
            first.more = tuple(further)
        return fields

    cdef Field make_field(self, const FieldC* row, AtHandC* hand):
        """One value, worked out into `hand`."""
        cdef const char* unit = hand.value.unit
        cdef Field field = Field.__new__(Field)
        field.name, field.start, field.end, field.more = self.pipeline.field_names[row.name], row.start, row.end, ()
        field.text = PyUnicode_Substring(self.text, row.start, row.end)
        if says_itself(row, hand):
            field.value = field.text
        elif hand.value.length:
            field.value = PyUnicode_FromKindAndData(4, hand.value.units, hand.value.length)
        if unit[0]:
            field.unit = PyUnicode_DecodeASCII(unit, strlen(unit), NULL)
        field.confidence = sureness(&self.pipeline.pack, row.rule)
        field.by = self.pipeline.finder_of(row.rule)
        return field

    @property
    def card(self):
        """The card for the default context."""
        if self.built_card is None:
            self.built_card = self.engine.card(self)
        return self.built_card

    def to_dict(self, str span_unit="codepoint"):
        """The object of contract v1. `span_unit`: codepoint, utf16 or utf8. Raises ValueError for another."""
        cdef list units = span_units(self.text, span_unit)
        cdef SenderMatch sender = self.sender
        cdef str name
        cdef Field field
        if self.built_fields is None:
            self.built_fields = self.make_fields()
        return {
            "v": 1,
            "category": self.category,
            "confidence": self.confidence,
            "decided_by": self.decided_by,
            "flags": list(self.flags),
            "sender": None if sender is None else sender.to_dict(),
            "fields": {name: field.told(units) for name, field in self.built_fields.items()},
        }

    def __eq__(self, other):
        return isinstance(other, ParseResult) and self.text == other.text and self.to_dict() == other.to_dict()

    def __hash__(self):
        return hash((self.text, self.category))

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __reduce__(self):
        raise TypeError("ParseResult: expected its to_dict(), got the result itself, which lives with its engine")

    def __repr__(self):
        return f"<ParseResult {self.category} {self.confidence:.3f} by {self.decided_by}>"


cdef bint says_itself(const FieldC* row, const AtHandC* hand) noexcept:
    """Whether a value is letter for letter its surface, as most are."""
    cdef size_t length = row.end - row.start
    return <size_t> hand.value.length == length and memcmp(hand.units, hand.surface, length * sizeof(uint32_t)) == 0


cpdef list span_units(str text, str unit):
    """Where each code point (and the end) stands in `unit`; None for code points themselves."""
    if unit == "codepoint":
        return None
    if unit not in ("utf16", "utf8"):
        raise ValueError(f"span_unit: expected codepoint, utf16 or utf8, got {unit!r}")
    cdef list offsets = [0]
    cdef Py_UCS4 point
    cdef Py_ssize_t total = 0
    for point in text:
        if unit == "utf16":
            total += 2 if point > 0xFFFF else 1
        else:
            total += 1 if point < 0x80 else 2 if point < 0x800 else 3 if point < 0x10000 else 4
        offsets.append(total)
    return offsets
