# SPDX-License-Identifier: GPL-3.0-or-later
# The ways in; each target does all of its set-up on a fresh Debian or Ubuntu that has Swift.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help demo test test-all fuzz planted-faults bench bench-budgets bench-peers lint \
  setup setup-bench results clean

# Builds leave folders in TMPDIR; ours lies inside .build and goes when the recipe ends.
SCRATCH := $(CURDIR)/.build/tmp
IN_SCRATCH = mkdir -p $(SCRATCH); export TMPDIR=$(SCRATCH); trap 'rm -rf $(SCRATCH)' EXIT
NINES := .build/release/nines

help:
	@echo 'make demo    build Nines and compare NAT designs: drawn incidents, then the real ones'
	@echo 'make test    everything that must hold: format, units, tidy rules, validation'
	@echo 'make test-all        the same, and the unit tests under the thread and address sanitizers'
	@echo 'make fuzz            damaged model files and scenarios for FUZZ_SECONDS (600)'
	@echo 'make planted-faults  breaks the code in many ways, and shows that the tests notice each'
	@echo 'make bench   speed of the engine beside hand-written C and SimPy'
	@echo 'make bench-budgets   instructions per event, which must keep their budgets'
	@echo 'make bench-peers     other simulators beside hand-written C'
	@echo 'make lint    the format alone'
	@echo 'make results the files in results/, made again'

demo: $(NINES)
	@$(NINES) compare scenarios/nat-designs.yaml
	@echo
	@$(NINES) compare scenarios/az-replay.yaml

$(NINES): setup
	@$(IN_SCRATCH); swift build -c release --product nines

# `swift test` exits with 0 when no test matched, so the counts are read.
# Statistics need many replications and chains many products: those suites run in release only,
# and alone, because compiling the others a second time takes longer than all the rest.
STATISTICAL := ValidationTests,DeterminismTests,AnalyticSolversTests
test: lint
	@$(IN_SCRATCH)
	swift build --build-tests
	swift test --skip-build --skip 'ValidationTests|DeterminismTests|AnalyticSolversTests' \
	  | tee $(SCRATCH)/units.log
	$(call require-tests,units.log)
	export NINES_TESTS=$(STATISTICAL)
	swift build -c release --build-tests
	swift test -c release --skip-build | tee $(SCRATCH)/validation.log
	$(call require-tests,validation.log)
	echo 'All tests passed.'
require-tests = grep -qE 'Test run with [1-9][0-9]* test.* passed' $(SCRATCH)/$(1) \
	  || { echo 'make: no test ran ($(1)), which is a failure' >&2; exit 1; }

# The sanitizers see what runs: the engine, its storage and its workers. Their builds lie apart.
SANITIZED := FlatStorageTests,EventSchedulingTests,SimulationEngineTests,MonteCarloTests
test-all: test
	@$(IN_SCRATCH)
	export NINES_TESTS=$(SANITIZED) ASAN_OPTIONS=detect_leaks=0
	export TSAN_OPTIONS=suppressions=$(CURDIR)/Tests/Sanitizers/thread.suppressions
	for kind in thread address; do
	  swift test --sanitize=$$kind --scratch-path .build/$$kind | tee $(SCRATCH)/$$kind.log
	  $(call require-tests,$$kind.log)
	done
	echo 'All tests passed, under both sanitizers too.'

# Any bytes, taken as a file, end in findings or in a run. What libFuzzer finds of use is kept in
# .build/corpus and tried first the next time; an input that traps is left in .build/fuzz.
FUZZ_SECONDS := 600
FUZZ := .build/fuzz/release/InputFuzzing
fuzz: setup
	@$(IN_SCRATCH); mkdir -p .build/corpus .build/seeds
	NINES_FUZZ=1 swift build -c release --scratch-path .build/fuzz -Xswiftc -sanitize=fuzzer,address
	find scenarios Tests/BadScenarios -name '*.yaml' -size -16k | while read -r file; do
	  cp "$$file" ".build/seeds/$$(echo "$$file" | tr / -)"
	done
	ASAN_OPTIONS=detect_leaks=0 $(FUZZ) .build/corpus .build/seeds -artifact_prefix=.build/fuzz/ \
	  -dict=Tests/InputFuzzing/words.dict -max_len=16384 -timeout=20 -rss_limit_mb=4096 \
	  -max_total_time=$(FUZZ_SECONDS) -print_final_stats=1

planted-faults: setup
	@$(IN_SCRATCH); Tests/PlantedFaults/run

BENCHMARKS := .build/release/EngineBenchmarks
PEERS := .build/peers
bench: setup-bench
	@$(call install-peer,simpy)
	$(BENCHMARKS)

bench-budgets: setup-bench
	@$(BENCHMARKS) budgets

bench-peers: setup-bench
	@for peer in simpy salabim cimba; do $(call install-peer,$$peer); done
	$(call require-library,systemc,libsystemc-dev,c++) || echo 'Debian gives no SystemC here'
	g++ -O3 -march=native -o $(PEERS)/systemc_peer \
	  Sources/EngineBenchmarks/Peers/systemc_peer.cpp -lsystemc || echo 'SystemC does not build here'
	$(BENCHMARKS) peers

setup-bench: setup
	@$(IN_SCRATCH); swift build -c release --product EngineBenchmarks

# A package of PyPI in a folder of its own; where it is not to be had, the benchmarks say so.
install-peer = { [ -x $(PEERS)/bin/pip ] || python3 -m venv $(PEERS); } \
  && $(PEERS)/bin/pip install --quiet --disable-pip-version-check $(1) \
  || echo "$(1) cannot be installed here"

lint: setup
	@swift format lint --strict --recursive Sources Tests Package.swift

# What the README shows, as the commands print it; the first report goes into the README too.
results: $(NINES)
	@for name in nat-designs az-replay; do
	  mkdir -p results/$$name
	  $(NINES) compare --quiet scenarios/$$name.yaml >results/$$name/report.txt
	  $(NINES) compare --quiet --markdown scenarios/$$name.yaml >results/$$name/report.md
	  $(NINES) compare --quiet --json scenarios/$$name.yaml >results/$$name/result.json
	done
	mkdir -p results/verify
	$(NINES) verify >results/verify/report.txt
	awk -v report=results/nat-designs/report.txt '
	  shown && /^```$$/ { shown = 0 }
	  !shown { print }
	  /^```text$$/ { shown = 1; while ((getline line < report) > 0) print line }
	' README.md >.build/README.md && cp .build/README.md README.md && rm .build/README.md

setup:
	@command -v swift >/dev/null || {
	  echo 'Nines needs Swift 6.2 or later, and PATH has no swift: see https://swift.org/install' >&2
	  exit 1
	}
	$(call require-library,gsl/gsl_rng.h,libgsl-dev)

# Debian library $(2), known by its header $(1) of the language $(3), installed when missing.
define require-library
	if ! echo '#include <$(1)>' | clang -E -x $(or $(3),c) - >/dev/null 2>&1; then
	  command -v apt-get >/dev/null || {
	    echo 'Nines needs $(1): install what Debian calls $(2)' >&2; exit 1; }
	  sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo
	  $$sudo apt-get install -y --no-install-recommends $(2) </dev/null || {
	    $$sudo apt-get update && $$sudo apt-get install -y --no-install-recommends $(2) </dev/null; }
	fi
endef

clean:
	rm -rf .build
.ONESHELL:
