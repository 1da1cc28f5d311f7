// SPDX-License-Identifier: GPL-3.0-or-later
// Jobs on threads, outputs in order.

import MonteCarlo
import Testing

@Suite struct WorkerPoolTests {
  /// Work whose length varies with the job, so that outputs arrive out of order.
  private static func work(_ job: UInt64) -> UInt64 {
    (0..<(job * 2_654_435_761 % 977)).reduce(job) { $0 &* 6_364_136_223_846_793_005 &+ $1 }
  }

  @Test(arguments: [1, 2, 7]) func `outputs come in the order of jobs`(threads: Int) {
    var seen: [UInt64] = []
    WorkerPool(threads: threads).runInOrder(
      limit: 500, makeWorker: {}, work: { _, job, _ in (job, Self.work(job)) },
      consume: { job, output in
        #expect(output == Self.work(job))
        seen.append(job)
        return true
      })
    #expect(seen == Array(0..<500))
  }

  @Test(arguments: [1, 2, 7]) func `nothing comes after the last one wanted`(threads: Int) {
    var seen: [UInt64] = []
    WorkerPool(threads: threads).runInOrder(
      limit: .max, makeWorker: {}, work: { _, job, _ in job },
      consume: { job in
        seen.append(job)
        return seen.count < 41
      })
    #expect(seen == Array(0...40))
  }

  @Test func `a job that is abandoned ends the run before it`() {
    var seen: [UInt64] = []
    WorkerPool(threads: 3).runInOrder(
      limit: 1_000, makeWorker: {}, work: { _, job, _ in job < 20 ? job : nil },
      consume: { job in
        seen.append(job)
        return true
      })
    #expect(seen == Array(0..<20))
  }

  @Test func `long jobs hear that nobody waits for them`() {
    // Without the flag the second worker would never come back.
    WorkerPool(threads: 2).runInOrder(
      limit: 2, makeWorker: {},
      work: { _, job, stopped in
        while job == 1 && !stopped.isRaised {}
        return job
      },
      consume: { _ in false })
  }

  @Test func `no jobs is no work`() {
    WorkerPool(threads: 2).runInOrder(
      limit: 0, makeWorker: {}, work: { _, job, _ in job },
      consume: { _ in
        Issue.record("there is no job")
        return true
      })
  }
}
