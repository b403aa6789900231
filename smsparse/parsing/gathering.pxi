# What field rules find for the fields a winning rule left open, then what finders see: the first link, a number to call,
# the signature.

cdef enum:
    CLOCK_REACH = 60        # how far behind its date a clock time may stand
    MAX_NAMES = 64          # fields a pack may have

# The best value of one field so far, and of which template.
cdef struct BestC:
    int number              # -1: none yet
    int priority
    int points
    bint counts             # the template has a slot for the amount too
    FieldC value

# The best values by field, in the order the fields were first found, and what goes with a value of a template: the
# currency of a sum, further values.
cdef struct ContestC:
    BestC best[MAX_NAMES]
    int order[MAX_NAMES]
    int names
    FieldsC beside
    int beside_of[MAX_FIELDS]       # template of each of `beside`


cdef inline bint is_better(const BestC* kept, const FieldC* slot, int priority, int points, int number) noexcept nogil:
    """Priority, then the earlier place, then more literal code points, then the earlier template."""
    if priority != kept.priority:
        return priority > kept.priority
    if slot.start != kept.value.start:
        return slot.start < kept.value.start
    if points != kept.points:
        return points > kept.points
    return number < kept.number


cdef uint64_t open_fields(const PackC* pack, const FieldsC* fields) noexcept nogil:
    """One bit a field: those that have no value yet."""
    cdef uint64_t found = 0
    cdef int index
    for index in range(fields.length):
        if fields.rows[index].name < pack.fields.count:
            found |= <uint64_t> 1 << fields.rows[index].name
    return ~found


cdef int latest_that_counts(
    const PackC* pack, const ContestC* contest, uint64_t open, int number, int end
) noexcept nogil:
    """The last place where a match of template `number` may begin and still give some open field its best value, `end`
    for any; -1 where its slots are all taken by better ones, so that it need not be looked for."""
    cdef const int32_t* template = template_of(&pack.tables, number)
    cdef int priority = rule_of(&pack.tables, template)[R_PRIORITY], index, name, latest = -1
    cdef const BestC* kept
    for index in range(template[T_CAPTURE_COUNT]):
        name = pack.tables.captures[template[T_CAPTURES] + index]
        kept = &contest.best[name]
        if not (open >> name) & 1:
            continue
        if kept.number < 0 or priority > kept.priority:
            return end
        if priority == kept.priority:
            latest = max(latest, kept.value.start)    # the earlier place wins
    return latest


cdef inline void put_beside(ContestC* contest, const FieldC* slot, int number) noexcept nogil:
    """Keeps what goes with a value of template `number`."""
    if contest.beside.length < MAX_FIELDS:
        contest.beside_of[contest.beside.length] = number
    add_field(&contest.beside, slot.name, slot.start, slot.end, slot.rule, slot.more)


cdef void enter(const PackC* pack, int number, const FieldsC* slots, ContestC* contest) noexcept nogil:
    """Holds the slots of a matching template against the best so far."""
    cdef const int32_t* template = template_of(&pack.tables, number)
    cdef int priority = rule_of(&pack.tables, template)[R_PRIORITY], points = template[T_POINTS], index
    cdef bint counts = holds(slots, pack.fields.amount)
    cdef const FieldC* slot
    cdef BestC* kept
    for index in range(slots.length):
        slot = &slots.rows[index]
        kept = &contest.best[owner_of(pack, slot.name)]
        if slot.more or slot.name > pack.fields.count:    # goes with the value it belongs to
            if kept.number == number:
                put_beside(contest, slot, number)
            continue
        if kept.number < 0:
            contest.order[contest.names] = slot.name
            contest.names += 1
        elif not is_better(kept, slot, priority, points, number):
            continue
        kept.number, kept.priority, kept.points, kept.counts, kept.value = number, priority, points, counts, slot[0]


cdef bint is_of_another_sum(const PackC* pack, const ContestC* contest, bint amounted) noexcept nogil:
    """Whether the currency found stands beside an amount that is not the one kept."""
    cdef const BestC* word = &contest.best[pack.fields.currency]
    cdef const BestC* amount = &contest.best[pack.fields.amount]
    return word.number >= 0 and word.counts and (amounted or amount.number != word.number)


