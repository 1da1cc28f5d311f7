// SPDX-License-Identifier: GPL-3.0-or-later
// The GSL headers in use, and nothing else.
#include <gsl/gsl_cblas.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_eigen.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_sf.h>
#include <gsl/gsl_sys.h>

// Swift 6 refuses C globals, so the generator's type comes from a function.
static inline const gsl_rng_type *cgsl_mt19937(void) { return gsl_rng_mt19937; }
