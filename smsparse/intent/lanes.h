/* The model's loops over many small numbers, in C so that they can be compiled twice: as any processor runs them, and
 * for the 32-byte registers of AVX2 where the processor that runs them has these. Both give the same numbers, bit for
 * bit; tests/unit/intent asks both. */

#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum {
    LANES_WIDTH = 96,                       /* numbers in a row of the table, and in the hidden layer */
    LANES_HALF = LANES_WIDTH / 2,           /* bytes of a row: two numbers each */
    LANES_ZERO = 8,                         /* what a number of the table is stored above */
    LANES_BLOCK = 17,                       /* rows whose sum fits 8 bits: 17 x 15 < 2**8 */
    LANES_LOW_BITS = 15                     /* the hidden layer is cut in two 15-bit halves for 16-bit multiplication */
};

#if defined(__GNUC__)
#define LANES_BODY static inline __attribute__((always_inline))
#define LANES_FETCH(address) __builtin_prefetch(address)
typedef uint8_t lanes_bytes __attribute__((vector_size(16)));
#else
#define LANES_BODY static inline
#define LANES_FETCH(address) ((void) (address))
typedef struct { uint8_t at[16]; } lanes_bytes;
#endif

#if defined(__GNUC__) && defined(__x86_64__)
#define LANES_WIDE __attribute__((target("avx2")))
static inline int has_wide_lanes(void) { return __builtin_cpu_supports("avx2") != 0; }
#else
#define LANES_WIDE
static inline int has_wide_lanes(void) { return 0; }
#endif

/* Adds the low four bits of 16 bytes to `low`, the high four to `high`. */
LANES_BODY void lanes_add(lanes_bytes* low, lanes_bytes* high, const uint8_t* row)
{
#if defined(__GNUC__)
    lanes_bytes both;
    memcpy(&both, row, sizeof both);
    *low += both & 15;
    *high += both >> 4;
#else
    int column;
    for (column = 0; column < 16; column++) {
        low->at[column] += row[column] & 15;
        high->at[column] += row[column] >> 4;
    }
#endif
}

/* Adds up to LANES_BLOCK rows of the table to `sums`. */
LANES_BODY void lanes_add_block(const uint8_t* const* rows, int count, int32_t* sums)
{
    lanes_bytes low[3], high[3];
    uint8_t bytes[LANES_WIDTH];
    int row, column;
    memset(low, 0, sizeof low);
    memset(high, 0, sizeof high);
    for (row = 0; row < count; row++) {
        lanes_add(&low[0], &high[0], rows[row]);
        lanes_add(&low[1], &high[1], rows[row] + 16);
        lanes_add(&low[2], &high[2], rows[row] + 32);
    }
    memcpy(bytes, low, sizeof low);
    memcpy(bytes + LANES_HALF, high, sizeof high);
    for (column = 0; column < LANES_WIDTH; column++)
        sums[column] += bytes[column] - LANES_ZERO * count;
}

/* Sums the rows of the features that are `known` (one bit each); returns how many are not. */
LANES_BODY int lanes_sum_rows(
    const uint8_t* known, const uint8_t* table, int buckets, int feature_bits, const uint32_t* ids, int n, int32_t* sums)
{
    const uint8_t* rows[LANES_BLOCK];
    int at = 0, unknown = n, count, stop;
    memset(sums, 0, LANES_WIDTH * sizeof *sums);
    while (at < n) {
        stop = n - at < LANES_BLOCK ? n : at + LANES_BLOCK;
        for (count = 0; at < stop; at++) {      /* no branch on what is known: nobody could foretell it */
            rows[count] = table + LANES_HALF * (((int64_t) ids[at] * buckets) >> feature_bits);
            LANES_FETCH(rows[count]);
            count += (known[ids[at] >> 3] >> (ids[at] & 7)) & 1;
        }
        lanes_add_block(rows, count, sums);
        unknown -= count;
    }
    return unknown;
}

/* The bag: the hidden layer of a message with the features `ids`, in its two halves; returns whether any high half is
 * not 0, as of messages of ordinary length none is. Sums count in units of 2**shift of the hidden layer's. */
LANES_BODY int bag_of(
    const uint8_t* known, const uint8_t* table, int buckets, int feature_bits, const uint32_t* ids, int n,
    const int32_t* rest, const int32_t* bias, int shift, int16_t* low, int16_t* high)
{
    int32_t sums[LANES_WIDTH], hidden, all = 0;
    int unknown = lanes_sum_rows(known, table, buckets, feature_bits, ids, n, sums), column;
    for (column = 0; column < LANES_WIDTH; column++) {
        hidden = sums[column] * (1 << shift) + unknown * rest[column] + bias[column];
        hidden = hidden > 0 ? hidden : 0;
        low[column] = (int16_t) (hidden & ((1 << LANES_LOW_BITS) - 1));
        high[column] = (int16_t) (hidden >> LANES_LOW_BITS);
        all |= hidden >> LANES_LOW_BITS;
    }
    return all != 0;
}

