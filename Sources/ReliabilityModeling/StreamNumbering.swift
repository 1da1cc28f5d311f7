// SPDX-License-Identifier: GPL-3.0-or-later
// Which random streams a model needs; names enter the address, positions never do.

import FlatStorage
import Quantities
import RandomVariates

/// Numbers streams as they are asked for.
struct StreamNumbering {
  /// Of failure clocks and strikes: the first draws of all are made together.
  private(set) var clocks: [UInt64] = []
  /// Of exponential delays.
  private(set) var delays: [UInt64] = []
  private(set) var plain: [UInt64] = []
  private(set) var samplers = SamplerTable()
  /// How many clocks there will be, after padding to whole passes of eight.
  let paddedClocks: Int

  init(clockCount: Int) { paddedClocks = (clockCount + 7) & ~7 }

  private static func hash(_ path: ComponentPath, _ purpose: String) -> UInt64 {
    StreamKey(path: path.text, purpose: purpose).hash
  }

  /// A stream of unit exponentials that is drawn from when a replication begins.
  mutating func clock(_ path: ComponentPath, _ purpose: String) -> ExponentialID {
    clocks.append(Self.hash(path, purpose))
    return ExponentialID(clocks.count - 1)
  }

  mutating func stream(_ path: ComponentPath, _ purpose: String) -> StreamID {
    plain.append(Self.hash(path, purpose))
    return StreamID(plain.count - 1)
  }

  mutating func sampler(_ law: DurationLaw) -> SamplerID { samplers.add(law) }
  mutating func sampler(failure law: DurationLaw) -> SamplerID { samplers.add(failure: law) }
  mutating func sampler(_ law: ShareLaw) -> SamplerID { samplers.add(law) }

  /// A delay, drawn at (path, purpose).
  mutating func draw(_ law: DurationLaw, _ path: ComponentPath, _ purpose: String) -> Draw {
    switch law {
    case .constant(let value):
      return Draw(
        kind: .constant, stream: 0, sampler: .none, value: (value.value * 1e6).rounded())
    case .exponential(let mean):
      delays.append(Self.hash(path, purpose))
      return Draw(
        kind: .exponential, stream: UInt32(paddedClocks + delays.count - 1), sampler: .none,
        value: mean.value * 1e6)
    case .weibull, .lognormal, .gamma, .erlang, .hyperexponential, .pareto, .lomax, .uniform,
      .triangular, .pert, .empirical, .mixture, .truncated, .shifted:
      return Draw(
        kind: .sampled, stream: stream(path, purpose).rawValue, sampler: samplers.add(law),
        value: 0)
    }
  }

  /// Clocks, padding, then delays, padded so that a pass of eight never leaves the table.
  var exponentials: [UInt64] {
    let padding = [UInt64](repeating: 0, count: paddedClocks - clocks.count)
    let end = [UInt64](repeating: 0, count: (8 - delays.count & 7) & 7)
    return clocks + padding + delays + end
  }
}
