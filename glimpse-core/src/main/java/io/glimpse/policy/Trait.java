package io.glimpse.policy;

import java.lang.reflect.Modifier;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A fact about a method or its declaring class that decides whether it can be traced. Whoever asks
 * the policy gathers them, by reflection or from the container's own model.
 *
 * @since 0.1
 */
public enum Trait {
  /** The method is private. */
  PRIVATE(Reason.PRIVATE),
  /** The method is static. */
  STATIC(Reason.STATIC),
  /** The method is final. */
  FINAL(Reason.FINAL),
  /** The compiler made the method to bridge erased types. */
  BRIDGE(Reason.BRIDGE),
  /** The compiler made the method. */
  SYNTHETIC(Reason.SYNTHETIC),
  /** The declaring class is final; a record or an enum is. */
  FINAL_CLASS(Reason.FINAL_CLASS),
  /** The declaring class is sealed. */
  SEALED_CLASS(Reason.SEALED_CLASS),
  /**
   * The class has constructors and all of them are private, or the one is that the container uses.
   */
  PRIVATE_CONSTRUCTORS(Reason.PRIVATE_CONSTRUCTORS),
  /**
   * The container would make an intercepted instance of the class in another way, or not at all.
   */
  UNPROXYABLE(Reason.UNPROXYABLE),
  /** The declaring class is an interceptor. */
  INTERCEPTOR(Reason.INTERCEPTOR),
  /** The declaring class is a decorator. */
  DECORATOR(Reason.DECORATOR),
  /** An un-annotated {@code getX}, {@code isX} or {@code setX} with a field x of that type. */
  ACCESSOR(null),
  /** {@code @Traced} stands on the method or its class. */
  TRACED(null),
  /** {@code @Untraced} stands on the method or its class. */
  UNTRACED(null);

  /** The bits of a method's access flags that Java 17 shows no constants for: JVMS 4.6. */
  private static final int ACC_BRIDGE = 0x0040;

  private static final int ACC_SYNTHETIC = 0x1000;

  private final @Nullable Reason reason;

  Trait(@Nullable Reason reason) {
    this.reason = reason;
  }

  /** The reason why a method with this trait is never traced; empty if it may be. */
  Optional<Reason> reason() {
    return Optional.ofNullable(reason);
  }

  /**
   * What a method's modifiers say, as {@link java.lang.reflect.Method#getModifiers()} and the class
   * file give them. The set is the caller's own to add to.
   *
   * <pre>{@code
   * Set<Trait> traits = Trait.ofMethod(method.getModifiers());
   * if (Modifier.isFinal(type.getModifiers())) traits.add(Trait.FINAL_CLASS);
   * }</pre>
   */
  public static Set<Trait> ofMethod(int modifiers) {
    Set<Trait> traits = EnumSet.noneOf(Trait.class);
    addIf(Modifier.isPrivate(modifiers), PRIVATE, traits);
    addIf(Modifier.isStatic(modifiers), STATIC, traits);
    addIf(Modifier.isFinal(modifiers), FINAL, traits);
    addIf((modifiers & ACC_BRIDGE) != 0, BRIDGE, traits);
    addIf((modifiers & ACC_SYNTHETIC) != 0, SYNTHETIC, traits);
    return traits;
  }

  private static void addIf(boolean present, Trait trait, Set<Trait> traits) {
    if (present) {
      traits.add(trait);
    }
  }
}
