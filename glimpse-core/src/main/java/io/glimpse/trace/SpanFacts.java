package io.glimpse.trace;

import io.glimpse.record.AttributeKey;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a span when it is opened, for an edge that opens many. The span keeps it and
 * asks it when a record is written, so that opening it costs nothing. An attribute of the same name
 * that is noted later counts instead.
 *
 * <pre>{@code
 * record Message(String topic, long offset) implements SpanFacts {
 *   public void tell(Listener listener) {
 *     listener.fact(TOPIC, topic);
 *     listener.fact(OFFSET, offset);
 *   }
 * }
 * }</pre>
 *
 * <p>It must not change, and is asked on whatever thread ends the span. What it throws costs the
 * span its record.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface SpanFacts {
  /** Tells everything, each key once. */
  void tell(Listener listener);

  /**
   * Hears what is known.
   *
   * @since 0.1
   */
  interface Listener {
    /** A text; it is hidden where the key names a secret, and null is not noted. */
    void fact(AttributeKey key, @Nullable String value);

    /** A whole number. */
    void fact(AttributeKey key, long value);
  }
}
