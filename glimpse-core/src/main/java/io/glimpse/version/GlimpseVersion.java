package io.glimpse.version;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The version of Glimpse, as the build wrote it beside this class. A manifest would be lost where
 * an application and its libraries become one jar.
 *
 * <pre>{@code
 * request.header("User-Agent", "Glimpse/" + GlimpseVersion.current());
 * }</pre>
 *
 * @since 0.1
 */
public final class GlimpseVersion {
  private static final String UNKNOWN = "unknown";
  private static final String CURRENT = read();

  private GlimpseVersion() {}

  /** Such as {@code 0.1.0}; {@code unknown} where somebody has taken the classes alone. */
  public static String current() {
    return CURRENT;
  }

  private static String read() {
    try (InputStream in = GlimpseVersion.class.getResourceAsStream("version.txt")) {
      return in == null ? UNKNOWN : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException unreadable) {
      return UNKNOWN;
    }
  }
}
