# How far a sender is to be trusted: port, signature, links and wording held against the profile (DESIGN.md, Trust).
#
# A port alone never certifies, as base stations can forge it; a link to a foreign host always costs trust, and with a
# wording that urges it makes the sender suspect.

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
    MatchedC hit
    JudgedC judged

cdef enum:
    MIN_IMITATED = 4        # shorter names are part of too many words to be imitated
    MAX_DRAWN = 64          # units of a signature that are held against names; none is longer

    # Alone they make a sender suspect.
    MAKES_SUSPECT = LOOK_ALIKE_HOST | LOOK_ALIKE_SIGNATURE | ACT_NOW | ASKS_SECRET
    # With a foreign link they do, or with a wording that urges and a link nobody can see through.
    DOUBTS = PERSONAL_NUMBER | ABROAD_NUMBER
    LEADS_AWAY = FOREIGN_HOST | ODD_HOST | IP_HOST | LOOK_ALIKE_HOST
    # They leave a sender unknown; the next only keep it from being certified.
    LEAVES_UNKNOWN = LEADS_AWAY | DOUBTS | OTHER_PORT | UNLISTED_HOST
    LEAVES_UNPROVEN = SHORT_LINK | OTHER_HOST | NEAR_SIGNATURE

#: Levels of trust in the order of their numbers.
TRUSTS = ("certified", "consistent", "unknown", "suspect")

#: Every reason there is, in the order they are told and of their bits.
REASONS = (
    "port", "signature", "sender-name", "host",
    "near-signature", "look-alike-signature", "claim",
    "other-port", "personal-number", "abroad-number", "personal-phone",
    "short-link", "other-host", "unlisted-host", "foreign-host", "odd-host", "ip-host", "look-alike-host",
    "act-now", "asks-secret",
)

#: What a host is to a profile, in the order of its bits in hosts.pxi.
HOST_KINDS = ("own", "short", "public", "known", "unlisted", "foreign", "odd", "ip", "look-alike")


cdef dict sets_of_reasons = {}  # by their bits; made when somebody first asks for one


cdef tuple reasons_of(uint32_t bits):
    """The reasons of a bit set."""
    cdef tuple reasons = sets_of_reasons.get(bits)
    if reasons is None:
        reasons = tuple([reason for number, reason in enumerate(REASONS) if bits >> number & 1])
        sets_of_reasons[bits] = reasons
    return reasons


cdef int put_text(ProbeC* probe, str text, int* at):
    """Writes a text behind what was written; returns its length."""
    cdef int size = min(<int> len(text), PROBE_UNITS - at[0]), index
    for index in range(size):
        probe.text[at[0] + index] = ord(text[index])
    at[0] += size
    return size


# ---- links

cdef inline uint32_t kind_of_link(const SendersC* senders, const JudgedC* message, int number, int profile) noexcept nogil:
    cdef HostC host
    cdef const LinkC* link = message.links + number
    read_host(senders, message.text + link.start, link.end - link.start, &host)
    return host_kind(senders, &host, profile)


cdef uint32_t kinds_of_links(const SendersC* senders, const JudgedC* message, int profile) noexcept nogil:
    """What the links lead to, seen from a profile or from nobody."""
    cdef uint32_t kinds = 0
    cdef int number
    for number in range(message.link_count):
        kinds |= kind_of_link(senders, message, number, profile)
    return kinds


cdef bint owns(const SendersC* senders, int profile, const JudgedC* message) noexcept nogil:
    """Whether every link leads to hosts of the profile."""
    return kinds_of_links(senders, message, profile) & ~(<uint32_t> OWN) == 0


cdef int profile_played_at(const SendersC* senders, const JudgedC* message) noexcept nogil:
    """The guarded profile that the first such host plays at; -1 for none."""
    cdef HostC host
    cdef const LinkC* link
    cdef int number, profile
    for number in range(message.link_count):
        link = message.links + number
        read_host(senders, message.text + link.start, link.end - link.start, &host)
        profile = played_at(senders, &host)
        if profile >= 0:
            return profile
    return -1


# ---- who is imitated or claimed

cdef uint32_t drawn_like(const SendersC* senders, uint32_t unit) noexcept nogil:
    """The sign that stands for all those drawn or said like `unit`; 0 where it is left out."""
    cdef int low = 0, high = senders.sign_count, middle
    while low < high:
        middle = (low + high) >> 1
        if senders.signs[2 * middle] < unit:
            low = middle + 1
        else:
            high = middle
    return senders.signs[2 * low + 1] if low < senders.sign_count and senders.signs[2 * low] == unit else unit


