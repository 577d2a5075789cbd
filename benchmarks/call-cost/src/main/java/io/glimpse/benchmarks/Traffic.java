package io.glimpse.benchmarks;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.record.FunctionName;
import io.glimpse.record.NameTable;
import io.glimpse.record.RecordBatch;
import io.glimpse.record.RecordEncoder;
import io.glimpse.record.RecordKind;
import io.glimpse.record.Section;
import io.glimpse.record.SpanKind;
import java.util.Random;

/**
 * A batch as an application leaves it: ninety-nine calls of ten functions with three arguments and
 * a result, three of which threw, and the span of their request.
 */
final class Traffic {
  private static final int CALLS = 99;

  /** START, END and span of each call, and the request's span. */
  static final int LINES = CALLS * 3 + 1;

  /** One of each call, and the request's. */
  static final int SPANS = CALLS + 1;

  private static final long SEED = 1995;
  private static final long BEGIN = 1_767_323_045_000_006_000L;
  private static final long CALL_TIME = 37_431;
  private static final int CLASSES = 10;
  private static final int ONE_THROWS = 33;
  private static final String STACK =
      "at com.acme.shop.stock.Warehouse.reserve(Warehouse.java:%d)\n\tat "
          .formatted(83)
          .concat("com.acme.shop.order.Checkout.place(Checkout.java:41)\n")
          .repeat(6);

  private final Random random = new Random(SEED);
  private final NameTable names = new NameTable();
  private final ByteBuilder bytes = new ByteBuilder(64 * 1024);
  private final RecordEncoder encoder = new RecordEncoder(bytes);
  private final long traceHigh = random.nextLong();
  private final long traceLow = random.nextLong();
  private final long request = random.nextLong() | 1;
  private final int thread = names.threadIndex("http-nio-8080-exec-7");
  private long now = BEGIN;

  private Traffic() {}

  static RecordBatch batch() {
    return new Traffic().make();
  }

  private RecordBatch make() {
    for (int i = 0; i < CLASSES; i++) {
      int unused = names.add(FunctionName.of("com.acme.shop.order.Part" + i, "place", null));
    }
    for (int i = 1; i <= CALLS; i++) {
      call(i);
    }
    request();
    return new RecordBatch(
        bytes.array(), bytes.size(), LINES, 4_711, new RecordBatch.Source("k3x9q2", "shop", names));
  }

  private void call(int number) {
    boolean throwing = number % ONE_THROWS == 0;
    long span = random.nextLong() | 1;
    long start = now;
    now += CALL_TIME;
    String arguments =
        "{\"sku\":\"mug-%d\",\"quantity\":%d,\"gift\":%b}"
            .formatted(random.nextInt(10_000), random.nextInt(20), number % 2 == 0);
    begin(RecordKind.START, SpanKind.INTERNAL, false, span, request);
    encoder.times(start, start).function(number % CLASSES, 0).thread(thread);
    encoder.text(Section.ARGUMENTS, arguments).end();
    begin(
        throwing ? RecordKind.EXCEPTION : RecordKind.END,
        SpanKind.INTERNAL,
        throwing,
        span,
        request);
    encoder.times(start, now).function(number % CLASSES, 0).thread(thread);
    encoder.text(Section.ARGUMENTS, arguments);
    if (throwing) {
      encoder
          .text(Section.EXCEPTION_TYPE, "com.acme.shop.stock.OutOfStock")
          .text(Section.EXCEPTION_MESSAGE, "no \"mug\" left")
          .text(Section.EXCEPTION_STACK, STACK);
    } else {
      encoder.text(Section.RESULT, "{\"id\":%d,\"cents\":3560}".formatted(random.nextInt(1 << 20)));
    }
    encoder.end();
  }

  private void request() {
    begin(RecordKind.SPAN, SpanKind.SERVER, false, request, random.nextLong() | 1);
    encoder.times(BEGIN, now).function(-1, 0).thread(thread).remoteParent();
    encoder.text(Section.NAME, "POST /api/orders");
    ByteBuilder attributes = encoder.open(Section.ATTRIBUTES);
    RecordEncoder.attribute(attributes, "http.request.method", "POST");
    RecordEncoder.attribute(attributes, "http.response.status_code", 201);
    RecordEncoder.attribute(attributes, "http.route", "/api/orders");
    RecordEncoder.attribute(attributes, "url.path", "/api/orders");
    RecordEncoder.attribute(attributes, "url.scheme", "https");
    RecordEncoder.attribute(attributes, "server.address", "shop.example.org");
    RecordEncoder.attribute(attributes, "user_agent.original", "Mozilla/5.0 (X11; Linux x86_64)");
    encoder.close();
    encoder.end();
  }

  private void begin(RecordKind kind, SpanKind spanKind, boolean failed, long span, long parent) {
    int unused = encoder.begin(kind, 3, spanKind, failed, traceHigh, traceLow, span, parent);
  }
}
