# Sender profiles by signature and by number.

cdef enum:
    MAX_NUMBER = 64         # units of a sender that are looked at; no number is longer
    MAX_RUNS = 129          # one whole number, as many beginnings and ends
    PROFILE_WORDS = 3       # bits, first token, tokens

# Bits of a profile, in the order of PROFILE_BITS in rulepack/senders.py.
cdef enum:
    GUARDED = 1
    OWN_LINKS = 2
    HOTLINES = 4
    RELAYS = 8
    NEVER_RELAYED = 16
    LISTED = 32
    DOMESTIC = 64

# The sections that rulepack/senders.py writes.
cdef struct SendersC:
    ListC names
    ListC claimed
    ListC drawn
    ListC ports
    ListC starts
    ListC ends
    ListC hosts
    ListC played
    const int32_t* owners
    const uint32_t* profiles
    const uint32_t* tokens
    const uint32_t* tails
    const uint32_t* signs
    const uint32_t* units
    int profile_count
    int tail_count
    int sign_count

# A sender as it came, in lower case; `bare` without +86, spaces and dashes.
cdef struct NumberC:
    uint32_t[MAX_NUMBER] name
    uint32_t[MAX_NUMBER] bare_units
    const uint32_t* bare
    int name_length
    int length              # of bare
    bint is_name            # letters, no number
    bint is_mobile          # somebody's own: no bank or shop sends from one
    bint is_abroad

# What of a message pointed to a profile: its number in the pack or -1, and whether signature and number did.
cdef struct MatchedC:
    int profile
    bint by_signature
    bint by_port

ctypedef const int32_t* ProfilesC

# Every profile that has a number: runs of their numbers.
cdef struct OwnersC:
    int runs
    ProfilesC[MAX_RUNS] start
    int[MAX_RUNS] count
    int32_t named           # by its registered name


cdef inline bint profile_is(const SendersC* senders, int profile, uint32_t bits) noexcept nogil:
    """Whether a profile has one of the bits."""
    return (senders.profiles[PROFILE_WORDS * profile] & bits) != 0

cdef enum:
    MOBILE = 11
    LONG_MOBILE = 13        # with 86 before it


# ---- numbers

cdef inline bint are_any_digits(const uint32_t* text, int length) noexcept nogil:
    cdef int at
    for at in range(length):
        if not Py_UNICODE_ISDIGIT(text[at]):
            return False
    return length > 0


cdef inline bint begins(const NumberC* number, uint32_t first, uint32_t second) noexcept nogil:
    return number.length > 1 and number.bare[0] == first and number.bare[1] == second


cdef void drop_country(NumberC* number) noexcept nogil:
    """Takes +86, 0086, and 86 before a mobile away."""
    cdef int size = 0
    if begins(number, c"+", c"8") and number.length > 2 and number.bare[2] == c"6":
        size = 3
    elif begins(number, c"0", c"0") and number.length > 3 and number.bare[2] == c"8" and number.bare[3] == c"6":
        size = 4
    elif number.length == LONG_MOBILE and begins(number, c"8", c"6") and number.bare[2] == c"1":
        size = 2
    number.bare += size
    number.length -= size


cdef bint is_mobile(const NumberC* number) noexcept nogil:
    return (number.length == MOBILE and number.bare[0] == c"1" and c"3" <= number.bare[1] <= c"9"
            and are_any_digits(number.bare, MOBILE))


cdef bint is_abroad(const NumberC* number) noexcept nogil:
    """Whether a number is one of another country: +86 and 0086 are gone from it."""
    cdef int at = 0
    if not begins(number, c"0", c"0") and not (number.length and number.bare[0] == c"+"):
        return False
    while at < number.length and number.bare[at] == c"+":
        at += 1
    return are_any_digits(number.bare + at, number.length - at)


cdef void read_number(const code_unit* text, int length, NumberC* out) noexcept nogil:
    """Reads a sender as it came; an empty text is none. Of a long one the first MAX_NUMBER units count.

    `out.bare` points into `out`: a copy of the struct must not be used.
    """
    cdef int at
    cdef uint32_t unit
    out.name_length = length if length < MAX_NUMBER else MAX_NUMBER
    out.bare = out.bare_units
    out.length = 0
    out.is_name = False
    for at in range(out.name_length):
        unit = Py_UNICODE_TOLOWER(text[at])
        out.name[at] = unit
        out.is_name = out.is_name or Py_UNICODE_ISALPHA(text[at])
        if unit != c" " and unit != c"-":
            out.bare_units[out.length] = unit
            out.length += 1
    drop_country(out)
    out.is_mobile = is_mobile(out)
    out.is_abroad = is_abroad(out)


