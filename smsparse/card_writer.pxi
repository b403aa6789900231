# Cards of parsed messages, as objects and as JSON; see _native.pyi.
#
# The plan of a message is found in a table of the writer's own, so that threads share nothing but what never changes;
# only what is not there yet is asked of Python, under its lock.

# A plan (see cards/plans.py) with one of its menus, as pointers into what its owner keeps.
cdef struct PlanC:
    SkeletonC skeleton
    NamedC sender
    NamedC hotline
    const char* menu
    Py_ssize_t menu_length
    const char* brand
    Py_ssize_t brand_length
    const int32_t* probes   # their count, then each
    const uint32_t* words   # of the probes
    bint has_moments        # a probe looks at the time
    bint shifts             # the menu is resolved anew for each message
    void* owner

cdef struct EntryC:
    uint64_t key
    uint64_t truth          # of the probes; ANY for the plan itself
    const PlanC* plan       # NULL: the place is free

cdef enum:
    PLACES = 32768          # of the table, a power of two; no page of it is touched before it is needed
    PLACES_MAX = 16384      # of them in use, before it begins anew

cdef uint64_t ANY = <uint64_t> -1
cdef uint64_t GOLDEN = <uint64_t> 0x9E3779B9 << 32 | 0x7F4A7C15     # spreads keys (Knuth's multiplicative hashing)


cdef inline uint64_t place_in_table(uint64_t key, uint64_t truth) noexcept nogil:
    return ((key ^ truth * GOLDEN) * GOLDEN) >> 32


# ---- the slots of frozen classes: what is put there keeps the limits by the way it was filled

cdef struct SlotsC:
    void* kind
    Py_ssize_t[9] offsets


cdef SlotsC slots_of(kind) except *:
    cdef SlotsC slots
    slots.kind = <void*> kind
    for index, name in enumerate(kind.__dataclass_fields__):
        member = getattr(kind, name)
        slots.offsets[<int> index] = (<PyMemberDescrObject*> <void*> member).d_member.offset
    return slots


cdef SlotsC card_slots, row_slots, progress_slots, stop_slots, action_slots
cdef object plain_text = None       # PlainText of formatting.py
cdef object plans = None            # the module
cdef tuple models = None            # the classes, kept


cdef void learn_cards() except *:
    """Looks up, once, what cards are made of; parsing alone loads none of it."""
    global card_slots, row_slots, progress_slots, stop_slots, action_slots, plain_text, plans, models
    if models is not None:
        return
    from smsparse.cards import formatting, model
    from smsparse.cards import plans as module

    learn_wording()
    learn_filling()
    card_slots, row_slots, progress_slots = slots_of(model.Card), slots_of(model.Row), slots_of(model.Progress)
    stop_slots, action_slots = slots_of(model.Stop), slots_of(model.Action)
    plain_text, plans = formatting.PlainText, module
    models = model.Card, model.Row, model.Progress, model.Stop, model.Action


cdef inline object blank(const SlotsC* slots):
    """An object of a class with nothing in its slots yet."""
    return PyType_GenericAlloc(<type> slots.kind, 0)


cdef inline void set_slot(object made, Py_ssize_t offset, object value):
    Py_INCREF(value)
    (<PyObject**> (<char*> <void*> made + offset))[0] = <PyObject*> value


# ---- one message after the other

cdef const void* address_of(numbers) except? NULL:
    """Where the numbers of an array stand, which is not changed any more."""
    return <const void*> <uintptr_t> numbers.buffer_info()[0]


cdef class Owner:
    """Keeps what a PlanC points into."""
    cdef PlanC c
    cdef object plan, menu
    cdef tuple objects
    cdef bytes json, menu_json

    def __init__(self, plan, menu, bytes menu_json):
        self.plan, self.menu, self.menu_json = plan, menu, menu_json
        self.json, self.objects = plan.skeleton.json, plan.skeleton.objects
        self.c.skeleton.code = <const int32_t*> address_of(plan.skeleton.code)
        self.c.skeleton.literals = <const uint32_t*> address_of(plan.skeleton.literals)
        self.c.skeleton.json = self.json
        self.c.menu, self.c.menu_length = <const char*> menu_json, len(menu_json)
        self.c.brand, self.c.brand_length = <const char*> <bytes> plan.brand_json, len(plan.brand_json)
        self.c.probes = <const int32_t*> address_of(plan.probes)
        self.c.words = <const uint32_t*> address_of(plan.words)
        self.c.has_moments, self.c.shifts = any(plan.moments), plan.shifts
        copy_word(plan.sender, &self.c.sender)
        copy_word(plan.hotline, &self.c.hotline)
        self.c.owner = <void*> self

    def __dealloc__(self):
        PyMem_Free(<void*> self.c.sender.text)
        PyMem_Free(<void*> self.c.hotline.text)


