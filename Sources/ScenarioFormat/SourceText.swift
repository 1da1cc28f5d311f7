// SPDX-License-Identifier: GPL-3.0-or-later
// The text of a scenario: its name and its characters, within a limit of size.

package import Diagnostics
import Foundation

/// The name and the text of a file.
package struct SourceText: Hashable, Sendable {
  /// As it stands in messages.
  package let name: String
  package let text: String

  /// The greatest size that is read: a scenario has a few kilobytes.
  package static let mostBytes = 1_048_576

  package init(name: String, text: String) {
    self.name = name
    self.text = text
  }

  /// Checks bytes that were read for a file of this name.
  ///
  /// - Throws: `InvalidInput` if they are too many or no text.
  package init(name: String, bytes: some Collection<UInt8>) throws(InvalidInput) {
    guard bytes.count <= Self.mostBytes else { throw Self.refusal(name, tooManyBytes) }
    let marked = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    guard let text = String(validating: marked, as: UTF8.self) else {
      throw InvalidInput([invalidByte(in: Array(marked), of: name)])
    }
    self.init(name: name, text: text)
  }

  /// Reads a file, or standard input if the path is `-`.
  ///
  /// - Throws: `InvalidInput` if it cannot be read, is too large or is no text.
  package init(readingFile path: String) throws(InvalidInput) {
    let isStandardInput = path == "-"
    let name = isStandardInput ? "standard input" : path
    let bytes: Data
    do {
      let file =
        isStandardInput
        ? FileHandle.standardInput : try FileHandle(forReadingFrom: URL(filePath: path))
      bytes = try Self.read(atMost: Self.mostBytes + 1, from: file)
      if !isStandardInput { try file.close() }
    } catch {
      throw Self.refusal(
        name,
        FileManager.default.fileExists(atPath: path)
          ? "this cannot be read as a file" : "there is no such file")
    }
    try self.init(name: name, bytes: bytes)
  }

  /// For the rendering of diagnostics.
  package var lines: SourceLines { SourceLines(name: name, text: text) }

  /// Reads until the end or the limit; a pipe may hand over less than it was asked for.
  private static func read(atMost limit: Int, from file: FileHandle) throws -> Data {
    var bytes = Data()
    while bytes.count < limit,
      let more = try file.read(upToCount: limit - bytes.count), !more.isEmpty
    {
      bytes += more
    }
    return bytes
  }

  private static func refusal(_ name: String, _ message: String) -> InvalidInput {
    InvalidInput([Diagnostic(.error, message, at: .whole(name))])
  }
}

private let tooManyBytes =
  "more than 1 MiB of text, which no scenario needs: a scenario has a few kilobytes"

/// The finding about the first byte that is no UTF-8.
private func invalidByte(in bytes: [UInt8], of name: String) -> Diagnostic {
  var line = 1
  var column = 1
  var rest = bytes[...]
  while let first = rest.first {
    let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    let unit = rest.prefix(length)
    guard String(validating: unit, as: UTF8.self) != nil else { break }
    if first == UInt8(ascii: "\n") {
      line += 1
      column = 1
    } else {
      column += 1
    }
    rest = rest.dropFirst(length)
  }
  let begin = bytes[..<rest.startIndex].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
  let shown = bytes[begin...].prefix(80).prefix { $0 >= UInt8(ascii: " ") }
  let byte = rest.first.map { String($0, radix: 16, uppercase: true) } ?? ""
  return Diagnostic(
    .error, "this is not text in UTF-8: the byte 0x\(byte) has no meaning here",
    at: SourceLocation(file: name, line: line, column: column),
    notes: ["the line reads: \(clipped(String(decoding: shown, as: UTF8.self)))"])
}