cdef int imitated_by(const SendersC* senders, const JudgedC* message) noexcept nogil:
    """The profile whose name a signature that is nobody's imitates with look-alike signs; -1 for none."""
    cdef uint32_t[MAX_DRAWN] signature
    cdef int at, size = 0
    cdef int32_t profile
    cdef uint32_t unit
    cdef bint ascii = True
    if message.signature_end - message.signature_start < MIN_IMITATED or message.signature_start < 0:
        return -1
    for at in range(message.signature_start, message.signature_end):
        unit = drawn_like(senders, message.text[at])
        ascii = ascii and unit < 128
        if unit and size < MAX_DRAWN:
            signature[size] = unit
            size += 1
    if ascii:       # a word in letters may begin another (Delivery)
        return whole_listed(&senders.drawn, signature, size)
    return profile if longest_listed(&senders.drawn, signature, size, &profile) >= MIN_IMITATED else -1


cdef int claimed_by(const SendersC* senders, const JudgedC* message) noexcept nogil:
    """The guarded profile a message plays at: by its hosts, else by the name in Han characters that comes first; -1 for
    none."""
    cdef int at, played = profile_played_at(senders, message)
    cdef int32_t profile
    if played >= 0:
        return played
    for at in range(message.length):
        longest_listed(&senders.claimed, message.text + at, message.length - at, &profile)
        if profile >= 0:
            return profile
    return -1


# ---- what rules ask while a message is parsed

cdef int contradiction(const SendersC* senders, const MatchedC* hit, const JudgedC* message) noexcept nogil:
    """How strongly the links of a message contradict who it says it is from."""
    cdef int profile = hit.profile
    cdef bint doubtful
    cdef uint32_t kinds
    if profile < 0:
        profile = imitated_by(senders, message)
        if profile < 0:
            return contradicts_nobody(senders, message)
    kinds = kinds_of_links(senders, message, profile)
    if kinds & (LOOK_ALIKE | ODD | IP):
        return CONTRADICTS_GUARDED
    doubtful = hit.profile < 0 or of_number(senders, profile, hit, message.number) & DOUBTS
    if not (kinds & FOREIGN and profile_is(senders, profile, LISTED)):
        if not (doubtful and kinds & ~(<uint32_t> (OWN | PUBLIC))):
            return AGREES
    return CONTRADICTS_GUARDED if profile_is(senders, profile, OWN_LINKS) else CONTRADICTS


cdef int contradicts_nobody(const SendersC* senders, const JudgedC* message) noexcept nogil:
    """The same where signature and number are no profile's: the message may still play at one."""
    cdef uint32_t kinds = kinds_of_links(senders, message, -1)
    cdef bint doubtful = kinds & (ODD | IP) or message.number.is_mobile or message.number.is_abroad
    cdef int claimed
    if not kinds & (FOREIGN | ODD | IP):
        return AGREES
    claimed = claimed_by(senders, message)
    if claimed < 0:
        return CONTRADICTS if doubtful else AGREES
    if doubtful or profile_played_at(senders, message) >= 0:
        return CONTRADICTS_GUARDED
    if message.signature_start < 0 and profile_is(senders, claimed, NEVER_RELAYED):
        return CONTRADICTS_GUARDED
    return AGREES


cdef bint calls_a_person(const SendersC* senders, const MatchedC* hit, const NumberC* phone) noexcept nogil:
    """Whether a signed message of a sender that has a hotline wants somebody's mobile called."""
    return hit.profile >= 0 and hit.by_signature and is_strange_call(senders, hit.profile, phone)


# ---- what a result asks when its sender is read

cdef void judge(
    const SendersC* senders, const MatchedC* hit, const JudgedC* message, uint32_t urging, const NumberC* phone, VerdictC* out
) noexcept nogil:
    """Profile, trust and reasons of a message; `urging`: ACT_NOW or ASKS_SECRET where its wording urges, else 0; `phone`:
    the number to call, with length 0 where there is none."""
    out.reasons = 0
    out.profile = hit.profile
    if hit.profile >= 0:
        out.reasons = of_signature(senders, hit, message)
    else:
        out.profile = imitated_by(senders, message)
        out.reasons = LOOK_ALIKE_SIGNATURE
        if out.profile < 0:
            out.profile = claimed_by(senders, message) if urging else -1
            out.reasons = CLAIM
    if out.profile < 0:
        return
    out.reasons |= of_number(senders, out.profile, hit, message.number) | of_links(senders, out.profile, message)
    if urging:
        out.reasons |= urging | (PERSONAL_PHONE if is_strange_call(senders, out.profile, phone) else 0)
    out.trust = trust_of(senders, out.profile, out.reasons)


