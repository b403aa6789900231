# Look-up of folded words in a table of the artifact (rulepack/words.py says its layout): the bits of the first two units
# turn most texts away, a hash that grows unit by unit decides.

cdef struct ListC:
    const uint32_t* bits    # a bit for each first two units of a word
    const uint32_t* slots   # row + 1 or 0
    const uint32_t* rows    # 4 words a row: hash, start, length, number
    const uint32_t* units
    uint32_t bit_mask
    uint32_t slot_mask
    int longest

# A word that stands at a place; all zero before the first.
cdef struct ListedC:
    int size
    uint32_t mixed          # hash of the units so far
    int32_t number


cdef enum:
    MULTIPLIER = 0x9E3779B1
    MIN_WORD = 2
    ROW_WORDS = 4


cdef inline void read_list(const void* section, ListC* out) noexcept nogil:
    """Points `out` into a section."""
    cdef const uint32_t* words = <const uint32_t*> section
    out.slot_mask, out.bit_mask, out.longest = words[0], words[1], <int> words[2]
    out.bits = words + words[3]
    out.slots = words + words[4]
    out.rows = words + words[5]
    out.units = words + words[6]


cdef inline bint may_begin_listed(const ListC* words, uint32_t mixed) noexcept nogil:
    cdef uint32_t bit = (mixed ^ (mixed >> 15)) & words.bit_mask
    return (words.bits[bit >> 5] >> (bit & 31)) & 1


cdef inline bint are_units(const uint32_t* units, int size, const uint32_t* text, int step) noexcept nogil:
    cdef int at
    for at in range(size):
        if units[at] != text[at * step]:
            return False
    return True


cdef inline int32_t look_up_listed(const ListC* words, const uint32_t* text, int step, int size, uint32_t mixed) noexcept nogil:
    """The number of the word of `size` units at `text`, whose hash is `mixed`; -1 where it is none."""
    cdef uint32_t slot = (mixed ^ (mixed >> 15)) & words.slot_mask
    cdef const uint32_t* row
    while words.slots[slot]:
        row = words.rows + ROW_WORDS * (words.slots[slot] - 1)
        if row[0] == mixed and <int> row[2] == size and are_units(words.units + row[1], size, text, step):
            return <int32_t> row[3]
        slot = (slot + 1) & words.slot_mask
    return -1


cdef inline bint next_listed(const ListC* words, const uint32_t* text, int step, int length, ListedC* word) noexcept nogil:
    """Moves `word` to the next longer word that stands at `text`, of which `length` units may be read, each `step` (1 or
    -1) from the one before; False where there is none."""
    while word.size < length and word.size < words.longest:
        word.mixed = (word.mixed ^ text[word.size * step]) * <uint32_t> MULTIPLIER
        word.size += 1
        if word.size < MIN_WORD:
            continue
        if word.size == MIN_WORD and not may_begin_listed(words, word.mixed):
            return False
        word.number = look_up_listed(words, text, step, word.size, word.mixed)
        if word.number >= 0:
            return True
    return False


cdef inline int32_t whole_listed(const ListC* words, const uint32_t* text, int length) noexcept nogil:
    """The number of the word that is all of the text; -1 where it is none."""
    cdef uint32_t mixed = 0
    cdef int at
    if not MIN_WORD <= length <= words.longest:
        return -1
    for at in range(length):
        mixed = (mixed ^ text[at]) * <uint32_t> MULTIPLIER
    return look_up_listed(words, text, 1, length, mixed)


cdef inline int longest_listed(const ListC* words, const uint32_t* text, int length, int32_t* number) noexcept nogil:
    """The length of the longest word the text begins with, its number in `number`; 0 and -1 where there is none."""
    cdef ListedC word
    cdef int size = 0
    number[0] = -1
    word.size = word.mixed = 0
    while next_listed(words, text, 1, length, &word):
        size, number[0] = word.size, word.number
    return size
