# cython: language_level=3, boundscheck=False, wraparound=False, autotestdict=False
"""Literal search: a bitmap of hashed unit pairs turns most positions away, a hash table and a comparison decide."""

from libc.string cimport memset


cdef inline uint32_t mix(uint32_t first, uint32_t second) noexcept nogil:
    cdef uint32_t mixed = (first * <uint32_t> 0x9E3779B1) ^ (second * <uint32_t> 0x85EBCA77)
    return mixed ^ (mixed >> 15)


cdef inline bint stands_at(const uint32_t* literal, int size, const uint32_t* text) noexcept nogil:
    cdef int index
    for index in range(size):
        if literal[index] != text[index]:
            return False
    return True


cdef void look_up(
    const LiteralTableC* table, uint32_t first, uint32_t second, const uint32_t* text, int left, HitsC* out
) noexcept nogil:
    """Adds the literals that begin with (first, second) and stand at `text`, of which `left` units remain."""
    cdef uint32_t mixed = mix(first, second)
    cdef uint32_t slot, row
    cdef const uint32_t* bucket
    cdef const uint32_t* entry
    if not table.bitmap[(mixed & table.bit_mask) >> 3] & (1 << (mixed & 7)):
        return
    slot = mixed & table.bucket_mask
    while True:
        bucket = table.buckets + 4 * slot
        if bucket[3] == 0:
            return
        if bucket[0] == first and bucket[1] == second:
            break
        slot = (slot + 1) & table.bucket_mask
    for row in range(bucket[2], bucket[2] + bucket[3]):
        entry = table.rows + 3 * row
        if <int> entry[2] <= left and out.stamp[entry[0]] != out.epoch and stands_at(table.units + entry[1], entry[2], text):
            out.stamp[entry[0]] = out.epoch
            out.hits[out.length] = entry[0]
            out.length += 1


cdef inline void begin(int literals, HitsC* out) noexcept nogil:
    out.length = 0
    out.epoch += 1
    if out.epoch == 0:    # stamps of long ago would be taken for new ones
        memset(out.stamp, 0, literals * sizeof(uint32_t))
        out.epoch = 1


cdef void find_literals(const LiteralTableC* table, const uint32_t* text, int length, HitsC* out) noexcept nogil:
    """Finds every literal of the table in `text`: none is missed, each is reported once."""
    cdef int at
    begin(table.count, out)
    for at in range(length):
        look_up(table, text[at], 0, text + at, length - at, out)
        if at + 1 < length:
            look_up(table, text[at], text[at + 1], text + at, length - at, out)
