package io.glimpse.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A setting of somebody else's that says what a key of ours leaves open, so that an operator who
 * has made it for other tools need not say it twice.
 *
 * @param name an environment variable, or a property of MicroProfile Config
 * @param place which of the two
 * @param asOurs what our key would say for its text; null where the text does not say it
 */
record Fallback(String name, Place place, Function<String, @Nullable String> asOurs) {
  /** Where it is looked for. */
  enum Place {
    ENVIRONMENT,
    MICROPROFILE
  }

  /** A property whose text means the same here. */
  static Fallback property(String property) {
    return new Fallback(property, Place.MICROPROFILE, text -> text);
  }

  /** A variable whose text means the same here. */
  static Fallback same(String variable) {
    return new Fallback(variable, Place.ENVIRONMENT, text -> text);
  }

  /**
   * One entry of a list of {@code key=value}, separated by commas (OpenTelemetry, Resource SDK).
   */
  static Fallback entry(String variable, String key) {
    return new Fallback(variable, Place.ENVIRONMENT, text -> find(text, key));
  }

  private static @Nullable String find(String list, String key) {
    for (String entry : list.split(",", -1)) {
      int equals = entry.indexOf('=');
      if (equals > 0 && entry.substring(0, equals).trim().equals(key)) {
        return decoded(entry.substring(equals + 1).trim());
      }
    }
    return null;
  }

  /** Percent-encoding alone: a plus is a plus here. */
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException asItIs) {
      return text;
    }
  }

  /** A source that says it as our key would, or null where these settings do not. */
  @Nullable ConfigSource in(Map<String, String> settings) {
    String text = settings.get(name);
    String ours = text == null || text.isBlank() ? null : asOurs.apply(text.trim());
    if (ours == null || ours.isBlank()) {
      return null;
    }
    return ConfigSource.foreign(place, name, ours);
  }
}
