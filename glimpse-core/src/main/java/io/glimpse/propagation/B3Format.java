package io.glimpse.propagation;

import io.glimpse.context.Hex;
import io.glimpse.context.SpanContext;
import org.jspecify.annotations.Nullable;

/**
 * B3 in one header: {@code b3: <trace>-<span>-<state>-<parent>}, the last two or only the last left
 * out, or the state alone.
 */
final class B3Format implements HeaderFormat {
  private static final String HEADER = "b3";
  private static final int SPAN = 16;
  private static final int PARENT = 16;

  @Override
  public Caller read(IncomingHeaders headers) {
    String text = headers.line(HEADER);
    if (text == null) {
      return Caller.NoSpan.SILENT;
    }
    if (text.length() == 1) {
      B3Decision alone = B3Decision.of(text.charAt(0));
      return alone == null ? Caller.NoSpan.SILENT : alone.withoutSpan();
    }
    int dash = text.indexOf('-');
    int end = dash + 1 + SPAN;
    if (dash < 0 || end > text.length()) {
      return Caller.NoSpan.SILENT;
    }
    B3Decision decision = decision(text, end);
    return decision == null
        ? Caller.NoSpan.SILENT
        : decision.about(text.substring(0, dash), text.substring(dash + 1, end));
  }

  /** What follows the span id: nothing, {@code -s}, or {@code -s-} and the parent's id. */
  private static @Nullable B3Decision decision(String text, int at) {
    int length = text.length() - at;
    if (length == 0) {
      return B3Decision.DEFER;
    }
    boolean wellFormed =
        text.charAt(at) == '-'
            && (length == 2
                || (length == 3 + PARENT
                    && text.charAt(at + 2) == '-'
                    && Hex.isLowerHex(text, at + 3, PARENT)));
    return wellFormed ? B3Decision.of(text.charAt(at + 1)) : null;
  }

  @Override
  public void write(SpanContext span, OutgoingHeaders headers) {
    String state = span.flags().sampled() ? "-1" : "-0";
    headers.set(HEADER, span.traceId().hex() + "-" + span.spanId().hex() + state);
  }
}
