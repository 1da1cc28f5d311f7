// SPDX-License-Identifier: GPL-3.0-or-later
// What measures saw when the clock left an instant, in words.

import FlatStorage
import Quantities
import ReliabilityModeling

extension EventTrace {
  mutating func noteSignal(_ index: Int, at now: SimTime) {
    let (old, new) = (seen.ups[index], state.ups[Index(index)])
    seen.ups[index] = new
    guard new.isUp != old.isUp else { return }
    let row = model.upMeasures[Index(index)]
    let name = model.outputs[Int(row.firstOutput)].measure
    guard new.isUp else { return note(name, .down, "is down", at: now) }
    let length = SimDuration(microseconds: now.microseconds - new.since)
    note(
      name, .up, "is up again after \(spoken(length))", at: now,
      [.init("seconds", .number(length.seconds.value))])
  }

  mutating func noteService(_ index: Int, at now: SimTime) {
    let id = Index<ServiceRow>(index)
    let (old, new) = (seen.services[index], state.network.services[id])
    seen.services[index] = new
    let row = model.network.services[id]
    let name = model.outputs[Int(row.firstOutput)].measure
    noteCut(index, name, Int(row.firstOutput) + 5, at: now)
    let lost = state.output(Int(row.firstOutput))
    if new.isShort && !old.isShort { seen.lostBefore[index] = lost }
    if new.isShort && (!old.isShort || new.lossRate != old.lossRate) {
      let event: TraceEntry.Event = new.isDark ? .dark : old.isShort ? .shortage : .short
      let verb = new.isDark ? "is dark" : "is short"
      let rate = BitsPerSecond(Double(new.lossRate))
      note(
        name, event, "\(verb): \(rate.text) of \(BitsPerSecond(Double(row.demand)).text) lost",
        at: now, [.init("lost", .number(rate.value))])
    } else if old.isShort && !new.isShort {
      let length = SimDuration(microseconds: now.microseconds - new.shortSince)
      let bits = Double(lost - seen.lostBefore[index]) / 1e6
      note(
        name, .servedAgain,
        "is served again after \(spoken(length)); \(gigabytes(bits)) lost", at: now,
        [.init("seconds", .number(length.seconds.value)), .init("lostBits", .number(bits))])
    }
  }

  private mutating func noteCut(_ index: Int, _ name: String, _ output: Int, at now: SimTime) {
    let cuts = state.output(output)
    let cut = Double(cuts - seen.interruptions[index]) / 1e9
    seen.interruptions[index] = cuts
    guard cut > 0 else { return }
    note(
      name, .interrupted, "\(Share(cut).text) of its flows are cut", at: now,
      [.init("share", .number(cut))])
  }

  private func gigabytes(_ bits: Double) -> String { "\(plainText(bits / 8e9)) GB" }
}
