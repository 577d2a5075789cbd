package io.glimpse.cdi;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

/**
 * Knows which of several default methods of one signature a bean inherits: the one in the lower
 * interface. A container lists all of them and may bind any to the call (Weld takes the first that
 * it comes across, in the order of identity hash codes), so a binding goes to all, and the record
 * has the name of the one that runs.
 */
final class DefaultMethods {
  private DefaultMethods() {}

  /** What a call of {@code method} ends in; itself, unless an interface declares it. */
  static Method inherited(Class<?> bean, Method method) {
    if (!method.getDeclaringClass().isInterface() || Modifier.isStatic(method.getModifiers())) {
      return method;
    }
    try {
      return bean.getMethod(method.getName(), method.getParameterTypes());
    } catch (NoSuchMethodException isPrivate) {
      return method;
    }
  }
}
