package io.glimpse.cdi;

import io.glimpse.policy.MethodRef;
import io.glimpse.policy.Trait;
import jakarta.decorator.Decorator;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.interceptor.Interceptor;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A class of the deployment as the policy wants it described: names first, facts only when a name
 * has matched, since to look into a class may need classes that the deployment does not have.
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
    Set<Trait> traits = EnumSet.noneOf(Trait.class);
    if (Modifier.isFinal(javaClass.getModifiers())) {
      traits.add(Trait.FINAL_CLASS);
    }
    if (javaClass.isSealed()) {
      traits.add(Trait.SEALED_CLASS);
    }
    Constructor<?>[] constructors = javaClass.getDeclaredConstructors();
    if (constructors.length > 0
        && Arrays.stream(constructors).allMatch(c -> Modifier.isPrivate(c.getModifiers()))) {
      traits.add(Trait.PRIVATE_CONSTRUCTORS);
    }
    if (type.isAnnotationPresent(Interceptor.class)) {
      traits.add(Trait.INTERCEPTOR);
    }
    if (type.isAnnotationPresent(Decorator.class)) {
      traits.add(Trait.DECORATOR);
    }
    return traits;
  }

  /** How the policy sees one of the methods. */
  static MethodRef describe(AnnotatedMethod<?> annotated, Set<Trait> ofClass) {
    Method method = annotated.getJavaMember();
    Set<Trait> traits = Trait.ofMethod(method.getModifiers());
    traits.addAll(ofClass);
    if (annotated.getAnnotations().isEmpty() && isAccessor(method)) {
      traits.add(Trait.ACCESSOR);
    }
    List<String> parameters = new ArrayList<>();
    for (Class<?> parameter : method.getParameterTypes()) {
      parameters.add(parameter.getName());
    }
    return new MethodRef(
        method.getDeclaringClass().getName(), method.getName(), parameters, traits);
  }

  private static boolean isAccessor(Method method) {
    String name = method.getName();
    Class<?>[] parameters = method.getParameterTypes();
    if (name.startsWith("get") && parameters.length == 0) {
      return hasField(method, name.substring(3), method.getReturnType());
    }
    if (name.startsWith("is") && parameters.length == 0) {
      return hasField(method, name.substring(2), method.getReturnType());
    }
    return name.startsWith("set")
        && parameters.length == 1
        && hasField(method, name.substring(3), parameters[0]);
  }

  private static boolean hasField(Method method, String property, @Nullable Class<?> type) {
    if (property.isEmpty()) {
      return false;
    }
    String name = property.substring(0, 1).toLowerCase(Locale.ROOT) + property.substring(1);
    try {
      Field field = method.getDeclaringClass().getDeclaredField(name);
      return field.getType() == type;
    } catch (NoSuchFieldException none) {
      return false;
    }
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

  /** The function in a report: overloads stay apart. */
  static String signature(Method method) {
    List<String> parameters = new ArrayList<>();
    for (Class<?> parameter : method.getParameterTypes()) {
      parameters.add(parameter.getSimpleName());
    }
    return method.getDeclaringClass().getName()
        + "."
        + method.getName()
        + "("
        + String.join(", ", parameters)
        + ")";
  }
}
