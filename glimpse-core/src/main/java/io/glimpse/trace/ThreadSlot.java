package io.glimpse.trace;

import io.glimpse.logcontext.LogContext;
import io.glimpse.record.NameTable;
import io.glimpse.record.RecordSink;
import io.glimpse.requestlocal.RequestLocal;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a thread remembers of one tracer: the active span, the open scopes, the desk.
 *
 * <p>A thread of the server outlives the application, so nothing of ours may stay behind in it. The
 * thread local holds a plain array; its first three places are empty whenever no span is active,
 * the fourth is a weak reference. A class of Glimpse is never reachable from an idle thread.
 *
 * <p>Where many requests take turns on one thread, a thread that works for one of them has places
 * for that request, which lie with the request: see {@link RequestPlaces}.
 */
final class ThreadSlot {
  private static final Logger LOG = System.getLogger("io.glimpse.trace");
  private static final int ACTIVE = 0;
  private static final int SCOPE = 1;

  /** The desk, while a scope is open in which it will be needed for every call. */
  private static final int DESK = 2;

  /** The desk, as long as nobody clears it away. */
  private static final int REMEMBERED = 3;

  private static final int PLACES = 4;

  // Not ThreadLocal.withInitial: its subclass would be one more thing for a leak detector to ask
  // about. Not static: two tracers of one class loader must not see each other's spans.
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<@Nullable Object[]> local = new ThreadLocal<>();

  private final Desks desks;
  private final LogContext logContext;

  /** Where nobody wants the trace id it is not made into text. */
  private final boolean logs;

  ThreadSlot(LogContext logContext, NameTable names, RecordSink sink) {
    this.desks = new Desks(names, sink);
    this.logContext = logContext;
    this.logs = logContext != LogContext.none();
  }

  static @Nullable Object[] placesWith(@Nullable ActiveSpan span) {
    @Nullable Object[] places = new Object[PLACES];
    places[ACTIVE] = span;
    return places;
  }

  /** The current thread's places, for the request that it works for where threads are shared. */
  @Nullable Object[] places() {
    return RequestLocal.get() instanceof RequestPlaces request && request.belongTo(this)
        ? request.ofThisThread()
        : ofThread();
  }

  private @Nullable Object[] ofThread() {
    @Nullable Object[] places = local.get();
    if (places == null) {
      places = new Object[PLACES];
      local.set(places);
    }
    return places;
  }

  /**
   * New places for a thread whose places are empty. Every call writes to them twice, and a write of
   * a new object into one that has survived a few garbage collections costs a fence (G1's barrier),
   * which is a tenth of the call. Those that are as young as the request are spared it.
   */
  private @Nullable Object[] fresh(@Nullable Object[] empty) {
    Workspace desk = workspace(empty);
    @Nullable Object[] places = {null, null, desk, empty[REMEMBERED]};
    desk.places = places;
    local.set(places);
    return places;
  }

  static @Nullable ActiveSpan active(@Nullable Object[] places) {
    OpenScope scope = top(places);
    while (scope != null && scope.closedElsewhere && places[ACTIVE] == scope.entered) {
      scope.restore();
      scope = scope.outer;
    }
    return (ActiveSpan) places[ACTIVE];
  }

  static void activate(@Nullable Object[] places, ActiveSpan span) {
    places[ACTIVE] = span;
  }

  Workspace workspace(@Nullable Object[] places) {
    Workspace desk = (Workspace) places[DESK];
    return desk == null ? remembered(places) : desk;
  }

  @SuppressWarnings("unchecked") // nobody else writes to this place
  private Workspace remembered(@Nullable Object[] places) {
    WeakReference<Workspace> reference = (WeakReference<Workspace>) places[REMEMBERED];
    Workspace known = reference == null ? null : reference.get();
    if (known != null) {
      return known;
    }
    if (reference != null) {
      desks.isGone(reference);
    }
    Workspace fresh = desks.newDesk(places);
    places[REMEMBERED] = desks.add(fresh);
    return fresh;
  }

  /** Ends a call's time as the active span, and that of scopes that were left open inside it. */
  static void leave(@Nullable Object[] places, OpenCall call) {
    if (places[ACTIVE] == call) {
      places[ACTIVE] = call.parent;
      return;
    }
    misuse("a scope was left open inside a call, or the one around the call was closed first");
    boolean onThisThread = isWithin(active(places), call);
    for (OpenScope scope = top(places); scope != null; scope = scope.outer) {
      if (isWithin(scope.previous, call)) {
        onThisThread = true;
        scope.restore();
      }
    }
    // Otherwise a reset, or a scope that was closed around the call, has taken it away already:
    // to give its parent back would leave that one behind for good.
    if (onThisThread) {
      places[ACTIVE] = call.parent;
    }
  }

