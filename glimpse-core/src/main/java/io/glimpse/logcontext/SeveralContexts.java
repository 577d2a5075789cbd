package io.glimpse.logcontext;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Fills every framework's map. They hold the same, so what one of them had stands for all. Where
 * two frameworks have one map between them (Quarkus), the second one finds what was just put there
 * for the first, and that was not there before.
 */
final class SeveralContexts implements LogContext {
  private final List<LogContext> contexts;

  SeveralContexts(List<LogContext> contexts) {
    this.contexts = List.copyOf(contexts);
  }

  @Override
  public @Nullable String replace(@Nullable String traceId) {
    String before = null;
    boolean first = true;
    for (LogContext context : contexts) {
      try {
        String there = context.replace(traceId);
        if (before == null && (first || !Objects.equals(there, traceId))) {
          before = there;
        }
      } catch (Throwable broken) {
        // See the contract of LogContext.
      }
      first = false;
    }
    return before;
  }
}
