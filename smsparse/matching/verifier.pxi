# The verifier: ordered backtracking that visits each (instruction, position) at most once, so its time is bounded: for
# one template by that, for all of a message by the steps it may take, which grow with its length alone.
#
# Only visits of instructions that branch or find a slot are noted: from one of these to the next there is a single way.
# Programs only move forward (a repetition is inside one instruction), so the recursion is no deeper than the program
# is long. Captures are written on the way back from a match.

cdef enum:
    MAX_CAPTURES = 16
    MAX_MORE = 8
    LONGEST_RUN = 31        # of digits that is told from longer ones; see rulepack/firsts.py
    ALL_RUNS = -1           # a template that needs no digits
    ANSWERS = 512           # slots found that are remembered: a power of two
    STEPS_A_UNIT = 10       # what verifying may cost: by the length of a message
    STEPS_BESIDE = 250_000  # the same, whatever the length: more than twice what any real message takes
    STEPS_TO_FIND = 8       # of a slot that is looked for
    WORDS_A_STEP = 64       # visited bits cleared, in words
    UNITS_A_STEP = 8        # places looked at by their unit alone

# Instructions: operation, a, b, c, capture or -1, repeat, and a bit set of units (-1: any): those a slot or a lexicon's
# word may begin with, of a text slot what may stand behind it, of the first split of a choice what any branch may begin
# with. A split has, for its own branch, the first unit of a literal in place of `capture`, else a bit set as `c`.
cdef enum:
    OP_MATCH = 0
    OP_LITERAL = 1
    OP_SPLIT = 2
    OP_JUMP = 3
    OP_SLOT = 4
    OP_TEXT = 5
    OP_LEXICON = 6
    OP_START = 7
    OP_END = 8
    OP_BLANK = 9
    OP_WORD = 10

cdef struct CaptureC:
    int start
    int end
    int currency_start    # of a money slot; -1 where no currency is written
    int currency_end

cdef struct MoreC:
    int capture
    int start
    int end

cdef struct MatchC:
    int start
    int end
    int more_count
    CaptureC captures[MAX_CAPTURES]
    MoreC more[MAX_MORE]

# What find_slot gave for a slot type with its range, at a place.
cdef struct AnsweredC:
    uint64_t asked
    uint32_t epoch
    FoundC found

# The text a program runs over, and what of it is worked out once: where the body starts and ends.
cdef struct TextC:
    const uint32_t* units
    int length
    int body_start        # after a leading bracket, else 0
    int body_end          # before a trailing bracket, else length
    int end_from          # from here to body_end there is closing punctuation only
    int tail_from         # from here to length there is closing punctuation only
    uint32_t runs         # of digits side by side: bit n for n of them, the last for more; 0: not counted yet
    const uint32_t* program_units
    const uint8_t* firsts
    LexiconsC lexicons
    uint64_t* visited     # scratch: one bit a (instruction, position)
    AnsweredC* answered   # scratch: slots found in the message of `epoch`
    uint32_t epoch
    int64_t steps         # that verifying may still take; below zero it is given up, and nothing more matches


cdef inline bint is_spent(const TextC* text) noexcept nogil:
    """Whether the message is so long and so repetitive that it was not searched to the end."""
    return text.steps < 0


cdef inline int64_t steps_for(int length) noexcept nogil:
    """How many steps verifying may take in a message of `length` units."""
    return STEPS_BESIDE + <int64_t> STEPS_A_UNIT * length


cdef bint in_word(uint32_t unit) noexcept nogil:
    """Whether the unit is a letter or digit of an alphabet words are written apart in; template.py names the ranges."""
    if unit < 0xDF:
        return 48 <= unit <= 57 or 97 <= unit <= 122
    return (
        unit <= 0x24F or 0x370 <= unit <= 0x587 or 0x5D0 <= unit <= 0x5EA or 0x620 <= unit <= 0x64A
        or 0x66E <= unit <= 0x6D3 or 0x900 <= unit <= 0x963 or 0x10D0 <= unit <= 0x10FF or 0x1E00 <= unit <= 0x1EFF
    )


cdef inline bint at_word_edge(TextC* text, int at) noexcept nogil:
    return at == 0 or at == text.length or not (in_word(text.units[at - 1]) and in_word(text.units[at]))


cdef inline bint at_end(TextC* text, int at) noexcept nogil:
    return text.end_from <= at <= text.body_end or at >= text.tail_from


cdef inline int skip_blank(TextC* text, int at) noexcept nogil:
    while at < text.length and (text.units[at] == 32 or text.units[at] == 10):
        at += 1
    return at


cdef inline bint literal_at(TextC* text, int start, int size, int at) noexcept nogil:
    cdef int index
    if at + size > text.length:
        return False
    for index in range(size):
        if text.program_units[start + index] != text.units[at + index]:
            return False
    return True


cdef inline bint may_go_on(TextC* text, int firsts, int at) noexcept nogil:
    """Whether something that begins with the units of a bit set may stand at `at`."""
    return firsts < 0 or (at < text.length and may_stand(text.firsts, firsts, text.units[at]))


