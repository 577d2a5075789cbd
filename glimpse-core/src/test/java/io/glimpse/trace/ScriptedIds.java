package io.glimpse.trace;

import io.glimpse.context.IdSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;

/** Gives out the ids that a test has written down, then 1001, 1002, and so on. */
public final class ScriptedIds implements IdSource {
  private final Queue<Long> script = new ArrayDeque<>();
  private long counter = 1000;
  private boolean broken;

  @Override
  public synchronized long next() {
    if (broken) {
      throw new IllegalStateException("no more ids");
    }
    Long written = script.poll();
    return written == null ? ++counter : written;
  }

  /** The next ids, in order. A new trace takes two for itself and one for its first span. */
  public synchronized void script(Long... ids) {
    script.addAll(Arrays.asList(ids));
  }

  public synchronized void breakDown() {
    broken = true;
  }

  public synchronized void repair() {
    broken = false;
  }
}
