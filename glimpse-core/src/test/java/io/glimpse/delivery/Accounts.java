package io.glimpse.delivery;

import io.glimpse.record.Ledger;
import io.glimpse.record.Loss;
import java.util.EnumMap;
import java.util.Map;

/** A ledger to read. */
final class Accounts implements Ledger {
  private final Map<Loss, Long> lost = new EnumMap<>(Loss.class);
  private long inherited;
  private long retried;
  private long spooled;

  @Override
  public synchronized void lost(Loss reason, long records) {
    lost.merge(reason, records, Long::sum);
  }

  @Override
  public synchronized void inherited(long records) {
    inherited += records;
  }

  @Override
  public synchronized void retried() {
    retried++;
  }

  @Override
  public synchronized void spooled(long records) {
    spooled += records;
  }

  synchronized Map<Loss, Long> lost() {
    return Map.copyOf(lost);
  }

  synchronized long inherited() {
    return inherited;
  }

  synchronized long retries() {
    return retried;
  }

  synchronized long spooledRecords() {
    return spooled;
  }
}
