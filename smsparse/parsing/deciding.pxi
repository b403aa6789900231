# The best rule that matches decides; where none does, the model, if it is sure enough.

cdef int64_t MIN_LOGIT = -(<int64_t> 1 << 60)   # below every logit a model gives


# ---- one template

cdef bint verify_template(const PackC* pack, WorkC* work, int number, MatchC* match) noexcept nogil:
    """Whether a template matches: `match` has the leftmost place."""
    cdef int first = window_first(&work.candidates, number)
    return verify(&work.text, &pack.tables, number, first, window_last(&work.candidates, number, work.text.length), match)


cdef bint is_written_as_code(const WorkC* work, int start, int end) noexcept nogil:
    """Whether the units hold a digit, no Latin letter, or capitals only."""
    cdef int at
    cdef bint lettered = False
    for at in range(start, end):
        if c"0" <= work.folded.units[at] <= c"9":
            return True
        lettered = lettered or c"a" <= work.folded.units[at] <= c"z"
    return not lettered or are_capitals(&work.given, work.folded.origin[start], work.folded.origin[end - 1] + 1)


cdef bint is_one_space_behind(const WorkC* work, int end) noexcept nogil:
    """Whether just one space of the message stands before the unit at `end`."""
    cdef int at
    if end >= work.folded.length:
        return False
    at = work.folded.origin[end - 1] + 1
    return work.folded.origin[end] == at + 1 and point_at(&work.given, at) == c" "


cdef bint verify_as_written(const PackC* pack, WorkC* work, int number, MatchC* match) noexcept nogil:
    """Whether a template matches, and what it takes for a code or a host is written as these are.

    Folding hides two things: a code without a digit stands in capitals; behind the host that binds a code there is one
    space (https://wicg.github.io/sms-one-time-codes).
    """
    cdef const int32_t* template = template_of(&pack.tables, number)
    cdef int index, name, start, end
    if not verify_template(pack, work, number, match):
        return False
    for index in range(template[T_CAPTURE_COUNT]):
        start, end = match.captures[index].start, match.captures[index].end
        if start < 0:
            continue
        name = pack.tables.captures[template[T_CAPTURES] + index]
        if name == pack.fields.code and not is_written_as_code(work, start, end):
            return False
        if name == pack.fields.host and not is_one_space_behind(work, end):
            return False
    return True


cdef inline uint32_t closing_of(uint32_t unit) noexcept nogil:
    """The sign that closes what `unit` opens; 0 where it opens nothing."""
    if unit == c'"' or unit == c"'":
        return unit
    if unit == c"(":
        return c")"
    if unit == c"[":
        return c"]"
    return unit + 1 if unit == 0x300A or unit == 0x300C or unit == 0x300E or unit == 0x3010 else 0    # 《 「 『 【


cdef void without_quotes(const uint32_t* units, int* start, int* end) noexcept nogil:
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


cdef void find_currency(
    const PackC* pack, const WorkC* work, const MatchC* match, int index, int* start, int* end
) noexcept nogil:
    """The currency of the sum of capture `index`: as its slot found it, behind it, or before it; start -1 for none."""
    cdef int behind = match.captures[index].end
    start[0], end[0] = match.captures[index].currency_start, match.captures[index].currency_end
    if start[0] < 0:
        end[0] = find_word(&pack.lexicons, LEXICON_CURRENCY, work.folded.units, work.folded.length, behind)
        start[0] = behind if end[0] > 0 else -1
    if start[0] < 0 or start[0] > match.captures[index].start:
        find_currency_before(
            &pack.lexicons, work.folded.units, work.folded.length, match.captures[index].start, start, end)


cdef void add_slots(const PackC* pack, WorkC* work, int number, const MatchC* match, FieldsC* out) noexcept nogil:
    """Adds the captures of a match, each sum of money with its currency behind it, then what stands in `more`."""
    cdef const int32_t* template = template_of(&pack.tables, number)
    cdef int index, name, start, end
    for index in range(template[T_CAPTURE_COUNT]):
        if match.captures[index].start < 0:
            continue
        name = pack.tables.captures[template[T_CAPTURES] + index]
        start, end = match.captures[index].start, match.captures[index].end
        without_quotes(work.folded.units, &start, &end)
        add_field(out, name, start, end, template[T_RULE], False)
        if (pack.fields.money >> name) & 1:
            find_currency(pack, work, match, index, &start, &end)
            if start >= 0:
                add_field(out, currency_of(pack, name), start, end, template[T_RULE], False)
    for index in range(match.more_count):
        name = pack.tables.captures[template[T_CAPTURES] + match.more[index].capture]
        add_field(out, name, match.more[index].start, match.more[index].end, template[T_RULE], True)


