// SPDX-License-Identifier: GPL-3.0-or-later
// Reads detectors and failovers of a model file.

import Diagnostics
import Quantities
import RandomVariates
import ReliabilityModeling

/// An interval between checks, perhaps counted from the answer: `10 s from response`.
struct CheckInterval: FieldValue {
  let span: Seconds
  let fromResponse: Bool
  static let kind = "a duration, perhaps 'from response'"
  static let placeholder = Self(span: Seconds(1), fromResponse: false)
  private static let words = "from response"

  init(span: Seconds, fromResponse: Bool) {
    self.span = span
    self.fromResponse = fromResponse
  }

  init(reading node: LocatedNode) throws(Misreading) {
    let text = try Self.scalar(node)
    fromResponse = text.hasSuffix(Self.words)
    let number = fromResponse ? String(text.dropLast(Self.words.count)) : text
    span = try Seconds(fieldText: number, at: node.location)
  }

  var text: String { fromResponse ? "\(span.text) \(Self.words)" : span.text }
}

/// What a detector shows when it comes alive again.
enum RevivalChoice: String, FieldChoice {
  case frozen, up
}

/// What it takes for the first candidate that returns.
enum FirstBackChoice: String, FieldChoice {
  case immediately
  case `switch`
}

/// The fields of detectors.
enum DetectorFields {
  static let target = Field<WrittenSignal>("target", "the signal that it watches")
  static let interval = Field<CheckInterval>(
    "interval", "between checks; with 'from response' counted from the answer",
    must: Requirement("more than 0 s") { $0.span.value > 0 })
  static let down = Field<Int>(
    "down", orAbsent: 1, "checks in a row before it reports down", must: .within(1...1_000_000))
  static let up = Field<Int>(
    "up", orAbsent: 1, "checks in a row before it reports up", must: .within(1...1_000_000))
  static let latency = Field<Seconds>(
    "latency", orAbsent: Seconds(0), "from the deciding check to the report of down")
  static let usualLatency = Field<Seconds>(
    "default", orAbsent: Seconds(0), "the latency of all other modes")
  static let delay = Field<DurationLaw>("delay", "from a change to its report, in place of checks")
  static let blind = Field<[String]>(
    "blind", orAbsent: [], "modes, 'broken' or required signals that it does not see")
  static let alive = Field<WrittenSignal>(
    "alive", orAbsent: .always, "while this is down the detector is dead")
  static let revive = Field<RevivalChoice>(
    "revive", orAbsent: .frozen, "its output when it comes alive again")
}

/// The fields of failovers.
enum FailoverFields {
  static let serves = Field<WrittenSignal>(
    "serves", orAbsent: .always, "what the failover's signal is while this candidate is active")
  static let seen = Field<WrittenSignal>("seen", "what decisions know of the candidate")
  static let success = Field<Share>(
    "success", orAbsent: Share(1), "probability that the attempt works at its end",
    must: .moreThan(Share(0)))
  static let failBack = Field<LawOrNever>(
    "failBack", orAbsent: .never, "how long the way back to a better candidate takes")
  static let firstBack = Field<FirstBackChoice>(
    "firstBack", orAbsent: .immediately, "what it takes for the first candidate that returns")
  static let cuts = Field<Bool>(
    "cuts", orAbsent: true, "whether a change of the active candidate cuts flows")
}

extension ModelReading {
  mutating func readDetectors(_ read: inout FieldReader) {
    entries(of: .detectors, &read) { model, copy, read in
      let target = read(DetectorFields.target)
      let signal = read.resolved(target, DetectorFields.target.name, model.names, for: copy)
      model.builder.add(model.detector(copy, of: signal, &read), at: copy.location)
    }
  }

  /// The detector that a map describes; also a pool's slot has some.
  func detector(
    _ copy: ModelCopy, of target: Signal, _ read: inout FieldReader
  ) -> Detector {
    Detector(
      copy.path, target: target, timing: timing(copy, &read), blind: blind(copy, &read),
      alive: read.signal(DetectorFields.alive, names, for: copy),
      revival: read(DetectorFields.revive) == .up ? .up : .frozen)
  }

  private func timing(_ copy: ModelCopy, _ read: inout FieldReader) -> Detector.Timing {
    if read.node["delay"] != nil {
      for name in ["interval", "down", "up", "latency"] where read.take(name) != nil {
        read.fail(name, "\(read.subject) has both 'delay' and '\(name)'; one of them decides")
      }
      return .delay(read(DetectorFields.delay))
    }
    _ = read.take("delay")
    let interval = read(DetectorFields.interval)
    return .checks(
      Detector.Checks(
        every: SimDuration(interval.span), fromResponse: interval.fromResponse,
        down: read(DetectorFields.down), up: read(DetectorFields.up),
        latency: latency(copy, &read)))
  }

