package io.glimpse.benchmarks;

import com.acme.bench.Leaf;
import io.glimpse.cdi.GlimpseExtension;
import io.glimpse.trace.Span;
import jakarta.enterprise.inject.spi.Extension;
import java.util.List;
import java.util.Optional;

/** Glimpse as an application has it: the extension, a policy, everything else as it comes. */
@SuppressWarnings("NullAway.Init") // extensions() comes first
final class GlimpseContender implements Contender {
  private final boolean stopped;
  private Recording recording;

  GlimpseContender(boolean stopped) {
    this.stopped = stopped;
  }

  @Override
  public List<Extension> extensions(Terms terms) {
    recording = Recording.open(terms);
    return List.of(new GlimpseExtension());
  }

  @Override
  public void ready(Leaf leaf) {
    long before = recording.tally().received();
    leaf.call();
    long records = recording.tally().received() - before;
    int expected = recording.recordsOfOneCall();
    if (records != expected) {
      throw new IllegalStateException("a call left " + records + " records, not " + expected);
    }
    if (stopped) {
      recording.glimpse().stop();
    }
  }

  @Override
  public Root openRoot() {
    Span root = recording.glimpse().tracer().span("root");
    return root::close;
  }

  @Override
  public Optional<Tally> tally() {
    return Optional.of(recording.tally());
  }
}
