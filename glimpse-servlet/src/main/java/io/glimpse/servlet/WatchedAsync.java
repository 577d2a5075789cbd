package io.glimpse.servlet;

import io.glimpse.trace.Scope;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The application's {@link AsyncContext}, except that what it starts and those who listen find
 * active what the request's first thread has found.
 */
final class WatchedAsync implements AsyncContext {
  private final AsyncContext context;
  private final Supplier<Scope> entrance;
  private final Consumer<Throwable> escape;

  /**
   * @param entrance makes it active
   * @param escape hears of what leaves started work by an exception
   */
  WatchedAsync(AsyncContext context, Supplier<Scope> entrance, Consumer<Throwable> escape) {
    this.context = context;
    this.entrance = entrance;
    this.escape = escape;
  }

  @Override
  public void start(Runnable work) {
    context.start(
        () -> {
          try (Scope scope = entrance.get()) {
            work.run();
          } catch (Throwable thrown) {
            escape.accept(thrown);
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

  /** A listener of the application's, called where the work of the request is. */
  private final class Active implements AsyncListener {
    private final AsyncListener listener;

    Active(AsyncListener listener) {
      this.listener = listener;
    }

    @Override
    public void onComplete(@Nullable AsyncEvent event) throws IOException {
      try (Scope scope = entrance.get()) {
        listener.onComplete(event);
      }
    }

    @Override
    public void onTimeout(@Nullable AsyncEvent event) throws IOException {
      try (Scope scope = entrance.get()) {
        listener.onTimeout(event);
      }
    }

    @Override
    public void onError(@Nullable AsyncEvent event) throws IOException {
      try (Scope scope = entrance.get()) {
        listener.onError(event);
      }
    }

    @Override
    public void onStartAsync(@Nullable AsyncEvent event) throws IOException {
      try (Scope scope = entrance.get()) {
        listener.onStartAsync(event);
      }
    }
  }
}
