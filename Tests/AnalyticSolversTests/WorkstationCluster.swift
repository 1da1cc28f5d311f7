// SPDX-License-Identifier: GPL-3.0-or-later
// Two groups of workstations with a switch each and a backbone between them, and one repair unit.

/// A state of the workstation cluster of Haverkort, Hermanns and Katoen (SRDS 2000).
struct WorkstationCluster: Hashable {
  enum Part: Hashable { case left, right, leftSwitch, rightSwitch, backbone }

  let size: Int
  var left: Int
  var right: Int
  var leftSwitch = true
  var rightSwitch = true
  var backbone = true
  /// What the repair unit works on.
  var repaired: Part?

  init(size: Int) {
    self.size = size
    left = size
    right = size
  }

  /// Whether `count` workstations are up and connected.
  func connects(_ count: Int) -> Bool {
    left >= count && leftSwitch || right >= count && rightSwitch
      || left + right >= count && leftSwitch && rightSwitch && backbone
  }
  var isPremium: Bool { connects(size) }
  var isMinimum: Bool { connects(size * 3 / 4) }

  private func with(_ change: (inout Self) -> Void) -> Self {
    var state = self
    change(&state)
    return state
  }

  /// Rates an hour: failures, then inspections by an idle repair unit or its present repair.
  var moves: [(Self, Double)] {
    var moves: [(Self, Double)] = []
    if left > 0 { moves.append((with { $0.left -= 1 }, Double(left) / 500)) }
    if right > 0 { moves.append((with { $0.right -= 1 }, Double(right) / 500)) }
    if leftSwitch { moves.append((with { $0.leftSwitch = false }, 1 / 4_000)) }
    if rightSwitch { moves.append((with { $0.rightSwitch = false }, 1 / 4_000)) }
    if backbone { moves.append((with { $0.backbone = false }, 1 / 5_000)) }
    switch repaired {
    case .left: moves.append((with { ($0.left, $0.repaired) = (left + 1, nil) }, 2))
    case .right: moves.append((with { ($0.right, $0.repaired) = (right + 1, nil) }, 2))
    case .leftSwitch:
      moves.append((with { ($0.leftSwitch, $0.repaired) = (true, nil) }, 0.25))
    case .rightSwitch:
      moves.append((with { ($0.rightSwitch, $0.repaired) = (true, nil) }, 0.25))
    case .backbone: moves.append((with { ($0.backbone, $0.repaired) = (true, nil) }, 0.125))
    case nil:
      if left < size { moves.append((with { $0.repaired = .left }, 10)) }
      if right < size { moves.append((with { $0.repaired = .right }, 10)) }
      if !leftSwitch { moves.append((with { $0.repaired = .leftSwitch }, 10)) }
      if !rightSwitch { moves.append((with { $0.repaired = .rightSwitch }, 10)) }
      if !backbone { moves.append((with { $0.repaired = .backbone }, 10)) }
    }
    return moves
  }

  static func explored(size: Int) -> ExploredChain<Self> {
    ExploredChain(from: Self(size: size)) { $0.moves }
  }
}
