package io.glimpse.cdi;

import java.lang.reflect.Method;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Knows what a call ends in that comes in over a bridge: {@code save(String, Order)} of a class
 * whose superclass declares {@code save(K, T)}.
 *
 * <p>On Weld an intercepted bean is a subclass, so the bridge leads to the intercepted method
 * behind it, and Weld lists the bridge as well. OpenWebBeans does not list bridges. It takes the
 * method of the superclass for another one of the bean's, and hands calls of it to an object behind
 * all interceptors; there the binding has to be on that method, too.
 */
final class Bridges {
  private Bridges() {}

  /** The bridge that a class below {@code method}'s own puts in its place, or null. */
  static @Nullable Method over(Class<?> bean, Method method) {
    Class<?> declaring = method.getDeclaringClass();
    for (Class<?> c = bean; c != null && c != declaring; c = c.getSuperclass()) {
      for (Method other : c.getDeclaredMethods()) {
        if (other.isBridge()
            && other.getName().equals(method.getName())
            && Arrays.equals(other.getParameterTypes(), method.getParameterTypes())) {
          return other;
        }
      }
    }
    return null;
  }

  /** What a call of {@code method} ends in; itself, unless a bridge stands in its place. */
  static Method behind(Class<?> bean, Method method) {
    Method bridge = over(bean, method);
    Method target = bridge == null ? null : target(bridge);
    return target == null ? method : target;
  }

  /** The method that a bridge leads to, or null where it may be one of several. */
  static @Nullable Method target(Method bridge) {
    Method found = null;
    for (Method other : bridge.getDeclaringClass().getDeclaredMethods()) {
      if (!other.isBridge() && other.getName().equals(bridge.getName()) && narrows(other, bridge)) {
        if (found != null) {
          return null; // which of the two is not written anywhere
        }
        found = other;
      }
    }
    return found;
  }

  private static boolean narrows(Method method, Method bridge) {
    Class<?>[] narrow = method.getParameterTypes();
    Class<?>[] wide = bridge.getParameterTypes();
    if (narrow.length != wide.length
        || !bridge.getReturnType().isAssignableFrom(method.getReturnType())) {
      return false;
    }
    for (int i = 0; i < wide.length; i++) {
      if (!wide[i].isAssignableFrom(narrow[i])) {
        return false;
      }
    }
    return true;
  }
}
