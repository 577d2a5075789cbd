package io.glimpse.cdi;

import io.glimpse.trace.TracedFunction;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * The functions that one interceptor instance was called for last. A container makes an interceptor
 * for each bean instance, so there is one bean and mostly a handful of methods, and finding the
 * function again is to compare a reference.
 *
 * <p>Threads that share the bean share this too. What they see is some thread's last entry, and an
 * entry never changes, so a race costs a look-up and nothing else.
 */
final class RecentFunctions {
  private static final int PLACES = 8;

  private final @Nullable Entry[] entries = new Entry[PLACES];

  private record Entry(AttachedFunctions owner, Method method, TracedFunction function) {}

  @SuppressWarnings("ReferenceEquality") // the same method object, or the slow way
  @Nullable TracedFunction find(AttachedFunctions owner, Method method) {
    Entry entry = entries[place(method)];
    return entry != null && entry.method == method && entry.owner == owner ? entry.function : null;
  }

  void remember(AttachedFunctions owner, Method method, TracedFunction function) {
    entries[place(method)] = new Entry(owner, method, function);
  }

  private static int place(Method method) {
    return System.identityHashCode(method) & (PLACES - 1);
  }
}
