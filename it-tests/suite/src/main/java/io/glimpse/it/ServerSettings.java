package io.glimpse.it;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How a system property reaches the server while it runs; it counts from the next deployment on.
 */
@FunctionalInterface
public interface ServerSettings {

  /** Sets it, or takes it away where the value is null. */
  void put(String key, @Nullable String value);

  /** For a server that serves {@code back-door.war} at this address. */
  static ServerSettings throughBackDoor(URI root) {
    return new BackDoor(root);
  }

  /** For a server that lives in the JVM of the tests. */
  static ServerSettings ofThisJvm() {
    return (key, value) -> {
      if (value == null) {
        System.clearProperty(key);
      } else {
        System.setProperty(key, value);
      }
    };
  }
}
