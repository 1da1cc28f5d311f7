// SPDX-License-Identifier: GPL-3.0-or-later
// Counts heap allocations by standing before the C library's allocator in a test executable.
#ifndef ALLOCATION_COUNTING_H
#define ALLOCATION_COUNTING_H
#include <stdint.h>

/// Heap allocations that the calling thread has made so far.
uint64_t allocations_of_this_thread(void);

/// Whether they are counted at all: sanitizers bring allocators of their own.
int allocations_are_counted(void);
#endif
