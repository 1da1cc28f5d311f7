# SPDX-License-Identifier: GPL-3.0-or-later
"""Models A, B and C on SimPy: simpy_peer.py MODEL EVENTS SEED."""

import random
import sys
import time

import simpy


def queue(env, draw, servers, customers, result):
    """First come first served before so many servers; two events a customer."""
    line = simpy.Store(env)

    def arrivals():
        for _ in range(customers):
            yield env.timeout(draw.expovariate(0.9 * servers))
            line.put(env.now)

    def server():
        while True:
            arrival = yield line.get()
            yield env.timeout(draw.expovariate(1))
            result["sum"] += env.now - arrival
            result["events"] += 2

    env.process(arrivals())
    for _ in range(servers):
        env.process(server())
    env.run()
    return 2 * result["sum"] / result["events"]


def repairable(env, draw, years, result):
    """Eight of ten units, each with a failure in 1 000 h and a repair of 8 h."""
    down = {"units": 0, "since": 0.0, "hours": 0.0}

    def unit():
        while True:
            yield env.timeout(draw.expovariate(1 / 1000))
            down["units"] += 1
            if down["units"] == 3:
                down["since"] = env.now
            yield env.timeout(draw.expovariate(1 / 8))
            if down["units"] == 3:
                down["hours"] += env.now - down["since"]
            down["units"] -= 1
            result["events"] += 2

    for _ in range(10):
        env.process(unit())
    env.run(until=8760 * years)
    return down["hours"] / (8760 * years)


def main():
    model, events, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    draw, env = random.Random(seed), simpy.Environment()
    result = {"sum": 0.0, "events": 0}
    start = time.process_time()
    if model == "B":
        answer = repairable(env, draw, max(1, round(events / 173.8)), result)
    else:
        answer = queue(env, draw, 64 if model == "C" else 1, events // 2, result)
    seconds = time.process_time() - start
    print("events:", result["events"], "seconds:", seconds, "answer:", answer)


main()
