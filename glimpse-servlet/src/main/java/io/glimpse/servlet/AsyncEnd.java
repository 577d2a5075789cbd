package io.glimpse.servlet;

import io.glimpse.http.RequestSpan;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletResponse;

/** Ends a request's span when its asynchronous processing is over. */
final class AsyncEnd implements AsyncListener {
  private final RequestSpan span;
  private final HttpServletResponse response;

  AsyncEnd(RequestSpan span, HttpServletResponse response) {
    this.span = span;
    this.response = response;
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
    event.getAsyncContext().addListener(this);
  }
}
