// SPDX-License-Identifier: GPL-3.0-or-later
// Signals of a chain model: expressions over parts, evaluated in an order that causes precede.

import ReliabilityModeling

/// A signal whose parts are known by number.
indirect enum ChainSignal: Hashable, Sendable {
  case always
  /// The position of a part among all parts that have a signal.
  case part(Int)
  case not(ChainSignal)
  case atLeast(Int, of: [ChainSignal])

  func isUp(_ values: [Bool]) -> Bool {
    switch self {
    case .always: return true
    case .part(let index): return values[index]
    case .not(let inner): return !inner.isUp(values)
    case .atLeast(let threshold, of: let inputs):
      var count = 0
      for input in inputs where input.isUp(values) { count += 1 }
      return count >= threshold
    }
  }

  /// An expression whose parts have the positions of `number`; one without is never down.
  init(_ signal: Signal, number: [ComponentPath: Int]) {
    switch signal {
    case .always: self = .always
    case .part(let path): self = number[path].map { .part($0) } ?? .always
    case .not(let inner): self = .not(Self(inner, number: number))
    case .all(let inputs):
      self = .atLeast(inputs.count, of: inputs.map { Self($0, number: number) })
    case .any(let inputs): self = .atLeast(1, of: inputs.map { Self($0, number: number) })
    case .atLeast(let threshold, of: let inputs):
      self = .atLeast(threshold, of: inputs.map { Self($0, number: number) })
    }
  }
}

extension Signal {
  /// Paths that an expression names.
  var paths: [ComponentPath] {
    switch self {
    case .always: []
    case .part(let path): [path]
    case .not(let inner): inner.paths
    case .all(let inputs), .any(let inputs), .atLeast(_, of: let inputs):
      inputs.flatMap(\.paths)
    }
  }
}
