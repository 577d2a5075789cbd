package io.glimpse.report;

import io.glimpse.policy.PolicyRule;
import io.glimpse.policy.Reason;
import java.util.Map;

/**
 * The report for somebody who reads the log. A start of the container waits for it, so it is one
 * text from the first to the last line, written without streams.
 */
final class ReportText {
  private static final String NEXT = "\n  ";

  private ReportText() {}

  static String summary(DeploymentReport report) {
    StringBuilder text = new StringBuilder("Glimpse attached ");
    count(report.attachedFunctions(), "function", text);
    count(report.attachedBeans(), "bean", text.append(" of "));
    text.append(", by ").append(report.origin()).append('.');
    for (DeploymentReport.Rule rule : report.rules()) {
      line(rule, text.append(NEXT));
    }
    int byAnnotation = attachedBy(PolicyRule.TRACED, report);
    if (byAnnotation > 0) {
      count(byAnnotation, "function", text.append(NEXT).append(PolicyRule.TRACED).append(": "));
      text.append('.');
    }
    Map<Reason, Integer> skipped = report.skippedFunctions();
    if (!skipped.isEmpty()) {
      reasons(skipped, text.append(NEXT).append("Left alone: "));
      text.append('.');
    }
    for (DeploymentReport.Archive archive : report.archives()) {
      text.append(NEXT).append(archive.location()).append(" has ").append(archive.discovery());
      text.append('.');
    }
    return text.toString();
  }

  private static int attachedBy(PolicyRule rule, DeploymentReport report) {
    int functions = 0;
    for (DeploymentReport.Bean bean : report.beans()) {
      for (PolicyRule winner : bean.attached().values()) {
        functions += winner.equals(rule) ? 1 : 0;
      }
    }
    return functions;
  }

  private static void line(DeploymentReport.Rule rule, StringBuilder text) {
    text.append(rule.rule());
    if (rule.functions() > 0) {
      count(rule.functions(), "function", text.append(": "));
      text.append('.');
      return;
    }
    if (rule.named() == 0) {
      text.append(" matched no bean method.");
    } else {
      count(rule.named(), "function", text.append(" attached nothing. It names "));
      whatBecame(rule, text.append(": "));
      text.append('.');
    }
    if (rule.nearestPackage().isPresent()) {
      text.append(" The nearest package is ").append(rule.nearestPackage().get()).append('.');
    }
    if (rule.why().isPresent()) {
      text.append(' ').append(rule.why().get());
    }
  }

  private static void whatBecame(DeploymentReport.Rule rule, StringBuilder text) {
    if (rule.elsewhere() > 0) {
      text.append(rule.elsewhere()).append(" attached by another rule");
      text.append(rule.skipped().isEmpty() ? "" : ", ");
    }
    reasons(rule.skipped(), text);
  }

  private static void reasons(Map<Reason, Integer> counts, StringBuilder text) {
    String separator = "";
    for (Map.Entry<Reason, Integer> entry : counts.entrySet()) {
      text.append(separator).append(entry.getValue()).append(' ').append(entry.getKey());
      separator = ", ";
    }
  }

  private static void count(int number, String thing, StringBuilder text) {
    text.append(number).append(' ').append(thing).append(number == 1 ? "" : "s");
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
