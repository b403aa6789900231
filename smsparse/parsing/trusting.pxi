# Recognises the sender before a rule is looked at, and judges it when the category is known.

cdef enum:
    NOT_ASKED = -1


cdef void recognise(const PackC* pack, WorkC* work) noexcept nogil:
    """Looks up whom the signature and the number name. After `mark_brackets` only."""
    cdef int start = work.brackets.signature_start, end = work.brackets.signature_end
    if start < 0:
        end = -1
    work.judged.text, work.judged.length = work.folded.units, work.folded.length
    work.judged.signature_start, work.judged.signature_end = start, end
    work.judged.number = &work.number
    work.judged.links = work.links
    work.judged.link_count = NOT_ASKED if may_hold_link(work.folded.units, work.folded.length) else 0
    work.contradicted = NOT_ASKED
    match_sender(pack.senders, work.folded.units + max(0, start), end - start, &work.number, &work.hit)


cdef void find_links(const PackC* pack, WorkC* work) noexcept nogil:
    """Every link of the folded message that is no part of the signature; looked for once a message."""
    cdef FoundC link
    cdef int at = 0, count = 0
    if work.judged.link_count != NOT_ASKED:
        return
    while count < MAX_LINKS and next_link(
            &pack.lexicons, work.folded.units, work.folded.length, &work.brackets, at, &link):
        work.links[count].start, work.links[count].end = link.start, link.stop
        count += 1
        at = link.end
    work.judged.link_count = count


cdef int contradicted(const PackC* pack, WorkC* work) noexcept nogil:
    """How strongly the links of the message contradict the sender; worked out once a message, and only where the wording
    of a rule that asks for it matched, or the message is phishing."""
    if work.contradicted == NOT_ASKED:
        find_links(pack, work)
        work.contradicted = 0
        if work.judged.link_count:
            work.contradicted = contradiction(pack.senders, &work.hit, &work.judged)
    return work.contradicted


cdef bint distrusted(const PackC* pack, WorkC* work, int number, const MatchC* match) noexcept nogil:
    """Whether what a matching template with `distrust` leads to, links or a number to call, contradicts the sender."""
    cdef const int32_t* template = template_of(&pack.tables, number)
    cdef int index, start, level = rule_of(&pack.tables, template)[R_DISTRUST]
    cdef NumberC called
    if level != DISTRUST_CALL:
        return contradicted(pack, work) >= level
    for index in range(template[T_CAPTURE_COUNT]):
        start = match.captures[index].start
        if pack.tables.captures[template[T_CAPTURES] + index] == pack.fields.phone and start >= 0:
            read_number(work.folded.units + start, match.captures[index].end - start, &called)
            return calls_a_person(pack.senders, &work.hit, &called)
    return False


cdef bint vouched(const PackC* pack, WorkC* work) noexcept nogil:
    """Whether the message has links and all are the recognised sender's own: then nobody fishes with them."""
    if work.hit.profile < 0:
        return False
    find_links(pack, work)
    return work.judged.link_count > 0 and owns(pack.senders, work.hit.profile, &work.judged)


cdef uint32_t urging_of(const PackC* pack, WorkC* work, const ParsedC* parsed) noexcept nogil:
    """The reason that the wording gives against the sender, or 0: the winning rule's, or that of any other phishing."""
    cdef int urging = pack.urges[parsed.answer.decided] if parsed.answer.decided >= 0 else 0
    if urging:
        return ACT_NOW if urging == 1 else ASKS_SECRET
    if parsed.answer.category == pack.phishing and contradicted(pack, work):
        return ACT_NOW
    return 0


cdef void judge_sender(const PackC* pack, WorkC* work, ParsedC* parsed) noexcept nogil:
    """The verdict on the sender of a message whose fields are known, in folded units."""
    cdef NumberC called
    cdef const FieldC* row
    cdef int index
    read_number(work.folded.units, 0, &called)    # nobody's
    find_links(pack, work)
    for index in range(parsed.fields.length):
        row = &parsed.fields.rows[index]
        if row.name == pack.fields.phone and not row.more and row.end > row.start:
            read_number(work.folded.units + row.start, row.end - row.start, &called)
    judge(pack.senders, &work.hit, &work.judged, urging_of(pack, work, parsed), &called, &parsed.verdict)
