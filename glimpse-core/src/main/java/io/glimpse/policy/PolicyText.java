package io.glimpse.policy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.ServiceConfigurationError;
import org.jspecify.annotations.Nullable;

/**
 * The way from bytes to a policy up to the point where JSON begins. No class of JSON-P is named
 * here, so that its absence is a message and not a failing class.
 */
final class PolicyText {
  static final int LARGEST = 1 << 20;

  private static final String TOO_LARGE_REMEDY =
      "Write a shorter policy; wildcards and package_trees name many classes at once.";
  private static final String NO_PROVIDER_REMEDY =
      "A Jakarta EE server brings one; elsewhere add the dependency org.eclipse:yasson:3.0.4.";

  private PolicyText() {}

  static TracingPolicy read(String origin, InputStream utf8) throws IOException {
    byte[] bytes = utf8.readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw tooLarge(origin);
    }
    try {
      return parse(
          origin, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException notUtf8) {
      throw problem(origin, "bytes that are not UTF-8", "Save the file as UTF-8.", notUtf8);
    }
  }

  static TracingPolicy parse(String origin, String json) {
    // A byte order mark is not JSON, but editors write one and nobody sees it.
    String text = json.startsWith("\ufeff") ? json.substring(1) : json;
    if (text.length() > LARGEST) {
      throw tooLarge(origin);
    }
    try {
      return PolicyReader.read(origin, text);
    } catch (NoClassDefFoundError | ServiceConfigurationError absent) {
      throw noProvider(origin, absent);
    }
  }

  static PolicyException noProvider(String origin, Throwable cause) {
    return problem(
        origin,
        "no JSON-P provider that could read it (" + PolicyProblem.shown(cause.toString()) + ")",
        NO_PROVIDER_REMEDY,
        cause);
  }

  private static PolicyException tooLarge(String origin) {
    return problem(origin, "more than 1 MiB of text", TOO_LARGE_REMEDY, null);
  }

  private static PolicyException problem(
      String origin, String found, String remedy, @Nullable Throwable cause) {
    return new PolicyException(List.of(new PolicyProblem(origin, "", found, remedy)), cause);
  }
}
