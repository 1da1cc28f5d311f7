// SPDX-License-Identifier: GPL-3.0-or-later
// What limits a way out, and what that is in bits of the traffic that takes it.

package import Quantities
import ReliabilityModeling

/// What a NAT instance or gateway can carry; `nil` is unlimited.
package struct EgressLimits: Hashable, Sendable {
  /// Rate to the internet in each direction.
  package var internet: BitsPerSecond?
  /// Rate of an interface in each direction; what is forwarded passes it once in each.
  package var forwarded: BitsPerSecond?
  /// Packets a second, both directions together.
  package var packets: Double?
  /// Connections at one time.
  package var connections: Double?
  /// Connections at one time to one destination: the source ports of all its addresses.
  package var ports: Double?

  package init(
    internet: BitsPerSecond? = nil, forwarded: BitsPerSecond? = nil, packets: Double? = nil,
    connections: Double? = nil, ports: Double? = nil
  ) {
    self.internet = internet
    self.forwarded = forwarded
    self.packets = packets
    self.connections = connections
    self.ports = ports
  }
}

/// What the traffic over the routes of a design is made of.
///
/// Where several services share a way, the most demanding of them counts for all.
package struct TrafficShape: Hashable, Sendable {
  /// The larger direction's part of the demand, ½ … 1.
  package var direction: Share
  /// Mean length of a packet.
  package var packetBytes: Double
  /// Connections at one time for each bit a second; `nil` where nothing was said.
  package var connectionsPerBit: Double?
  /// Part of them that goes to the busiest destination.
  package var busiestDestination: Share

  package init(
    direction: Share = Share(1), packetBytes: Double = 1_000, connectionsPerBit: Double? = nil,
    busiestDestination: Share = Share(1)
  ) {
    self.direction = direction
    self.packetBytes = packetBytes
    self.connectionsPerBit = connectionsPerBit
    self.busiestDestination = busiestDestination
  }

  /// The most demanding of several services.
  package init(of services: [EgressService]) {
    let shapes = services.map(\.shape)
    direction = shapes.map(\.direction).max() ?? Share(1)
    packetBytes = shapes.map(\.packetBytes).min() ?? 1_000
    let busy = shapes.max {
      ($0.connectionsPerBit ?? 0) < ($1.connectionsPerBit ?? 0)
    }
    connectionsPerBit = busy?.connectionsPerBit
    busiestDestination = busy?.busiestDestination ?? Share(1)
  }
}

extension EgressLimits {
  /// The least of all limits in bits a second of this traffic, both directions together.
  ///
  /// Packets, connections and ports become bits by what a packet or a connection carries on
  /// average.
  package func bandwidth(for traffic: TrafficShape) -> BitsPerSecond? {
    var limits = [forwarded?.value]
    limits.append(internet.map { $0.value / traffic.direction.value })
    limits.append(packets.map { $0 * traffic.packetBytes * 8 })
    if let perBit = traffic.connectionsPerBit {
      limits.append(connections.map { $0 / perBit })
      limits.append(ports.map { $0 / (perBit * traffic.busiestDestination.value) })
    }
    return limits.compactMap { $0 }.min().map { BitsPerSecond($0) }
  }

  /// What a node of the flow network lets through at most, and the share of it that passes.
  ///
  /// The one place where limits become capacities.
  func node(
    for traffic: TrafficShape, strained strain: FlowLevel, passing passes: FlowLevel
  ) -> (capacity: FlowCapacity, passes: FlowLevel) {
    let capacity = bandwidth(for: traffic).map { FlowCapacity.scaled(Int64($0.value), strain) }
    return (capacity ?? .unlimited, passes)
  }
}
