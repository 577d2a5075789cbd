package io.glimpse.benchmarks;

import io.glimpse.record.RecordBatch;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.IterationParams;

/**
 * A batch, and who makes OTLP's JSON of its spans. Before it is measured the spans of a body are
 * compared with those of Glimpse's: the same number, and each the same.
 */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH fills the parameter, make() the rest
public class Bodies {
  /** The SDK never says that a trace id is random. */
  private static final int RANDOM = 2;

  /** {@code GLIMPSE} or {@code OTEL_SDK}. */
  @Param("GLIMPSE")
  public Variant variant;

  private final Ledger ledger = new Ledger(Optional::empty);
  private final Meter meter = new Meter();
  private BodyEncoder encoder;
  private long spans;

  /** Makes the batch. */
  @Setup(Level.Trial)
  public void make() throws ReflectiveOperationException {
    RecordBatch batch = Traffic.batch();
    encoder = variant.newBodyEncoder();
    encoder.take(batch);
    OwnBodies own = new OwnBodies();
    own.take(batch);
    List<Object> expected = spans(own);
    List<Object> made = spans(encoder);
    if (expected.size() != Traffic.SPANS || !expected.equals(made)) {
      throw new IllegalStateException(variant.label() + " writes other spans: " + made);
    }
  }

  private static List<Object> spans(BodyEncoder who) {
    int size = who.encode();
    String body = new String(who.bytes(), 0, size, StandardCharsets.UTF_8);
    try (JsonReader reader = Json.createReader(new StringReader(body))) {
      JsonObject resource = reader.readObject().getJsonArray("resourceSpans").getJsonObject(0);
      JsonArray spans =
          resource.getJsonArray("scopeSpans").getJsonObject(0).getJsonArray("spans");
      List<Object> values = new ArrayList<>();
      spans.forEach(span -> values.add(meaning(span)));
      return values;
    }
  }

  /** What it says, whether or not what is empty is written, and in whichever order. */
  private static Object meaning(JsonValue value) {
    if (value instanceof JsonObject object) {
      Map<String, Object> fields = new TreeMap<>();
      object.forEach(
          (name, field) -> {
            boolean empty =
                (field instanceof JsonObject inner && inner.isEmpty())
                    || (field instanceof JsonArray list && list.isEmpty());
            if (name.equals("flags")) {
              fields.put(name, ((JsonNumber) field).intValue() & ~RANDOM);
            } else if (!empty) {
              fields.put(name, meaning(field));
            }
          });
      return fields;
    }
    if (value instanceof JsonArray list) {
      return list.stream().map(each -> meaning(each).toString()).sorted().toList();
    }
    return value instanceof JsonString text ? text.getString() : value.toString();
  }

  /** An iteration begins. */
  @Setup(Level.Iteration)
  public void begin(IterationParams iteration) {
    ledger.iteration(iteration.getType());
    ledger.callerBegins();
    spans = 0;
    meter.start();
  }

  int encode() {
    spans += Traffic.SPANS;
    return encoder.encode();
  }

  /** An iteration ends. */
  @TearDown(Level.Iteration)
  public void end() {
    meter.stop();
    ledger.callerEnds(spans, 0, meter);
  }

  /** Leaves the evidence. */
  @TearDown(Level.Trial)
  public void finish() throws InterruptedException {
    ledger.save();
  }
}
