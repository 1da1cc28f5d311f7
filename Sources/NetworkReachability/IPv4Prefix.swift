// SPDX-License-Identifier: GPL-3.0-or-later
// IPv4 addresses and prefixes in CIDR notation: parse, contain, overlap.

/// An IPv4 address as a number; ordered as addresses are.
package struct IPv4Address: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let rawValue: UInt32
  package init(_ rawValue: UInt32) { self.rawValue = rawValue }

  /// Reads four decimal octets without leading zeros; `nil` for anything else.
  package init?(parsing text: some StringProtocol) {
    let octets = text.split(separator: ".", omittingEmptySubsequences: false)
    guard octets.count == 4 else { return nil }
    var value: UInt32 = 0
    for octet in octets {
      guard let number = decimal(octet, atMost: 255) else { return nil }
      value = value << 8 | number
    }
    rawValue = value
  }

  package var description: String {
    "\(rawValue >> 24).\(rawValue >> 16 & 255).\(rawValue >> 8 & 255).\(rawValue & 255)"
  }

  package static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }
}

/// A block of IPv4 addresses that share their first bits.
package struct IPv4Prefix: Hashable, Sendable, CustomStringConvertible {
  /// The first address; its bits behind `length` are zero.
  package let first: IPv4Address
  /// Bits in common, 0 … 32.
  package let length: Int

  /// Why a text is no prefix.
  package enum ParsingProblem: Error, Hashable, Sendable {
    /// Not of the form `10.0.0.0/16`.
    case malformed
    /// Bits behind the length are set; the prefix that was probably meant.
    case hostBits(IPv4Prefix)
  }

  /// The prefix of this length that contains `address`.
  package init(containing address: IPv4Address, length: Int) {
    precondition((0...32).contains(length), "a prefix has 0 to 32 bits")
    self.length = length
    first = IPv4Address(address.rawValue & Self.mask(length))
  }

  /// Reads CIDR notation such as `10.0.0.0/16`.
  ///
  /// - Throws: `ParsingProblem`; a network that names a host is refused, as AWS does not take it.
  package init(parsing text: some StringProtocol) throws(ParsingProblem) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let address = IPv4Address(parsing: parts[0]),
      let length = decimal(parts[1], atMost: 32)
    else { throw .malformed }
    self.init(containing: address, length: Int(length))
    guard first == address else { throw .hostBits(self) }
  }

  /// All addresses: the destination of a default route.
  package static let everything = IPv4Prefix(containing: IPv4Address(0), length: 0)

  /// Addresses in the block, 1 … 2³².
  package var addressCount: UInt64 { 1 << UInt64(32 - length) }
  package var last: IPv4Address { IPv4Address(first.rawValue | ~Self.mask(length)) }

  /// Whether the address lies within.
  package func contains(_ address: IPv4Address) -> Bool {
    address.rawValue & Self.mask(length) == first.rawValue
  }
  /// Whether every address of `other` is in this block too.
  package func contains(_ other: IPv4Prefix) -> Bool {
    other.length >= length && contains(other.first)
  }
  /// Whether some address is in both; two blocks nest or are disjoint.
  package func overlaps(_ other: IPv4Prefix) -> Bool {
    contains(other.first) || other.contains(first)
  }

  /// The block of `length` bits at position `index` within this one, or `nil` when it does not fit.
  ///
  /// `length` is at least that of this block and at most 32.
  package func subdivision(_ index: Int, ofLength length: Int) -> IPv4Prefix? {
    precondition((self.length...32).contains(length), "a part is not larger than the whole")
    guard index >= 0, UInt64(index) < 1 << UInt64(length - self.length) else { return nil }
    let offset = UInt64(index) << UInt64(32 - length)
    return IPv4Prefix(
      containing: IPv4Address(first.rawValue + UInt32(offset)), length: length)
  }

  package var description: String { "\(first)/\(length)" }

  private static func mask(_ length: Int) -> UInt32 {
    length == 0 ? 0 : ~0 << UInt32(32 - length)
  }
}

/// A number of one to three decimal digits without leading zero, or `nil`.
private func decimal(_ text: some StringProtocol, atMost limit: UInt32) -> UInt32? {
  let digits = text.utf8
  guard (1...3).contains(digits.count), digits.count == 1 || digits.first != UInt8(ascii: "0")
  else { return nil }
  var value: UInt32 = 0
  for digit in digits {
    guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
    value = value * 10 + UInt32(digit - UInt8(ascii: "0"))
  }
  return value <= limit ? value : nil
}
