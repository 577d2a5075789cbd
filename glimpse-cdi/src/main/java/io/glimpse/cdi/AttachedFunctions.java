package io.glimpse.cdi;

import io.glimpse.record.FunctionName;
import io.glimpse.reflect.ParameterNames;
import io.glimpse.reflect.RedactedParts;
import io.glimpse.trace.OpenCall;
import io.glimpse.trace.TracedFunction;
import io.glimpse.trace.Tracer;
import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The functions that this deployment has attached, by bean class and method, so that a call finds
 * its name and the names of its parameters without asking reflection.
 *
 * <p>There is one for each start of the container. It is filled by the first call of each function
 * and let go at shutdown, so no bean class outlives its application by it.
 */
final class AttachedFunctions {
  private static final @Nullable Object[] NONE = {};

  private static volatile @Nullable AttachedFunctions current;

  private final Tracer tracer;
  private final Map<Class<?>, Map<Method, TracedFunction>> byBean = new ConcurrentHashMap<>();

  private final Map<Method, ParameterNames.Found> announced = new ConcurrentHashMap<>();
  private final ParameterNames names = new ParameterNames();

  AttachedFunctions(Tracer tracer) {
    this.tracer = tracer;
  }

  /**
   * This method will be called: what its parameters are called is found out now, while the
   * application is not running yet. Where nobody announces, it is found out by the first call.
   */
  void announce(Method method) {
    ParameterNames.Found unused = announced.computeIfAbsent(method, names::of);
  }

  /** No more is announced: what was read of class files is not needed any longer. */
  void allAnnounced() {
    names.forget();
  }

  static void install(AttachedFunctions functions) {
    current = functions;
  }

  /** Only what {@code functions} installed is taken away: a newer start may have come before. */
  static void remove(AttachedFunctions functions) {
    if (current == functions) {
      current = null;
    }
  }

  /** Those whose calls are recorded now; null when none are. */
  static @Nullable AttachedFunctions running() {
    AttachedFunctions functions = current;
    return functions == null || !functions.tracer.isRunning() ? null : functions;
  }

  /** A call begins; null when it is not recorded. Never throws. */
  @Nullable OpenCall open(InvocationContext call, RecentFunctions recent) {
    TracedFunction function;
    @Nullable Object[] arguments;
    try {
      Method method = call.getMethod();
      function = recent.find(this, method);
      if (function == null) {
        function = find(method, call.getTarget().getClass());
        recent.remember(this, method, function);
      }
      if (!function.isOn()) {
        return null;
      }
      arguments = function.hasParameters() ? call.getParameters() : NONE;
    } catch (Throwable fault) {
      tracer.reportFault(fault);
      return null;
    }
    return tracer.open(function, arguments);
  }

  private TracedFunction find(Method method, Class<?> target) {
    return byBean
        .computeIfAbsent(target, unused -> new ConcurrentHashMap<>())
        .computeIfAbsent(method, m -> describe(m, target));
  }

  private TracedFunction describe(Method bound, Class<?> target) {
    Class<?> bean = GeneratedClasses.original(target);
    Method method = Bridges.behind(bean, DefaultMethods.inherited(bean, bound));
    Class<?> declaring = GeneratedClasses.original(method.getDeclaringClass());
    FunctionName name =
        FunctionName.of(
            declaring.getName(), method.getName(), bean == declaring ? null : bean.getName());
    ParameterNames.Found parameters = announced.computeIfAbsent(method, names::of);
    RedactedParts hidden = RedactedParts.of(method);
    TracedFunction function =
        tracer.function(
            name,
            parameters.names(),
            parameters.known(),
            hidden.parameters(),
            method.getReturnType());
    return hidden.result() ? function.withHiddenResult() : function;
  }
}
