package io.glimpse.cdi;

import org.jspecify.annotations.Nullable;

/**
 * Recognizes the calls that a bean makes to itself. Where the interceptors lie in a subclass (ArC)
 * {@code this.other()} passes through them, and elsewhere it does not; the same policy shall leave
 * the same tree.
 *
 * <p>A thread remembers the bean instance whose call it is in. A call of the same instance right
 * below is the bean's own, unless it came by a client proxy: then the bean has gone out and come in
 * again. Only to tell these two apart the stack is looked at, so only calls within the same
 * instance pay for it.
 */
final class OwnCalls {
  private static final String CLIENT_PROXY = "_ClientProxy";

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

  /** Whether the call of {@code target} that has just come in is one of its own. */
  static boolean isOwn(@Nullable Object[] inside, Object target) {
    return inside[0] == target && !cameByProxy(target.getClass());
  }

  /** Looks at who called the first, that is innermost, of the generated subclass's frames. */
  private static boolean cameByProxy(Class<?> subclass) {
    return STACK.walk(
        frames ->
            frames
                .map(StackWalker.StackFrame::getDeclaringClass)
                .dropWhile(type -> type != subclass)
                .dropWhile(type -> type == subclass)
                .findFirst()
                .map(type -> type.getName().endsWith(CLIENT_PROXY))
                .orElse(false));
  }
}
