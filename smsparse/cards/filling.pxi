# Skeletons of cards filled with a parsed message, without the interpreter.
#
# A skeleton is the wording of one kind of card for one kind of reader, as words that skeletons.py writes and describes.
# Filling it gives spans of text (`fill_card`), from which JSON is spliced (`put_card`) or objects are made (card_writer).
# It gives exactly what resolver.py gives, which is the definition and says why.

cdef enum:
    ROWS_MAX = 8
    ACTIONS_MAX = 4
    CHAIN_MAX = 4           # of the chain of an action: itself and its fallbacks
    PARAMS_MAX = 4          # of an action
    STOPS_MAX = 6

# What a skeleton is made of; skeletons.py writes it and says what its words mean.
cdef struct SkeletonC:
    const int32_t* code
    const uint32_t* literals
    const char* json

# A text that a placeholder may name besides the fields; length -1: there is none.
cdef struct NamedC:
    const uint32_t* text
    int length

# A text of a filled card. `object` >= 0: it is that object of the skeleton, and [start, start + length) its JSON;
# else these are code points of what was filled in.
cdef struct FilledC:
    int start
    int length
    int object

cdef struct RowC:
    const int32_t* code
    FilledC value

cdef struct StopC:
    const int32_t* code
    FilledC text
    FilledC time

cdef struct ProgressC:
    const int32_t* code     # NULL: there is none
    FilledC used
    FilledC total
    FilledC left
    int share               # -1: not known

cdef struct ParamC:
    const int32_t* code
    FilledC value

# An action, or a fallback of it.
cdef struct StepC:
    const int32_t* code
    FilledC target
    int param_count
    ParamC params[PARAMS_MAX]

cdef struct ActionC:
    FilledC label
    int link_count
    StepC links[CHAIN_MAX]

# A value of the message, as places in `values`.
cdef struct HeldC:
    bint has_text
    bint has_value
    int text
    int text_length
    int value
    int value_length
    char[4] unit

# A card in the making: what it is made from, and its parts.
cdef struct CardC:
    const PackC* pack
    const GivenC* given
    const ParsedC* parsed
    AtHandC* hand
    AtHandC* own            # a hand for who has none
    SkeletonC skeleton
    NamedC sender            # none: the signature stands for it
    NamedC hotline
    ReaderC reader
    ShownC shown
    uint64_t found          # one bit a field that the message has
    int[64] place_of        # by field: its place in `shown`
    HeldC[MAX_FIELDS] held  # by place in `shown`
    PointsC values
    PointsC points          # of the texts
    FilledC title
    FilledC subtitle
    int row_count
    RowC[ROWS_MAX] rows
    ProgressC progress
    int stop_count
    StopC[STOPS_MAX] stops
    int action_count
    ActionC[ACTIONS_MAX] actions

# Bytes that grow.
cdef struct BytesC:
    char* data
    Py_ssize_t length
    Py_ssize_t capacity
    bint failed

cdef enum:
    # What a piece of a text is, where it is no field.
    LITERAL = -1
    SENDER = -2
    HOTLINE = -3
    # What is checked of a target; NO_CHECK: it is fixed, and was checked when the skeleton was written.
    NO_CHECK = 0
    IS_EMPTY = 1
    IS_COPIED = 2
    IS_DIALLED = 3
    IS_OPENED = 4
    IS_PLACE = 5
    IS_OTHER = 6
    # Lengths of the fixed parts of skeletons, in words.
    CARD_HEAD = 5
    ROW_HEAD = 7
    STOP_HEAD = 8
    STEP_HEAD = 7
    PARAM_HEAD = 6
    # Limits of cards/model.py.
    TITLE_MAX = 100
    VALUE_MAX = 200
    ACTION_LABEL_WIDTH = 40
    COPY_MAX = 20
    PHONE_MAX = 20
    PLACE_MAX = 100

cdef object formatters = None       # of formatting.py, by number
cdef object make_plain_text = None
cdef object make_wording = None
cdef object check_target = None     # of model.py
cdef tuple OTHER_KINDS = ("open_app", "quick_app", "market", "mini_program", "email")


