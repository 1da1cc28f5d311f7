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

  /// The element at a place and at its mirror image.
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
  /// eigenvalue decomposition and not Cholesky's. Eigenvalues below 1e-13 of the largest are
  /// rounding and are left out.
  ///
  /// - Returns: The columns of the factor; none for a matrix of zeros.
  /// - Complexity: O(size³)
  package func factor() -> [[Double]] {
    guard size > 0 else { return [] }
    gsl_set_error_handler_off()
    guard let matrix = gsl_matrix_alloc(size, size), let values = gsl_vector_alloc(size),
      let vectors = gsl_matrix_alloc(size, size), let workspace = gsl_eigen_symmv_alloc(size)
    else { preconditionFailure("no memory for an eigenvalue decomposition") }
    defer {
      gsl_matrix_free(matrix)
      gsl_vector_free(values)
      gsl_matrix_free(vectors)
      gsl_eigen_symmv_free(workspace)
    }
    for row in 0..<size {
      for column in 0..<size { gsl_matrix_set(matrix, row, column, self[row, column]) }
    }
    let status = gsl_eigen_symmv(matrix, values, vectors, workspace)
    precondition(status == 0, "GSL could not decompose a symmetric matrix")
    let least = max(0, 1e-13 * gsl_vector_max(values))
    return (0..<size).compactMap { column in
      let value = gsl_vector_get(values, column)
      guard value > least else { return nil }
      return (0..<size).map { gsl_matrix_get(vectors, $0, column) * value.squareRoot() }
    }
  }
}
