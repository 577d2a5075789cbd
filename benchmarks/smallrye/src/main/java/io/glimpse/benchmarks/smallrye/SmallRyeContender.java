package io.glimpse.benchmarks.smallrye;

import com.acme.bench.Leaf;
import io.glimpse.benchmarks.Contender;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.smallrye.opentelemetry.implementation.cdi.OpenTelemetryExtension;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.enterprise.inject.spi.Extension;
import java.util.List;

/** The functions carry {@code @WithSpan}; SmallRye's extension does the rest. */
public final class SmallRyeContender implements Contender {
  /** Made by name. */
  public SmallRyeContender() {}

  @Override
  public List<Extension> extensions(Terms terms) {
    return List.of(new OpenTelemetryExtension());
  }

  @Override
  public List<Class<?>> beans() {
    return List.of(NothingExported.class);
  }

  @Override
  public void ready(Leaf leaf) {
    Root root = openRoot();
    String rootId = Span.current().getSpanContext().getSpanId();
    leaf.run(
        () -> {
          ReadableSpan span = (ReadableSpan) Span.current();
          if (!span.getParentSpanContext().getSpanId().equals(rootId)) {
            throw new IllegalStateException("a call is not the child of its root: " + span);
          }
        });
    root.close();
  }

  @Override
  @SuppressWarnings("MustBeClosedChecker") // the root closes it
  public Root openRoot() {
    Span span = CDI.current().select(Tracer.class).get().spanBuilder("root").startSpan();
    Scope scope = span.makeCurrent();
    return () -> {
      scope.close();
      span.end();
    };
  }
}
