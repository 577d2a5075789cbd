package io.glimpse.report;

import io.glimpse.policy.PolicyRule;
import io.glimpse.policy.Reason;
import io.glimpse.policy.RuleSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The report as a JSON document of maps and lists only: no provider has to look into a class of
 * ours, which not each of them could where a server packs its jars.
 */
final class ReportJson {
  private ReportJson() {}

  static String write(DeploymentReport report) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("policy", report.origin());
    document.put("attached_functions", report.attachedFunctions());
    document.put("attached_beans", report.attachedBeans());
    document.put("rules", report.rules().stream().map(ReportJson::rule).toList());
    document.put("beans", report.beans().stream().map(ReportJson::bean).toList());
    document.put("archives", report.archives().stream().map(ReportJson::archive).toList());
    return JsonDocument.write(document);
  }

  private static Map<String, Object> rule(DeploymentReport.Rule rule) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("list", rule.rule().source().text());
    object.put("pattern", rule.rule().pattern());
    object.put("pointer", rule.rule().pointer());
    object.put("attached", rule.functions());
    object.put("attached_by_others", rule.elsewhere());
    object.put("skipped", counts(rule.skipped()));
    rule.nearestPackage().ifPresent(near -> object.put("nearest_package", near));
    rule.why().ifPresent(why -> object.put("why", why));
    return object;
  }

  private static Map<String, Integer> counts(Map<Reason, Integer> counts) {
    Map<String, Integer> object = new LinkedHashMap<>();
    counts.forEach((reason, count) -> object.put(reason.code(), count));
    return object;
  }

  private static Map<String, Object> bean(DeploymentReport.Bean bean) {
    Map<String, Object> attached = new LinkedHashMap<>();
    bean.attached()
        .forEach(
            (function, rule) ->
                attached.put(function, rule.pointer().isEmpty() ? rule.pattern() : rule.pointer()));
    Map<String, Object> skipped = new LinkedHashMap<>();
    bean.skipped().forEach((function, reason) -> skipped.put(function, reason.code()));
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("class", bean.className());
    object.put("attached", attached);
    object.put("skipped", skipped);
    Map<String, Object> limited = new LinkedHashMap<>();
    bean.limited().forEach((function, reason) -> limited.put(function, reason.code()));
    object.put("limited", limited);
    return object;
  }

  private static Map<String, Object> archive(DeploymentReport.Archive archive) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("location", archive.location());
    object.put("discovery", archive.discovery().code());
    return object;
  }

  static DeploymentReport read(String text) {
    try {
      return report(JsonDocument.read(text));
    } catch (ClassCastException | NullPointerException | IllegalArgumentException notOurs) {
      throw new IllegalArgumentException("This is no deployment report: " + notOurs, notOurs);
    }
  }

  private static DeploymentReport report(Map<?, ?> document) {
    List<DeploymentReport.Rule> rules = new ArrayList<>();
    objects(document, "rules").forEach(object -> rules.add(readRule(object)));
    Map<String, PolicyRule> byPointer =
        Stream.concat(Stream.of(PolicyRule.TRACED), rules.stream().map(DeploymentReport.Rule::rule))
            .collect(
                Collectors.toMap(
                    rule -> rule.pointer().isEmpty() ? rule.pattern() : rule.pointer(),
                    rule -> rule));
    List<DeploymentReport.Bean> beans = new ArrayList<>();
    objects(document, "beans").forEach(object -> beans.add(readBean(object, byPointer)));
    List<DeploymentReport.Archive> archives = new ArrayList<>();
    objects(document, "archives").forEach(object -> archives.add(readArchive(object)));
    return new DeploymentReport(text(document, "policy"), beans, rules, archives);
  }

  private static DeploymentReport.Rule readRule(Map<?, ?> object) {
    Map<Reason, Integer> skipped = new LinkedHashMap<>();
    object(object, "skipped")
        .forEach((code, count) -> skipped.put(reason(code), ((Number) count).intValue()));
    return new DeploymentReport.Rule(
        new PolicyRule(
            one(RuleSource.values(), RuleSource::text, text(object, "list")),
            text(object, "pattern"),
            text(object, "pointer")),
        number(object, "attached"),
        number(object, "attached_by_others"),
        skipped,
        Optional.ofNullable((String) object.get("nearest_package")),
        Optional.ofNullable((String) object.get("why")));
  }

  private static DeploymentReport.Bean readBean(
      Map<?, ?> object, Map<String, PolicyRule> byPointer) {
    Map<String, PolicyRule> attached = new LinkedHashMap<>();
    object(object, "attached")
        .forEach(
            (function, pointer) ->
                attached.put((String) function, known(byPointer.get(pointer), pointer)));
    Map<String, Reason> skipped = new LinkedHashMap<>();
    object(object, "skipped")
        .forEach((function, code) -> skipped.put((String) function, reason(code)));
    Map<String, Reason> limited = new LinkedHashMap<>();
    object(object, "limited")
        .forEach((function, code) -> limited.put((String) function, reason(code)));
    return new DeploymentReport.Bean(
        text(object, "class"),
        Collections.unmodifiableMap(attached),
        Collections.unmodifiableMap(skipped),
        Collections.unmodifiableMap(limited));
  }

  private static DeploymentReport.Archive readArchive(Map<?, ?> object) {
    return new DeploymentReport.Archive(
        text(object, "location"),
        one(BeanDiscovery.values(), BeanDiscovery::code, text(object, "discovery")));
  }

  private static Reason reason(Object code) {
    return one(Reason.values(), Reason::code, code);
  }

  private static <E> E one(E[] values, Function<E, String> code, Object wanted) {
    for (E value : values) {
      if (code.apply(value).equals(wanted)) {
        return value;
      }
    }
    throw new IllegalArgumentException("found " + wanted);
  }

  private static <T> T known(@Nullable T value, Object name) {
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }

  private static Map<?, ?> object(Map<?, ?> object, String name) {
    return (Map<?, ?>) known(object.get(name), name);
  }

  private static List<Map<?, ?>> objects(Map<?, ?> object, String name) {
    List<Map<?, ?>> objects = new ArrayList<>();
    for (Object item : (List<?>) known(object.get(name), name)) {
      objects.add((Map<?, ?>) item);
    }
    return objects;
  }

  private static String text(Map<?, ?> object, String name) {
    return (String) known(object.get(name), name);
  }

  private static int number(Map<?, ?> object, String name) {
    return ((Number) known(object.get(name), name)).intValue();
  }
}
