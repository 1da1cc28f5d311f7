// SPDX-License-Identifier: GPL-3.0-or-later
// One server with service of any law, with breakdowns, and a system in which nobody waits.

import CGSL
package import Quantities
package import RandomVariates

/// Poisson arrivals, one server, service of any law, first come first served (M/G/1).
package struct SingleServerQueue: Hashable, Sendable {
  /// Mean time between arrivals, more than 0 s.
  package let interarrival: Seconds
  /// Mean time from the start of a service to its end, more than 0 s.
  package let service: Seconds
  /// E[S²], in s².
  package let serviceSecondMoment: Double

  /// A queue whose server serves by a law.
  package init(interarrival: Seconds, service law: DurationLaw) {
    precondition(
      interarrival.value > 0 && law.mean.value > 0, "arrivals and services take their time")
    self.interarrival = interarrival
    service = law.mean
    serviceSecondMoment = law.variance + law.mean.value * law.mean.value
  }

  private init(interarrival: Seconds, service: Seconds, secondMoment: Double) {
    self.interarrival = interarrival
    self.service = service
    serviceSecondMoment = secondMoment
  }

  /// The same queue with a server that breaks down while it serves; the interrupted service goes on
  /// after the repair.
  ///
  /// - Parameters:
  ///   - timeToFailure: Mean of the exponential time of service between breakdowns.
  ///   - repair: Law of a repair.
  /// - Source: Gaver, *A waiting line with interrupted service*, Journal of the Royal Statistical
  ///   Society B 24 (1962): the completion time C = S + a compound Poisson sum of repairs, with
  ///   E[C] = E[S] (1 + θ E[R]) and E[C²] = E[S²] (1 + θ E[R])² + θ E[S] E[R²].
  /// - Returns: The queue of completion times.
  package func withBreakdowns(timeToFailure: Seconds, repair: DurationLaw) -> Self {
    let stretch = 1 + repair.mean / timeToFailure
    let repairSecondMoment = repair.variance + repair.mean.value * repair.mean.value
    return Self(
      interarrival: interarrival, service: service * stretch,
      secondMoment: serviceSecondMoment * stretch * stretch
        + service / timeToFailure * repairSecondMoment)
  }

  /// The part of the time for which the server is taken; from 1 on the queue grows without end.
  package var utilisation: Double { service / interarrival }

  /// Mean wait before service; infinite if the utilisation is not below 1.
  ///
  /// - Source: Pollaczek (1930), Khinchine (1932): λ E[S²] / (2 (1 − ρ)).
  package var meanWait: Seconds {
    guard utilisation < 1 else { return Seconds(.infinity) }
    return Seconds(serviceSecondMoment / interarrival.value / (2 * (1 - utilisation)))
  }

  /// Mean wait and service together.
  package var meanSojourn: Seconds { meanWait + service }

  /// Mean number that wait, by Little's law.
  package var meanWaiting: Double { meanWait / interarrival }
}

/// Poisson arrivals that stay for a time of any law and never wait (M/G/∞): open connections.
package struct UnboundedSystem: Hashable, Sendable {
  /// Mean time between arrivals, more than 0 s.
  package let interarrival: Seconds
  /// How long one stays.
  package let stay: DurationLaw

  package init(interarrival: Seconds, stay: DurationLaw) {
    self.interarrival = interarrival
    self.stay = stay
  }

  /// Mean number present so long after a start with nobody; the number is a Poisson variable.
  ///
  /// - Source: Takács, *Introduction to the Theory of Queues* (1962): λ E[min(S, t)].
  package func meanPresent(after time: Seconds) -> Double {
    precondition(time.value >= 0 && interarrival.value > 0, "time goes forward")
    if case .exponential(let mean) = stay {
      return mean / interarrival * -gsl_expm1(-(time / mean))
    }
    let atoms = stay.atoms.map(\.value.value).filter { $0 > 0 && $0 < time.value }
    let integral = Quadrature().integral(between: [0] + atoms + [time.value]) {
      stay.survival(Seconds($0))
    }
    return integral.value / interarrival.value
  }
}
