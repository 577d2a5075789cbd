package io.glimpse.propagation;

import io.glimpse.context.SpanContext;
import org.jspecify.annotations.Nullable;

/**
 * B3 in a header for each part. The parent's id is neither read nor written: nobody here needs to
 * know whose child our parent is.
 */
final class B3MultiFormat implements HeaderFormat {
  private static final String TRACE = "X-B3-TraceId";
  private static final String SPAN = "X-B3-SpanId";
  private static final String SAMPLED = "X-B3-Sampled";
  private static final String FLAGS = "X-B3-Flags";

  @Override
  public Caller read(IncomingHeaders headers) {
    String trace = headers.line(TRACE);
    String span = headers.line(SPAN);
    B3Decision decision = decision(headers.line(SAMPLED), headers.line(FLAGS));
    if (decision == null) {
      return Caller.NoSpan.SILENT;
    }
    if (trace == null && span == null) {
      return decision.withoutSpan();
    }
    return trace == null || span == null ? Caller.NoSpan.SILENT : decision.about(trace, span);
  }

  private static @Nullable B3Decision decision(@Nullable String sampled, @Nullable String flags) {
    if ("1".equals(flags)) {
      return B3Decision.ACCEPT;
    }
    if (sampled == null) {
      return B3Decision.DEFER;
    }
    return switch (sampled) {
      case "1", "true" -> B3Decision.ACCEPT; // the words are older than the specification
      case "0", "false" -> B3Decision.DENY;
      default -> null;
    };
  }

  @Override
  public void write(SpanContext span, OutgoingHeaders headers) {
    headers.set(TRACE, span.traceId().hex());
    headers.set(SPAN, span.spanId().hex());
    headers.set(SAMPLED, span.flags().sampled() ? "1" : "0");
  }
}