LANES_BODY int32_t lanes_dot(const int16_t* left, const int16_t* right)
{
    int32_t total = 0;
    int column;
    for (column = 0; column < LANES_WIDTH; column++)
        total += (int32_t) left[column] * right[column];
    return total;
}

/* The head: the logits of a hidden layer, of which `high` is NULL where it is all 0. */
LANES_BODY void head_of(
    const int16_t* low, const int16_t* high, const int16_t* head, const int64_t* bias, int labels, int64_t* logits)
{
    int label;
    for (label = 0; label < labels; label++)
        logits[label] = lanes_dot(low, head + LANES_WIDTH * label) + bias[label];
    if (high != NULL)
        for (label = 0; label < labels; label++)
            logits[label] += (int64_t) lanes_dot(high, head + LANES_WIDTH * label) * (1 << LANES_LOW_BITS);
}

/* Replaces each value, from -700 to 0, by e to its power, within some 2**-50 of it.
 *
 * A value is k ln 2 + rest with |rest| <= ln 2 / 2: the series of e**rest, and k in the exponent. Nothing is asked of
 * the machine but to multiply and to add. */
LANES_BODY void powers_of(double* values, int count)
{
    const double log2_e = 1.4426950408889634, ln2_head = 0x1.62e42feep-1, ln2_tail = 0x1.a39ef35793c76p-33;
    const double shifter = 0x1.8p52;        /* added, it leaves a number below 2**51 rounded in the low bits */
    double value, whole, rest, power;
    int64_t bits, exponent;
    int index;
    for (index = 0; index < count; index++) {
        value = values[index];
        whole = value * log2_e + shifter;
        memcpy(&exponent, &whole, sizeof exponent);
        whole -= shifter;
        rest = (value - whole * ln2_head) - whole * ln2_tail;
        power = 1.0 / 479001600;
        power = power * rest + 1.0 / 39916800;
        power = power * rest + 1.0 / 3628800;
        power = power * rest + 1.0 / 362880;
        power = power * rest + 1.0 / 40320;
        power = power * rest + 1.0 / 5040;
        power = power * rest + 1.0 / 720;
        power = power * rest + 1.0 / 120;
        power = power * rest + 1.0 / 24;
        power = power * rest + 1.0 / 6;
        power = power * rest + 0.5;
        power = power * rest + 1.0;
        power = power * rest + 1.0;
        memcpy(&bits, &power, sizeof bits);
        bits += (int64_t) ((uint64_t) exponent << 52);
        memcpy(&values[index], &bits, sizeof bits);
    }
}

/* ---- both ways of each: wide only where has_wide_lanes() says so */

LANES_WIDE static inline int bag_wide(
    const uint8_t* known, const uint8_t* table, int buckets, int feature_bits, const uint32_t* ids, int n,
    const int32_t* rest, const int32_t* bias, int shift, int16_t* low, int16_t* high)
{
    return bag_of(known, table, buckets, feature_bits, ids, n, rest, bias, shift, low, high);
}

static inline int lanes_bag(
    int wide, const uint8_t* known, const uint8_t* table, int buckets, int feature_bits, const uint32_t* ids, int n,
    const int32_t* rest, const int32_t* bias, int shift, int16_t* low, int16_t* high)
{
    if (wide)
        return bag_wide(known, table, buckets, feature_bits, ids, n, rest, bias, shift, low, high);
    return bag_of(known, table, buckets, feature_bits, ids, n, rest, bias, shift, low, high);
}

LANES_WIDE static inline void head_wide(
    const int16_t* low, const int16_t* high, const int16_t* head, const int64_t* bias, int labels, int64_t* logits)
{
    head_of(low, high, head, bias, labels, logits);
}

static inline void lanes_head(
    int wide, const int16_t* low, const int16_t* high, const int16_t* head, const int64_t* bias, int labels,
    int64_t* logits)
{
    if (wide)
        head_wide(low, high, head, bias, labels, logits);
    else
        head_of(low, high, head, bias, labels, logits);
}

LANES_WIDE static inline void powers_wide(double* values, int count) { powers_of(values, count); }

static inline void lanes_powers(int wide, double* values, int count)
{
    if (wide)
        powers_wide(values, count);
    else
        powers_of(values, count);
}
