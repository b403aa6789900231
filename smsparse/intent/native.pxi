# The bag and the head in whole numbers, message by message: nothing is divided, so nothing rounds.
#
# The rows of a message's features are summed, not averaged: the more a message says for a category, the higher its logit.

cdef enum:
    WIDTH = 96              # numbers in a row of the table; fixed, so that the loops over a row unroll
    HIDDEN_SHIFT = 4        # the hidden layer counts in sixteenths of the table's unit

cdef struct IntentC:
    const uint8_t* known            # one bit a feature: seen in training
    const uint8_t* table            # buckets x WIDTH / 2; four bits a number, see pack.py
    const int32_t* rest             # WIDTH; what a feature that is not known adds, in the unit of the hidden layer
    const int32_t* hidden_bias      # WIDTH
    const int16_t* head             # labels x WIDTH, each within +-511
    const int64_t* label_bias       # labels
    int buckets
    int labels
    double threshold                # of the model's probability; below it nothing is answered
    double scale                    # see unit_of
    double growth
    double model_offset             # how confidence follows from probabilities: lines in log-odds
    double model_slope
    double rule_offset
    double rule_slope

# What is done on many small numbers at once; see lanes.h.
cdef extern from "intent/lanes.h" nogil:
    bint has_wide_lanes()
    bint lanes_bag(
        bint wide, const uint8_t* known, const uint8_t* table, int buckets, int feature_bits, const uint32_t* ids, int n,
        const int32_t* rest, const int32_t* bias, int shift, int16_t* low, int16_t* high)
    void lanes_head(
        bint wide, const int16_t* low, const int16_t* high, const int16_t* head, const int64_t* bias, int labels,
        int64_t* logits)
    void lanes_powers(bint wide, double* values, int count)

cdef enum:
    SHARES = 32             # labels whose shares are worked out at once
    LEAST = -700            # e to that power is next to nothing, and lanes_powers takes no less

#: Nearer to 0 or 1 no probability is taken at its word; they are told to three decimals.
SUREST = 0.9995

cdef double surest = SUREST


cdef int best_of(const int64_t* logits, int labels) noexcept nogil:
    """The first label with the highest logit."""
    cdef int label, best = 0
    for label in range(1, labels):
        best = label if logits[label] > logits[best] else best
    return best


cdef int classify_by(const IntentC* model, const uint32_t* ids, int n, int64_t* logits_out, bint wide) noexcept nogil:
    """`classify` with the wide registers of the processor, which has some, or without."""
    cdef int16_t[WIDTH] low
    cdef int16_t[WIDTH] high
    cdef const int16_t* above = high
    cdef bint overflows = lanes_bag(
        wide, model.known, model.table, model.buckets, FEATURE_BITS, ids, n, model.rest, model.hidden_bias,
        HIDDEN_SHIFT, low, high)
    lanes_head(
        wide, low, above if overflows else NULL, model.head, model.label_bias, model.labels, logits_out)
    return best_of(logits_out, model.labels)


cdef int classify(const IntentC* model, const uint32_t* ids, int n, int64_t* logits_out) noexcept nogil:
    """Writes the logits of a message with the features `ids`, one a label; returns the first best label."""
    return classify_by(model, ids, n, logits_out, has_wide_lanes())


cdef inline double log_odds(double chance) noexcept nogil:
    chance = surest if chance > surest else 1 - surest if chance < 1 - surest else chance
    return log(chance / (1 - chance))


cdef inline double fused(double offset, double slope, double chance) noexcept nogil:
    """A probability from the model's chance, in log-odds: offset + slope x log-odds of the chance; three decimals."""
    return <int> (1000 / (1 + exp(-offset - slope * log_odds(chance))) + 0.5) / 1000.0


cdef inline double unit_of(const IntentC* model, int count) noexcept nogil:
    """What a logit is worth in a message of `count` features: long ones are sure too soon."""
    return model.scale / (1 + model.growth * count)


cdef double total_share(const int64_t* logits, int labels, int64_t best, double unit) noexcept nogil:
    """The sum of e to the power of what each logit is below the best, in `unit`."""
    cdef double[SHARES] shares
    cdef double total = 0
    cdef int first = 0, index, count
    cdef bint wide = has_wide_lanes()
    while first < labels:
        count = min(SHARES, labels - first)
        for index in range(count):
            shares[index] = max(LEAST, (logits[first + index] - best) * unit)
        lanes_powers(wide, shares, count)
        for index in range(count):
            total += shares[index]
        first += count
    return total


