# The call of parse: what is given is checked, the native pass runs without the GIL, a result holds what it found.
#
# Only what is as it should be is read here; anything else goes to message.py, which refuses it in words or makes it
# plain.

from smsparse.message import check_received_at, check_sender, check_text

cdef enum:
    MAX_RECEIVED = 64           # code points of a receive time; none has more

cdef int64_t FIRST_SECOND = -2208988800     # 1900-01-01 UTC, in seconds since 1970
cdef int64_t LAST_SECOND = 7258118399       # 2199-12-31


@cython.nonecheck(True)
cdef class Parser:
    """Parses messages with a pipeline, in a zone; see _native.pyi."""
    cdef readonly Pipeline _pipeline
    cdef readonly object _context   # of receive times and values: the zone
    cdef Zone zone

    def __init__(self, Pipeline pipeline not None, context not None):
        self._pipeline, self._context, self.zone = pipeline, context, context.zone

    def parse(self, text, sender=None, received_at=None):
        """Parses one message.

        `sender`: the number or name it came from. `received_at`: RFC 3339 with an offset, or epoch milliseconds.
        Raises InvalidMessageError for wrong types and for a receive time without an offset; any text gives a result.
        """
        return self.parsed(text, sender, received_at, NULL)

    def parse_as(self, category, text, sender=None, *, double confidence=1.0, bint abstained=False):
        """Parses one message with `category` in place of the model's answer; a rule that matches still decides.

        For evaluating rules and fields apart from the model, or another model with them. `confidence` is told to three
        decimals. Raises ValueError for a category the pack does not have.
        """
        cdef AnswerC given
        if category not in self._pipeline.pairs:
            raise ValueError(f"category: expected a pair of the pack's taxonomy, got {category!r}")
        given.category, given.confidence = self._pipeline.pairs.index(category), round(confidence, 3)
        given.decided = BY_NOBODY if abstained else BY_MODEL
        return self.parsed(text, sender, None, &given)

    cdef ParseResult parsed(self, text, sender, received_at, const AnswerC* given):
        """The result of one message; `given`, unless NULL, stands in for the model's answer."""
        cdef Pipeline pipeline = self._pipeline
        cdef ParseResult result = ParseResult.__new__(ParseResult)
        cdef ParsedC parsed
        cdef Scratch scratch
        result.engine, result.pipeline, result.zone = self, pipeline, self.zone
        result.text = text if type(text) is str else check_text(text)
        if sender is not None:
            result.sender_number = sender if type(sender) is str and sender else check_sender(sender)
        if received_at is not None:
            self.take_time(received_at, result)
        scratch = pipeline.take()
        scratch.point_at(result.text, result.sender_number)
        with nogil:
            parse_message(&pipeline.pack, &scratch.work, given, &parsed)
        pipeline.give_back(scratch)
        result.hold(&parsed)
        return result

    cdef void take_time(self, received_at, ParseResult result):
        cdef int64_t utc
        cdef int offset
        if not self.read_time(received_at, &utc, &offset):
            checked = check_received_at(received_at, self._context)
            utc, offset = checked.utc, checked.offset
        result.is_timed = True
        result.received, result.received_offset = utc + 60 * offset, offset

    cdef bint read_time(self, received_at, int64_t* utc, int* offset):
        """The instant of a receive time and the offset of its clock in minutes; False for what is not plainly one."""
        cdef uint32_t[MAX_RECEIVED] points
        cdef int length, overflow = 0
        if type(received_at) is str:
            length = units_of(received_at, points, MAX_RECEIVED)
            if length > MAX_RECEIVED or read_rfc3339(points, length, utc, offset) != 0:
                return False
        elif type(received_at) is int:
            utc[0] = floor_div(PyLong_AsLongLongAndOverflow(received_at, &overflow), 1000)
            offset[0] = offset_at_utc(&self.zone.c, utc[0])
        else:
            return False
        return overflow == 0 and FIRST_SECOND <= utc[0] <= LAST_SECOND
