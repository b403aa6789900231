# cython: language_level=3
"""Hosts of links: whose they are, and whether they imitate somebody's."""

from libc.stdint cimport uint32_t

from smsparse.senders.profiles cimport SendersC

# What a host is to a profile, or to nobody, as a bit each.
cdef enum:
    OWN = 1
    SHORT = 2
    PUBLIC = 4
    KNOWN = 8               # another profile's
    UNLISTED = 16           # the profile's own label on an ordinary end, which it may well have
    FOREIGN = 32
    ODD = 64
    IP = 128
    LOOK_ALIKE = 256

# The host of a link, in the folded text.
cdef struct HostC:
    const uint32_t* units
    int length
    int label               # the label somebody registered: icbc of m.icbc.com.cn
    int label_end
    bint odd                # its top level costs next to nothing

cdef void read_host(const SendersC* senders, const uint32_t* link, int length, HostC* out) noexcept nogil
cdef uint32_t kind_of(const SendersC* senders, const HostC* host, int profile) noexcept nogil
cdef int played_at(const SendersC* senders, const HostC* host) noexcept nogil
