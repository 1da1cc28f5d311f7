// SPDX-License-Identifier: GPL-3.0-or-later
// Flattening of causes: their numbers, names and origins.

import FlatStorage

extension Flattener {
  /// Numbers the causes; afterwards the model charges what its measures lose.
  mutating func flattenCauses(every stride: UInt32) {
    var rows = [CauseRow(kind: .nobody, mode: 0, owner: 0, originHash: 0)]
    causeNames = [CauseName(component: nil, mode: nil)]
    var origins: [OriginRow] = []
    var firstOfUnits: [CauseID] = []
    func add(
      _ kind: CauseRow.Kind, _ owner: Int, _ path: ComponentPath, _ modes: [String],
      hash: UInt64
    ) {
      origins.append(OriginRow(hash: hash, first: CauseID(rows.count)))
      for (mode, name) in modes.enumerated() {
        rows.append(
          CauseRow(kind: kind, mode: UInt8(mode), owner: UInt32(owner), originHash: hash))
        causeNames.append(CauseName(component: path.text, mode: name))
      }
    }
    for (i, unit) in system.units.enumerated() {
      firstOfUnits.append(CauseID(rows.count))
      add(.unit, i, unit.path, unit.modes.map(\.name) + ["broken"], hash: units[i].originHash)
    }
    let firstIncident = UInt32(rows.count)
    for (i, incident) in system.incidents.enumerated() {
      add(.incident, i, incident.path, ["incident"], hash: incidents[i].originHash)
    }
    let firstCalendar = UInt32(rows.count)
    for (i, calendar) in system.calendars.enumerated() {
      add(.calendar, i, calendar.path, ["window"], hash: calendars[i].originHash)
    }
    causes = FlatCauses(
      rows: rows, units: firstOfUnits, firstIncident: firstIncident, firstCalendar: firstCalendar,
      origins: origins.sorted { $0.hash < $1.hash }, charges: charges(), stride: stride)
  }

  /// Averages of signals, and all services.
  private func charges() -> [ChargeRow] {
    let ups = upMeasures.enumerated().compactMap { index, row -> ChargeRow? in
      guard case .average = row.kind else { return nil }
      return ChargeRow(isService: false, index: UInt32(index), output: row.firstOutput)
    }
    return ups
      + network.services.enumerated().map { index, row in
        ChargeRow(isService: true, index: UInt32(index), output: row.firstOutput)
      }
  }
}
