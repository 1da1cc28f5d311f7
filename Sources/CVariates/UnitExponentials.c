// SPDX-License-Identifier: GPL-3.0-or-later
// Unit exponentials made in blocks: the same bits from every code path.
//
// One always-inlined body in the compiler's vector types is compiled for several instruction sets;
// the loader picks one. Every operation is an integer operation or a correctly rounded one, so the
// paths cannot differ as long as nothing is contracted.
#include <string.h>
#include "CVariates.h"
#pragma STDC FP_CONTRACT OFF

#define INLINE static inline __attribute__((always_inline))

// Clones are resolved before the thread sanitizer is ready for it.
#if defined(__x86_64__) && !__has_feature(thread_sanitizer)
#define CLONES __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define CLONES
#endif

typedef uint64_t u64x2 __attribute__((vector_size(16)));
typedef uint64_t u64x4 __attribute__((vector_size(32)));
typedef uint64_t u64x8 __attribute__((vector_size(64)));
typedef double f64x2 __attribute__((vector_size(16)));
typedef double f64x8 __attribute__((vector_size(64)));

#define LOW32(x) ((x) & 0xffffffffu)

// Ten rounds on as many blocks as there are lanes. Only the low 32 bits of each lane count: the
// multiplication drops the rest, so no word is masked before the end.
#define PHILOX(V, x0, x1, x2, x3, k0, k1)                            \
  _Pragma("clang loop unroll(full)") for (int r = 0; r < 10; r++) {  \
    V p0 = LOW32(x0) * 0xD2511F53ull, p1 = LOW32(x2) * 0xCD9E8D57ull; \
    V n0 = (p1 >> 32) ^ x1 ^ k0, n2 = (p0 >> 32) ^ x3 ^ k1;          \
    x0 = n0;                                                         \
    x1 = p1;                                                         \
    x2 = n2;                                                         \
    x3 = p0;                                                         \
    k0 += 0x9E3779B9ull;                                             \
    k1 += 0xBB67AE85ull;                                             \
  }

// -log((j + 1/2) / 2^52) for the top 52 bits j of each lane: fdlibm's method without a branch.
#define NEGATIVE_LOG(V, F, bits, result)                                              \
  {                                                                                   \
    F v = (F)(((bits) >> 12) | 0x3ff0000000000000ull) - 0x1.fffffffffffffp-1;         \
    V ix = (V)v;                                                                      \
    V kb = (ix + ((1024ull << 52) - 0x3fe6a09e00000000ull)) >> 52;                    \
    F f = (F)(ix - ((kb - 1024) << 52)) - 1.0;                                        \
    F k = (F)(kb | 0x4330000000000000ull) - 0x1.00000000004p52;                       \
    F s = f / (2.0 + f), h = 0.5 * f * f, z = s * s, w = z * z;                       \
    F t1 = w * (3.999999999940941908e-01 +                                            \
                w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));       \
    F t2 = z * (6.666666666666735130e-01 +                                            \
                w * (2.857142874366239149e-01 +                                       \
                     w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01))); \
    result = ((h - (s * (h + (t1 + t2)) + k * 1.90821492927058770002e-10)) - f) -     \
             k * 6.93147180369123816490e-01;                                          \
  }

INLINE void fill8(
    double *out, uint64_t key, uint32_t pair, uint32_t replication, uint32_t branch) {
  u64x4 x0 = {0}, x1 = {pair, pair + 1u, pair + 2u, pair + 3u};
  u64x4 x2 = x0 + replication, x3 = x0 + branch;
  uint64_t k0 = (uint32_t)key, k1 = key >> 32;
  PHILOX(u64x4, x0, x1, x2, x3, k0, k1)
  u64x4 a = (x0 << 32) | LOW32(x1), b = (x2 << 32) | LOW32(x3);
  u64x8 bits = __builtin_shufflevector(a, b, 0, 4, 1, 5, 2, 6, 3, 7);
  f64x8 e;
  NEGATIVE_LOG(u64x8, f64x8, bits, e)
  memcpy(out, &e, sizeof e);
}

#define STORE_PAIR(lanes, first, target)                             \
  {                                                                  \
    f64x2 two = __builtin_shufflevector(lanes, lanes, first, first + 1); \
    memcpy(target, &two, sizeof two);                                \
  }

