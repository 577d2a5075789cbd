package io.glimpse.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A place where settings are looked up, and what to call a setting there in a message. */
record ConfigSource(String kind, Map<String, String> values, Naming naming) {
  /** How a key is spelled there. */
  @FunctionalInterface
  interface Naming {
    String of(ConfigKey<?> key);
  }

  static ConfigSource properties(Map<String, String> properties) {
    return new ConfigSource("system property", properties, ConfigKey::property);
  }

  static ConfigSource environment(Map<String, String> variables, String prefix) {
    return new ConfigSource("environment variable", variables, key -> key.variable(prefix));
  }

  static ConfigSource code(Map<String, String> params) {
    return new ConfigSource("parameter", params, ConfigKey::name);
  }

  /** The text of a setting, or null where it is not set; an empty one is not set. */
  @Nullable String find(ConfigKey<?> key) {
    String value = values.get(naming.of(key));
    return value == null || value.isBlank() ? null : value.trim();
  }

  String describe(ConfigKey<?> key) {
    return kind + " " + naming.of(key);
  }
}
