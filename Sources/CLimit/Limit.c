// SPDX-License-Identifier: GPL-3.0-or-later
// Models A, B and C in their leanest form: no generality, no event list where none is needed.
#include "CLimit.h"
#include "Philox.h"
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>

static gsl_rng *opened(uint64_t seed) {
  gsl_rng *r = gsl_rng_alloc(&limit_philox_type);
  gsl_rng_set(r, seed);
  return r;
}

// Arrival times of those who wait, in a ring that doubles when it is full.
typedef struct {
  double *at;
  uint32_t mask, head, tail;
} ring;

static void ring_open(ring *q) {
  q->mask = 1023;
  q->head = q->tail = 0;
  q->at = malloc(1024 * sizeof(double));
}

static __attribute__((noinline)) void ring_grow(ring *q) {
  uint32_t n = q->mask + 1;
  double *wider = malloc(2ul * n * sizeof(double));
  for (uint32_t i = 0; i < n; i++) wider[i] = q->at[(q->head + i) & q->mask];
  free(q->at);
  q->at = wider;
  q->head = 0, q->tail = n, q->mask = 2 * n - 1;
}

static inline void ring_push(ring *q, double x) {
  if (__builtin_expect(q->tail - q->head == q->mask + 1, 0)) ring_grow(q);
  q->at[q->tail++ & q->mask] = x;
}

static inline double ring_pop(ring *q) { return q->at[q->head++ & q->mask]; }

double limit_single_server(uint64_t seed, uint64_t customers) {
  gsl_rng *r = opened(seed);
  ring q;
  ring_open(&q);
  const double gap = 1 / .9;
  double arrival = gsl_ran_exponential(r, gap), departure = INFINITY, sum = 0;
  for (uint64_t served = 0; served < customers;) {
    if (arrival < departure) {
      if (q.tail == q.head) departure = arrival + gsl_ran_exponential(r, 1.0);
      ring_push(&q, arrival);
      arrival += gsl_ran_exponential(r, gap);
    } else {
      sum += departure - ring_pop(&q);
      served++;
      departure = q.tail == q.head ? INFINITY : departure + gsl_ran_exponential(r, 1.0);
    }
  }
  free(q.at);
  gsl_rng_free(r);
  return sum / customers;
}

// A scan over ten times beats every tree at this size.
double limit_repairable(uint64_t seed, uint64_t transitions) {
  gsl_rng *r = opened(seed);
  double due[10], down = 0, since = 0, now = 0;
  uint8_t is_down[10] = {0};
  int failed = 0;
  for (int i = 0; i < 10; i++) due[i] = gsl_ran_exponential(r, 1000.0);
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
    due[first] = now + gsl_ran_exponential(r, is_down[first] ? 8.0 : 1000.0);
  }
  gsl_rng_free(r);
  return down / now;
}

typedef struct {
  double due, arrival;
} departure;

static inline void replace_first(departure *heap, uint32_t count, departure new) {
  uint32_t i = 0;
  for (;;) {
    uint32_t child = 2 * i + 1;
    if (child >= count) break;
    child += (child + 1 < count) & (heap[child + 1].due < heap[child].due);
    if (new.due <= heap[child].due) break;
    heap[i] = heap[child];
    i = child;
  }
  heap[i] = new;
}

// Departures in a binary heap whose first is replaced; the arrival stays outside.
double limit_many_servers(uint64_t seed, uint64_t customers) {
  gsl_rng *r = opened(seed);
  ring q;
  ring_open(&q);
  const double gap = 1 / (.9 * 64);
  departure heap[66];
  uint32_t busy = 0;
  double arrival = gsl_ran_exponential(r, gap), sum = 0;
  heap[0].due = INFINITY;
  for (uint64_t served = 0; served < customers;) {
    if (busy == 0 || arrival < heap[0].due) {
      if (busy < 64) {
        departure new = {arrival + gsl_ran_exponential(r, 1.0), arrival};
        uint32_t i = busy++;
        for (; i && new.due < heap[(i - 1) / 2].due; i = (i - 1) / 2) heap[i] = heap[(i - 1) / 2];
        heap[i] = new;
      } else {
        ring_push(&q, arrival);
      }
      arrival += gsl_ran_exponential(r, gap);
    } else {
      double now = heap[0].due;
      sum += now - heap[0].arrival;
      served++;
      if (q.tail != q.head) {
        double waited = ring_pop(&q);
        replace_first(heap, busy, (departure){now + gsl_ran_exponential(r, 1.0), waited});
      } else {
        departure last = heap[--busy];
        replace_first(heap, busy, last);
      }
    }
  }
  free(q.at);
  gsl_rng_free(r);
  return sum / customers;
}
