package io.glimpse.jaxrs;

import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.spi.ContainerResponseWriter;
import org.jspecify.annotations.Nullable;

/**
 * The container's way of writing a response, except that it notices which status goes out and when
 * the response is complete: {@code commit} is called once after the last byte, also of a stream of
 * events, and {@code failure} instead where an exception goes on to the container.
 */
final class WatchedWriter implements ContainerResponseWriter {
  private final ContainerResponseWriter writer;
  private final RootRequest root;

  WatchedWriter(ContainerResponseWriter writer, RootRequest root) {
    this.writer = writer;
    this.root = root;
  }

  @Override
  public OutputStream writeResponseStatusAndHeaders(long length, ContainerResponse response) {
    root.answers(response.getStatus());
    return writer.writeResponseStatusAndHeaders(length, response);
  }

  @Override
  public boolean suspend(long time, TimeUnit unit, @Nullable TimeoutHandler handler) {
    boolean done = writer.suspend(time, unit, handler == null ? null : noting(handler));
    if (done) {
      root.suspends();
    }
    return done;
  }

  private TimeoutHandler noting(TimeoutHandler handler) {
    return container -> {
      root.timedOut();
      handler.onTimeout(container);
    };
  }

  @Override
  public void setSuspendTimeout(long time, TimeUnit unit) {
    writer.setSuspendTimeout(time, unit);
  }

  @Override
  public void commit() {
    try {
      writer.commit();
    } finally {
      root.end(200);
    }
  }

  @Override
  public void failure(Throwable error) {
    root.escaped(JerseyRequest.unwrapped(error));
    try {
      writer.failure(error);
    } finally {
      root.end(500);
    }
  }

  @Override
  public boolean enableResponseBuffering() {
    return writer.enableResponseBuffering();
  }
}
