package io.glimpse.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every key that a policy may hold: where it stands, its range, and what to write there. */
enum PolicyKey {
  VERSION("/version", "Write \"version\": \"1.0\"."),
  NAME("/name", "Write text, or leave it out."),
  EXACT_MODULES("/exact_modules", example("com.acme.shop.web")),
  PACKAGE_TREES("/package_trees", example("com.acme.shop.domain")),
  TRACE_DEPTH("/trace_depth", 1, 1000, "5"),
  EXCLUDE("/exclude", example("com.acme.shop.*Mapper")),
  MIN_DURATION_MS("/min_duration_ms", 0, 3_600_000, "0"),
  MAX_CALLS_PER_TRACE("/max_calls_per_trace", 1, 1_000_000, "2000"),
  SAMPLE_RATIO("/sample_ratio", "Write a number from 0 to 1, or leave it out for 1."),
  KEEP("/keep", "Write \"all\" or \"slow_or_failed\", or leave it out for \"all\"."),
  SLOW_MS("/slow_ms", 0, 3_600_000, "500"),
  CAPTURE("/capture", "Write an object such as {\"arguments\": true}, or leave it out."),
  CAPTURE_ARGUMENTS("/capture/arguments", flag(true)),
  CAPTURE_RESULT("/capture/result", flag(true)),
  CAPTURE_UNNAMED("/capture/unnamed", flag(false)),
  CAPTURE_MAX_FIELD_LENGTH("/capture/max_field_length", 16, 65_536, "glimpse.max-field-length"),
  CAPTURE_REDACT("/capture/redact", example("iban")),
  HTTP("/http", "Write an object such as {\"trust_incoming\": true}, or leave it out."),
  HTTP_EXCLUDE_PATHS("/http/exclude_paths", example("/internal/*")),
  HTTP_TRUST_INCOMING("/http/trust_incoming", flag(true)),
  HTTP_HONOUR_SAMPLED("/http/honour_sampled", flag(true));

  /** The keys that decide which functions are traced. */
  static final List<PolicyKey> SELECTION = List.of(EXACT_MODULES, PACKAGE_TREES, EXCLUDE);

  private static final Map<String, PolicyKey> BY_POINTER =
      Arrays.stream(values()).collect(Collectors.toMap(PolicyKey::pointer, Function.identity()));

  private final String pointer;
  private final String remedy;
  private final long min;
  private final long max;

  PolicyKey(String pointer, String remedy) {
    this.pointer = pointer;
    this.remedy = remedy;
    this.min = 0;
    this.max = 0;
  }

  PolicyKey(String pointer, long min, long max, String byDefault) {
    this.pointer = pointer;
    this.remedy =
        "Write a whole number from "
            + min
            + " to "
            + max
            + ", or leave it out for "
            + byDefault
            + ".";
    this.min = min;
    this.max = max;
  }

  private static String flag(boolean byDefault) {
    return "Write true or false, or leave it out for " + byDefault + ".";
  }

  private static String example(String element) {
    return "Write a list such as [\"" + element + "\"], or leave it out.";
  }

  static Optional<PolicyKey> find(String parent, String name) {
    return Optional.ofNullable(BY_POINTER.get(below(parent, name)));
  }

  /** The names that may stand in the object at {@code parent}, in the order of the manual. */
  static List<String> namesIn(String parent) {
    return Arrays.stream(values())
        .filter(key -> key.parent().equals(parent))
        .map(PolicyKey::key)
        .toList();
  }

  /** A key of this name that stands in another object than {@code parent}. */
  static Optional<PolicyKey> elsewhere(String parent, String name) {
    return Arrays.stream(values())
        .filter(key -> key.key().equals(name) && !key.parent().equals(parent))
        .findFirst();
  }

  /** The JSON pointer of {@code name} in the object at {@code parent}: RFC 6901, section 3. */
  static String below(String parent, String name) {
    return parent + '/' + name.replace("~", "~0").replace("/", "~1");
  }

  /** Whether its value is an object with keys of its own. */
  boolean isObject() {
    return this == CAPTURE || this == HTTP;
  }

  String pointer() {
    return pointer;
  }

  String parent() {
    return pointer.substring(0, pointer.lastIndexOf('/'));
  }

  String key() {
    return pointer.substring(pointer.lastIndexOf('/') + 1);
  }

  String remedy() {
    return remedy;
  }

  boolean allows(long number) {
    return min <= number && number <= max;
  }
}