cdef void learn_filling() except *:
    """Takes over what is left to Python: rare values and targets."""
    global formatters, make_plain_text, make_wording, check_target
    from smsparse.cards import formatting, model

    formatters = tuple(formatting.FORMATTERS.values())
    make_plain_text, make_wording, check_target = formatting.PlainText, formatting.Wording, model.check_target


cdef CardC* make_card() noexcept:
    """An empty card; NULL where memory gives out."""
    cdef CardC* card = <CardC*> calloc(1, sizeof(CardC))
    if card != NULL:
        card.own = <AtHandC*> malloc(sizeof(AtHandC))
        if card.own == NULL:
            free(card)
            return NULL
    return card


cdef void free_card(CardC* card) noexcept:
    if card != NULL:
        free(card.own)
        free(card.values.data)
        free(card.points.data)
        free(card)


# ---- the message

cdef void read_message(
    CardC* card, const PackC* pack, const GivenC* given, const ParsedC* parsed, AtHandC* hand
) noexcept nogil:
    """Points at a parsed message: which fields there are. Values are worked out when a text wants them.

    `hand.script` is NOT_KNOWN, or what a value of the same message has found.
    """
    cdef int place, name
    card.pack, card.given, card.parsed, card.hand = pack, given, parsed, hand
    show(pack, &parsed.fields, &card.shown)
    card.found = 0
    card.values.length = 0
    for place in range(card.shown.count):
        card.held[place].has_text = card.held[place].has_value = False
        name = parsed.fields.rows[card.shown.rows[place]].name
        if not parsed.fields.rows[card.shown.rows[place]].more:
            card.found |= <uint64_t> 1 << name
            card.place_of[name] = place


cdef inline bint has(const CardC* card, int field) noexcept nogil:
    return (card.found >> field) & 1


cdef void hold_text(CardC* card, int place) noexcept nogil:
    """Copies the surface of a field."""
    cdef HeldC* held = &card.held[place]
    cdef const FieldC* row = &card.parsed.fields.rows[card.shown.rows[place]]
    cdef int length = row.end - row.start, at
    cdef uint32_t* out
    held.has_text = True
    held.text, held.text_length = card.values.length, 0
    if not make_room(&card.values, length):
        return
    out = card.values.data + held.text
    if card.given.kind == 4:
        memcpy(out, <const uint32_t*> card.given.data + row.start, length * sizeof(uint32_t))
    elif card.given.kind == 2:
        for at in range(length):
            out[at] = (<const uint16_t*> card.given.data)[row.start + at]
    else:
        for at in range(length):
            out[at] = (<const uint8_t*> card.given.data)[row.start + at]
    held.text_length = length
    card.values.length += length


cdef void hold_value(CardC* card, int place) noexcept nogil:
    """Works the value of a field out."""
    cdef HeldC* held = &card.held[place]
    held.has_value = True
    held.value, held.value_length = card.values.length, 0
    held.unit[0] = 0
    if work_out(card.pack, card.given, card.parsed, card.shown.rows[place], card.hand):
        put_points(&card.values, card.hand.value.units, card.hand.value.length)
        held.value_length = card.values.length - held.value
    memcpy(held.unit, card.hand.value.unit, sizeof(held.unit))


cdef bint say_field(CardC* card, int place, bint valued, SaidC* out) noexcept nogil:
    """A field, with its value if that is wanted. Pointers are good until the next one is asked for."""
    cdef HeldC* held = &card.held[place]
    if not held.has_text:
        hold_text(card, place)
    if valued and not held.has_value:
        hold_value(card, place)
    out.text, out.text_length = card.values.data + held.text, held.text_length
    out.value, out.value_length, out.unit = NULL, 0, b""
    if valued:
        out.value, out.value_length, out.unit = card.values.data + held.value, held.value_length, held.unit
    return True


cdef inline bint say_word(const NamedC* word, SaidC* out) noexcept nogil:
    out.text, out.text_length = word.text, word.length
    out.value, out.value_length, out.unit = NULL, 0, b""
    return word.length >= 0


