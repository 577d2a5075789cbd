package io.glimpse.policy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a policy as JSON; by hand, so that a policy made in code needs no JSON-P provider. */
final class PolicyJson {
  private PolicyJson() {}

  static String write(TracingPolicy policy) {
    Map<PolicyKey, String> values = values(policy);
    values.put(PolicyKey.VERSION, text(PolicyReader.VERSION));
    return object("", values);
  }

  /** Every key that has a value, by itself, with its JSON; objects are their members. */
  static Map<PolicyKey, String> values(TracingPolicy policy) {
    Map<PolicyKey, String> values = new EnumMap<>(PolicyKey.class);
    String name = policy.name();
    values.put(PolicyKey.NAME, name == null ? "null" : text(name));
    values.put(PolicyKey.EXACT_MODULES, list(policy.exactModules()));
    values.put(PolicyKey.PACKAGE_TREES, list(policy.packageTrees()));
    values.put(PolicyKey.TRACE_DEPTH, "" + policy.traceDepth());
    values.put(PolicyKey.EXCLUDE, list(policy.exclude()));
    values.put(PolicyKey.MIN_DURATION_MS, "" + policy.minDurationMillis());
    values.put(PolicyKey.MAX_CALLS_PER_TRACE, "" + policy.maxCallsPerTrace());
    values.put(PolicyKey.SAMPLE_RATIO, "" + policy.sampleRatio());
    values.put(PolicyKey.KEEP, text(policy.keep().text()));
    values.put(PolicyKey.SLOW_MS, "" + policy.slowMillis());
    Capture capture = policy.capture();
    values.put(PolicyKey.CAPTURE_ARGUMENTS, "" + capture.arguments());
    values.put(PolicyKey.CAPTURE_RESULT, "" + capture.result());
    values.put(PolicyKey.CAPTURE_UNNAMED, "" + capture.unnamed());
    values.put(
        PolicyKey.CAPTURE_MAX_FIELD_LENGTH,
        capture.maxFieldLength().isPresent() ? "" + capture.maxFieldLength().getAsInt() : "null");
    values.put(PolicyKey.CAPTURE_REDACT, list(capture.redact()));
    Http http = policy.http();
    values.put(PolicyKey.HTTP_EXCLUDE_PATHS, list(http.excludePaths()));
    values.put(PolicyKey.HTTP_TRUST_INCOMING, "" + http.trustIncoming());
    values.put(PolicyKey.HTTP_HONOUR_SAMPLED, "" + http.honourSampled());
    return values;
  }

  /** The object at a JSON pointer; what has no value is left out. */
  private static String object(String at, Map<PolicyKey, String> values) {
    List<String> members = new ArrayList<>();
    for (PolicyKey key : PolicyKey.values()) {
      if (key.parent().equals(at)) {
        String json = key.isObject() ? object(key.pointer(), values) : values.get(key);
        if (json != null && !json.equals("null")) {
          members.add(text(key.key()) + ":" + json);
        }
      }
    }
    return "{" + String.join(",", members) + "}";
  }

  private static String list(List<String> texts) {
    return texts.stream().map(PolicyJson::text).collect(Collectors.joining(",", "[", "]"));
  }

  private static String text(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
