package io.glimpse.propagation;

import io.glimpse.context.Hex;
import io.glimpse.context.SpanContext;
import io.glimpse.context.SpanId;
import io.glimpse.context.TraceFlags;
import io.glimpse.context.TraceId;
import io.glimpse.context.TraceState;
import org.jspecify.annotations.Nullable;

/**
 * B3's sampling state, and what it makes of the ids beside it (openzipkin/b3-propagation). Debug
 * counts as accept.
 */
enum B3Decision {
  ACCEPT,
  DENY,
  DEFER;

  private static final int TRACE = 32;
  private static final int HALF_TRACE = 16;
  private static final int SPAN = 16;

  /** The single letter of the state; null for one that does not exist. */
  static @Nullable B3Decision of(char letter) {
    return switch (letter) {
      case '1', 'd' -> ACCEPT;
      case '0' -> DENY;
      default -> null;
    };
  }

  /**
   * What a message without ids says. A trace that begins here is subject to the ratio of our own,
   * so accept adds nothing.
   */
  Caller withoutSpan() {
    return this == DENY ? Caller.NoSpan.UNWANTED : Caller.NoSpan.SILENT;
  }

  /** What a message with ids says; nothing where one of them is malformed or zero. */
  Caller about(String traceId, String spanId) {
    boolean wellFormed =
        (traceId.length() == TRACE || traceId.length() == HALF_TRACE)
            && spanId.length() == SPAN
            && Hex.isLowerHex(traceId, 0, traceId.length())
            && Hex.isLowerHex(spanId, 0, SPAN);
    if (!wellFormed) {
      return Caller.NoSpan.SILENT;
    }
    long high = traceId.length() == TRACE ? Hex.parse(traceId, 0, 16) : 0;
    long low = Hex.parse(traceId, traceId.length() - 16, 16);
    long span = Hex.parse(spanId, 0, SPAN);
    if ((high | low) == 0 || span == 0) {
      return Caller.NoSpan.SILENT;
    }
    TraceFlags flags = new TraceFlags(this == ACCEPT ? TraceFlags.SAMPLED : 0);
    SpanContext caller =
        new SpanContext(new TraceId(high, low), new SpanId(span), flags, TraceState.NONE, true);
    return this == DEFER ? new Caller.Undecided(caller) : new Caller.Known(caller);
  }
}