cdef bint say(CardC* card, int source, bint valued, SaidC* out) noexcept nogil:
    """What a placeholder names; False where there is none."""
    if source >= 0:
        return has(card, source) and say_field(card, card.place_of[source], valued, out)
    if source == HOTLINE:
        return say_word(&card.hotline, out)
    if card.sender.length >= 0:
        return say_word(&card.sender, out)
    return has(card, card.pack.fields.signature) and say_field(
        card, card.place_of[card.pack.fields.signature], False, out)


cdef bint holds_words(CardC* card, const int32_t* probe, const uint32_t* literals) noexcept nogil:
    """Whether a message has all the fields of a probe, and one of its words if it has any."""
    cdef int count = probe[1], index
    cdef const int32_t* words
    for index in range(count):
        if not has(card, probe[2 + index]):
            return False
    words = probe + 2 + count
    count = words[0]
    for index in range(count):
        if stands_in_message(card.given, literals + words[1 + 2 * index], words[2 + 2 * index]):
            return True
    return count == 0


cdef bint stands_in_message(const GivenC* given, const uint32_t* word, int length) noexcept nogil:
    """Whether a word stands in the message."""
    if given.kind == 1:
        return stands_in(<const uint8_t*> given.data, given.length, word, length)
    if given.kind == 2:
        return stands_in(<const uint16_t*> given.data, given.length, word, length)
    return stands_in(<const uint32_t*> given.data, given.length, word, length)


ctypedef fused unit_t:
    uint8_t
    uint16_t
    uint32_t


cdef bint stands_in(const unit_t* text, Py_ssize_t size, const uint32_t* word, int length) noexcept nogil:
    cdef Py_ssize_t at
    cdef int index
    for at in range(size - length + 1):
        index = 0
        while index < length and text[at + index] == word[index]:
            index += 1
        if index == length:
            return True
    return False


# ---- texts

cdef bint put_all(CardC* card, int source) noexcept nogil:
    """Adds every value of a field."""
    cdef SaidC said
    cdef int place = card.place_of[source], start = card.points.length
    cdef uint32_t[2] between
    between[0], between[1] = c",", c" "
    if card.reader.chinese:
        between[0] = 0x3001     # 、
    while True:
        say_field(card, place, False, &said)
        if said.text_length:
            if card.points.length > start:
                put_points(&card.points, between, 1 if card.reader.chinese else 2)
            put_points(&card.points, said.text, said.text_length)
        place += 1
        if place == card.shown.count or not card.parsed.fields.rows[card.shown.rows[place]].more:
            return card.points.length > start


cdef bint put_placeholder(CardC* card, int source, int formatter) noexcept nogil:
    """Adds what a placeholder stands for, on one line; False where there is nothing to say."""
    cdef SaidC said
    cdef int start = card.points.length, told
    if formatter == AS_ALL and source >= 0:
        return has(card, source) and put_all(card, source) and clean(&card.points, start)
    if not say(card, source, needs_value(formatter), &said):
        return False
    told = put_worded(formatter, &said, &card.reader, &card.points)
    if told == ASK_PYTHON:
        card.points.length = start
        told = ask_python(card, formatter, &said)
    return told == SAID and clean(&card.points, start)


cdef int ask_python(CardC* card, int formatter, const SaidC* said) noexcept with gil:
    """Adds what formatting.py says of a value."""
    text = PyUnicode_FromKindAndData(4, said.text, said.text_length)
    value = PyUnicode_FromKindAndData(4, said.value, said.value_length) if said.value_length else None
    year = None if card.reader.year < 0 else card.reader.year
    wording = make_wording("zh-Hans" if card.reader.chinese else "en", year)
    unit = said.unit.decode("ascii") or None
    told = formatters[formatter](make_plain_text(text, value, unit), wording)
    if told is None or not make_room(&card.points, <int> len(told)):
        return False
    for point in told:
        card.points.data[card.points.length] = ord(point)
        card.points.length += 1
    return SAID


