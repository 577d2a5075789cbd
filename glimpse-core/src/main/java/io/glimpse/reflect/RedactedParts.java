package io.glimpse.reflect;

import io.glimpse.annotation.Redacted;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;

/**
 * What of a method {@link Redacted} hides. What it overrides is looked at, too: whoever hides a
 * value in an interface means it for every class behind it, and in doubt a secret stays one.
 *
 * <pre>{@code
 * RedactedParts hidden = RedactedParts.of(method);
 * TracedFunction function = tracer.function(name, parameters, hidden.parameters(), method.getReturnType());
 * }</pre>
 *
 * @param parameters the positions of hidden parameters, counted from 0
 * @param result whether the result is hidden
 * @since 0.1
 */
public record RedactedParts(Set<Integer> parameters, boolean result) {
  /** Copies the set. */
  public RedactedParts {
    parameters = Set.copyOf(parameters);
  }

  /** Reads the annotations of the method and of all that it overrides. */
  public static RedactedParts of(Method method) {
    Set<Integer> parameters = new TreeSet<>();
    boolean result = false;
    for (Method each : Overridden.withItself(method)) {
      result |= addTo(parameters, each);
    }
    return new RedactedParts(parameters, result);
  }

  private static boolean addTo(Set<Integer> positions, Method method) {
    Annotation[][] ofParameters = method.getParameterAnnotations();
    for (int i = 0; i < ofParameters.length; i++) {
      for (Annotation annotation : ofParameters[i]) {
        if (annotation instanceof Redacted) {
          positions.add(i);
        }
      }
    }
    return method.isAnnotationPresent(Redacted.class);
  }
}
