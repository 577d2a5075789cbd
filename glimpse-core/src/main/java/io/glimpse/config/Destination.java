package io.glimpse.config;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The destinations that Glimpse knows by name.
 *
 * @since 0.1
 */
public enum Destination {
  /** A file of JSON lines. */
  JSONL("jsonl", "json"),
  /** An SQLite database. */
  SQLITE("sqlite", "sqlite"),
  /** A server that takes OTLP over HTTP, such as Jaeger or an OpenTelemetry collector. */
  JAEGER("jaeger", "otlp"),
  /** A Zipkin server. */
  ZIPKIN("zipkin", "zipkin");

  private final String name;
  private final String otherName;

  Destination(String name, String otherName) {
    this.name = name;
    this.otherName = otherName;
  }

  static ValueType<List<Destination>> listType() {
    return text -> {
      Set<Destination> found = new LinkedHashSet<>();
      for (String name : text.split(",", -1)) {
        found.add(named(name.trim().toLowerCase(Locale.ROOT)));
      }
      return List.copyOf(found);
    };
  }

  private static Destination named(String name) {
    for (Destination destination : values()) {
      if (destination.name.equals(name) || destination.otherName.equals(name)) {
        return destination;
      }
    }
    throw new IllegalArgumentException(
        "There is no destination \"" + name + "\". Known are: " + known() + ".");
  }

  /** As one writes it. */
  @Override
  public String toString() {
    return name;
  }

  private static String known() {
    return Arrays.stream(values())
        .flatMap(destination -> Stream.of(destination.name, destination.otherName))
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
