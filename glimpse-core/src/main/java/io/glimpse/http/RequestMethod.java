package io.glimpse.http;

import java.util.Set;

/**
 * A request's method as the conventions want it: one that no specification knows is "other".
 *
 * @param sent as it came
 * @param isKnown whether a specification knows it
 */
record RequestMethod(String sent, boolean isKnown) {
  /** RFC 9110 section 9.3, RFC 5789, and the QUERY draft, as the conventions list them. */
  private static final Set<String> KNOWN =
      Set.of(
          "CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "QUERY", "TRACE");

  static final String OTHER = "_OTHER";

  static RequestMethod of(String sent) {
    return new RequestMethod(sent, KNOWN.contains(sent));
  }

  /** What it is called in the name of a span. */
  String inName() {
    return isKnown ? sent : "HTTP";
  }
}
