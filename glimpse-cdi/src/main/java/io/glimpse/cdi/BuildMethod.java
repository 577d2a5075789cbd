package io.glimpse.cdi;

import io.glimpse.annotation.Redacted;
import io.glimpse.async.LateResult;
import io.glimpse.policy.MethodRef;
import io.glimpse.policy.Trait;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.enterprise.lang.model.declarations.FieldInfo;
import jakarta.enterprise.lang.model.declarations.MethodInfo;
import jakarta.enterprise.lang.model.declarations.ParameterInfo;
import jakarta.enterprise.lang.model.types.Type;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A method as a build shows it, described to the policy and to the report in the same words as
 * {@link io.glimpse.reflect.MethodFacts} has for one that reflection shows.
 */
final class BuildMethod {
  private final MethodInfo method;
  private final List<Type> parameters;

  BuildMethod(MethodInfo method) {
    this.method = method;
    this.parameters = method.parameters().stream().map(ParameterInfo::type).toList();
  }

  private boolean canBeOverridden() {
    return !Modifier.isPrivate(method.modifiers()) && !Modifier.isStatic(method.modifiers());
  }

  /**
   * Whether this method, of a lower class, stands in for {@code upper} of the same name. The
   * compiler's bridges are not shown here, so a type variable of the upper one may be any type of
   * the lower one.
   */
  boolean overrides(BuildMethod upper) {
    if (parameters.size() != upper.parameters.size()
        || !upper.canBeOverridden()
        || !canBeOverridden()
        || !upper.isVisibleFrom(this)) {
      return false;
    }
    for (int i = 0; i < parameters.size(); i++) {
      Type above = upper.parameters.get(i);
      if (!above.isTypeVariable() && !erased(above).equals(erased(parameters.get(i)))) {
        return false;
      }
    }
    return true;
  }

  /** A method without a modifier is overridden only in its own package. */
  private boolean isVisibleFrom(BuildMethod lower) {
    return Modifier.isPublic(method.modifiers())
        || Modifier.isProtected(method.modifiers())
        || packageName().equals(lower.packageName());
  }

  private String packageName() {
    String owner = method.declaringClass().name();
    return owner.substring(0, Math.max(0, owner.lastIndexOf('.')));
  }

  /**
   * The method as the policy sees it.
   *
   * @param ofClass the facts that hold for all methods of the bean's class
   */
  MethodRef describe(Set<Trait> ofClass) {
    Set<Trait> traits = Trait.ofMethod(method.modifiers());
    traits.addAll(ofClass);
    if (!isAnnotated() && isAccessor()) {
      traits.add(Trait.ACCESSOR);
    }
    return new MethodRef(
        method.declaringClass().name(),
        method.name(),
        parameters.stream().map(BuildMethod::erased).toList(),
        traits);
  }

  /** That a getter's value is hidden does not make it more than a getter. */
  private boolean isAnnotated() {
    return method.annotations().stream()
        .anyMatch(annotation -> !annotation.name().equals(Redacted.class.getName()));
  }

  private boolean isAccessor() {
    String name = method.name();
    if (name.startsWith("get") && parameters.isEmpty()) {
      return hasField(name.substring(3), method.returnType());
    }
    if (name.startsWith("is") && parameters.isEmpty()) {
      return hasField(name.substring(2), method.returnType());
    }
    return name.startsWith("set")
        && parameters.size() == 1
        && hasField(name.substring(3), parameters.get(0));
  }

  private boolean hasField(String property, Type type) {
    if (property.isEmpty()) {
      return false;
    }
    String name = property.substring(0, 1).toLowerCase(Locale.ROOT) + property.substring(1);
    ClassInfo owner = method.declaringClass();
    for (FieldInfo field : owner.fields()) {
      if (field.name().equals(name) && field.declaringClass().name().equals(owner.name())) {
        return erased(field.type()).equals(erased(type));
      }
    }
    return false;
  }

  /** The function in a report: overloads stay apart. */
  String signature() {
    List<String> shown = parameters.stream().map(BuildMethod::simple).toList();
    return method.declaringClass().name()
        + "."
        + method.name()
        + "("
        + String.join(", ", shown)
        + ")";
  }

  /** Whether its calls end when it returns, although it hands out work that may go on. */
  boolean endsAtReturn() {
    return declaration(method.returnType())
        .map(BuildType::new)
        .filter(type -> LateResult.isLeftAlone(type.name(), type.names()))
        .isPresent();
  }

  private static Optional<ClassInfo> declaration(Type type) {
    return switch (type.kind()) {
      case CLASS -> Optional.of(type.asClass().declaration());
      case PARAMETERIZED_TYPE -> Optional.of(type.asParameterizedType().declaration());
      case TYPE_VARIABLE, WILDCARD_TYPE ->
          Optional.ofNullable(bound(type)).flatMap(BuildMethod::declaration);
      case VOID, PRIMITIVE, ARRAY -> Optional.empty();
    };
  }

  private static String erased(Type type) {
    return switch (type.kind()) {
      case VOID -> "void";
      case PRIMITIVE -> type.asPrimitive().name();
      case CLASS -> type.asClass().declaration().name();
      case PARAMETERIZED_TYPE -> type.asParameterizedType().declaration().name();
      case ARRAY -> erased(type.asArray().componentType()) + "[]";
      case TYPE_VARIABLE, WILDCARD_TYPE -> erasedBound(type);
    };
  }

  private static String erasedBound(Type type) {
    Type bound = bound(type);
    return bound == null ? "java.lang.Object" : erased(bound);
  }

  private static String simple(Type type) {
    return switch (type.kind()) {
      case VOID -> "void";
      case PRIMITIVE -> type.asPrimitive().name();
      case CLASS -> type.asClass().declaration().simpleName();
      case PARAMETERIZED_TYPE -> type.asParameterizedType().declaration().simpleName();
      case ARRAY -> simple(type.asArray().componentType()) + "[]";
      case TYPE_VARIABLE, WILDCARD_TYPE -> simpleBound(type);
    };
  }

  private static String simpleBound(Type type) {
    Type bound = bound(type);
    return bound == null ? "Object" : simple(bound);
  }

  private static @Nullable Type bound(Type type) {
    if (type.isWildcardType()) {
      return type.asWildcardType().upperBound();
    }
    List<Type> bounds = type.asTypeVariable().bounds();
    return bounds.isEmpty() ? null : bounds.get(0);
  }
}
