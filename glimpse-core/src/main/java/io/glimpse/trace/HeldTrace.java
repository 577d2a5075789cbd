package io.glimpse.trace;

import io.glimpse.buffer.ByteBuilder;
import io.glimpse.record.RecordKind;
import io.glimpse.record.RecordSink;
import org.jspecify.annotations.Nullable;

/**
 * The records of one local root, held until it ends and it is known whether anybody wants them: it
 * was slow, or something in it failed. Then they go out in the order in which they came, or not at
 * all. What comes later, from threads that outlive the root, follows the verdict.
 *
 * <p>Any thread may put; the lock is the trace's own. Records beyond the bounds are counted as
 * lost.
 */
final class HeldTrace {
  private static final int MOST_IN_ONE = 4 << 20;
  private static final int FIRST_SIZE = 1024;

  /** In front of each record: its lane and its length. */
  private static final int LABEL = 8;

  private enum Verdict {
    OPEN,
    WANTED,
    UNWANTED
  }

  private final HeldTraces all;
  private final RecordSink sink;
  private final HeldTraces.Share share;
  private final long slowNanos;
  private @Nullable ByteBuilder held = new ByteBuilder(FIRST_SIZE);
  private Verdict verdict = Verdict.OPEN;
  private boolean failed;

  HeldTrace(HeldTraces all, RecordSink sink, long slowNanos) {
    this.all = all;
    this.sink = sink;
    this.slowNanos = slowNanos;
    this.share = all.new Share(this);
  }

  synchronized void put(int lane, RecordKind kind, byte[] bytes, int from, int length) {
    if (verdict == Verdict.WANTED) {
      boolean unused = sink.put(lane, kind, bytes, from, length);
    } else if (verdict == Verdict.OPEN && held != null) {
      boolean fits = held.size() + LABEL + length <= MOST_IN_ONE;
      if (!fits || !share.take(LABEL + length, kind)) {
        sink.refused(kind.records());
      } else {
        held.int32(lane).int32(length).raw(bytes, from, length);
      }
    }
  }

  synchronized void failed() {
    failed = true;
  }

  /** The local root has ended. */
  void rootEnded(long nanos) {
    boolean wanted;
    synchronized (this) {
      wanted = failed || nanos >= slowNanos;
      if (verdict == Verdict.OPEN && !wanted) {
        verdict = Verdict.UNWANTED;
        held = null;
        share.release();
        all.countNotKept();
      }
    }
    if (wanted) {
      write();
    }
  }

  /** It is wanted, whatever comes. */
  synchronized void write() {
    ByteBuilder records = held;
    if (verdict != Verdict.OPEN || records == null) {
      return;
    }
    verdict = Verdict.WANTED;
    held = null;
    share.release();
    byte[] bytes = records.array();
    int length;
    for (int at = 0; at < records.size(); at += LABEL + length) {
      length = records.getInt32(at + 4);
      RecordKind kind = RecordKind.at(bytes, at + LABEL);
      boolean unused = sink.put(records.getInt32(at), kind, bytes, at + LABEL, length);
    }
  }
}
