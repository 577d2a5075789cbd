package io.glimpse.record;

/**
 * Which moment of a call a log entry is about.
 *
 * @since 0.1
 */
public enum Stage {
  /** The call began. */
  START,
  /** It returned. */
  END,
  /** It threw. */
  EXCEPTION;

  static Stage of(RecordKind kind) {
    return switch (kind) {
      case START -> START;
      case END -> END;
      case EXCEPTION -> EXCEPTION;
      case SPAN, CALL, SAID ->
          throw new IllegalArgumentException("a " + kind + " record is not one log entry");
    };
  }
}
