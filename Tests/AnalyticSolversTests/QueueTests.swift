// SPDX-License-Identifier: GPL-3.0-or-later
// Queueing formulas against values evaluated with 40 digits.

import AnalyticSolvers
import Quantities
import RandomVariates
import Testing

@Suite struct QueueTests {
  /// 5200 handshakes a second of 1.4 ms each.
  private static func fleet(_ servers: Int) -> MultiServerQueue {
    MultiServerQueue(
      interarrival: Seconds(1 / 5_200.0), service: Seconds(0.001_4), servers: servers)
  }

  @Test func `eight servers under 7_28 erlang`() {
    let queue = Self.fleet(8)
    #expect(agree(queue.load, 7.28) && agree(queue.utilisation, 0.91))
    #expect(agree(queue.waitProbability, 0.728_980_311_035_548_5))
    #expect(agree(queue.meanWait.value, 1.417_461_715_902_455_4e-3))
    #expect(agree(queue.meanSojourn.value, 2.817_461_715_902_455_3e-3))
    #expect(agree(queue.meanWaiting, 7.370_800_922_692_768))
    #expect(agree(queue.probability(waitAbove: Seconds(0.005)), 0.055_713_258_461_822_22))
    #expect(agree(queue.waitQuantile(0.99).value, 8.339_842_059_243_713e-3))
    #expect(queue.waitQuantile(0.25).value == 0)
  }

  @Test func `the least number of servers for a wait`() {
    let least = { (demand: (MultiServerQueue) -> Bool) in
      MultiServerQueue.leastServers(
        interarrival: Seconds(1 / 5_200.0), service: Seconds(0.001_4), limit: 100, where: demand)
    }
    #expect(least { $0.waitQuantile(0.99).value <= 0.002 } == 10)
    #expect(least { $0.waitProbability <= 0.01 } == 15)
    #expect(least { $0.waitProbability < 0 } == nil)
    #expect(agree(Self.fleet(15).waitProbability, 0.008_748_900_552_243_866))
    #expect(agree(Self.fleet(14).waitProbability, 0.019_303_369_096_245_01))
  }

  @Test func `too few servers wait for ever`() {
    let queue = Self.fleet(7)
    #expect(queue.meanWait.value == .infinity && queue.waitProbability == 1)
    #expect(queue.probability(waitAbove: Seconds(100)) == 1)
  }

  // M/M/1/20 at 950/s and 1 ms (Gross and Harris).
  @Test func `a bounded queue loses what finds it full`() {
    let queue = BoundedQueue(
      interarrival: Seconds(1 / 950.0), service: Seconds(0.001), servers: 1, room: 20)
    #expect(agree(queue.loss, 0.027_181_154_198_737_02))
    #expect(agree(queue.meanInSystem, 8.154_719_474_703_93))
    #expect(agree(1 / queue.timeBetweenServed.value, 924.177_903_511_199_8))
    #expect(agree(queue.meanSojourn.value, 8.154_719_474_703_93 / 924.177_903_511_199_8))
  }

  @Test func `a bounded queue without a waiting room is Erlang's loss system`() {
    let queue = BoundedQueue(
      interarrival: Seconds(1), service: Seconds(7), servers: 10, room: 10)
    #expect(agree(queue.loss, 0.078_740_882_969_570_26))
  }

  // λ E[S²] / (2 (1 − ρ)) at 700/s and 1 ms (Pollaczek 1930, Khinchine 1932).
  @Test func `one server's wait grows with the spread of its service`() {
    func wait(_ law: DurationLaw) -> SingleServerQueue {
      SingleServerQueue(interarrival: Seconds(1 / 700.0), service: law)
    }
    let service = Seconds(0.001)
    #expect(agree(wait(.constant(service)).meanWait.value, 1.166_666_666_666_666_7e-3))
    #expect(agree(wait(.exponential(mean: service)).meanWait.value, 2.333_333_333_333_333_5e-3))
    // A squared coefficient of variation of 4.
    let wide = wait(.lognormal(mean: service, sigma: 1.268_636_241_179_519_6))
    #expect(agree(wide.meanWait.value, 5.833_333_333_333_333e-3))
    #expect(agree(wide.meanWaiting, 4.083_333_333_333_333))
    #expect(agree(wide.meanSojourn.value, 6.833_333_333_333_333e-3))
  }

  // Completion times by Gaver (1962), then Pollaczek-Khinchine.
  @Test func `a server that breaks down while busy makes waits six times as long`() {
    let sound = SingleServerQueue(
      interarrival: Seconds(1 / 400.0), service: .exponential(mean: Seconds(0.001)))
    #expect(agree(sound.meanWait.value, 0.666_666_666_666_666_6e-3))
    let broken = sound.withBreakdowns(
      timeToFailure: Seconds(50), repair: .exponential(mean: Seconds(0.5)))
    #expect(agree(broken.service.value, 1.01e-3))
    #expect(agree(broken.serviceSecondMoment, 12.040_2e-6))
    #expect(agree(broken.utilisation, 0.404))
    #expect(agree(broken.meanWait.value, 4.040_335_570_469_798e-3))
  }

  // λ E[min(S, t)] at 200/s and 350 s (Takács 1962).
  @Test func `open connections fill a table`() {
    let fixed = UnboundedSystem(interarrival: Seconds(1 / 200.0), stay: .constant(Seconds(350)))
    let drawn = UnboundedSystem(
      interarrival: Seconds(1 / 200.0), stay: .exponential(mean: Seconds(350)))
    #expect(agree(fixed.meanPresent(after: Seconds(100)), 20_000))
    #expect(agree(fixed.meanPresent(after: Seconds(600)), 70_000))
    #expect(agree(fixed.meanPresent(after: Seconds(275)), 55_000))
    #expect(agree(drawn.meanPresent(after: Seconds(100)), 17_396.589_484_729_982))
    #expect(agree(drawn.meanPresent(after: Seconds(600)), 57_393.538_149_643_33))
    #expect(agree(drawn.meanPresent(after: Seconds(539.155_764_331_502_2)), 55_000))
    // Uniform in 0 … 700 s: E[min(S, t)] = t − t² / 1400.
    let uniform = UnboundedSystem(
      interarrival: Seconds(0.5), stay: .uniform(from: Seconds(0), to: Seconds(700)))
    #expect(agree(uniform.meanPresent(after: Seconds(210)), 2 * (210 - 31.5)))
  }
}
