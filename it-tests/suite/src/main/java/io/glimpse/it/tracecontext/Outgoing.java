package io.glimpse.it.tracecontext;

import java.util.List;

/**
 * The trace headers of one request that the shop sent on, line by line.
 *
 * @param traceparent the lines of that name
 * @param tracestate the lines of that name
 */
record Outgoing(List<String> traceparent, List<String> tracestate) {

  Outgoing {
    traceparent = List.copyOf(traceparent);
    tracestate = List.copyOf(tracestate);
  }
}