cdef void copy_word(str word, NamedC* out) except *:
    """The code points of a word, in memory of their own."""
    cdef uint32_t* points
    cdef int at
    out.text, out.length = NULL, -1
    if word is not None:
        points = <uint32_t*> PyMem_Calloc(len(word) + 1, sizeof(uint32_t))
        if points == NULL:
            raise MemoryError("a word of a plan")
        for at in range(<int> len(word)):
            points[at] = ord(word[at])
        out.text, out.length = points, <int> len(word)


cdef int year_of(int64_t local) noexcept nogil:
    """The year of a time, seconds since 1970 on a wall clock: counted in years that begin in March."""
    cdef int64_t days = (local - (local % DAY + DAY) % DAY) // DAY + 719468
    cdef int64_t era = (days if days >= 0 else days - 146096) // 146097
    cdef int64_t day = days - era * 146097
    cdef int64_t year = (day - day // 1460 + day // 36524 - day // 146096) // 365
    cdef int64_t of_year = day - (365 * year + year // 4 - year // 100)
    return <int> (year + era * 400 + (of_year >= 306))


cdef class CardWriter:
    """Fills the cards of one message after the other; for one thread."""
    cdef object planner
    cdef Pipeline pipeline
    cdef Zone zone
    cdef object now
    cdef object error       # what Python raised while a card was filled
    cdef list kept          # owners of the plans in the table
    cdef int count
    cdef EntryC* table
    cdef CardC* card
    cdef BytesC json
    cdef ParsedC parsed         # of a probe
    cdef GivenC given
    cdef const PlanC* plan  # of the message last filled

    def __cinit__(self):
        self.card = make_card()
        self.table = <EntryC*> PyMem_Calloc(PLACES, sizeof(EntryC))
        memset(&self.json, 0, sizeof(BytesC))
        if self.card == NULL or self.table == NULL:
            raise MemoryError("buffers of one card")

    def __init__(self, planner, Pipeline pipeline not None, Zone zone not None):
        self.planner, self.pipeline, self.zone = planner, pipeline, zone
        self.kept = []
        self.card.reader.chinese = planner.locale != "en"

    def __dealloc__(self):
        free_card(self.card)
        PyMem_Free(self.table)
        free(self.json.data)

    # ---- what a card is filled with

    cdef const ParsedC* read(self, ParseResult result) except NULL:
        """Points at what a result holds; it must live until its card is filled."""
        cdef AtHandC* hand = self.card.own
        self.given.kind, self.given.data = PyUnicode_KIND(result.text), PyUnicode_DATA(result.text)
        self.given.length = PyUnicode_GET_LENGTH(result.text)
        hand.zone, hand.script, hand.has_received = &result.zone.c, NOT_KNOWN, result.is_timed
        hand.received, hand.received_offset = result.received, result.received_offset
        return result.parsed()

    cdef bint fill(self, const GivenC* given, const ParsedC* parsed, AtHandC* hand) noexcept nogil:
        """Fills the card of a parsed message; False where Python raised something, see `check`."""
        read_message(self.card, &self.pipeline.pack, given, parsed, hand)
        self.plan = self.find_plan()
        if self.plan == NULL:
            return False
        self.fill_plan()
        return not (self.card.points.failed or self.card.values.failed)

    cdef void fill_plan(self) noexcept nogil:
        """Fills the card of the message that was read, whose plan is known."""
        cdef const AtHandC* hand = self.card.hand
        self.card.reader.year = year_of(hand.received) if hand.has_received else -1
        self.card.skeleton = self.plan.skeleton
        self.card.sender, self.card.hotline = self.plan.sender, self.plan.hotline
        fill_card(self.card)

    # ---- plans

    cdef const PlanC* find(self, uint64_t key, uint64_t truth) noexcept nogil:
        cdef uint64_t place = place_in_table(key, truth)
        cdef const EntryC* entry
        while True:
            entry = &self.table[place & (PLACES - 1)]
            if entry.plan == NULL or (entry.key == key and entry.truth == truth):
                return entry.plan
            place += 1

    cdef void keep(self, owner, const PlanC* plan, uint64_t key, uint64_t truth):
        """Puts a plan into the table, which begins anew when it is full."""
        cdef uint64_t place = place_in_table(key, truth)
        if self.count >= PLACES_MAX:
            memset(self.table, 0, PLACES * sizeof(EntryC))
            self.count = 0
            self.kept = []
        while self.table[place & (PLACES - 1)].plan != NULL:
            place += 1
        self.table[place & (PLACES - 1)] = EntryC(key, truth, plan)
        self.kept.append(owner)
        self.count += 1

    cdef const PlanC* find_plan(self) noexcept nogil:
        """The plan of the message that was read, with its menu."""
        cdef const ParsedC* parsed = self.card.parsed
        cdef uint64_t key = <uint64_t> (parsed.verdict.profile + 1) << 32 | <uint64_t> parsed.answer.category << 2
        cdef const PlanC* plan
        key |= parsed.verdict.trust if parsed.verdict.profile >= 0 else UNKNOWN
        plan = self.find(key, ANY)
        if plan == NULL:
            plan = self.make_plan(key)
        if plan == NULL or (plan.probes[0] == 0 and not plan.shifts):
            return plan
        return self.with_menu(plan, key)

    cdef const PlanC* with_menu(self, const PlanC* plan, uint64_t key) noexcept nogil:
        """The plan with the menu that the message gets."""
        cdef uint64_t truth = 0 if plan.shifts else self.truth_of(plan)
        cdef const PlanC* found = NULL
        if not plan.shifts:
            found = self.find(key, truth)
        return found if found != NULL else self.make_menu(plan, key, truth)

    cdef uint64_t truth_of(self, const PlanC* plan) noexcept nogil:
        """Which probes of the plan hold: one bit each."""
        cdef uint64_t truth = 0
        cdef const int32_t* probe = plan.probes + 1
        cdef int index
        for index in range(plan.probes[0]):
            if holds_words(self.card, probe, plan.words):
                truth |= <uint64_t> 1 << index
            probe += probe[0]
        return truth & self.moments(plan) if plan.has_moments else truth

    cdef uint64_t moments(self, const PlanC* plan) noexcept with gil:
        try:
            return self.planner.moments((<Owner> plan.owner).plan, self.received_at(), self.now)
        except Exception as error:
            self.error = error
            return 0

    cdef const PlanC* make_plan(self, uint64_t key) noexcept with gil:
        cdef const ParsedC* parsed = self.card.parsed
        cdef Owner owner
        try:
            sender = None
            if parsed.verdict.profile >= 0:
                senders, profile = self.pipeline.senders, parsed.verdict.profile
                sender = plans.Someone(senders.ids[profile], senders.titles[profile], TRUSTS[parsed.verdict.trust])
            plan = self.planner.plan(key, parsed.answer.category, sender)
            menu, menu_json = None, b""
            if not plan.shifts and not plan.moments:
                menu, menu_json = self.planner.menu(plan, 0, plan.told, self.now)
            owner = Owner(plan, menu, menu_json)
            self.keep(owner, &owner.c, key, ANY)
            return &owner.c
        except Exception as error:
            self.error = error
            return NULL

    cdef const PlanC* make_menu(self, const PlanC* plan, uint64_t key, uint64_t truth) noexcept with gil:
        """The plan with the menu that its probes' truth, or this very message, leads to."""
        cdef Owner owner = <Owner> plan.owner
        try:
            menu, menu_json = self.planner.menu(owner.plan, truth, self.told(plan), self.now)
            if plan.shifts:
                owner.menu, owner.menu_json = menu, menu_json
                owner.c.menu, owner.c.menu_length = <const char*> <bytes> menu_json, len(menu_json)
                return plan
            owner = Owner(owner.plan, menu, menu_json)
            self.keep(owner, &owner.c, key, truth)
            return &owner.c
        except Exception as error:
            self.error = error
            return NULL

    cdef object told(self, const PlanC* plan):
        """The message in the shape of a result."""
        cdef CardC* card = self.card
        cdef const FieldC* row
        cdef object told = (<Owner> plan.owner).plan.told
        cdef str text = PyUnicode_FromKindAndData(card.given.kind, card.given.data, card.given.length)
        cdef dict fields = {}
        cdef int place
        for place in range(card.shown.count):
            row = &card.parsed.fields.rows[card.shown.rows[place]]
            known = work_out(card.pack, card.given, card.parsed, card.shown.rows[place], card.hand)
            value = PyUnicode_FromKindAndData(4, card.hand.value.units, card.hand.value.length) if known else None
            unit = card.hand.value.unit.decode("ascii") or None
            field, name = plain_text(text[row.start:row.end], value, unit), self.pipeline.field_names[row.name]
            if row.more:
                first = fields[name]
                fields[name] = plain_text(first.text, first.value, first.unit, (*first.more, field))
            else:
                fields[name] = field
        return plans.Told(told.category, told.sender, fields, text, self.received_at())

    cdef str received_at(self):
        if not self.card.hand.has_received:
            return None
        return iso_datetime(self.card.hand.received, self.card.hand.received_offset, with_seconds=True)

    # ---- a probe: any fields and values, where messages give only those that resolvers find

    cdef void read_told(self, told) except *:
        """Takes anything in the shape of a result whose text is that of its fields, one after the other."""
        cdef str text = told.text
        cdef list values = []
        cdef int start = 0, place
        self.given.kind, self.given.data = PyUnicode_KIND(text), PyUnicode_DATA(text)
        self.given.length = PyUnicode_GET_LENGTH(text)
        self.card.own.script = NOT_KNOWN
        self.parsed.answer.category = self.pipeline.pairs.index(told.category)
        self.parsed.verdict.profile, self.parsed.fields.length = -1, 0
        for name, field in told.fields.items():
            for further, one in enumerate((field, *field.more)):
                add_field(&self.parsed.fields, self.pipeline.field_names.index(name), start, start + len(one.text), -1,
                          further > 0)
                start += len(one.text)
                values.append(one)
        self.card.own.zone, self.card.own.has_received = &self.zone.c, told.received_at is not None
        if told.received_at is not None:
            utc, self.card.own.received_offset = received_from(told.received_at)
            self.card.own.received = utc + 60 * self.card.own.received_offset
        read_message(self.card, &self.pipeline.pack, &self.given, &self.parsed, self.card.own)
        for place in range(self.card.shown.count):
            hold_given(self.card, place, values[self.card.shown.rows[place]])

    cdef tuple probe(self, told, sender):
        """The card and its JSON."""
        cdef Owner owner
        self.read_told(told)
        plan = self.planner.made(plans.Told(told.category, sender))
        owner = Owner(plan, None, b"")
        owner = Owner(plan, *self.planner.menu(plan, self.truth_of(&owner.c), told, self.now))
        self.plan = &owner.c
        self.fill_plan()
        self.put_json()
        return self.made(), self.json.data[:self.json.length]

    # ---- JSON

    cdef bint write(self, const GivenC* given, const ParsedC* parsed, AtHandC* hand) noexcept nogil:
        """Leaves the JSON of a parsed message's card in `json`; False where it could not be made, see `check`."""
        if not self.fill(given, parsed, hand):
            return False
        self.put_json()
        return not self.json.failed

    cdef void put_json(self) noexcept nogil:
        """Leaves the JSON of the card that was filled in `json`."""
        self.json.length = 0
        put_card(self.card, self.plan.menu, self.plan.menu_length, self.plan.brand, self.plan.brand_length, &self.json)

    cdef void check(self) except *:
        """Raises what went wrong with the last card, if anything did."""
        if self.error is not None:
            error, self.error = self.error, None
            raise error
        if self.json.failed or self.card.points.failed or self.card.values.failed:
            raise MemoryError("a card")

    # ---- objects

    cdef str text(self, const FilledC* text):
        if text.object >= 0:
            return <str> (<Owner> self.plan.owner).objects[text.object]
        if text.length == 0:
            return ""
        return PyUnicode_FromKindAndData(4, self.card.points.data + text.start, text.length)

    cdef object made(self):
        """The card that was filled, as an object."""
        cdef Owner owner = <Owner> self.plan.owner
        cdef object card = blank(&card_slots)
        set_slot(card, card_slots.offsets[0], owner.objects[owner.c.skeleton.code[2]])
        set_slot(card, card_slots.offsets[1], self.text(&self.card.title))
        set_slot(card, card_slots.offsets[2], self.text(&self.card.subtitle))
        set_slot(card, card_slots.offsets[3], self.rows())
        set_slot(card, card_slots.offsets[4], self.progress())
        set_slot(card, card_slots.offsets[5], self.timeline())
        set_slot(card, card_slots.offsets[6], self.actions())
        set_slot(card, card_slots.offsets[7], owner.menu)
        set_slot(card, card_slots.offsets[8], owner.plan.brand)
        return card

    cdef tuple rows(self):
        cdef tuple objects = (<Owner> self.plan.owner).objects
        cdef list rows = []
        cdef object row
        cdef const int32_t* code
        cdef int index
        for index in range(self.card.row_count):
            code = self.card.rows[index].code
            row = blank(&row_slots)
            set_slot(row, row_slots.offsets[0], objects[code[1]])
            set_slot(row, row_slots.offsets[1], self.text(&self.card.rows[index].value))
            set_slot(row, row_slots.offsets[2], objects[code[2]])
            rows.append(row)
        return tuple(rows)

    cdef object progress(self):
        cdef object progress
        if self.card.progress.code == NULL:
            return None
        progress = blank(&progress_slots)
        set_slot(progress, progress_slots.offsets[0], (<Owner> self.plan.owner).objects[self.card.progress.code[1]])
        set_slot(progress, progress_slots.offsets[1], self.text(&self.card.progress.used))
        set_slot(progress, progress_slots.offsets[2], self.text(&self.card.progress.total))
        set_slot(progress, progress_slots.offsets[3], self.text(&self.card.progress.left))
        set_slot(progress, progress_slots.offsets[4], None if self.card.progress.share < 0 else self.card.progress.share)
        return progress

    cdef tuple timeline(self):
        cdef tuple objects = (<Owner> self.plan.owner).objects
        cdef list stops = []
        cdef object stop
        cdef int index
        for index in range(self.card.stop_count):
            stop = blank(&stop_slots)
            set_slot(stop, stop_slots.offsets[0], objects[self.card.stops[index].code[1]])
            set_slot(stop, stop_slots.offsets[1], self.text(&self.card.stops[index].text))
            set_slot(stop, stop_slots.offsets[2], self.text(&self.card.stops[index].time))
            set_slot(stop, stop_slots.offsets[3], objects[self.card.stops[index].code[2]])
            stops.append(stop)
        return tuple(stops)

    cdef tuple actions(self):
        cdef list actions = [], chain
        cdef const ActionC* action
        cdef str label
        cdef int index, link
        for index in range(self.card.action_count):
            action = &self.card.actions[index]
            label, chain = self.text(&action.label), []
            for link in range(action.link_count - 1, -1, -1):
                chain.append(made_link(self, label, &action.links[link], () if link else tuple(reversed(chain))))
            actions.append(chain[len(chain) - 1])
        return tuple(actions)


cdef void hold_given(CardC* card, int place, field) except *:
    """Holds the value and unit that a field is given in place of those worked out."""
    cdef HeldC* held = &card.held[place]
    cdef bytes unit = (field.unit or "").encode("ascii")
    cdef str value = field.value or ""
    held.has_value, held.value, held.value_length = True, card.values.length, <int> len(value)
    memcpy(held.unit, <const char*> unit, len(unit) + 1)
    if not make_room(&card.values, held.value_length):
        raise MemoryError("a value")
    for point in value:
        card.values.data[card.values.length] = ord(point)
        card.values.length += 1


cdef object made_link(CardWriter writer, str label, const StepC* link, tuple fallbacks):
    """One action of a chain."""
    cdef tuple objects = (<Owner> writer.plan.owner).objects
    cdef object made = blank(&action_slots)
    cdef const ParamC* param
    cdef list params = []
    cdef int index
    for index in range(link.param_count):
        param = &link.params[index]
        params.append((objects[param.code[1]], writer.text(&param.value)))
    set_slot(made, action_slots.offsets[0], objects[link.code[1]])
    set_slot(made, action_slots.offsets[1], label)
    set_slot(made, action_slots.offsets[2], writer.text(&link.target))
    set_slot(made, action_slots.offsets[3], tuple(params))
    set_slot(made, action_slots.offsets[4], fallbacks)
    return made


cdef class Cards:
    """The cards of an engine for one context; shared by threads, each of which takes a writer of its own."""
    cdef readonly object planner
    cdef Pipeline pipeline
    cdef Zone zone
    cdef list idle

    def __init__(self, planner, Pipeline pipeline not None, Zone zone not None):
        learn_cards()
        self.planner, self.pipeline, self.zone = planner, pipeline, zone
        self.idle = []

    cdef CardWriter take(self):
        try:
            return self.idle.pop()
        except IndexError:
            return CardWriter(self.planner, self.pipeline, self.zone)

    cdef void give_back(self, CardWriter writer):
        writer.now = None
        self.idle.append(writer)

    def card(self, ParseResult result not None, now):
        """See _native.pyi."""
        cdef CardWriter writer = self.take()
        cdef const ParsedC* parsed = writer.read(result)
        writer.now = now
        if not writer.fill(&writer.given, parsed, writer.card.own):
            writer.check()
        card = writer.made()
        self.give_back(writer)
        return card

    def json(self, ParseResult result not None, now):
        """See _native.pyi."""
        cdef CardWriter writer = self.take()
        cdef const ParsedC* parsed = writer.read(result)
        writer.now = now
        if not writer.write(&writer.given, parsed, writer.card.own):
            writer.check()
        told = writer.json.data[:writer.json.length]
        self.give_back(writer)
        return told

    def probe(self, told, sender, now):
        """See _native.pyi."""
        cdef CardWriter writer = self.take()
        writer.now = now
        return writer.probe(told, sender)
