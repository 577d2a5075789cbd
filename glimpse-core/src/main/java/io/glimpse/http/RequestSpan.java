package io.glimpse.http;

import io.glimpse.context.SpanContext;
import io.glimpse.record.SpanKind;
import io.glimpse.trace.Scope;
import io.glimpse.trace.Span;
import io.glimpse.trace.Tracer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The root span of a request, from its headers to the last byte of its response, named and
 * annotated by OpenTelemetry's conventions (semantic conventions 1.27, HTTP spans, stable).
 *
 * <p>Whoever opens it puts it into the request under {@link #KEY}; whoever knows the route finds it
 * there. It may be activated on several threads in turn, and is ended exactly once.
 *
 * <pre>{@code
 * RequestSpan request = RequestSpan.open(tracer, facts, caller);
 * try (Scope scope = request.activate()) {
 *   chain.doFilter(…);
 * }
 * request.end(response.getStatus());
 * }</pre>
 *
 * @since 0.1
 */
public final class RequestSpan {
  /** The name of the request attribute, or JAX-RS property, that holds it. */
  public static final String KEY = "io.glimpse.http.RequestSpan";

  /** What lies there instead in a request that is left alone, so that no other edge opens one. */
  public static final String IGNORED = "ignored";

  private final Span span;
  private final String nameOfMethod;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final AtomicBoolean aborted = new AtomicBoolean();
  private volatile @Nullable Throwable escaped;

  private RequestSpan(Span span, String nameOfMethod) {
    this.span = span;
    this.nameOfMethod = nameOfMethod;
  }

  /** Opens it below the caller's span where there is one. It is not active yet. */
  public static RequestSpan open(Tracer tracer, RequestFacts facts, Optional<SpanContext> caller) {
    RequestMethod method = RequestMethod.of(facts.method());
    Span span =
        tracer.start(
            method.inName(), SpanKind.SERVER, caller, new RequestNotes(tracer, method, facts));
    return new RequestSpan(span, method.inName());
  }

  /**
   * The request is handled by what is mounted at this template, context root included. The last one
   * counts, so a resource's template replaces a servlet's mapping.
   */
  public void route(String template) {
    span.rename(nameOfMethod + " " + template);
    span.attribute("http.route", template);
  }

  /** Makes it the active span of this thread. */
  public Scope activate() {
    return span.activate();
  }

  /** The span, for notes of one's own. */
  public Span span() {
    return span;
  }

  /**
   * An exception left the application: the span fails with it. It still has to be ended. A
   * container may tell of the same one twice, as it leaves the filters and again to its listeners.
   */
  public void escaped(Throwable thrown) {
    if (thrown == escaped) {
      return;
    }
    escaped = thrown;
    span.fail(thrown);
    span.attribute("error.type", thrown.getClass().getName());
  }

  /**
   * The client went away before it had everything. That is its own doing, so the span does not
   * fail, whatever status the server makes of it; it still has to be ended.
   */
  public void clientAborted() {
    if (aborted.compareAndSet(false, true)) {
      span.event("client_abort");
    }
  }

  /** The asynchronous answer did not come in time. What the client gets instead still decides. */
  public void timedOut() {
    span.event("timeout");
  }

  /**
   * The response is complete. From 500 on the span has failed, unless the client went away; 4xx is
   * the client's own doing.
   *
   * @param status the response's status
   */
  public void end(int status) {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    span.attribute("http.response.status_code", status);
    if (status >= 500 && escaped == null && !aborted.get()) {
      span.fail();
      span.attribute("error.type", Integer.toString(status));
    }
    span.end();
  }
}
