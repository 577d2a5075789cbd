package io.glimpse.jaxrs;

import io.glimpse.Glimpse;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.spi.ContainerResponseWriter;
import org.jspecify.annotations.Nullable;

/**
 * The container's way of writing a response, except that it notices when an exception goes on to
 * the container: {@code failure} is called then, before the container does anything about it. Where
 * JAX-RS holds the root it also notices which status goes out and when the response is complete:
 * {@code commit} is called once after the last byte, also of a stream of events.
 */
final class WatchedWriter implements ContainerResponseWriter {
  private final ContainerResponseWriter writer;
  private final JerseyRequest request;
  private final @Nullable RootRequest root;

  /**
   * @param root null where a servlet layer holds the root
   */
  WatchedWriter(ContainerResponseWriter writer, JerseyRequest request, @Nullable RootRequest root) {
    this.writer = writer;
    this.request = request;
    this.root = root;
  }

  @Override
  public OutputStream writeResponseStatusAndHeaders(long length, ContainerResponse response) {
    if (root != null) {
      root.answers(response.getStatus());
    }
    return writer.writeResponseStatusAndHeaders(length, response);
  }

  @Override
  public boolean suspend(long time, TimeUnit unit, @Nullable TimeoutHandler handler) {
    if (root == null) {
      return writer.suspend(time, unit, handler);
    }
    boolean done = writer.suspend(time, unit, handler == null ? null : noting(handler, root));
    if (done) {
      root.suspends();
    }
    return done;
  }

  private static TimeoutHandler noting(TimeoutHandler handler, RootRequest root) {
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
      if (root != null) {
        root.end(200);
      }
    }
  }

  @Override
  public void failure(Throwable error) {
    note(error);
    try {
      writer.failure(error);
    } finally {
      if (root != null) {
        root.end(500);
      }
    }
  }

  private void note(Throwable error) {
    try {
      request.unmapped(error);
      if (root != null) {
        root.escaped(JerseyRequest.unwrapped(error));
      }
    } catch (Throwable fault) {
      Glimpse.current().tracer().reportFault(fault);
    }
  }

  @Override
  public boolean enableResponseBuffering() {
    return writer.enableResponseBuffering();
  }
}
