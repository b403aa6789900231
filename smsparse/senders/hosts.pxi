# Hosts of links: whose they are, and whether they imitate somebody's.

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

cdef enum:
    MIN_RUN_ON = 4          # three letters count only between other signs
    IP_PARTS = 4

# Bits of a host in sender.owners, in the order of HOST_BITS in rulepack/senders.py.
cdef enum:
    IS_SHORT = 1
    IS_PUBLIC = 2
    IS_ODD = 4
    IS_SECOND_LEVEL = 8


cdef inline bint stands_at(const uint32_t* word, int size, const uint32_t* text, int left) noexcept nogil:
    cdef int at
    if size > left:
        return False
    for at in range(size):
        if word[at] != text[at]:
            return False
    return True


# ---- the host of a link

cdef int scheme_end(const uint32_t* link, int length) noexcept nogil:
    """Where a link goes on behind ``http://``; 0 where it has no scheme, or nothing behind it."""
    cdef int at = 0
    while at < length and is_letter(link[at]):
        at += 1
    if at and at + 3 < length and link[at] == c":" and link[at + 1] == c"/" and link[at + 2] == c"/":
        return at + 3
    return 0


cdef void find_host(const uint32_t* link, int length, HostC* out) noexcept nogil:
    """The host of a link without scheme, user, port, path and ``www.``."""
    cdef int start = scheme_end(link, length), at, end
    end = start
    while end < length and link[end] != c"/" and link[end] != c"?" and link[end] != c"#":
        end += 1
    for at in range(start, end):
        if link[at] == c"@":
            start = at + 1
    for at in range(start, end):
        if link[at] == c":":
            end = at
            break
    if (end - start >= 4 and link[start] == c"w" and link[start + 1] == c"w" and link[start + 2] == c"w"
            and link[start + 3] == c"."):
        start += 4
    out.units = link + start
    out.length = end - start


cdef int label_before(const HostC* host, int end) noexcept nogil:
    """Where the label that ends before `end` begins."""
    while end > 0 and host.units[end - 1] != c".":
        end -= 1
    return end


cdef inline int32_t owner_place(const SendersC* senders, const HostC* host, int start) noexcept nogil:
    """Where sender.owners speaks of the host from `start` on; -1 where it does not."""
    return whole_listed(&senders.hosts, host.units + start, host.length - start)


cdef inline uint32_t bits_from(const SendersC* senders, const HostC* host, int start) noexcept nogil:
    cdef int32_t place = owner_place(senders, host, start)
    return 0 if place < 0 else <uint32_t> senders.owners[place]


cdef void read_host(const SendersC* senders, const uint32_t* link, int length, HostC* out) noexcept nogil:
    """Fills `out` with the host of a folded link."""
    cdef int top, second
    find_host(link, length, out)
    top = label_before(out, out.length)
    out.odd = (bits_from(senders, out, top) & IS_ODD) != 0
    out.label, out.label_end = top, out.length
    if top == 0:
        return
    second = label_before(out, top - 1)
    out.label, out.label_end = second, top - 1
    if second > 0 and bits_from(senders, out, second) & IS_SECOND_LEVEL:
        out.label, out.label_end = label_before(out, second - 1), second - 1


# ---- what a host is to a profile

cdef bint is_address(const HostC* host) noexcept nogil:
    """Whether a host is an IPv4 address."""
    cdef int at, digits = 0, parts = 1
    for at in range(host.length):
        if is_digit(host.units[at]):
            digits += 1
        elif host.units[at] == c"." and digits:
            parts += 1
            digits = 0
        else:
            return False
    return parts == IP_PARTS and digits > 0


cdef bint owned_by(const int32_t* owners, int profile) noexcept nogil:
    """Whether a row of sender.owners has a profile."""
    cdef int at
    for at in range(owners[1]):
        if owners[2 + at] == profile:
            return True
    return False


cdef uint32_t listed_as(const SendersC* senders, const HostC* host, int profile) noexcept nogil:
    """Bits of what the lists say of a host and of every host it is below: OWN, SHORT, PUBLIC, KNOWN."""
    cdef int start = host.length
    cdef uint32_t kinds = 0
    cdef int32_t place
    while start > 0:
        start = label_before(host, start)
        place = owner_place(senders, host, start)
        if place >= 0:
            kinds |= SHORT if senders.owners[place] & IS_SHORT else 0
            kinds |= PUBLIC if senders.owners[place] & IS_PUBLIC else 0
            kinds |= KNOWN if senders.owners[place + 1] else 0
            kinds |= OWN if owned_by(senders.owners + place, profile) else 0
        start -= 1
    return kinds


cdef uint32_t host_kind(const SendersC* senders, const HostC* host, int profile) noexcept nogil:
    """The one bit that says what a host is to a profile, or to nobody (-1)."""
    cdef uint32_t listed = listed_as(senders, host, profile)
    if listed & SHORT:
        return SHORT
    if listed & OWN:
        return OWN
    if listed & PUBLIC:
        return PUBLIC
    if is_address(host):
        return IP
    if listed & KNOWN:
        return KNOWN
    if profile >= 0 and imitates(senders, host, profile):
        return LOOK_ALIKE
    if host.odd:
        return ODD
    return UNLISTED if profile >= 0 and has_label(senders, host, profile) else FOREIGN


# ---- whom a host imitates

