package io.glimpse.benchmarks;

import io.glimpse.record.RecordBatch;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.IterationParams;

/**
 * A batch, and who makes lines of it. Before it is measured the lines of all who can are compared:
 * the same number, and each the same JSON.
 */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH fills the parameter, make() the rest
public class Lines {
  /** {@code GLIMPSE}, {@code JACKSON} or {@code YASSON}. */
  @Param("GLIMPSE")
  public Variant variant;

  private final Ledger ledger = new Ledger(Optional::empty);
  private final Meter meter = new Meter();
  private RecordBatch batch;
  private LineEncoder encoder;
  private long lines;

  /** Makes the batch. */
  @Setup(Level.Trial)
  public void make() {
    batch = Traffic.batch();
    List<JsonValue> own = values(Variant.GLIMPSE);
    for (Variant other : Row.ENCODING.variants()) {
      List<JsonValue> theirs = values(other);
      for (int i = 0; i < Traffic.LINES; i++) {
        if (!own.get(i).equals(theirs.get(i))) {
          throw new IllegalStateException(
              other.label() + " writes " + theirs.get(i) + " instead of " + own.get(i));
        }
      }
    }
    encoder = LineEncoder.of(variant, batch);
  }

  private List<JsonValue> values(Variant who) {
    List<JsonValue> values =
        LineEncoder.of(who, batch).text(batch).lines().map(Lines::parsed).toList();
    if (values.size() != Traffic.LINES) {
      throw new IllegalStateException(who.label() + " makes " + values.size() + " lines");
    }
    return values;
  }

  private static JsonValue parsed(String line) {
    try (JsonReader reader = Json.createReader(new StringReader(line))) {
      return reader.readValue();
    }
  }

  /** An iteration begins. */
  @Setup(Level.Iteration)
  public void begin(IterationParams iteration) {
    ledger.iteration(iteration.getType());
    ledger.callerBegins();
    lines = 0;
    meter.start();
  }

  int encode() {
    lines += Traffic.LINES;
    return encoder.encode(batch);
  }

  /** An iteration ends. */
  @TearDown(Level.Iteration)
  public void end() {
    meter.stop();
    ledger.callerEnds(lines, 0, meter);
  }

  /** Leaves the evidence. */
  @TearDown(Level.Trial)
  public void finish() throws InterruptedException {
    ledger.save();
  }
}
