package io.glimpse.requestlocal;

import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;
import org.jspecify.annotations.Nullable;

/**
 * One object for each request, on a runtime whose requests are not bound to threads: Vert.x, as
 * Quarkus uses it. There each request has a context of its own (a duplicated one), which is current
 * on whatever thread works for it, so that requests that share an event loop never mix.
 *
 * <pre>{@code
 * RequestLocal.put(places);           // when the request comes in
 * Object places = RequestLocal.get(); // on any thread that works for it; null on all others
 * }</pre>
 *
 * <p>Without SmallRye's context locals on the class path it keeps and finds nothing, and costs
 * nothing. Safe for any number of threads.
 *
 * @since 0.1
 */
public final class RequestLocal {
  private static final boolean THERE = isThere();

  private RequestLocal() {}

  /** A version of SmallRye's that does not fit is as good as none. */
  private static boolean isThere() {
    try {
      Object unused = Locals.get();
      return true;
    } catch (RuntimeException | LinkageError absent) {
      return false;
    }
  }

  /**
   * Leaves an object with the request that this thread works for.
   *
   * @return whether there is such a request
   */
  public static boolean put(Object kept) {
    return THERE && Locals.put(kept);
  }

  /** What was left with the request that this thread works for. */
  public static @Nullable Object get() {
    return THERE ? Locals.get() : null;
  }

  /** The classes of SmallRye are named here alone. */
  private static final class Locals {
    private static final String KEY = "io.glimpse.requestlocal.RequestLocal";

    static boolean put(Object kept) {
      if (!VertxContext.isOnDuplicatedContext()) {
        return false;
      }
      ContextLocals.put(KEY, kept);
      return true;
    }

    static @Nullable Object get() {
      return VertxContext.isOnDuplicatedContext() ? ContextLocals.get(KEY).orElse(null) : null;
    }
  }
}
