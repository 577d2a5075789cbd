package io.glimpse.config;

import io.glimpse.spelling.Spelling;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A place where settings are looked up, and what to call a setting there in a message.
 *
 * @param kind what a message calls it
 * @param values everything that is said there, under the names of that place
 * @param naming how a key is spelled there
 * @param unknown what it means that a name which could be ours is no key
 */
record ConfigSource(String kind, Map<String, String> values, Naming naming, Unknown unknown) {
  private static final Logger LOG = System.getLogger("io.glimpse.config");

  /** How a key is spelled there. */
  @FunctionalInterface
  interface Naming {
    String of(ConfigKey<?> key);
  }

  /** What a name is that begins like ours and is no key. */
  enum Unknown {
    /** The code's own: a mistake, since nobody else writes there. */
    PROBLEM,
    /** Kubernetes sets some for a service of this name, and a misspelt one is not to vanish. */
    WARNING,
    /** Only known keys were asked for. */
    IMPOSSIBLE,
    /** The same, and it was written for another tool. */
    FOREIGN
  }

  static ConfigSource properties(Map<String, String> properties) {
    return new ConfigSource("system property", properties, ConfigKey::property, Unknown.WARNING);
  }

  static ConfigSource environment(Map<String, String> variables, String prefix) {
    return new ConfigSource(
        "environment variable", variables, key -> key.variable(prefix), Unknown.WARNING);
  }

  static ConfigSource microProfile(Map<String, String> found) {
    return new ConfigSource("MicroProfile Config", found, ConfigKey::property, Unknown.IMPOSSIBLE);
  }

  static ConfigSource file(String name, Map<String, String> entries, String prefix) {
    return new ConfigSource(name, entries, key -> key.variable(prefix), Unknown.WARNING);
  }

  static ConfigSource code(Map<String, String> params) {
    return new ConfigSource("parameter", params, ConfigKey::name, Unknown.PROBLEM);
  }

  /** A setting of another tool, which says what one of our keys would. */
  static ConfigSource foreign(Fallback.Place place, String name, String text) {
    String kind =
        place == Fallback.Place.ENVIRONMENT ? "environment variable" : "MicroProfile Config";
    return new ConfigSource(kind, Map.of(name, text), key -> name, Unknown.FOREIGN);
  }

  /** The text of a setting, or null where it is not set; an empty one is not set. */
  @Nullable String find(ConfigKey<?> key) {
    String value = values.get(naming.of(key));
    return value == null || value.isBlank() ? null : value.trim();
  }

  /** Whether it is another tool's. */
  boolean isForeign() {
    return unknown == Unknown.FOREIGN;
  }

  String describe(ConfigKey<?> key) {
    return kind + " " + naming.of(key);
  }

  /** Says which names look like ours and have no effect. No value is shown: it may be a secret. */
  void reportUnknown(String envPrefix, List<ConfigProblem> problems) {
    List<String> names = new ArrayList<>();
    for (String name : values.keySet()) {
      if (unknown == Unknown.PROBLEM || isOurs(name, envPrefix)) {
        names.add(name);
      }
    }
    if (names.isEmpty() || unknown == Unknown.IMPOSSIBLE) {
      return;
    }
    List<String> known = new ArrayList<>();
    for (ConfigKey<?> key : ConfigKey.all()) {
      known.add(naming.of(key));
    }
    names.removeAll(known);
    Collections.sort(names);
    for (String name : names) {
      report(name, known, problems);
    }
  }

  private static boolean isOurs(String name, String envPrefix) {
    return name.startsWith("glimpse.") || name.startsWith(envPrefix);
  }

  private void report(String name, List<String> known, List<ConfigProblem> problems) {
    if (unknown == Unknown.PROBLEM) {
      problems.add(
          new ConfigProblem("parameters", name, "There is no such key." + didYouMean(name, known)));
    } else {
      LOG.log(
          Level.WARNING,
          "{0} {1} has no effect: there is no such key.{2}",
          kind,
          name,
          didYouMean(name, known));
    }
  }

  private static String didYouMean(String name, List<String> known) {
    return Spelling.meant(name, known).map(near -> " Did you mean " + near + "?").orElse("");
  }
}
