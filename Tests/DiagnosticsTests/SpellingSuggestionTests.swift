// SPDX-License-Identifier: GPL-3.0-or-later
// What a misspelt word was meant to be.

import Diagnostics
import Testing

@Suite struct SpellingSuggestionTests {
  private static let fields = ["bandwidth", "mtbf", "zone", "onZoneLoss", "nat-gateway", "min"]

  @Test(arguments: [
    ("bandwith", "bandwidth"), ("bnadwidth", "bandwidth"), ("mtfb", "mtbf"), ("zones", "zone"),
    ("on_zone_loss", "onZoneLoss"), ("natgateway", "nat-gateway"), ("mn", "min"),
  ])
  func `a word is suggested that is a third of the letters away at most`(
    _ word: String, _ meant: String
  ) {
    #expect(suggestion(for: word, among: Self.fields) == meant)
  }

  @Test(arguments: ["colour", "x", "", "gateway", String(repeating: "z", count: 10_000)])
  func `a word that resembles none suggests none`(_ word: String) {
    #expect(suggestion(for: word, among: Self.fields) == nil)
  }

  @Test func `of equally near words the first is taken, and never the word itself`() {
    #expect(suggestion(for: "zone-a", among: ["zone-a", "zone-b", "zone-c"]) == "zone-b")
  }

  @Test func `without a suggestion, few choices are listed and many are not`() {
    #expect(notesForUnknown("colour", among: ["a", "b"]) == ["known here: a, b"])
    #expect(notesForUnknown("mtfb", among: Self.fields) == ["did you mean 'mtbf'?"])
    #expect(notesForUnknown("colour", among: (1...13).map { "choice\($0)" }).isEmpty)
  }
}
