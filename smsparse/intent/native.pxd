# cython: language_level=3
"""The intent model without onnxruntime: the same whole numbers as intent.onnx; see pack.py for the file."""

from cpython.buffer cimport Py_buffer
from libc.stdint cimport int16_t, int32_t, int64_t, uint8_t, uint32_t

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

cdef class NativeModel:
    cdef IntentC model
    cdef readonly tuple labels
    cdef readonly double threshold
    cdef readonly double scale
    cdef readonly double growth
    cdef readonly str digest
    cdef readonly tuple fusion
    cdef Py_buffer data
    cdef bint held
    cpdef list probabilities_of(self, list logits, int count)
    cdef list probabilities(self, const int64_t* logits, int count)

cdef int classify(const IntentC* model, const uint32_t* ids, int n, int64_t* logits_out) noexcept nogil
cdef double chance_of(const IntentC* model, const int64_t* logits, int count, int label) noexcept nogil
cdef double confidence_of(const IntentC* model, double chance) noexcept nogil
cdef double rule_confidence_of(const IntentC* model, double chance, double stated) noexcept nogil
