package io.glimpse.jaxrs;

import io.glimpse.Glimpse;
import io.glimpse.policy.Decision;
import io.glimpse.record.FunctionName;
import io.glimpse.reflect.MethodFacts;
import io.glimpse.reflect.RedactedParts;
import io.glimpse.trace.TracedFunction;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The resource methods that the policy names and that no interceptor stands in, because their class
 * is no bean: those the filters record. Which they are is known when the container has started, and
 * found out once for each method.
 */
final class ResourceFunctions {
  private final Glimpse glimpse;
  private final Map<Method, Optional<TracedFunction>> known = new ConcurrentHashMap<>();

  ResourceFunctions(Glimpse glimpse) {
    this.glimpse = glimpse;
  }

  Glimpse glimpse() {
    return glimpse;
  }

  /** The function to record for this resource, if any. */
  Optional<TracedFunction> find(ResourceInfo resource) {
    Method method = resource.getResourceMethod();
    Class<?> type = resource.getResourceClass();
    if (method == null || type == null) {
      return Optional.empty();
    }
    Optional<TracedFunction> found = known.get(method);
    return found != null ? found : known.computeIfAbsent(method, m -> decide(type, m));
  }

  private Optional<TracedFunction> decide(Class<?> type, Method method) {
    String signature = MethodFacts.signature(method);
    if (glimpse.report().attaches(type.getName(), signature)) {
      return Optional.empty();
    }
    boolean annotated = method.getAnnotations().length > 0;
    Decision decision =
        glimpse.policy().decide(MethodFacts.describe(method, MethodFacts.ofClass(type), annotated));
    return decision instanceof Decision.Trace
        ? Optional.of(function(type, method))
        : Optional.empty();
  }

  private TracedFunction function(Class<?> type, Method method) {
    Class<?> declaring = method.getDeclaringClass();
    FunctionName name =
        FunctionName.of(
            declaring.getName(), method.getName(), type == declaring ? null : type.getName());
    TracedFunction function =
        glimpse.tracer().functionWithoutArguments(name, answersNothing(method));
    return RedactedParts.of(method).result() ? function.withHiddenResult() : function;
  }

  /** A suspended response has its entity although the method returns nothing. */
  private static boolean answersNothing(Method method) {
    return method.getReturnType() == void.class
        && !List.of(method.getParameterTypes()).contains(AsyncResponse.class);
  }
}
