package io.glimpse.reflect;

import io.glimpse.annotation.Redacted;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.TypeVariable;
import java.util.LinkedHashSet;
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
    boolean result = addTo(parameters, method);
    if (!Modifier.isStatic(method.getModifiers()) && !Modifier.isPrivate(method.getModifiers())) {
      for (Class<?> above : above(method.getDeclaringClass())) {
        for (Method other : above.getDeclaredMethods()) {
          if (isOverridden(other, method)) {
            result |= addTo(parameters, other);
          }
        }
      }
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

  private static Set<Class<?>> above(Class<?> type) {
    Set<Class<?>> above = new LinkedHashSet<>();
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      if (c != type) {
        above.add(c);
      }
      addInterfaces(c, above);
    }
    return above;
  }

  private static void addInterfaces(Class<?> type, Set<Class<?>> above) {
    for (Class<?> i : type.getInterfaces()) {
      if (above.add(i)) {
        addInterfaces(i, above);
      }
    }
  }

  /** By erasure, or where a type variable stands by whatever fits into it. */
  private static boolean isOverridden(Method upper, Method lower) {
    if (!upper.getName().equals(lower.getName())
        || upper.getParameterCount() != lower.getParameterCount()
        || Modifier.isStatic(upper.getModifiers())
        || Modifier.isPrivate(upper.getModifiers())) {
      return false;
    }
    for (int i = 0; i < upper.getParameterCount(); i++) {
      Class<?> above = upper.getParameterTypes()[i];
      Class<?> below = lower.getParameterTypes()[i];
      boolean fits =
          upper.getGenericParameterTypes()[i] instanceof TypeVariable<?>
              ? above.isAssignableFrom(below)
              : above == below;
      if (!fits) {
        return false;
      }
    }
    return true;
  }
}
