# Folding kernel: one pass over the code points of a message, a two-level table look-up each.

cdef enum:
    REPAIRED = 1

ctypedef fused code_unit:
    uint8_t
    uint16_t
    uint32_t

cdef struct FoldTableC:
    const uint16_t* pages
    const uint32_t* entries
    const uint32_t* multi

# A message folded. `units` and `origin` have room for `capacity` units; origin[i] is the code point units[i] came from.
cdef struct FoldedC:
    uint32_t* units
    int32_t* origin
    int length
    int capacity
    int status

cdef enum:
    UNIT_MASK = 0x1FFFFF
    TIGHT_BIT = 0x200000
    KIND_SHIFT = 24
    KIND_DROP = 1
    KIND_SPACE = 2
    KIND_NEWLINE = 3
    KIND_MULTI = 4
    PAGE_LOOSE = 0xFFFF
    PAGE_TIGHT = 0xFFFE
    LAST_POINT = 0x10FFFF


cdef inline uint32_t entry_of(const FoldTableC* table, uint32_t point) noexcept nogil:
    cdef uint16_t page
    if point > LAST_POINT:
        return 0xFFFD
    page = table.pages[point >> 8]
    if page == PAGE_LOOSE:
        return point
    if page == PAGE_TIGHT:
        return point | TIGHT_BIT
    return table.entries[(<uint32_t> page << 8) | (point & 0xFF)]


cdef inline void put_folded(FoldedC* out, uint32_t unit, int origin) noexcept nogil:
    if out.length < out.capacity:
        out.units[out.length] = unit
        out.origin[out.length] = origin
        out.length += 1


cdef void fold(const FoldTableC* table, const code_unit* text, int length, FoldedC* out) noexcept nogil:
    """Fills `out` from `length` code points; out.status gets REPAIRED where a lone surrogate became U+FFFD."""
    cdef int index, step, count
    cdef uint32_t point, entry, kind, word
    cdef bint tight = True  # of the last unit kept; the start counts as tight: no space is kept there
    cdef FoldedC kept = out[0]    # where no write to units can change it
    kept.length = 0
    kept.status = 0
    for index in range(length):
        point = text[index]
        entry = entry_of(table, point)
        kind = entry >> KIND_SHIFT
        if kind == 0:
            if kept.length and kept.units[kept.length - 1] == 32 and entry & TIGHT_BIT:
                kept.length -= 1
            put_folded(&kept, entry & UNIT_MASK, index)
            tight = (entry & TIGHT_BIT) != 0
            if 0xD800 <= point < 0xE000:
                kept.status |= REPAIRED
        elif kind == KIND_SPACE:
            if kept.length and not tight and kept.units[kept.length - 1] != 32:
                put_folded(&kept, 32, index)
        elif kind == KIND_NEWLINE:
            if kept.length and kept.units[kept.length - 1] == 32:
                kept.length -= 1
            if kept.length and kept.units[kept.length - 1] != 10:
                put_folded(&kept, 10, index)
            tight = True
        elif kind == KIND_MULTI:
            word = entry & UNIT_MASK
            count = table.multi[word]
            for step in range(count):
                entry = table.multi[word + 1 + step]
                if kept.length and kept.units[kept.length - 1] == 32 and entry & TIGHT_BIT:
                    kept.length -= 1
                put_folded(&kept, entry & UNIT_MASK, index)
                tight = (entry & TIGHT_BIT) != 0
    while kept.length and (kept.units[kept.length - 1] == 32 or kept.units[kept.length - 1] == 10):
        kept.length -= 1
    out[0] = kept
