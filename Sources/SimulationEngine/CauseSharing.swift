// SPDX-License-Identifier: GPL-3.0-or-later
// Divides what was lost among those who share in it, to the last unit.

import FlatStorage
import ReliabilityModeling

extension CauseCharging {
  /// Charges what a measure has lost in the present state, in which it loses so much a µs.
  mutating func charge(_ amount: Int128, to charge: ChargeID, _ loss: Int64) {
    guard loss > 0 else {
      // Nobody saw it coming: it is lost in an hour in which more is wanted than at the peak.
      charged[Index(charge.rawValue &* UInt32(charged.count / lags.count))] &+= amount
      return
    }
    let place = place(present, charge)
    let rate = lagRates[Index(place)]
    var lag = amount
    if rate < loss {
      let (whole, rest) = amount.quotientAndRemainder(dividingBy: Int128(loss))
      lag = whole &* Int128(rate) &+ rest &* Int128(rate) / Int128(loss)
    }
    if lag > 0 {
      lags[charge] &+= lag
      if jointLag[Index(place)] { joint[charge] &+= lag }
      share(lag, of: charge.rawValue, bits: place, isLag: true)
    }
    if lag < amount {
      if jointRest[Index(place)] { joint[charge] &+= amount &- lag }
      share(amount &- lag, of: charge.rawValue, bits: place, isLag: false)
    }
  }

  /// Divides an amount among the causes whose bits are set; the last takes what rounding left.
  private mutating func share(
    _ amount: Int128, of charge: UInt32, bits place: UInt32, isLag: Bool
  ) {
    var count = 0
    for word in 0..<words { count += sharers(place, word, isLag).nonzeroBitCount }
    let causes = UInt32(charged.count / lags.count)
    let first = charge &* causes
    guard count > 1 else {
      var only: UInt32 = 0
      for word in 0..<words {
        let bits = sharers(place, word, isLag)
        if bits != 0 { only = word &* 64 &+ UInt32(truncatingIfNeeded: bits.trailingZeroBitCount) }
      }
      charged[Index(first &+ only)] &+= amount
      return
    }
    let part = amount / Int128(count)
    var left = amount
    for word in 0..<words {
      var bits = sharers(place, word, isLag)
      while bits != 0 {
        let cause = word &* 64 &+ UInt32(truncatingIfNeeded: bits.trailingZeroBitCount)
        bits &= bits &- 1
        count -= 1
        let own = count == 0 ? left : part
        charged[Index(first &+ cause)] &+= own
        left &-= own
      }
    }
  }

  private func sharers(_ place: UInt32, _ word: UInt32, _ isLag: Bool) -> UInt64 {
    let index = Index<SharerWord>(place &* words &+ word)
    return isLag ? lagSharers[index] : restSharers[index]
  }
}
