# cython: language_level=3
"""Who a message is from: the tables of sender profiles, and the look-up by signature and number."""

from libc.stdint cimport int32_t, uint8_t, uint16_t, uint32_t

from smsparse.senders.words cimport WordsC

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
    WordsC names
    WordsC claimed
    WordsC drawn
    WordsC ports
    WordsC starts
    WordsC ends
    WordsC hosts
    WordsC played
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
cdef struct HitC:
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

ctypedef fused code_point:
    uint8_t
    uint16_t
    uint32_t

cdef void read_number(const code_point* text, int length, NumberC* out) noexcept nogil
cdef void read_sender(str sender, NumberC* out)
cdef int signed_by(const SendersC* senders, const uint32_t* signature, int length) noexcept nogil
cdef void owners_of(const SendersC* senders, const NumberC* number, OwnersC* out) noexcept nogil
cdef bint among(const OwnersC* owners, int profile) noexcept nogil
cdef void match_sender(
    const SendersC* senders, const uint32_t* signature, int length, const NumberC* number, HitC* out
) noexcept nogil

cdef inline bint profile_is(const SendersC* senders, int profile, uint32_t bits) noexcept nogil:
    """Whether a profile has one of the bits."""
    return (senders.profiles[PROFILE_WORDS * profile] & bits) != 0
