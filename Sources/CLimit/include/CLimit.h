// SPDX-License-Identifier: GPL-3.0-or-later
// The limit that the engine is measured against: each model written by hand in C, and nothing else.
#ifndef CLIMIT_H
#define CLIMIT_H
#include <stdint.h>

// The reference row: Philox 4x32-10 as a GSL generator with gsl_ran_exponential. A and C count two
// events a customer, B one a transition of a component; each returns what its model asks for.

/// A: M/M/1 at 90 % load for `customers` departures; the mean sojourn (exact: 10).
double limit_single_server(uint64_t seed, uint64_t customers);

/// B: 8 out of 10 repairable for `transitions` events; the unavailability (exact: 5.75363e-5).
double limit_repairable(uint64_t seed, uint64_t transitions);

/// C: M/M/64 at 90 % load for `customers` departures; the mean sojourn (exact: 1.048541).
double limit_many_servers(uint64_t seed, uint64_t customers);

/// B again with exponentials made 1024 at a time by a vectorised logarithm: the fastest known.
double limit_repairable_in_blocks(uint64_t seed, uint64_t transitions);

#endif
