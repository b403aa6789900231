# A compiled pack and a model as an object: what the native pass (parsing/) reads, with Python around it.
#
# `Pipeline` is immutable once built, but for words it makes once for all results. What a message needs while it is
# parsed lives in a `Scratch`; those nobody uses stand in a chain, one is taken from it and given back, so threads never
# share one.

cdef enum:
    MAX_UNITS = 30720       # a code point folds to three units at most (…), and a message has 10,000
    MAX_REGEX_UNITS = 1000  # how much of a message a free expression sees

cdef double REGEX_SECONDS = 0.05    # how long one free expression may take


cdef class Scratch:
    """The buffers of one message; reused, never shared."""
    cdef WorkC work
    cdef Pipeline pipeline
    cdef Scratch next       # of those nobody uses

    def __cinit__(self, Pipeline pipeline):
        cdef WorkC* work = &self.work
        cdef int literals = pipeline.pack.literals.count, templates = pipeline.pack.tables.template_count
        self.pipeline = pipeline
        work.folded.capacity = MAX_UNITS
        work.folded.units = <uint32_t*> malloc(MAX_UNITS * sizeof(uint32_t))
        work.folded.origin = <int32_t*> malloc(MAX_UNITS * sizeof(int32_t))
        # one bit an instruction and position; see verifier.pxi
        work.text.visited = <uint64_t*> malloc(
            ((pipeline.largest_program * (MAX_UNITS + 1)) // 64 + 1) * sizeof(uint64_t))
        work.features = <uint32_t*> malloc(MAX_FEATURES * sizeof(uint32_t))
        work.logits = <int64_t*> malloc((pipeline.pack.pairs + 1) * sizeof(int64_t))
        work.links = <LinkC*> malloc(MAX_LINKS * sizeof(LinkC))
        if (not make_hits(&work.hits, literals) or not make_candidates(&work.candidates, templates)
                or not make_answers(&work.text)
                or work.folded.units == NULL or work.folded.origin == NULL or work.text.visited == NULL
                or work.features == NULL or work.logits == NULL or work.links == NULL):
            raise MemoryError("scratch buffers of one message")
        work.text.lexicons = pipeline.pack.lexicons
        work.text.program_units = pipeline.pack.units
        work.text.firsts = pipeline.pack.tables.firsts
        work.caller, work.search = <void*> self, search_regex

    def __dealloc__(self):
        free(self.work.folded.units)
        free(self.work.folded.origin)
        free_hits(&self.work.hits)
        free(self.work.text.visited)
        free_candidates(&self.work.candidates)
        free_answers(&self.work.text)
        free(self.work.features)
        free(self.work.logits)
        free(self.work.links)

    cdef void point_at(self, str message, sender_number):
        """Points at the code points of a message; they must live until it is parsed."""
        read_sender(sender_number or "", &self.work.number)
        self.work.given.kind = PyUnicode_KIND(message)
        self.work.given.data = PyUnicode_DATA(message)
        self.work.given.length = PyUnicode_GET_LENGTH(message)

    cdef str folded(self, int start, int end):
        """Units of the folded message as a text."""
        return PyUnicode_FromKindAndData(4, self.work.folded.units + start, end - start)

    cdef str whole(self):
        """The folded message."""
        return self.folded(0, self.work.folded.length)


cdef int search_regex(void* caller, int rule, FieldsC* out) noexcept with gil:
    """Whether a rule's free expression matches the folded text, of which it sees the first MAX_REGEX_UNITS; its named
    groups are added to `out`. -1 where the rule has none. One that takes too long counts as no match and is flagged."""
    cdef Scratch s = <Scratch> caller
    expression = s.pipeline.regexes.get(rule)
    if expression is None:
        return -1
    try:
        match = expression.search(s.folded(0, min(s.work.folded.length, MAX_REGEX_UNITS)), timeout=REGEX_SECONDS)
    except TimeoutError:
        s.work.limit_hit = True
        return 0
    if match is None:
        return 0
    for name in match.re.groupindex:
        if match.start(name) >= 0:
            add_field(out, s.pipeline.field_names.index(name), match.start(name), match.end(name), rule, False)
    return 1


cdef list listed(const FieldsC* fields):
    """Values as tuples: (field number, start, end, rule number or -1, whether it stands in `more`)."""
    cdef int index
    return [
        (fields.rows[index].name, fields.rows[index].start, fields.rows[index].end, fields.rows[index].rule,
         bool(fields.rows[index].more))
        for index in range(fields.length)
    ]


cdef class Pipeline:
    """Everything of a compiled pack and a model that parsing reads, as pointers into their mapped sections.

    Its parser (parser.pxi) runs the pass for each message; ``explain`` runs the same and tells what it saw.
    """
    cdef readonly object sections
    cdef readonly tuple pairs, field_names, flag_names
    cdef readonly Strings rule_ids, literals
    cdef NativeModel model
    cdef dict expressions
    cdef readonly Senders senders
    cdef dict rule_names    # by number; made when somebody first asks for one
    cdef dict sets_of_flags     # by their bits; likewise
    cdef list keep
    cdef Scratch idle       # the first of those nobody uses
    cdef PackC pack
    cdef int largest_program
    cdef bytes kinds, leans

    def __init__(self, sections, dict settings, NativeModel model):
        self.sections = sections
        from sys import intern

        self.keep, self.rule_names, self.sets_of_flags = [], {}, {}
        self.pairs, self.field_names, self.flag_names = (
            tuple(map(intern, settings[name])) for name in ("pairs", "fields", "flags"))
        self.rule_ids, self.literals = Strings(sections, "rule.ids"), Strings(sections, "literal.texts")
        self.expressions = {}
        self.model = model
        self.senders = Senders(sections)
        self.pack.senders = &self.senders.table
        self.pack.intent = NULL if model is None else &model.model
        self.pack.pairs = <int> len(self.pairs)
        self.pack.abstain = self.pairs.index(*settings["abstain"])
        self.pack.phishing = self.pairs.index("risk.phishing") if "risk.phishing" in self.pairs else -1
        self.pack.native_share = float(settings["native_share"][0])
        self.pack.foreign_threshold = float(settings["foreign_threshold"][0])
        self.read_text_sections()
        self.read_rule_sections()
        self.name_fields()
        self.name_resolvers()
        self.name_lexicons(settings["lexicons"])

    @property
    def regexes(self):
        """Rule number -> compiled free expression; empty in the built-in pack."""
        return self.expressions

    @regexes.setter
    def regexes(self, dict expressions):
        self.expressions = expressions
        self.pack.has_regexes = bool(expressions)

    cdef const void* section(self, str name):
        cdef Section section = Section(self.sections[name])
        self.keep.append(section)
        return section.data

    cdef int words(self, str name):
        return (<int> len(self.sections[name])) // 4

    cdef void read_text_sections(self):
        """Folding, lexicons and literals."""
        cdef PackC* pack = &self.pack
        pack.folding.pages = <const uint16_t*> self.section("fold.pages")
        pack.folding.entries = <const uint32_t*> self.section("fold.entries")
        pack.folding.multi = <const uint32_t*> self.section("fold.multi")
        pack.lexicons.starts = <const int32_t*> self.section("lexicon.starts")
        pack.lexicons.rows = <const uint32_t*> self.section("lexicon.rows")
        pack.lexicons.units = <const uint32_t*> self.section("lexicon.units")
        pack.lexicons.firsts = <const uint8_t*> self.section("lexicon.firsts")
        pack.units = <const uint32_t*> self.section("units")
        pack.literals.units = <const uint32_t*> self.section("literal.units")
        pack.literals.rows = <const uint32_t*> self.section("literal.table")
        pack.literals.buckets = <const uint32_t*> self.section("literal.buckets")
        pack.literals.bucket_mask = self.words("literal.buckets") // BUCKET_WORDS - 1
        pack.literals.bitmap = <const uint8_t*> self.section("literal.bitmap")
        pack.literals.bit_mask = 32 * self.words("literal.bitmap") - 1
        pack.literals.count = <int> len(self.literals)

    cdef void read_rule_sections(self):
        """Templates, rules and what offers them."""
        cdef PackC* pack = &self.pack
        cdef const uint64_t* scopes = <const uint64_t*> self.section("category.sets")  # in the order of rulepack/compiler.py
        pack.tables.programs = <const int32_t*> self.section("programs")
        pack.tables.templates = <const int32_t*> self.section("templates")
        pack.tables.template_count = self.words("templates") // TEMPLATE_WORDS
        pack.tables.firsts = <const uint8_t*> self.section("firsts")
        pack.tables.scopes = <const int32_t*> self.section("scopes")
        pack.tables.captures = <const int32_t*> self.section("captures")
        pack.tables.conditions = <const int32_t*> self.section("conditions")
        pack.tables.rules = <const int32_t*> self.section("rules")
        pack.urges = <const uint8_t*> self.section("rule.urges")
        pack.tables.offer_starts = <const int32_t*> self.section("literal.starts")
        pack.tables.offers = <const int32_t*> self.section("literal.offers")
        pack.picking = <const int32_t*> self.section("picking")
        pack.picking_starts = <const int32_t*> self.section("picking.starts")
        pack.phone_scope, pack.code_scope, pack.hash_scope = scopes, scopes + 2, scopes + 4
        pack.urgent_scope, pack.clock_scope, pack.order_scope = scopes + 6, scopes + 8, scopes + 10
        self.largest_program = (<const int32_t*> self.section("program.largest"))[0]

    cdef void name_fields(self):
        cdef PackC* pack = &self.pack
        index = self.field_names.index
        pack.fields.count = <int> len(self.field_names)
        pack.fields.currency, pack.fields.amount, pack.fields.balance = index("currency"), index("amount"), index("balance")
        pack.fields.credit_limit, pack.fields.time, pack.fields.code = index("credit_limit"), index("time"), index("code")
        pack.fields.pickup_code, pack.fields.phone, pack.fields.url = index("pickup_code"), index("phone"), index("url")
        pack.fields.signature, pack.fields.host = index("signature"), index("host")
        pack.fields.app_hash = index("app_hash")
        pack.fields.number, pack.fields.due_date = index("number"), index("due_date")
        pack.fields.money = 0
        for number in map(index, ("amount", "balance", "min_payment", "credit_limit")):
            pack.fields.money |= <uint64_t> 1 << <int> number

    cdef void name_resolvers(self):
        """How each field is resolved, and which way the times of each category are looked for."""
        from smsparse.entities.kinds import kind_of

        self.kinds = bytes([RESOLVERS[kind_of(name)] for name in self.field_names])
        self.leans = bytes([lean_of(pair) for pair in self.pairs])
        self.pack.kinds, self.pack.leans = self.kinds, self.leans
        self.pack.train = self.pairs.index("travel.train") if "travel.train" in self.pairs else -1

    cdef void name_lexicons(self, tuple lexicons):
        cdef PackC* pack = &self.pack
        pack.words.brand, pack.words.heading = lexicons.index("signature_brand"), lexicons.index("signature_heading")
        pack.words.closing = lexicons.index("message_closing")
        pack.words.subject_before = lexicons.index("phone_subject_before")
        pack.words.subject_after = lexicons.index("phone_subject_after")

    cdef Scratch take(self):
        """Buffers for one message: idle ones, or new ones."""
        cdef Scratch scratch = self.idle
        if scratch is None:
            return Scratch(self)
        self.idle, scratch.next = scratch.next, None
        return scratch

    cdef void give_back(self, Scratch scratch):
        """Keeps the buffers for the next message, and nothing of this one."""
        scratch.work.given.data, scratch.work.given.length = NULL, 0
        scratch.next, self.idle = self.idle, scratch

    # ---- the way of one message

    def features_if_undecided(self, str message not None, sender_number):
        """(features a model is to classify, whether the message is foreign to it) where no rule decides; None where one does."""
        cdef Scratch s = self.take()
        cdef FieldsC unused
        try:
            s.point_at(message, sender_number)
            begin_message(&self.pack, &s.work)
            if decide_by_rule(&self.pack, &s.work, &unused) >= 0:
                return None
            count = hash_features(s.work.folded.units, s.work.folded.length, s.work.features, MAX_FEATURES)
            return [s.work.features[index] for index in range(count)], bool(is_foreign(&self.pack, &s.work))
        finally:
            self.give_back(s)

    # ---- words of results, shared by all of them

    cdef str name_of(self, int rule):
        """``rule:<id>`` of a rule that decides categories, ``field:<id>`` of one that finds a field."""
        cdef str name = self.rule_names.get(rule)
        if name is None:
            name = ("rule:" if self.decides(rule) else "field:") + self.rule_ids[rule]
            self.rule_names[rule] = name
        return name

    cdef str finder_of(self, int rule):
        """What found a field: ``slot`` of the rule that decided, a field rule by its name, or ``finder`` for none."""
        if rule < 0:
            return "finder"
        return "slot" if self.decides(rule) else self.name_of(rule)

    cdef tuple flags_of(self, int bits):
        """Names of the flags that are set."""
        cdef tuple names = self.sets_of_flags.get(bits)
        if names is None:
            names = tuple([name for number, name in enumerate(self.flag_names) if bits >> number & 1])
            self.sets_of_flags[bits] = names
        return names

    cdef bint decides(self, int rule):
        """Whether the rule of this number decides categories."""
        return self.pack.tables.rules[rule * RULE_WORDS + R_KIND] == KIND_CATEGORY

    # ---- for engines and explanations

    def fold(self, str text):
        """The folded text, as a message is folded."""
        cdef Scratch scratch = self.take()
        try:
            scratch.point_at(text, None)
            fold_message(&self.pack, &scratch.work)
            return scratch.whole()
        finally:
            self.give_back(scratch)

    def explain(self, str message not None, sender_number, slot_types):
        """Parses one message and tells what it saw; the reasons are for the caller to find.

        `slot_types`: numbers of the types without a range whose spans are wanted. Returns a dict: `decided` is the
        number of the winning rule, negative for none; `sender` the profile recognised or -1; `folded` and `literals`
        what was searched and found in it; `templates` a dict each for those that a literal offered or that need none
        (see `template_told`); `spans` a list of (start, end) by slot type; `contacts` (start, end, whether the words
        around it say whose number it is); `model` its best three pairs with their probabilities, `threshold` what it
        needs. Spans are in code points of `message`.
        """
        cdef Scratch scratch = self.take()
        try:
            return self.explain_into(scratch, message, sender_number, slot_types)
        finally:
            self.give_back(scratch)

    cdef dict explain_into(self, Scratch s, str message, sender_number, slot_types):
        cdef ParsedC parsed
        cdef WorkC* work = &s.work
        cdef int index, offer, first, last, category
        s.point_at(message, sender_number)
        parse_message(&self.pack, work, NULL, &parsed)
        category = parsed.answer.category
        cdef set offered = {
            self.pack.picking[index]
            for index in range(self.pack.picking_starts[category], self.pack.picking_starts[category + 1])
        }
        for index in range(work.hits.length):
            first = first_offer(&self.pack.tables, work.hits.found[index], 0)
            last = first_offer(&self.pack.tables, work.hits.found[index], KINDS)
            for offer in range(first, last):
                offered.add(offer_of(&self.pack.tables, offer)[O_TEMPLATE])
        return {
            "decided": parsed.answer.decided,
            "sender": work.hit.profile,
            "folded": s.whole(),
            "literals": [self.literals[work.hits.found[index]] for index in range(work.hits.length)],
            "templates": [self.template_told(s, number, category) for number in sorted(offered)],
            "spans": {kind: self.spans_of_type(s, kind) for kind in slot_types},
            "contacts": self.contacts_of(s),
            "model": self.model_top(s),
            "threshold": None if self.model is None else self.model.threshold,
        }

    cdef dict template_told(self, Scratch s, int number, int category):
        """One template: whether it matches, its words of `unless` that stand in the message, of `require` that do not, and of
        `some` where none does, whether it needs a contradiction of the sender and there is none, whether a field or flag
        rule is for the category, its slots as (name, start, end, more): of every match where it picks among them."""
        cdef const int32_t* template = template_of(&self.pack.tables, number)
        cdef const int32_t* rule = rule_of(&self.pack.tables, template)
        cdef MatchC match
        cdef FieldsC slots
        cdef list told = []
        slots.length, slots.is_full = 0, False
        matched = verify_as_written(&self.pack, &s.work, number, &match)
        if template[T_RULE] in self.expressions:
            matched = search_regex(<void*> s, template[T_RULE], &slots) == 1
            told = self.in_points(s, &slots)
        elif rule[R_PICK]:
            told = self.all_slots(s, number)
        elif matched:
            add_slots(&self.pack, &s.work, number, &match, &slots)
            told = self.in_points(s, &slots)
        trusted = matched and rule[R_DISTRUST] and not distrusted(&self.pack, &s.work, number, &match)
        return {
            "rule": template[T_RULE],
            "kind": rule[R_KIND],
            "category": rule[R_CATEGORY],
            "sender": rule[R_SENDER],
            "priority": rule[R_PRIORITY],
            "points": template[T_POINTS],
            "flags": rule[R_FLAGS],
            "pick": rule[R_PICK],
            "covers": rule[R_KIND] == 0 or rule_covers(rule, category),
            "trusted": bool(trusted),
            "matched": bool(matched),
            "unless": self.words_of(s, template[T_UNLESS], template[T_UNLESS_COUNT], True),
            "missing": self.words_of(s, template[T_REQUIRE], template[T_REQUIRE_COUNT], False),
            "none_of": [] if self.words_of(s, template[T_SOME], template[T_SOME_COUNT], True)
            else self.words_of(s, template[T_SOME], template[T_SOME_COUNT], False),
            "slots": [(name, start, end, more) for name, start, end, _, more in told if name < len(self.field_names)],
        }

    cdef list in_points(self, Scratch s, FieldsC* fields):
        """Values as tuples, their spans in code points."""
        to_points(&s.work, fields)
        return listed(fields)

    cdef list all_slots(self, Scratch s, int number):
        """The slots of every match of a template without a cue: it chooses among them."""
        cdef FieldsC slots
        cdef int start = 0
        cdef list found = []
        while next_slots(&self.pack, &s.work, number, &start, &slots):
            found.extend(self.in_points(s, &slots))
        return found

    cdef list words_of(self, Scratch s, int start, int count, bint found):
        """Of the words of a condition those that stand in the message, or those that do not."""
        cdef const int32_t* words = self.pack.tables.conditions + start
        cdef int index
        return [
            self.literals[words[index]] for index in range(count)
            if stands(&s.work.hits, words[index]) == found
        ]

    cdef list spans_of_type(self, Scratch s, int kind):
        """(start, end) of what a slot type finds from left to right, none inside another."""
        cdef FoundC found
        cdef int at = 0, end
        cdef list spans = []
        while at < s.work.folded.length:
            end = find_slot(
                &self.pack.lexicons, kind, 0, 0, s.work.folded.units, s.work.folded.length, at, &found)
            if end > 0 and found.stop > found.start:
                spans.append(self.span_of(s, found.start, found.stop))
            at = max(end, at + 1)
        return spans

    cdef list contacts_of(self, Scratch s):
        """(start, end, is a subject) of every number of a callable shape."""
        cdef const PackC* pack = &self.pack
        cdef WorkC* work = &s.work
        cdef FoundC contact
        cdef int start = 0
        cdef list spans = []
        while find_contact(work.folded.units, work.folded.length, start, &contact) > 0:
            start = contact.end
            subject = is_subject(
                &pack.lexicons, pack.words.subject_before, pack.words.subject_after, work.folded.units,
                work.folded.length, &contact)
            spans.append((*self.span_of(s, contact.start, contact.stop), bool(subject)))
        return spans

    cdef tuple span_of(self, Scratch s, int start, int end):
        """A span of units as one of code points."""
        return s.work.folded.origin[start], s.work.folded.origin[end - 1] + 1

    cdef list model_top(self, Scratch s):
        """The model's three best pairs with their probabilities; empty without a model."""
        if self.model is None:
            return []
        count = hash_features(s.work.folded.units, s.work.folded.length, s.work.features, MAX_FEATURES)
        classify(&self.model.model, s.work.features, count, s.work.logits)
        chances = self.model.probabilities(s.work.logits, count)
        order = sorted(range(len(chances)), key=lambda number: -chances[number])[:3]
        return [[self.pairs[number], round(chances[number], 3)] for number in order]

    # ---- probes: the kernels one by one, on text taken as already folded; what the parity tests compare

    cdef void load(self, Scratch s, str folded):
        cdef int index
        folded = folded[:MAX_UNITS]
        for index in range(len(folded)):
            s.work.folded.units[index] = ord(folded[index])
            s.work.folded.origin[index] = index
        s.work.folded.length = s.work.text.length = len(folded)
        s.work.text.units = s.work.folded.units
        mark_brackets(&self.pack, &s.work)

    def probe_fold(self, str text):
        """(folded text, origin of each unit, whether something was repaired)."""
        cdef Scratch s = self.take()
        s.point_at(text, None)
        cdef int flags = fold_message(&self.pack, &s.work)
        folded = s.whole()
        origins = [s.work.folded.origin[index] for index in range(s.work.folded.length)]
        self.give_back(s)
        return folded, origins, bool(flags & F_REPAIRED)

    def probe_literals(self, str folded):
        """Numbers of the literals found."""
        cdef Scratch s = self.take()
        self.load(s, folded)
        find_literals(&self.pack.literals, s.work.folded.units, s.work.folded.length, &s.work.hits)
        found = {s.work.hits.found[index] for index in range(s.work.hits.length)}
        self.give_back(s)
        return found

    def probe_slot(self, int kind, int low, int high, str folded, int at):
        """(value start, value end, slot end) of the slot type number `kind` at `at`, or None."""
        cdef Scratch s = self.take()
        cdef FoundC found
        self.load(s, folded)
        end = find_slot(
            &self.pack.lexicons, kind, low, high, s.work.folded.units, s.work.folded.length, at, &found)
        self.give_back(s)
        return None if end < 0 else (found.start, found.stop, found.end)

    def probe_template(self, int number, str folded):
        """(start, end, [(capture, start, end)]) of the leftmost match of a template, or None."""
        cdef Scratch s = self.take()
        cdef MatchC match
        cdef const int32_t* template = template_of(&self.pack.tables, number)
        self.load(s, folded)
        matched = verify(&s.work.text, &self.pack.tables, number, 0, s.work.text.length, &match)
        self.give_back(s)
        if not matched:
            return None
        captures = [
            (index, match.captures[index].start, match.captures[index].end)
            for index in range(template[T_CAPTURE_COUNT]) if match.captures[index].start >= 0
        ]
        return match.start, match.end, captures

    def probe_steps(self, str message not None, sender_number=None):
        """(units, steps that verifying took, steps it might have taken) of a message."""
        cdef Scratch s = self.take()
        cdef ParsedC parsed
        s.point_at(message, sender_number)
        parse_message(&self.pack, &s.work, NULL, &parsed)
        allowed = steps_for(s.work.text.length)
        taken = allowed - s.work.text.steps
        self.give_back(s)
        return s.work.text.length, taken, allowed

    def probe_candidates(self, str folded):
        """First and last place a match may begin, by number of the templates the prefilter offers."""
        cdef Scratch s = self.take()
        cdef int index, number
        self.load(s, folded)
        find_literals(&self.pack.literals, s.work.folded.units, s.work.folded.length, &s.work.hits)
        offered = {}
        for kind in (KIND_CATEGORY, KIND_FIELD, KIND_FLAG):
            find_candidates(&self.pack.tables, &s.work.hits, kind, ANYBODY, &s.work.candidates)
            for index in range(s.work.candidates.count):
                number = s.work.candidates.numbers[index]
                last = window_last(&s.work.candidates, number, s.work.text.length)
                offered[number] = window_first(&s.work.candidates, number), last
        self.give_back(s)
        return offered