cdef inline bint may_branch(TextC* text, const int32_t* split, int at) noexcept nogil:
    """Whether the first branch of `split` is not turned away by the unit at `at` alone.

    Most branches of a wide choice are: looking first spares them a call.
    """
    if split[4] >= 0:
        return at < text.length and <uint32_t> split[4] == text.units[at]
    return may_go_on(text, split[3], at)


cdef inline bint first_visit(TextC* text, int instruction, int at) noexcept nogil:
    cdef int bit = instruction * (text.length + 1) + at
    cdef uint64_t mask = <uint64_t> 1 << (bit & 63)
    if text.visited[bit >> 6] & mask:
        return False
    text.visited[bit >> 6] |= mask
    return True


cdef int find_remembered(TextC* text, const int32_t* step, int at, FoundC* found) noexcept nogil:
    """The slot of `step` at `at`: many templates ask for the same slot at the same place, which is found once a message."""
    cdef uint64_t asked = <uint64_t> at << 32 | <uint64_t> step[1] << 16 | <uint64_t> step[2] << 8 | <uint64_t> step[3]
    cdef AnsweredC* answered = text.answered + (((at << 3) ^ (step[1] * 37) ^ (step[3] << 5)) & (ANSWERS - 1))
    if answered.epoch == text.epoch and answered.asked == asked:
        found[0] = answered.found
        return found.end
    text.steps -= STEPS_TO_FIND
    find_slot(&text.lexicons, step[1], step[2], step[3], text.units, text.length, at, found)
    answered.epoch, answered.asked, answered.found = text.epoch, asked, found[0]
    return found.end


cdef bint make_answers(TextC* text) noexcept nogil:
    """Room for the slots found in a message; False where there is none to be had."""
    text.answered = <AnsweredC*> calloc(ANSWERS, sizeof(AnsweredC))
    text.epoch = 1
    return text.answered != NULL


cdef void free_answers(TextC* text) noexcept nogil:
    free(text.answered)


cdef void begin_text(TextC* text) noexcept nogil:
    """Forgets the slots and digits found in the last message; what verifying may cost grows with the length alone."""
    text.steps = steps_for(text.length)
    text.runs = 0
    text.epoch += 1
    if text.epoch == 0:    # answers of long ago would be taken for new ones
        memset(text.answered, 0, ANSWERS * sizeof(AnsweredC))
        text.epoch = 1


cdef int find_once(TextC* text, const int32_t* step, int at, FoundC* found) noexcept nogil:
    """End of the slot or lexicon word of `step` at `at`, or -1."""
    if step[0] == OP_SLOT:
        return find_remembered(text, step, at, found)
    text.steps -= STEPS_TO_FIND
    found.end = find_word(&text.lexicons, step[1], text.units, text.length, at)
    found.start, found.stop = at, found.end
    found.currency_start = found.currency_end = -1
    return found.end


cdef void store(MatchC* out, int capture, FoundC* found) noexcept nogil:
    out.captures[capture].start = found.start
    out.captures[capture].end = found.stop
    out.captures[capture].currency_start = found.currency_start
    out.captures[capture].currency_end = found.currency_end


cdef int find_more(TextC* text, const int32_t* step, int end, MatchC* out) noexcept nogil:
    """Further values of a repeated slot after `end`; returns where the last one ends."""
    cdef FoundC found
    cdef int at
    while True:
        at = is_separator(text.units, text.length, end)
        if at < 0 or find_once(text, step, at, &found) < 0:
            return end
        end = found.end
        if step[4] >= 0 and out.more_count < MAX_MORE:
            out.more[out.more_count].capture = step[4]
            out.more[out.more_count].start = found.start
            out.more[out.more_count].end = found.stop
            out.more_count += 1


cdef int run(TextC* text, const int32_t* program, int pc, int at, MatchC* out) noexcept nogil:
    """Where the match ends that the program from `pc` makes at `at`, or -1."""
    cdef const int32_t* step
    cdef FoundC found
    cdef int end, saved
    if is_spent(text):
        return -1
    while True:
        text.steps -= 1
        step = program + pc * INSTRUCTION_WORDS
        pc += 1
        if step[0] == OP_LITERAL:
            if not literal_at(text, step[1], step[2], at):
                return -1
            at += step[2]
        elif step[0] == OP_SPLIT:
            if not may_go_on(text, step[6], at):
                return -1
            if not may_branch(text, step, at):
                pc = step[2]
                continue
            if not first_visit(text, pc, at):
                return -1
            saved = out.more_count
            end = run(text, program, step[1], at, out)
            if end >= 0:
                return end
            out.more_count = saved
            pc = step[2]
        elif step[0] == OP_JUMP:
            pc = step[1]
        elif step[0] == OP_MATCH:
            return at
        elif step[0] == OP_TEXT:
            return run_text(text, program, pc, step, at, out) if first_visit(text, pc, at) else -1
        elif step[0] == OP_START:
            if at != 0 and at != text.body_start:
                return -1
        elif step[0] == OP_END:
            if not at_end(text, at):
                return -1
        elif step[0] == OP_BLANK:
            at = skip_blank(text, at)
        elif step[0] == OP_WORD:
            if not at_word_edge(text, at):
                return -1
        else:
            if not may_go_on(text, step[6], at) or not first_visit(text, pc, at) or find_once(text, step, at, &found) < 0:
                return -1
            at = find_more(text, step, found.end, out) if step[5] else found.end
            if step[4] < 0:
                continue
            end = run(text, program, pc, at, out)
            if end >= 0:
                store(out, step[4], &found)
            return end


