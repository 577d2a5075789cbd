package io.glimpse.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of one request. */
sealed interface Verdict {
  /**
   * The server has it.
   *
   * @param refused how many of its spans it did not take
   * @param message what it said about that; empty for nothing
   */
  record Taken(int refused, String message) implements Verdict {}

  /**
   * The server will never take it.
   *
   * @param kind what is said once of all that are alike
   * @param why the same with what the server said
   */
  record Refused(String kind, String why) implements Verdict {}

  /**
   * It may take it another time.
   *
   * @param why what happened
   * @param after what the server said about when; null where it did not
   */
  record Later(String why, @Nullable Duration after) implements Verdict {}
}
