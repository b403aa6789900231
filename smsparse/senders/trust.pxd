# cython: language_level=3
"""How far a sender is to be trusted, and how strongly links contradict it."""

from libc.stdint cimport uint32_t

from smsparse.rulepack.sections cimport Section, Strings
from smsparse.senders.profiles cimport HitC, NumberC, SendersC
from smsparse.senders.words cimport WordsC

# How strongly links contradict the sender: rules with `distrust` ask for the first, with `guarded`
# besides for the second.
cdef enum:
    AGREES = 0
    CONTRADICTS = 1
    CONTRADICTS_GUARDED = 2

cdef enum:
    PROBE_UNITS = 4096
    PROBE_LINKS = 32

# Levels of trust, as numbers of TRUSTS.
cdef enum:
    CERTIFIED = 0
    CONSISTENT = 1
    UNKNOWN = 2
    SUSPECT = 3

# Reasons as bits, in the order of REASONS.
cdef enum:
    PORT = 1
    SIGNATURE = 2
    SENDER_NAME = 4
    HOST = 8
    NEAR_SIGNATURE = 16
    LOOK_ALIKE_SIGNATURE = 32
    CLAIM = 64
    OTHER_PORT = 128
    PERSONAL_NUMBER = 256
    ABROAD_NUMBER = 512
    PERSONAL_PHONE = 1024
    SHORT_LINK = 2048
    OTHER_HOST = 4096
    UNLISTED_HOST = 8192
    FOREIGN_HOST = 16384
    ODD_HOST = 32768
    IP_HOST = 65536
    LOOK_ALIKE_HOST = 131072
    ACT_NOW = 262144
    ASKS_SECRET = 524288

# A link of the folded text.
cdef struct LinkC:
    int start
    int end

# What trust looks at: the folded message, its signature, the number it came from, its links.
cdef struct JudgedC:
    const uint32_t* text
    int length
    int signature_start     # -1 for none
    int signature_end
    const NumberC* number
    const LinkC* links
    int link_count

cdef struct VerdictC:
    int profile             # -1 where nobody can be named
    int trust
    uint32_t reasons

# A message as the tests give it.
cdef struct ProbeC:
    uint32_t[PROBE_UNITS] text
    LinkC[PROBE_LINKS] links
    NumberC number
    HitC hit
    JudgedC judged

cdef class Senders:
    cdef SendersC table
    cdef readonly Strings ids
    cdef readonly Strings titles
    cdef list kept
    cdef Section section(self, sections, str name)
    cdef void point(self, sections, str name, WordsC* out)
    cdef void load(self, ProbeC* probe, str text, signature, sender, list links)

cdef int contradiction(const SendersC* senders, const HitC* hit, const JudgedC* message) noexcept nogil
cdef bint calls_a_person(const SendersC* senders, const HitC* hit, const NumberC* phone) noexcept nogil
cdef bint owns(const SendersC* senders, int profile, const JudgedC* message) noexcept nogil
cdef void judge(
    const SendersC* senders, const HitC* hit, const JudgedC* message, uint32_t urging, const NumberC* phone, VerdictC* out
) noexcept nogil
