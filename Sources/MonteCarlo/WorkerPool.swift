// SPDX-License-Identifier: GPL-3.0-or-later
// The only threads in the project.

import Dispatch
import Synchronization

/// Runs numbered jobs on several threads and hands their outputs over in the order of the numbers.
package struct WorkerPool: Hashable, Sendable {
  package let threads: Int

  /// A pool of 1 … 1024 threads, which live only while it runs something.
  package init(threads: Int) {
    precondition(threads >= 1 && threads <= 1_024, "a pool has 1 … 1024 threads")
    self.threads = threads
  }

  /// Runs the jobs 0, 1, 2, … below `limit` until the consumer has enough.
  ///
  /// Which thread runs a job is chance; the consumer sees the outputs in order, on the calling
  /// thread, and those after the last one it wanted are discarded. So its result does not depend on
  /// the number of threads. Returns when all threads are done.
  ///
  /// - Parameters:
  ///   - limit: Number of jobs.
  ///   - makeWorker: Makes what one thread keeps from job to job; called on that thread.
  ///   - work: Does one job; `nil` abandons it and ends the thread. It should look at the flag
  ///     now and then, which is raised when nobody waits for the output any more.
  ///   - consume: Takes the next output; false when it was the last one wanted.
  package func runInOrder<Worker, Output: Sendable>(
    limit: UInt64, makeWorker: @escaping @Sendable () -> Worker,
    work: @escaping @Sendable (Worker, UInt64, CancelFlag) -> Output?,
    consume: (Output) -> Bool
  ) {
    let exchange = OutputExchange<Output>(workers: threads)
    let group = DispatchGroup()
    for number in 0..<threads {
      // A queue of its own gives each worker a thread of its own, more than processors included.
      DispatchQueue(label: "nines.worker.\(number)").async(group: group) {
        let worker = makeWorker()
        while let job = exchange.nextJob(below: limit),
          let output = work(worker, job, exchange.stopped)
        {
          exchange.put(output, of: job)
        }
        exchange.leave()
      }
    }
    exchange.takeInOrder(consume)
    exchange.stopped.raise()
    group.wait()
  }
}

/// Where workers leave their outputs until it is their turn.
private final class OutputExchange<Output: Sendable>: Sendable {
  let stopped = CancelFlag()
  private let jobs = Atomic<UInt64>(0)
  private let working: Atomic<Int>
  private let outputs = Mutex<[UInt64: Output]>([:])
  /// Signalled for every output, and for every worker that leaves.
  private let news = DispatchSemaphore(value: 0)

  init(workers: Int) { working = Atomic(workers) }

  func nextJob(below limit: UInt64) -> UInt64? {
    guard !stopped.isRaised else { return nil }
    let job = jobs.wrappingAdd(1, ordering: .relaxed).oldValue
    return job < limit ? job : nil
  }

  func put(_ output: Output, of job: UInt64) {
    outputs.withLock { $0[job] = output }
    news.signal()
  }

  func leave() {
    working.wrappingSubtract(1, ordering: .releasing)
    news.signal()
  }

  func takeInOrder(_ consume: (Output) -> Bool) {
    var wanted: UInt64 = 0
    var allLeft = false
    while !allLeft {
      news.wait()
      // Read before the outputs: whoever has left had put its last one.
      allLeft = working.load(ordering: .acquiring) == 0
      while let output = outputs.withLock({ $0.removeValue(forKey: wanted) }) {
        guard consume(output) else { return }
        wanted += 1
      }
    }
  }
}
