package io.glimpse.propagation;

import io.glimpse.context.Hex;
import io.glimpse.context.SpanContext;
import io.glimpse.context.SpanId;
import io.glimpse.context.TraceFlags;
import io.glimpse.context.TraceId;
import java.nio.charset.StandardCharsets;
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

  // 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
  private static final int TRACE = 3;
  private static final int PARENT = 36;
  private static final int FLAGS = 53;
  private static final int LENGTH = 55;

  /**
   * Where a thread puts a header together, so that formatting leaves nothing but the text. It stays
   * behind in the thread, as an array of the JDK's that leads nowhere.
   */
  private static final ThreadLocal<byte[]> DRAFT = new ThreadLocal<>();

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
    int at = Blanks.before(line);
    int end = Blanks.after(line, at);
    if (end - at < LENGTH
        || line.charAt(at + TRACE - 1) != '-'
        || line.charAt(at + PARENT - 1) != '-'
        || line.charAt(at + FLAGS - 1) != '-'
        || !Hex.isLowerHex(line, at, 2)
        || !Hex.isLowerHex(line, at + TRACE, 32)
        || !Hex.isLowerHex(line, at + PARENT, 16)
        || !Hex.isLowerHex(line, at + FLAGS, 2)) {
      return Optional.empty();
    }
    long version = Hex.parse(line, at, 2);
    boolean endsWell =
        end - at == LENGTH || (version > 0 && line.charAt(at + LENGTH) == '-'); // may carry more
    long high = Hex.parse(line, at + TRACE, 16);
    long low = Hex.parse(line, at + TRACE + 16, 16);
    long parent = Hex.parse(line, at + PARENT, 16);
    if (version == 0xff || !endsWell || (high | low) == 0 || parent == 0) {
      return Optional.empty();
    }
    TraceFlags flags = new TraceFlags((int) Hex.parse(line, at + FLAGS, 2));
    return Optional.of(new TraceParent(new TraceId(high, low), new SpanId(parent), flags));
  }

  /** The header's value in version 00. */
  public String header() {
    byte[] text = draft();
    Hex.write(text, TRACE, traceId.high(), 16);
    Hex.write(text, TRACE + 16, traceId.low(), 16);
    Hex.write(text, PARENT, parentId.value(), 16);
    Hex.write(text, FLAGS, flags.bits(), 2);
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  private static byte[] draft() {
    byte[] known = DRAFT.get();
    if (known == null) {
      known = new byte[LENGTH];
      Hex.write(known, 0, 0, 2);
      known[TRACE - 1] = '-';
      known[PARENT - 1] = '-';
      known[FLAGS - 1] = '-';
      DRAFT.set(known);
    }
    return known;
  }
}
