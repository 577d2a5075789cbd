package io.glimpse.report;

import io.glimpse.policy.PolicyRule;
import io.glimpse.policy.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The report for somebody who reads the log. */
final class ReportText {
  private ReportText() {}

  static String summary(DeploymentReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Glimpse attached "
            + count(report.attachedFunctions(), "function")
            + " of "
            + count(report.attachedBeans(), "bean")
            + ", by "
            + report.origin()
            + ".");
    report.rules().forEach(rule -> lines.add("  " + line(rule)));
    int byAnnotation = attachedBy(PolicyRule.TRACED, report);
    if (byAnnotation > 0) {
      lines.add("  " + PolicyRule.TRACED + ": " + count(byAnnotation, "function") + ".");
    }
    if (!report.skippedFunctions().isEmpty()) {
      lines.add("  Left alone: " + reasons(report.skippedFunctions()) + ".");
    }
    report.archives().forEach(a -> lines.add("  " + a.location() + " has " + a.discovery() + "."));
    return String.join("\n", lines);
  }

  private static int attachedBy(PolicyRule rule, DeploymentReport report) {
    return (int)
        report.beans().stream()
            .flatMap(bean -> bean.attached().values().stream())
            .filter(rule::equals)
            .count();
  }

  private static String line(DeploymentReport.Rule rule) {
    if (rule.functions() > 0) {
      return rule.rule() + ": " + count(rule.functions(), "function") + ".";
    }
    String what =
        rule.named() == 0
            ? " matched no bean method."
            : " attached nothing. It names "
                + count(rule.named(), "function")
                + ": "
                + String.join(", ", whatBecame(rule))
                + ".";
    return rule.rule()
        + what
        + rule.nearestPackage().map(near -> " The nearest package is " + near + ".").orElse("")
        + rule.why().map(why -> ' ' + why).orElse("");
  }

  private static List<String> whatBecame(DeploymentReport.Rule rule) {
    List<String> parts = new ArrayList<>();
    if (rule.elsewhere() > 0) {
      parts.add(rule.elsewhere() + " attached by another rule");
    }
    if (!rule.skipped().isEmpty()) {
      parts.add(reasons(rule.skipped()));
    }
    return parts;
  }

  private static String reasons(Map<Reason, Integer> counts) {
    return counts.entrySet().stream()
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .collect(Collectors.joining(", "));
  }

  private static String count(int number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  static String details(DeploymentReport report) {
    StringBuilder text = new StringBuilder(summary(report));
    for (DeploymentReport.Bean bean : report.beans()) {
      text.append("\n  ").append(bean.className());
      bean.attached()
          .forEach(
              (name, rule) -> text.append("\n    + ").append(name).append(" by ").append(rule));
      bean.skipped()
          .forEach(
              (name, why) ->
                  text.append("\n    - ")
                      .append(name)
                      .append(": ")
                      .append(why)
                      .append(". ")
                      .append(why.sentence()));
      bean.limited()
          .forEach((name, why) -> text.append("\n    ~ ").append(name).append(": ").append(why));
    }
    return text.toString();
  }
}
