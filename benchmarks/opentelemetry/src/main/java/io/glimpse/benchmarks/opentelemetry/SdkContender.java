package io.glimpse.benchmarks.opentelemetry;

import com.acme.bench.Leaf;
import io.glimpse.benchmarks.Contender;
import io.glimpse.benchmarks.InterceptorExtension;
import io.glimpse.benchmarks.Tally;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.ReadableSpan;
import jakarta.enterprise.inject.spi.Extension;
import java.util.List;
import java.util.Optional;

/**
 * A span for each call, opened and ended by hand, given to a processor that does nothing, or sent
 * to a collector where the measurement has one.
 */
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
    prove();
  }

  /** The two spans have arrived, where they shall. */
  private static void prove() {
    Exporting exporting = SdkInterceptor.EXPORTING;
    if (exporting != null && exporting.tally().received() != 2) {
      throw new IllegalStateException(
          exporting.tally().received() + " spans arrived instead of root and call");
    }
  }

  @Override
  public Optional<Tally> tally() {
    return Optional.ofNullable(SdkInterceptor.EXPORTING).map(Exporting::tally);
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
