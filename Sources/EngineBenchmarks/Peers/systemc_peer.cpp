// SPDX-License-Identifier: GPL-3.0-or-later
// Models A, B and C on SystemC's methods and timed events: systemc_peer MODEL EVENTS SEED.

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <deque>
#include <random>
#include <systemc>
#include <vector>

using namespace sc_core;

namespace {
std::mt19937_64 generator;
long events, wanted;
double lambda, sum, downSince, downTime;
int down;
std::deque<double> line;

double exponential(double mean) {
  return std::exponential_distribution<double>(1 / mean)(generator);
}
// A model's unit of time is a million of the kernel's.
sc_time span(double units) { return sc_time::from_value(sc_dt::uint64(units * 1e6) + 1); }
double now() { return sc_time_stamp().value() * 1e-6; }
void count(int more) {
  events += more;
  if (events >= wanted) sc_stop();
}
}  // namespace

struct Server : sc_module {
  sc_event departure;
  std::vector<Server *> &idle;
  double arrival = 0;
  SC_HAS_PROCESS(Server);
  Server(sc_module_name name, std::vector<Server *> &idle) : sc_module(name), idle(idle) {
    SC_METHOD(depart);
    sensitive << departure;
    dont_initialize();
    idle.push_back(this);
  }
  void serve(double since) {
    arrival = since;
    departure.notify(span(exponential(1)));
  }
  void depart() {
    sum += now() - arrival;
    if (line.empty()) {
      idle.push_back(this);
    } else {
      serve(line.front());
      line.pop_front();
    }
    count(2);
  }
};

struct Arrivals : sc_module {
  sc_event next;
  std::vector<Server *> &idle;
  SC_HAS_PROCESS(Arrivals);
  Arrivals(sc_module_name name, std::vector<Server *> &idle) : sc_module(name), idle(idle) {
    SC_METHOD(arrive);
    sensitive << next;
  }
  void arrive() {
    if (now() > 0) {
      if (idle.empty()) {
        line.push_back(now());
      } else {
        idle.back()->serve(now());
        idle.pop_back();
      }
    }
    next.notify(span(exponential(1 / lambda)));
  }
};

struct Unit : sc_module {
  sc_event change;
  bool isUp = false;
  SC_HAS_PROCESS(Unit);
  Unit(sc_module_name name) : sc_module(name) {
    SC_METHOD(turn);
    sensitive << change;
  }
  void turn() {
    isUp = !isUp;
    if (now() > 0) {
      if (!isUp && ++down == 3) downSince = now();
      if (isUp && down-- == 3) downTime += now() - downSince;
      count(1);
    }
    change.notify(span(exponential(isUp ? 1000 : 8)));
  }
};

int sc_main(int, char **arguments) {
  const char model = arguments[1][0];
  wanted = std::atol(arguments[2]);
  generator.seed(std::atol(arguments[3]));
  const int servers = model == 'C' ? 64 : 1;
  lambda = 0.9 * servers;
  std::vector<Server *> idle;
  if (model == 'B') {
    for (int i = 0; i < 10; i++) new Unit(sc_gen_unique_name("unit"));
  } else {
    for (int i = 0; i < servers; i++) new Server(sc_gen_unique_name("server"), idle);
    new Arrivals("arrivals", idle);
  }
  const std::clock_t start = std::clock();
  sc_start();
  const double seconds = double(std::clock() - start) / CLOCKS_PER_SEC;
  const double answer = model == 'B' ? downTime / now() : 2 * sum / events;
  std::printf("events: %ld seconds: %g answer: %g\n", events, seconds, answer);
  return 0;
}
