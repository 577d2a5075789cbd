package io.glimpse.benchmarks.opentelemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What somebody would write who has the SDK and an interceptor; names are kept by method. */
public class SdkInterceptor {
  /** Where spans go over the network in this measurement; null where nobody reads them. */
  static final @Nullable Exporting EXPORTING =
      Exporting.isWanted() ? Exporting.toCollector() : null;

  static final Tracer TRACER = EXPORTING == null ? Ignore.newTracer() : EXPORTING.tracer();

  private static final Map<Method, String> NAMES = new ConcurrentHashMap<>();

  /** For the container. */
  public SdkInterceptor() {}

  /** Opens a span around the call. */
  @AroundInvoke
  public @Nullable Object trace(InvocationContext call) throws Exception {
    Span span = TRACER.spanBuilder(nameOf(call.getMethod())).startSpan();
    try (Scope scope = span.makeCurrent()) {
      return call.proceed();
    } catch (Throwable thrown) {
      span.setStatus(StatusCode.ERROR).recordException(thrown);
      throw thrown;
    } finally {
      span.end();
    }
  }

  private static String nameOf(Method method) {
    String known = NAMES.get(method);
    return known != null ? known : NAMES.computeIfAbsent(method, SdkInterceptor::describe);
  }

  private static String describe(Method method) {
    return method.getDeclaringClass().getSimpleName() + "." + method.getName();
  }
}
