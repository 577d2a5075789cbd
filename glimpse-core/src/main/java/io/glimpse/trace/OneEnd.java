package io.glimpse.trace;

import io.glimpse.async.Outcome;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * The end of something asynchronous, which comes once: what is heard of it first counts, from
 * whichever thread and subscription, and nothing of ours reaches the one who says it.
 */
final class OneEnd implements Consumer<Outcome> {
  private final LongAdder open;
  private final Consumer<Outcome> end;
  private final Faults faults;
  private final AtomicBoolean heard = new AtomicBoolean();

  /** {@code open} has counted it already. */
  OneEnd(LongAdder open, Consumer<Outcome> end, Faults faults) {
    this.open = open;
    this.end = end;
    this.faults = faults;
  }

  @Override
  public void accept(Outcome outcome) {
    if (!heard.compareAndSet(false, true)) {
      return;
    }
    try {
      end.accept(outcome);
    } catch (Throwable fault) {
      faults.report(fault);
    } finally {
      open.decrement();
    }
  }
}