  private static boolean isWithin(@Nullable ActiveSpan span, OpenCall call) {
    for (ActiveSpan each = span; each != null; each = each.parent) {
      if (each == call) {
        return true;
      }
    }
    return false;
  }

  /** Logging runs the application's own handlers, whose exceptions are not for our callers. */
  private static void misuse(String message) {
    try {
      LOG.log(Level.DEBUG, message);
    } catch (Throwable notEvenThat) {
      // Nothing was lost, so there is nothing to count.
    }
  }

  /**
   * {@code span} is active from now on for as long as a thread works for the request that this one
   * works for, unless something else is. The log context follows the request by itself there. Does
   * nothing where requests are bound to threads.
   */
  void stayWithRequest(@Nullable ActiveSpan span) {
    if (RequestLocal.put(new RequestPlaces(this, span)) && logs && span != null) {
      String unused = logContext.replace(span.root.traceIdHex());
    }
  }

  /** Makes {@code span} the active one until the scope is closed. */
  Scope enter(@Nullable ActiveSpan span) {
    @Nullable Object[] places = places();
    ActiveSpan previous = active(places);
    if (previous == null && top(places) == null && places == local.get()) {
      places = fresh(places);
      if (span != null) {
        span.root.mayGoBy(workspace(places).inlet);
      }
    }
    String logged = logs ? logContext.replace(span == null ? null : span.root.traceIdHex()) : null;
    OpenScope scope = new OpenScope(places, span, previous, top(places), logged);
    places[ACTIVE] = span;
    places[SCOPE] = scope;
    return scope;
  }

  /** The spans that are active on any thread, or will be again when a scope is closed. */
  List<ActiveSpan> innermost() {
    List<ActiveSpan> found = new ArrayList<>();
    for (Workspace desk : desks.all()) {
      addTo(found, (ActiveSpan) desk.places[ACTIVE]);
      for (OpenScope scope = top(desk.places); scope != null; scope = scope.outer) {
        addTo(found, scope.previous);
      }
    }
    return found;
  }

  private static void addTo(List<ActiveSpan> found, @Nullable ActiveSpan span) {
    if (span != null) {
      boolean unused = found.add(span);
    }
  }

  /** The spans that are active on any thread or will be again, and all that they lie in. */
  Set<ActiveSpan> onAllThreads() {
    Set<ActiveSpan> found = Collections.newSetFromMap(new IdentityHashMap<>());
    innermost().forEach(span -> addWithParents(found, span));
    return found;
  }

  private static void addWithParents(Set<ActiveSpan> found, ActiveSpan innermost) {
    for (ActiveSpan span = innermost; span != null && found.add(span); span = span.parent) {}
  }

  /** Leaves the thread as if it had never seen a span. */
  void reset() {
    @Nullable Object[] places = places();
    places[ACTIVE] = null;
    places[SCOPE] = null;
    places[DESK] = null;
    String unused = logContext.replace(null);
  }

  private static @Nullable OpenScope top(@Nullable Object[] places) {
    return (OpenScope) places[SCOPE];
  }

  /** A scope knows its thread and request by the array that only they can reach. */
  private final class OpenScope implements Scope {
    private final @Nullable Object[] places;
    final @Nullable ActiveSpan entered;
    final @Nullable ActiveSpan previous;
    final @Nullable OpenScope outer;
    private final @Nullable String logged;

    /** Another thread may not touch the places; the scope's own thread makes good for it. */
    volatile boolean closedElsewhere;

    OpenScope(
        @Nullable Object[] places,
        @Nullable ActiveSpan entered,
        @Nullable ActiveSpan previous,
        @Nullable OpenScope outer,
        @Nullable String logged) {
      this.places = places;
      this.entered = entered;
      this.previous = previous;
      this.outer = outer;
      this.logged = logged;
    }

    @Override
    public void close() {
      if (places() != places) {
        closedElsewhere = true;
        misuse("a scope was closed on another thread, or for another request, than it was opened");
        return;
      }
      if (!isOpen()) {
        misuse("a scope was closed twice, or after the one around it");
        return;
      }
      if (places[SCOPE] != this) {
        misuse("a scope was closed before the one inside it");
      }
      restore();
    }

    void restore() {
      places[SCOPE] = outer;
      places[ACTIVE] = previous;
      if (outer == null) {
        places[DESK] = null;
      }
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
