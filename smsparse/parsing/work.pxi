# What the native pass reads, needs and finds. Nothing here is a Python object.

cdef enum:
    MAX_FIELDS = 64         # values of one message; what is beyond is left out and flagged
    MAX_LINKS = 1024        # links of one message; those beyond are not held against its sender

# Who decided, where no rule did.
cdef enum:
    BY_MODEL = -1
    BY_NOBODY = -2          # the model is not sure, or there is none

# Bits of the flags, in the order of FLAGS in rulepack/records.py.
cdef enum:
    F_CONTAINS_CODE = 1
    F_PROMO_TAIL = 2
    F_TIME_SENSITIVE = 4
    F_FRAGMENT = 8
    F_TRUNCATED = 16
    F_REPAIRED = 32
    F_LIMIT_HIT = 64

# One value: `name` is the field's number; that of the fields' count a clock time that stands apart from its date, and
# beyond it (see currency_of) the currency of a sum. [start, end) are folded units, and in ParsedC code points.
cdef struct FieldC:
    int32_t name
    int32_t start
    int32_t end
    int32_t rule            # -1: found without a rule
    int32_t more            # a further value of the same field

cdef struct FieldsC:
    int length
    bint is_full            # there was one too many
    FieldC rows[MAX_FIELDS]

# The fields the pass itself knows, by number.
cdef struct FieldNumbersC:
    int count
    int currency
    int amount
    int balance
    int credit_limit
    int time
    int code
    int pickup_code
    int phone
    int url
    int signature
    int host
    int app_hash
    int number
    int due_date
    uint64_t money          # one bit a field: those that are sums

# The lexicons the pass itself asks.
cdef struct LexiconNumbersC:
    int brand
    int heading
    int closing
    int subject_before
    int subject_after

# A bit set of categories.
ctypedef const uint64_t* ScopeC

# A compiled pack and a model: read only, shared by all threads.
cdef struct PackC:
    FoldTableC folding
    LiteralTableC literals
    LexiconsC lexicons
    TablesC tables
    const uint32_t* units           # of the literals of programs
    const SendersC* senders
    const uint8_t* urges            # by rule: the reason it holds against the sender, as a place in URGES plus 1, or 0
    const int32_t* picking_starts   # by category: its part of `picking`
    const int32_t* picking          # templates of field rules without a cue, best first
    FieldNumbersC fields
    LexiconNumbersC words
    ScopeC phone_scope
    ScopeC code_scope
    ScopeC hash_scope
    ScopeC urgent_scope
    ScopeC clock_scope
    ScopeC order_scope
    const uint8_t* kinds            # by field: how it is resolved, see entities/surfaces.pxi
    const uint8_t* leans            # by category: which way its times are looked for
    int train                       # the category whose field `number` is a train's; -1 for none
    const IntentC* intent           # NULL: there is no model
    int abstain                     # the category of what nobody decides
    int phishing                    # -1: the pack has no such category
    int pairs
    double native_share
    double foreign_threshold
    bint has_regexes

# What the pass asks of its caller, for packs with free expressions: 1: matches, 0: does not, -1: is none.
ctypedef int (*SearchC)(void* caller, int rule, FieldsC* out) noexcept nogil

cdef struct AnswerC:
    int category
    int decided             # the rule's number, BY_MODEL or BY_NOBODY
    double confidence

# What one message needs while it is parsed; reused for the next.
cdef struct WorkC:
    GivenC given
    FoldedC folded
    HitsC hits
    TextC text
    CandidatesC candidates
    BracketsC brackets
    uint32_t* features
    int64_t* logits
    bint limit_hit          # a free expression took too long
    NumberC number          # what the message came from
    MatchedC hit                # the profile that signature and number name
    JudgedC judged          # what trust looks at
    LinkC* links
    int contradicted        # how strongly the links contradict the sender; -1 while not asked
    void* caller
    SearchC search

cdef struct ParsedC:
    AnswerC answer
    int flags
    VerdictC verdict        # on the sender
    FieldsC fields


cdef inline bint in_scope(const uint64_t* scope, int category) noexcept nogil:
    return (scope[category >> 6] >> (category & 63)) & 1


cdef inline int currency_of(const PackC* pack, int name) noexcept nogil:
    """The number under which the currency of a sum of money is kept, beyond those of the fields."""
    return pack.fields.count + 1 + name


cdef inline int owner_of(const PackC* pack, int name) noexcept nogil:
    """The field a value belongs to: of the currency of a sum, the sum."""
    return name - pack.fields.count - 1 if name > pack.fields.count else name


cdef inline void add_field(FieldsC* fields, int name, int start, int end, int rule, bint more) noexcept nogil:
    cdef FieldC* row
    if fields.length == MAX_FIELDS:
        fields.is_full = True
        return
    row = &fields.rows[fields.length]
    row.name, row.start, row.end, row.rule, row.more = name, start, end, rule, more
    fields.length += 1


cdef inline bint holds(const FieldsC* fields, int name) noexcept nogil:
    cdef int index
    for index in range(fields.length):
        if fields.rows[index].name == name:
            return True
    return False


cdef inline void drop_named(FieldsC* fields, int name) noexcept nogil:
    """Takes every value of a field away."""
    cdef int index, kept = 0
    for index in range(fields.length):
        if fields.rows[index].name != name:
            fields.rows[kept] = fields.rows[index]
            kept += 1
    fields.length = kept


cdef inline bint touches(const FieldsC* fields, int start, int end) noexcept nogil:
    """Whether a value has a unit in [start, end)."""
    cdef int index
    for index in range(fields.length):
        if fields.rows[index].start < end and start < fields.rows[index].end:
            return True
    return False
