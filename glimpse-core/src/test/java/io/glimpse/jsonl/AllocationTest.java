package io.glimpse.jsonl;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.glimpse.buffer.ByteBuilder;
import io.glimpse.record.FunctionName;
import io.glimpse.record.RecordBatch;
import io.glimpse.record.RecordEncoder;
import io.glimpse.record.RecordKind;
import io.glimpse.record.Section;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/**
 * A line leaves no garbage on the writer's thread, as long as the day does not change; a batch may
 * leave its cursor.
 */
final class AllocationTest {
  private static final int ROUNDS = 5;
  private static final int BATCHES = 2_000;
  private static final int OF_EACH = 100;
  private static final long NEXT_SECOND = (Batches.BEGIN.getEpochSecond() + 1) * 1_000_000_000L;
  private static final long SMALLEST_OBJECT = 16;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final ByteBuilder out = new ByteBuilder(256 * 1024);
  private final JsonlEncoder encoder = new JsonlEncoder(out);

  @Test
  void encode_anyKindOfRecord_allocatesNothingForIt() {
    RecordBatch batch = batch();

    // If one kind left the smallest object there is, this bound would be passed; a cursor for each
    // batch stays far below it.
    assertThat(allocated(batch)).isLessThan(BATCHES * OF_EACH * SMALLEST_OBJECT);
  }

  /**
   * What two thousand batches allocate. The virtual machine may add some bytes of its own while it
   * compiles, once; what a record allocates would be in every round.
   */
  private long allocated(RecordBatch batch) {
    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < BATCHES; i++) {
        out.truncate(0);
        encoder.encode(batch);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }

  /** Calls that return, calls that throw, and spans with everything but a floating-point number. */
  private static RecordBatch batch() {
    Batches batches = new Batches();
    int thread = batches.functions.threadIndex("worker-1");
    int function = batches.functions.add(FunctionName.of("com.acme.Cart", "add", "com.acme.Big"));
    for (int i = 0; i < OF_EACH; i++) {
      batches.record(
          RecordKind.START,
          function,
          false,
          7,
          to -> to.thread(thread).text(Section.ARGUMENTS, "{\"id\":\"x\"}"));
      batches.record(
          RecordKind.END,
          function,
          false,
          7,
          to ->
              to.thread(thread)
                  .text(Section.ARGUMENTS, "{\"id\":\"x\"}")
                  .text(Section.RESULT, "[1]"));
      batches.record(
          RecordKind.EXCEPTION,
          function,
          true,
          7,
          to ->
              to.thread(thread)
                  .text(Section.EXCEPTION_TYPE, "java.io.IOException")
                  .text(Section.EXCEPTION_MESSAGE, "disk \"full\"")
                  .text(Section.EXCEPTION_STACK, "at a\n\tat b"));
      batches.record(RecordKind.SPAN, -1, false, 0, AllocationTest::everything);
    }
    return batches.seal("shop", 1);
  }

  private static void everything(RecordEncoder to) {
    to.text(Section.NAME, "checkout").text(Section.TRACE_STATE, "a=b");
    ByteBuilder attributes = to.open(Section.ATTRIBUTES);
    RecordEncoder.attribute(attributes, "text", "bread");
    RecordEncoder.attribute(attributes, "whole", -7L);
    RecordEncoder.attribute(attributes, "truth", true);
    to.close();
    ByteBuilder events = to.open(Section.EVENTS);
    int at = RecordEncoder.beginEvent(events, "half way", NEXT_SECOND);
    RecordEncoder.attribute(events, "lines", 2L);
    RecordEncoder.endEvent(events, at);
    to.close();
    RecordEncoder.link(to.open(Section.LINKS), 1, 2, 3, 1, true);
    to.close();
  }
}
