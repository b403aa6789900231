# From literals to candidates: what costs nothing to know about a template is asked before it is verified.

cdef enum:
    ANYBODY = -2    # for whom: whatever the sender or the category

# Where a match of a template may begin, as far as its anchors tell: valid if `epoch` is that of the candidates.
cdef struct WindowC:
    uint32_t epoch
    int32_t first
    int32_t last

# Templates to verify, in the order in which they are.
cdef struct CandidatesC:
    int32_t* numbers
    int count
    WindowC* windows    # by template
    uint32_t epoch


cdef inline int window_first(const CandidatesC* candidates, int number) noexcept nogil:
    """The first place where a match of a template may begin, also of one that is no candidate."""
    cdef const WindowC* window = candidates.windows + number
    return window.first if window.epoch == candidates.epoch else 0


cdef inline int window_last(const CandidatesC* candidates, int number, int length) noexcept nogil:
    cdef const WindowC* window = candidates.windows + number
    return window.last if window.epoch == candidates.epoch else length


cdef inline void narrow_window(CandidatesC* candidates, int number, int last) noexcept nogil:
    """No match of a candidate is to begin behind `last`."""
    cdef WindowC* window = candidates.windows + number
    window.last = min(window.last, last)


cdef bint make_candidates(CandidatesC* candidates, int templates) noexcept nogil:
    """Room for every template of a pack; False where there is none to be had."""
    candidates.numbers = <int32_t*> malloc((templates + 1) * sizeof(int32_t))
    candidates.windows = <WindowC*> calloc(templates + 1, sizeof(WindowC))
    candidates.count = 0
    candidates.epoch = 1    # of no window yet
    return candidates.numbers != NULL and candidates.windows != NULL


cdef void free_candidates(CandidatesC* candidates) noexcept nogil:
    free(candidates.numbers)
    free(candidates.windows)


cdef bint is_barred(const TablesC* tables, int number, const HitsC* hits) noexcept nogil:
    """Whether a word of `unless` of a template stands in the message."""
    cdef const int32_t* template = template_of(tables, number)
    cdef int index
    for index in range(template[T_UNLESS_COUNT]):
        if stands(hits, tables.conditions[template[T_UNLESS] + index]):
            return True
    return False


cdef bint has_required(const TablesC* tables, int number, const HitsC* hits) noexcept nogil:
    """Whether every word of `require` and one of `some`, if there are any, stand in the message."""
    cdef const int32_t* template = template_of(tables, number)
    cdef int index
    for index in range(template[T_REQUIRE_COUNT]):
        if not stands(hits, tables.conditions[template[T_REQUIRE] + index]):
            return False
    for index in range(template[T_SOME_COUNT]):
        if stands(hits, tables.conditions[template[T_SOME] + index]):
            return True
    return template[T_SOME_COUNT] == 0


cdef inline void begin_candidates(int templates, CandidatesC* out) noexcept nogil:
    out.count = 0
    out.epoch += 1
    if out.epoch == 0:    # windows of long ago would be taken for new ones
        memset(out.windows, 0, templates * sizeof(WindowC))
        out.epoch = 1


cdef void sort_numbers(int32_t* numbers, int count) noexcept nogil:
    """Puts numbers, of which there are few, in order: Shell's way."""
    cdef int gap = count >> 1, at, index
    cdef int32_t number
    while gap > 0:
        for index in range(gap, count):
            number, at = numbers[index], index
            while at >= gap and numbers[at - gap] > number:
                numbers[at] = numbers[at - gap]
                at -= gap
            numbers[at] = number
        gap >>= 1


cdef inline void take(
    const TablesC* tables, const HitsC* hits, const int32_t* offer, const HitC* hit, CandidatesC* out
) noexcept nogil:
    """Adds the template of an offer if it has what it requires, or widens its window for one more of its anchors."""
    cdef int number = offer[O_TEMPLATE]
    cdef WindowC* window = out.windows + number
    cdef int first = max(0, hit.first - offer[O_MOST]), last = hit.last - offer[O_LEAST]
    if window.epoch == out.epoch:
        window.first = min(window.first, first)
        window.last = max(window.last, last)
        return
    window.epoch, window.first, window.last = out.epoch, first, last
    if has_required(tables, number, hits):
        out.numbers[out.count] = number
        out.count += 1


cdef inline int first_of_sender(const TablesC* tables, int start, int end, int sender) noexcept nogil:
    """The first of the offers `start` to `end`, which are in the order of their senders, that is not before `sender`."""
    cdef int middle
    while start < end:
        middle = (start + end) >> 1
        if offer_of(tables, middle)[O_WHOSE] < sender:
            start = middle + 1
        else:
            end = middle
    return start


cdef void take_rules(const TablesC* tables, const HitsC* hits, int literal, int sender, CandidatesC* out) noexcept nogil:
    """The rules for any sender, which come first, and those of this one."""
    cdef int at = first_offer(tables, literal, KIND_CATEGORY), end = first_offer(tables, literal, KIND_CATEGORY + 1)
    cdef const HitC* hit = hits.by_literal + literal
    while at < end and (sender == ANYBODY or offer_of(tables, at)[O_WHOSE] < 0):
        take(tables, hits, offer_of(tables, at), hit, out)
        at += 1
    if sender < 0:
        return
    at = first_of_sender(tables, at, end, sender)
    while at < end and offer_of(tables, at)[O_WHOSE] == sender:
        take(tables, hits, offer_of(tables, at), hit, out)
        at += 1


cdef void take_scoped(
    const TablesC* tables, const HitsC* hits, int literal, int kind, int category, CandidatesC* out
) noexcept nogil:
    """The field or flag rules with the category in their scope."""
    cdef int at = first_offer(tables, literal, kind), end = first_offer(tables, literal, kind + 1), next_scope
    cdef const int32_t* offer
    while at < end:
        offer = offer_of(tables, at)
        next_scope = at + offer[O_LEFT]
        if category == ANYBODY or scope_covers(tables, offer[O_WHOSE], category):
            while at < next_scope:
                take(tables, hits, offer_of(tables, at), hits.by_literal + literal, out)
                at += 1
        at = next_scope


cdef void find_candidates(
    const TablesC* tables, const HitsC* hits, int kind, int whose, CandidatesC* out
) noexcept nogil:
    """Templates of rules of one kind with an anchor and what they require in the message; none that could match is lost.

    Whether one is barred by its `unless`, mostly a long list, is for the caller to ask of the few that match.
    `whose`: of rules that decide the category the sender's profile, -1 for nobody; of field and flag rules the category.
    Those that decide the category come best first.
    """
    cdef int index
    begin_candidates(tables.template_count, out)
    for index in range(hits.length):
        if kind == KIND_CATEGORY:
            take_rules(tables, hits, hits.found[index], whose, out)
        else:
            take_scoped(tables, hits, hits.found[index], kind, whose, out)
    if kind == KIND_CATEGORY:
        sort_numbers(out.numbers, out.count)    # templates are numbered so that the best come first
