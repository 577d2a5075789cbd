package io.glimpse.logcontext;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fills every framework's map. They hold the same, so what one of them had stands for all. */
final class SeveralContexts implements LogContext {
  private final List<LogContext> contexts;

  SeveralContexts(List<LogContext> contexts) {
    this.contexts = List.copyOf(contexts);
  }

  @Override
  public @Nullable String replace(@Nullable String traceId) {
    String before = null;
    for (LogContext context : contexts) {
      try {
        String there = context.replace(traceId);
        before = before == null ? there : before;
      } catch (Throwable broken) {
        // See the contract of LogContext.
      }
    }
    return before;
  }
}
