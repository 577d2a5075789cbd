package io.glimpse.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A method as the policy sees it: names and facts, nothing that could load a class.
 *
 * <pre>{@code
 * MethodRef method = new MethodRef("com.acme.shop.Cart", "addLine", List.of("int"), Set.of());
 * Decision decision = policy.decide(method);
 * }</pre>
 *
 * @param declaringClass the binary name of the class that declares it in the user's source
 * @param name the method's name
 * @param parameterTypes the binary names of its parameters' erased types, such as {@code
 *     java.lang.Object}; they tell {@code equals(Object)} from a method of the user's
 * @param traits the facts that hold for it
 * @since 0.1
 */
public record MethodRef(
    String declaringClass, String name, List<String> parameterTypes, Set<Trait> traits) {
  private static final Set<String> OBJECT_METHODS_WITHOUT_PARAMETERS =
      Set.of("hashCode", "toString", "finalize", "clone");

  /** Copies the lists. */
  public MethodRef {
    parameterTypes = List.copyOf(parameterTypes);
    traits = Set.copyOf(traits);
  }

  boolean is(Trait trait) {
    return traits.contains(trait);
  }

  /**
   * Why no policy can have it traced; of several reasons the first as {@link Trait} orders them.
   */
  Optional<Reason> neverTraced() {
    if (!traits.isEmpty()) {
      for (Trait trait : Trait.values()) {
        if (trait.reason().isPresent() && is(trait)) {
          return trait.reason();
        }
      }
    }
    if (isObjectMethod()) {
      return Optional.of(Reason.OBJECT_METHOD);
    }
    if (name.startsWith("_persistence_") || name.startsWith("lambda$")) {
      return Optional.of(Reason.GENERATED);
    }
    return declaringClass.startsWith("io.glimpse.")
        ? Optional.of(Reason.GLIMPSE)
        : Optional.empty();
  }

  /** By signature, so that an override counts and an overload does not. */
  private boolean isObjectMethod() {
    return declaringClass.equals("java.lang.Object")
        || (parameterTypes.isEmpty() && OBJECT_METHODS_WITHOUT_PARAMETERS.contains(name))
        || (name.equals("equals") && parameterTypes.equals(List.of("java.lang.Object")));
  }
}
