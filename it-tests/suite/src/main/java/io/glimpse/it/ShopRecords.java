package io.glimpse.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glimpse.it.records.RecordFile;
import io.glimpse.it.records.Trace;
import java.nio.file.Path;
import java.time.Duration;

/** The file that the server's Glimpse writes; the system property {@code shop.records} names it. */
final class ShopRecords {

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final RecordFile file;
  private final long from;

  private ShopRecords(RecordFile file, long from) {
    this.file = file;
    this.from = from;
  }

  /** What is written from now on. */
  static ShopRecords fromNow() {
    RecordFile file = new RecordFile(path());
    return new ShopRecords(file, file.size());
  }

  static Path path() {
    return Path.of(System.getProperty("shop.records", "glimpse.jsonl"));
  }

  RecordFile file() {
    return file;
  }

  long from() {
    return from;
  }

  /** The caller's trace as it is now. */
  Trace now(Caller caller) {
    return Trace.of(caller.traceId(), file.recordsFrom(from));
  }

  /**
   * The caller's trace once it is whole: what the caller called has its span, every call its end.
   */
  Trace whole(Caller caller) {
    await("the whole trace of " + caller + " in " + file.path())
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(PAUSE)
        .untilAsserted(
            () -> assertThat(now(caller)).matches(trace -> isWhole(caller, trace), "is whole"));
    return now(caller);
  }

  private static boolean isWhole(Caller caller, Trace trace) {
    return trace.isWhole()
        && trace.records().stream()
            .filter(line -> line.getString("record_type").equals("span"))
            .anyMatch(span -> caller.spanId().equals(span.getString("parent_span_id", null)));
  }
}
