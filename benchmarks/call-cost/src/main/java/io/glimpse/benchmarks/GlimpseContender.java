package io.glimpse.benchmarks;

import com.acme.bench.Leaf;
import io.glimpse.CountedGlimpse;
import io.glimpse.Glimpse;
import io.glimpse.Lease;
import io.glimpse.cdi.GlimpseExtension;
import io.glimpse.trace.Span;
import jakarta.enterprise.inject.spi.Extension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Glimpse as an application has it: the extension, a policy, everything else as it comes. */
final class GlimpseContender implements Contender {
  private final CountingWriter writer = new CountingWriter();
  private final boolean stopped;
  private @Nullable Lease lease;

  GlimpseContender(boolean stopped) {
    this.stopped = stopped;
  }

  @Override
  public List<Extension> extensions(Terms terms) {
    System.setProperty("glimpse.policy", policy(terms).toString());
    lease = CountedGlimpse.lease(writer);
    return List.of(new GlimpseExtension());
  }

  private static Path policy(Terms terms) {
    try {
      Path file = Files.createTempFile("glimpse-benchmark", ".json");
      file.toFile().deleteOnExit();
      return Files.writeString(
          file,
          """
          {"version": "1.0", "exact_modules": ["com.acme.bench"],
           "trace_depth": %d, "max_calls_per_trace": %d}
          """
              .formatted(terms.depth(), terms.budget()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Glimpse glimpse() {
    return Glimpse.current();
  }

  @Override
  public void ready(Leaf leaf) {
    long before = tallyNow().received();
    leaf.call();
    long records = tallyNow().received() - before;
    if (records != 3) {
      throw new IllegalStateException("a call left " + records + " records instead of 3");
    }
    if (stopped) {
      glimpse().stop();
    }
  }

  @Override
  public Root openRoot() {
    Span root = glimpse().tracer().span("root");
    return root::close;
  }

  @Override
  public Optional<Tally> tally() {
    return Optional.of(tallyNow());
  }

  private Tally tallyNow() {
    try {
      if (!glimpse().flush(Duration.ofSeconds(30))) {
        throw new IllegalStateException("the records had not arrived after 30 s");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return writer.tally(glimpse().counts().lostInAll());
  }

  /** For the debugger. */
  @Override
  public String toString() {
    return "Glimpse with " + lease + ", checksum " + writer.checksum();
  }
}
