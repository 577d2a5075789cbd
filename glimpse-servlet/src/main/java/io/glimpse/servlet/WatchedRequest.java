package io.glimpse.servlet;

import io.glimpse.http.RequestSpan;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;

/**
 * The application's request, except that it notices when the request goes asynchronous.
 *
 * <p>Asking {@code isAsyncStarted} after the chain has returned is not enough: it is false again
 * when the application has already called {@code dispatch} or {@code complete} (Servlet 6.0,
 * section 2.3.3.3), and then the span would end too early.
 */
final class WatchedRequest extends HttpServletRequestWrapper {
  private final HttpServletResponse response;
  private final RequestSpan span;
  private volatile boolean async;

  WatchedRequest(HttpServletRequest request, HttpServletResponse response, RequestSpan span) {
    super(request);
    this.response = response;
    this.span = span;
  }

  /** Whether an {@link AsyncEnd} will end the span. */
  boolean isAsync() {
    return async;
  }

  @Override
  public AsyncContext startAsync() {
    return watch(super.startAsync());
  }

  @Override
  public AsyncContext startAsync(ServletRequest request, ServletResponse answer) {
    return watch(super.startAsync(request, answer));
  }

  private AsyncContext watch(AsyncContext context) {
    new AsyncEnd(span, this, response).listenTo(context);
    async = true;
    return watched(context);
  }

  @Override
  public AsyncContext getAsyncContext() {
    return watched(super.getAsyncContext());
  }

  private AsyncContext watched(AsyncContext context) {
    return new WatchedAsync(
        context, span::activate, thrown -> Escaped.note(thrown, response, span));
  }
}
