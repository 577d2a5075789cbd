package io.glimpse.cdi;

import io.glimpse.record.FunctionName;
import io.glimpse.trace.OpenCall;
import io.glimpse.trace.TracedFunction;
import io.glimpse.trace.Tracer;
import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private static volatile @Nullable AttachedFunctions current;

  private final Tracer tracer;
  private final Map<Class<?>, Map<Method, TracedFunction>> byBean = new ConcurrentHashMap<>();

  AttachedFunctions(Tracer tracer) {
    this.tracer = tracer;
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

  /** A call begins; null when it is not recorded. Never throws. */
  static @Nullable OpenCall open(InvocationContext call) {
    AttachedFunctions functions = current;
    if (functions == null || !functions.tracer.isRunning()) {
      return null;
    }
    TracedFunction function;
    @Nullable Object[] arguments;
    try {
      function = functions.find(call);
      arguments = call.getParameters();
    } catch (Throwable fault) {
      functions.tracer.reportFault(fault);
      return null;
    }
    return functions.tracer.open(function, arguments);
  }

  private TracedFunction find(InvocationContext call) {
    Class<?> target = call.getTarget().getClass();
    Map<Method, TracedFunction> ofBean = byBean.get(target);
    if (ofBean == null) {
      ofBean = byBean.computeIfAbsent(target, unused -> new ConcurrentHashMap<>());
    }
    Method method = call.getMethod();
    TracedFunction known = ofBean.get(method);
    return known != null ? known : ofBean.computeIfAbsent(method, m -> describe(m, target));
  }

  private TracedFunction describe(Method method, Class<?> target) {
    Class<?> declaring = GeneratedClasses.original(method.getDeclaringClass());
    Class<?> bean = GeneratedClasses.original(target);
    FunctionName name =
        FunctionName.of(
            declaring.getName(), method.getName(), bean == declaring ? null : bean.getName());
    List<@Nullable String> parameters = new ArrayList<>();
    for (Parameter parameter : method.getParameters()) {
      parameters.add(parameter.isNamePresent() ? parameter.getName() : null);
    }
    return tracer.function(name, parameters, Set.of(), method.getReturnType() == void.class);
  }
}
