package com.acme.bench;

import io.opentelemetry.instrumentation.annotations.WithSpan;
import jakarta.enterprise.context.ApplicationScoped;

/** The function that is called: without arguments, and with two scalars and a result. */
@ApplicationScoped
public class Leaf {
  /** For the container. */
  public Leaf() {}

  /** Does nothing. */
  @WithSpan
  public void call() {}

  /** Two scalar arguments and a result. */
  @WithSpan
  public long sum(int quantity, long price) {
    return quantity + price;
  }

  /** Runs {@code work} as part of the call, so that a contender can look at itself from inside. */
  @WithSpan
  public void run(Runnable work) {
    work.run();
  }
}
