package io.glimpse.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The text of a query, or of a path with its parameters, with the values of secret ones replaced;
 * names and order stay. What has no secret is shown as it is, and not copied.
 *
 * <p>A value of a query is over at {@code &}. A semicolon may part two parameters, too, as it once
 * did in HTML, or be in a value: so a name is looked for behind it, and a secret goes on over it.
 */
final class QueryText {
  /** What cloud stores sign URLs with (OpenTelemetry semantic conventions, url.query). */
  private static final Set<String> SIGNATURES =
      Set.of(
          "X-Amz-Signature",
          "X-Amz-Credential",
          "X-Amz-Security-Token",
          "AWSAccessKeyId",
          "Signature",
          "sig",
          "X-Goog-Signature");

  private static final String HIDDEN = "[redacted]";

  /** A name may be encoded twice, on its way through a redirect; more often is nobody's habit. */
  private static final int DECODINGS = 3;

  private QueryText() {}

  static String redacted(String query, Predicate<String> hides) {
    return query.indexOf('=') < 0 ? query : redacted(query, 0, '&', hides);
  }

  /** {@code /cart;jsessionid=1}: the parameters of a path's segments are no less secret. */
  static String redactedPath(String path, Predicate<String> hides) {
    int first = path.indexOf(';');
    return first < 0 ? path : redacted(path, first + 1, '/', hides);
  }

  /**
   * @param first where the first name begins
   * @param end what ends a value, besides the text's own end
   */
  private static String redacted(String text, int first, char end, Predicate<String> hides) {
    StringBuilder shown = null;
    int copied = 0;
    int name = first;
    for (int i = first; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == end || c == ';') {
        name = i + 1;
      } else if (c == '=' && name >= 0) {
        if (isSecret(text.substring(name, i), hides)) {
          shown = shown == null ? new StringBuilder(text.length() + HIDDEN.length()) : shown;
          shown.append(text, copied, i + 1).append(HIDDEN);
          int over = text.indexOf(end, i);
          copied = over < 0 ? text.length() : over;
          i = copied - 1;
        }
        name = -1; // a second = is part of the value
      }
    }
    return shown == null ? text : shown.append(text, copied, text.length()).toString();
  }

  private static boolean isSecret(String name, Predicate<String> hides) {
    if (SIGNATURES.contains(name) || hides.test(name)) {
      return true;
    }
    String known = name;
    for (int i = 0; i < DECODINGS; i++) {
      String decoded = decoded(known);
      if (decoded == null) {
        return false;
      }
      if (hides.test(decoded)) {
        return true;
      }
      known = decoded;
    }
    return true; // in doubt
  }

  /** Null where there is nothing to decode. */
  private static @Nullable String decoded(String name) {
    if (name.indexOf('%') < 0 && name.indexOf('+') < 0) {
      return null;
    }
    try {
      return URLDecoder.decode(name, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return null;
    }
  }
}
