package io.glimpse.benchmarks;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.otlp.OtlpFormat;
import io.glimpse.otlp.Resource;
import io.glimpse.record.RecordBatch;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Glimpse's format, as its sender has it: straight from the records. */
final class OwnBodies implements BodyEncoder {
  private final OtlpFormat format = new OtlpFormat(() -> new Resource(Map.of()));
  private final ByteBuilder out = new ByteBuilder(64 * 1024);
  private @Nullable RecordBatch batch;

  @Override
  public void take(RecordBatch made) {
    batch = made;
  }

  @Override
  public int encode() {
    RecordBatch taken = Objects.requireNonNull(batch);
    out.truncate(0);
    format.begin(out, taken.source());
    int spans = format.append(out, taken);
    format.end(out);
    if (spans != Traffic.SPANS) {
      throw new IllegalStateException(spans + " spans instead of " + Traffic.SPANS);
    }
    return out.size();
  }

  @Override
  public byte[] bytes() {
    return out.array();
  }
}
