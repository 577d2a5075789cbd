package io.glimpse.trace;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.record.NameTable;
import io.glimpse.record.RecordEncoder;
import io.glimpse.record.RecordKind;
import io.glimpse.record.RecordSink;
import io.glimpse.record.Section;
import io.glimpse.render.ExceptionText;
import io.glimpse.render.Redaction;
import io.glimpse.render.ValueRenderer;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Writes on a thread's desk what the records of calls and of spans say alike, and puts what is
 * finished on the road, or to the others of a trace that waits for its verdict.
 */
final class Scribe {
  private final Limits limits;
  private final RecordSink sink;
  private final NameTable names;
  private final LongAdder cut;
  private final ValueRenderer renderer;
  private final Redaction redaction;

  Scribe(Limits limits, Lasting lasting, ValueRenderer renderer, Redaction redaction) {
    this.limits = limits;
    this.sink = lasting.sink();
    this.names = lasting.names();
    this.cut = lasting.cut();
    this.renderer = renderer;
    this.redaction = redaction;
  }

  void put(Workspace desk, LocalRoot root, RecordKind kind, int from, int length) {
    HeldTrace waiting = root.held;
    if (waiting == null) {
      boolean unused = sink.put(root.lane, kind, desk.bytes.array(), from, length);
    } else {
      waiting.put(root.lane, kind, desk.bytes.array(), from, length);
    }
  }

  /** The thread that the record of a beginning is written on. */
  void thread(Workspace desk) {
    desk.thread(desk.encoder, names);
  }

  /** The thread that an end is written on, where the beginning was on another. */
  void anotherThread(Workspace desk) {
    desk.anotherThread(desk.encoder, names);
  }

  /** How many calls below a span that ends were cut. */
  int cut(ActiveSpan ending) {
    int below = ending.cut();
    if (below > 0) {
      cut.add(below);
    }
    return below;
  }

  void arguments(RecordEncoder record, ShownFunction function, @Nullable Object[] arguments) {
    if (function.hasArguments()) {
      ByteBuilder out = record.open(Section.ARGUMENTS);
      renderer.arguments(out, function.arguments(), arguments);
      record.close();
    } else if (function.keepsArguments()) {
      record.noArguments();
    }
  }

  void result(RecordEncoder record, ShownFunction function, @Nullable Object result) {
    ByteBuilder out = record.open(Section.RESULT);
    renderer.result(out, function.resultHidden(), result);
    record.close();
  }

  void exception(RecordEncoder record, Throwable thrown) {
    ExceptionText text =
        ExceptionText.of(redaction, thrown, limits.fieldLength(), limits.stackLength());
    record.text(Section.EXCEPTION_TYPE, text.type());
    record.text(Section.EXCEPTION_MESSAGE, text.message() == null ? "" : text.message());
    record.text(Section.EXCEPTION_STACK, text.stackTrace());
  }

  void threadAttributes(ByteBuilder attributes) {
    if (limits.saysThread()) {
      Thread thread = Thread.currentThread();
      RecordEncoder.attribute(attributes, "thread.id", thread.getId());
      RecordEncoder.attribute(attributes, "thread.name", thread.getName());
    }
  }
}
