// SPDX-License-Identifier: GPL-3.0-or-later
// Where each random stream stands, and the unit exponentials made ahead.

import CVariates
import FlatStorage
import Quantities
import RandomVariates
import ReliabilityModeling

enum VariateSlot {}

/// Eight slots a stream of unit exponentials; the next block is made when the last slot is taken,
/// beside that event and not before the one that needs it.
struct StreamCursor: BitwiseCopyable {
  var slot = StreamState.block
  /// Number of the next Philox block, which holds two variates.
  var pair: UInt32 = 0
}

/// Positions of all streams in one replication.
struct StreamState: ~Copyable {
  static let block: UInt32 = 8

  private var cursors: Column<ExponentialID, StreamCursor>
  private var slots: Column<Index<VariateSlot>, Double>
  private var exponentialKeys: Column<ExponentialID, UInt64>
  private var keys: Column<StreamID, UInt64>
  private var counters: Column<StreamID, UInt32>
  /// The second uniform of the latest Philox block of each stream.
  private var halves: Column<StreamID, Double>
  private let seed: UInt64
  private var replication: UInt32 = 0
  private let clocks: UInt32

  init(for model: FlatModel, seed: UInt64) {
    let exponentials = model.exponentialStreams.count
    cursors = Column(repeating: StreamCursor(), count: exponentials)
    slots = Column(repeating: 0, count: exponentials * Int(Self.block))
    exponentialKeys = Column(repeating: 0, count: exponentials)
    keys = Column(repeating: 0, count: model.streams.count)
    counters = Column(repeating: 0, count: model.streams.count)
    halves = Column(repeating: 0, count: model.streams.count)
    self.seed = seed
    clocks = UInt32(model.firstExponentials)
    for i in 0..<UInt32(exponentials) {
      exponentialKeys[Index(i)] = StreamKey.key(
        hash: model.exponentialStreams[Index(i)], seed: seed)
    }
    for i in 0..<UInt32(keys.count) {
      keys[Index(i)] = StreamKey.key(hash: model.streams[Index(i)], seed: seed)
    }
  }

  /// An independent copy that stands where this one does.
  ///
  /// Variates made ahead are not copied, but made again from their addresses.
  borrowing func clone() -> StreamState {
    var copy = StreamState(copying: self)
    for stream in 0..<UInt32(cursors.count) { copy.makeAgain(Index(stream)) }
    for stream in 0..<UInt32(counters.count) where counters[Index(stream)] & 1 != 0 {
      copy.halves[Index(stream)] = uniform(Index(stream), variate: counters[Index(stream)])
    }
    return copy
  }

  private init(copying other: borrowing StreamState) {
    cursors = other.cursors.clone()
    slots = Column(repeating: 0, count: other.slots.count)
    exponentialKeys = other.exponentialKeys.clone()
    keys = other.keys.clone()
    counters = other.counters.clone()
    halves = Column(repeating: 0, count: other.halves.count)
    seed = other.seed
    replication = other.replication
    clocks = other.clocks
  }

  /// Fills a block so that its next variate is the one that a cursor stands at.
  private mutating func makeAgain(_ stream: ExponentialID) {
    let cursor = cursors[stream]
    guard cursor.pair != 0 else { return }
    let variate = 2 &* cursor.pair &+ cursor.slot &- Self.block
    fill(stream, from: variate / 2)
    cursors[stream].slot = variate & 1
  }

  /// Back to the first variate of every stream; the first two of all clocks are made together.
  mutating func reset(replication: UInt32, in model: FlatModel) {
    self.replication = replication
    cursors.fill(StreamCursor())
    counters.fill(0)
    var stream: UInt32 = 0
    while stream < clocks {
      makeFirstPairs(stream)
      stream &+= 8
    }
  }

  /// The next unit exponential of a stream.
  @inline(__always)
  mutating func unitExponential(_ stream: ExponentialID) -> Double {
    var slot = cursors[stream].slot
    if slot == Self.block {
      refill(stream)
      slot = cursors[stream].slot
    }
    let value = slots[Index(stream.rawValue &* Self.block &+ slot)]
    cursors[stream].slot = slot &+ 1
    if slot == Self.block &- 1 { refill(stream) }
    return value
  }