cdef int trust_of(const SendersC* senders, int profile, uint32_t reasons) noexcept nogil:
    """The verdict of a set of reasons; the table stands in DESIGN.md."""
    cdef bint signed = reasons & (SIGNATURE | NEAR_SIGNATURE)
    cdef bint borrowed = reasons & ODD_HOST or (signed and reasons & PERSONAL_NUMBER)
    if reasons & MAKES_SUSPECT or (reasons & DOUBTS and reasons & LEADS_AWAY):
        return SUSPECT
    if borrowed and profile_is(senders, profile, GUARDED):
        return SUSPECT
    if reasons & LEAVES_UNKNOWN:
        return UNKNOWN
    return CERTIFIED if reasons & PORT and reasons & SIGNATURE and not reasons & LEAVES_UNPROVEN else CONSISTENT


# ---- evidence, one kind a function

cdef bint has_tail(const SendersC* senders, const uint32_t* signature, int length) noexcept nogil:
    """Whether a signature ends in what may follow a name."""
    cdef const uint32_t* row
    cdef int number, at, size
    for number in range(senders.tail_count):
        row = senders.tails + 2 * number
        size = <int> row[1]
        if size > length:
            continue
        at = 0
        while at < size and senders.units[row[0] + at] == signature[length - size + at]:
            at += 1
        if at == size:
            return True
    return False


cdef uint32_t of_signature(const SendersC* senders, const MatchedC* hit, const JudgedC* message) noexcept nogil:
    """A name of the profile signs, alone or with a tail of its own; with another tail it nearly does."""
    cdef const uint32_t* signature = message.text + message.signature_start
    cdef int length = message.signature_end - message.signature_start
    if not hit.by_signature:
        return 0
    if whole_listed(&senders.names, signature, length) >= 0 or has_tail(senders, signature, length):
        return SIGNATURE
    return NEAR_SIGNATURE


cdef uint32_t of_number(const SendersC* senders, int profile, const MatchedC* hit, const NumberC* number) noexcept nogil:
    if hit.profile >= 0 and hit.by_port:
        return PORT
    if number.is_mobile:
        return PERSONAL_NUMBER
    if number.is_abroad:
        return ABROAD_NUMBER if profile_is(senders, profile, DOMESTIC) else 0
    if hit.profile >= 0 and not hit.by_signature:
        return SENDER_NAME
    return OTHER_PORT if is_anothers(senders, number, profile) else 0


cdef bint is_anothers(const SendersC* senders, const NumberC* number, int profile) noexcept nogil:
    """Whether a number is the port of another profile that relays nothing for this one."""
    cdef OwnersC owners
    cdef int run, at
    owners_of(senders, number, &owners)
    if owners.runs == 0 or among(&owners, profile):
        return False
    if profile_is(senders, profile, NEVER_RELAYED):
        return True
    for run in range(owners.runs):
        for at in range(owners.count[run]):
            if profile_is(senders, owners.start[run][at], RELAYS):
                return False
    return True


cdef uint32_t of_links(const SendersC* senders, int profile, const JudgedC* message) noexcept nogil:
    """HOST where all links are the profile's own. Without a list of hosts none can be told to be foreign."""
    cdef uint32_t kinds = kinds_of_links(senders, message, profile), reasons = 0
    if kinds == OWN:
        return HOST
    reasons |= SHORT_LINK if kinds & SHORT else 0
    reasons |= OTHER_HOST if kinds & (PUBLIC | KNOWN) else 0
    reasons |= UNLISTED_HOST if kinds & UNLISTED else 0
    reasons |= ODD_HOST if kinds & ODD else 0
    reasons |= IP_HOST if kinds & IP else 0
    reasons |= LOOK_ALIKE_HOST if kinds & LOOK_ALIKE else 0
    if kinds & FOREIGN:
        reasons |= FOREIGN_HOST if profile_is(senders, profile, LISTED) else UNLISTED_HOST
    return reasons


cdef inline bint is_strange_call(const SendersC* senders, int profile, const NumberC* phone) noexcept nogil:
    return profile_is(senders, profile, HOTLINES) and phone.is_mobile


# ---- the sections, and what a result tells

