package io.glimpse.context;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Where new ids come from. A test hands in its own and knows every id before it is made.
 *
 * <p>Called on the application's threads, by many at a time. It must not block.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface IdSource {
  /** Eight bytes, uniformly distributed. The caller asks again when it cannot use a zero. */
  long next();

  /** A span id: eight bytes that are not all zero. */
  default long nextSpanId() {
    long id = next();
    while (id == 0) {
      id = next();
    }
    return id;
  }

  /** The JDK's per-thread generator: no lock, no garbage, and random enough to be unique. */
  static IdSource random() {
    return () -> ThreadLocalRandom.current().nextLong();
  }
}
