package com.acme.shop.logs;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The trace id as the pattern {@code %X{trace_id}} of each logging framework would print it. The
 * frameworks are asked by their names, since every server has others.
 */
@ApplicationScoped
public class LogContexts {

  private static final List<String> FRAMEWORKS = List.of("org.slf4j.MDC", "org.jboss.logging.MDC");

  /** {@code MDC=…} for each framework that holds one, parted by commas; {@code none} for none. */
  public String traceIds() {
    String found =
        FRAMEWORKS.stream()
            .map(LogContexts::traceId)
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(","));
    return found.isEmpty() ? "none" : found;
  }

  private static String traceId(String framework) {
    try {
      Class<?> mdc = Class.forName(framework, true, LogContexts.class.getClassLoader());
      Object value = mdc.getMethod("get", String.class).invoke(null, "trace_id");
      return value == null ? "" : framework + "=" + value;
    } catch (ReflectiveOperationException absent) {
      return "";
    }
  }
}
