package io.glimpse.benchmarks.opentelemetry;

import com.acme.bench.Leaf;
import io.glimpse.benchmarks.Contender;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import jakarta.enterprise.inject.spi.Extension;
import java.util.List;

/** The agent watches; the application only opens the root, by the API that the agent fills in. */
public final class AgentContender implements Contender {
  /** Made by name. */
  public AgentContender() {}

  @Override
  public List<Extension> extensions(Terms terms) {
    return List.of();
  }

  @Override
  public void ready(Leaf leaf) {
    Root root = openRoot();
    Span outside = Span.current();
    leaf.run(
        () -> {
          Span inside = Span.current();
          if (!inside.isRecording() || inside.getSpanContext().equals(outside.getSpanContext())) {
            throw new IllegalStateException("the agent opened no span for a call: " + inside);
          }
        });
    root.close();
  }

  @Override
  @SuppressWarnings("MustBeClosedChecker") // the root closes it
  public Root openRoot() {
    Span span =
        GlobalOpenTelemetry.getTracer("io.glimpse.benchmarks").spanBuilder("root").startSpan();
    Scope scope = span.makeCurrent();
    return () -> {
      scope.close();
      span.end();
    };
  }
}
