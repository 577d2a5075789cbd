package io.glimpse.delivery;

import com.sun.management.ThreadMXBean;
import io.glimpse.buffer.ByteBuilder;
import io.glimpse.record.FunctionName;
import io.glimpse.record.GivenBatch;
import io.glimpse.record.RecordBatch;
import io.glimpse.record.RecordEncoder;
import io.glimpse.record.RecordKind;
import io.glimpse.record.Section;
import io.glimpse.record.SpanKind;
import java.lang.management.ManagementFactory;

/** What a format leaves for the garbage collector. */
public final class EncodingGarbage {
  private static final int ROUNDS = 5;
  private static final int BATCHES = 2_000;
  private static final int OF_EACH = 100;
  private static final int SMALLEST_OBJECT = 16;

  private EncodingGarbage() {}

  /**
   * How many objects a kind of record leaves at least, whatever their size. A batch may leave its
   * cursor, which is far below one for each of its records.
   */
  public static long perRecord(BodyFormat format) {
    RecordBatch batch = batch();
    ByteBuilder out = new ByteBuilder(1 << 20);
    return allocated(format, out, batch) / (BATCHES * OF_EACH * SMALLEST_OBJECT);
  }

  /**
   * The virtual machine may add some bytes of its own while it compiles, once; what a record
   * allocates would be in every round.
   */
  private static long allocated(BodyFormat format, ByteBuilder out, RecordBatch batch) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      out.truncate(0);
      format.begin(out, batch.source());
      int empty = out.size();
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < BATCHES; i++) {
        out.truncate(empty);
        int unused = format.append(out, batch);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }

  /** Calls that return, calls that throw, and spans with everything but a floating-point number. */
  private static RecordBatch batch() {
    GivenBatch batch = new GivenBatch();
    int function = batch.add(FunctionName.of("com.acme.Cart", "add", "com.acme.Big"));
    for (int i = 0; i < OF_EACH; i++) {
      batch.record(
          RecordKind.END,
          SpanKind.INTERNAL,
          false,
          7,
          function,
          to -> to.text(Section.ARGUMENTS, "{\"id\":\"x\"}").text(Section.RESULT, "[1]"));
      batch.record(
          RecordKind.EXCEPTION,
          SpanKind.INTERNAL,
          true,
          7,
          function,
          to ->
              to.text(Section.EXCEPTION_TYPE, "java.io.IOException")
                  .text(Section.EXCEPTION_MESSAGE, "disk \"full\"")
                  .text(Section.EXCEPTION_STACK, "at a\n\tat b"));
      batch.span(SpanKind.INTERNAL, false, EncodingGarbage::everything);
      batch.span(SpanKind.CLIENT, true, EncodingGarbage::request);
    }
    return batch.seal("shop");
  }

  private static void everything(RecordEncoder to) {
    to.text(Section.NAME, "checkout").text(Section.TRACE_STATE, "a=b");
    GivenBatch.attributes(to, "text", "bread", "whole", -7L, "truth", true, "text", "once more");
    GivenBatch.event(to, "half way", "lines", 2L, "by", "\"foot\"");
    RecordEncoder.link(to.open(Section.LINKS), 1, 2, 3, 1, true);
    to.close();
  }

  private static void request(RecordEncoder to) {
    to.text(Section.NAME, "GET");
    GivenBatch.attributes(
        to, "server.address", "10.0.0.7", "server.port", 8080L, "error.type", "503");
  }
}
