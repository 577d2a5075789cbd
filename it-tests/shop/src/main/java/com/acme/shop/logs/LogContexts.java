package com.acme.shop.logs;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The trace id as the pattern {@code %X{trace_id}} of each logging framework would print it. The
 * frameworks are asked by their names, since every server has others.
 */
@ApplicationScoped
public class LogContexts {

  private static final List<String> FRAMEWORKS = List.of("org.slf4j.MDC", "org.jboss.logging.MDC");

  /**
   * {@code MDC=…} for each framework that the shop can see, parted by commas; {@code MDC=none}
   * where it holds no trace id.
   */
  public String traceIds() {
    return FRAMEWORKS.stream().flatMap(LogContexts::traceId).collect(Collectors.joining(","));
  }

  private static Stream<String> traceId(String framework) {
    try {
      Class<?> mdc = Class.forName(framework, true, LogContexts.class.getClassLoader());
      Object value = mdc.getMethod("get", String.class).invoke(null, "trace_id");
      return Stream.of(framework + "=" + (value == null ? "none" : value));
    } catch (ReflectiveOperationException absent) {
      return Stream.empty();
    }
  }
}
