# Fold, mark the brackets, recognise the sender, find literals, decide, gather, flag, judge the sender.

cdef int fold_message(const PackC* pack, WorkC* work) noexcept nogil:
    """Folds what `given` holds; returns the flags that say what had to be mended."""
    fold_given(&pack.folding, &work.given, &work.folded)
    work.text.units = work.folded.units
    work.text.length = work.folded.length
    work.limit_hit = False
    return (
        (F_TRUNCATED if work.given.length > MAX_POINTS else 0)
        | (F_REPAIRED if work.folded.status & REPAIRED else 0)
    )


cdef void mark_brackets(const PackC* pack, WorkC* work) noexcept nogil:
    """Works out where the body starts and ends, and which bracket names the sender; the text is then ready to be searched."""
    begin_text(&work.text)
    find_brackets(
        &pack.lexicons, pack.words.brand, pack.words.heading, work.folded.units, work.folded.length, &work.brackets)
    work.text.body_start = work.brackets.body_start
    work.text.body_end = work.brackets.body_end
    work.text.end_from = work.brackets.end_from
    work.text.tail_from = work.brackets.tail_from


cdef int decide_by_rule(const PackC* pack, WorkC* work, FieldsC* fields) noexcept nogil:
    """The winning rule of a folded message and its slots in `fields`; -1 where no rule matches."""
    fields.length, fields.is_full = 0, False
    find_literals(&pack.literals, work.folded.units, work.folded.length, &work.hits)
    return best_rule(pack, work, fields)


cdef void to_points(const WorkC* work, FieldsC* fields) noexcept nogil:
    """Spans of units become spans of the code points given; empty ones are left out."""
    cdef int index, kept = 0
    cdef FieldC* row
    for index in range(fields.length):
        row = &fields.rows[index]
        if row.end <= row.start:
            continue
        row.start, row.end = work.folded.origin[row.start], work.folded.origin[row.end - 1] + 1
        fields.rows[kept] = row[0]
        kept += 1
    fields.length = kept


cdef int begin_message(const PackC* pack, WorkC* work) noexcept nogil:
    """What comes before any rule: folding, brackets, sender; returns the flags of folding."""
    cdef int flags = fold_message(pack, work)
    mark_brackets(pack, work)
    recognise(pack, work)
    return flags


cdef void parse_message(const PackC* pack, WorkC* work, const AnswerC* given, ParsedC* out) noexcept nogil:
    """Parses the message that `work.given` holds, from the sender in `work.number`. `given`, unless NULL, stands in for the
    model's answer."""
    cdef AnswerC* answer = &out.answer
    cdef int winner
    out.flags = begin_message(pack, work)
    winner = decide_by_rule(pack, work, &out.fields)
    if winner >= 0:
        answer.decided = winner
        answer.category = pack.tables.rules[winner * RULE_WORDS + R_CATEGORY]
        answer.confidence = trust_in_rule(pack, work, winner)
        out.flags |= pack.tables.rules[winner * RULE_WORDS + R_FLAGS]
    elif given != NULL:
        answer[0] = given[0]
    else:
        ask_model(pack, work, answer)
    gather_fields(pack, work, answer, &out.fields)
    out.flags |= flags_of(pack, work, answer.category, &out.fields)
    judge_sender(pack, work, out)
    to_points(work, &out.fields)