cdef double chance_of(const IntentC* model, const int64_t* logits, int count, int best, int label) noexcept nogil:
    """The model's probability of `label`, where `count` features gave these logits, of which that of `best` is the
    highest; to three decimals."""
    cdef double unit = unit_of(model, count)
    cdef double total = total_share(logits, model.labels, logits[best], unit)
    return <int> (1000 * exp((logits[label] - logits[best]) * unit) / total + 0.5) / 1000.0


cdef double confidence_of(const IntentC* model, double chance) noexcept nogil:
    """How sure one can be of an answer of the model's own, to which it gives `chance`; to three decimals."""
    return fused(model.model_offset, model.model_slope, chance)


cdef double rule_confidence_of(const IntentC* model, double chance, double stated) noexcept nogil:
    """How sure one can be of a rule that states a confidence, to whose category the model gives `chance`: more where
    the model agrees, less where it does not. To three decimals."""
    return fused(log_odds(stated) + model.rule_offset, model.rule_slope, chance)


cdef class NativeModel:
    """A packed intent model; see _native.pyi."""
    cdef IntentC model
    cdef readonly tuple labels
    cdef readonly double threshold
    cdef readonly double scale
    cdef readonly double growth
    cdef readonly str digest
    cdef readonly tuple fusion
    cdef Section data

    def __init__(self, data, tuple pairs):
        from smsparse.intent.pack import read_packed

        cdef dict parts = read_packed(data, pairs)
        self.data = Section(data)
        self.labels = pairs
        self.threshold, self.scale, self.growth = parts["threshold"], parts["scale"], parts["growth"]
        self.digest, self.fusion = parts["digest"], parts["fusion"]
        cdef const char* start = <const char*> self.data.data
        self.model.known = <const uint8_t*> (start + <int> parts["known"])
        self.model.table = <const uint8_t*> (start + <int> parts["table"])
        self.model.rest = <const int32_t*> (start + <int> parts["rest"])
        self.model.hidden_bias = <const int32_t*> (start + <int> parts["hidden_bias"])
        self.model.head = <const int16_t*> (start + <int> parts["head"])
        self.model.label_bias = <const int64_t*> (start + <int> parts["label_bias"])
        self.model.buckets = parts["buckets"]
        self.model.labels = <int> len(pairs)
        self.model.threshold, self.model.scale, self.model.growth = self.threshold, self.scale, self.growth
        self.model.model_offset, self.model.model_slope, self.model.rule_offset, self.model.rule_slope = self.fusion

    cdef list probabilities(self, const int64_t* logits, int count):
        return self.probabilities_of([logits[label] for label in range(self.model.labels)], count)

    cpdef list probabilities_of(self, list logits, int count):
        cdef double unit = unit_of(&self.model, count)
        best = max(logits)
        chances = [exp((logit - best) * unit) for logit in logits]
        total = sum(chances)
        return [chance / total for chance in chances]

    def logits_of(self, list features, bint plain=False):
        cdef int n = <int> len(features), index
        cdef int64_t* logits = <int64_t*> malloc(self.model.labels * sizeof(int64_t) + n * sizeof(uint32_t))
        cdef uint32_t* ids = <uint32_t*> (logits + self.model.labels)
        if logits == NULL:
            raise MemoryError
        try:
            for index in range(n):
                ids[index] = features[index]
            classify_by(&self.model, ids, n, logits, not plain and has_wide_lanes())
            return [logits[index] for index in range(self.model.labels)]
        finally:
            free(logits)


def powers_of(list values, bint plain=False):
    """e to the power of each value, as the shares of labels are worked out; see _native.pyi."""
    cdef int count = <int> len(values), index
    cdef double* powers = <double*> malloc((count + 1) * sizeof(double))
    if powers == NULL:
        raise MemoryError
    try:
        for index in range(count):
            powers[index] = values[index]
        lanes_powers(not plain and has_wide_lanes(), powers, count)
        return [powers[index] for index in range(count)]
    finally:
        free(powers)
