# Literal search: a bitmap of hashed unit pairs turns most positions away, a hash table and a comparison decide.

cdef enum:
    BUCKET_WORDS = 6
    MOST_AWAITED = 32
    MIX_FIRST = 0x9E3779B1      # literal_hash in rulepack/compiler.py has the same
    MIX_SECOND = 0x85EBCA77
    MIX_THIRD = 0xC2B2AE3D
    MIX_FOURTH = 0x27D4EB2F

cdef struct LiteralTableC:
    const uint32_t* units
    const uint32_t* rows      # 3 words a row: literal, start in units, length
    const uint32_t* buckets   # BUCKET_WORDS a bucket: the four units of a key, first row, rows
    const uint8_t* bitmap
    uint32_t bucket_mask
    uint32_t bit_mask
    int count                 # literals in all

# Where a literal stands: it does if `epoch` is that of the message.
cdef struct HitC:
    uint32_t epoch
    int32_t first
    int32_t last

# The literals of a message, by number and, each once, in the order found.
cdef struct HitsC:
    HitC* by_literal
    int32_t* found
    int length
    uint32_t epoch


# A key of the table met in a text: the hash of its units, of which the first stands at `at`.
cdef struct KeyC:
    uint32_t mixed
    int at
    int size

# Keys whose buckets are on their way from memory: waiting for many at once takes no longer than for one.
cdef struct AwaitedC:
    int length
    KeyC keys[MOST_AWAITED]

cdef extern from * nogil:
    """
    #if defined(__GNUC__)
    #define fetch(address) __builtin_prefetch(address)
    #else
    #define fetch(address) ((void) (address))
    #endif
    """
    void fetch(const void* address)


cdef inline bint stands(const HitsC* hits, int literal) noexcept nogil:
    return hits.by_literal[literal].epoch == hits.epoch


cdef inline uint32_t mixed_with(uint32_t first, uint32_t second) noexcept nogil:
    """The hash of two units, of which the first is multiplied already."""
    cdef uint32_t mixed = first ^ (second * <uint32_t> MIX_SECOND)
    return mixed ^ (mixed >> 15)


cdef inline bint may_begin_literal(const LiteralTableC* table, uint32_t mixed) noexcept nogil:
    """Whether some literal begins with two units of this hash."""
    return (table.bitmap[(mixed & table.bit_mask) >> 3] >> (mixed & 7)) & 1


cdef bint make_hits(HitsC* hits, int literals) noexcept nogil:
    """Room for every literal of a table; False where there is none to be had."""
    hits.by_literal = <HitC*> calloc(literals + 1, sizeof(HitC))
    hits.found = <int32_t*> malloc((literals + 1) * sizeof(int32_t))
    hits.length = 0
    hits.epoch = 0
    return hits.by_literal != NULL and hits.found != NULL


cdef void free_hits(HitsC* hits) noexcept nogil:
    free(hits.by_literal)
    free(hits.found)


cdef inline void note(int literal, int at, HitsC* out) noexcept nogil:
    cdef HitC* hit = out.by_literal + literal
    hit.last = at
    if hit.epoch != out.epoch:
        hit.epoch = out.epoch
        hit.first = at
        out.found[out.length] = literal
        out.length += 1


cdef inline bint rest_stands(const uint32_t* literal, int size, const uint32_t* text) noexcept nogil:
    """Whether the literal stands at `text`; its first two units are known to."""
    cdef int index
    for index in range(2, size):
        if literal[index] != text[index]:
            return False
    return True


cdef void note_literals(
    const LiteralTableC* table, uint32_t mixed, const uint32_t* key, const uint32_t* text, int length, int at, HitsC* out
) noexcept nogil:
    """Notes the literals of a key of four units, whose hash is `mixed`, that stand at `at`."""
    cdef uint32_t slot = mixed & table.bucket_mask, row
    cdef const uint32_t* bucket
    cdef const uint32_t* entry
    while True:
        bucket = table.buckets + BUCKET_WORDS * slot
        if bucket[5] == 0:
            return
        if bucket[0] == key[0] and bucket[1] == key[1] and bucket[2] == key[2] and bucket[3] == key[3]:
            break
        slot = (slot + 1) & table.bucket_mask
    for row in range(bucket[4], bucket[4] + bucket[5]):
        entry = table.rows + 3 * row
        if <int> entry[2] <= length - at and rest_stands(table.units + entry[1], entry[2], text + at):
            note(entry[0], at, out)


cdef void note_all(
    const LiteralTableC* table, const uint32_t* text, int length, AwaitedC* awaited, HitsC* out
) noexcept nogil:
    """Notes the literals of every key awaited, in the order in which they were met; none is left."""
    cdef uint32_t[4] key
    cdef const KeyC* one
    cdef int index, unit
    for index in range(awaited.length):
        one = &awaited.keys[index]
        for unit in range(4):
            key[unit] = text[one.at + unit] if unit < one.size else 0
        note_literals(table, one.mixed, key, text, length, one.at, out)
    awaited.length = 0


cdef inline void wait_for(
    const LiteralTableC* table, uint32_t mixed, int at, int size, const uint32_t* text, int length, AwaitedC* awaited,
    HitsC* out
) noexcept nogil:
    """Has the bucket of a key of `size` units at `at` fetched; it is looked up when others were asked for too."""
    cdef KeyC* one
    if not may_begin_literal(table, mixed):
        return
    if awaited.length == MOST_AWAITED:
        note_all(table, text, length, awaited, out)
    fetch(table.buckets + BUCKET_WORDS * (mixed & table.bucket_mask))
    one = &awaited.keys[awaited.length]
    one.mixed, one.at, one.size = mixed, at, size
    awaited.length += 1


cdef inline void begin_hits(int literals, HitsC* out) noexcept nogil:
    out.length = 0
    out.epoch += 1
    if out.epoch == 0:    # stamps of long ago would be taken for new ones
        memset(out.by_literal, 0, literals * sizeof(HitC))
        out.epoch = 1


cdef void find_literals(const LiteralTableC* table, const uint32_t* text, int length, HitsC* out) noexcept nogil:
    """Finds every literal of the table in `text`: none is missed, with its first and last place."""
    cdef int at
    cdef uint32_t first, mixed
    cdef AwaitedC awaited
    begin_hits(table.count, out)
    awaited.length = 0
    for at in range(length):
        first = text[at] * <uint32_t> MIX_FIRST
        wait_for(table, mixed_with(first, 0), at, 1, text, length, &awaited, out)
        if at + 1 == length:
            break
        mixed = mixed_with(first, text[at + 1])
        if not may_begin_literal(table, mixed):
            continue
        wait_for(table, mixed, at, 2, text, length, &awaited, out)
        if at + 3 < length:
            mixed = (mixed * <uint32_t> MIX_FIRST) ^ (text[at + 2] * <uint32_t> MIX_THIRD) ^ (
                text[at + 3] * <uint32_t> MIX_FOURTH)
            wait_for(table, mixed ^ (mixed >> 15), at, 4, text, length, &awaited, out)
    note_all(table, text, length, &awaited, out)
