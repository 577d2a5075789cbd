package io.glimpse.trace;

import org.jspecify.annotations.Nullable;

/**
 * A function call under way. Exactly one of {@link #returned} and {@link #failed} ends it; both
 * give the thread its former active span back and never throw.
 *
 * <pre>{@code
 * OpenCall open = tracer.open(function, arguments);
 * Object result;
 * try {
 *   result = call.proceed();
 * } catch (Throwable thrown) {
 *   open.failed(thrown);
 *   throw thrown;
 * }
 * return open.returned(result);
 * }</pre>
 *
 * <p>It is the one object that a traced call costs. Its START lies on the thread's desk, from
 * {@code at} on, until it ends.
 *
 * @since 0.1
 */
public final class OpenCall extends ActiveSpan {
  final TracedFunction function;
  final Workspace workspace;
  final int at;

  /** Where what the end says too is over; behind it START has its padding. */
  int endsAt;

  OpenCall(
      LocalRoot root,
      @Nullable ActiveSpan parent,
      long spanId,
      int depth,
      TracedFunction function,
      Workspace workspace,
      int at) {
    super(root, parent, spanId, depth);
    this.function = function;
    this.workspace = workspace;
    this.at = at;
    this.endsAt = at;
  }

  /**
   * The call returned {@code result}.
   *
   * @return what the caller shall get, which is the same
   */
  public @Nullable Object returned(@Nullable Object result) {
    root.recorder.returned(this, result);
    return result;
  }

  /** The call threw. */
  public void failed(Throwable thrown) {
    root.recorder.failed(this, thrown);
  }

  /** For the debugger. */
  @Override
  public String toString() {
    return function.name().qualified() + " " + context();
  }
}
