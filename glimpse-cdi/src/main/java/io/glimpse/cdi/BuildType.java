package io.glimpse.cdi;

import io.glimpse.annotation.Traced;
import io.glimpse.annotation.Untraced;
import io.glimpse.policy.Trait;
import jakarta.decorator.Decorator;
import jakarta.enterprise.inject.build.compatible.spi.MethodConfig;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.enterprise.lang.model.declarations.MethodInfo;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.lang.annotation.Annotation;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A class as a build shows it: names first, facts only when a name has matched. No class is loaded
 * for it.
 */
final class BuildType {
  private final ClassInfo type;

  BuildType(ClassInfo type) {
    this.type = type;
  }

  String name() {
    return type.name();
  }

  /**
   * The names of the class and of everything it inherits methods from, those first that win where
   * several have the same method: the classes upwards, then their interfaces.
   */
  List<String> names() {
    Set<String> classes = new LinkedHashSet<>();
    Set<String> interfaces = new LinkedHashSet<>();
    for (ClassInfo c = type; c != null && !isObject(c); c = c.superClassDeclaration()) {
      classes.add(c.name());
      addInterfaces(c, interfaces);
    }
    classes.addAll(interfaces);
    return List.copyOf(classes);
  }

  private static boolean isObject(ClassInfo c) {
    return c.name().equals("java.lang.Object");
  }

  private static void addInterfaces(ClassInfo c, Set<String> names) {
    for (ClassInfo i : c.superInterfacesDeclarations()) {
      if (names.add(i.name())) {
        addInterfaces(i, names);
      }
    }
  }

  /** An interface, annotation or enum has no instances that a container would make. */
  boolean isClass() {
    return !type.isInterface() && !type.isAnnotation() && !type.isEnum();
  }

  /** An abstract class has none of its own; what its beans inherit is seen with them. */
  boolean hasInstances() {
    return !type.isAbstract();
  }

  /** The facts that hold for all methods of the class. */
  Set<Trait> traits() {
    Set<Trait> traits = EnumSet.noneOf(Trait.class);
    if (type.isFinal()) {
      traits.add(Trait.FINAL_CLASS);
    }
    if (SealedClasses.contain(type.name())) {
      traits.add(Trait.SEALED_CLASS);
    }
    Collection<MethodInfo> constructors = type.constructors();
    if (isMadeByAPrivateConstructor(constructors)
        || (!constructors.isEmpty()
            && constructors.stream().allMatch(c -> Modifier.isPrivate(c.modifiers())))) {
      traits.add(Trait.PRIVATE_CONSTRUCTORS);
    }
    if (type.hasAnnotation(Interceptor.class)) {
      traits.add(Trait.INTERCEPTOR);
    }
    if (type.hasAnnotation(Decorator.class)) {
      traits.add(Trait.DECORATOR);
    }
    return traits;
  }

  /**
   * Whether the constructor that the container would call (CDI 4.0, section 2.2.4) is one that its
   * subclass cannot call; the others do not help.
   */
  private static boolean isMadeByAPrivateConstructor(Collection<MethodInfo> constructors) {
    MethodInfo used = null;
    for (MethodInfo constructor : constructors) {
      if (constructor.hasAnnotation(Inject.class)) {
        used = constructor;
        break;
      }
      if (constructor.parameters().isEmpty()) {
        used = constructor;
      }
    }
    return used != null && Modifier.isPrivate(used.modifiers());
  }

  /** What {@link #traits} said, and what annotations say of this method. */
  Set<Trait> with(Set<Trait> ofClass, MethodInfo method) {
    Set<Trait> traits = EnumSet.noneOf(Trait.class);
    traits.addAll(ofClass);
    if (has(method, Traced.class)) {
      traits.add(Trait.TRACED);
    }
    if (has(method, Untraced.class)) {
      traits.add(Trait.UNTRACED);
    }
    return traits;
  }

  /** What stands on a class is for the methods that it declares itself. */
  private static boolean has(MethodInfo method, Class<? extends Annotation> annotation) {
    return method.hasAnnotation(annotation) || method.declaringClass().hasAnnotation(annotation);
  }

  /**
   * The methods that a call of a bean of this class can end in: not those that something below them
   * declares again, and not those that nobody has written yet.
   */
  Collection<MethodConfig> callable(Collection<MethodConfig> methods) {
    List<String> order = names();
    List<MethodConfig> callable = new ArrayList<>();
    for (MethodConfig method : methods) {
      if (!Modifier.isAbstract(method.info().modifiers())
          && methods.stream().noneMatch(other -> hides(other.info(), method.info(), order))) {
        callable.add(method);
      }
    }
    return callable;
  }

  private static boolean hides(MethodInfo other, MethodInfo method, List<String> order) {
    return other.name().equals(method.name())
        && order.indexOf(other.declaringClass().name())
            < order.indexOf(method.declaringClass().name())
        && new BuildMethod(other).overrides(new BuildMethod(method));
  }
}
