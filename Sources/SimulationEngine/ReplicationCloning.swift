// SPDX-License-Identifier: GPL-3.0-or-later
// A replication that goes on twice: an independent copy of its state.

import EventScheduling
import FlatStorage
import ReliabilityModeling

extension ReplicationState {
  /// An independent copy, which continues as the original would.
  ///
  /// State and positions of streams are copied; variates made ahead are not, they are made again
  /// from their addresses.
  ///
  /// - Complexity: O(parts of the model + states of its network kept)
  package borrowing func clone() -> ReplicationState { ReplicationState(copying: self) }

  private init(copying other: borrowing ReplicationState) {
    scheduler = other.scheduler.clone()
    values = other.values.clone()
    gates = other.gates.clone()
    units = other.units.clone()
    clocks = other.clocks.clone()
    crews = other.crews.clone()
    crewArrivals = other.crewArrivals.clone()
    faultOrigins = other.faultOrigins.clone()
    strikers = other.strikers.clone()
    incidents = other.incidents.clone()
    reactions = other.reactions.clone()
    calendars = other.calendars.clone()
    detectors = other.detectors.clone()
    failovers = other.failovers.clone()
    pools = other.pools.clone()
    poolZones = other.poolZones.clone()
    slots = other.slots.clone()
    leaves = other.leaves.clone()
    ups = other.ups.clone()
    outputs = other.outputs.clone()
    longest = other.longest.clone()
    streams = other.streams.clone()
    equilibrium = other.equilibrium
    network = other.network.clone()
    charging = other.charging.clone()
    dirtyGates = other.dirtyGates.clone()
    dirtyUnits = other.dirtyUnits.clone()
    dirtyDetectors = other.dirtyDetectors.clone()
    dirtyFailovers = other.dirtyFailovers.clone()
    controlIsMarked = other.controlIsMarked
    dirtyMeasures = other.dirtyMeasures
    replication = other.replication
    origin = other.origin
  }
}

extension NetworkState {
  /// An independent copy, kept rows included.
  borrowing func clone() -> NetworkState { NetworkState(copying: self) }

  private init(copying other: borrowing NetworkState) {
    hash = other.hash
    committedHash = other.committedHash
    row = other.row
    rowSince = other.rowSince
    openOutages = other.openOutages
    outageSince = other.outageSince.clone()
    hashes = other.hashes.clone()
    isHealthyRowFilled = other.isHealthyRowFilled
    time = other.time.clone()
    visited = other.visited.clone()
    flags = other.flags.clone()
    capacity = other.capacity.clone()
    passes = other.passes.clone()
    last = other.last.clone()
    weights = other.weights.clone()
    sourceLevels = other.sourceLevels.clone()
    offered = other.offered.clone()
    served = other.served.clone()
    carried = other.carried.clone()
    emitted = other.emitted.clone()
    ratio = other.ratio.clone()
    choice = other.choice.clone()
    shares = other.shares.clone()
    hours = other.hours.clone()
    rates = other.rates.clone()
    flows = other.flows.clone()
    arrived = other.arrived.clone()
    inflow = other.inflow.clone()
    outflow = other.outflow.clone()
    levels = other.levels.clone()
    reaches = other.reaches.clone()
    carry = other.carry.clone()
    kept = other.kept.clone()
    cutKeys = other.cutKeys.clone()
    cuts = other.cuts.clone()
  }
}

extension CauseCharging {
  /// An independent copy, kept assessments included.
  borrowing func clone() -> CauseCharging { CauseCharging(copying: self) }

  private init(copying other: borrowing CauseCharging) {
    isOn = other.isOn
    isOpen = other.isOpen
    present = other.present
    state = other.state
    since = other.since
    hour = other.hour
    peakHour = other.peakHour
    accounted = other.accounted.clone()
    words = other.words
    entries = other.entries
    charged = other.charged.clone()
    lags = other.lags.clone()
    joint = other.joint.clone()
    keys = other.keys.clone()
    losses = other.losses.clone()
    lagRates = other.lagRates.clone()
    jointLag = other.jointLag.clone()
    jointRest = other.jointRest.clone()
    lagSharers = other.lagSharers.clone()
    restSharers = other.restSharers.clone()
    restarts = other.restarts.clone()
    scratch = other.scratch.clone()
  }
}

extension CauseScratch {
  /// A scratch of the same size; what is in it is of no meaning between two events.
  borrowing func clone() -> CauseScratch { CauseScratch(copying: self) }

  private init(copying other: borrowing CauseScratch) {
    values = other.values.clone()
    gates = other.gates.clone()
    units = other.units.clone()
    reactions = other.reactions.clone()
    leaves = other.leaves.clone()
    detectors = other.detectors.clone()
    failovers = other.failovers.clone()
    pools = other.pools.clone()
    poolZones = other.poolZones.clone()
    slots = other.slots.clone()
    now = other.now.clone()
    completed = other.completed.clone()
    tried = other.tried.clone()
    allowed = other.allowed.clone()
    candidates = other.candidates.clone()
    began = other.began.clone()
    chosen = other.chosen.clone()
  }
}
