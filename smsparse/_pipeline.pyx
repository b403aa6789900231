# cython: language_level=3, boundscheck=False, wraparound=False, autotestdict=False
"""The way of one message, on one page: fold, find literals, verify the candidates, ask the model, gather the fields.

`Pipeline` is immutable once built. What a message needs while it is parsed lives in a `Scratch`; scratches are kept in
a list and taken from it, so threads never share one.
"""

from cpython.unicode cimport PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND
from libc.stdint cimport int32_t, int64_t, uint8_t, uint16_t, uint32_t, uint64_t
from libc.stdlib cimport calloc, free, malloc

from smsparse.intent.features cimport MAX_FEATURES, NO_TOKENS, hash_features
from smsparse.intent.native cimport NativeModel, classify
from smsparse.matching.app_hash cimport APP_HASH_LENGTH, is_app_hash
from smsparse.matching.brackets cimport BracketsC, find_brackets
from smsparse.matching.contacts cimport first_link, is_subject, next_link
from smsparse.matching.finders cimport (
    LEXICON_CURRENCY, SLOT_TIME, FoundC, LexiconsC, find_contact, find_currency_before, find_slot, find_word,
)
from smsparse.matching.literals cimport HitsC, LiteralTableC, find_literals
from smsparse.matching.verifier cimport INSTRUCTION_WORDS, MatchC, TextC, verify, verify_from
from smsparse.rulepack.sections cimport Section
from smsparse.senders.profiles cimport HitC, NumberC, match_sender, read_number, read_sender
from smsparse.senders.trust cimport (
    ACT_NOW, ASKS_SECRET, JudgedC, LinkC, Senders, VerdictC, calls_a_person, contradiction, judge, owns,
)
from smsparse.text.folding cimport REPAIRED, FoldedC, FoldTableC, fold

cdef enum:
    MAX_POINTS = 10000      # contract v1: longer messages are cut and flagged
    MAX_UNITS = 30720       # a code point folds to three units at most (…)
    TEMPLATE_WORDS = 14
    RULE_WORDS = 12
    MIN_LINK = 4            # units of the shortest link: t.cn
    MAX_REGEX_UNITS = 1000  # how much of a message a free expression sees
    CLOCK_REACH = 60        # how far behind its date a clock time may stand
    PART_LENGTH = 67        # UTF-16 units of a full part of a joined message: 140 bytes less a header of 6 (3GPP TS 23.040)
    CLOSING_REACH = 4       # units of the longest word that closes a message
    CALL_REACH = 12         # how near its end a number to call closes it
    CALL_DIGITS = 7         # of a number to call, blanked ones too

cdef int64_t MIN_LOGIT = -(<int64_t> 1 << 60)   # below every logit a model gives
cdef double REGEX_SECONDS = 0.05    # how long one free expression may take

# Words of a template and of a rule, in the order rulepack/compiler.py writes them.
cdef enum:
    T_PROGRAM = 0
    T_SIZE = 1
    T_RULE = 2
    T_CAPTURES = 3
    T_CAPTURE_COUNT = 4
    T_POINTS = 5
    T_REQUIRE = 6
    T_REQUIRE_COUNT = 7
    T_UNLESS = 8
    T_UNLESS_COUNT = 9
    T_SOME = 10
    T_SOME_COUNT = 11
    T_FIRSTS = 12
    R_KIND = 0
    R_CATEGORY = 1
    R_SENDER = 2
    R_PRIORITY = 3
    R_CONFIDENCE = 4        # of a field rule that picks: how sure the category must be
    R_FLAGS = 5
    R_SCOPE = 6
    R_PICK = 10
    R_DISTRUST = 11
    DISTRUST_CALL = 3       # its own slot `phone` is held against the sender, not the links

# How a field rule without a cue chooses, in the order of PICKS in rulepack/records.py.
cdef enum:
    PICK_SOLE = 1
    PICK_FIRST = 2

# Bits of the flags, in the order of FLAGS in rulepack/records.py.
cdef enum:
    F_CONTAINS_CODE = 1
    F_PROMO_TAIL = 2
    F_TIME_SENSITIVE = 4
    F_FRAGMENT = 8
    F_TRUNCATED = 16
    F_REPAIRED = 32
    F_LIMIT_HIT = 64


cdef inline bint in_scope(const uint64_t* scope, int category) noexcept nogil:
    return (scope[category >> 6] >> (category & 63)) & 1


cdef inline bint rule_covers(const int32_t* rule, int category) noexcept nogil:
    """Whether the category is in the scope of a field or flag rule."""
    return (<uint32_t> rule[R_SCOPE + (category >> 5)] >> (category & 31)) & 1


cdef bint may_hold_link(const uint32_t* text, int length) noexcept nogil:
    """Whether a stop before a letter, or two slashes, stand in the text; without either there is no link."""
    cdef int at
    for at in range(length - 1):
        if (text[at] == c"." and c"a" <= text[at + 1] <= c"z") or (text[at] == c"/" and text[at + 1] == c"/"):
            return True
    return False


cdef inline int64_t rank_of(const int32_t* rule, const int32_t* template) noexcept nogil:
    """Orders matches: priority, sender-bound, literal code points, the earlier rule."""
    return ((<int64_t> rule[R_PRIORITY] << 50) | (<int64_t> (rule[R_SENDER] >= 0) << 49)
            | (<int64_t> template[T_POINTS] << 24) | (0xFFFFFF - template[T_RULE]))


cdef inline uint64_t firsts_of(const int32_t* template) noexcept nogil:
    """The units a match may begin with, as `verify` takes them."""
    return (<uint32_t> template[T_FIRSTS]) | (<uint64_t> <uint32_t> template[T_FIRSTS + 1] << 32)