  /// A duration, or a map of `default`, modes, and leaves with their modes.
  private func latency(_ copy: ModelCopy, _ read: inout FieldReader) -> Detector.Latency {
    guard let map = read.node["latency"]?.map else {
      return Detector.Latency(SimDuration(read(DetectorFields.latency)))
    }
    return read.group("latency") { read in
      let usual = SimDuration(read(DetectorFields.usualLatency))
      var exact: [Detector.Latency.Cause] = []
      var general: [Detector.Latency.Cause] = []
      for entry in map where entry.key.name != "default" {
        let name = entry.key.name
        guard entry.value.map != nil else {
          let span = read(Field<Seconds>(name, "the latency of a mode"))
          general.append(.init(mode: name, SimDuration(span)))
          continue
        }
        _ = read.take(name)
        let leaves = names.paths(of: name, for: copy.member)
        if leaves == nil { read.fail(names.unknown(name, at: entry.key.location), in: name) }
        read.part(entry.value, named: name, of: "'\(clipped(name))' of \(read.subject)") { part in
          for mode in entry.value.map ?? [] {
            let span = SimDuration(part(Field<Seconds>(mode.key.name, "the latency of a mode")))
            exact += (leaves ?? []).map {
              .init(leaf: ComponentPath($0), mode: mode.key.name, span)
            }
          }
        }
      }
      return Detector.Latency(usual, byCause: exact + general)
    }
  }

  /// `broken`, the name of a signal that the target requires, or a mode of the target.
  private func blind(_ copy: ModelCopy, _ read: inout FieldReader) -> [Detector.BlindSpot] {
    read(DetectorFields.blind).flatMap { name -> [Detector.BlindSpot] in
      if name == "broken" { return [.broken] }
      guard let paths = names.paths(of: name, for: copy.member) else { return [.mode(name)] }
      return paths.map { .required(.part(ComponentPath($0))) }
    }
  }
}

extension ModelReading {
  mutating func readFailovers(_ read: inout FieldReader) {
    entries(of: .failovers, &read) { model, copy, read in
      model.builder.add(model.failover(copy, &read), at: copy.location)
    }
  }

  private func failover(_ copy: ModelCopy, _ read: inout FieldReader) -> Failover {
    let candidates = candidates(copy, &read)
    let attempts = attempts(copy, &read)
    return Failover(
      copy.path, candidates: candidates, attempts: attempts, resume: read(StepFields.resume),
      failBack: read(FailoverFields.failBack).law,
      firstBack: read(FailoverFields.firstBack) == .switch ? .switch : .immediately,
      cuts: read(FailoverFields.cuts), strikes: strikes(copy, &read))
  }

  /// Candidates in order of preference: names, or maps of `serves` and `seen`; a map with `each`
  /// stands for one a member.
  private func candidates(
    _ copy: ModelCopy, _ read: inout FieldReader
  ) -> [Failover.Candidate] {
    guard let written = read.take("candidates") else {
      read.noteAbsence(of: "candidates", "field", "those among whom it chooses, the best first")
      return []
    }
    var candidates: [Failover.Candidate] = []
    for (index, element) in (written.list ?? [written]).enumerated() {
      if element.map == nil {
        // A signal by itself is seen as it is; a template stands for all of its copies.
        let holder = LocatedNode(
          .map([.init(.init("candidates", at: element.location), element)]), at: element.location)
        let field = Field<[WrittenSignal]>("candidates", "")
        candidates += read.part(holder, named: "candidates.\(index)", of: read.subject) { part in
          part.signals(field, names, for: copy).map { .init(serves: $0, seen: $0) }
        }
        continue
      }
      let title = "a candidate of \(read.subject)"
      let members = element["each"].flatMap { try? ModelMembers(reading: $0) }
      for member in members?.names.map(Optional.some) ?? [copy.member] {
        let own = ModelCopy(path: copy.path, member: member, location: copy.location)
        read.part(element, named: "candidates.\(index)", of: title) { part in
          _ = part(ModelMembers.field)
          candidates.append(
            .init(
              serves: part.signal(FailoverFields.serves, names, for: own),
              seen: part.signal(FailoverFields.seen, names, for: own)))
        }
      }
    }
    return candidates
  }

  private func attempts(_ copy: ModelCopy, _ read: inout FieldReader) -> [Failover.Attempt] {
    if read.node["attempts"] == nil {
      guard let steps = read.take("steps") else {
        read.noteAbsence(of: "steps", "field", "what a switch takes; or 'attempts'")
        return []
      }
      return [Failover.Attempt(read.steps(steps, named: "steps", names, for: copy))]
    }
    if read.take("steps") != nil {
      read.fail("steps", "\(read.subject) has both 'attempts' and 'steps'; one of them decides")
    }
    return read.elements("attempts", of: "an attempt of \(read.subject)") { _, part in
      let success = part(FailoverFields.success).value
      guard let steps = part.take("steps") else {
        part.noteAbsence(of: "steps", "field", "what the attempt takes")
        return Failover.Attempt([], success: success)
      }
      return Failover.Attempt(
        part.steps(steps, named: "steps", names, for: copy), success: success)
    }
  }
}
