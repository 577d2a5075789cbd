package io.glimpse.benchmarks;

import io.glimpse.CountedGlimpse;
import io.glimpse.Glimpse;
import io.glimpse.Lease;
import io.glimpse.pipeline.Pipeline;
import io.glimpse.record.SpanRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The Glimpse of this JVM, with a policy of ours and a writer that counts, or one as an application
 * has it: to a file of JSON lines, or to a collector.
 */
final class Recording {
  /** The system property that names the folder for a file of JSON lines, or a spool. */
  static final String SCRATCH = "io.glimpse.benchmarks.scratch";

  private static final String JAEGER = "jaeger";

  /** What callers that never rest leave on the disk for a collector takes minutes. */
  private static final Duration LONGEST_FLUSH = Duration.ofMinutes(5);

  private final CountingWriter writer;
  private final FarEnd farEnd;
  private final Lease lease;

  private Recording(CountingWriter writer, FarEnd farEnd, Lease lease) {
    this.writer = writer;
    this.farEnd = farEnd;
    this.lease = lease;
  }

  /** Opens it before the edges do, which then share it. */
  static Recording open(Contender.Terms terms) {
    System.setProperty("glimpse.policy", policy(terms).toString());
    CountingWriter writer = new CountingWriter();
    if (terms.farEnd() == FarEnd.COUNTING) {
      return new Recording(writer, terms.farEnd(), CountedGlimpse.lease(writer));
    }
    System.setProperty("glimpse.log-path", System.getProperty(SCRATCH, ".") + "/glimpse.jsonl");
    if (terms.farEnd().isCollector()) {
      System.setProperty("glimpse.dest", JAEGER);
      System.setProperty("glimpse.jaeger-endpoint", System.getProperty(FarEnd.ADDRESS));
    }
    if (terms.farEnd().isCollector() && terms.farEnd().waits()) {
      System.setProperty("glimpse.spool-max-size", "64 GiB");
    }
    if (terms.farEnd().waits()) {
      System.setProperty("glimpse.on-full", "block");
    }
    Lease lease = Glimpse.lease("benchmark", Recording.class.getClassLoader());
    return new Recording(writer, terms.farEnd(), lease);
  }

  private static Path policy(Contender.Terms terms) {
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

  Glimpse glimpse() {
    return lease.glimpse();
  }

  /** What has become of the records so far; waits until they have arrived. */
  Tally tally() {
    try {
      if (!glimpse().flush(LONGEST_FLUSH)) {
        throw new IllegalStateException("the records had not arrived after " + LONGEST_FLUSH);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    Pipeline.Counts counts = glimpse().counts();
    if (farEnd == FarEnd.COUNTING) {
      return writer.tally(counts.lostInAll());
    }
    String destination = farEnd.isCollector() ? JAEGER : "jsonl";
    return new Tally(counts.writtenTo(destination), counts.lostInAll(), 0);
  }

  /** How many records a call leaves where they arrive. */
  int recordsOfOneCall() {
    return farEnd.isCollector() ? 1 : 3;
  }

  /** The spans that some work leaves, as values. */
  List<SpanRecord> spansOf(Runnable work) {
    tally();
    return writer.showing(
        () -> {
          work.run();
          tally();
        });
  }

  /** For the debugger. */
  @Override
  public String toString() {
    return "Glimpse with " + lease + ", checksum " + writer.checksum();
  }
}