  @inline(never)
  private mutating func refill(_ stream: ExponentialID) {
    let pair = cursors[stream].pair
    if pair == 0 { return makeFirstPairs(stream.rawValue & ~7) }
    fill(stream, from: pair)
  }

  private mutating func fill(_ stream: ExponentialID, from pair: UInt32) {
    let key = exponentialKeys[stream]
    let replication = replication
    slots.withBlock(Index(stream.rawValue &* Self.block), Int(Self.block)) {
      cv_fill8($0, key, pair, replication, 0)
    }
    cursors[stream] = StreamCursor(slot: 0, pair: pair &+ Self.block / 2)
  }

  /// Variates 0 and 1 of eight neighbouring streams, in their last two slots.
  @inline(never)
  private mutating func makeFirstPairs(_ stream: UInt32) {
    let replication = replication
    let start = stream &* Self.block &+ Self.block &- 2
    exponentialKeys.withBlock(Index(stream), 8) { keys in
      slots.withBlock(Index(start), 7 * Int(Self.block) + 2) {
        cv_first($0, Int(Self.block), keys, 8, replication, 0)
      }
    }
    // All eight begin together, so none of them has drawn before.
    for neighbour in stream..<(stream &+ 8) {
      cursors[Index(neighbour)] = StreamCursor(slot: Self.block &- 2, pair: 1)
    }
  }

  /// The next variate of a sampled law.
  @inline(never)
  mutating func sample(_ stream: StreamID, _ sampler: SamplerID, in model: FlatModel) -> Double {
    let variate = counters[stream]
    counters[stream] = variate &+ 1
    return sample(stream, sampler, variate: variate, in: model)
  }

  /// A variate of a sampled law by its number.
  @inline(never)
  func sample(
    _ stream: StreamID, _ sampler: SamplerID, variate: UInt32, in model: FlatModel
  ) -> Double {
    model.samplers.sample(
      sampler, key: keys[stream], variate: variate, replication: replication, branch: 0)
  }

  /// The next uniform of a stream, in 0 ..< 1; every second one was made with the one before.
  mutating func uniform(_ stream: StreamID) -> Double {
    let variate = counters[stream]
    counters[stream] = variate &+ 1
    if variate & 1 != 0 { return halves[stream] }
    let pair = cv_uniforms(keys[stream], variate &>> 1, replication, 0)
    halves[stream] = pair.second
    return pair.first
  }

  /// A uniform of a stream by its number, in 0 ..< 1.
  func uniform(_ stream: StreamID, variate: UInt32) -> Double {
    let pair = cv_uniforms(keys[stream], variate &>> 1, replication, 0)
    return variate & 1 == 0 ? pair.first : pair.second
  }

  /// How long the operators take to answer the page of an origin: a function of the origin alone.
  @inline(never)
  func operatorDelay(of origin: Origin, in model: FlatModel) -> SimDuration {
    let draw = model.operatorReaction
    guard case .sampled = draw.kind else { return SimDuration(rounding: draw.value) }
    let hash = model.operatorHash ^ (origin.hash &* 0x9e37_79b9_7f4a_7c15)
    return SimDuration(
      rounding: model.samplers.sample(
        draw.sampler, key: StreamKey.key(hash: hash, seed: seed), variate: origin.ordinal,
        replication: replication, branch: 0))
  }
}

extension ReplicationState {
  /// One delay of an action or a part.
  @inline(never)
  mutating func delay(_ draw: Draw, for origin: Origin, in model: FlatModel) -> SimDuration {
    switch draw.kind {
    case .constant: SimDuration(microseconds: Int64(draw.value))
    case .exponential: exponentialDelay(draw)
    case .sampled:
      SimDuration(rounding: streams.sample(StreamID(draw.stream), draw.sampler, in: model))
    case .operatorReaction: streams.operatorDelay(of: origin, in: model)
    }
  }

  @inline(__always)
  mutating func exponentialDelay(_ draw: Draw) -> SimDuration {
    roundedSpan(streams.unitExponential(ExponentialID(draw.stream)) * draw.value)
  }
}

/// A sampled span in µs, rounded as `SimDuration(rounding:)` does.
@inline(__always)
func roundedSpan(_ microseconds: Double) -> SimDuration {
  SimDuration(microseconds: cv_round_span(microseconds))
}
