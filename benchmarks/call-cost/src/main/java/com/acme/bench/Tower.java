package com.acme.bench;

import io.opentelemetry.instrumentation.annotations.WithSpan;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Calls the leaf many times at the bottom of some calls that stay open. */
@ApplicationScoped
public class Tower {
  @Inject private Tower self;
  @Inject private Leaf leaf;

  /** For the container. */
  public Tower() {}

  /** Opens {@code floors} calls, this one included, and calls the leaf inside the last. */
  @WithSpan
  public void climb(int floors, int calls) {
    if (floors > 1) {
      self.climb(floors - 1, calls);
    } else {
      callRepeatedly(leaf, calls);
    }
  }

  /** The loop, the same for every depth. */
  public static void callRepeatedly(Leaf leaf, int calls) {
    for (int i = 0; i < calls; i++) {
      leaf.call();
    }
  }
}
