package io.glimpse.benchmarks;

import com.acme.bench.Leaf;
import jakarta.enterprise.inject.spi.Extension;
import java.util.List;
import kieker.monitoring.core.registry.ControlFlowRegistry;

/** Kieker's agent writes an operation record for each call; the container knows nothing of it. */
final class KiekerContender implements Contender {
  private static final ControlFlowRegistry TRACES = ControlFlowRegistry.INSTANCE;

  @Override
  public List<Extension> extensions(Terms terms) {
    return List.of();
  }

  @Override
  public void ready(Leaf leaf) {
    int[] depth = new int[1];
    Root root = openRoot();
    leaf.run(() -> depth[0] = TRACES.recallThreadLocalESS());
    root.close();
    if (depth[0] != 1) {
      throw new IllegalStateException("Kieker records a call " + depth[0] + " times");
    }
  }

  @Override
  public Root openRoot() {
    long unused = TRACES.getAndStoreUniqueThreadLocalTraceId();
    TRACES.storeThreadLocalEOI(0);
    TRACES.storeThreadLocalESS(0);
    return TRACES::unsetThreadLocalTraceId;
  }
}
