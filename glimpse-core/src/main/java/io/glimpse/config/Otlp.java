package io.glimpse.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What OpenTelemetry's variables for OTLP exporters say in our words (OpenTelemetry Protocol
 * Exporter, Configuration Options). The one that is for traces alone goes before the general one.
 */
final class Otlp {
  private static final String TRACES = "OTEL_EXPORTER_OTLP_TRACES_";
  private static final String ALL = "OTEL_EXPORTER_OTLP_";

  private Otlp() {}

  /** The one for traces is the whole address, the general one is what comes before the path. */
  static List<Fallback> endpoint() {
    return List.of(
        Fallback.worded(TRACES + "ENDPOINT", Otlp::withPath),
        Fallback.worded(ALL + "ENDPOINT", base -> base.replaceAll("/+$", "") + "/v1/traces"));
  }

  private static String withPath(String address) {
    return address.matches("[A-Za-z]+://[^/?#]+") ? address + "/" : address;
  }

  static List<Fallback> same(String option) {
    return both(option, text -> text);
  }

  static List<Fallback> compression() {
    return both(
        "COMPRESSION",
        text ->
            switch (text.toLowerCase(Locale.ROOT)) {
              case "gzip" -> "true";
              case "none" -> "false";
              default -> null;
            });
  }

  /** A number of milliseconds. */
  static List<Fallback> timeout() {
    return both("TIMEOUT", text -> text.matches("\\d{1,9}") ? text + " ms" : null);
  }

  private static List<Fallback> both(String option, Function<String, @Nullable String> asOurs) {
    List<Fallback> both = new ArrayList<>();
    both.add(Fallback.worded(TRACES + option, asOurs));
    both.add(Fallback.worded(ALL + option, asOurs));
    return List.copyOf(both);
  }

  /** The protocol that is asked for and that Glimpse does not speak; null where there is none. */
  static @Nullable String otherProtocol(Map<String, String> environment) {
    for (String name : List.of(TRACES + "PROTOCOL", ALL + "PROTOCOL")) {
      String said = environment.getOrDefault(name, "").trim();
      if (!said.isEmpty()) {
        return said.equalsIgnoreCase("http/json") ? null : name + "=" + said;
      }
    }
    return null;
  }
}
