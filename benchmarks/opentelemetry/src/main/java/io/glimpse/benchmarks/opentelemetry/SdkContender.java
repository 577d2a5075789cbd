package io.glimpse.benchmarks.opentelemetry;

import com.acme.bench.Leaf;
import io.glimpse.benchmarks.Contender;
import io.glimpse.benchmarks.InterceptorExtension;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.ReadableSpan;
import jakarta.enterprise.inject.spi.Extension;
import java.util.List;

/** A span for each call, opened and ended by hand, given to a processor that does nothing. */
public final class SdkContender implements Contender {
  /** Made by name. */
  public SdkContender() {}

  @Override
  public List<Extension> extensions(Terms terms) {
    return List.of(new InterceptorExtension(SdkInterceptor.class));
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
    Span span = SdkInterceptor.TRACER.spanBuilder("root").startSpan();
    Scope scope = span.makeCurrent();
    return () -> {
      scope.close();
      span.end();
    };
  }
}
