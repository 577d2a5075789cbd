package io.glimpse.http;

import io.glimpse.trace.Scope;
import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a request's span is found by the threads that work for the request, on a runtime whose
 * requests are not bound to threads: Vert.x, as Quarkus uses it. There each request has a context
 * of its own, which Vert.x makes current on whatever thread works for it, so that requests that
 * share an event loop never mix.
 *
 * <pre>{@code
 * RequestPlace.keep(request::activate);      // when the request comes in
 * try (Scope scope = RequestPlace.enter()) { // on any thread that works for it; null elsewhere
 *   …
 * }
 * }</pre>
 *
 * <p>Without SmallRye's context locals on the class path it keeps and finds nothing. Safe for any
 * number of threads.
 *
 * @since 0.1
 */
public final class RequestPlace {
  private static final boolean THERE = isThere();

  private RequestPlace() {}

  private static boolean isThere() {
    try {
      Class<?> unused =
          Class.forName(
              "io.smallrye.common.vertx.ContextLocals", false, RequestPlace.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError absent) {
      return false;
    }
  }

  /**
   * The request that this thread works for has a span.
   *
   * @param activation makes the span active on the thread that asks
   */
  public static void keep(Supplier<Scope> activation) {
    if (THERE) {
      Locals.keep(activation);
    }
  }

  /**
   * Makes the span of the request that this thread works for the active one.
   *
   * @return what ends that; null where the thread works for no request with a span
   */
  public static @Nullable Scope enter() {
    return THERE ? Locals.enter() : null;
  }

  /** The classes of SmallRye are named here alone. */
  private static final class Locals {
    private static final String KEY = "io.glimpse.http.RequestPlace";

    static void keep(Supplier<Scope> activation) {
      if (VertxContext.isOnDuplicatedContext()) {
        ContextLocals.put(KEY, activation);
      }
    }

    static @Nullable Scope enter() {
      if (!VertxContext.isOnDuplicatedContext()) {
        return null;
      }
      return ContextLocals.<Supplier<Scope>>get(KEY).map(Supplier::get).orElse(null);
    }
  }
}
