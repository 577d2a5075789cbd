package io.glimpse.propagation;

import java.util.Locale;

/**
 * A way to say in headers where a trace stands. The configuration names those that are spoken here.
 *
 * @since 0.1
 */
public enum Propagator {
  /** W3C Trace Context level 2: {@code traceparent} and {@code tracestate}. */
  TRACECONTEXT,
  /** B3 in the one header {@code b3}, for neighbours of the Zipkin family. */
  B3,
  /** B3 in the headers {@code X-B3-…}, for the older ones among them. */
  B3MULTI;

  /** As one writes it in the configuration. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
