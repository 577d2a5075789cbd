package io.glimpse.jaxrs;

import jakarta.annotation.Priority;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;

/**
 * Ends the root span that {@link RootFilter} has opened when the entity is written, outside of
 * everybody else's interceptors.
 *
 * <p>Registered by {@link GlimpseFeature} only where there are no servlets and the runtime does not
 * tell by itself: some runtimes write in another way as soon as there is an interceptor. That is
 * also why it is no {@code @Provider}. What the writing throws goes on as it is.
 *
 * @since 0.1
 */
@Priority(Integer.MIN_VALUE)
public class RootWriter implements WriterInterceptor {
  /** For the runtime. */
  public RootWriter() {}

  @Override
  public void aroundWriteTo(WriterInterceptorContext writing) throws IOException {
    RootRequest root = RootRequest.of(writing.getProperty(RootRequest.KEY));
    if (root == null || root.isWatched()) {
      writing.proceed();
      return;
    }
    root.enter();
    try {
      writing.proceed();
    } catch (Throwable thrown) {
      root.escaped(thrown);
      root.answers(500);
      throw thrown;
    } finally {
      root.endOnThisThread();
    }
  }
}
