// SPDX-License-Identifier: GPL-3.0-or-later
// Model B with unit exponentials made in blocks, written so that the compiler vectorises it.
#include "CLimit.h"
#include <math.h>
#include <stdlib.h>

enum { BLOCK = 1024 };

typedef struct {
  double variate[BLOCK] __attribute__((aligned(64)));
  uint64_t counter, seed;
  unsigned next;
} blocks;

static __attribute__((noinline)) void fill(blocks *b) {
  uint64_t raw[BLOCK] __attribute__((aligned(64)));
  for (unsigned j = 0; j < BLOCK / 2; j++) {
    uint64_t c = b->counter + j;
    uint64_t x0 = (uint32_t)c, x1 = c >> 32, x2 = 0, x3 = 0;
    uint32_t k0 = (uint32_t)b->seed, k1 = (uint32_t)(b->seed >> 32);
#pragma GCC unroll 10
    for (int round = 0; round < 10; round++) {
      uint64_t p0 = (x0 & 0xffffffffu) * 0xD2511F53ull, p1 = (x2 & 0xffffffffu) * 0xCD9E8D57ull;
      uint64_t n0 = (p1 >> 32) ^ x1 ^ k0, n2 = (p0 >> 32) ^ x3 ^ k1;
      x1 = p1 & 0xffffffffu, x3 = p0 & 0xffffffffu;
      x0 = n0 & 0xffffffffu, x2 = n2 & 0xffffffffu;
      k0 += 0x9E3779B9u, k1 += 0xBB67AE85u;
    }
    raw[j] = x0 << 32 | x1;
    raw[j + BLOCK / 2] = x2 << 32 | x3;
  }
  for (unsigned j = 0; j < BLOCK; j++)
    b->variate[j] = -log(((double)(int64_t)(raw[j] >> 12) + 0.5) * 0x1p-52);
  b->counter += BLOCK / 2;
  b->next = 0;
}

static inline double exponential(blocks *b, double mean) {
  if (__builtin_expect(b->next == BLOCK, 0)) fill(b);
  return mean * b->variate[b->next++];
}

double limit_repairable_in_blocks(uint64_t seed, uint64_t transitions) {
  blocks *b = aligned_alloc(64, (sizeof *b + 63) / 64 * 64);
  b->counter = 0, b->seed = seed, b->next = BLOCK;
  double due[10], down = 0, since = 0, now = 0;
  uint8_t is_down[10] = {0};
  int failed = 0;
  for (int i = 0; i < 10; i++) due[i] = exponential(b, 1000.0);
  for (uint64_t k = 0; k < transitions; k++) {
    int first = 0;
    double earliest = due[0];
    for (int i = 1; i < 10; i++) {
      int less = due[i] < earliest;
      first = less ? i : first;
      earliest = less ? due[i] : earliest;
    }
    now = earliest;
    int before = failed;
    failed += (is_down[first] ^= 1) ? 1 : -1;
    if (before == 2 && failed == 3) since = now;
    else if (before == 3 && failed == 2) down += now - since;
    due[first] = now + exponential(b, is_down[first] ? 8.0 : 1000.0);
  }
  free(b);
  return down / now;
}
