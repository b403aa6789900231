# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, autotestdict=False
"""The bag and the head in whole numbers, message by message: nothing is divided, so nothing rounds.

The rows of a message's features are summed, not averaged: the more a message says for a category, the higher its logit.
"""

from libc.math cimport exp
from libc.stdlib cimport free, malloc
from libc.string cimport memset

from smsparse.intent.features cimport FEATURE_BITS
from smsparse.intent.pack import read_packed

cdef enum:
    BLOCK = 256             # rows whose sum fits 16 bits: 256 x 127 < 2**15
    LOW_BITS = 15           # the hidden layer is cut in two 15-bit halves for 16-bit multiplication
    LOW_MASK = 0x7FFF


cdef int sum_rows(const IntentC* model, const uint32_t* ids, int n, int32_t* sums) noexcept nogil:
    """Adds the rows of the known features to `sums`; returns how many features are not known."""
    cdef int16_t[WIDTH] block
    cdef const int8_t* row
    cdef int at = 0, unknown = 0, column, in_block
    cdef uint32_t feature
    while at < n:
        memset(block, 0, sizeof(block))
        in_block = 0
        while at < n and in_block < BLOCK:
            feature = ids[at]
            at += 1
            if not (model.known[feature >> 3] >> (feature & 7)) & 1:
                unknown += 1
                continue
            row = model.table + WIDTH * ((<int64_t> feature * model.buckets) >> FEATURE_BITS)
            for column in range(WIDTH):
                block[column] += row[column]
            in_block += 1
        for column in range(WIDTH):
            sums[column] += block[column]
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
    cdef const int8_t* rest = model.table + <int64_t> WIDTH * model.buckets
    cdef const int16_t* weights
    cdef int32_t hidden
    cdef int column, label, unknown, best = 0
    memset(sums, 0, sizeof(sums))
    unknown = sum_rows(model, ids, n, sums)
    for column in range(WIDTH):
        hidden = (sums[column] + unknown * rest[column]) * (1 << HIDDEN_SHIFT) + model.hidden_bias[column]
        hidden = hidden if hidden > 0 else 0
        high[column] = <int16_t> (hidden >> LOW_BITS)
        low[column] = <int16_t> (hidden & LOW_MASK)
    for label in range(model.labels):
        weights = model.head + WIDTH * label
        logits_out[label] = (<int64_t> dot(high, weights) << LOW_BITS) + dot(low, weights) + model.label_bias[label]
        if logits_out[label] > logits_out[best]:
            best = label
    return best


cdef class NativeModel:
    """A packed intent model; see native.pyi."""

    def __init__(self, bytes data, tuple pairs):
        cdef dict parts = read_packed(data, pairs)
        self.data = data
        self.labels = pairs
        self.threshold, self.scale, self.growth = parts["threshold"], parts["scale"], parts["growth"]
        self.digest = parts["digest"]
        cdef const char* start = self.data
        self.model.known = <const uint8_t*> (start + <int> parts["known"])
        self.model.table = <const int8_t*> (start + <int> parts["table"])
        self.model.hidden_bias = <const int32_t*> (start + <int> parts["hidden_bias"])
        self.model.head = <const int16_t*> (start + <int> parts["head"])
        self.model.label_bias = <const int64_t*> (start + <int> parts["label_bias"])
        self.model.buckets = parts["buckets"]
        self.model.labels = <int> len(pairs)

    cdef double unit_of(self, int count) noexcept nogil:
        """What a logit is worth in a message of `count` features: long ones are sure too soon."""
        return self.scale / (1 + self.growth * count)

    cdef double confidence_of(self, const int64_t* logits, int count) noexcept nogil:
        """The calibrated probability of the best label, to three decimals; `count` features gave these logits."""
        cdef int label
        cdef int64_t best = logits[0]
        cdef double total = 0, unit = self.unit_of(count)
        for label in range(1, self.model.labels):
            best = logits[label] if logits[label] > best else best
        for label in range(self.model.labels):
            total += exp((logits[label] - best) * unit)
        return <int> (1000 / total + 0.5) / 1000.0

    cdef list probabilities(self, const int64_t* logits, int count):
        return self.probabilities_of([logits[label] for label in range(self.model.labels)], count)

    cpdef list probabilities_of(self, list logits, int count):
        cdef double unit = self.unit_of(count)
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
