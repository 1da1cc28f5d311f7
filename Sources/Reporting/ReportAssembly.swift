// SPDX-License-Identifier: GPL-3.0-or-later
// From a study to a document: the answer first, the evidence after.

package import DesignStudies
import Diagnostics
import MonteCarlo
package import Quantities

/// What a report is about.
package enum ReportSubject: Hashable, Sendable {
  /// The designs against each other.
  case comparison
  /// Each design by itself.
  case designs
}

extension ReportDocument {
  /// Says what a study found.
  ///
  /// - Parameters:
  ///   - study: The answers.
  ///   - subject: Whether differences or designs come first.
  ///   - elapsed: Wall-clock time that the study took.
  ///   - showsFindings: Whether warnings are part of the text; in the data they always are.
  package init(
    presenting study: Study, as subject: ReportSubject, elapsed: Seconds,
    showsFindings: Bool = true
  ) {
    let assembly = ReportAssembly(
      study: study, subject: subject, elapsed: elapsed, showsFindings: showsFindings)
    self.init(blocks: assembly.blocks, data: StudyData(study).value)
  }
}

/// Puts the parts of a report in order.
struct ReportAssembly {
  let study: Study
  let subject: ReportSubject
  let elapsed: Seconds
  let showsFindings: Bool

  /// A comparison of one design has nothing to compare: it is told as a design.
  private var compares: Bool { subject == .comparison && study.assessments.count > 1 }

  var blocks: [ReportDocument.Block] {
    let rankings = study.comparison.rankings
    var blocks: [ReportDocument.Block] = [.title(study.title, aside: conditions)]
    if case .failed(let reason) = study.run.ending {
      return blocks + [.paragraph(.strong("Failed:") + ReportText(" \(reason)."))]
    }
    guard study.run.replications > 0 else {
      return blocks + [.paragraph("Ended before anything was known.")]
    }
    for (service, ranking) in rankings.enumerated() {
      if rankings.count > 1 { blocks.append(.heading(ranking.service)) }
      blocks += answer(to: ranking, of: service)
    }
    if let reason = study.run.whyNoQuantiles {
      blocks.append(.paragraph(ReportText("No p50, p95 and p99: \(reason).")))
    }
    if !compares { blocks.append(.table(FigureTables(study: study).costs())) }
    blocks += remarks
    return blocks + [.paragraph(ReportText(ProvenanceSentence(study, elapsed: elapsed).text))]
  }

  private func answer(to ranking: ServiceRanking, of service: Int) -> [ReportDocument.Block] {
    let words = AnswerSentences(study: study, ranking: ranking, service: service)
    let tables = FigureTables(study: study)
    if compares {
      let answer = [words.comparison]
      let evidence = [
        tables.comparison(of: service, ranked: ranking),
        tables.quantiles(of: service, order: ranking.order), tables.differences(in: ranking),
      ]
      return answer.map { .paragraph($0) } + evidence.compactMap { $0.map { .table($0) } }
        + causes(words.causes(order: ranking.order))
    }
    let inOrder = Array(study.assessments.indices)
    let evidence = [
      tables.figures(of: service), tables.quantiles(of: service, order: inOrder),
    ]
    return [.list(words.designs)] + evidence.compactMap { $0.map { .table($0) } }
      + causes(words.causes(order: inOrder))
      + (tables.causes(of: service).map { [.table($0)] } ?? [])
  }

  /// What takes the lost minutes, one line a design.
  private func causes(_ lines: [ReportText]) -> [ReportDocument.Block] {
    let strides = study.assessments.flatMap(\.services).compactMap { $0.causes?.stride }
    guard let stride = strides.first, !lines.isEmpty else { return [] }
    let note = "Causes are those of every \(stride)th history."
    return [.list(lines)] + (stride > 1 ? [.paragraph(ReportText(note))] : [])
  }

  /// Length of a history and the demand of each service.
  private var conditions: String {
    let services = study.assessments.first?.services ?? []
    return
      ([NumberFormatting.span(seconds: study.run.horizon.value)]
      + services.map { "\($0.name) \(NumberFormatting.bitRate($0.demand.value))" })
      .joined(separator: ", ")
  }
}

extension ReportAssembly {
  /// Findings and gaps, after what the bill could not price.
  private var remarks: [ReportDocument.Block] {
    let unpriced = Set(study.assessments.flatMap(\.cost.unpriced)).sorted()
    let prices =
      unpriced.isEmpty
      ? []
      : [ReportText("no price is known in this region for: \(unpriced.joined(separator: ", "))")]
    return StudyRemarks(
      verdicts: study.verdicts, findings: showsFindings ? study.findings : [], notes: prices,
      gaps: study.run.gaps
    ).blocks
  }
}
