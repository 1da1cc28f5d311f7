# SPDX-License-Identifier: GPL-3.0-or-later
"""Models A, B and C on salabim: salabim_peer.py MODEL EVENTS SEED."""

import collections
import random
import sys
import time

import salabim

model, events, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
draw = random.Random(seed)
servers = 64 if model == "C" else 1
customers = events // 2
hours = 8760 * max(1, round(events / 173.8))
line, idle = collections.deque(), []
done = {"events": 0, "sum": 0.0, "down": 0, "since": 0.0, "hours": 0.0}


class Arrivals(salabim.Component):
    def process(self):
        for _ in range(customers):
            yield self.hold(draw.expovariate(0.9 * servers))
            line.append(self.env.now())
            if idle:
                idle.pop().activate()


class Server(salabim.Component):
    def process(self):
        while True:
            while not line:
                idle.append(self)
                yield self.passivate()
            arrival = line.popleft()
            yield self.hold(draw.expovariate(1))
            done["sum"] += self.env.now() - arrival
            done["events"] += 2


class Unit(salabim.Component):
    def process(self):
        while True:
            yield self.hold(draw.expovariate(1 / 1000))
            done["down"] += 1
            if done["down"] == 3:
                done["since"] = self.env.now()
            yield self.hold(draw.expovariate(1 / 8))
            if done["down"] == 3:
                done["hours"] += self.env.now() - done["since"]
            done["down"] -= 1
            done["events"] += 2


salabim.yieldless(False)
env = salabim.Environment(trace=False, random_seed=None)
start = time.process_time()
if model == "B":
    for _ in range(10):
        Unit()
    env.run(till=hours)
    answer = done["hours"] / hours
else:
    Arrivals()
    for _ in range(servers):
        Server()
    env.run()
    answer = 2 * done["sum"] / done["events"]
seconds = time.process_time() - start
print("events:", done["events"], "seconds:", seconds, "answer:", answer)
