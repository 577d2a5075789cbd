package io.glimpse.trace;

import io.glimpse.record.RecordKind;
import io.glimpse.record.RecordSink;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * All traces of a tracer that wait for their verdict (the policy's {@code keep: "slow_or_failed"}),
 * and the bound of what they may hold together.
 *
 * <p>A trace whose root nobody ever ends would take its share for good. So traces are known here
 * only weakly; when the garbage collector takes one, its records are counted as lost and its share
 * is free again.
 */
final class HeldTraces {
  private static final long MOST_IN_ALL = 64L << 20;

  private final RecordSink sink;
  private final long mostInAll;
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong notKept = new AtomicLong();
  private final Set<Share> shares = ConcurrentHashMap.newKeySet();
  private final ReferenceQueue<HeldTrace> forgotten = new ReferenceQueue<>();

  HeldTraces(RecordSink sink) {
    this(sink, MOST_IN_ALL);
  }

  HeldTraces(RecordSink sink, long mostInAll) {
    this.sink = sink;
    this.mostInAll = mostInAll;
  }

  /** What one trace has of the bound. */
  final class Share extends WeakReference<HeldTrace> {
    private final AtomicLong own = new AtomicLong();
    private final AtomicLong records = new AtomicLong();

    Share(HeldTrace trace) {
      super(trace, forgotten);
    }

    /** Takes room for a record; false where all traces together hold too much. */
    boolean take(int length, RecordKind kind) {
      if (bytes.addAndGet(length) > mostInAll && !roomAfterCleaning()) {
        bytes.addAndGet(-length);
        return false;
      }
      if (own.getAndAdd(length) == 0) {
        shares.add(this);
      }
      records.addAndGet(kind.records());
      return true;
    }

    void release() {
      bytes.addAndGet(-own.getAndSet(0));
      shares.remove(this);
    }
  }

  private boolean roomAfterCleaning() {
    for (Reference<?> gone = forgotten.poll(); gone != null; gone = forgotten.poll()) {
      if (gone instanceof Share share && shares.contains(share)) {
        sink.refused(share.records.get());
        share.release();
      }
    }
    return bytes.get() <= mostInAll;
  }

  /** Where the records of a new root wait; null where they go out at once. */
  @Nullable HeldTrace hold(Selection selection) {
    return selection.slowOrFailedOnly()
        ? new HeldTrace(this, sink, selection.slow().toNanos())
        : null;
  }

  /** What is held of all of them, in bytes. */
  long bytes() {
    return bytes.get();
  }

  void countNotKept() {
    notKept.incrementAndGet();
  }

  /** How many traces were neither slow nor failed. */
  long notKept() {
    return notKept.get();
  }

  /** Writes what is held of traces whose roots are still open: nobody will decide any more. */
  void writeAll() {
    for (Share share : shares) {
      @Nullable HeldTrace trace = share.get();
      if (trace != null) {
        trace.write();
      }
    }
  }
}
