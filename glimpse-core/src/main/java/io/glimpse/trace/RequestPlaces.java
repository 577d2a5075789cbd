package io.glimpse.trace;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What threads remember while they work for one request, where many requests take turns on one
 * thread. Each thread has places of its own for the request, so what it left active there is not
 * seen by the next request, and is found again when the thread comes back. At first the request's
 * span is active in them.
 *
 * <p>It lies with the request and goes with it, so no thread holds it.
 */
final class RequestPlaces {
  private final ThreadSlot owner;
  private final @Nullable ActiveSpan span;
  private final Thread first = Thread.currentThread();
  private final @Nullable Object[] ofFirst;
  private final Map<Thread, @Nullable Object[]> ofOthers =
      Collections.synchronizedMap(new WeakHashMap<>());

  RequestPlaces(ThreadSlot owner, @Nullable ActiveSpan span) {
    this.owner = owner;
    this.span = span;
    this.ofFirst = fresh();
  }

  /** Two tracers must not see each other's spans. */
  boolean belongTo(ThreadSlot slot) {
    return owner == slot;
  }

  /** Those of this thread. */
  @Nullable Object[] ofThisThread() {
    Thread current = Thread.currentThread();
    return current == first ? ofFirst : ofOthers.computeIfAbsent(current, unused -> fresh());
  }

  private @Nullable Object[] fresh() {
    return ThreadSlot.placesWith(span);
  }
}
