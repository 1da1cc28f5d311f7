// SPDX-License-Identifier: GPL-3.0-or-later
// The dated list of real incidents; read once, when first asked.

/// One posted incident of AWS.
package struct IncidentRecord: Hashable, Sendable {
  /// How far it reached.
  package enum Scope: String, Hashable, Sendable {
    case zone = "az"
    case severalZones = "multi-az"
    case region
  }
  /// What was impaired: running things, their control, or both.
  package enum Plane: String, Hashable, Sendable { case data, control, both }

  /// What an incident concerned.
  package struct Subjects: OptionSet, Hashable, Sendable {
    package let rawValue: UInt16
    package init(rawValue: UInt16) { self.rawValue = rawValue }
    package static let instances = Self(rawValue: 1)
    package static let zoneNetwork = Self(rawValue: 2)
    package static let natGateways = Self(rawValue: 4)
    /// Load balancers and PrivateLink.
    package static let balancers = Self(rawValue: 8)
    package static let controlPlanes = Self(rawValue: 16)
    package static let nameResolution = Self(rawValue: 32)
    /// EBS and RDS.
    package static let storage = Self(rawValue: 64)
    package static let internetConnectivity = Self(rawValue: 128)
    /// VPN and Direct Connect.
    package static let hybridLinks = Self(rawValue: 256)
    package static let otherServices = Self(rawValue: 512)
  }

  package let start: CivilMinute
  /// `nil` when no end was found.
  package let durationMinutes: Int?
  /// Codes of the regions; `global` for a service without region.
  package let regions: [String]
  package let scope: Scope
  /// Zones struck; 0 for a region-wide incident.
  package let zoneCount: Int
  package let plane: Plane
  /// Ids of the zones struck where they were posted, such as `use1-az4`.
  package let zoneIDs: [String]
  package let subjects: Subjects
  /// Control planes that the post names, as `models` calls them: `launch`, `network`,
  /// `autoscaling`, `elb`, `route53`, `identity`.
  package let planes: [String]
  /// AWS's names of the services, separated by `;`.
  package let services: String
  package let sourceTitle: String
  package let sourceURL: String
  /// One of the labels of `Confidence`.
  package let confidence: String
}

/// The shipped list of incidents.
package enum IncidentHistory {
  /// Every row, by start.
  package static let all: [IncidentRecord] = read()

  /// The shipped list as it stands, with its comments: the form of a file to replay.
  package static var table: String {
    String(decoding: PackageResources.incidents_txt, as: UTF8.self)
  }

  /// First and last day between which posted zone incidents are complete; rates come from it alone.
  package static let completeFrom = CivilMinute(year: 2018, month: 5, day: 10)
  package static let completeThrough = CivilMinute(year: 2022, month: 12, day: 31)

  /// Rows of a region (or of no region) that start in a half-open span, by start.
  package static func records(
    of list: [IncidentRecord] = all, in region: String, from first: CivilMinute,
    before end: CivilMinute
  ) -> [IncidentRecord] {
    list.filter { record in
      first <= record.start && record.start < end
        && (record.regions.contains(region) || record.regions == ["global"])
    }
  }

  private static func read() -> [IncidentRecord] {
    let lines = packedLines(PackageResources.incidents_txt)
    return read(lines) { damaged("incidents", lines[$0]) }
  }

  /// Reads the rows of a table in the form of the shipped one.
  ///
  /// - Parameters:
  ///   - lines: Rows and sources; comments and empty lines were left out.
  ///   - refuse: Called with the position of a line that cannot be read, which is skipped.
  /// - Returns: The rows by start.
  static func read(_ lines: [Substring], refusing refuse: (Int) -> Void) -> [IncidentRecord] {
    var sources: [(title: String, url: String)] = []
    var records: [IncidentRecord] = []
    for (position, line) in lines.enumerated() {
      let fields = line.split(separator: "|", omittingEmptySubsequences: false)
      if fields.count == 4, fields[0] == "source" {
        sources.append((String(fields[2]), String(fields[3])))
      } else if let record = IncidentRecord(fields, sources) {
        records.append(record)
      } else {
        refuse(position)
      }
    }
    return records.sorted { $0.start < $1.start }
  }
}

extension IncidentRecord {
  fileprivate init?(_ fields: [Substring], _ sources: [(title: String, url: String)]) {
    guard fields.count == 12, let start = CivilMinute(parsing: fields[0]),
      let scope = Scope(rawValue: String(fields[3])), let zoneCount = Int(fields[4]),
      let plane = Plane(rawValue: String(fields[5])), let subjects = Subjects(fields[7]),
      let source = Int(fields[9]), sources.indices.contains(source - 1)
    else { return nil }
    self.start = start
    durationMinutes = Int(fields[1])
    regions = fields[2].split(separator: ",").map(String.init)
    self.scope = scope
    self.zoneCount = zoneCount
    self.plane = plane
    zoneIDs = fields[6] == "-" ? [] : fields[6].split(separator: ",").map(String.init)
    self.subjects = subjects
    planes = fields[8] == "-" ? [] : fields[8].split(separator: ",").map(String.init)
    sourceTitle = sources[source - 1].title
    sourceURL = sources[source - 1].url
    confidence = String(fields[10])
    services = String(fields[11])
  }
}

extension IncidentRecord.Subjects {
  private static let letters: [Character] = ["I", "N", "G", "L", "P", "R", "S", "W", "V", "O"]

  /// Reads the letters of the table; `nil` for an unknown one.
  fileprivate init?(_ letters: Substring) {
    var value: UInt16 = 0
    for letter in letters {
      guard let position = Self.letters.firstIndex(of: letter) else { return nil }
      value |= 1 << UInt16(position)
    }
    self.init(rawValue: value)
  }
}
