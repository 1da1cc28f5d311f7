// SPDX-License-Identifier: GPL-3.0-or-later
// Values with their source, date and confidence, and the assumptions that a study lists.

package import Diagnostics

/// How well a value is founded.
package enum Confidence: String, Hashable, Sendable, CaseIterable {
  case documentedByAWS = "documented_by_aws"
  case documentedByProject = "documented_by_project"
  case measuredPublished = "measured_published"
  case measuredLocally = "measured_locally"
  /// No source; a proposal to be varied.
  case judgement = "engineering_judgement"

  /// As a report says it.
  package var text: String {
    switch self {
    case .documentedByAWS: "documented by AWS"
    case .documentedByProject: "documented by a project"
    case .measuredPublished: "measured, published"
    case .measuredLocally: "measured here"
    case .judgement: "judgement"
    }
  }
}

/// Where a value was read.
package struct Citation: Hashable, Sendable {
  package let title: String
  /// Empty when there is no public address.
  package let url: String
  /// `yyyy-mm-dd`, or empty for a judgement.
  package let date: String
  package init(title: String, url: String = "", date: String = "") {
    self.title = title
    self.url = url
    self.date = date
  }
}

/// A value of the catalogue with everything that founds it.
package struct Cited<Value: Sendable>: Sendable {
  package let value: Value
  package let factID: String?
  package let citation: Citation
  package let confidence: Confidence
  /// What the value is, in one phrase.
  package let meaning: String

  package init(
    _ value: Value, factID: String? = nil, source: String, sourceURL: String = "",
    date: String = "", confidence: Confidence, meaning: String = ""
  ) {
    self.value = value
    self.factID = factID
    citation = Citation(title: source, url: sourceURL, date: date)
    self.confidence = confidence
    self.meaning = meaning
  }

  package var source: String { citation.title }
  package var sourceURL: String { citation.url }
  package var date: String { citation.date }

  /// A value that nobody has published.
  package static func judgement(_ value: Value, meaning: String = "") -> Self {
    Self(value, source: "judgement of this project", confidence: .judgement, meaning: meaning)
  }

  /// Another value on the same foundation.
  package func map<Other: Sendable>(_ transform: (Value) -> Other) -> Cited<Other> {
    Cited<Other>(
      transform(value), factID: factID, source: source, sourceURL: sourceURL, date: date,
      confidence: confidence, meaning: meaning)
  }
}

/// Where a value of a study comes from.
package enum ValueOrigin: Hashable, Sendable {
  case scenario(SourceLocation)
  /// The option as it was given.
  case commandLine(String)
  case catalogue

  /// The origin of what was read at a place.
  package init(of location: SourceLocation) {
    let isOption = location.line == 0 && location.file.hasPrefix(commandLinePrefix)
    self = isOption ? .commandLine(location.file) : .scenario(location)
  }

  /// As a report says it, such as `nat.yaml:12`.
  package var text: String {
    switch self {
    case .scenario(let place): "\(place.file):\(place.line)"
    case .commandLine(let option): option
    case .catalogue: "catalogue"
    }
  }
}

/// With what the name of a command-line option begins where a file's name would stand.
let commandLinePrefix = "--set "

/// One value that a study used, and where it comes from.
package struct Assumption: Hashable, Sendable {
  /// The component and the field, such as `nat/a.software.mtbf`.
  package let path: String
  /// With its unit.
  package let value: String
  package let origin: ValueOrigin
  /// Title of the source of a catalogue value, with its date; else empty.
  package let source: String
  /// Of a catalogue value.
  package let confidence: Confidence?

  package init(
    path: String, value: String, origin: ValueOrigin, source: String = "",
    confidence: Confidence? = nil
  ) {
    self.path = path
    self.value = value
    self.origin = origin
    self.source = source
    self.confidence = confidence
  }

  /// A value of the catalogue.
  package init<Value>(path: String, value: String, of cited: Cited<Value>) {
    let date = cited.date.isEmpty ? "" : ", \(cited.date)"
    self.init(
      path: path, value: value, origin: .catalogue, source: cited.source + date,
      confidence: cited.confidence)
  }
}