INLINE void first(
    double *out, size_t stride, const uint64_t *keys, size_t count, uint32_t replication,
    uint32_t branch) {
  for (size_t i = 0; i < count; i += 8) {
    u64x8 key, x0 = {0}, x1 = {0}, x2 = x0 + replication, x3 = x0 + branch;
    memcpy(&key, keys + i, sizeof key);
    u64x8 k0 = LOW32(key), k1 = key >> 32;
    PHILOX(u64x8, x0, x1, x2, x3, k0, k1)
    u64x8 a = (x0 << 32) | LOW32(x1), b = (x2 << 32) | LOW32(x3);
    f64x8 even, odd;
    NEGATIVE_LOG(u64x8, f64x8, a, even)
    NEGATIVE_LOG(u64x8, f64x8, b, odd)
    f64x8 low = __builtin_shufflevector(even, odd, 0, 8, 1, 9, 2, 10, 3, 11);
    f64x8 high = __builtin_shufflevector(even, odd, 4, 12, 5, 13, 6, 14, 7, 15);
    double *o = out + i * stride;
    STORE_PAIR(low, 0, o)
    STORE_PAIR(low, 2, o + stride)
    STORE_PAIR(low, 4, o + 2 * stride)
    STORE_PAIR(low, 6, o + 3 * stride)
    STORE_PAIR(high, 0, o + 4 * stride)
    STORE_PAIR(high, 2, o + 5 * stride)
    STORE_PAIR(high, 4, o + 6 * stride)
    STORE_PAIR(high, 6, o + 7 * stride)
  }
}

CLONES void cv_fill8(
    double *out, uint64_t key, uint32_t pair, uint32_t replication, uint32_t branch) {
  fill8(out, key, pair, replication, branch);
}

CLONES void cv_first(
    double *out, size_t stride, const uint64_t *keys, size_t count, uint32_t replication,
    uint32_t branch) {
  first(out, stride, keys, count, replication, branch);
}

// Each path by name, so that a test can hold them against each other.
#define PATH(name, attribute)                                                                    \
  attribute static void fill8_##name(double *o, uint64_t k, uint32_t p, uint32_t r, uint32_t b) { \
    fill8(o, k, p, r, b);                                                                        \
  }                                                                                              \
  attribute static void first_##name(                                                            \
      double *o, size_t s, const uint64_t *k, size_t n, uint32_t r, uint32_t b) {                \
    first(o, s, k, n, r, b);                                                                     \
  }

#if defined(__x86_64__)
PATH(baseline, )
PATH(avx2, __attribute__((target("avx2"))))
PATH(avx512, __attribute__((target("avx512f"))))

static int has(int path) {
  __builtin_cpu_init();
  return path == 0 || (path == 1 && __builtin_cpu_supports("avx2")) ||
         (path == 2 && __builtin_cpu_supports("avx512f"));
}
#define SELECT(path, name) \
  ((path) == 0 ? name##_baseline : (path) == 1 ? name##_avx2 : name##_avx512)
#else
PATH(baseline, )

static int has(int path) { return path == 0; }
#define SELECT(path, name) name##_baseline
#endif

int cv_fill8_on(
    int path, double *out, uint64_t key, uint32_t pair, uint32_t replication, uint32_t branch) {
  if (!has(path)) return 0;
  SELECT(path, fill8)(out, key, pair, replication, branch);
  return 1;
}

int cv_first_on(
    int path, double *out, size_t stride, const uint64_t *keys, size_t count,
    uint32_t replication, uint32_t branch) {
  if (!has(path)) return 0;
  SELECT(path, first)(out, stride, keys, count, replication, branch);
  return 1;
}

void cv_exponential_bits(
    uint64_t *bits, uint64_t key, uint32_t pair, uint32_t replication, uint32_t branch) {
  uint32_t x[4];
  cv_philox(x, key, 0, pair, replication, branch);
  bits[0] = ((uint64_t)x[0] << 32 | x[1]) >> 12;
  bits[1] = ((uint64_t)x[2] << 32 | x[3]) >> 12;
}

double cv_exponential_of(uint64_t bits) {
  u64x2 lanes = {bits << 12, bits << 12};
  f64x2 e;
  NEGATIVE_LOG(u64x2, f64x2, lanes, e)
  return e[0];
}
