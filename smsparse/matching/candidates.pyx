# cython: language_level=3, boundscheck=False, wraparound=False, autotestdict=False
"""From literals to candidates: what costs nothing to know about a template is asked before it is verified."""

from libc.stdint cimport int64_t
from libc.string cimport memset

from smsparse.matching.tables cimport (
    KIND_CATEGORY, R_KIND, R_SENDER, T_REQUIRE, T_REQUIRE_COUNT, T_SOME, T_SOME_COUNT, T_UNLESS, T_UNLESS_COUNT,
    rank_of, rule_covers, rule_of, template_of,
)


cdef inline bint stands(const HitsC* hits, int literal) noexcept nogil:
    return hits.stamp[literal] == hits.epoch


cdef bint conditions_hold(const TablesC* tables, const int32_t* template, const HitsC* hits) noexcept nogil:
    """Whether every word of `require`, none of `unless` and one of `some`, if there are any, stand in the message."""
    cdef int index
    for index in range(template[T_REQUIRE_COUNT]):
        if not stands(hits, tables.conditions[template[T_REQUIRE] + index]):
            return False
    for index in range(template[T_UNLESS_COUNT]):
        if stands(hits, tables.conditions[template[T_UNLESS] + index]):
            return False
    for index in range(template[T_SOME_COUNT]):
        if stands(hits, tables.conditions[template[T_SOME] + index]):
            return True
    return template[T_SOME_COUNT] == 0


cdef inline bint is_meant(const int32_t* rule, int kind, int whose) noexcept nogil:
    """Whether a rule is of the kind and for that sender, or for that category."""
    if rule[R_KIND] != kind:
        return False
    if whose == ANYBODY:
        return True
    if kind == KIND_CATEGORY:
        return rule[R_SENDER] < 0 or rule[R_SENDER] == whose
    return rule_covers(rule, whose)


cdef inline int64_t rank_of_template(const TablesC* tables, int number) noexcept nogil:
    cdef const int32_t* template = template_of(tables, number)
    return rank_of(rule_of(tables, template), template)


cdef void add_by_rank(const TablesC* tables, int number, CandidatesC* out) noexcept nogil:
    """Puts a candidate behind those that rank as high: the first that matches is then the best."""
    cdef int64_t rank = rank_of_template(tables, number)
    cdef int at = out.count
    while at > 0 and rank_of_template(tables, out.numbers[at - 1]) < rank:
        out.numbers[at] = out.numbers[at - 1]
        at -= 1
    out.numbers[at] = number
    out.count += 1


cdef inline void begin(int templates, CandidatesC* out) noexcept nogil:
    out.count = 0
    out.epoch += 1
    if out.epoch == 0:    # stamps of long ago would be taken for new ones
        memset(out.stamp, 0, templates * sizeof(uint32_t))
        out.epoch = 1


cdef void find_candidates(
    const TablesC* tables, const HitsC* hits, int kind, int whose, CandidatesC* out
) noexcept nogil:
    """Templates of rules of one kind with an anchor in the message whose conditions hold; none that could match is lost.

    `whose`: of rules that decide the category the sender's profile, -1 for nobody; of field and flag rules the category.
    Those that decide the category come best first.
    """
    cdef int index, offer, number
    cdef const int32_t* template
    begin(tables.template_count, out)
    for index in range(hits.length):
        for offer in range(tables.offer_starts[hits.hits[index]], tables.offer_starts[hits.hits[index] + 1]):
            number = tables.offers[offer]
            if out.stamp[number] == out.epoch:
                continue
            out.stamp[number] = out.epoch
            template = template_of(tables, number)
            if not is_meant(rule_of(tables, template), kind, whose) or not conditions_hold(tables, template, hits):
                continue
            if kind == KIND_CATEGORY:
                add_by_rank(tables, number, out)
            else:
                out.numbers[out.count] = number
                out.count += 1