cdef inline bint is_alike(uint32_t unit, bint digits) noexcept nogil:
    return is_digit(unit) if digits else is_letter(unit)


cdef bint stands_apart(const uint32_t* text, int length, int at, int size) noexcept nogil:
    """Whether the word at `at` stands between signs of another kind than its own: letters, or digits."""
    cdef int index
    cdef bint digits = True
    for index in range(at, at + size):
        digits = digits and is_digit(text[index])
    if at > 0 and is_alike(text[at - 1], digits):
        return False
    return at + size >= length or not is_alike(text[at + size], digits)


cdef bint holds_apart(const uint32_t* text, int length, const uint32_t* token, int size) noexcept nogil:
    """Whether a token stands apart somewhere in a text."""
    cdef int at
    for at in range(length - size + 1):
        if stands_at(token, size, text + at, length - at) and stands_apart(text, length, at, size):
            return True
    return False


cdef bint is_end_before_more(const uint32_t* text, int left) noexcept nogil:
    """Whether ``.com.``, ``.cn.``, ``.net.`` or ``.gov.`` is next."""
    if left < 4 or text[0] != c".":
        return False
    if text[1] == c"c" and text[2] == c"n":
        return text[3] == c"."
    if left < 5 or text[4] != c".":
        return False
    return ((text[1] == c"c" and text[2] == c"o" and text[3] == c"m") or (text[1] == c"n" and text[2] == c"e" and text[3] == c"t")
            or (text[1] == c"g" and text[2] == c"o" and text[3] == c"v"))


cdef bint holds_name(const HostC* host, const uint32_t* token, int size) noexcept nogil:
    """Whether a whole host name that begins with a token stands before the rest: ``12306.cn.example.com``."""
    cdef int at
    for at in range(host.length - size):
        if at and host.units[at - 1] != c".":
            continue
        if stands_at(token, size, host.units + at, host.length - at):
            if is_end_before_more(host.units + at + size, host.length - at - size):
                return True
    return False


cdef inline uint32_t drawn(uint32_t unit) noexcept nogil:
    """The letter a sign of a host is drawn like; ``i`` and ``l`` are one."""
    return c"o" if unit == c"0" else c"l" if unit == c"1" or unit == c"i" else unit


cdef bint is_drawn_like(const HostC* host, const uint32_t* token, int size) noexcept nogil:
    """Whether the registered label is a token but for signs drawn alike."""
    cdef int at
    if host.label_end - host.label != size:
        return False
    for at in range(size):
        if drawn(host.units[host.label + at]) != drawn(token[at]):
            return False
    return True


cdef inline bint is_label(const HostC* host, const uint32_t* token, int size) noexcept nogil:
    return host.label_end - host.label == size and stands_at(token, size, host.units + host.label, size)


cdef bint has_dash(const HostC* host) noexcept nogil:
    cdef int at
    for at in range(host.label, host.label_end):
        if host.units[at] == c"-":
            return True
    return False


cdef bint imitates(const SendersC* senders, const HostC* host, int profile) noexcept nogil:
    """Whether a foreign host is made to be read as one of a profile: a token of it stands apart in the host on an odd end
    (``icbc8.top``) or in a name with a dash (``icbc-pay.com``), or begins a whole name before another's
    (``12306.cn.example.com``), or is drawn with look-alike signs (``1cbc.com``).

    A token with other letters on an ordinary end may be its owner's (``e95555.cn``) and says nothing.
    """
    cdef const uint32_t* entry = senders.profiles + PROFILE_WORDS * profile
    cdef const uint32_t* row
    cdef const uint32_t* token
    cdef int index, size, label_length = host.label_end - host.label
    cdef bint dash = has_dash(host)
    for index in range(<int> entry[2]):
        row = senders.tokens + 2 * (entry[1] + index)
        token, size = senders.units + row[0], <int> row[1]
        if host.odd and holds_apart(host.units, host.length, token, size):
            return True
        if dash and holds_apart(host.units + host.label, label_length, token, size):
            return True
        if not is_label(host, token, size) and (holds_name(host, token, size) or is_drawn_like(host, token, size)):
            return True
    return False


cdef bint has_label(const SendersC* senders, const HostC* host, int profile) noexcept nogil:
    """Whether the registered label is a token of a profile."""
    cdef const uint32_t* entry = senders.profiles + PROFILE_WORDS * profile
    cdef const uint32_t* row
    cdef int index
    for index in range(<int> entry[2]):
        row = senders.tokens + 2 * (entry[1] + index)
        if is_label(host, senders.units + row[0], <int> row[1]):
            return True
    return False


cdef int played_at(const SendersC* senders, const HostC* host) noexcept nogil:
    """The first guarded profile a foreign host plays at: its label begins with, or the host holds apart, a token of it;
    -1 for none. A label that is the token on an ordinary end may be its owner's."""
    cdef ListedC token
    cdef int at, best = -1
    cdef bint begins
    for at in range(host.length):
        token.size = token.mixed = 0
        while next_listed(&senders.played, host.units + at, 1, host.length - at, &token):
            if best >= 0 and token.number >= best:
                continue
            if not host.odd and is_label(host, host.units + at, token.size):
                continue
            begins = at == host.label and MIN_RUN_ON <= token.size <= host.label_end - host.label
            if begins or stands_apart(host.units, host.length, at, token.size):
                best = token.number
    return best