cdef void add_best(const PackC* pack, const ContestC* contest, FieldsC* fields) noexcept nogil:
    """Adds the best values of fields that are not there yet, each with what goes with it."""
    cdef FieldsC taken = fields[0]
    cdef bint skip_currency = is_of_another_sum(pack, contest, holds(&taken, pack.fields.amount))
    cdef int index, at, name
    cdef const BestC* best
    cdef const FieldC* row
    for index in range(contest.names):
        name = contest.order[index]
        best = &contest.best[name]
        if holds(&taken, name) or (name == pack.fields.currency and skip_currency):
            continue
        add_field(fields, name, best.value.start, best.value.end, best.value.rule, False)
        for at in range(contest.beside.length):
            row = &contest.beside.rows[at]
            if contest.beside_of[at] == best.number and owner_of(pack, row.name) == name:
                add_field(fields, row.name, row.start, row.end, row.rule, row.more)
    fields.is_full = fields.is_full or contest.beside.is_full


cdef void add_ruled(const PackC* pack, WorkC* work, int category, FieldsC* fields) noexcept nogil:
    """The best field rule's slots for each field that is open."""
    cdef ContestC contest
    cdef FieldsC slots
    cdef MatchC match
    cdef int index, number
    cdef uint64_t open = open_fields(pack, fields)
    contest.names = contest.beside.length = 0
    contest.beside.is_full = False
    for index in range(pack.fields.count):
        contest.best[index].number = -1
    find_candidates(&pack.tables, &work.hits, KIND_FIELD, category, &work.candidates)
    for index in range(work.candidates.count):
        number = work.candidates.numbers[index]
        narrow_window(
            &work.candidates, number, latest_that_counts(pack, &contest, open, number, work.folded.length))
        if verify_as_written(pack, work, number, &match) and not is_barred(&pack.tables, number, &work.hits):
            slots.length, slots.is_full = 0, False
            add_slots(pack, work, number, &match, &slots)
            enter(pack, number, &slots, &contest)
    add_best(pack, &contest, fields)


cdef void add_first_url(const PackC* pack, WorkC* work, FieldsC* fields) noexcept nogil:
    """The first link that is no part of the signature, unless a field rule found one."""
    cdef FoundC link
    if work.judged.link_count == 0 or holds(fields, pack.fields.url):
        return
    if first_link(&pack.lexicons, work.folded.units, work.folded.length, &work.brackets, &link):
        add_field(fields, pack.fields.url, link.start, link.stop, -1, False)


cdef int start_of(const FieldsC* fields, int name, int otherwise) noexcept nogil:
    """Where the first value of a field starts."""
    cdef int index
    for index in range(fields.length):
        if fields.rows[index].name == name:
            return fields.rows[index].start
    return otherwise


cdef void add_first_contact(const PackC* pack, WorkC* work, FieldsC* fields) noexcept nogil:
    """The first callable number that is no part of another field, if it stands before what a field rule found."""
    cdef FoundC contact
    cdef int start = 0, ruled = start_of(fields, pack.fields.phone, work.folded.length)
    while find_contact(work.folded.units, work.folded.length, start, &contact) > 0:
        start = contact.end
        if contact.start >= ruled:
            return
        if touches(fields, contact.start, contact.end):
            continue
        if is_subject(&pack.lexicons, pack.words.subject_before, pack.words.subject_after, work.folded.units,
                      work.folded.length, &contact):
            continue
        drop_named(fields, pack.fields.phone)
        add_field(fields, pack.fields.phone, contact.start, contact.stop, -1, False)
        return


# ---- field rules without a cue

cdef bint any_touches(const FieldsC* fields, const FieldsC* slots) noexcept nogil:
    cdef int index
    for index in range(slots.length):
        if touches(fields, slots.rows[index].start, slots.rows[index].end):
            return True
    return False


cdef void pick(const PackC* pack, WorkC* work, int number, int how, const FieldsC* fields, FieldsC* out) noexcept nogil:
    """The slots of the match that a template without a cue is to give: values that stand in another field do not count."""
    cdef FieldsC slots
    cdef int start = 0
    out.length, out.is_full = 0, False
    while next_slots(pack, work, number, &start, &slots):
        if slots.length == 0 or any_touches(fields, &slots):
            continue
        if out.length:
            out.length = 0    # not the only one
            return
        out[0] = slots
        if how == PICK_FIRST:
            return


