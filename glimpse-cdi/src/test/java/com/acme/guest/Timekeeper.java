package com.acme.guest;

import io.glimpse.trace.Tracer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** A bean that has the tracer injected. */
@ApplicationScoped
public class Timekeeper {
  @Inject Tracer tracer;

  /** Whether anything is running. */
  public boolean isRunning() {
    return tracer.isRunning();
  }
}
