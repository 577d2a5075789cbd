package io.glimpse.record;

/**
 * Where a writer says what became of records that it had taken, when it learns that only later: a
 * writer that hands them to another thread, to a disk or to another machine.
 *
 * <p>What {@link RecordWriter#write} takes counts as written, and what it throws for as lost. A
 * record that is said to be lost here is no longer counted as written, so each is counted once.
 *
 * <p>Any thread may say so, at any time until its writer is closed. Nothing here throws or waits.
 *
 * @since 0.1
 */
public interface Ledger {
  /** Nobody counts; for a writer that is used without a pipeline. */
  Ledger NONE =
      new Ledger() {
        @Override
        public void lost(Loss reason, long records) {}

        @Override
        public void inherited(long records) {}

        @Override
        public void retried() {}

        @Override
        public void spooled(long records) {}
      };

  /** These records had been taken, and will not arrive. */
  void lost(Loss reason, long records);

  /**
   * These records were left behind by an earlier process, and are on their way again: they count as
   * written from now on.
   */
  void inherited(long records);

  /** A request had to be made again. */
  void retried();

  /** These records were put on the disk, since their destination did not take them. */
  void spooled(long records);
}
