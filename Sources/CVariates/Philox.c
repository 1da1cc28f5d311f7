// SPDX-License-Identifier: GPL-3.0-or-later
// Philox 4x32-10 by plain scalar code, and as a GSL generator.
//
// Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
#include "CVariates.h"
#pragma STDC FP_CONTRACT OFF

void cv_philox(
    uint32_t *words, uint64_t key, uint32_t draw, uint32_t variate, uint32_t replication,
    uint32_t branch) {
  uint32_t x0 = draw, x1 = variate, x2 = replication, x3 = branch;
  uint32_t k0 = (uint32_t)key, k1 = (uint32_t)(key >> 32);
  for (int round = 0; round < 10; round++) {
    uint64_t p0 = (uint64_t)x0 * 0xD2511F53u, p1 = (uint64_t)x2 * 0xCD9E8D57u;
    x0 = (uint32_t)(p1 >> 32) ^ x1 ^ k0;
    x1 = (uint32_t)p1;
    x2 = (uint32_t)(p0 >> 32) ^ x3 ^ k1;
    x3 = (uint32_t)p0;
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  words[0] = x0;
  words[1] = x1;
  words[2] = x2;
  words[3] = x3;
}

static double uniform(uint32_t high, uint32_t low) {
  return (double)(((uint64_t)high << 32 | low) >> 11) * 0x1p-53;
}

cv_position cv_start(uint64_t key, uint32_t variate, uint32_t replication, uint32_t branch) {
  return (cv_position){
      .key = key, .variate = variate, .replication = replication, .branch = branch, .taken = 4};
}

uint32_t cv_next_word(cv_position *position) {
  if (position->taken == 4) {
    cv_philox(
        position->words, position->key, position->draw, position->variate,
        position->replication, position->branch);
    position->draw++;
    position->taken = 0;
  }
  return position->words[position->taken++];
}

double cv_next_uniform(cv_position *position) {
  uint32_t high = cv_next_word(position);
  return uniform(high, cv_next_word(position));
}

double cv_uniform(uint64_t key, uint32_t variate, uint32_t replication, uint32_t branch) {
  uint32_t words[4];
  cv_philox(words, key, 0, variate, replication, branch);
  return uniform(words[0], words[1]);
}

cv_uniform_pair cv_uniforms(
    uint64_t key, uint32_t pair, uint32_t replication, uint32_t branch) {
  uint32_t words[4];
  cv_philox(words, key, 0, pair, replication, branch);
  return (cv_uniform_pair){uniform(words[0], words[1]), uniform(words[2], words[3])};
}

// GSL's seeding makes the seed the key, at the first variate.
static void set(void *state, unsigned long seed) {
  *(cv_position *)state = cv_start(seed, 0, 0, 0);
}

static unsigned long get(void *state) { return cv_next_word(state); }

static double get_double(void *state) { return cv_next_uniform(state); }

const gsl_rng_type *philox_gsl_type(void) {
  static const gsl_rng_type type = {
      .name = "philox4x32-10",
      .max = 0xffffffffu,
      .min = 0,
      .size = sizeof(cv_position),
      .set = set,
      .get = get,
      .get_double = get_double,
  };
  return &type;
}