cdef class Scratch:
    """Buffers one message needs; reused, never shared."""
    cdef FoldedC folded
    cdef HitsC hits
    cdef TextC text
    cdef int32_t* candidates
    cdef int candidate_count
    cdef uint32_t* offered      # per template: epoch in which it became a candidate
    cdef uint32_t* features
    cdef int64_t* logits
    cdef BracketsC brackets
    cdef bint limit_hit         # a free expression took too long
    cdef NumberC number         # what the message came from
    cdef HitC sender            # the profile that signature and number name
    cdef JudgedC judged         # what trust looks at; its links are -1 while not looked for
    cdef LinkC* links
    cdef int contradiction      # how strongly the links contradict the sender; -1 while not asked
    cdef str message            # as it was given, while it is parsed: what folding hides is read from it

    def __cinit__(self, int literals, int templates, int largest, int pairs):
        self.folded.capacity = MAX_UNITS
        self.folded.units = <uint32_t*> malloc(MAX_UNITS * sizeof(uint32_t))
        self.folded.origin = <int32_t*> malloc(MAX_UNITS * sizeof(int32_t))
        self.hits.stamp = <uint32_t*> calloc(literals + 1, sizeof(uint32_t))
        self.hits.hits = <int32_t*> malloc((literals + 1) * sizeof(int32_t))
        # one bit an instruction and position; see verifier.pxd
        self.text.visited = <uint64_t*> malloc(((largest * (MAX_UNITS + 1)) // 64 + 1) * sizeof(uint64_t))
        self.candidates = <int32_t*> malloc((templates + 1) * sizeof(int32_t))
        self.offered = <uint32_t*> calloc(templates + 1, sizeof(uint32_t))
        self.features = <uint32_t*> malloc(MAX_FEATURES * sizeof(uint32_t))
        self.logits = <int64_t*> malloc((pairs + 1) * sizeof(int64_t))
        self.links = <LinkC*> malloc((MAX_UNITS // MIN_LINK + 1) * sizeof(LinkC))
        if (self.folded.units == NULL or self.folded.origin == NULL or self.hits.stamp == NULL or self.hits.hits == NULL
                or self.text.visited == NULL or self.candidates == NULL or self.offered == NULL
                or self.features == NULL or self.logits == NULL or self.links == NULL):
            raise MemoryError("scratch buffers of one message")

    def __dealloc__(self):
        free(self.folded.units)
        free(self.folded.origin)
        free(self.hits.stamp)
        free(self.hits.hits)
        free(self.text.visited)
        free(self.candidates)
        free(self.offered)
        free(self.features)
        free(self.logits)
        free(self.links)


cdef inline uint32_t closing_of(uint32_t unit) noexcept nogil:
    """The sign that closes what `unit` opens; 0 where it opens nothing."""
    if unit == c'"' or unit == c"'":
        return unit
    if unit == c"(":
        return c")"
    if unit == c"[":
        return c"]"
    return unit + 1 if unit == 0x300A or unit == 0x300C or unit == 0x300E or unit == 0x3010 else 0    # 《 「 『 【


cdef inline void without_quotes(const uint32_t* units, int* start, int* end) noexcept nogil:
    """Takes a pair of quotes or brackets that holds the whole value away from both its ends."""
    cdef uint32_t closing
    cdef int at
    while end[0] - start[0] > 2:
        closing = closing_of(units[start[0]])
        if closing == 0 or units[end[0] - 1] != closing:
            return
        for at in range(start[0] + 1, end[0] - 1):
            if units[at] == units[start[0]] or units[at] == closing:    # two pairs side by side
                return
        start[0] += 1
        end[0] -= 1


cdef bint fills_a_part(str message):
    """Whether the message is as long as a part of a joined message that another part follows."""
    cdef Py_ssize_t points = PyUnicode_GET_LENGTH(message)
    if points > PART_LENGTH or 2 * points < PART_LENGTH:
        return False
    if PyUnicode_KIND(message) < 4:
        return points == PART_LENGTH
    return points + sum([ord(point) > 0xFFFF for point in message]) == PART_LENGTH


cdef str folded_text(Scratch s, int start, int end):
    """Units of the folded message as a text."""
    cdef int index
    return "".join([chr(s.folded.units[index]) for index in range(start, end)])


cdef class Pipeline:
    """Everything of a compiled pack and a model that parsing reads, as pointers into their mapped sections.

    ``run`` is what an engine calls for each message; ``explain`` runs the same and tells what it saw.
    """

    cdef readonly object sections
    cdef readonly tuple pairs, rule_ids, field_names, flag_names, literals
    cdef readonly int abstain, phishing
    cdef NativeModel model
    cdef public dict regexes    # rule number -> compiled free expression; empty in the built-in pack
    cdef readonly Senders senders
    cdef list keep, scratches
    cdef FoldTableC fold_table
    cdef LiteralTableC literal_table
    cdef LexiconsC lexicons
    cdef const uint32_t* units
    cdef const int32_t* programs
    cdef const int32_t* templates
    cdef const int32_t* captures
    cdef const int32_t* conditions
    cdef const int32_t* rules
    cdef const uint8_t* urges
    cdef const int32_t* offer_starts
    cdef const int32_t* offers
    cdef int template_count, largest_program
    cdef tuple priced       # the sums that give the field `currency`, the first that is told
    cdef tuple picking      # by category: numbers of the templates of its field rules without a cue, best first
    cdef int field_currency, field_amount, field_time, field_code, field_pickup, field_phone, field_url, field_signature
    cdef int field_host, field_app_hash
    cdef int lexicon_closing
    cdef int lexicon_brand, lexicon_heading, lexicon_subject_before, lexicon_subject_after
    cdef uint64_t[2] money_fields
    cdef uint64_t[2] phone_scope
    cdef uint64_t[2] code_scope
    cdef uint64_t[2] hash_scope
    cdef uint64_t[2] urgent_scope
    cdef uint64_t[2] clock_scope
    cdef double native_share, foreign_threshold    # see rules/pack.toml

    def __init__(self, sections, dict names, NativeModel model):
        cdef int number
        self.sections = sections
        self.keep, self.scratches = [], []
        self.pairs = tuple(names["pairs"])
        self.rule_ids = tuple(names["rules"])
        self.field_names = tuple(names["fields"])
        self.flag_names = tuple(names["flags"])
        self.literals = tuple(names["literals"])
        self.abstain = self.pairs.index(names["abstain"])
        self.phishing = self.pairs.index("risk.phishing") if "risk.phishing" in self.pairs else -1
        self.model = model
        self.regexes = {}
        self.fold_table.pages = <const uint16_t*> self.section("fold.pages")
        self.fold_table.entries = <const uint32_t*> self.section("fold.entries")
        self.fold_table.multi = <const uint32_t*> self.section("fold.multi")
        self.lexicons.starts = <const int32_t*> self.section("lexicon.starts")
        self.lexicons.rows = <const uint32_t*> self.section("lexicon.rows")
        self.lexicons.units = <const uint32_t*> self.section("lexicon.units")
        self.lexicons.firsts = <const uint8_t*> self.section("lexicon.firsts")
        self.units = <const uint32_t*> self.section("units")
        self.programs = <const int32_t*> self.section("programs")
        self.templates = <const int32_t*> self.section("templates")
        self.template_count = self.words("templates") // TEMPLATE_WORDS
        self.captures = <const int32_t*> self.section("captures")
        self.conditions = <const int32_t*> self.section("conditions")
        self.rules = <const int32_t*> self.section("rules")
        self.urges = <const uint8_t*> self.section("rule.urges")
        self.senders = Senders(sections)
        self.offer_starts = <const int32_t*> self.section("literal.starts")
        self.offers = <const int32_t*> self.section("literal.offers")
        self.literal_table.units = <const uint32_t*> self.section("literal.units")
        self.literal_table.rows = <const uint32_t*> self.section("literal.table")
        self.literal_table.buckets = <const uint32_t*> self.section("literal.buckets")
        self.literal_table.bucket_mask = self.words("literal.buckets") // 4 - 1
        self.literal_table.bitmap = <const uint8_t*> self.section("literal.bitmap")
        self.literal_table.bit_mask = 32 * self.words("literal.bitmap") - 1
        self.literal_table.count = len(self.literals)
        self.largest_program = 1
        for number in range(self.template_count):
            self.largest_program = max(self.largest_program, self.templates[number * TEMPLATE_WORDS + T_SIZE])
        self.picking = self.picking_by_category()
        self.lexicon_brand = names["lexicons"].index("signature_brand")
        self.lexicon_heading = names["lexicons"].index("signature_heading")
        self.lexicon_closing = names["lexicons"].index("message_closing")
        self.lexicon_subject_before = names["lexicons"].index("phone_subject_before")
        self.lexicon_subject_after = names["lexicons"].index("phone_subject_after")
        self.name_fields()
        self.set_scope(self.phone_scope, names["phone_scope"])
        self.set_scope(self.code_scope, ["verification", "order"])
        self.set_scope(self.hash_scope, ["verification"])
        self.set_scope(self.urgent_scope, names["urgent"])
        self.set_scope(self.clock_scope, names["clock_scope"])
        self.native_share, self.foreign_threshold = names["native_share"], names["foreign_threshold"]

    cdef const void* section(self, str name):
        cdef Section section = Section(self.sections, name)
        self.keep.append(section)
        return section.data

    cdef int words(self, str name):
        return (<int> len(self.sections[name])) // 4

    cdef void name_fields(self):
        index = self.field_names.index
        self.field_currency, self.field_amount, self.field_code = index("currency"), index("amount"), index("code")
        self.priced = (self.field_amount, index("balance"), index("credit_limit"))
        self.field_time, self.field_host, self.field_app_hash = index("time"), index("host"), index("app_hash")
        self.money_fields[0] = self.money_fields[1] = 0
        for number in map(index, ("amount", "balance", "min_payment", "credit_limit")):
            self.money_fields[0] |= <uint64_t> 1 << <int> number
        self.field_pickup, self.field_phone = index("pickup_code"), index("phone")
        self.field_url, self.field_signature = index("url"), index("signature")

    cdef void set_scope(self, uint64_t* bits, scope):
        """One bit a category; two words hold the 119 pairs of the taxonomy."""
        cdef int number
        bits[0] = bits[1] = 0
        for number, pair in enumerate(self.pairs):
            if pair in scope or pair.split(".")[0] in scope:
                bits[number >> 6] |= <uint64_t> 1 << (number & 63)

    cdef Scratch take(self):
        cdef Scratch scratch
        try:
            scratch = self.scratches.pop()
            if scratch.hits.epoch == 0xFFFFFFFF:    # its stamps would be taken for new ones
                raise IndexError
        except IndexError:
            scratch = Scratch(self.literal_table.count, self.template_count, self.largest_program, len(self.pairs))
            scratch.text.lexicons = self.lexicons
            scratch.text.program_units = self.units
        return scratch

    cdef void give_back(self, Scratch scratch):
        """Keeps the buffers for the next message, and nothing of this one."""
        scratch.message = None
        self.scratches.append(scratch)

    # ---- the way of one message

    def run(self, str message not None, sender_number, tuple given=None):
        """Parses one message. `given` (category, confidence, decided_by) stands in for the model's answer.

        Returns (category, confidence, decided_by, flags, urging, fields): the category's number, the probability that
        it is right, the winning rule's number or -1 for the model and -2 for abstaining, flag bits, the reason the
        winning rule holds against the sender (its place in URGES plus 1, or 0), and a list of
        (field number, start, end, rule number or -1, is_more) with code points of `message`.
        """
        cdef Scratch scratch = self.take()
        try:
            return self.parse_into(scratch, message, sender_number, given)
        finally:
            self.give_back(scratch)

    def features_if_undecided(self, str message not None, sender_number):
        """(features a model is to classify, whether the message is foreign to it) where no rule decides; None where one does."""
        cdef Scratch s = self.take()
        cdef list unused = []
        try:
            self.fold_message(s, message)
            self.find_sender(s, sender_number)
            if self.decide_by_rule(s, unused) >= 0:
                return None
            count = hash_features(s.folded.units, s.folded.length, s.features, MAX_FEATURES)
            return [s.features[index] for index in range(count)], self.is_foreign(s)
        finally:
            self.give_back(s)

    cdef tuple parse_into(self, Scratch s, str message, sender_number, tuple given):
        cdef int flags = self.fold_message(s, message)
        cdef int category, winner, urging = 0
        cdef double confidence
        cdef list fields = []
        self.find_sender(s, sender_number)
        winner = self.decide_by_rule(s, fields)
        if winner >= 0:
            urging = self.urges[winner]
            category = self.rules[winner * RULE_WORDS + R_CATEGORY]
            confidence = self.trust_in_rule(s, winner, category)
            flags |= self.rules[winner * RULE_WORDS + R_FLAGS]
            decided = winner
        elif given is not None:
            category, confidence, decided = given
        else:
            category, confidence, decided = self.ask_model(s)
            if category == self.phishing and self.vouched(s):
                category, confidence, decided = self.ask_again(s)
        self.gather_fields(s, category, confidence, fields)
        flags |= self.flags_of(s, category, fields)
        if fills_a_part(message) and self.breaks_off(s):
            flags |= F_FRAGMENT
        return category, confidence, decided, flags, urging, self.to_points(s, fields)

    cdef int fold_message(self, Scratch s, str message):
        """Folds at most MAX_POINTS code points; returns the flags that say what had to be mended."""
        cdef Py_ssize_t length = PyUnicode_GET_LENGTH(message)
        cdef int points = <int> min(length, <Py_ssize_t> MAX_POINTS)
        cdef int kind = PyUnicode_KIND(message)
        cdef void* data = PyUnicode_DATA(message)
        if kind == 1:
            fold(&self.fold_table, <const uint8_t*> data, points, &s.folded)
        elif kind == 2:
            fold(&self.fold_table, <const uint16_t*> data, points, &s.folded)
        else:
            fold(&self.fold_table, <const uint32_t*> data, points, &s.folded)
        s.text.units = s.folded.units
        s.text.length = s.folded.length
        s.message = message
        return (F_TRUNCATED if length > MAX_POINTS else 0) | (F_REPAIRED if s.folded.status & REPAIRED else 0)

    cdef void mark_brackets(self, Scratch s) noexcept:
        """Works out where the body starts and ends, and which bracket names the sender."""
        find_brackets(&self.lexicons, self.lexicon_brand, self.lexicon_heading, s.folded.units, s.folded.length, &s.brackets)
        s.text.body_start = s.brackets.body_start
        s.text.body_end = s.brackets.body_end
        s.text.end_from = s.brackets.end_from
        s.text.tail_from = s.brackets.tail_from

    cdef void find_sender(self, Scratch s, sender_number):
        """Marks the brackets, and looks up whom the signature and the number name."""
        cdef BracketsC* brackets = &s.brackets
        self.mark_brackets(s)
        read_sender(sender_number or "", &s.number)
        s.judged.text, s.judged.length = s.folded.units, s.folded.length
        s.judged.signature_start, s.judged.signature_end = brackets.signature_start, brackets.signature_end
        s.judged.number, s.judged.links, s.judged.link_count = &s.number, s.links, -1
        if brackets.signature_start < 0:
            s.judged.signature_end = -1
        match_sender(
            &self.senders.table, s.folded.units + max(0, s.judged.signature_start),
            s.judged.signature_end - s.judged.signature_start, &s.number, &s.sender,
        )

    cdef int decide_by_rule(self, Scratch s, list fields):
        """The winning rule of a folded message and its slots in `fields`; -1 where no rule matches."""
        self.find_candidates(s)
        return self.best_rule(s, fields)

    cdef bint distrusted(self, Scratch s, int number, const MatchC* match) noexcept:
        """Whether what a matching template with `distrust` leads to, links or a number to call, contradicts the sender."""
        cdef const int32_t* template = self.templates + number * TEMPLATE_WORDS
        cdef int index, start, level = self.rules[template[T_RULE] * RULE_WORDS + R_DISTRUST]
        cdef NumberC called
        if level != DISTRUST_CALL:
            return self.contradicted(s) >= level
        for index in range(template[T_CAPTURE_COUNT]):
            start = match.captures[index].start
            if self.captures[template[T_CAPTURES] + index] == self.field_phone and start >= 0:
                read_number(s.folded.units + start, match.captures[index].end - start, &called)
                return calls_a_person(&self.senders.table, &s.sender, &called)
        return False

    cdef int contradicted(self, Scratch s) noexcept:
        """How strongly the links of the message contradict the sender; worked out once a message, and only where the
        wording of a rule that asks for it matched."""
        if s.contradiction < 0:
            self.find_links(s)
            s.contradiction = 0
            if s.judged.link_count:
                s.contradiction = contradiction(&self.senders.table, &s.sender, &s.judged)
        return s.contradiction

    cdef bint vouched(self, Scratch s) noexcept:
        """Whether the message has links and all are the recognised sender's own: then nobody fishes with them."""
        if s.sender.profile < 0:
            return False
        self.find_links(s)
        return s.judged.link_count > 0 and owns(&self.senders.table, s.sender.profile, &s.judged)

    cdef void find_links(self, Scratch s) noexcept:
        """Every link of the folded message that is no part of the signature; looked for once a message."""
        cdef FoundC link
        cdef int at = 0
        if s.judged.link_count >= 0:
            return
        s.judged.link_count = 0
        while next_link(&self.lexicons, s.folded.units, s.folded.length, &s.brackets, at, &link):
            s.links[s.judged.link_count].start, s.links[s.judged.link_count].end = link.start, link.stop
            s.judged.link_count += 1
            at = link.end

    cdef void find_candidates(self, Scratch s) noexcept:
        """Templates one of whose anchors stands in the message and whose conditions hold; none that could match is lost."""
        cdef int index, offer, number
        cdef const int32_t* template
        find_literals(&self.literal_table, s.folded.units, s.folded.length, &s.hits)
        s.candidate_count = 0
        for index in range(s.hits.length):
            for offer in range(self.offer_starts[s.hits.hits[index]], self.offer_starts[s.hits.hits[index] + 1]):
                number = self.offers[offer]
                if s.offered[number] == s.hits.epoch:
                    continue
                s.offered[number] = s.hits.epoch
                template = self.templates + number * TEMPLATE_WORDS
                if self.conditions_hold(s, template):
                    s.candidates[s.candidate_count] = number
                    s.candidate_count += 1

    cdef bint conditions_hold(self, Scratch s, const int32_t* template) noexcept:
        cdef int index
        for index in range(template[T_REQUIRE_COUNT]):
            if s.hits.stamp[self.conditions[template[T_REQUIRE] + index]] != s.hits.epoch:
                return False
        for index in range(template[T_UNLESS_COUNT]):
            if s.hits.stamp[self.conditions[template[T_UNLESS] + index]] == s.hits.epoch:
                return False
        for index in range(template[T_SOME_COUNT]):
            if s.hits.stamp[self.conditions[template[T_SOME] + index]] == s.hits.epoch:
                return True
        return template[T_SOME_COUNT] == 0

    cdef bint verify_template(self, Scratch s, int number, MatchC* match) noexcept:
        """Whether a template matches: `match` has the leftmost place."""
        cdef const int32_t* template = self.templates + number * TEMPLATE_WORDS
        return verify(&s.text, self.program_of(template), template[T_SIZE], firsts_of(template), match)

    cdef list next_slots(self, Scratch s, int number, int* start):
        """The slots of the first match of a template at `start` or behind it, where the search then goes on; None where
        there is none."""
        cdef MatchC match
        cdef const int32_t* template = self.templates + number * TEMPLATE_WORDS
        cdef list slots
        if not verify_from(&s.text, self.program_of(template), template[T_SIZE], firsts_of(template), start[0], &match):
            return None
        start[0] = max(match.end, match.start + 1)
        slots = []
        self.add_slots(s, number, &match, slots)
        return slots

    cdef inline const int32_t* program_of(self, const int32_t* template) noexcept:
        return self.programs + template[T_PROGRAM] * INSTRUCTION_WORDS

    cdef bint verify_as_written(self, Scratch s, int number, MatchC* match):
        """Whether a template matches, and what it takes for a code or a host is written as these are.

        Folding hides two things: a code without a digit stands in capitals; behind the host that binds a code there is one
        space (https://wicg.github.io/sms-one-time-codes).
        """
        cdef const int32_t* template = self.templates + number * TEMPLATE_WORDS
        cdef int index, name, start, end
        if not self.verify_template(s, number, match):
            return False
        for index in range(template[T_CAPTURE_COUNT]):
            start, end = match.captures[index].start, match.captures[index].end
            if start < 0:
                continue
            name = self.captures[template[T_CAPTURES] + index]
            if name == self.field_code and not self.is_written_as_code(s, start, end):
                return False
            if name == self.field_host and s.message[s.folded.origin[end - 1] + 1 : s.folded.origin[end]] != " ":
                return False
        return True

    cdef bint is_written_as_code(self, Scratch s, int start, int end):
        """Whether the units hold a digit, no Latin letter, or capitals only."""
        cdef int index
        cdef bint lettered = False
        for index in range(start, end):
            if 48 <= s.folded.units[index] <= 57:
                return True
            lettered = lettered or 97 <= s.folded.units[index] <= 122
        return not lettered or self.original(s, start, end).isupper()

    cdef str original(self, Scratch s, int start, int end):
        """What the message has where these units come from."""
        return s.message[s.folded.origin[start] : s.folded.origin[end - 1] + 1]

    cdef int best_rule(self, Scratch s, list fields):
        """The winning rule's number, its slots added to `fields`; -1 where no rule matches.

        Order: priority, then bound to the sender, then literal code points, then the earlier rule.
        """
        cdef MatchC match
        cdef int index, number, best = -1, profile = s.sender.profile
        cdef int64_t rank, best_rank = -1
        cdef const int32_t* template
        cdef const int32_t* rule
        cdef list found, slots = None
        cdef bint linked = may_hold_link(s.folded.units, s.folded.length)
        s.limit_hit = False
        s.contradiction = -1
        for index in range(s.candidate_count):
            number = s.candidates[index]
            template = self.templates + number * TEMPLATE_WORDS
            rule = self.rules + template[T_RULE] * RULE_WORDS
            if rule[R_KIND] != 0 or (rule[R_SENDER] >= 0 and rule[R_SENDER] != profile):
                continue
            rank = rank_of(rule, template)
            if rank <= best_rank or (rule[R_DISTRUST] and rule[R_DISTRUST] != DISTRUST_CALL and not linked):
                continue
            if not self.verify_as_written(s, number, &match):
                continue
            if rule[R_DISTRUST] and not self.distrusted(s, number, &match):
                continue
            found = []
            if template[T_RULE] in self.regexes:
                if not self.search_regex(s, template[T_RULE], found):
                    continue
            else:
                self.add_slots(s, number, &match, found)
            best, best_rank, slots = template[T_RULE], rank, found
        if best >= 0:
            fields.extend(slots)
        return best

    cdef bint search_regex(self, Scratch s, int rule, list found):
        """Whether a rule's free expression matches the folded text, of which it sees the first MAX_REGEX_UNITS; its named
        groups are added to `found`. One that takes too long counts as no match and sets the flag limit_hit."""
        text = folded_text(s, 0, min(s.folded.length, MAX_REGEX_UNITS))
        try:
            match = self.regexes[rule].search(text, timeout=REGEX_SECONDS)
        except TimeoutError:
            s.limit_hit = True
            return False
        if match is None:
            return False
        for name in match.re.groupindex:
            if match.start(name) >= 0:
                found.append((self.field_names.index(name), match.start(name), match.end(name), rule, False))
        return True

    cdef void add_slots(self, Scratch s, int number, MatchC* match, list slots):
        """Adds the captures of a match as (name, start, end, rule, more), each sum of money with its currency behind it."""
        cdef const int32_t* template = self.templates + number * TEMPLATE_WORDS
        cdef int index, name, start, end
        for index in range(template[T_CAPTURE_COUNT]):
            if match.captures[index].start < 0:
                continue
            name = self.captures[template[T_CAPTURES] + index]
            start, end = match.captures[index].start, match.captures[index].end
            without_quotes(s.folded.units, &start, &end)
            slots.append((name, start, end, template[T_RULE], False))
            if not in_scope(self.money_fields, name):
                continue
            start, end = match.captures[index].currency_start, match.captures[index].currency_end
            if start < 0:
                end = find_word(&self.lexicons, LEXICON_CURRENCY, s.folded.units, s.folded.length, match.captures[index].end)
                start = match.captures[index].end if end > 0 else -1
            if start < 0 or start > match.captures[index].start:
                find_currency_before(&self.lexicons, s.folded.units, s.folded.length, match.captures[index].start, &start, &end)
            if start >= 0:
                slots.append((self.currency_of(name), start, end, template[T_RULE], False))
        for index in range(match.more_count):
            name = self.captures[template[T_CAPTURES] + match.more[index].capture]
            slots.append((name, match.more[index].start, match.more[index].end, template[T_RULE], True))

    cdef int currency_of(self, int name) noexcept:
        """The number under which the currency of a sum of money is kept, beyond those of the fields."""
        return <int> len(self.field_names) + 1 + name

    cdef int owner_of(self, int name) noexcept:
        """The field a value belongs to: of the currency of a sum, the sum."""
        return name - <int> len(self.field_names) - 1 if name > len(self.field_names) else name

    cdef void add_currency(self, list fields, bint said):
        """The currency written beside the amount, else the balance, else the credit limit, is the field `currency`, unless
        the winner's slot says it."""
        cdef set names = {field[0] for field in fields}
        cdef int owner = next((name for name in self.priced if name in names), 0)
        if said or self.currency_of(owner) not in names:
            return
        for field in fields:
            if field[0] == self.currency_of(owner):
                fields[:] = [other for other in fields if other[0] != self.field_currency]
                fields.append((self.field_currency, *field[1:]))
                return

    cdef double trust_in_rule(self, Scratch s, int winner, int category):
        """The confidence in what a rule decides: its own, moved by what the model thinks of that category."""
        cdef double stated = self.rules[winner * RULE_WORDS + R_CONFIDENCE] / 1000.0
        cdef int count
        if self.model is None:
            return stated
        count = hash_features(s.folded.units, s.folded.length, s.features, MAX_FEATURES)
        classify(&self.model.model, s.features, count, s.logits)
        return self.model.rule_confidence_of(self.model.chance_of(s.logits, count, category), stated)

    cdef tuple ask_model(self, Scratch s):
        """(category, confidence, -1), or the abstain category with -2 where there is no model or it is unsure."""
        cdef int count, best
        if self.model is None:
            return self.abstain, 0.0, -2
        count = hash_features(s.folded.units, s.folded.length, s.features, MAX_FEATURES)
        if count <= NO_TOKENS:
            return self.abstain, 0.0, -2
        best = classify(&self.model.model, s.features, count, s.logits)
        return self.weigh(s, best, count)

    cdef tuple ask_again(self, Scratch s):
        """The same without the model's best, phishing, which the links rule out. After `ask_model` only."""
        cdef int label, best = 0
        s.logits[self.phishing] = MIN_LOGIT
        for label in range(<int> len(self.pairs)):
            if s.logits[label] > s.logits[best]:
                best = label
        return self.weigh(s, best, hash_features(s.folded.units, s.folded.length, s.features, MAX_FEATURES))

    cdef tuple weigh(self, Scratch s, int best, int count):
        """(category, confidence, -1) for the best label of `logits`, or the abstain category with -2 below the threshold."""
        cdef double chance = self.model.chance_of(s.logits, count, best)
        if chance < self.model.threshold or (chance < self.foreign_threshold and self.is_foreign(s)):
            return self.abstain, self.model.confidence_of(chance), -2
        return best, self.model.confidence_of(chance), -1

    cdef bint is_foreign(self, Scratch s) noexcept:
        """Whether too few of the folded units are Han characters for the model to be at home in the message."""
        cdef int at, han = 0
        for at in range(s.folded.length):
            han += 0x4E00 <= s.folded.units[at] <= 0x9FFF
        return han < self.native_share * s.folded.length

    # ---- fields and flags

    cdef void gather_fields(self, Scratch s, int category, double confidence, list fields):
        """Field rules for what the winner left open, then what finders see: the first link, a number to call, the signature."""
        cdef set taken = {field[0] for field in fields}
        cdef list found = self.field_rules(s, category, self.field_amount in taken)
        for field in found:
            if self.owner_of(field[0]) not in taken:
                fields.append(field)
        if self.field_url not in taken:
            self.add_first_url(s, fields)
        if self.field_phone not in taken and in_scope(self.phone_scope, category):
            self.add_first_contact(s, fields)
        if s.brackets.signature_start >= 0:
            fields.append((self.field_signature, s.brackets.signature_start, s.brackets.signature_end, -1, False))
        self.add_picked(s, category, confidence, fields)
        self.add_currency(fields, self.field_currency in taken)
        if in_scope(self.clock_scope, category):
            self.add_clock(s, fields)
        if in_scope(self.hash_scope, category):
            self.add_app_hash(s, fields)
        if not in_scope(self.code_scope, category):
            fields[:] = [field for field in fields if field[0] != self.field_code]

    cdef list field_rules(self, Scratch s, int category, bint amounted):
        """The best field rule's slots for each field name: priority, then the earlier place, then the earlier rule."""
        cdef MatchC match
        cdef int index, number
        cdef const int32_t* template
        cdef const int32_t* rule
        cdef dict best = {}
        cdef set counting = set()    # templates with a slot for the amount
        cdef list slots, result = []
        for index in range(s.candidate_count):
            number = s.candidates[index]
            template = self.templates + number * TEMPLATE_WORDS
            rule = self.rules + template[T_RULE] * RULE_WORDS
            if rule[R_KIND] != 1:
                continue
            if not rule_covers(rule, category) or not self.verify_as_written(s, number, &match):
                continue
            slots = []
            self.add_slots(s, number, &match, slots)
            if any([slot[0] == self.field_amount for slot in slots]):
                counting.add(number)
            for slot in slots:
                key = (-rule[R_PRIORITY], slot[1], -template[T_POINTS], number)
                kept = best.get(self.owner_of(slot[0]))
                if slot[4] or slot[0] > len(self.field_names):    # goes with the value it belongs to
                    (kept[1] if kept is not None and kept[0][3] == number else []).append(slot)
                elif kept is None or key < kept[0]:
                    best[slot[0]] = (key, [slot])
        word, amount = best.get(self.field_currency), best.get(self.field_amount)
        if word is not None and word[0][3] in counting and (amounted or amount is None or amount[0][3] != word[0][3]):
            del best[self.field_currency]    # the currency of another sum
        for kept in best.values():
            result.extend(kept[1])
        return result

    cdef tuple picking_by_category(self):
        """Templates of field rules that choose without a cue, for each category: by priority, then the earlier."""
        cdef int number, category
        cdef const int32_t* rule
        cdef list found = [[] for _ in self.pairs]
        for number in range(self.template_count):
            rule = self.rules + self.templates[number * TEMPLATE_WORDS + T_RULE] * RULE_WORDS
            if not rule[R_PICK]:
                continue
            for category in range(<int> len(self.pairs)):
                if rule_covers(rule, category):
                    found[category].append((-rule[R_PRIORITY], number))
        return tuple([tuple([number for _, number in sorted(rows)]) for rows in found])

    cdef void add_picked(self, Scratch s, int category, double confidence, list fields):
        """What field rules without a cue find for fields still open: the only value of its kind, or the first."""
        cdef int number
        cdef const int32_t* template
        cdef const int32_t* rule
        cdef set taken = {field[0] for field in fields}
        for number in <tuple> self.picking[category]:
            template = self.templates + number * TEMPLATE_WORDS
            rule = self.rules + template[T_RULE] * RULE_WORDS
            if self.captures[template[T_CAPTURES]] in taken:
                continue
            if 1000 * confidence < rule[R_CONFIDENCE]:
                continue
            if not self.conditions_hold(s, template):
                continue
            slots = self.pick(s, number, rule[R_PICK], fields)
            fields.extend(slots)
            taken.update([slot[0] for slot in slots])

    cdef list pick(self, Scratch s, int number, int how, list fields):
        """The slots of the match that a template without a cue is to give: values that stand in another field do not count."""
        cdef int start = 0
        cdef list slots, chosen = []
        while (slots := self.next_slots(s, number, &start)) is not None:
            if not slots or any([field[1] < slot[2] and slot[1] < field[2] for field in fields for slot in slots]):
                continue
            if how == PICK_FIRST:
                return slots
            if chosen:
                return []
            chosen = slots
        return chosen

    cdef void add_clock(self, Scratch s, list fields):
        """For a `time` that is a date alone, the clock time that stands apart after it: it joins the value, not the text.

        Added under the number after the last field's; the engine takes it out again.
        """
        cdef FoundC found
        cdef int at, start, end
        for field in fields:
            if field[0] != self.field_time or field[4]:
                continue
            start, end = field[1], field[2]
            for at in range(start, min(end + CLOCK_REACH, s.folded.length)):
                if find_slot(&self.lexicons, SLOT_TIME, 0, 0, s.folded.units, s.folded.length, at, &found) <= 0:
                    continue
                if at >= end:
                    fields.append((len(self.field_names), found.start, found.stop, -1, False))
                return

    cdef void add_app_hash(self, Scratch s, list fields):
        """The hash by which Android hands the message to an app, where the message ends in one."""
        cdef int start = s.folded.length - APP_HASH_LENGTH
        if start > 0 and is_app_hash(s.message, s.folded.origin[start], s.folded.origin[s.folded.length - 1] + 1):
            fields.append((self.field_app_hash, start, s.folded.length, -1, False))

    cdef void add_first_url(self, Scratch s, list fields):
        """The first link that is no part of the signature, unless a field rule found one."""
        cdef FoundC link
        for field in fields:
            if field[0] == self.field_url:
                return
        if first_link(&self.lexicons, s.folded.units, s.folded.length, &s.brackets, &link):
            fields.append((self.field_url, link.start, link.stop, -1, False))

    cdef void add_first_contact(self, Scratch s, list fields):
        """The first callable number that is no part of another field, if it stands before what a field rule found."""
        cdef FoundC contact
        cdef int start = 0
        ruled = [field for field in fields if field[0] == self.field_phone]
        while find_contact(s.folded.units, s.folded.length, start, &contact) > 0:
            start = contact.end
            if ruled and contact.start >= ruled[0][1]:
                return
            if any([field[1] < contact.end and contact.start < field[2] for field in fields]):
                continue
            if self.names_somebody(s, &contact):
                continue
            fields[:] = [field for field in fields if field[0] != self.field_phone]
            fields.append((self.field_phone, contact.start, contact.stop, -1, False))
            return

    cdef bint names_somebody(self, Scratch s, const FoundC* contact) noexcept:
        """Whether a number is what the message is about, not one to call."""
        return is_subject(
            &self.lexicons, self.lexicon_subject_before, self.lexicon_subject_after, s.folded.units, s.folded.length, contact
        )

    cdef int flags_of(self, Scratch s, int category, list fields) noexcept:
        """Flags that follow from fields and category, and those of the flag rules in whose scope the category is."""
        cdef int flags = F_LIMIT_HIT if s.limit_hit else 0
        cdef int index, number
        cdef MatchC match
        cdef const int32_t* rule
        for index in range(s.candidate_count):
            number = s.candidates[index]
            rule = self.rules + self.templates[number * TEMPLATE_WORDS + T_RULE] * RULE_WORDS
            if rule[R_KIND] == 2 and not flags & rule[R_FLAGS] and rule_covers(rule, category):
                if self.verify_template(s, number, &match):
                    flags |= rule[R_FLAGS]
        for field in fields:
            if field[0] == self.field_code or field[0] == self.field_pickup:
                flags |= F_CONTAINS_CODE
        if in_scope(self.urgent_scope, category):
            flags |= F_TIME_SENSITIVE
        return flags

    cdef bint breaks_off(self, Scratch s) noexcept:
        """Whether the message stops in the middle of a clause: behind a character, a comma or a blanked digit, with neither
        a closing word nor a number to call before it."""
        cdef int n = s.folded.length, at
        cdef int digits = 0
        cdef uint32_t last
        if n == 0:
            return False
        last = s.folded.units[n - 1]
        if not (0x4E00 <= last <= 0x9FFF or last == c"," or last == 0x3001 or last == 0x300A or last == c"(" or last == c"x"):
            return False
        for at in range(max(0, n - CLOSING_REACH), n):
            if find_word(&self.lexicons, self.lexicon_closing, s.folded.units, n, at) == n:
                return False
        for at in range(max(0, n - CALL_REACH), n):
            last = s.folded.units[at]
            digits = digits + 1 if c"0" <= last <= c"9" or last == c"x" or last == c"-" else 0
            if digits == CALL_DIGITS:
                return False
        return True

    cdef list to_points(self, Scratch s, list fields):
        """Spans of units as spans of the original's code points."""
        cdef int32_t* origin = s.folded.origin
        return [
            (name, origin[<int> start], origin[<int> end - 1] + 1, rule, more)
            for name, start, end, rule, more in fields if end > start
        ]

    # ---- for engines and explanations

    def fold(self, str text):
        """The folded text, as a message is folded."""
        cdef Scratch scratch = self.take()
        try:
            self.fold_message(scratch, text)
            return folded_text(scratch, 0, scratch.folded.length)
        finally:
            self.give_back(scratch)

    def verdict(self, str message not None, sender_number, int urging, bint phishing, phone):
        """(profile, level of trust, reason bits) of a parsed message, or None where nobody is recognised or played at.

        `urging` is what `run` gave, `phishing` whether the message was found to be, `phone` its number to call or None.
        """
        cdef Scratch scratch = self.take()
        cdef NumberC called
        cdef VerdictC verdict
        cdef uint32_t reason = 0
        try:
            self.fold_message(scratch, message)
            self.find_sender(scratch, sender_number)
            self.find_links(scratch)
            scratch.contradiction = -1
            if urging:
                reason = ACT_NOW if urging == 1 else ASKS_SECRET
            elif phishing and self.contradicted(scratch):
                reason = ACT_NOW
            read_sender(phone or "", &called)
            judge(&self.senders.table, &scratch.sender, &scratch.judged, reason, &called, &verdict)
            return None if verdict.profile < 0 else (verdict.profile, verdict.trust, verdict.reasons)
        finally:
            self.give_back(scratch)

    def is_rule(self, int number):
        """Whether the rule of this number decides categories (else it is a field rule)."""
        return self.rules[number * RULE_WORDS + R_KIND] == 0

    def explain(self, str message not None, sender_number, slot_types):
        """Parses one message as `run` does and tells what it saw; the reasons are for the caller to find.

        `slot_types`: numbers of the types without a range whose spans are wanted. Returns a dict: `answer` is what `run`
        gives; `sender` the number of the profile or -1; `folded` and `literals` what was searched and found in it;
        `templates` a dict each for those that a literal
        offered or that need none (see `template_told`); `spans` a list of (start, end) by slot type; `contacts`
        (start, end, whether the words around it say whose number it is); `model` its best three pairs with their
        probabilities, `threshold` what it needs. Spans are in code points of `message`.
        """
        cdef Scratch scratch = self.take()
        try:
            return self.explain_into(scratch, message, sender_number, slot_types)
        finally:
            self.give_back(scratch)

    cdef dict explain_into(self, Scratch s, str message, sender_number, slot_types):
        cdef tuple answer = self.parse_into(s, message, sender_number, None)
        cdef int index, offer
        cdef set offered = set(self.picking[answer[0]])
        for index in range(s.hits.length):
            for offer in range(self.offer_starts[s.hits.hits[index]], self.offer_starts[s.hits.hits[index] + 1]):
                offered.add(self.offers[offer])
        return {
            "answer": answer,
            "sender": s.sender.profile,
            "folded": folded_text(s, 0, s.folded.length),
            "literals": [self.literals[s.hits.hits[index]] for index in range(s.hits.length)],
            "templates": [self.template_told(s, number, answer) for number in sorted(offered)],
            "spans": {kind: self.spans_of_type(s, kind) for kind in slot_types},
            "contacts": self.contacts_of(s),
            "model": self.model_top(s),
            "threshold": None if self.model is None else self.model.threshold,
        }

    cdef dict template_told(self, Scratch s, int number, tuple answer):
        """One template: whether it matches, its words of `unless` that stand in the message, of `require` that do not, and of
        `some` where none does, whether it needs a contradiction of the sender and there is none, whether a field or flag
        rule is for the category, its slots as (name, start, end, more): of every match where it picks among them."""
        cdef const int32_t* template = self.templates + number * TEMPLATE_WORDS
        cdef const int32_t* rule = self.rules + template[T_RULE] * RULE_WORDS
        cdef MatchC match
        cdef list slots = []
        matched = self.verify_as_written(s, number, &match)
        if template[T_RULE] in self.regexes:
            matched = self.search_regex(s, template[T_RULE], slots)
        elif rule[R_PICK]:
            slots = self.all_slots(s, number)
        elif matched:
            self.add_slots(s, number, &match, slots)
        trusted = matched and rule[R_DISTRUST] and not self.distrusted(s, number, &match)
        return {
            "rule": template[T_RULE],
            "kind": rule[R_KIND],
            "category": rule[R_CATEGORY],
            "sender": rule[R_SENDER],
            "priority": rule[R_PRIORITY],
            "points": template[T_POINTS],
            "flags": rule[R_FLAGS],
            "pick": rule[R_PICK],
            "covers": rule[R_KIND] == 0 or rule_covers(rule, answer[0]),
            "trusted": bool(trusted),
            "matched": bool(matched),
            "unless": self.words_of(s, template[T_UNLESS], template[T_UNLESS_COUNT], True),
            "missing": self.words_of(s, template[T_REQUIRE], template[T_REQUIRE_COUNT], False),
            "none_of": [] if self.words_of(s, template[T_SOME], template[T_SOME_COUNT], True)
            else self.words_of(s, template[T_SOME], template[T_SOME_COUNT], False),
            "slots": [
                (name, start, end, more) for name, start, end, _, more in self.to_points(s, slots)
                if name < len(self.field_names)
            ],
        }

    cdef list all_slots(self, Scratch s, int number):
        """The slots of every match of a template without a cue: it chooses among them."""
        cdef int start = 0
        cdef list slots, found = []
        while (slots := self.next_slots(s, number, &start)) is not None:
            found.extend(slots)
        return found

    cdef list words_of(self, Scratch s, int start, int count, bint found):
        """Of the words of a condition those that stand in the message, or those that do not."""
        cdef int index
        return [
            self.literals[self.conditions[start + index]] for index in range(count)
            if (s.hits.stamp[self.conditions[start + index]] == s.hits.epoch) == found
        ]

    cdef list spans_of_type(self, Scratch s, int kind):
        """(start, end) of what a slot type finds from left to right, none inside another."""
        cdef FoundC found
        cdef int at = 0, end
        cdef list spans = []
        while at < s.folded.length:
            end = find_slot(&self.lexicons, kind, 0, 0, s.folded.units, s.folded.length, at, &found)
            if end > 0:
                spans.append((0, found.start, found.stop, -1, False))
            at = max(end, at + 1)
        return [(start, stop) for _, start, stop, _, _ in self.to_points(s, spans)]

    cdef list contacts_of(self, Scratch s):
        """(start, end, is a subject) of every number of a callable shape."""
        cdef FoundC contact
        cdef int start = 0
        cdef list spans = []
        while find_contact(s.folded.units, s.folded.length, start, &contact) > 0:
            start = contact.end
            spans.append((0, contact.start, contact.stop, -1, bool(self.names_somebody(s, &contact))))
        return [(first, last, subject) for _, first, last, _, subject in self.to_points(s, spans)]

    cdef list model_top(self, Scratch s):
        """The model's three best pairs with their probabilities; empty without a model."""
        if self.model is None:
            return []
        count = hash_features(s.folded.units, s.folded.length, s.features, MAX_FEATURES)
        classify(&self.model.model, s.features, count, s.logits)
        chances = self.model.probabilities(s.logits, count)
        order = sorted(range(len(chances)), key=lambda number: -chances[number])[:3]
        return [[self.pairs[number], round(chances[number], 3)] for number in order]

    # ---- probes: the kernels one by one, on text taken as already folded; what the parity tests compare

    cdef void load(self, Scratch s, str folded):
        cdef int index
        folded = folded[:MAX_UNITS]
        for index in range(len(folded)):
            s.folded.units[index] = ord(folded[index])
            s.folded.origin[index] = index
        s.folded.length = s.text.length = len(folded)
        s.text.units = s.folded.units
        self.mark_brackets(s)

    def probe_fold(self, str text):
        """(folded text, origin of each unit, whether something was repaired)."""
        cdef Scratch s = self.take()
        cdef int flags = self.fold_message(s, text)
        folded = folded_text(s, 0, s.folded.length)
        origins = [s.folded.origin[index] for index in range(s.folded.length)]
        self.give_back(s)
        return folded, origins, bool(flags & F_REPAIRED)

    def probe_literals(self, str folded):
        """Numbers of the literals found."""
        cdef Scratch s = self.take()
        self.load(s, folded)
        find_literals(&self.literal_table, s.folded.units, s.folded.length, &s.hits)
        found = {s.hits.hits[index] for index in range(s.hits.length)}
        self.give_back(s)
        return found

    def probe_slot(self, int kind, int low, int high, str folded, int at):
        """(value start, value end, slot end) of the slot type number `kind` at `at`, or None."""
        cdef Scratch s = self.take()
        cdef FoundC found
        self.load(s, folded)
        end = find_slot(&self.lexicons, kind, low, high, s.folded.units, s.folded.length, at, &found)
        self.give_back(s)
        return None if end < 0 else (found.start, found.stop, found.end)

    def probe_template(self, int number, str folded):
        """(start, end, [(capture, start, end)]) of the leftmost match of a template, or None."""
        cdef Scratch s = self.take()
        cdef MatchC match
        cdef const int32_t* template = self.templates + number * TEMPLATE_WORDS
        self.load(s, folded)
        matched = self.verify_template(s, number, &match)
        self.give_back(s)
        if not matched:
            return None
        captures = [
            (index, match.captures[index].start, match.captures[index].end)
            for index in range(template[T_CAPTURE_COUNT]) if match.captures[index].start >= 0
        ]
        return match.start, match.end, captures

    def probe_candidates(self, str folded):
        """Numbers of the templates the prefilter offers."""
        cdef Scratch s = self.take()
        self.load(s, folded)
        self.find_candidates(s)
        offered = {s.candidates[index] for index in range(s.candidate_count)}
        self.give_back(s)
        return offered
