package io.glimpse.report;

import java.util.Map;
import java.util.ServiceConfigurationError;

/**
 * A document of maps and lists as JSON text. JSON-B writes and reads it where there is one; where
 * an application brings JSON-P alone, as one on Quarkus may, that does. No class of either is named
 * here, so that its absence is a message and not a failing class.
 */
final class JsonDocument {
  private static final String NO_PROVIDER =
      "The deployment report as JSON needs a JSON-B or a JSON-P provider, and there is neither: add"
          + " org.eclipse:yasson:3.0.4. The report as text needs none: DeploymentReport.details().";

  private JsonDocument() {}

  static String write(Map<String, Object> document) {
    try {
      return JsonByB.write(document);
    } catch (NoClassDefFoundError | ServiceConfigurationError | IllegalStateException absent) {
      return writeByP(document);
    }
  }

  private static String writeByP(Map<String, Object> document) {
    try {
      return JsonByP.write(document);
    } catch (NoClassDefFoundError | ServiceConfigurationError absent) {
      throw new IllegalStateException(NO_PROVIDER, absent);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if it is no JSON object
   */
  static Map<?, ?> read(String text) {
    try {
      return JsonByB.read(text);
    } catch (NoClassDefFoundError | ServiceConfigurationError | IllegalStateException absent) {
      return readByP(text);
    }
  }

  private static Map<?, ?> readByP(String text) {
    try {
      return JsonByP.read(text);
    } catch (NoClassDefFoundError | ServiceConfigurationError absent) {
      throw new IllegalStateException(NO_PROVIDER, absent);
    }
  }

  /** Thrown by both where the API is there and nobody provides it. */
  static IllegalStateException noProvider(RuntimeException cause) {
    return new IllegalStateException(NO_PROVIDER, cause);
  }
}
