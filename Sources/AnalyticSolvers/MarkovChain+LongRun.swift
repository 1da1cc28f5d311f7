// SPDX-License-Identifier: GPL-3.0-or-later
// What a chain does in the long run, and until it first enters a set of states.

extension MarkovChain {
  /// The mean of a reward per second in the long run, from a distribution of states at t = 0.
  ///
  /// With several closed classes each one's mean is weighted by the probability to end in it.
  ///
  /// - Parameters:
  ///   - rewards: Several rewards, each one value a state, not negative.
  ///   - initial: Probabilities of the states at t = 0.
  ///   - limits: What the elimination may cost.
  /// - Returns: One mean a reward; `nil` if the elimination would exceed the limits.
  package func longRunMeans(
    of rewards: [[Double]], from initial: [Double],
    limits: EliminationLimits = EliminationLimits()
  ) -> [Double]? {
    let seen = reachable(from: initial.map { $0 > 0 })
    let means = rewards.map { _ in 0.0 }
    return closedClasses().filter { seen[$0[0]] }.reduce(means) { means, members -> [Double]? in
      guard let means,
        let weight = probability(ofEndingIn: members, from: initial, limits: limits),
        let share = restricted(to: members).stationaryDistribution(limits: limits)
      else { return nil }
      return zip(means, rewards).map { mean, reward in
        zip(members, share).reduce(mean) { $0 + weight * $1.1 * reward[$1.0] }
      }
    }
  }

  /// The share of time in each state of an irreducible chain.
  ///
  /// Relative error of each about 2n roundings, however small it is.
  package func stationaryDistribution(
    limits: EliminationLimits = EliminationLimits()
  ) -> [Double]? {
    let killing = [Double](repeating: 0, count: stateCount)
    return StateReduction(self, killing: killing, limits: limits)?.stationary()
  }

  private func probability(
    ofEndingIn members: [Int], from initial: [Double], limits: EliminationLimits
  ) -> Double? {
    var isMember = [Bool](repeating: false, count: stateCount)
    for state in members { isMember[state] = true }
    let seen = reachable(from: initial.map { $0 > 0 })
    let comesHere = canReach(isMember)
    // Most chains end in one class only, surely.
    if (0..<stateCount).allSatisfy({ !seen[$0] || comesHere[$0] }) {
      let others = closedClasses().filter { seen[$0[0]] }
      if others.count == 1 { return 1 }
    }
    let isEnd = closedClasses().reduce(into: [Bool](repeating: false, count: stateCount)) {
      for state in $1 { $0[state] = true }
    }
    let reward = rate(from: isEnd.map { !$0 }, into: isMember)
    let already = (0..<stateCount).reduce(0) { isMember[$1] ? $0 + initial[$1] : $0 }
    guard let later = expectation(of: reward, until: isEnd, from: initial, limits: limits) else {
      return nil
    }
    return already + later
  }

  /// The mean time until the chain first enters a state for which `isGoal` holds, in seconds.
  ///
  /// - Returns: Infinity if it may never come there; `nil` if the elimination would exceed the
  ///   limits.
  package func meanTime(
    until isGoal: [Bool], from initial: [Double],
    limits: EliminationLimits = EliminationLimits()
  ) -> Double? {
    let seen = reachableBefore(isGoal, from: initial)
    let comes = canReach(isGoal)
    guard (0..<stateCount).allSatisfy({ !seen[$0] || comes[$0] }) else { return .infinity }
    let ones = [Double](repeating: 1, count: stateCount)
    return expectation(of: ones, until: isGoal, from: initial, limits: limits)
  }

  /// States that the chain can see before it enters a goal.
  private func reachableBefore(_ isGoal: [Bool], from initial: [Double]) -> [Bool] {
    let (chain, states) = absorbed(in: isGoal)
    let starts = states.map { initial[$0] > 0 } + [false]
    let seen = chain.reachable(from: starts)
    var result = [Bool](repeating: false, count: stateCount)
    for (new, old) in states.enumerated() { result[old] = seen[new] }
    return result
  }

  /// What a reward a second adds up to until the chain enters a goal, which it surely does.
  private func expectation(
    of reward: [Double], until isGoal: [Bool], from initial: [Double], limits: EliminationLimits
  ) -> Double? {
    let seen = reachableBefore(isGoal, from: initial)
    let states = (0..<stateCount).filter { seen[$0] }
    guard !states.isEmpty else { return 0 }
    let goalRates = rate(from: seen, into: isGoal)
    let inner = restricted(to: states)
    guard
      let reduction = StateReduction(
        inner, killing: states.map { goalRates[$0] }, limits: limits)
    else { return nil }
    let value = reduction.expected(states.map { reward[$0] })
    return zip(states, value).reduce(0) { $0 + initial[$1.0] * $1.1 }
  }
}
