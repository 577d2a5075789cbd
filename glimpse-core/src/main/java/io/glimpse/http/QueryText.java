package io.glimpse.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Predicate;

/** The text of a query with the values of secret parameters replaced; names and order stay. */
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

  private QueryText() {}

  static String redacted(String query, Predicate<String> hides) {
    StringBuilder text = new StringBuilder(query.length());
    int from = 0;
    while (from <= query.length()) {
      int end = query.indexOf('&', from);
      int to = end < 0 ? query.length() : end;
      append(text, query.substring(from, to), hides);
      if (end >= 0) {
        text.append('&');
      }
      from = to + 1;
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String parameter, Predicate<String> hides) {
    int equals = parameter.indexOf('=');
    String name = equals < 0 ? parameter : parameter.substring(0, equals);
    if (equals >= 0 && (SIGNATURES.contains(name) || hides.test(decoded(name)))) {
      text.append(name).append("=[redacted]");
    } else {
      text.append(parameter);
    }
  }

  private static String decoded(String name) {
    try {
      return URLDecoder.decode(name, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return name;
    }
  }
}
