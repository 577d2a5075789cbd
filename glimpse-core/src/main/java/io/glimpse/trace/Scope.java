package io.glimpse.trace;

/**
 * How long something is the active span of a thread. Whoever opened it closes it on the same
 * thread, best by try-with-resources.
 *
 * <pre>{@code
 * try (Scope scope = span.activate()) {
 *   // spans opened here are children of span
 * }
 * }</pre>
 *
 * <p>Closing it twice, late, out of order or on another thread is harmless and reported at DEBUG.
 *
 * @since 0.1
 */
public interface Scope extends AutoCloseable {
  /** Gives the thread the active span that it had before. Never throws. */
  @Override
  void close();
}
