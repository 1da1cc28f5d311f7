// SPDX-License-Identifier: GPL-3.0-or-later
// Laws without a density.

import RandomVariates

extension Distribution {
  /// Whether it consists of atoms only.
  var isFixed: Bool { atoms.reduce(0) { $0 + $1.probability } > 1 - 1e-12 }
}
