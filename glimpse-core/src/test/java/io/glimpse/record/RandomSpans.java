package io.glimpse.record;

import io.glimpse.buffer.ByteBuilder;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Batches of everything that a record can hold: all kinds of text, half surrogates among it, keys
 * that come twice, extreme numbers and times. The same seed gives the same batch.
 */
public final class RandomSpans {
  private static final String[] KEYS = {
    "a",
    "b",
    "error",
    "error.type",
    "server.address",
    "server.port",
    "client.address",
    "",
    "code.function.name",
    "glimpse.args",
    "glimpse.result",
    "glimpse.cut",
    "exception.type"
  };
  private static final long[] NUMBERS = {
    0, 1, -1, 80, 65_535, 65_536, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 53, Integer.MIN_VALUE
  };
  private static final double[] FRACTIONS = {
    0, -0.0, 1.5, 1e300, Double.MIN_VALUE, Double.NaN, Double.POSITIVE_INFINITY, -1e-9
  };

  private final Random random;
  private final GivenBatch batch = new GivenBatch();

  private RandomSpans(long seed) {
    this.random = new Random(seed);
  }

  /** Up to five records. */
  public static RecordBatch batch(long seed) {
    RandomSpans spans = new RandomSpans(seed);
    for (int i = 0; i < 3; i++) {
      int unused = spans.batch.add(FunctionName.of(spans.text(), spans.text(), spans.text()));
    }
    int count = spans.random.nextInt(6);
    for (int i = 0; i < count; i++) {
      RecordKind kind = spans.oneOf(RecordKind.values());
      spans.batch.raw(kind, to -> spans.record(kind, to));
    }
    return spans.batch.seal(spans.random.nextInt(4) == 0 ? null : spans.text());
  }

  /** A text as UTF-8 has it, which has no half surrogates. */
  public static String written(String text) {
    StringBuilder written = new StringBuilder();
    text.codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xfffd : c)
        .forEach(written::appendCodePoint);
    return written.toString();
  }

  private void record(RecordKind kind, RecordEncoder to) {
    int unused =
        to.begin(
            kind,
            random.nextInt(4),
            oneOf(SpanKind.values()),
            kind == RecordKind.EXCEPTION || random.nextBoolean(),
            random.nextLong(),
            random.nextLong() | 1,
            random.nextLong() | 1,
            random.nextInt(3) == 0 ? 0 : random.nextLong());
    to.times(time(), time());
    to.function(random.nextInt(4) - 1, random.nextInt(3) == 0 ? random.nextInt(9) : 0);
    if (random.nextBoolean()) {
      to.remoteParent();
    }
    if (random.nextInt(4) == 0) {
      to.noArguments();
    } else {
      to.text(Section.ARGUMENTS, maybe());
    }
    to.text(Section.NAME, text());
    to.text(Section.RESULT, maybe()).text(Section.TRACE_STATE, maybe());
    if (kind == RecordKind.EXCEPTION || random.nextInt(4) == 0) {
      to.text(Section.EXCEPTION_TYPE, "com.acme." + text());
      to.text(Section.EXCEPTION_MESSAGE, maybe()).text(Section.EXCEPTION_STACK, "at " + text());
    }
    to.text(Section.STATUS_MESSAGE, maybe());
    attributes(to.open(Section.ATTRIBUTES));
    to.close();
    ByteBuilder events = to.open(Section.EVENTS);
    for (int i = random.nextInt(3); i > 0; i--) {
      int at = RecordEncoder.beginEvent(events, text(), time());
      attributes(events);
      RecordEncoder.endEvent(events, at);
    }
    to.close();
    ByteBuilder links = to.open(Section.LINKS);
    for (int i = random.nextInt(3); i > 0; i--) {
      RecordEncoder.link(
          links, random.nextLong(), 1, random.nextLong() | 1, random.nextInt(4), maybe().isEmpty());
    }
    to.close();
  }

  private void attributes(ByteBuilder out) {
    for (int i = random.nextInt(7); i > 0; i--) {
      String key = random.nextBoolean() ? KEYS[random.nextInt(KEYS.length)] : text();
      Object value =
          switch (random.nextInt(6)) {
            case 0 -> random.nextLong();
            case 1 -> NUMBERS[random.nextInt(NUMBERS.length)];
            case 2 -> Double.longBitsToDouble(random.nextLong());
            case 3 -> FRACTIONS[random.nextInt(FRACTIONS.length)];
            case 4 -> random.nextBoolean();
            default -> text();
          };
      RecordEncoder.attribute(out, key, value);
    }
  }

  private long time() {
    return switch (random.nextInt(6)) {
      case 0 -> random.nextLong();
      case 1 -> random.nextInt(2_000);
      default -> GivenBatch.BEGIN + random.nextInt();
    };
  }

  private String maybe() {
    return random.nextBoolean() ? "" : text();
  }

  /** Short as a rule; now and then longer than what is looked at eight bytes at a time. */
  private String text() {
    int length = random.nextInt(10) == 0 ? random.nextInt(400) : random.nextInt(12);
    StringBuilder text = new StringBuilder();
    IntStream.range(0, length).forEach(i -> character(text));
    return text.toString();
  }

  private void character(StringBuilder to) {
    switch (random.nextInt(8)) {
      case 0 -> to.append((char) random.nextInt(0x20));
      case 1 -> to.append((char) random.nextInt(0x10000));
      case 2 -> to.appendCodePoint(random.nextInt(0x110000));
      case 3 -> to.append((char) (0xd800 + random.nextInt(0x800)));
      case 4 -> to.append("\"\\/\u007f\u2028\u0000".charAt(random.nextInt(6)));
      default -> to.append((char) (' ' + random.nextInt(95)));
    }
  }

  private <T> T oneOf(T[] all) {
    return all[random.nextInt(all.length)];
  }
}
