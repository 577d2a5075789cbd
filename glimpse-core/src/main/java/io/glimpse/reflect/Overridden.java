package io.glimpse.reflect;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds the methods of superclasses and interfaces that a method stands in for. */
final class Overridden {
  private Overridden() {}

  /** The method itself, then all that it overrides. */
  static List<Method> withItself(Method method) {
    List<Method> all = new ArrayList<>();
    all.add(method);
    if (!Modifier.isStatic(method.getModifiers()) && !Modifier.isPrivate(method.getModifiers())) {
      for (Class<?> above : above(method.getDeclaringClass())) {
        for (Method other : above.getDeclaredMethods()) {
          if (isOverridden(other, method)) {
            all.add(other);
          }
        }
      }
    }
    return all;
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
