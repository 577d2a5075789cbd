package io.glimpse.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The text of a query with the values of secret parameters replaced; names and order stay. A query
 * without a secret is shown as it is, and not copied.
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

  private QueryText() {}

  static String redacted(String query, Predicate<String> hides) {
    StringBuilder text = null;
    int copied = 0;
    int equals = query.indexOf('=');
    for (int from = 0; from < query.length() && equals >= 0; ) {
      int end = query.indexOf('&', from);
      int to = end < 0 ? query.length() : end;
      if (equals < to && isSecret(query.substring(from, equals), hides)) {
        text = text == null ? new StringBuilder(query.length() + HIDDEN.length()) : text;
        text.append(query, copied, equals + 1).append(HIDDEN);
        copied = to;
      }
      from = to + 1;
      equals = equals < from ? query.indexOf('=', from) : equals;
    }
    return text == null ? query : text.append(query, copied, query.length()).toString();
  }

  private static boolean isSecret(String name, Predicate<String> hides) {
    return SIGNATURES.contains(name) || hides.test(decoded(name));
  }

  private static String decoded(String name) {
    if (name.indexOf('%') < 0 && name.indexOf('+') < 0) {
      return name;
    }
    try {
      return URLDecoder.decode(name, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return name;
    }
  }
}
