package io.glimpse.async;

import org.jspecify.annotations.Nullable;

/**
 * How a result that came late ended.
 *
 * @since 0.1
 */
public sealed interface Outcome {
  /** There is a value, which may be null. */
  record Value(@Nullable Object value) implements Outcome {}

  /** A publisher has said all it had to say; its items were nobody's but the subscriber's. */
  record Exhausted() implements Outcome {}

  /** It failed. */
  record Failed(Throwable thrown) implements Outcome {}

  /** The subscriber wants no more. */
  record Cancelled() implements Outcome {}
}
