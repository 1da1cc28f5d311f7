// SPDX-License-Identifier: GPL-3.0-or-later
// An Auto Scaling group: it replaces what its checks call impaired, in zones that can launch.

package import Quantities
package import RandomVariates
package import ReliabilityModeling

/// How a group replaces its members, and what the boot script of a new one does.
package struct AutoScalingGroup: Hashable, Sendable {
  /// A call of the network API that a boot script makes; the group itself makes none of them.
  package struct ScriptStep: Hashable, Sendable {
    /// What it asks for.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
      /// The default route of the private subnets leads to the new interface.
      case route
      /// The public address moves to it.
      case address
      /// Its source/destination check is switched off.
      case checkOff
      /// The interface of the old member, with its address, is attached: no route changes.
      case attach
    }
    package var kind: Kind
    package var duration: DurationLaw
    /// Probability that it works; else the member serves nobody until an operator comes.
    package var success: Share

    package init(_ kind: Kind, _ duration: DurationLaw, success: Share = Share(1)) {
      self.kind = kind
      self.duration = duration
      self.success = success
    }
  }

  /// Where its members may stand, in order of preference; empty is the zone of the copy.
  package var zones: [String]
  /// Whether a member may be replaced in another zone than its own.
  package var elsewhere: Bool
  /// Further instance types, tried in order where the first is not to be had.
  package var otherTypes: [String]
  package var grace: DurationLaw
  /// Between the verdict of the checks and the replacement; `nil` is none.
  package var impaired: DurationLaw?
  /// From the call to the start of the boot script.
  package var launch: DurationLaw
  /// The boot script but for its calls; `nil` is none.
  package var boot: DurationLaw?
  /// In order; without any, the old route is a black hole until an operator comes.
  package var afterLaunch: [ScriptStep]
  /// Wait behind other callers once a plane or a zone has returned.
  package var backlog: DurationLaw
  /// Members condemned at once, as a share of those desired; at least one.
  package var batch: Share
  /// Least share of those desired that must serve before another is replaced.
  package var gate: Share

  package init(
    zones: [String] = [], elsewhere: Bool = true, otherTypes: [String] = [],
    grace: DurationLaw = .constant(Seconds(0)), impaired: DurationLaw? = nil,
    launch: DurationLaw, boot: DurationLaw? = nil, afterLaunch: [ScriptStep],
    backlog: DurationLaw = .constant(Seconds(0)), batch: Share = Share(0.1),
    gate: Share = Share(0.9)
  ) {
    self.zones = zones
    self.elsewhere = elsewhere
    self.otherTypes = otherTypes
    self.grace = grace
    self.impaired = impaired
    self.launch = launch
    self.boot = boot
    self.afterLaunch = afterLaunch
    self.backlog = backlog
    self.batch = batch
    self.gate = gate
  }
}

extension AutoScalingGroup {
  /// The places of one zone, as many as the free addresses of its subnet allow.
  package struct Zone: Hashable, Sendable {
    package let name: String
    package let slots: [ReplacementPool.Slot]

    package init(_ name: String, slots: [ReplacementPool.Slot]) {
      self.name = name
      self.slots = slots
    }
  }

  /// Adds the pool that keeps so many slots in service.
  ///
  /// The slots' units and detectors are added by the caller.
  package func lower(
    _ path: ComponentPath, keeping desired: Int, in zones: [Zone], of instanceType: String,
    into model: inout DesignLowering
  ) {
    let places = zones.map { zone in
      let types = ([instanceType] + otherTypes).map { type in
        ReplacementPool.LaunchType(
          type, open: model.reads(.capacity(zone: zone.name, instanceType: type)))
      }
      let planes = [
        model.reads(.plane(.autoscaling, zone: zone.name)),
        model.reads(.plane(.launch, zone: zone.name)),
      ]
      return ReplacementPool.Zone(
        zone.name, open: .all([model.reads(.launchable(zone: zone.name))] + planes),
        types: types, steps: steps(in: zone.name, needing: .all(planes), in: &model),
        slots: zone.slots)
    }
    model.builder.add(
      ReplacementPool(
        path, desired: desired, zones: places, elsewhere: elsewhere, grace: grace,
        replaceAtOnce: max(1, Int((batch.value * Double(desired)).rounded(.down))),
        gate: gate.value,
        launch: Action([.law(launch)], resume: backlog),
        rebalance: ReplacementPool.Rebalance(
          launchFirst: true,
          batch: max(1, Int((batch.value * Double(desired)).rounded(.down))))))
  }

  private func steps(
    in zone: String, needing launchPlanes: Signal, in model: inout DesignLowering
  ) -> [ActionStep] {
    var steps = [impaired, launch, boot].compactMap { $0 }.map { ActionStep.law($0) }
    let call = impaired == nil ? 0 : 1
    steps[call] = .law(launch, needs: launchPlanes)
    guard !afterLaunch.isEmpty else { return steps + [.operatorReaction] }
    let network = model.reads(.plane(.network, zone: zone))
    return steps
      + afterLaunch.map {
        ActionStep(
          .law($0.duration), needs: network, success: $0.success.value, onFailure: .broken)
      }
  }
}
