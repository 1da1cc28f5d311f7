// SPDX-License-Identifier: GPL-3.0-or-later
// Ctrl-C: the first asks the run to end with what is known, the second ends the program.

import ArgumentParser
import Dispatch
import Foundation
import MonteCarlo

/// Turns the first Ctrl-C into a raised flag, for as long as it lives.
final class Interrupt {
  let flag: CancelFlag
  private let source: any DispatchSourceSignal

  init() {
    let flag = CancelFlag()
    self.flag = flag
    // The default action would end the program before anybody could answer.
    signal(SIGINT, SIG_IGN)
    source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler {
      if flag.isRaised { _exit(ExitCode.interrupted.rawValue) }
      flag.raise()
    }
    source.activate()
  }

  deinit {
    source.cancel()
    signal(SIGINT, SIG_DFL)
  }
}