cdef bint next_slots(const PackC* pack, WorkC* work, int number, int* start, FieldsC* out) noexcept nogil:
    """Whether a template matches at `start` or behind it: `out` has the slots of the first match, and from `start` the
    search then goes on."""
    cdef MatchC match
    if not verify(&work.text, &pack.tables, number, start[0], work.text.length, &match):
        return False
    start[0] = match.end if match.end > match.start else match.start + 1
    out.length, out.is_full = 0, False
    add_slots(pack, work, number, &match, out)
    return True


# ---- the category

cdef int best_rule(const PackC* pack, WorkC* work, FieldsC* fields) noexcept nogil:
    """The winning rule's number, its slots added to `fields`; -1 where no rule matches.

    Order: priority, then bound to the sender, then literal code points, then the earlier rule.
    """
    cdef MatchC match
    cdef int index, number, searched
    cdef const int32_t* template
    cdef const int32_t* rule
    cdef bint linked = work.judged.link_count != 0
    find_candidates(&pack.tables, &work.hits, KIND_CATEGORY, work.hit.profile, &work.candidates)
    for index in range(work.candidates.count):
        number = work.candidates.numbers[index]
        template = template_of(&pack.tables, number)
        rule = rule_of(&pack.tables, template)
        if rule[R_DISTRUST] and rule[R_DISTRUST] != DISTRUST_CALL and not linked:
            continue
        if not verify_as_written(pack, work, number, &match) or is_barred(&pack.tables, number, &work.hits):
            continue
        if rule[R_DISTRUST] and not distrusted(pack, work, number, &match):
            continue
        searched = work.search(work.caller, template[T_RULE], fields) if pack.has_regexes else -1
        if searched == 0:
            continue
        if searched < 0:
            add_slots(pack, work, number, &match, fields)
        return template[T_RULE]
    return -1


cdef double trust_in_rule(const PackC* pack, WorkC* work, int winner) noexcept nogil:
    """The confidence in what a rule decides: its own, moved by what the model thinks of that category."""
    cdef const int32_t* rule = pack.tables.rules + winner * RULE_WORDS
    cdef double stated = rule[R_CONFIDENCE] / 1000.0
    cdef int count, best
    if pack.intent == NULL:
        return stated
    count = hash_features(work.folded.units, work.folded.length, work.features, MAX_FEATURES)
    best = classify(pack.intent, work.features, count, work.logits)
    return rule_confidence_of(pack.intent, chance_of(pack.intent, work.logits, count, best, rule[R_CATEGORY]), stated)


cdef bint is_foreign(const PackC* pack, const WorkC* work) noexcept nogil:
    """Whether too few of the folded units are Han characters for the model to be at home in the message."""
    cdef int at, han = 0
    for at in range(work.folded.length):
        han += 0x4E00 <= work.folded.units[at] <= 0x9FFF
    return han < pack.native_share * work.folded.length


cdef void weigh(const PackC* pack, WorkC* work, int best, int count, AnswerC* out) noexcept nogil:
    """The best label of `logits`, or the abstain category below the threshold."""
    cdef double chance = chance_of(pack.intent, work.logits, count, best, best)
    out.confidence = confidence_of(pack.intent, chance)
    if chance < pack.intent.threshold or (chance < pack.foreign_threshold and is_foreign(pack, work)):
        out.category, out.decided = pack.abstain, BY_NOBODY
    else:
        out.category, out.decided = best, BY_MODEL


cdef int best_but_phishing(const PackC* pack, WorkC* work) noexcept nogil:
    """The best label when phishing, which the links rule out, is none."""
    cdef int label, best = 0
    work.logits[pack.phishing] = MIN_LOGIT
    for label in range(pack.pairs):
        if work.logits[label] > work.logits[best]:
            best = label
    return best


cdef void ask_model(const PackC* pack, WorkC* work, AnswerC* out) noexcept nogil:
    """The model's answer, or the abstain category where there is no model or it is unsure."""
    cdef int count = 0
    out.category, out.decided, out.confidence = pack.abstain, BY_NOBODY, 0.0
    if pack.intent != NULL:
        count = hash_features(work.folded.units, work.folded.length, work.features, MAX_FEATURES)
    if count <= NO_TOKENS:
        return
    weigh(pack, work, classify(pack.intent, work.features, count, work.logits), count, out)
    if out.category == pack.phishing and out.decided == BY_MODEL and vouched(pack, work):
        weigh(pack, work, best_but_phishing(pack, work), count, out)