cdef void add_picked(const PackC* pack, WorkC* work, const AnswerC* answer, FieldsC* fields) noexcept nogil:
    """What field rules without a cue find for fields still open: the only value of its kind, or the first."""
    cdef FieldsC slots
    cdef const int32_t* template
    cdef const int32_t* rule
    cdef int at, number, index
    for at in range(pack.picking_starts[answer.category], pack.picking_starts[answer.category + 1]):
        number = pack.picking[at]
        template = template_of(&pack.tables, number)
        rule = rule_of(&pack.tables, template)
        if holds(fields, pack.tables.captures[template[T_CAPTURES]]):
            continue
        if 1000 * answer.confidence < rule[R_CONFIDENCE]:
            continue
        if not has_required(&pack.tables, number, &work.hits) or is_barred(&pack.tables, number, &work.hits):
            continue
        pick(pack, work, number, rule[R_PICK], fields, &slots)
        for index in range(slots.length):
            add_field(fields, slots.rows[index].name, slots.rows[index].start, slots.rows[index].end,
                      slots.rows[index].rule, slots.rows[index].more)


# ---- what follows from the fields found

cdef int priced(const PackC* pack, const FieldsC* fields) noexcept nogil:
    """The sum that gives the field `currency`: the amount, else the balance, else the credit limit; -1 for none."""
    if holds(fields, pack.fields.amount):
        return pack.fields.amount
    if holds(fields, pack.fields.balance):
        return pack.fields.balance
    return pack.fields.credit_limit if holds(fields, pack.fields.credit_limit) else -1


cdef void add_currency(const PackC* pack, FieldsC* fields) noexcept nogil:
    """The currency written beside the sum that counts is the field `currency`."""
    cdef int owner = priced(pack, fields), index
    cdef FieldC row
    if owner < 0:
        return
    for index in range(fields.length):
        if fields.rows[index].name == currency_of(pack, owner):
            row = fields.rows[index]
            drop_named(fields, pack.fields.currency)
            add_field(fields, pack.fields.currency, row.start, row.end, row.rule, row.more)
            return


cdef void add_clock(const PackC* pack, WorkC* work, FieldsC* fields) noexcept nogil:
    """For a `time` that is a date alone, the clock time that stands apart after it: it joins the value, not the text.

    Added under the number after the last field's; the engine takes it out again.
    """
    cdef FoundC found
    cdef int index, at, start, end
    for index in range(fields.length):
        if fields.rows[index].name != pack.fields.time or fields.rows[index].more:
            continue
        start, end = fields.rows[index].start, fields.rows[index].end
        for at in range(start, min(end + CLOCK_REACH, work.folded.length)):
            if find_slot(&pack.lexicons, SLOT_TIME, 0, 0, work.folded.units, work.folded.length, at, &found) <= 0:
                continue
            if at >= end:
                add_field(fields, pack.fields.count, found.start, found.stop, -1, False)
            return


cdef void add_app_hash(const PackC* pack, const WorkC* work, FieldsC* fields) noexcept nogil:
    """The hash by which Android hands the message to an app, where the message ends in one."""
    cdef int length = work.folded.length, start = length - APP_HASH_LENGTH
    if start > 0 and is_app_hash(&work.given, work.folded.origin[start], work.folded.origin[length - 1] + 1):
        add_field(fields, pack.fields.app_hash, start, length, -1, False)


cdef void gather_fields(const PackC* pack, WorkC* work, const AnswerC* answer, FieldsC* fields) noexcept nogil:
    """Completes the winner's slots in `fields`."""
    cdef int category = answer.category
    cdef bint linked = holds(fields, pack.fields.url), called = holds(fields, pack.fields.phone)
    cdef bint said = holds(fields, pack.fields.currency)
    add_ruled(pack, work, category, fields)
    if not linked:
        add_first_url(pack, work, fields)
    if not called and in_scope(pack.phone_scope, category):
        add_first_contact(pack, work, fields)
    if work.brackets.signature_start >= 0:
        add_field(
            fields, pack.fields.signature, work.brackets.signature_start, work.brackets.signature_end, -1, False)
    add_picked(pack, work, answer, fields)
    if not said:
        add_currency(pack, fields)
    if in_scope(pack.clock_scope, category):
        add_clock(pack, work, fields)
    if in_scope(pack.hash_scope, category):
        add_app_hash(pack, work, fields)
    if not in_scope(pack.code_scope, category):
        drop_named(fields, pack.fields.code)
