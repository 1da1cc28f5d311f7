// SPDX-License-Identifier: GPL-3.0-or-later
// Solving for quantiles: bracketing, and Newton's method on logarithms.

import CGSL

/// The smallest argument between two at which a rising function is not negative.
///
/// Found to `tolerance` by the ITP method: as fast as the secant where the function is smooth,
/// never more than one step slower than halving. At a jump it finds the jump.
///
/// The result has an excess that is not negative, or is `high` if there is none.
///
/// - Complexity: O(log((high − low) / tolerance)) evaluations.
/// - Source: Oliveira, Takahashi, "An enhancement of the bisection method average performance
///   preserving minmax optimality", ACM TOMS 47 (2020).
func smallestRoot(
  from low: Double, to high: Double, tolerance: Double, of excess: (Double) -> Double
) -> Double {
  var (a, b) = (low, high)
  var excessAtA = excess(a)
  if excessAtA >= 0 { return a }
  var excessAtB = excess(b)
  if excessAtB < 0 { return b }
  let slack = 0.2 / (b - a)
  var radius = tolerance
  while radius < b - a { radius *= 2 }
  while b - a > 2 * tolerance {
    let middle = a + (b - a) / 2
    let width = b - a
    let secant = (excessAtB * a - excessAtA * b) / (excessAtB - excessAtA)
    let side: Double = middle >= secant ? 1 : -1
    let nudge = slack * width * width
    let inner = nudge <= (middle - secant).magnitude ? secant + side * nudge : middle
    let reach = max(0, radius - width / 2)
    let guess = (inner - middle).magnitude <= reach ? inner : middle - side * reach
    let x = guess > a && guess < b ? guess : middle
    guard x > a && x < b else { break }
    let excessAtX = excess(x)
    if excessAtX >= 0 { (b, excessAtB) = (x, excessAtX) } else { (a, excessAtA) = (x, excessAtX) }
    radius /= 2
  }
  return b
}

/// A tail of a law at one value: its probability, and the density there.
struct LawTail {
  let probability: Double
  let density: Double
}

/// The value above 0 at which a tail of a continuous law has a given probability.
///
/// Newton's method on the logarithms of both, which makes the lower end of most laws a straight
/// line; it halves the bracket on a logarithmic scale where a step would leave it. A value that
/// rounds to 0 is 0.
///
/// - Parameters:
///   - target: The probability, more than 0.
///   - isUpper: The tail is the upper one and falls, else it rises.
///   - guess: Where to begin, any positive number.
///   - bracket: The values between which the result lies; the upper end may be infinite.
///   - tail: The tail at a value.
/// - Returns: The value, to about 1e-15.
/// - Complexity: about 5 evaluations, at most 300.
func tailInverse(
  of target: Double, isUpper: Bool, near guess: Double, within bracket: ClosedRange<Double>,
  _ tail: (Double) -> LawTail
) -> Double {
  var (low, high) = (bracket.lowerBound, bracket.upperBound)
  var x = min(max(guess, low), high)
  for iteration in 0..<300 {
    guard x >= Double.leastNormalMagnitude else { return 0 }
    let here = tail(x)
    if here.probability == target { return x }
    if isUpper == (here.probability > target) { low = x } else { high = x }
    let excess = gsl_sf_log(here.probability / target)
    let step = (isUpper ? excess : -excess) * here.probability / (x * here.density)
    // Newton's error is squared by a step: the next one would be lost in rounding.
    if step.magnitude < 1e-9 { return min(max(x + x * step, bracket.lowerBound), high) }
    var next = iteration < 40 && step.magnitude < 300 ? x * gsl_sf_exp(step) : .nan
    if !(next > low && next < high) {
      next =
        !high.isFinite
        ? max(2 * low, .leastNormalMagnitude)
        : low > 0 ? low.squareRoot() * high.squareRoot() : high * 0x1p-20
    }
    if next == x { return x }
    x = next
  }
  return x
}
