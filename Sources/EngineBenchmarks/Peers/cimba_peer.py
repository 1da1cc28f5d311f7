# SPDX-License-Identifier: GPL-3.0-or-later
"""Model A on Cimba's Python binding, compiled before it is timed: cimba_peer.py A EVENTS SEED.

Its line counts customers and knows no arrival times: the sojourn follows from Little's law.
"""

import sys
import time

import cimba
import numpy
from cimba import inputs


class Line(cimba.Model):
    gap: cimba.Input[float] = inputs.dist.exponential(mean=1 / 0.9)
    service: cimba.Input[float] = inputs.dist.exponential(mean=1)
    waiting: cimba.Container
    level: cimba.Output[float]

    @cimba.process
    def arrivals(self):
        while True:
            cimba.hold(self.gap.next())
            self.waiting.put(1)

    @cimba.process
    def server(self):
        while True:
            self.waiting.get(1)
            cimba.hold(self.service.next())

    @cimba.on_end
    def end(self):
        self.level = self.waiting.mean_level()


def run(customers, seed):
    model = Line()
    window = cimba.Window(warmup=0, duration=customers / 0.9)
    experiment = cimba.Experiment(model, replications=1, window=window, seed=seed)
    start = time.process_time()
    result = experiment.run()
    seconds = time.process_time() - start
    return seconds, float(numpy.ravel(result[model].level)[0])


customers = int(sys.argv[2]) // 2
run(100, 1)
seconds, level = run(customers, int(sys.argv[3]))
print("events:", 2 * customers, "seconds:", seconds, "answer:", level / 0.9 + 1)
