package io.glimpse.record;

/**
 * Why a record did not arrive. Each reason comes with what an operator can do about it.
 *
 * @since 0.1
 */
public enum Loss {
  /** The ring was full: records came faster than the destinations took them. */
  QUEUE_FULL("the queue was full", "Raise glimpse.queue-bytes or trace fewer methods."),
  /** One record was larger than the whole queue. */
  TOO_LARGE("a record was larger than the queue", "Raise glimpse.queue-bytes."),
  /** A trace that waited for its verdict, or all of them together, held too much. */
  HELD_TOO_MUCH(
      "too much was held until its request ended",
      "Trace fewer methods, or leave \"keep\" out of the policy."),
  /** A destination's backlog was full: it writes more slowly than records come, or hangs. */
  BACKLOG_FULL(
      "the destination did not keep up", "Look at the destination, or raise glimpse.queue-bytes."),
  /** The destination threw when it was given the records. */
  WRITE_FAILED("the destination failed", "Look at the error that it reported."),
  /** The destination took the request and refused spans in it, or would never take the request. */
  REFUSED("the destination refused them", "Look at the answer that it gave, and at its settings."),
  /** The destination was away for so long that what waits on the disk has come to its bound. */
  SPOOL_FULL(
      "too much waited on the disk for the destination",
      "Look at the destination, or raise glimpse.spool-max-size."),
  /** They waited on the disk for the destination until they were too old. */
  SPOOL_EXPIRED(
      "they waited on the disk for too long",
      "Look at the destination, or raise glimpse.spool-max-age."),
  /** They had to wait on the disk, and the disk did not take them or lost them. */
  SPOOL_FAILED(
      "they could not be kept on the disk",
      "Look at the error that was reported, and at the disk."),
  /** The record came after close. */
  CLOSED("Glimpse was closed", "Nothing to do: the application is stopping."),
  /** Close did not wait any longer for the destination. */
  CLOSE_TIMEOUT("the destination was not done in time", "Raise glimpse.close-timeout.");

  private final String reason;
  private final String remedy;

  Loss(String reason, String remedy) {
    this.reason = reason;
    this.remedy = remedy;
  }

  /** Why, in words. */
  public String reason() {
    return reason;
  }

  /** What to do about it. */
  public String remedy() {
    return remedy;
  }
}
