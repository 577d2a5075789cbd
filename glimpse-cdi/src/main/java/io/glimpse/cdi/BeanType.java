package io.glimpse.cdi;

import io.glimpse.annotation.Redacted;
import io.glimpse.annotation.Traced;
import io.glimpse.annotation.Untraced;
import io.glimpse.policy.MethodRef;
import io.glimpse.policy.Trait;
import io.glimpse.reflect.MethodFacts;
import io.glimpse.report.DeploymentReport.Archive;
import jakarta.decorator.Decorator;
import jakarta.enterprise.inject.TransientReference;
import jakarta.enterprise.inject.spi.AnnotatedConstructor;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedParameter;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A class of the deployment: names first, facts only when a name has matched, since to look into a
 * class may need classes that the deployment does not have.
 */
final class BeanType {
  private final AnnotatedType<?> type;
  private final Class<?> javaClass;

  /** Asked for each inherited method, and the JDK makes a copy each time. */
  private final Map<Class<?>, Method[]> declared = new HashMap<>();

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

  Optional<Archive> archive(BeanArchives archives) {
    return archives.of(javaClass);
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
    beanConstructor().ifPresent(constructor -> addFactsOf(constructor, traits));
    return traits;
  }

  /** The constructor that the container would call (CDI 4.0, section 2.2.4). */
  private Optional<AnnotatedConstructor<?>> beanConstructor() {
    AnnotatedConstructor<?> found = null;
    for (AnnotatedConstructor<?> constructor : type.getConstructors()) {
      if (constructor.isAnnotationPresent(Inject.class)) {
        return Optional.of(constructor);
      }
      if (constructor.getParameters().isEmpty()) {
        found = constructor;
      }
    }
    return Optional.ofNullable(found);
  }

  /** An intercepted bean is made by the constructor of a subclass; the others do not help. */
  private static void addFactsOf(AnnotatedConstructor<?> constructor, Set<Trait> traits) {
    if (Modifier.isPrivate(constructor.getJavaMember().getModifiers())) {
      traits.add(Trait.PRIVATE_CONSTRUCTORS);
    }
    Class<?>[] types = constructor.getJavaMember().getParameterTypes();
    for (AnnotatedParameter<?> parameter : constructor.getParameters()) {
      if (parameter.isAnnotationPresent(TransientReference.class)
          || !isOfType(parameter, types[parameter.getPosition()])) {
        traits.add(Trait.UNPROXYABLE);
      }
    }
  }

  /** False where an extension has put another class in the place of the declared one. */
  private static boolean isOfType(AnnotatedParameter<?> parameter, Class<?> declared) {
    Type type = parameter.getBaseType();
    Type raw = type instanceof ParameterizedType generic ? generic.getRawType() : type;
    return !(raw instanceof Class<?>) || raw.equals(declared);
  }

  /**
   * A method as the policy sees it. The container's model goes before the class file: another
   * extension may have added annotations to it.
   *
   * @param ofClass what {@link #traits} said
   */
  MethodRef describe(AnnotatedMethod<?> annotated, Set<Trait> ofClass) {
    Method method = annotated.getJavaMember();
    boolean own = method.getDeclaringClass() == javaClass;
    Set<Trait> traits = EnumSet.noneOf(Trait.class);
    traits.addAll(ofClass);
    if (has(annotated, own, Traced.class)) {
      traits.add(Trait.TRACED);
    }
    if (has(annotated, own, Untraced.class)) {
      traits.add(Trait.UNTRACED);
    }
    return MethodFacts.describe(method, traits, isAnnotated(annotated));
  }

  private boolean has(
      AnnotatedMethod<?> method, boolean own, Class<? extends Annotation> annotation) {
    return method.isAnnotationPresent(annotation) || (own && type.isAnnotationPresent(annotation));
  }

  /** That a getter's value is hidden does not make it more than a getter. */
  private static boolean isAnnotated(AnnotatedMethod<?> method) {
    for (Annotation annotation : method.getAnnotations()) {
      if (annotation.annotationType() != Redacted.class) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether something between the bean's class and the method's own declares the same method again.
   * The container lists both, and only the lower one is ever called.
   */
  boolean isOverridden(Method method) {
    int modifiers = method.getModifiers();
    if (Modifier.isPrivate(modifiers) || Modifier.isStatic(modifiers)) {
      return false;
    }
    Class<?> declaring = method.getDeclaringClass();
    for (Class<?> c = javaClass; c != null && c != declaring; c = c.getSuperclass()) {
      if (isVisible(method, c) && declares(c, method)) {
        return true;
      }
    }
    return !DefaultMethods.inherited(javaClass, method).equals(method);
  }

  /** A method without a modifier is overridden only in its own package. */
  private static boolean isVisible(Method method, Class<?> from) {
    return Modifier.isPublic(method.getModifiers())
        || Modifier.isProtected(method.getModifiers())
        || from.getPackageName().equals(method.getDeclaringClass().getPackageName());
  }

  private boolean declares(Class<?> type, Method method) {
    for (Method other : declared.computeIfAbsent(type, Class::getDeclaredMethods)) {
      if (other.getName().equals(method.getName())
          && other.getParameterCount() == method.getParameterCount()
          && Arrays.equals(other.getParameterTypes(), method.getParameterTypes())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether this is one of those, or another of which one of those is inherited instead, or another
   * in whose place a bridge to one of those stands that the container does not know.
   */
  boolean isBoundWith(Method method, Set<Method> traced) {
    if (traced.contains(method)) {
      return true;
    }
    Method inherited = DefaultMethods.inherited(javaClass, method);
    if (inherited.getDeclaringClass().isInterface()) {
      return traced.contains(inherited);
    }
    return isBehindAnUnlistedBridge(method, traced);
  }

  private boolean isBehindAnUnlistedBridge(Method method, Set<Method> traced) {
    Method bridge = Bridges.over(javaClass, method);
    Method target = bridge == null ? null : Bridges.target(bridge);
    return target != null
        && traced.contains(target)
        && type.getMethods().stream().noneMatch(listed -> listed.getJavaMember().equals(bridge));
  }
}