cdef inline bint ends_text(TextC* text, int at, bint clause) noexcept nogil:
    """Whether no text slot reaches beyond `at`; one of a clause stops at every sign that ends a sentence."""
    cdef uint32_t unit
    if at >= text.length:
        return True
    unit = text.units[at]
    if unit == 10 or unit == 0x3002:
        return True
    if not clause or unit > 63:
        return False
    if unit == c"!" or unit == c"?" or unit == c";":
        return True
    return unit == c"." and (at + 1 == text.length or text.units[at + 1] == 32 or text.units[at + 1] == 10)


cdef int run_text(TextC* text, const int32_t* program, int pc, const int32_t* step, int at, MatchC* out) noexcept nogil:
    """A text slot: the shortest run, within its range and its sentence, after which the rest matches."""
    cdef int size, end, saved = out.more_count
    for size in range(step[2] + 1):
        text.steps -= 1
        if size >= step[1] and may_go_on(text, step[6], at + size):
            end = run(text, program, pc, at + size, out)
            if end >= 0:
                if step[4] >= 0:
                    out.captures[step[4]].start = at
                    out.captures[step[4]].end = at + size
                    out.captures[step[4]].currency_start = out.captures[step[4]].currency_end = -1
                return end
            out.more_count = saved
        if ends_text(text, at + size, step[3]):
            return -1
    return -1


cdef uint32_t runs_of(TextC* text) noexcept nogil:
    """How long the runs of digits of the text are; counted once a message. Bit 0 says that it was."""
    cdef int at, run = 0
    if text.runs == 0:
        text.runs = 1
        for at in range(text.length):
            if 48 <= text.units[at] <= 57:
                run += 1
            elif run:
                text.runs |= <uint32_t> 1 << min(run, LONGEST_RUN)
                run = 0
        text.runs |= <uint32_t> 1 << min(run, LONGEST_RUN)
    return text.runs


cdef bint verify_at(TextC* text, const int32_t* program, int at, MatchC* out) noexcept nogil:
    """Whether the program matches at `at`; nothing of a match that fails is left in `out`."""
    out.start, out.more_count = at, 0
    out.end = run(text, program, 0, at, out)
    return out.end >= 0


cdef void forget(TextC* text, const int32_t* template, MatchC* out) noexcept nogil:
    """Makes ready for the program of a template: nothing visited, nothing captured."""
    cdef int index, words = (template[T_SIZE] * (text.length + 1) + 63) >> 6
    memset(text.visited, 0, 8 * words)
    text.steps -= words // WORDS_A_STEP
    for index in range(template[T_CAPTURE_COUNT]):
        out.captures[index].start = -1
    out.more_count = 0


cdef inline int next_start(TextC* text, int firsts, int at, int end) noexcept nogil:
    """The first place from `at` on where a unit of the bit set `firsts` stands, or `end`."""
    cdef const uint8_t* bits = text.firsts + firsts * (FIRSTS_BITS >> 3)
    if firsts < 0:
        return at
    while at < end and not (bits[(text.units[at] & (FIRSTS_BITS - 1)) >> 3] >> (text.units[at] & 7)) & 1:
        at += 1
    return at


cdef bint verify(TextC* text, const TablesC* tables, int number, int first, int last, MatchC* out) noexcept nogil:
    """Whether a template matches beginning at `first` to `last`; `out` then has the leftmost match, captures not taken at
    start -1.

    One that begins with ``^`` is tried behind the bracket that opens the message before it is tried at the very start.
    """
    cdef const int32_t* template = template_of(tables, number)
    cdef const int32_t* program = program_of(tables, template)
    cdef int at
    cdef bint ready = False
    if is_spent(text):
        return False
    if template[T_DIGITS] != ALL_RUNS and not <uint32_t> template[T_DIGITS] & runs_of(text):
        return False
    if program[0] == OP_START:
        forget(text, template, out)
        return (
            (first <= text.body_start <= last and verify_at(text, program, text.body_start, out))
            or (first <= 0 <= last and verify_at(text, program, 0, out))
        )
    last = min(last, text.length - 1) + 1
    text.steps -= max(0, last - first) // UNITS_A_STEP
    at = next_start(text, template[T_FIRSTS], first, last)
    while at < last and not is_spent(text):
        if not ready:
            forget(text, template, out)
            ready = True
        if verify_at(text, program, at, out):
            return True
        at = next_start(text, template[T_FIRSTS], at + 1, last)
    return False
