package io.glimpse.cdi;

import io.glimpse.policy.Trait;
import io.glimpse.reflect.MethodFacts;
import jakarta.decorator.Decorator;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.interceptor.Interceptor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A class of the deployment: names first, facts only when a name has matched, since to look into a
 * class may need classes that the deployment does not have.
 */
final class BeanType {
  private final AnnotatedType<?> type;
  private final Class<?> javaClass;

  BeanType(AnnotatedType<?> type) {
    this.type = type;
    this.javaClass = type.getJavaClass();
  }

  String name() {
    return javaClass.getName();
  }

  /** The names of the class and of everything it inherits methods from. */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    for (Class<?> c = javaClass; c != null && c != Object.class; c = c.getSuperclass()) {
      names.add(c.getName());
      addInterfaces(c, names);
    }
    return names;
  }

  private static void addInterfaces(Class<?> c, Set<String> names) {
    for (Class<?> i : c.getInterfaces()) {
      if (names.add(i.getName())) {
        addInterfaces(i, names);
      }
    }
  }

  /** An interface, annotation or enum has no instances that a container would make. */
  boolean isClass() {
    return !javaClass.isInterface() && !javaClass.isEnum();
  }

  /** The facts that hold for all methods of the class. */
  Set<Trait> traits() {
    Set<Trait> traits = MethodFacts.ofClass(javaClass);
    if (type.isAnnotationPresent(Interceptor.class)) {
      traits.add(Trait.INTERCEPTOR);
    }
    if (type.isAnnotationPresent(Decorator.class)) {
      traits.add(Trait.DECORATOR);
    }
    return traits;
  }

  /**
   * Whether a class between the bean's and the method's own declares the same method again. The
   * container lists both, and only the lower one is ever called.
   */
  boolean isOverridden(Method method) {
    if (Modifier.isPrivate(method.getModifiers()) || Modifier.isStatic(method.getModifiers())) {
      return false;
    }
    Class<?> declaring = method.getDeclaringClass();
    for (Class<?> c = javaClass; c != null && c != declaring; c = c.getSuperclass()) {
      for (Method other : c.getDeclaredMethods()) {
        if (other.getName().equals(method.getName())
            && Arrays.equals(other.getParameterTypes(), method.getParameterTypes())) {
          return true;
        }
      }
    }
    return false;
  }
}
