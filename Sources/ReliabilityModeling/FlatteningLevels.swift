// SPDX-License-Identifier: GPL-3.0-or-later
// Flattening of levels, leaf levels, and what the network reads.

import FlatStorage
import RandomVariates

/// The tables of a network while they grow.
struct NetworkTables {
  var levels: [LevelRow] = []
  var operands: [OperandRow] = []
  var sources: [SourceRow] = []
  var factors: [Int64] = []
  var cycleHours = 0
  var elements: [ElementRow] = []
  var ways: [WayRow] = []
  var slotTargets: [SlotTarget] = []
  var slotCount = 0
  var services: [ServiceRow] = []
  var carried: [CarriedRow] = []
  var levelOf: [FlowLevel: LevelID] = [:]
}

extension Flattener {
  /// The row of a level; equal levels share one.
  mutating func id(of level: FlowLevel) -> LevelID {
    if let known = network.levelOf[level] { return known }
    let row = row(of: level)
    network.levels.append(row)
    let id = LevelID(network.levels.count - 1)
    network.levelOf[level] = id
    return id
  }

  private mutating func row(of level: FlowLevel) -> LevelRow {
    switch level {
    case .constant(let value): return levelRow(.constant, value: value)
    case .leaf(let path):
      return levelRow(.leaf, leaf: leafIndex[path].map { LeafID($0) } ?? .none)
    case .choose(let signal, let then, let otherwise):
      let read = networkSignal(signal)
      return levelRow(.choose, signal: read, operands: operands(of: [then, otherwise]))
    case .share(let signals):
      let rows = signals.map {
        OperandRow(level: .none, signal: networkSignal($0), rate: 0)
      }
      return levelRow(.share, operands: append(rows))
    case .product(let factors): return levelRow(.product, operands: operands(of: factors))
    case .complement(let inner):
      return levelRow(.complement, operands: operands(of: [inner]))
    }
  }

  private func levelRow(
    _ kind: LevelRow.Kind, leaf: LeafID = .none, signal: SignalID = .always, value: Int64 = 0,
    operands: IndexRange<OperandRow> = IndexRange(start: 0, end: 0)
  ) -> LevelRow {
    LevelRow(kind: kind, leaf: leaf, signal: signal, value: value, operands: operands)
  }

  private mutating func operands(of levels: [FlowLevel]) -> IndexRange<OperandRow> {
    let rows = levels.map { OperandRow(level: id(of: $0), signal: .always, rate: 0) }
    return append(rows)
  }

  mutating func append(_ rows: [OperandRow]) -> IndexRange<OperandRow> {
    let start = network.operands.count
    network.operands += rows
    return IndexRange(start: start, end: network.operands.count)
  }

  /// The signal, marked as an input of the network.
  mutating func networkSignal(_ signal: Signal) -> SignalID {
    let id = id(of: signal)
    if id != .always { networkSignals.insert(id) }
    return id
  }

  /// Leaf levels with the reactions that multiply them.
  func leafRows() -> (rows: [LeafRow], factors: [ReactionID]) {
    var factors: [ReactionID] = []
    let rows = system.leafLevels.enumerated().map { i, leaf in
      let start = factors.count
      for (j, reaction) in reactions.enumerated() where reaction.leaf == LeafID(i) {
        factors.append(ReactionID(j))
      }
      return LeafRow(
        base: leaf.base,
        networkKey: StreamKey(path: leaf.path.text, purpose: "network").hash | 1,
        factors: IndexRange(start: start, end: factors.count))
    }
    return (rows, factors)
  }
}
