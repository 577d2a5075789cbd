package io.glimpse.trace;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.record.CallRecord;
import io.glimpse.record.Inlet;
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
  private static final byte[] NOTHING = {};

  private final Limits limits;
  private final RecordSink sink;
  private final LongAdder cut;
  private final ValueRenderer renderer;
  private final Redaction redaction;

  Scribe(Limits limits, Lasting lasting, ValueRenderer renderer, Redaction redaction) {
    this.limits = limits;
    this.sink = lasting.sink();
    this.cut = lasting.cut();
    this.renderer = renderer;
    this.redaction = redaction;
  }

  void put(Workspace desk, LocalRoot root, RecordKind kind, int from, int length) {
    HeldTrace waiting = root.held;
    if (waiting == null) {
      Inlet way = desk.inlet;
      root.puts(way);
      boolean unused = way.put(kind, desk.bytes.array(), from, length);
      root.hasPut(way);
    } else {
      waiting.put(root.lane, kind, desk.bytes.array(), from, length);
    }
  }

  private void put(Workspace desk, LocalRoot root, CallRecord record) {
    HeldTrace waiting = root.held;
    if (waiting == null) {
      Inlet way = desk.inlet;
      root.puts(way);
      boolean unused = way.put(record);
      root.hasPut(way);
    } else {
      waiting.put(root.lane, record.kind(), record.bytes(), 0, record.length());
    }
  }

  /** The thread that the record of a beginning is written on. */
  void thread(Workspace desk) {
    desk.thread(desk.encoder);
  }

  /** Lays what START says in sections on the desk, behind the id that says whose they are. */
  void layStart(OpenCall call, @Nullable Object[] arguments) {
    Workspace desk = call.workspace;
    boolean named = desk.threadIndex() != NameTable.UNKNOWN;
    if (named && !call.function.hasArguments()) {
      return;
    }
    RecordEncoder record = desk.encoder;
    ByteBuilder unused = desk.bytes.int64(call.spanId);
    record.sections(0);
    if (!named) {
      thread(desk);
    }
    if (call.function.hasArguments()) {
      renderer.arguments(record.open(Section.ARGUMENTS), call.function.arguments(), arguments);
      record.close();
    }
    call.hasSections(desk.bytes.size());
  }

  /** The START of a call goes out later. */
  void letStartWait(OpenCall call) {
    call.letStartWait();
    sink.startWaits();
  }

  /** Puts the START of a call that was opened at this desk. */
  void start(OpenCall call) {
    start(call, call.workspace, call.at, call.endsAt());
  }

  /** The same where its sections lie on another desk by now. */
  void start(OpenCall call, Workspace desk, int at, int to) {
    CallRecord record =
        begun(desk.record, call, RecordKind.START, call.startNanos, 0)
            .thread(call.workspace.lastThreadIndex());
    int from = firstSection(at, to);
    call.startSaid();
    put(
        desk,
        call.root,
        record.sections(desk.bytes.array(), from, to - from, sections(call, at, to)));
  }

  /** Puts a record of a call that has no sections. */
  void inNumbers(OpenCall call, RecordKind kind, long endNanos) {
    Workspace desk = call.workspace;
    CallRecord record = begun(desk.record, call, kind, endNanos, cut(call));
    put(desk, call.root, record.thread(desk.lastThreadIndex()).sections(NOTHING, 0, 0, 0));
  }

  /** Puts the end of a call, with the sections that were added behind those of its START. */
  void end(OpenCall call, Workspace desk, RecordKind kind, long endNanos, int at, int to) {
    int thread = desk == call.workspace ? desk.lastThreadIndex() : desk.threadIndex();
    CallRecord record = begun(desk.record, call, kind, endNanos, cut(call)).thread(thread);
    int from = firstSection(at, to);
    int length = desk.bytes.size() - from;
    put(
        desk,
        call.root,
        record.sections(desk.bytes.array(), from, length, desk.encoder.sections()));
  }

  /**
   * The START of another thread's call, which goes on meanwhile, as a record of its own.
   *
   * @param laid what it has on that thread's desk
   */
  void startOf(OpenCall call, byte[] laid, CallRecord record) {
    int from = firstSection(0, laid.length);
    CallRecord unused =
        begun(record, call, RecordKind.START, call.startNanos, 0)
            .thread(call.workspace.threadIndexFromOutside())
            .sections(laid, from, laid.length - from, sections(call, 0, laid.length));
  }

  /** Where the sections begin of a START that has these places, or would: behind the id. */
  private static int firstSection(int at, int to) {
    return to > at ? at + Long.BYTES : at;
  }

  /** How many sections a START has, which lie between these places. */
  int sections(OpenCall call, int at, int to) {
    return to > at ? call.function.sectionsOfStart() : 0;
  }

  private static CallRecord begun(
      CallRecord record, OpenCall call, RecordKind kind, long endNanos, int cut) {
    LocalRoot root = call.root;
    ShownFunction function = call.function;
    CallRecord unused =
        record
            .begin(
                kind,
                root.flags,
                kind == RecordKind.EXCEPTION,
                root.traceHigh,
                root.traceLow,
                call.spanId,
                call.parentId())
            .times(call.startNanos, endNanos)
            .function(function.index(), cut);
    if (function.showsNone()) {
      unused = record.noArguments();
    }
    return call.hasRemoteParent() ? record.remoteParent() : record;
  }

  /** How many calls below a span that ends were cut. */
  int cut(ActiveSpan ending) {
    int below = ending.cut();
    if (below > 0) {
      cut.add(below);
    }
    return below;
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
