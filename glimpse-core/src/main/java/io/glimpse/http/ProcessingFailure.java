package io.glimpse.http;

import org.jspecify.annotations.Nullable;

/**
 * Finds out from the exception that ended a function whether a request of its own is what went
 * wrong. JAX-RS tells its filters nothing of a request that got no answer, but throws a {@code
 * ProcessingException} at its caller, whose root cause is the reason. Known by name, since nothing
 * here knows JAX-RS.
 */
final class ProcessingFailure {
  private static final String NAME = "jakarta.ws.rs.ProcessingException";
  private static final int LONGEST_CHAIN = 32;

  private ProcessingFailure() {}

  /** The root cause of a {@code ProcessingException} or of what wraps one; null for any other. */
  static @Nullable Throwable rootCause(Throwable thrown) {
    boolean found = false;
    Throwable last = thrown;
    int length = 0;
    for (Throwable each = thrown; each != null && length < LONGEST_CHAIN; each = cause(each)) {
      found = found || isOne(each);
      last = each;
      length++;
    }
    return found ? last : null;
  }

  private static boolean isOne(Throwable thrown) {
    for (Class<?> type = thrown.getClass(); type != null; type = type.getSuperclass()) {
      if (type.getName().equals(NAME)) {
        return true;
      }
    }
    return false;
  }

  /** The cause where asking for it runs nobody's code but the JDK's. */
  private static @Nullable Throwable cause(Throwable thrown) {
    try {
      Class<?> asks = thrown.getClass().getMethod("getCause").getDeclaringClass();
      return asks == Throwable.class ? thrown.getCause() : null;
    } catch (NoSuchMethodException impossible) {
      return null;
    }
  }
}
