package io.glimpse.propagation;

import io.glimpse.context.SpanContext;

/**
 * What the headers of an incoming message say about the trace that it belongs to.
 *
 * @since 0.1
 */
public sealed interface Caller {
  /** A span whose trace goes on here. */
  record Known(SpanContext span) implements Caller {}

  /**
   * A span that leaves it to us whether the trace is recorded, as only B3 can; its flag is clear.
   */
  record Undecided(SpanContext span) implements Caller {}

  /** No span: a trace begins here. */
  enum NoSpan implements Caller {
    /** The headers say nothing, or nothing that can be read. */
    SILENT,
    /** The trace that begins here is not wanted in any record, as only B3 can say. */
    UNWANTED
  }
}
