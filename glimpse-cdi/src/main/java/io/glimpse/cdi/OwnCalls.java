package io.glimpse.cdi;

import java.lang.StackWalker.StackFrame;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes the calls that a bean makes to itself. Where the interceptors lie in a subclass (ArC)
 * {@code this.other()} passes through them, and elsewhere it does not; the same policy shall leave
 * the same tree.
 *
 * <p>A thread remembers the bean instance whose traced call it is in. A call of the same instance
 * right below is the bean's own, unless it came by a client proxy: then the bean has gone out and
 * come in again. A method that is not traced leaves no such mark; its calls are recognized by the
 * first frame above the subclass's that is neither the JDK's nor a lambda: one of the bean's class.
 * A lambda that outlives its method and calls the bean later is no call of its own.
 *
 * <p>To look at the stack takes a microsecond or two. So only those calls pay for it that are made
 * within the same instance, and those of methods that the bean's class calls somewhere ({@link
 * SelfCalls}).
 */
final class OwnCalls {
  private static final String CLIENT_PROXY = "_ClientProxy";

  private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

  private static final StackWalker STACK =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  /** An array of the JDK's with one place, which is empty outside of calls. */
  private static final ThreadLocal<@Nullable Object[]> INSIDE = new ThreadLocal<>();

  private OwnCalls() {}

  /** The place of this thread. */
  static @Nullable Object[] ofThisThread() {
    @Nullable Object[] inside = INSIDE.get();
    if (inside == null) {
      inside = new Object[1];
      INSIDE.set(inside);
    }
    return inside;
  }

  /** Whether the call of {@code target} that has just come in is one of its own. Never throws. */
  static boolean isOwn(@Nullable Object[] inside, Object target, Method method) {
    try {
      Class<?> subclass = target.getClass();
      if (inside[0] == target) {
        return !cameByProxy(subclass);
      }
      return SelfCalls.of(subclass).mayContain(method.getName()) && cameFromItself(subclass);
    } catch (Throwable unknown) {
      return false;
    }
  }

  private static boolean cameByProxy(Class<?> subclass) {
    return STACK.walk(
        frames ->
            aboveTheSubclass(frames, subclass)
                .findFirst()
                .map(frame -> frame.getDeclaringClass().getName().endsWith(CLIENT_PROXY))
                .orElse(false));
  }

  private static boolean cameFromItself(Class<?> subclass) {
    return STACK.walk(
        frames ->
            aboveTheSubclass(frames, subclass)
                .filter(frame -> !isPassedOver(frame, subclass))
                .findFirst()
                .map(frame -> isOfTheBean(frame.getDeclaringClass(), subclass))
                .orElse(false));
  }

  /** Who called the first, that is innermost, of the generated subclass's frames, and so on. */
  private static Stream<StackFrame> aboveTheSubclass(Stream<StackFrame> frames, Class<?> subclass) {
    return frames
        .dropWhile(frame -> frame.getDeclaringClass() != subclass)
        .dropWhile(frame -> frame.getDeclaringClass() == subclass)
        .filter(frame -> !isBridge(frame, subclass));
  }

  /**
   * The compiler's own way into a method that a generic supertype declares: no call of the user's.
   */
  private static boolean isBridge(StackFrame frame, Class<?> subclass) {
    if (!isOfTheBean(frame.getDeclaringClass(), subclass)) {
      return false;
    }
    for (Method method : frame.getDeclaringClass().getDeclaredMethods()) {
      if (method.isBridge()
          && method.getName().equals(frame.getMethodName())
          && MethodType.methodType(method.getReturnType(), method.getParameterTypes())
              .equals(frame.getMethodType())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPassedOver(StackFrame frame, Class<?> subclass) {
    Class<?> type = frame.getDeclaringClass();
    ClassLoader loader = type.getClassLoader();
    return loader == null
        || loader == PLATFORM
        || (isOfTheBean(type, subclass) && frame.getMethodName().startsWith("lambda$"));
  }

  /** A class that the user wrote, or one that it inherits from. */
  private static boolean isOfTheBean(Class<?> type, Class<?> subclass) {
    return type.isAssignableFrom(subclass) && !GeneratedClasses.isGenerated(type);
  }
}
