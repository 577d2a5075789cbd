package io.glimpse.config;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** What the server's MicroProfile Config knows. Only loaded where its API is. */
final class MicroProfileSettings {
  private MicroProfileSettings() {}

  /** What it says for our keys and for what stands in for them; it is asked for nothing else. */
  static Map<String, String> read(ClassLoader application) {
    Config config = ConfigProvider.getConfig(application);
    Map<String, String> found = new TreeMap<>();
    for (ConfigKey<?> key : ConfigKey.all()) {
      look(config, key.property(), found);
      for (Fallback each : key.fallbacks()) {
        if (each.place() == Fallback.Place.MICROPROFILE) {
          look(config, each.name(), found);
        }
      }
    }
    return found;
  }

  private static void look(Config config, String property, Map<String, String> found) {
    Optional<String> value = config.getOptionalValue(property, String.class);
    value.ifPresent(text -> found.put(property, text));
  }
}
