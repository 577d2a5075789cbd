package io.glimpse.reflect;

import io.glimpse.annotation.Traced;
import io.glimpse.annotation.Untraced;
import io.glimpse.policy.MethodRef;
import io.glimpse.policy.Trait;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the policy wants to know about a method, by reflection.
 *
 * <pre>{@code
 * Set<Trait> ofClass = MethodFacts.ofClass(bean);
 * Decision decision = policy.decide(MethodFacts.describe(method, ofClass, false));
 * }</pre>
 *
 * <p>Looking into a class may need classes that the deployment does not have; what that throws, a
 * {@link LinkageError} mostly, is the caller's to catch.
 *
 * @since 0.1
 */
public final class MethodFacts {
  private MethodFacts() {}

  /** The facts that hold for all methods of a bean's class. The set is the caller's own. */
  public static Set<Trait> ofClass(Class<?> bean) {
    Set<Trait> traits = EnumSet.noneOf(Trait.class);
    if (Modifier.isFinal(bean.getModifiers())) {
      traits.add(Trait.FINAL_CLASS);
    }
    if (bean.isSealed()) {
      traits.add(Trait.SEALED_CLASS);
    }
    Constructor<?>[] constructors = bean.getDeclaredConstructors();
    if (constructors.length > 0
        && Arrays.stream(constructors).allMatch(c -> Modifier.isPrivate(c.getModifiers()))) {
      traits.add(Trait.PRIVATE_CONSTRUCTORS);
    }
    return traits;
  }

  /**
   * A method as the policy sees it. {@code @Traced} and {@code @Untraced} are read from the method
   * and from the class that declares it.
   *
   * @param ofClass the facts that hold for all methods of the bean's class
   * @param annotated whether an annotation stands on the method; an accessor has none
   */
  public static MethodRef describe(Method method, Set<Trait> ofClass, boolean annotated) {
    Set<Trait> traits = Trait.ofMethod(method.getModifiers());
    traits.addAll(ofClass);
    if (!annotated && isAccessor(method)) {
      traits.add(Trait.ACCESSOR);
    }
    Class<?> declaring = method.getDeclaringClass();
    if (method.isAnnotationPresent(Traced.class) || declaring.isAnnotationPresent(Traced.class)) {
      traits.add(Trait.TRACED);
    }
    if (method.isAnnotationPresent(Untraced.class)
        || declaring.isAnnotationPresent(Untraced.class)) {
      traits.add(Trait.UNTRACED);
    }
    List<String> parameters = new ArrayList<>();
    for (Class<?> parameter : method.getParameterTypes()) {
      parameters.add(parameter.getName());
    }
    return new MethodRef(declaring.getName(), method.getName(), parameters, traits);
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

  private static boolean hasField(Method method, String property, Class<?> type) {
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

  /** The function in a report: overloads stay apart. */
  public static String signature(Method method) {
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
