package io.glimpse.logcontext;

import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * The MDC of JBoss Logging, behind which stands the JBoss LogManager on WildFly and Quarkus.
 * Deployments see this API and not always the manager's own.
 */
final class JBossContext implements LogContext {
  static boolean isUsable() {
    try {
      Class<?> unused =
          Class.forName("org.jboss.logging.MDC", false, JBossContext.class.getClassLoader());
      return true;
    } catch (Throwable absent) {
      return false;
    }
  }

  @Override
  public @Nullable String replace(@Nullable String traceId) {
    Object before = MDC.get(KEY);
    if (traceId == null) {
      MDC.remove(KEY);
    } else {
      Object unused = MDC.put(KEY, traceId);
    }
    return before == null ? null : before.toString();
  }
}
