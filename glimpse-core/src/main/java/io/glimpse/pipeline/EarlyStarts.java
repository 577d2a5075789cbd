package io.glimpse.pipeline;

import io.glimpse.record.CallRecord;
import io.glimpse.record.RecordKind;
import io.glimpse.record.WaitingStarts;
import io.glimpse.record.WaitingStarts.Waiting;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Says that a call has begun which takes long, and whose START waits to go out together with its
 * end. The drainer does so between two rounds; everything here but {@link #ask} is its own.
 *
 * <p>Why no START is missed, and none said twice. A call stops waiting before it puts a record, and
 * what this has seen waiting before a round and still sees waiting when everything has been
 * collected has put none of it, or the round would have brought it and made that visible, too. Its
 * START is said then. The call may be about to put it in the same moment; that record comes later,
 * and until the call is over its START is taken out of whatever comes.
 *
 * <p>It remembers as many ids as there are calls that take longer than a flush interval.
 */
final class EarlyStarts {
  private static final class Said {
    final Waiting call;

    /** It was over before the last round, so no START of it comes any more. */
    boolean wasOver;

    Said(Waiting call) {
      this.call = call;
    }
  }

  private final List<WaitingStarts> asked = new CopyOnWriteArrayList<>();
  private final Map<Long, Said> said = new HashMap<>();
  private final CallRecord record = new CallRecord();
  private List<Waiting> seen = List.of();

  /** From now on these are asked too. */
  void ask(WaitingStarts starts) {
    asked.add(starts);
  }

  /** Before a round: which calls wait. */
  void look() {
    said.values().forEach(one -> one.wasOver = one.call.isOver());
    seen = new ArrayList<>();
    for (WaitingStarts each : asked) {
      seen.addAll(each.now());
    }
  }

  /** Whether some calls waited when it looked last. */
  boolean hasSeenSome() {
    return !seen.isEmpty();
  }

  /**
   * Records on their way to the destinations: what has been said is taken out of them.
   *
   * @return what is less now, as a mark
   */
  long pass(byte[] bytes, int length) {
    long less = 0;
    for (int at = 0; at < length && !said.isEmpty(); at += RecordKind.lengthAt(bytes, at)) {
      RecordKind before = RecordKind.at(bytes, at);
      if (before.hasStart() && said.containsKey(RecordKind.spanIdAt(bytes, at))) {
        RecordKind.takeStartOut(bytes, at);
        less += Mark.of(before) - Mark.of(RecordKind.at(bytes, at));
      }
    }
    return less;
  }

  /**
   * After a round that brought everything: the STARTs of those that still wait, one after the
   * other; empty where there are none.
   */
  byte[] say() {
    said.values().removeIf(one -> one.wasOver);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Waiting call : seen) {
      if (call.say(record)) {
        said.put(call.spanId(), new Said(call));
        bytes.write(record.bytes(), 0, record.length());
      }
    }
    seen = List.of();
    return bytes.toByteArray();
  }
}
