# Hashed features of a folded message.
#
# The units become *tokens*: a Chinese character or a sign is one; a run of digits is one that tells only how many
# there are; an English word is one; long mixtures of letters and digits (links, order numbers) are all one token, and so
# are the runs of `*` and `x` that blank a number. Each token gives a feature, and with the token before it another.
# A number of three or five digits (110, 10086, 95588) and the message's length give one more each.
#
# tests/parity/intent_reference.py says the same slowly.

cdef enum:
    FEATURE_BITS = 20       # a feature is a number of this many bits; 0 is none and pads a batch
    MAX_FEATURES = 69376    # enough for 30,720 units: two a unit, one more for every fourth, the end and the length

cpdef enum:
    NO_TOKENS = 2           # features of a message with nothing to read: its end and its length

cdef enum:
    TOKEN_DIGITS = 0x110000     # + the number of digits, 17 at most
    TOKEN_MIXED = 0x110040
    TOKEN_MASK = 0x110041
    TOKEN_LONG_WORD = 0x110042
    TOKEN_START = 0x110043
    TOKEN_END = 0x110044
    TOKEN_LENGTH = 0x110050     # + the bits of the number of units
    TOKEN_NUMBER = 0x200000     # + the number
    MANY_DIGITS = 17
    LONG_WORD = 15              # letters
    LONG_MIXTURE = 9            # letters and digits together

cdef uint32_t WORD_SEED = 0x80000000u


# Where the features go, and the hash of the token before.
cdef struct SinkC:
    uint32_t* out
    int length
    int capacity
    uint32_t before


cdef inline uint32_t mix(uint32_t token) noexcept nogil:
    token *= <uint32_t> 0x9E3779B1
    return token ^ (token >> 15)


cdef inline uint32_t mix_pair(uint32_t before, uint32_t mixed) noexcept nogil:
    cdef uint32_t pair = (((before << 7) | (before >> 25)) + mixed) * <uint32_t> 0x85EBCA6B
    return pair ^ (pair >> 13)


cdef inline void put_feature(SinkC* sink, uint32_t mixed) noexcept nogil:
    cdef uint32_t feature = mixed >> (32 - FEATURE_BITS)
    if sink.length < sink.capacity:
        sink.out[sink.length] = feature if feature else 1
        sink.length += 1


cdef inline void put_token(SinkC* sink, uint32_t token) noexcept nogil:
    cdef uint32_t mixed = mix(token)
    put_feature(sink, mixed)
    put_feature(sink, mix_pair(sink.before, mixed))
    sink.before = mixed


cdef inline int put_digits(SinkC* sink, const uint32_t* units, int at, int end) noexcept nogil:
    """The run of digits at `at`; returns where it stops."""
    cdef int first = at
    cdef uint32_t number = 0
    while at < end and is_digit(units[at]):
        number = number * 10 + units[at] - 48
        at += 1
    put_token(sink, TOKEN_DIGITS + (at - first if at - first < MANY_DIGITS else MANY_DIGITS))
    if at - first == 3 or at - first == 5:
        put_feature(sink, mix(TOKEN_NUMBER + number))
    return at


cdef inline int put_word(SinkC* sink, const uint32_t* units, int at, int end) noexcept nogil:
    """The run of letters at `at`; returns where it stops. A single letter stands for itself."""
    cdef int first = at
    cdef uint32_t word = WORD_SEED
    while at < end and is_letter(units[at]):
        word = (word ^ units[at]) * <uint32_t> 0x01000193
        at += 1
    put_token(sink, word if at - first > 1 else units[first])
    return at


cdef int put_latin_run(SinkC* sink, const uint32_t* units, int n, int at) noexcept nogil:
    """The run of letters and digits at `at`: one token for a mask, a mixture or a long word, else its parts."""
    cdef int end = at, letters = 0, crosses = 0
    while end < n and (is_digit(units[end]) or is_letter(units[end])):
        letters += is_letter(units[end])
        crosses += units[end] == c"x"
        end += 1
    if crosses == end - at and crosses > 1:
        put_token(sink, TOKEN_MASK)
    elif 0 < letters < end - at and end - at >= LONG_MIXTURE:
        put_token(sink, TOKEN_MIXED)
    elif letters == end - at and letters > LONG_WORD:
        put_token(sink, TOKEN_LONG_WORD)
    else:
        while at < end:
            at = put_digits(sink, units, at, end) if is_digit(units[at]) else put_word(sink, units, at, end)
    return end


cdef int hash_features(const uint32_t* units, int n, uint32_t* out, int capacity) noexcept nogil:
    """Writes the features of `n` folded units, `capacity` at most; returns how many."""
    cdef SinkC sink
    cdef int at = 0, bits = 0
    sink.out, sink.length, sink.capacity, sink.before = out, 0, capacity, mix(TOKEN_START)
    while at < n:
        if is_digit(units[at]) or is_letter(units[at]):
            at = put_latin_run(&sink, units, n, at)
        elif units[at] == c"*":
            put_token(&sink, TOKEN_MASK)
            while at < n and units[at] == c"*":
                at += 1
        else:
            if units[at] != c" ":
                put_token(&sink, units[at])
            at += 1
    put_feature(&sink, mix_pair(sink.before, mix(TOKEN_END)))
    while n >> bits:
        bits += 1
    put_feature(&sink, mix(TOKEN_LENGTH + bits))
    return sink.length


def features_of(str folded):
    """The features of a folded message as a list; what `hash_features` gives, for training and tests."""
    cdef int n = <int> len(folded), count, index
    cdef int capacity = 2 * n + n // 4 + 8
    cdef uint32_t* buffer = <uint32_t*> malloc((n + 1 + capacity) * sizeof(uint32_t))
    if buffer == NULL:
        raise MemoryError
    try:
        for index in range(n):
            buffer[index] = <uint32_t> <Py_UCS4> folded[index]
        count = hash_features(buffer, n, buffer + n + 1, capacity)
        return [buffer[n + 1 + index] for index in range(count)]
    finally:
        free(buffer)
