package io.glimpse.benchmarks.opentelemetry;

import io.glimpse.benchmarks.FilterContender;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.SpanData;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A span for each request, opened and ended by hand, given to a processor that does nothing. */
public final class SdkFilterContender implements FilterContender {
  private final Filter filter = new SdkFilter(Ignore.newTracer());

  /** Made by name. */
  public SdkFilterContender() {}

  @Override
  public Filter filter() {
    return filter;
  }

  @Override
  public Optional<Seen> seen(Consumer<FilterChain> request) {
    List<Span> active = new ArrayList<>();
    request.accept((asked, answered) -> active.add(Span.current()));
    SpanData span = ((ReadableSpan) active.get(0)).toSpanData();
    Map<String, Object> attributes = new HashMap<>();
    span.getAttributes().forEach((key, value) -> attributes.put(key.getKey(), value));
    return Optional.of(
        new Seen(span.getTraceId(), span.getParentSpanId(), span.getKind().name(), attributes));
  }
}
