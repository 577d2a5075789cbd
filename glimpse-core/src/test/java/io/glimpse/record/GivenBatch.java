package io.glimpse.record;

import io.glimpse.buffer.ByteBuilder;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes records by hand and seals them into a batch; every span of one trace and one time. */
public final class GivenBatch {
  public static final long TRACE_HIGH = 0x4bf92f3577b34da6L;
  public static final long TRACE_LOW = 0xa3ce929d0e0e4736L;
  public static final long SPAN = 0xb7L;

  /** 2026-01-02T03:04:05.000006Z. */
  public static final long BEGIN = 1_767_323_045_000_006_000L;

  public static final long END = BEGIN + 1_500_001;

  private final NameTable names = new NameTable();
  private final ByteBuilder bytes = new ByteBuilder(64);
  private final RecordEncoder encoder = new RecordEncoder(bytes);
  private int records;

  /** A call of a function: this class's method. */
  public GivenBatch call(RecordKind kind, FunctionName function, Consumer<RecordEncoder> sections) {
    int index = names.add(function);
    return record(kind, SpanKind.INTERNAL, kind == RecordKind.EXCEPTION, 0xa1, index, sections);
  }

  /** A span that is no function, without a parent. */
  public GivenBatch span(SpanKind side, boolean failed, Consumer<RecordEncoder> sections) {
    return record(RecordKind.SPAN, side, failed, 0, -1, sections);
  }

  public GivenBatch record(
      RecordKind kind,
      SpanKind side,
      boolean failed,
      long parent,
      int function,
      Consumer<RecordEncoder> sections) {
    int unused = encoder.begin(kind, 3, side, failed, TRACE_HIGH, TRACE_LOW, SPAN, parent);
    encoder.times(BEGIN, kind == RecordKind.START ? BEGIN : END).function(function, 0);
    return ended(kind, sections);
  }

  /** One whose head the caller writes. */
  public GivenBatch raw(RecordKind kind, Consumer<RecordEncoder> whole) {
    return ended(kind, whole);
  }

  private GivenBatch ended(RecordKind kind, Consumer<RecordEncoder> rest) {
    rest.accept(encoder);
    int unused = encoder.end();
    records += kind.records();
    return this;
  }

  public int add(FunctionName name) {
    return names.add(name);
  }

  public RecordBatch seal(@Nullable String service) {
    return seal(() -> service);
  }

  public RecordBatch seal(Supplier<@Nullable String> service) {
    byte[] copy = Arrays.copyOf(bytes.array(), bytes.size());
    RecordBatch.Source source = new RecordBatch.Source("k3x", service, names, true);
    return new RecordBatch(copy, copy.length, records, 1, source);
  }

  /** A name and a value each. */
  public static void attributes(RecordEncoder to, Object... namesAndValues) {
    ByteBuilder out = to.open(Section.ATTRIBUTES);
    write(out, namesAndValues);
    to.close();
  }

  /** One event half-way. */
  public static void event(RecordEncoder to, String name, Object... namesAndValues) {
    ByteBuilder out = to.open(Section.EVENTS);
    int at = RecordEncoder.beginEvent(out, name, BEGIN + 1_000);
    write(out, namesAndValues);
    RecordEncoder.endEvent(out, at);
    to.close();
  }

  private static void write(ByteBuilder out, Object... namesAndValues) {
    for (int i = 0; i < namesAndValues.length; i += 2) {
      RecordEncoder.attribute(out, (String) namesAndValues[i], namesAndValues[i + 1]);
    }
  }
}
