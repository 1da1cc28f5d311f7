// SPDX-License-Identifier: GPL-3.0-or-later
// A model that is asked less: the same parts and the same luck with some of its measures.

extension SystemModel {
  /// The same model with the chosen measures only.
  ///
  /// Streams are addressed by path, so what is left gives the same values. Without a measure that
  /// reads the flow network, the network goes too.
  package func asked(_ isChosen: (Measure) -> Bool) -> SystemModel {
    var model = self
    model.measures = measures.filter(isChosen)
    let readsNetwork = model.measures.contains { if case .up = $0 { false } else { true } }
    if !readsNetwork {
      model.sources = []
      model.nodes = []
      model.splits = []
      model.switches = []
    }
    return model
  }

  /// The same model asked only for averages of its signals, so that all measures see the whole of
  /// one replication.
  package var watched: SystemModel {
    var model = self
    model.measures = measures.map {
      if case .up(let name, let signal, _) = $0 { .up(name: name, signal) } else { $0 }
    }
    return model
  }
}
