package io.glimpse.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One key of a policy that says something else than before.
 *
 * <pre>{@code
 * inForce.changesTo(readAgain).forEach(System.err::println); // trace_depth 5 -> 8
 * }</pre>
 *
 * @param key as it stands in the file, with the object that it is in: {@code capture.arguments}
 * @param before the value as JSON, with the default written out; {@code null} where there was none
 * @param after the value as JSON now
 * @since 0.1
 */
public record PolicyChange(String key, String before, String after) {
  static List<PolicyChange> between(TracingPolicy before, TracingPolicy after) {
    Map<PolicyKey, String> old = PolicyJson.values(before);
    List<PolicyChange> changes = new ArrayList<>();
    PolicyJson.values(after)
        .forEach(
            (key, now) -> {
              String was = old.getOrDefault(key, "null");
              if (!was.equals(now)) {
                changes.add(
                    new PolicyChange(key.pointer().substring(1).replace('/', '.'), was, now));
              }
            });
    return List.copyOf(changes);
  }

  /**
   * Whether it says which functions are traced, which is decided when an application is deployed.
   */
  public boolean isSelection() {
    return PolicyKey.SELECTION.stream().anyMatch(selecting -> selecting.key().equals(key));
  }

  /** The key and both values. */
  @Override
  public String toString() {
    return key + " " + before + " -> " + after;
  }
}
