package io.glimpse.servlet;

import io.glimpse.http.RequestSpan;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletResponse;

/** Ends a request's span when its asynchronous processing is over. */
final class AsyncEnd implements AsyncListener {
  private final RequestSpan span;
  private final ServletRequest request;
  private final HttpServletResponse response;

  AsyncEnd(RequestSpan span, ServletRequest request, HttpServletResponse response) {
    this.span = span;
    this.request = request;
    this.response = response;
  }

  /**
   * Is told how this processing goes on. Before each event GlassFish 7 sets the status of the HTTP
   * response to 200 that the listener was added with, or else that of the request; so it gets one
   * here that has no status. What events bring along is not looked at.
   */
  void listenTo(AsyncContext context) {
    context.addListener(this, request, new ServletResponseWrapper(response));
  }

  @Override
  public void onComplete(AsyncEvent event) {
    span.end(response.getStatus());
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    span.timedOut();
  }

  @Override
  public void onError(AsyncEvent event) {
    Throwable thrown = event.getThrowable();
    if (thrown != null) {
      int unused = Escaped.note(thrown, response, span);
    }
  }

  /** A new cycle forgets the listeners of the one before. */
  @Override
  public void onStartAsync(AsyncEvent event) {
    listenTo(event.getAsyncContext());
  }
}
