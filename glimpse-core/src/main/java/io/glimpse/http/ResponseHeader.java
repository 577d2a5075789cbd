package io.glimpse.http;

import io.glimpse.context.SpanContext;
import io.glimpse.propagation.TraceParent;
import java.util.Optional;

/**
 * The header by which a response tells its trace, when the operator asked for one.
 *
 * <p>{@code traceresponse} carries what {@code traceparent} would (W3C Trace Context level 2,
 * editor's draft), {@code server-timing} the same in a form that browsers show to scripts, and any
 * other name just the trace id.
 *
 * <pre>{@code
 * ResponseHeader.named("traceresponse").ifPresent(
 *     header -> response.setHeader(header.name(), header.value(span.context())));
 * }</pre>
 *
 * @param name the header's name
 * @since 0.1
 */
public record ResponseHeader(String name) {
  private static final String NONE = "none";
  private static final String TRACE_RESPONSE = "traceresponse";
  private static final String SERVER_TIMING = "server-timing";

  /** Empty for {@code none}. */
  public static Optional<ResponseHeader> named(String name) {
    return name.equalsIgnoreCase(NONE) ? Optional.empty() : Optional.of(new ResponseHeader(name));
  }

  /** What it says about this span. */
  public String value(SpanContext span) {
    if (name.equalsIgnoreCase(TRACE_RESPONSE)) {
      return TraceParent.of(span).header();
    }
    return name.equalsIgnoreCase(SERVER_TIMING)
        ? "traceparent;desc=\"" + TraceParent.of(span).header() + "\""
        : span.traceId().hex();
  }
}