cdef void read_sender(str sender, NumberC* out):
    """Reads a sender as Python gives it."""
    cdef int length = <int> min(PyUnicode_GET_LENGTH(sender), <Py_ssize_t> MAX_NUMBER)
    cdef int kind = PyUnicode_KIND(sender)
    cdef void* data = PyUnicode_DATA(sender)
    if kind == 1:
        read_number(<const uint8_t*> data, length, out)
    elif kind == 2:
        read_number(<const uint16_t*> data, length, out)
    else:
        read_number(<const uint32_t*> data, length, out)


cdef inline bint is_registered(const NumberC* number) noexcept nogil:
    """Whether it is a name of Hong Kong's register, which operators let only its owner send under."""
    return number.length > 0 and number.bare[0] == c"#"


cdef inline bint is_channel(const NumberC* number) noexcept nogil:
    """Whether it may end in a service number: 106…95588, or behind an area code."""
    return number.length > 0 and not number.is_abroad and (number.bare[0] == c"0" or begins(number, c"1", c"0"))


# ---- profiles

cdef int signed_by(const SendersC* senders, const uint32_t* signature, int length) noexcept nogil:
    """By the whole signature, else by the longest name it begins with (招商银行信用卡 -> 招商银行); -1 for nobody."""
    cdef int32_t profile
    longest_listed(&senders.names, signature, length, &profile)
    return profile


cdef inline void add_run(const SendersC* senders, int32_t place, OwnersC* out) noexcept nogil:
    out.start[out.runs] = senders.owners + place + 2
    out.count[out.runs] = senders.owners[place + 1]
    out.runs += 1


cdef void add_longest_first(
    const SendersC* senders, const ListC* words, const uint32_t* text, int step, int length, OwnersC* out
) noexcept nogil:
    """Adds the owners of every word that stands at `text`."""
    cdef ListedC word
    cdef int first = out.runs, last
    word.size = word.mixed = 0
    while next_listed(words, text, step, length, &word):
        add_run(senders, word.number, out)
    last = out.runs - 1
    while first < last:
        out.start[first], out.start[last] = out.start[last], out.start[first]
        out.count[first], out.count[last] = out.count[last], out.count[first]
        first += 1
        last -= 1


cdef void owners_of(const SendersC* senders, const NumberC* number, OwnersC* out) noexcept nogil:
    """Every profile that has the number: the whole of it, its beginning, its end; the longest first.

    `out.start` may point into `out`: a copy of the struct must not be used.
    """
    cdef int32_t place
    out.runs = 0
    if is_registered(number):
        out.named = signed_by(senders, number.bare + 1, number.length - 1)
        if out.named >= 0:
            out.start[0], out.count[0], out.runs = &out.named, 1, 1
        return
    place = whole_listed(&senders.ports, number.bare, number.length)
    if place >= 0:
        add_run(senders, place, out)
    add_longest_first(senders, &senders.starts, number.bare, 1, number.length, out)
    if is_channel(number):
        add_longest_first(senders, &senders.ends, number.bare + number.length - 1, -1, number.length, out)


cdef bint among(const OwnersC* owners, int profile) noexcept nogil:
    """Whether a profile is one of the owners of a number."""
    cdef int run, at
    for run in range(owners.runs):
        for at in range(owners.count[run]):
            if owners.start[run][at] == profile:
                return True
    return False


cdef void match_sender(
    const SendersC* senders, const uint32_t* signature, int length, const NumberC* number, MatchedC* out
) noexcept nogil:
    """The profile that a folded signature (none has length 0) or the number name; the signature wins where they differ."""
    cdef OwnersC owners
    owners_of(senders, number, &owners)
    memset(out, 0, sizeof(MatchedC))
    out.profile = signed_by(senders, signature, length)
    if out.profile >= 0:
        out.by_signature = True
        out.by_port = among(&owners, out.profile)
    elif owners.runs:
        out.profile = owners.start[0][0]
        out.by_port = True
    elif number.is_name:    # a name in letters anybody may choose: it names, but is no port
        out.profile = signed_by(senders, number.name, number.name_length)
