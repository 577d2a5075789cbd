package io.glimpse.benchmarks;

import com.acme.server.Registration;
import io.glimpse.record.SpanRecord;
import io.glimpse.servlet.GlimpseInitializer;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Glimpse's filter as a server gets it, by the initializer; everything as it comes. */
final class GlimpseFilterContender implements FilterContender {
  private static final Contender.Terms STANDARD = new Contender.Terms(5, 2000, FarEnd.COUNTING);

  private final Recording recording = Recording.open(STANDARD);

  @Override
  public Filter filter() {
    try {
      return Registration.of(new GlimpseInitializer());
    } catch (ServletException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Optional<Seen> seen(Consumer<FilterChain> request) {
    List<SpanRecord> spans = recording.spansOf(() -> request.accept((asked, answered) -> {}));
    if (spans.size() != 1) {
      throw new IllegalStateException("a request left " + spans);
    }
    SpanRecord span = spans.get(0);
    return Optional.of(
        new Seen(
            span.traceId().hex(),
            String.valueOf(span.parentSpanId()),
            span.kind().name(),
            span.attributes()));
  }

  @Override
  public Optional<Tally> tally() {
    return Optional.of(recording.tally());
  }
}
