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
 * <p>It is the one object that a traced call costs. Its arguments lie, rendered, in the thread's
 * workspace, from {@code argsAt} on, until it ends.
 *
 * @since 0.1
 */
public final class OpenCall extends ActiveSpan {
  final TracedFunction function;
  final Workspace workspace;
  final long startNanos;
  final int argsAt;
  final int argsLength;

  OpenCall(
      LocalRoot root,
      @Nullable ActiveSpan parent,
      long spanId,
      int depth,
      TracedFunction function,
      Workspace workspace,
      long startNanos,
      int argsAt,
      int argsLength) {
    super(root, parent, spanId, depth);
    this.function = function;
    this.workspace = workspace;
    this.startNanos = startNanos;
    this.argsAt = argsAt;
    this.argsLength = argsLength;
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
