package io.glimpse.jaxrs;

import io.glimpse.Glimpse;
import io.glimpse.context.SpanContext;
import io.glimpse.http.RequestFacts;
import io.glimpse.http.RequestSpan;
import io.glimpse.http.ResponseHeader;
import io.glimpse.trace.Scope;
import io.glimpse.trace.Tracer;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MultivaluedMap;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.WeakReference;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A request whose root is held by JAX-RS alone, because no servlet layer has seen it.
 *
 * <p>A servlet filter stands around its request; nothing in JAX-RS does. So the threads that work
 * for the request are entered and left by what the runtime tells, and each thread remembers for
 * whom it works: what a request has left behind there goes when the next one comes. One that is
 * ignored by its path has no span, but keeps its threads from recording.
 *
 * <p>The thread remembers the scope, and weakly: some requests never end, and a server's threads
 * outlive the application. As long as the scope is open its thread has it anyway.
 *
 * <p>Several threads may work for it at once. Nothing here throws.
 */
final class RootRequest {
  /** The property of the JAX-RS request that holds it. */
  static final String KEY = "io.glimpse.jaxrs.RootRequest";

  private static final Logger LOG = System.getLogger("io.glimpse.jaxrs");

  /** Removed when the thread is left; it is what says that it was not. */
  private static final ThreadLocal<@Nullable WeakReference<Scope>> HERE = new ThreadLocal<>();

  private final Tracer tracer;
  private final @Nullable ResponseHeader told;
  private final Optional<SpanContext> caller;
  private final @Nullable RequestSpan span;
  private final boolean watched;
  private final Set<Scope> scopes = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Scope first;
  private volatile boolean taken;
  private volatile boolean suspended;
  private volatile boolean returned;
  private volatile int status;

  private RootRequest(
      Entrance entrance,
      ContainerRequestContext request,
      boolean watched,
      Supplier<RequestFacts> facts) {
    this.tracer = entrance.tracer();
    this.told = entrance.told();
    this.caller = entrance.caller(request);
    this.span = entrance.ignores(request) ? null : RequestSpan.open(tracer, facts.get(), caller);
    this.watched = watched;
  }

  /**
   * Opens the root, unless somebody else has, and makes it active on this thread.
   *
   * @param watched whether the runtime will tell when the response is complete; where not the
   *     filters have to guess
   */
  static @Nullable RootRequest open(ContainerRequestContext request, boolean watched) {
    RootRequest opened = prepare(request, watched, () -> Entrance.facts(request));
    if (opened != null) {
      opened.begin();
    }
    return opened;
  }

  /** The same, but not active on any thread yet. */
  static @Nullable RootRequest prepare(
      ContainerRequestContext request, boolean watched, Supplier<RequestFacts> facts) {
    try {
      Entrance entrance = Entrance.current();
      if (!entrance.isOpen() || request.getProperty(RequestSpan.KEY) != null) {
        return null;
      }
      dropWhatIsLeft();
      RootRequest opened = new RootRequest(entrance, request, watched, facts);
      request.setProperty(KEY, opened);
      request.setProperty(RequestSpan.KEY, opened.span == null ? RequestSpan.IGNORED : opened.span);
      return opened;
    } catch (Throwable fault) {
      Glimpse.current().tracer().reportFault(fault);
      return null;
    }
  }

  static @Nullable RootRequest of(@Nullable Object property) {
    return property instanceof RootRequest root ? root : null;
  }

  /** Of the request that this thread works for, as long as it is open. */
  private static @Nullable Scope here() {
    WeakReference<Scope> here = HERE.get();
    return here == null ? null : here.get();
  }

  private static void dropWhatIsLeft() {
    Scope left = here();
    HERE.remove();
    if (left != null) {
      left.close();
      say("a request was still active on this thread when the next one came");
    }
  }

  /** Logging runs the application's own handlers, whose exceptions are not for our callers. */
  private static void say(String message) {
    try {
      LOG.log(Level.DEBUG, message);
    } catch (Throwable notEvenThat) {
      // Nothing was lost but a line.
    }
  }

  /** Makes it active on this thread, which is the first. */
  void begin() {
    try {
      enter();
      first = here();
    } catch (Throwable fault) {
      tracer.reportFault(fault);
    }
  }

  /** Makes it active on this thread until the scope is closed. */
  Scope activate() {
    return span == null ? tracer.ignore(caller) : span.activate();
  }

  /** Makes it active wherever a thread works for this request, where the runtime can tell that. */
  void stayWithRequest() {
    try (Scope scope = activate()) {
      tracer.capture().stayWithRequest();
    }
  }

  /** It is JAX-RS that answers the request. */
  void taken() {
    taken = true;
  }

  /** Whether it is known by now that JAX-RS answers the request. */
  boolean isTaken() {
    return taken;
  }

  /** Whether the runtime tells when the response is complete. */
  boolean isWatched() {
    return watched;
  }

  /** This thread works for the request from now on. */
  void enter() {
    Scope here = here();
    if (here == null || !scopes.contains(here)) {
      dropWhatIsLeft();
      Scope entered = activate();
      scopes.add(entered);
      HERE.set(new WeakReference<>(entered));
    }
  }

  /** This thread is done with the request, if it worked for it at all. */
  void leave() {
    Scope here = here();
    if (here != null && scopes.remove(here)) {
      HERE.remove();
      here.close();
    }
  }

  /**
   * The thread that the request came on has gone on to other work without saying so; it will find
   * that out when it next looks.
   */
  void leaveFirst() {
    Scope left = first;
    if (left != null && left != here()) {
      first = null;
      left.close();
    }
  }

  /** The response comes later; the thread stays only for as long as the resource has it. */
  void suspends() {
    suspended = true;
    if (returned) {
      leave();
    }
  }

  /** The resource's method has returned or thrown. */
  void returned() {
    returned = true;
    if (suspended) {
      leave();
    }
  }

  /** The runtime is done with the response; a resource that has resumed itself may still run. */
  void finished() {
    boolean stillInResource = suspended && !returned && here() == first;
    if (!stillInResource) {
      leave();
    }
  }

  /** Tells the client its trace, where the operator asked for that. */
  void tell(MultivaluedMap<String, Object> headers) {
    ResponseHeader header = told;
    if (header != null && span != null) {
      headers.add(header.name(), header.value(span.span().context()));
    }
  }

  /** This is the status that the client will see, as far as is known. */
  void answers(int known) {
    status = known;
  }

  void timedOut() {
    if (span != null) {
      span.timedOut();
    }
  }

  void escaped(Throwable thrown) {
    if (span != null) {
      span.escaped(thrown);
    }
  }

  /**
   * The response is complete.
   *
   * @param otherwise the status where none is known
   */
  void end(int otherwise) {
    if (span != null) {
      span.end(status == 0 ? otherwise : status);
    }
  }

  /** The same, and neither this thread nor the one it came on works for it any more. */
  void endOnThisThread() {
    end(200);
    leave();
    leaveFirst();
  }

  void reportFault(Throwable fault) {
    tracer.reportFault(fault);
  }
}
