// SPDX-License-Identifier: GPL-3.0-or-later
// A symmetric matrix, stored once, and its eigenvalues by GSL.

import CGSL

/// A symmetric matrix of doubles; only the lower triangle is stored.
package struct SymmetricMatrix: Hashable, Sendable {
  package let size: Int
  /// Rows of the lower triangle, one after the other.
  var elements: [Double]

  /// The matrix of zeros.
  package init(size: Int) {
    precondition(size >= 0, "a matrix cannot have a negative size")
    self.size = size
    elements = Array(repeating: 0, count: size * (size + 1) / 2)
  }

  /// Sets each element of the lower triangle, row ≥ column, from its place.
  package init(size: Int, _ element: (_ row: Int, _ column: Int) -> Double) {
    self.init(size: size)
    for row in 0..<size {
      for column in 0...row { self[row, column] = element(row, column) }
    }
  }

  package subscript(row: Int, column: Int) -> Double {
    get { elements[Self.place(row, column)] }
    set { elements[Self.place(row, column)] = newValue }
  }

  private static func place(_ row: Int, _ column: Int) -> Int {
    row >= column ? row * (row + 1) / 2 + column : column * (column + 1) / 2 + row
  }

  /// Adds factor · v · vᵀ.
  ///
  /// - Complexity: O(size²)
  mutating func addOuterProduct(of vector: [Double], times factor: Double) {
    precondition(vector.count == size, "the vector has one value for each row")
    let vector = vector.span
    var triangle = elements.mutableSpan
    var place = 0
    for row in 0..<vector.count {
      let scaled = factor * vector[row]
      for column in 0...row {
        triangle[place] += scaled * vector[column]
        place += 1
      }
    }
  }

  /// A factor F with F · Fᵀ = self, one column for each positive eigenvalue.
  ///
  /// Singular matrices are what identical designs and differences of all pairs give, so this is an
  /// eigenvalue decomposition and not Cholesky's. Eigenvalues below 1e-13 of the largest are rounding
  /// and are left out.
  ///
  /// - Returns: The columns of the factor; none for a matrix of zeros.
  /// - Complexity: O(size³)
  package func factor() -> [[Double]] {
    guard size > 0 else { return [] }
    var full = (0..<size * size).map { self[$0 / size, $0 % size] }
    var values = Array(repeating: 0.0, count: size)
    var vectors = Array(repeating: 0.0, count: size * size)
    decompose(&full, &values, &vectors)
    let least = 1e-13 * (values.max() ?? 0)
    return (0..<size).compactMap { column in
      guard values[column] > max(least, 0) else { return nil }
      let scale = values[column].squareRoot()
      return (0..<size).map { vectors[$0 * size + column] * scale }
    }
  }

  private func decompose(
    _ full: inout [Double], _ values: inout [Double], _ vectors: inout [Double]
  ) {
    gsl_set_error_handler_off()
    guard let workspace = gsl_eigen_symmv_alloc(size) else {
      preconditionFailure("no memory for an eigenvalue decomposition")
    }
    defer { gsl_eigen_symmv_free(workspace) }
    let status = full.withUnsafeMutableBufferPointer { full in
      values.withUnsafeMutableBufferPointer { values in
        vectors.withUnsafeMutableBufferPointer { vectors in
          var matrix = gsl_matrix_view_array(full.baseAddress, size, size)
          var eigenvalues = gsl_vector_view_array(values.baseAddress, size)
          var eigenvectors = gsl_matrix_view_array(vectors.baseAddress, size, size)
          return gsl_eigen_symmv(
            &matrix.matrix, &eigenvalues.vector, &eigenvectors.matrix, workspace)
        }
      }
    }
    precondition(status == 0, "GSL could not decompose a symmetric matrix")
  }
}
