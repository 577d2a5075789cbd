package io.glimpse.servlet;

import io.glimpse.context.SpanContext;
import io.glimpse.trace.Scope;
import io.glimpse.trace.Tracer;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Optional;

/**
 * A request that is not recorded: nothing below it is, and its caller's headers go on as they came,
 * on whichever thread it is worked for.
 */
final class IgnoredRequest extends HttpServletRequestWrapper {
  private final Tracer tracer;
  private final Optional<SpanContext> caller;

  IgnoredRequest(HttpServletRequest request, Tracer tracer, Optional<SpanContext> caller) {
    super(request);
    this.tracer = tracer;
    this.caller = caller;
  }

  /** What this thread does is not recorded until the scope is closed. */
  Scope activate() {
    return tracer.ignore(caller);
  }

  @Override
  public AsyncContext startAsync() {
    return watched(super.startAsync());
  }

  @Override
  public AsyncContext startAsync(ServletRequest request, ServletResponse answer) {
    return watched(super.startAsync(request, answer));
  }

  @Override
  public AsyncContext getAsyncContext() {
    return watched(super.getAsyncContext());
  }

  /** What escapes is nobody's to note. */
  private AsyncContext watched(AsyncContext context) {
    return new WatchedAsync(context, this::activate, thrown -> {});
  }
}
