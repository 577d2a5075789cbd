package io.glimpse.logcontext;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The logging frameworks' own thread-bound map, of which Glimpse uses one key.
 *
 * <pre>{@code
 * String before = context.replace(traceId);
 * try {
 *   …
 * } finally {
 *   context.replace(before);
 * }
 * }</pre>
 *
 * <p>For any thread. What a framework throws is swallowed: a log line without its trace id is
 * better than a request without its answer.
 *
 * @since 0.1
 */
public interface LogContext {
  /** The key that log patterns name: {@code %X{trace_id}}. */
  String KEY = "trace_id";

  /**
   * Sets the key for the current thread; null removes it.
   *
   * @return what was there, or null
   */
  @Nullable String replace(@Nullable String traceId);

  /** Does nothing; always the same one. */
  static LogContext none() {
    return NoContext.INSTANCE;
  }

  /** Those of the frameworks that Glimpse's own class loader can see. */
  static LogContext ofFrameworks() {
    List<LogContext> found = new ArrayList<>();
    if (Slf4jContext.isUsable()) {
      found.add(new Slf4jContext());
    }
    if (JBossContext.isUsable()) {
      found.add(new JBossContext());
    }
    return found.isEmpty() ? none() : new SeveralContexts(found);
  }
}
