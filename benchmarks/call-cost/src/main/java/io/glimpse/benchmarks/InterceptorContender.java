package io.glimpse.benchmarks;

import com.acme.bench.Leaf;
import jakarta.enterprise.inject.spi.Extension;
import java.util.List;

/** An interceptor that needs no tracer. */
record InterceptorContender(Class<?> interceptor) implements Contender {
  @Override
  public List<Extension> extensions(Terms terms) {
    return List.of(new InterceptorExtension(interceptor));
  }

  @Override
  public void ready(Leaf leaf) {
    boolean[] seen = new boolean[1];
    leaf.run(() -> seen[0] = isOnStack());
    if (!seen[0]) {
      throw new IllegalStateException(interceptor + " does not stand in the call");
    }
  }

  private boolean isOnStack() {
    return StackWalker.getInstance()
        .walk(
            frames -> frames.anyMatch(frame -> frame.getClassName().equals(interceptor.getName())));
  }

  @Override
  public Root openRoot() {
    return Root.NONE;
  }
}
