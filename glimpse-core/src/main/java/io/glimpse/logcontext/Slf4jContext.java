package io.glimpse.logcontext;

import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.slf4j.spi.SLF4JServiceProvider;

/** SLF4J's MDC. */
final class Slf4jContext implements LogContext {
  /**
   * Whether SLF4J is there and has something behind it. Without a provider it would print a warning
   * when it is first used, and we would be the ones who made it print.
   */
  static boolean isUsable() {
    ClassLoader loader = Slf4jContext.class.getClassLoader();
    try {
      return ServiceLoader.load(SLF4JServiceProvider.class, loader).iterator().hasNext();
    } catch (LinkageError older) {
      return isBound(loader);
    } catch (Throwable unfit) {
      return false;
    }
  }

  /** Before SLF4J 2.0 there were no providers: what lies behind it brought this class along. */
  static boolean isBound(ClassLoader loader) {
    try {
      Class<?> unused = loader.loadClass("org.slf4j.impl.StaticMDCBinder");
      unused = loader.loadClass("org.slf4j.MDC");
      return true;
    } catch (ClassNotFoundException | LinkageError absent) {
      return false;
    }
  }

  @Override
  public @Nullable String replace(@Nullable String traceId) {
    String before = MDC.get(KEY);
    if (traceId == null) {
      MDC.remove(KEY);
    } else {
      MDC.put(KEY, traceId);
    }
    return before;
  }
}
