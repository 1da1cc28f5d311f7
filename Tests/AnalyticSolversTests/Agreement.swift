// SPDX-License-Identifier: GPL-3.0-or-later
// Comparison of exact numbers by relative error.

/// Whether two numbers differ by at most `relative` of the larger.
func agree(_ found: Double, _ exact: Double, within relative: Double = 1e-12) -> Bool {
  found == exact || abs(found - exact) <= relative * max(abs(found), abs(exact))
}
