package io.glimpse.propagation;

import io.glimpse.context.SpanContext;
import io.glimpse.context.SpanId;
import io.glimpse.context.TraceFlags;
import io.glimpse.context.TraceId;
import java.util.List;
import java.util.Optional;

/**
 * The caller's place in its trace, as the {@code traceparent} header carries it (W3C Trace Context
 * level 2, section 3.2).
 *
 * <pre>{@code
 * Optional<TraceParent> caller = TraceParent.parse(List.of(
 *     "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));
 * }</pre>
 *
 * @param traceId the trace
 * @param parentId the caller's span
 * @param flags what the caller says about recording
 * @since 0.1
 */
public record TraceParent(TraceId traceId, SpanId parentId, TraceFlags flags) {
  /** The header's name, in the lower case that HTTP/2 asks for. */
  public static final String HEADER = "traceparent";

  /** {@code 00-<32 hex>-<16 hex>-<2 hex>}. */
  private static final int LENGTH = 55;

  /** The header for a span of ours. */
  public static TraceParent of(SpanContext span) {
    return new TraceParent(span.traceId(), span.spanId(), span.flags());
  }

  /**
   * Reads the lines of the header, all of them: two lines are as bad as a malformed one. Empty for
   * an absent, doubled or malformed header, since a stranger's bad header starts a new trace and is
   * never an error.
   */
  public static Optional<TraceParent> parse(List<String> headerLines) {
    return headerLines.size() == 1 ? parse(headerLines.get(0)) : Optional.empty();
  }

  private static Optional<TraceParent> parse(String line) {
    String text = trimmed(line);
    if (text.length() < LENGTH
        || text.charAt(2) != '-'
        || text.charAt(35) != '-'
        || text.charAt(52) != '-') {
      return Optional.empty();
    }
    int version = byteAt(text, 0);
    int flags = byteAt(text, 53);
    if (version < 0 || version == 0xff || flags < 0 || !endsWell(text, version)) {
      return Optional.empty();
    }
    return TraceId.parse(text.substring(3, 35))
        .flatMap(
            trace ->
                SpanId.parse(text.substring(36, 52))
                    .map(span -> new TraceParent(trace, span, new TraceFlags(flags))));
  }

  /** Version 00 ends with its flags; a later version may go on after another dash. */
  private static boolean endsWell(String text, int version) {
    return text.length() == LENGTH || (version > 0 && text.charAt(LENGTH) == '-');
  }

  private static String trimmed(String line) {
    int from = 0;
    int to = line.length();
    while (from < to && isBlank(line.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(line.charAt(to - 1))) {
      to--;
    }
    return line.substring(from, to);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private static int byteAt(String text, int at) {
    int high = hexDigit(text.charAt(at));
    int low = hexDigit(text.charAt(at + 1));
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }

  private static int hexDigit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  }

  /** The header's value in version 00. */
  public String header() {
    return "00-" + traceId.hex() + "-" + parentId.hex() + "-" + flags;
  }
}
