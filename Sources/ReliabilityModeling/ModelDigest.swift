// SPDX-License-Identifier: GPL-3.0-or-later
// The digest of a model: equal for models that mean the same, whatever their files look like.

/// Sixty-four bits over the canonical bytes of a model.
///
/// The bytes are the names of parts, the bit patterns of numbers, the parts sorted by path, and the
/// version of their meaning; no seed, horizon, place, comment or title. They are read off the
/// values by reflection, so that a field that is added to a primitive is in the digest at once.
///
/// - Source: FNV-1a over bytes, finished by SplitMix64's mixer so that all bits take part.
package struct ModelDigest: Hashable, Sendable, CustomStringConvertible {
  package let value: UInt64

  /// Raised whenever an equal model would mean something else.
  package static let semanticsVersion: UInt64 = 1

  /// The digest of a model; the order in which its parts were added does not matter.
  package init(of system: SystemModel) {
    var canonical = system.sorted()
    canonical.name = ""
    canonical.crews.sort { $0.name < $1.name }
    canonical.pools.sort { $0.path < $1.path }
    var bytes = CanonicalBytes()
    bytes.add(Self.semanticsVersion)
    bytes.add(reflecting: canonical)
    value = bytes.hash
  }

  package init(_ value: UInt64) { self.value = value }

  /// Sixteen hexadecimal digits.
  package var description: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

/// Bytes of a value in an order that its type decides.
private struct CanonicalBytes {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  var hash: UInt64 {
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Eight bytes, the lowest first.
  mutating func add(_ number: UInt64) {
    for shift in stride(from: 0, to: 64, by: 8) {
      state = (state ^ (number >> UInt64(shift)) & 0xFF) &* 0x100_0000_01B3
    }
  }

  /// The bytes of a text behind their number, so that "ab", "c" differs from "a", "bc".
  private mutating func add(_ text: String) {
    add(UInt64(text.utf8.count))
    for byte in text.utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
  }

  /// A number, a text, or the parts of a value with their labels, in declared order.
  mutating func add(reflecting value: Any) {
    if let number = value as? Double {
      add((number == 0 ? 0 : number).bitPattern)
    } else if let number = value as? any FixedWidthInteger {
      add(UInt64(truncatingIfNeeded: number))
    } else if let text = value as? String {
      add(text)
    } else if let flag = value as? Bool {
      add(flag ? 1 : 0)
    } else {
      let mirror = Mirror(reflecting: value)
      add(UInt64(mirror.children.count))
      // The case of an enum without values has no parts but its name.
      if mirror.displayStyle == .enum, mirror.children.isEmpty { add("\(value)") }
      for (label, part) in mirror.children {
        add(label ?? "")
        add(reflecting: part)
      }
    }
  }
}
