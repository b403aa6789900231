# The bag and the head in whole numbers, message by message: nothing is divided, so nothing rounds.
#
# The rows of a message's features are summed, not averaged: the more a message says for a category, the higher its logit.

cdef enum:
    WIDTH = 96              # numbers in a row of the table; fixed, so that the loops over a row unroll
    ROW_BYTES = 48          # two numbers a byte
    HIDDEN_SHIFT = 4        # the hidden layer counts in sixteenths of the table's unit

cdef struct IntentC:
    const uint8_t* known            # one bit a feature: seen in training
    const uint8_t* table            # buckets x ROW_BYTES; four bits a number, see pack.py
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

cdef enum:
    BLOCK = 17              # rows whose sum fits 8 bits: 17 x 15 < 2**8
    ZERO = 8                # what a number of the table is stored above
    LOW_BITS = 15           # the hidden layer is cut in two 15-bit halves for 16-bit multiplication
    LOW_MASK = 0x7FFF

#: Nearer to 0 or 1 no probability is taken at its word; they are told to three decimals.
SUREST = 0.9995

cdef double surest = SUREST


cdef int sum_rows(const IntentC* model, const uint32_t* ids, int n, int32_t* sums) noexcept nogil:
    """Adds the rows of the known features to `sums`; returns how many features are not known."""
    cdef uint8_t[ROW_BYTES] low
    cdef uint8_t[ROW_BYTES] high
    cdef const uint8_t* row
    cdef int at = 0, unknown = 0, column, in_block
    cdef uint32_t feature
    while at < n:
        memset(low, 0, sizeof(low))
        memset(high, 0, sizeof(high))
        in_block = 0
        while at < n and in_block < BLOCK:
            feature = ids[at]
            at += 1
            if not (model.known[feature >> 3] >> (feature & 7)) & 1:
                unknown += 1
                continue
            row = model.table + ROW_BYTES * ((<int64_t> feature * model.buckets) >> FEATURE_BITS)
            for column in range(ROW_BYTES):
                low[column] += row[column] & 15
                high[column] += row[column] >> 4
            in_block += 1
        for column in range(ROW_BYTES):
            sums[column] += low[column] - ZERO * in_block
            sums[ROW_BYTES + column] += high[column] - ZERO * in_block
    return unknown


cdef inline int32_t dot(const int16_t* left, const int16_t* right) noexcept nogil:
    cdef int32_t total = 0
    cdef int column
    for column in range(WIDTH):
        total += <int32_t> left[column] * right[column]
    return total


cdef int classify(const IntentC* model, const uint32_t* ids, int n, int64_t* logits_out) noexcept nogil:
    """Writes the logits of a message with the features `ids`, one a label; returns the first best label."""
    cdef int32_t[WIDTH] sums
    cdef int16_t[WIDTH] high
    cdef int16_t[WIDTH] low
    cdef const int16_t* weights
    cdef int32_t hidden, all_high = 0
    cdef int column, label, unknown, best = 0
    memset(sums, 0, sizeof(sums))
    unknown = sum_rows(model, ids, n, sums)
    for column in range(WIDTH):
        hidden = sums[column] * (1 << HIDDEN_SHIFT) + unknown * model.rest[column] + model.hidden_bias[column]
        hidden = hidden if hidden > 0 else 0
        high[column] = <int16_t> (hidden >> LOW_BITS)
        low[column] = <int16_t> (hidden & LOW_MASK)
        all_high |= hidden >> LOW_BITS
    for label in range(model.labels):
        weights = model.head + WIDTH * label
        logits_out[label] = dot(low, weights) + model.label_bias[label]
        if all_high:    # messages of ordinary length have none
            logits_out[label] += <int64_t> dot(high, weights) << LOW_BITS
        if logits_out[label] > logits_out[best]:
            best = label
    return best


cdef inline double log_odds(double chance) noexcept nogil:
    chance = surest if chance > surest else 1 - surest if chance < 1 - surest else chance
    return log(chance / (1 - chance))


cdef inline double fused(double offset, double slope, double chance) noexcept nogil:
    """A probability from the model's chance, in log-odds: offset + slope x log-odds of the chance; three decimals."""
    return <int> (1000 / (1 + exp(-offset - slope * log_odds(chance))) + 0.5) / 1000.0


cdef inline double unit_of(const IntentC* model, int count) noexcept nogil:
    """What a logit is worth in a message of `count` features: long ones are sure too soon."""
    return model.scale / (1 + model.growth * count)


cdef double chance_of(const IntentC* model, const int64_t* logits, int count, int label) noexcept nogil:
    """The model's probability of `label`, where `count` features gave these logits, to three decimals."""
    cdef int number
    cdef int64_t best = logits[0]
    cdef double total = 0, unit = unit_of(model, count)
    for number in range(1, model.labels):
        best = logits[number] if logits[number] > best else best
    for number in range(model.labels):
        total += exp((logits[number] - best) * unit)
    return <int> (1000 * exp((logits[label] - best) * unit) / total + 0.5) / 1000.0


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

    def logits_of(self, list features):
        cdef int n = <int> len(features), index
        cdef int64_t* logits = <int64_t*> malloc(self.model.labels * sizeof(int64_t) + n * sizeof(uint32_t))
        cdef uint32_t* ids = <uint32_t*> (logits + self.model.labels)
        if logits == NULL:
            raise MemoryError
        try:
            for index in range(n):
                ids[index] = features[index]
            classify(&self.model, ids, n, logits)
            return [logits[index] for index in range(self.model.labels)]
        finally:
            free(logits)
