package io.glimpse.servlet;

import io.glimpse.http.RequestSpan;
import io.glimpse.trace.Scope;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The application's {@link AsyncContext}, except that what it starts and those who listen find the
 * request's span active.
 */
final class WatchedAsync implements AsyncContext {
  private final AsyncContext context;
  private final RequestSpan span;
  private final ServletResponse response;

  WatchedAsync(AsyncContext context, RequestSpan span, ServletResponse response) {
    this.context = context;
    this.span = span;
    this.response = response;
  }

  @Override
  public void start(Runnable work) {
    context.start(
        () -> {
          try (Scope scope = span.activate()) {
            work.run();
          } catch (Throwable thrown) {
            Escaped.note(thrown, response, span);
            throw thrown;
          }
        });
  }

  @Override
  public void addListener(AsyncListener listener) {
    context.addListener(new Active(listener));
  }

  @Override
  public void addListener(
      AsyncListener listener, ServletRequest request, ServletResponse response) {
    context.addListener(new Active(listener), request, response);
  }

  @Override
  public ServletRequest getRequest() {
    return context.getRequest();
  }

  @Override
  public ServletResponse getResponse() {
    return context.getResponse();
  }

  @Override
  public boolean hasOriginalRequestAndResponse() {
    return context.hasOriginalRequestAndResponse();
  }

  @Override
  public void dispatch() {
    context.dispatch();
  }

  @Override
  public void dispatch(String path) {
    context.dispatch(path);
  }

  @Override
  public void dispatch(ServletContext other, String path) {
    context.dispatch(other, path);
  }

  @Override
  public void complete() {
    context.complete();
  }

  @Override
  public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
    return context.createListener(type);
  }

  @Override
  public void setTimeout(long timeout) {
    context.setTimeout(timeout);
  }

  @Override
  public long getTimeout() {
    return context.getTimeout();
  }

  /** A listener of the application's, called with the request's span active. */
  private final class Active implements AsyncListener {
    private final AsyncListener listener;

    Active(AsyncListener listener) {
      this.listener = listener;
    }

    @Override
    public void onComplete(@Nullable AsyncEvent event) throws IOException {
      try (Scope scope = span.activate()) {
        listener.onComplete(event);
      }
    }

    @Override
    public void onTimeout(@Nullable AsyncEvent event) throws IOException {
      try (Scope scope = span.activate()) {
        listener.onTimeout(event);
      }
    }

    @Override
    public void onError(@Nullable AsyncEvent event) throws IOException {
      try (Scope scope = span.activate()) {
        listener.onError(event);
      }
    }

    @Override
    public void onStartAsync(@Nullable AsyncEvent event) throws IOException {
      try (Scope scope = span.activate()) {
        listener.onStartAsync(event);
      }
    }
  }
}
