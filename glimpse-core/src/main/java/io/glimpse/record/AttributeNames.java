package io.glimpse.record;

/**
 * The attribute keys that Glimpse itself writes on every destination. Those without the prefix
 * {@code glimpse.} are OpenTelemetry's (semantic conventions, code and exception attributes).
 *
 * @since 0.1
 */
public final class AttributeNames {
  /** The function, fully qualified. */
  public static final String FUNCTION = "code.function.name";

  /** The bean's class where it is a subclass of the one that declares the function. */
  public static final String BEAN = "glimpse.bean";

  /** The arguments as JSON text. */
  public static final String ARGUMENTS = "glimpse.args";

  /** The result as JSON text. */
  public static final String RESULT = "glimpse.result";

  /** How many deeper calls were not recorded. */
  public static final String CUT = "glimpse.cut";

  /** True where an asynchronous call ended because its subscriber wants no more. */
  public static final String CANCELLED = "glimpse.cancelled";

  /** The name of the event that a throw adds. */
  public static final String EXCEPTION_EVENT = "exception";

  /** The full class name of what was thrown. */
  public static final String EXCEPTION_TYPE = "exception.type";

  /** Its message. */
  public static final String EXCEPTION_MESSAGE = "exception.message";

  /** Its stack trace. */
  public static final String EXCEPTION_STACKTRACE = "exception.stacktrace";

  private AttributeNames() {}
}