cdef bint fill_text(CardC* card, const int32_t* code, FilledC* out) noexcept nogil:
    """Fills the first of a text's tries of which all placeholders can be filled; False where there is none."""
    cdef int start = card.points.length, index, piece
    cdef const int32_t* pieces = code + 2
    cdef bint whole
    out.object = -1
    if code[1] == 0:
        out.object, out.start, out.length = code[2], code[3], code[4]
        return True
    for index in range(code[1]):
        whole = True
        for piece in range(pieces[0]):
            if pieces[1 + 4 * piece] == LITERAL:
                put_points(&card.points, card.skeleton.literals + pieces[3 + 4 * piece], pieces[4 + 4 * piece])
            elif not put_placeholder(card, pieces[1 + 4 * piece], pieces[2 + 4 * piece]):
                whole = False
                break
        if whole:
            out.start, out.length = start, card.points.length - start
            return True
        card.points.length = start
        pieces += 1 + 4 * pieces[0]
    return False


cdef bint fill_short(CardC* card, const int32_t* code, int limit, FilledC* out) noexcept nogil:
    """Fills a text and cuts it to `limit` characters; an empty one where it cannot be filled, which is False."""
    if not fill_text(card, code, out):
        out.start, out.length = card.points.length, 0
        return False
    if out.object < 0:
        shorten(&card.points, out.start, limit)
        out.length = card.points.length - out.start
    return True


# ---- rows, progress, timeline

cdef const int32_t* fill_rows(CardC* card, const int32_t* code) noexcept nogil:
    """Fills `code[0]` rows, of which as many are kept as there is room for; returns what stands behind them."""
    cdef int index, count = code[0], most = card.skeleton.code[0]
    cdef RowC* row
    code += 1
    card.row_count = 0
    for index in range(count):
        row = &card.rows[card.row_count]
        if card.row_count < most and fill_short(card, code + ROW_HEAD, VALUE_MAX, &row.value) and row.value.length:
            row.code = code
            card.row_count += 1
        code += code[0]
    return code


cdef int64_t count_of(CardC* card, int field) noexcept nogil:
    """The value of a field as a whole number; -1 where there is none."""
    cdef SaidC said
    cdef int64_t count = 0
    cdef int at, digit
    if field < 0 or not has(card, field) or not say_field(card, card.place_of[field], True, &said):
        return -1
    if not 0 < said.value_length <= COUNT_DIGITS:
        return -1
    for at in range(said.value_length):
        digit = Py_UNICODE_TODECIMAL(said.value[at])
        if digit < 0:
            return -1
        count = 10 * count + digit
    return count


cdef void fill_amount(CardC* card, int64_t count, int formatter, const char* unit, FilledC* out) noexcept nogil:
    """Words one figure of a progress; an empty text for one that is not known."""
    cdef SaidC said
    cdef uint32_t[20] digits
    cdef int at = 20
    out.object, out.start, out.length = -1, card.points.length, 0
    if count < 0:
        return
    while at == 20 or count:
        at -= 1
        digits[at] = <uint32_t> (c"0" + count % 10)
        count //= 10
    said.text = said.value = &digits[at]
    said.text_length = said.value_length = 20 - at
    said.unit = unit
    if put_worded(formatter, &said, &card.reader, &card.points) != SAID:
        card.points.length = out.start
        if ask_python(card, formatter, &said) != SAID:
            return
    shorten(&card.points, out.start, VALUE_MAX)
    out.length = card.points.length - out.start


