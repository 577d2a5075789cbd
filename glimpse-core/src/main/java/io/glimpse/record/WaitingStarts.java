package io.glimpse.record;

import java.util.List;

/**
 * The beginnings of calls that have not been put, because they may go out together with the end. A
 * call that takes long has to be seen before that, so who carries the records asks now and then.
 *
 * <p>All methods are called by one thread, never by two at a time, while others open and end calls.
 * None of them throws.
 *
 * @since 0.1
 */
public interface WaitingStarts {
  /** Those that are waiting now. */
  List<Waiting> now();

  /**
   * One of them.
   *
   * @since 0.1
   */
  interface Waiting {
    /** The call's span. */
    long spanId();

    /**
     * Writes the START, and takes it for said from now on. The call may do the same in this moment;
     * so who says it takes it out of what the call puts later, and the call puts nothing that was
     * there before.
     *
     * @return false, and nothing written, where it does not wait any more
     */
    boolean say(CallRecord to);

    /** Whether the call puts no START any more, and what it has put is on its way. */
    boolean isOver();
  }
}
