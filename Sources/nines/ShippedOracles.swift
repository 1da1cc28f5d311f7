// SPDX-License-Identifier: GPL-3.0-or-later
// The exact answers inside the program; links in the folder Oracles keep one copy of each.

/// A model file with exact answers that the program carries.
struct ShippedOracle {
  /// Its group and its name, as `nines example` takes them, such as `rare/rare_duplex_cycle`.
  let path: String
  let bytes: [UInt8]

  private init(_ path: String, _ bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  private typealias Resources = PackageResources

  /// All of them, by group and name.
  static let all: [ShippedOracle] = [
    Self("cloud/asg_bastion_cycle", Resources.cloud_asg_bastion_cycle_yaml),
    Self("cloud/az_binomial_mixture", Resources.cloud_az_binomial_mixture_yaml),
    Self("cloud/failover_total_trapezoid", Resources.cloud_failover_total_trapezoid_yaml),
    Self("cloud/health_check_detection", Resources.cloud_health_check_detection_yaml),
    Self("cloud/nat_gateway_shared_vs_per_az", Resources.cloud_nat_gateway_shared_vs_per_az_yaml),
    Self("cloud/nat_pair_ctmc", Resources.cloud_nat_pair_ctmc_yaml),
    Self(
      "cloud/nat_scripted_failover_semi_markov",
      Resources.cloud_nat_scripted_failover_semi_markov_yaml),
    Self("cloud/route53_checker_quorum", Resources.cloud_route53_checker_quorum_yaml),
    Self("cloud/vpn_two_tunnels", Resources.cloud_vpn_two_tunnels_yaml),
    Self("component/blind_failure_inspection", Resources.component_blind_failure_inspection_yaml),
    Self(
      "component/deterministic_series_no_ageing",
      Resources.component_deterministic_series_no_ageing_yaml),
    Self(
      "component/deterministic_vs_exponential_race",
      Resources.component_deterministic_vs_exponential_race_yaml),
    Self("component/erlang2_up_point", Resources.component_erlang2_up_point_yaml),
    Self(
      "component/exp_exp_interval_mean.24h",
      Resources.component_exp_exp_interval_mean_24h_yaml),
    Self(
      "component/exp_exp_interval_mean.720h",
      Resources.component_exp_exp_interval_mean_720h_yaml),
    Self(
      "component/exp_exp_interval_mean.8760h",
      Resources.component_exp_exp_interval_mean_8760h_yaml),
    Self("component/exp_exp_point", Resources.component_exp_exp_point_yaml),
    Self("component/exp_exp_steady", Resources.component_exp_exp_steady_yaml),
    Self("component/takacs_exp_year", Resources.component_takacs_exp_year_yaml),
    Self("component/takacs_fixed_repair_year", Resources.component_takacs_fixed_repair_year_yaml),
    Self("component/two_failure_modes", Resources.component_two_failure_modes_yaml),
    Self("component/weibull_lognormal_steady", Resources.component_weibull_lognormal_steady_yaml),
    Self("published/availsim4_rare_2oo4_3tf", Resources.published_availsim4_rare_2oo4_3tf_yaml),
    Self(
      "published/dds_fig_independent_repair.r2-m2000",
      Resources.published_dds_fig_independent_repair_r2_m2000_yaml),
    Self(
      "published/dds_fig_independent_repair.r2-m50",
      Resources.published_dds_fig_independent_repair_r2_m50_yaml),
    Self(
      "published/dds_fig_independent_repair.r3-m2000",
      Resources.published_dds_fig_independent_repair_r3_m2000_yaml),
    Self(
      "published/dds_fig_independent_repair.r3-m50",
      Resources.published_dds_fig_independent_repair_r3_m50_yaml),
    Self("published/hecs_dft", Resources.published_hecs_dft_yaml),
    Self("rare/rare_duplex_cycle", Resources.rare_rare_duplex_cycle_yaml),
    Self("rare/rare_lognormal_race", Resources.rare_rare_lognormal_race_yaml),
    Self("rare/rare_parallel_five", Resources.rare_rare_parallel_five_yaml),
    Self("rare/rare_weibull_forcing", Resources.rare_rare_weibull_forcing_yaml),
    Self("structure/beta_factor_pair", Resources.structure_beta_factor_pair_yaml),
    Self("structure/bridge_network.p90", Resources.structure_bridge_network_p90_yaml),
    Self("structure/bridge_network.p99", Resources.structure_bridge_network_p99_yaml),
    Self("structure/cold_standby_perfect", Resources.structure_cold_standby_perfect_yaml),
    Self(
      "structure/duplex_imperfect_coverage",
      Resources.structure_duplex_imperfect_coverage_yaml),
    Self("structure/duplex_reliability", Resources.structure_duplex_reliability_yaml),
    Self(
      "structure/k_of_n_independent.lognormal",
      Resources.structure_k_of_n_independent_lognormal_yaml),
    Self("structure/k_of_n_independent", Resources.structure_k_of_n_independent_yaml),
    Self("structure/k_of_n_shared_crew_one", Resources.structure_k_of_n_shared_crew_one_yaml),
    Self("structure/k_of_n_shared_crew_two", Resources.structure_k_of_n_shared_crew_two_yaml),
    Self("structure/machine_repair_20_2", Resources.structure_machine_repair_20_2_yaml),
    Self("structure/series_hard_dependencies", Resources.structure_series_hard_dependencies_yaml),
  ]
}

extension ShippedOracle {
  /// Answers from the same sources that no model file can ask for yet, and what they wait for.
  static let notYet: [(path: String, reason: String)] = [
    (
      "cloud/dns_ttl_residual_active_clients",
      "needs clients that keep a name's old answer for the rest of its time to live"
    ),
    ("cloud/dns_cache_poisson_lookups", "needs lookups of a name as requests, and their caches"),
    ("cloud/tls_cpu_utilisation_law", "needs demand for processor time as part of a component"),
  ]
}
