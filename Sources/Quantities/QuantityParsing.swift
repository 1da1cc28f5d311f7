// SPDX-License-Identifier: GPL-3.0-or-later
// Quantities from text such as `5 Gbps`, `99.95 %` or `90 s`, with a reason when it is none.

/// A unit that people write, by one of several names.
public protocol WrittenUnit: UnitOfMeasure {
  /// What a quantity of this unit is, with its article, such as `a duration`.
  static var kind: String { get }
  /// How such a quantity is written, for a message: quoted, joined by `or`.
  static var examples: String { get }
  /// The names of the unit with the factor to its base; the first of equal factors is the usual
  /// one.
  static var names: [(name: String, factor: Double)] { get }
  /// Whether a number may stand alone.
  static var acceptsBareNumber: Bool { get }
  /// A number of the base unit as it is written.
  static func text(of value: Double) -> String
}

/// Why a text is no quantity.
public struct QuantityFault: Error, Hashable, Sendable {
  /// What is wrong with the text.
  public enum Reason: Hashable, Sendable {
    case notANumber
    case tooLarge
    case unitMissing
    case unitUnknown(String)
    /// The unit is one of another kind, such as `a bandwidth`.
    case unitOfAnotherKind(String, kind: String)
  }

  public let reason: Reason
  /// Where in the text, in characters from its start.
  public let offset: Int

  public init(_ reason: Reason, offset: Int) {
    self.reason = reason
    self.offset = offset
  }
}

extension Quantity where Unit: WrittenUnit {
  /// Reads a number and its unit; blanks between them are free.
  ///
  /// - Throws: `QuantityFault` with the reason and the place.
  public init(parsing text: some StringProtocol) throws(QuantityFault) {
    var scanner = NumberScanner(text)
    let number = try scanner.number()
    let (unit, offset) = scanner.rest()
    if unit.isEmpty {
      guard Unit.acceptsBareNumber || number == 0 else {
        throw QuantityFault(.unitMissing, offset: offset)
      }
      self.init(number)
      return
    }
    guard let factor = Unit.names.first(where: { $0.name == unit })?.factor else {
      if let kind = kindOfUnit(named: unit) {
        throw QuantityFault(.unitOfAnotherKind(unit, kind: kind), offset: offset)
      }
      throw QuantityFault(.unitUnknown(unit), offset: offset)
    }
    let value = factor < 1 ? number / (1 / factor) : number * factor
    guard value.isFinite else { throw QuantityFault(.tooLarge, offset: 0) }
    self.init(value)
  }
}

/// Reads a number without a unit.
///
/// - Throws: `QuantityFault` with the reason and the place.
public func parseNumber(_ text: some StringProtocol) throws(QuantityFault) -> Double {
  var scanner = NumberScanner(text)
  let number = try scanner.number()
  let (unit, offset) = scanner.rest()
  guard unit.isEmpty else { throw QuantityFault(.unitUnknown(unit), offset: offset) }
  return number
}

/// What a unit of this name measures, among all units that people write.
private func kindOfUnit(named name: String) -> String? {
  func knows<Unit: WrittenUnit>(_ unit: Unit.Type) -> Bool {
    unit.names.contains { $0.name == name }
  }
  if knows(SecondUnit.self) { return SecondUnit.kind }
  if knows(BitPerSecondUnit.self) { return BitPerSecondUnit.kind }
  if knows(USDollarUnit.self) { return USDollarUnit.kind }
  if knows(PerYearUnit.self) { return PerYearUnit.kind }
  if knows(OneUnit.self) { return OneUnit.kind }
  return nil
}

/// Cuts a decimal number off the front of a text; knows neither hexadecimals nor infinities.
private struct NumberScanner {
  private let characters: [Character]
  private var position = 0
  private let isInDollars: Bool

  init(_ text: some StringProtocol) {
    var all = Array(text)
    while all.last == " " || all.last == "\t" { all.removeLast() }
    isInDollars = all.first == "$"
    characters = all
    if isInDollars { position = 1 }
    skipBlanks()
  }

  mutating func number() throws(QuantityFault) -> Double {
    let start = position
    if peek == "-" || peek == "+" { position += 1 }
    let digitsBefore = skipDigits()
    var digitsAfter = 0
    if peek == "." {
      position += 1
      digitsAfter = skipDigits()
    }
    guard digitsBefore + digitsAfter > 0 else { throw QuantityFault(.notANumber, offset: start) }
    skipExponent()
    guard let number = Double(String(characters[start..<position])), number.isFinite else {
      throw QuantityFault(.tooLarge, offset: start)
    }
    return number
  }

  /// What stands behind the number, and where.
  mutating func rest() -> (text: String, offset: Int) {
    skipBlanks()
    guard position < characters.count else {
      return (isInDollars ? "$" : "", max(0, characters.count - 1))
    }
    let text = String(characters[position...])
    return (isInDollars ? "$" + text : text, position)
  }

  private var peek: Character? { position < characters.count ? characters[position] : nil }

  private mutating func skipBlanks() {
    while peek == " " || peek == "\t" { position += 1 }
  }

  private mutating func skipDigits() -> Int {
    let start = position
    while let character = peek, character.isASCII, character.isNumber { position += 1 }
    return position - start
  }

  /// Skips `e6` or `E-3`; an `e` without digits belongs to the unit.
  private mutating func skipExponent() {
    guard peek == "e" || peek == "E" else { return }
    let start = position
    position += 1
    if peek == "-" || peek == "+" { position += 1 }
    if skipDigits() == 0 { position = start }
  }
}
