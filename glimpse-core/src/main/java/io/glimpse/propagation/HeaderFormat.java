package io.glimpse.propagation;

import io.glimpse.context.SpanContext;

/** The headers of one way to say where a trace stands. Holds nothing; serves all threads. */
interface HeaderFormat {
  /** The format behind a name. */
  static HeaderFormat of(Propagator propagator) {
    return switch (propagator) {
      case TRACECONTEXT -> new TraceContextFormat();
      case B3 -> new B3Format();
      case B3MULTI -> new B3MultiFormat();
    };
  }

  /** What the caller says; a bad header says nothing. */
  Caller read(IncomingHeaders headers);

  /** Sets exactly the headers of this format. */
  void write(SpanContext span, OutgoingHeaders headers);
}
