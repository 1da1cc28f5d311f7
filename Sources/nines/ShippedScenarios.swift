// SPDX-License-Identifier: GPL-3.0-or-later
// The scenarios inside the program; links in this folder keep one copy of each.

/// A scenario that the program carries.
struct ShippedScenario {
  let name: String
  let bytes: [UInt8]

  /// Its first comment after the licence, for the list.
  var purpose: String {
    let comments = text.split(separator: "\n").prefix { $0.hasPrefix("#") }.dropFirst()
    return comments.first.map { String($0.dropFirst(2)) } ?? ""
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// All of them; the first is what a newcomer starts from.
  static var all: [ShippedScenario] {
    [
      Self(name: "nat-designs", bytes: PackageResources.nat_designs_yaml),
      Self(name: "az-replay", bytes: PackageResources.az_replay_yaml),
      Self(name: "static-stability", bytes: PackageResources.static_stability_yaml),
      Self(name: "two-of-three", bytes: PackageResources.two_of_three_yaml),
      Self(name: "eight-of-ten", bytes: PackageResources.eight_of_ten_yaml),
    ]
  }
}
