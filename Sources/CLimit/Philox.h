// SPDX-License-Identifier: GPL-3.0-or-later
// Philox 4x32-10 as a GSL generator with 32-bit output, for the limit alone.
#ifndef PHILOX_H
#define PHILOX_H
#include <stdint.h>
#include <string.h>
#include <gsl/gsl_rng.h>

typedef struct {
  uint32_t counter[4], word[4], key[2];
  unsigned next;
} limit_philox;

static inline void limit_philox_fill(limit_philox *s) {
  uint32_t x0 = s->counter[0], x1 = s->counter[1], x2 = s->counter[2], x3 = s->counter[3];
  uint32_t k0 = s->key[0], k1 = s->key[1];
  for (int round = 0; round < 10; round++) {
    uint64_t p0 = (uint64_t)x0 * 0xD2511F53u, p1 = (uint64_t)x2 * 0xCD9E8D57u;
    x0 = (uint32_t)(p1 >> 32) ^ x1 ^ k0;
    x2 = (uint32_t)(p0 >> 32) ^ x3 ^ k1;
    x1 = (uint32_t)p1;
    x3 = (uint32_t)p0;
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  s->word[0] = x0, s->word[1] = x1, s->word[2] = x2, s->word[3] = x3;
  if (++s->counter[0] == 0) ++s->counter[1];
  s->next = 0;
}

static void limit_philox_set(void *state, unsigned long seed) {
  limit_philox *s = state;
  memset(s, 0, sizeof *s);
  s->key[0] = (uint32_t)seed, s->key[1] = (uint32_t)(seed >> 32);
  s->next = 4;
}

static unsigned long limit_philox_get(void *state) {
  limit_philox *s = state;
  if (__builtin_expect(s->next == 4, 0)) limit_philox_fill(s);
  return s->word[s->next++];
}

static double limit_philox_uniform(void *state) {
  limit_philox *s = state;
  if (__builtin_expect(s->next == 4, 0)) limit_philox_fill(s);
  return s->word[s->next++] * 0x1p-32;
}

static const gsl_rng_type limit_philox_type = {
  "philox4x32", 0xffffffffUL, 0, sizeof(limit_philox),
  limit_philox_set, limit_philox_get, limit_philox_uniform,
};

#endif
