package io.glimpse.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a policy as JSON; by hand, so that a policy made in code needs no JSON-P provider. */
final class PolicyJson {
  private PolicyJson() {}

  static String write(TracingPolicy policy) {
    List<String> members = new ArrayList<>();
    members.add(member(PolicyKey.VERSION, text(PolicyReader.VERSION)));
    String name = policy.name();
    if (name != null) {
      members.add(member(PolicyKey.NAME, text(name)));
    }
    members.add(member(PolicyKey.EXACT_MODULES, list(policy.exactModules())));
    members.add(member(PolicyKey.PACKAGE_TREES, list(policy.packageTrees())));
    members.add(member(PolicyKey.TRACE_DEPTH, policy.traceDepth()));
    members.add(member(PolicyKey.EXCLUDE, list(policy.exclude())));
    members.add(member(PolicyKey.CAPTURE, capture(policy.capture())));
    members.add(member(PolicyKey.MIN_DURATION_MS, policy.minDurationMillis()));
    members.add(member(PolicyKey.MAX_CALLS_PER_TRACE, policy.maxCallsPerTrace()));
    members.add(member(PolicyKey.SAMPLE_RATIO, policy.sampleRatio()));
    members.add(member(PolicyKey.KEEP, text(policy.keep().text())));
    members.add(member(PolicyKey.SLOW_MS, policy.slowMillis()));
    members.add(member(PolicyKey.HTTP, http(policy.http())));
    return object(members);
  }

  private static String capture(Capture capture) {
    List<String> members = new ArrayList<>();
    members.add(member(PolicyKey.CAPTURE_ARGUMENTS, capture.arguments()));
    members.add(member(PolicyKey.CAPTURE_RESULT, capture.result()));
    members.add(member(PolicyKey.CAPTURE_UNNAMED, capture.unnamed()));
    capture
        .maxFieldLength()
        .ifPresent(length -> members.add(member(PolicyKey.CAPTURE_MAX_FIELD_LENGTH, length)));
    members.add(member(PolicyKey.CAPTURE_REDACT, list(capture.redact())));
    return object(members);
  }

  private static String http(Http http) {
    return object(
        List.of(
            member(PolicyKey.HTTP_EXCLUDE_PATHS, list(http.excludePaths())),
            member(PolicyKey.HTTP_TRUST_INCOMING, http.trustIncoming()),
            member(PolicyKey.HTTP_HONOUR_SAMPLED, http.honourSampled())));
  }

  private static String object(List<String> members) {
    return "{" + String.join(",", members) + "}";
  }

  private static String member(PolicyKey key, Object json) {
    return text(key.key()) + ":" + json;
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
