# What parsing gives: a result that works its fields, sender and card out when they are asked for.
#
# Spans are half-open, in code points of the original message, and slicing the message with one gives the field's text.

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


cdef class Field:
    """One field: ``text`` stands in the message at ``span``; ``value`` and ``unit`` are what it means, or None."""
    cdef readonly str name
    cdef readonly str text
    cdef readonly str value
    cdef readonly str unit
    cdef readonly Span span
    cdef readonly double confidence
    cdef readonly str by
    cdef readonly tuple more

    def __init__(self, str name, str text, str value, str unit, Span span, double confidence, str by, tuple more=()):
        self.name = name
        self.text = text
        self.value = value
        self.unit = unit
        self.span = span
        self.confidence = confidence
        self.by = by
        self.more = more

    def __eq__(self, other):
        return isinstance(other, Field) and self.to_dict() == other.to_dict()

    def __hash__(self):
        return hash((self.name, self.span.start, self.span.end))

    def to_dict(self, units=None):
        """The field's object of contract v1; `units` maps code points to another span unit."""
        start, end = self.span.start, self.span.end
        if units is not None:
            start, end = units[start], units[end]
        return {
            "text": self.text,
            "value": self.value,
            "unit": self.unit,
            "span": [start, end],
            "confidence": self.confidence,
            "by": self.by,
            "more": [further.to_dict(units) for further in self.more],
        }

    def __repr__(self):
        return f"Field({self.name!r}, span={self.span!r}, by={self.by!r})"


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


cdef class ParseResult:
    """One parsed message. Made by an engine; never changes."""
    cdef readonly str text
    cdef readonly str category
    cdef readonly double confidence
    cdef readonly str decided_by
    cdef readonly str sender_number
    cdef readonly object received
    cdef object engine
    cdef int flag_bits
    cdef object verdict
    cdef list raw
    cdef object built_fields
    cdef object built_sender
    cdef bint sender_known
    cdef object built_card

    def __init__(self, engine, str text, str category, double confidence, str decided_by, int flag_bits, verdict,
                 list raw, str sender_number, received):
        self.engine = engine
        self.text = text
        self.category = category
        self.confidence = confidence
        self.decided_by = decided_by
        self.flag_bits = flag_bits
        self.verdict = verdict
        self.raw = raw
        self.sender_number = sender_number
        self.received = received

    @property
    def l1(self):
        """First level of the category."""
        return self.category.partition(".")[0]

    @property
    def l2(self):
        """Second level of the category."""
        return self.category.partition(".")[2]

    @property
    def received_at(self):
        """The receive time as RFC 3339, or None."""
        return None if self.received is None else self.received.isoformat()

    @property
    def flags(self):
        """Names of the flags that hold, in the order of the contract."""
        return self.engine.flags_of(self.flag_bits)

    @property
    def sender(self):
        """The sender profile recognised, or None."""
        if not self.sender_known:
            self.built_sender = self.engine.sender_of(self)
            self.sender_known = True
        return self.built_sender

    @property
    def fields(self):
        """Fields by name."""
        if self.built_fields is None:
            self.built_fields = self.engine.fields_of(self)
        return dict(self.built_fields)

    @property
    def card(self):
        """The card for the default context."""
        if self.built_card is None:
            self.built_card = self.engine.card(self)
        return self.built_card

    def raw_fields(self):
        """For the engine: (field number, start, end, rule number or -1, is_more), spans in code points."""
        return self.raw

    def raw_verdict(self):
        """For the engine: (profile, level of trust, reason bits) of the sender, or None."""
        return self.verdict

    def to_dict(self, str span_unit="codepoint"):
        """The object of contract v1. `span_unit`: codepoint, utf16 or utf8. Raises ValueError for another."""
        units = span_units(self.text, span_unit)
        sender = self.sender
        return {
            "v": 1,
            "category": self.category,
            "confidence": round(self.confidence, 3),
            "decided_by": self.decided_by,
            "flags": list(self.flags),
            "sender": None if sender is None else sender.to_dict(),
            "fields": {name: field.to_dict(units) for name, field in self.fields.items()},
        }

    def __eq__(self, other):
        return isinstance(other, ParseResult) and self.text == other.text and self.to_dict() == other.to_dict()

    def __hash__(self):
        return hash((self.text, self.category))

    def __repr__(self):
        return f"<ParseResult {self.category} {self.confidence:.3f} by {self.decided_by}>"


def span_units(str text, str unit):
    """Where each code point (and the end) stands in `unit`; None for code points themselves."""
    if unit == "codepoint":
        return None
    if unit not in ("utf16", "utf8"):
        raise ValueError(f"span_unit: expected codepoint, utf16 or utf8, got {unit!r}")
    offsets, total = [0], 0
    for char in text:
        point = ord(char)
        if unit == "utf16":
            total += 2 if point > 0xFFFF else 1
        else:
            total += 1 if point < 0x80 else 2 if point < 0x800 else 3 if point < 0x10000 else 4
        offsets.append(total)
    return offsets