cdef class Senders:
    """The profiles of a pack and the facts of its trust.toml, read in place; see _native.pyi."""
    cdef SendersC table
    cdef readonly Strings ids
    cdef readonly Strings titles
    cdef list kept

    def __init__(self, sections):
        self.kept = []
        self.ids, self.titles = Strings(sections, "sender.ids"), Strings(sections, "sender.titles")
        self.point(sections, "names", &self.table.names)
        self.point(sections, "claimed", &self.table.claimed)
        self.point(sections, "drawn", &self.table.drawn)
        self.point(sections, "ports", &self.table.ports)
        self.point(sections, "starts", &self.table.starts)
        self.point(sections, "ends", &self.table.ends)
        self.point(sections, "hosts", &self.table.hosts)
        self.point(sections, "played", &self.table.played)
        cdef Section owners = self.section(sections, "owners")
        cdef Section tokens = self.section(sections, "tokens")
        cdef Section units = self.section(sections, "units")
        cdef Section profiles = self.section(sections, "profiles")
        cdef Section tails = self.section(sections, "tails")
        cdef Section signs = self.section(sections, "signs")
        self.table.owners, self.table.tokens = <const int32_t*> owners.data, <const uint32_t*> tokens.data
        self.table.units = <const uint32_t*> units.data
        self.table.profiles, self.table.profile_count = <const uint32_t*> profiles.data, profiles.words() // PROFILE_WORDS
        self.table.tails, self.table.tail_count = <const uint32_t*> tails.data, tails.words() // 2
        self.table.signs, self.table.sign_count = <const uint32_t*> signs.data, signs.words() // 2

    cdef void point(self, sections, str name, ListC* out):
        cdef Section section = self.section(sections, name)
        read_list(section.data, out)

    cdef Section section(self, sections, str name):
        cdef Section section = Section(sections["sender." + name])
        self.kept.append(section)
        return section

    # ---- probes: the functions one by one, on texts taken as already folded; what the tests compare

    cdef void load(self, ProbeC* probe, str text, signature, sender, list links):
        """Writes text, signature and links one behind the other, and points `probe.judged` at them."""
        cdef int at = 0, number
        probe.judged.text = probe.text
        probe.judged.number = &probe.number
        probe.judged.links = probe.links
        probe.judged.length = put_text(probe, text, &at)
        probe.judged.signature_start = probe.judged.signature_end = -1
        if signature is not None:
            probe.judged.signature_start = at
            put_text(probe, signature, &at)
            probe.judged.signature_end = at
        probe.judged.link_count = 0
        for number in range(min(<int> len(links), <int> PROBE_LINKS)):
            probe.links[number].start = at
            put_text(probe, links[number], &at)
            probe.links[number].end = at
            probe.judged.link_count += 1
        read_sender(sender or "", &probe.number)
        match_sender(
            &self.table, probe.text + max(0, probe.judged.signature_start),
            probe.judged.signature_end - probe.judged.signature_start, &probe.number, &probe.hit,
        )

    def probe_match(self, signature, sender):
        cdef ProbeC probe
        self.load(&probe, "", signature, sender, [])
        return None if probe.hit.profile < 0 else (
            probe.hit.profile, bool(probe.hit.by_signature), bool(probe.hit.by_port))

    def probe_number(self, str sender):
        cdef NumberC number
        read_sender(sender, &number)
        bare = "".join([chr(number.bare[at]) for at in range(number.length)])
        return bare, bool(number.is_mobile), bool(number.is_abroad)

    def probe_host(self, str link, int profile):
        cdef ProbeC probe
        cdef HostC host
        self.load(&probe, "", None, None, [link])
        read_host(&self.table, probe.text, probe.links[0].end, &host)
        text = "".join([chr(host.units[at]) for at in range(host.length)])
        return text, HOST_KINDS[host_kind(&self.table, &host, profile).bit_length() - 1], played_at(&self.table, &host)

    def probe_contradiction(self, str text, signature, sender, list links):
        cdef ProbeC probe
        self.load(&probe, text, signature, sender, links)
        return contradiction(&self.table, &probe.hit, &probe.judged)

    def probe_verdict(self, str text, signature, sender, list links, urging, phone):
        cdef ProbeC probe
        cdef NumberC called
        cdef VerdictC verdict
        self.load(&probe, text, signature, sender, links)
        read_sender(phone or "", &called)
        judge(&self.table, &probe.hit, &probe.judged, 0 if urging is None else 1 << REASONS.index(urging), &called, &verdict)
        return None if verdict.profile < 0 else (verdict.profile, TRUSTS[verdict.trust], reasons_of(verdict.reasons))
