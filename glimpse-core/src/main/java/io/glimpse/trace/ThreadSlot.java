package io.glimpse.trace;

import io.glimpse.logcontext.LogContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * What a thread remembers of one tracer: the active span, the open scopes, the desk.
 *
 * <p>A thread of the server outlives the application, so nothing of ours may stay behind in it. The
 * thread local holds a plain array; its first two places are empty whenever no span is active, the
 * third is a weak reference. A class of Glimpse is never reachable from an idle thread.
 */
final class ThreadSlot {
  private static final Logger LOG = System.getLogger("io.glimpse.trace");
  private static final int ACTIVE = 0;
  private static final int SCOPE = 1;
  private static final int WORKSPACE = 2;

  // Not ThreadLocal.withInitial: its subclass would be one more thing for a leak detector to ask
  // about. Not static: two tracers of one class loader must not see each other's spans.
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<@Nullable Object[]> local = new ThreadLocal<>();

  private final LogContext logContext;

  ThreadSlot(LogContext logContext) {
    this.logContext = logContext;
  }

  /** The current thread's places. */
  @Nullable Object[] places() {
    @Nullable Object[] places = local.get();
    if (places == null) {
      places = new Object[3];
      local.set(places);
    }
    return places;
  }

  static @Nullable ActiveSpan active(@Nullable Object[] places) {
    return (ActiveSpan) places[ACTIVE];
  }

  static void activate(@Nullable Object[] places, ActiveSpan span) {
    places[ACTIVE] = span;
  }

  @SuppressWarnings("unchecked") // nobody else writes to this place
  static Workspace workspace(@Nullable Object[] places) {
    WeakReference<Workspace> reference = (WeakReference<Workspace>) places[WORKSPACE];
    Workspace known = reference == null ? null : reference.get();
    if (known == null) {
      known = new Workspace();
      places[WORKSPACE] = new WeakReference<>(known);
    }
    return known;
  }

  /** Ends a call's time as the active span, and that of scopes that were left open inside it. */
  static void leave(@Nullable Object[] places, OpenCall call) {
    if (places[ACTIVE] != call) {
      for (OpenScope scope = top(places); scope != null; scope = scope.outer) {
        if (scope.previous == call) {
          LOG.log(Level.DEBUG, "a scope was left open inside {0}", call);
          places[SCOPE] = scope.outer;
          break;
        }
      }
    }
    places[ACTIVE] = call.parent;
  }

  /** Makes {@code span} the active one until the scope is closed. */
  Scope enter(@Nullable ActiveSpan span) {
    @Nullable Object[] places = places();
    String logged = logContext.replace(span == null ? null : span.root.traceIdHex());
    OpenScope scope = new OpenScope(places, active(places), top(places), logged);
    places[ACTIVE] = span;
    places[SCOPE] = scope;
    return scope;
  }

  /** Leaves the thread as if it had never seen a span. */
  void reset() {
    @Nullable Object[] places = places();
    places[ACTIVE] = null;
    places[SCOPE] = null;
    String unused = logContext.replace(null);
  }

  private static @Nullable OpenScope top(@Nullable Object[] places) {
    return (OpenScope) places[SCOPE];
  }

  /** A scope knows its thread by the array that only this thread can reach. */
  private final class OpenScope implements Scope {
    private final @Nullable Object[] places;
    final @Nullable ActiveSpan previous;
    final @Nullable OpenScope outer;
    private final @Nullable String logged;

    OpenScope(
        @Nullable Object[] places,
        @Nullable ActiveSpan previous,
        @Nullable OpenScope outer,
        @Nullable String logged) {
      this.places = places;
      this.previous = previous;
      this.outer = outer;
      this.logged = logged;
    }

    @Override
    public void close() {
      if (local.get() != places) {
        LOG.log(Level.DEBUG, "a scope was closed on another thread than it was opened on");
        return;
      }
      if (!isOpen()) {
        LOG.log(Level.DEBUG, "a scope was closed twice, or after the one around it");
        return;
      }
      if (places[SCOPE] != this) {
        LOG.log(Level.DEBUG, "a scope was closed before the one inside it");
      }
      places[SCOPE] = outer;
      places[ACTIVE] = previous;
      String unused = logContext.replace(logged);
    }

    private boolean isOpen() {
      for (OpenScope scope = top(places); scope != null; scope = scope.outer) {
        if (scope == this) {
          return true;
        }
      }
      return false;
    }
  }
}
