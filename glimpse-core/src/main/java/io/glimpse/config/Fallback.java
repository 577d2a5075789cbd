package io.glimpse.config;

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

  /** A variable that says the same in other words; null where it says nothing that we know. */
  static Fallback worded(String variable, Function<String, @Nullable String> asOurs) {
    return new Fallback(variable, Place.ENVIRONMENT, asOurs);
  }

  /**
   * One entry of a list of {@code key=value}, separated by commas (OpenTelemetry, Resource SDK).
   */
  static Fallback entry(String variable, String key) {
    return new Fallback(
        variable, Place.ENVIRONMENT, text -> KeyValues.readWhatCanBe(text).get(key));
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