cdef int share_of(uint64_t used, uint64_t total) noexcept nogil:
    """used of total in thousandths, rounded down, at most 1000. Both are below 2 * 10 ** 18."""
    cdef uint64_t share = 0, rest = used
    cdef int step
    if used >= total:
        return 1000
    for step in range(3):       # a digit at a time, in factors that do not overflow
        share = 10 * share + 5 * (2 * rest // total)
        rest = 5 * (2 * rest % total)
        share += rest // total
        rest %= total
    return <int> share


cdef const int32_t* fill_progress(CardC* card, const int32_t* code) noexcept nogil:
    cdef int64_t used, total, left
    cdef int index
    cdef const char* unit = b""
    cdef SaidC said
    card.progress.code = NULL
    if code[0] == 1:
        return code + 1
    used, total, left = count_of(card, code[2]), count_of(card, code[3]), count_of(card, code[4])
    if total < 0 and used >= 0 and left >= 0:
        total = used + left
    elif left < 0 and total >= 0 and used >= 0:
        left = max(total - used, 0)
    elif used < 0 and total >= 0 and left >= 0:
        used = max(total - left, 0)
    if used >= 0 or left >= 0:
        for index in range(2, 5):
            if code[index] >= 0 and has(card, code[index]):
                say_field(card, card.place_of[code[index]], True, &said)
                unit = said.unit
                break
        card.progress.code = code
        card.progress.share = share_of(used, total) if used >= 0 and total > 0 else -1
        fill_amount(card, used, code[5], unit, &card.progress.used)
        fill_amount(card, total, code[5], unit, &card.progress.total)
        fill_amount(card, left, code[5], unit, &card.progress.left)
    return code + code[0]


cdef const int32_t* fill_stops(CardC* card, const int32_t* code) noexcept nogil:
    """Fills `code[0]` stops; fewer than two are no timeline."""
    cdef int index, count = code[0]
    cdef StopC* stop
    cdef const int32_t* text
    cdef bint timed
    code += 1
    card.stop_count = 0
    for index in range(count):
        stop = &card.stops[card.stop_count]
        stop.code = code
        text = code + STOP_HEAD
        if fill_short(card, text, VALUE_MAX, &stop.text):
            timed = fill_short(card, text + text[0], VALUE_MAX, &stop.time)
            if timed or code[7]:
                card.stop_count += 1
        code += code[0]
    if card.stop_count < 2:
        card.stop_count = 0
    return code


# ---- actions

cdef bint may_be(CardC* card, const int32_t* link, const FilledC* target) noexcept nogil:
    """Whether the target that was filled in is one that this kind of action can have."""
    cdef const uint32_t* text = card.points.data + target.start
    cdef int check = link[4], start
    if check == NO_CHECK:
        return True
    if check == IS_EMPTY:
        return target.length == 0
    if check == IS_COPIED:
        return 0 < target.length <= COPY_MAX
    if check == IS_DIALLED:
        return target.length <= PHONE_MAX and is_phone(text, target.length)
    if check == IS_OPENED:
        return link_host(text, target.length, &start) > 0
    if check == IS_PLACE:
        return 0 < target.length <= PLACE_MAX
    return passes_model(card, check - IS_OTHER, target)


cdef bint passes_model(CardC* card, int kind, const FilledC* target) noexcept with gil:
    """Whether model.py takes a target of one of OTHER_KINDS."""
    try:
        check_target(OTHER_KINDS[kind], PyUnicode_FromKindAndData(4, card.points.data + target.start, target.length))
    except ValueError:      # a CardError
        return False
    return True


cdef bint fill_params(CardC* card, const int32_t* code, int count, StepC* out) noexcept nogil:
    """Fills the params of an action; False where one that it needs is missing, or one is too long."""
    cdef int index
    cdef ParamC* param
    out.param_count = 0
    for index in range(count):
        param = &out.params[out.param_count]
        param.code = code
        if fill_text(card, code + PARAM_HEAD, &param.value) and param.value.length:
            if param.value.object < 0 and param.value.length > code[5]:
                return False
            out.param_count += 1
        elif code[4]:
            return False
        code += code[0]
    return True


cdef bint fill_link(CardC* card, const int32_t* code, StepC* out) noexcept nogil:
    """Fills one action; False where it has no place in the message, or its target is none."""
    cdef int index
    cdef const int32_t* at = code + STEP_HEAD
    out.code = code
    for index in range(code[5]):
        if has(card, at[index]):    # a warning, and this would be made of the body
            return False
    at += code[5]
    if not fill_text(card, at, &out.target) or not may_be(card, code, &out.target):
        return False
    return fill_params(card, at + at[0], code[6], out)


cdef bint fill_action(CardC* card, const int32_t* code, ActionC* out) noexcept nogil:
    """Fills an action with those links of its chain that can be; False where there are none, or it has no label."""
    cdef const int32_t* link = code + 2
    cdef int index
    if not fill_text(card, link, &out.label):
        return False
    if out.label.object < 0:
        if not clip_width(&card.points, out.label.start, ACTION_LABEL_WIDTH):
            return False
        out.label.length = card.points.length - out.label.start
    link += link[0]
    out.link_count = 0
    for index in range(code[1]):
        if fill_link(card, link, &out.links[out.link_count]):
            out.link_count += 1
        link += link[0]
    return out.link_count > 0


cdef void fill_actions(CardC* card, const int32_t* code) noexcept nogil:
    cdef int index, count = code[0], most = card.skeleton.code[1]
    code += 1
    card.action_count = 0
    for index in range(count):
        if card.action_count < most and fill_action(card, code, &card.actions[card.action_count]):
            card.action_count += 1
        code += code[0]


cdef void fill_card(CardC* card) noexcept nogil:
    """Fills the skeleton with the message that was read."""
    cdef const int32_t* code = card.skeleton.code + CARD_HEAD
    card.points.length = 0
    fill_short(card, code, TITLE_MAX, &card.title)
    code += code[0]
    fill_short(card, code, TITLE_MAX, &card.subtitle)
    code += code[0]
    code = fill_rows(card, code)
    code = fill_progress(card, code)
    code = fill_stops(card, code)
    fill_actions(card, code)


# ---- JSON

cdef bint room_for(BytesC* out, Py_ssize_t more) noexcept nogil:
    cdef char* moved
    if out.length + more > out.capacity:
        moved = <char*> realloc(out.data, 2 * (out.length + more))
        if moved == NULL:
            out.failed = True
            return False
        out.data, out.capacity = moved, 2 * (out.length + more)
    return True


cdef void put_bytes(BytesC* out, const char* data, Py_ssize_t length) noexcept nogil:
    if room_for(out, length):
        memcpy(out.data + out.length, data, length)
        out.length += length


cdef void put_escaped(BytesC* out, uint32_t point) noexcept nogil:
    """A sign that JSON wants escaped, as Python's json module writes it."""
    cdef char[2] short
    short[0], short[1] = c"\\", <char> point
    if point < 32:
        short[1] = b"00000000btn0fr000000000000000000"[point]
        if short[1] == c"0":
            put_bytes(out, b"\\u00", 4)
            short[0], short[1] = <char> (c"0" + (point >> 4)), b"0123456789abcdef"[point & 15]
    put_bytes(out, short, 2)


cdef void put_quoted(BytesC* out, const uint32_t* points, int length) noexcept nogil:
    """Code points as a JSON string."""
    cdef int at
    cdef uint32_t point
    if not room_for(out, 6 * length + 2):
        return
    out.data[out.length] = c'"'
    out.length += 1
    for at in range(length):
        point = points[at]
        if point < 32 or point == c'"' or point == c"\\":
            put_escaped(out, point)
        elif point < 0x80:
            out.data[out.length] = <char> point
            out.length += 1
        else:
            out.length += encode_utf8(point, <uint8_t*> out.data + out.length)
    if room_for(out, 1):
        out.data[out.length] = c'"'
        out.length += 1


cdef inline void put_json(const CardC* card, const int32_t* code, BytesC* out) noexcept nogil:
    """A piece of JSON of the skeleton: where it starts, and its length."""
    put_bytes(out, card.skeleton.json + code[0], code[1])


cdef inline void put_raw(BytesC* out, const char* word) noexcept nogil:
    cdef int length = 0
    while word[length]:
        length += 1
    put_bytes(out, word, length)


cdef void put_filled(const CardC* card, const FilledC* text, BytesC* out) noexcept nogil:
    if text.object >= 0:
        put_bytes(out, card.skeleton.json + text.start, text.length)
    else:
        put_quoted(out, card.points.data + text.start, text.length)


cdef void put_rows(const CardC* card, BytesC* out) noexcept nogil:
    cdef int index
    put_raw(out, b',"rows":[')
    for index in range(card.row_count):
        if index:
            put_raw(out, b",")
        put_json(card, card.rows[index].code + 3, out)
        put_filled(card, &card.rows[index].value, out)
        put_json(card, card.rows[index].code + 5, out)
    put_raw(out, b"]")


cdef void put_progress(const CardC* card, BytesC* out) noexcept nogil:
    cdef int share = card.progress.share, place
    cdef char[4] digits
    put_raw(out, b',"progress":')
    if card.progress.code == NULL:
        put_raw(out, b"null")
        return
    put_json(card, card.progress.code + 6, out)
    put_filled(card, &card.progress.used, out)
    put_raw(out, b',"total":')
    put_filled(card, &card.progress.total, out)
    put_raw(out, b',"left":')
    put_filled(card, &card.progress.left, out)
    put_raw(out, b',"share":')
    if share < 0:
        put_raw(out, b"null}")
        return
    for place in range(4):
        digits[3 - place] = <char> (c"0" + share % 10)
        share //= 10
    place = 0
    while place < 3 and digits[place] == c"0":
        place += 1
    put_bytes(out, digits + place, 4 - place)
    put_raw(out, b"}")


cdef void put_stops(const CardC* card, BytesC* out) noexcept nogil:
    cdef int index
    put_raw(out, b',"timeline":[')
    for index in range(card.stop_count):
        if index:
            put_raw(out, b",")
        put_json(card, card.stops[index].code + 3, out)
        put_filled(card, &card.stops[index].text, out)
        put_raw(out, b',"time":')
        put_filled(card, &card.stops[index].time, out)
        put_json(card, card.stops[index].code + 5, out)
    put_raw(out, b"]")


cdef void put_step(const CardC* card, const FilledC* label, const StepC* link, BytesC* out) noexcept nogil:
    """An action but for its closing brace."""
    cdef int index
    put_json(card, link.code + 2, out)
    put_filled(card, label, out)
    if link.target.length:
        put_raw(out, b',"target":')
        put_filled(card, &link.target, out)
    for index in range(link.param_count):
        put_raw(out, b"," if index else b',"params":{')
        put_json(card, link.params[index].code + 2, out)
        put_filled(card, &link.params[index].value, out)
    if link.param_count:
        put_raw(out, b"}")


cdef void put_actions(const CardC* card, BytesC* out) noexcept nogil:
    cdef int index, other
    cdef const ActionC* action
    put_raw(out, b',"actions":[')
    for index in range(card.action_count):
        action = &card.actions[index]
        if index:
            put_raw(out, b",")
        put_step(card, &action.label, &action.links[0], out)
        for other in range(1, action.link_count):
            put_raw(out, b"," if other > 1 else b',"fallbacks":[')
            put_step(card, &action.label, &action.links[other], out)
            put_raw(out, b"}")
        put_raw(out, b"]}" if action.link_count > 1 else b"}")
    put_raw(out, b"]")


cdef void put_card(
    const CardC* card, const char* menu, Py_ssize_t menu_length, const char* brand, Py_ssize_t brand_length, BytesC* out
) noexcept nogil:
    """The card object of contract v1, as Card.to_dict has it; menu and brand come as JSON."""
    put_json(card, card.skeleton.code + 3, out)
    put_raw(out, b',"title":')
    put_filled(card, &card.title, out)
    put_raw(out, b',"subtitle":')
    put_filled(card, &card.subtitle, out)
    put_rows(card, out)
    put_progress(card, out)
    put_stops(card, out)
    put_actions(card, out)
    put_raw(out, b',"menu":')
    put_bytes(out, menu, menu_length)
    put_raw(out, b',"brand":')
    put_bytes(out, brand, brand_length)
    put_raw(out, b"}")
