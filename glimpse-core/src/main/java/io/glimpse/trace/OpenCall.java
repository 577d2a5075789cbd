package io.glimpse.trace;

import io.glimpse.async.LateResult;
import java.lang.invoke.VarHandle;
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
 * <p>It is the one object that a traced call costs. What its records say in numbers it knows; their
 * sections, where START has any, lie on the thread's desk from {@code at} on until it returns,
 * behind its id. An asynchronous call takes a copy along.
 *
 * @since 0.1
 */
public final class OpenCall extends ActiveSpan {
  final ShownFunction function;
  final Workspace workspace;
  final int at;

  /** In nanoseconds since 1970. */
  final long startNanos;

  private static final int OVER = -1;
  private static final int AWAY = -2;

  /** Where the sections of START are over, or what has become of it. */
  private int endsAt;

  OpenCall(
      LocalRoot root,
      @Nullable ActiveSpan parent,
      long spanId,
      int depth,
      ShownFunction function,
      Workspace workspace,
      int at,
      long startNanos) {
    super(root, parent, spanId, depth);
    this.function = function;
    this.workspace = workspace;
    this.at = at;
    this.endsAt = at;
    this.startNanos = startNanos;
  }

  /** Its START has sections, which lie on the desk up to here. */
  void hasSections(int to) {
    endsAt = to;
  }

  /** Where they are over; negative where the call no longer has any on the desk. */
  int endsAt() {
    return endsAt;
  }

  /**
   * The call returned {@code result}. A function that is declared to return a stage or a publisher
   * is asynchronous: its call gives the thread back now, and ends with the result, on whichever
   * thread that ends (specification, section 5).
   *
   * @return what the caller shall get: the same, or where it is a publisher, one that signals the
   *     same
   */
  public @Nullable Object returned(@Nullable Object result) {
    LateResult late = function.lateResult();
    if (late != null) {
      return root.recorder.lateCalls().returned(this, late, result);
    }
    root.recorder.calls().returned(this, result);
    return result;
  }

  /** The call threw. */
  public void failed(Throwable thrown) {
    root.recorder.calls().failed(this, thrown);
  }

  /**
   * It no longer counts for the depth. Other threads see it sooner or later, but not before what it
   * has put.
   */
  void over() {
    VarHandle.releaseFence();
    endsAt = OVER;
  }

  /** It has returned and goes on; its START no longer lies on the desk. */
  void away() {
    endsAt = AWAY;
  }

  /** Whether numbers say everything about it if it returns; not where a trace ends with it. */
  boolean isSaidInNumbers() {
    return endsAt == at && parent != null && root.plain && function.inNumbers();
  }

  boolean isOver() {
    return endsAt == OVER;
  }

  /** It has returned or thrown, if only for now, or its thread never came to that. */
  boolean hasLeftItsThread() {
    return endsAt < 0 || !workspace.isThreadAlive();
  }

  boolean isOnDesk(Workspace desk) {
    return workspace == desk && endsAt >= 0;
  }

  /** It is recorded and has neither returned nor thrown. */
  boolean isRunning() {
    return root.recorded && endsAt >= 0;
  }

  @Override
  boolean isOpenCall() {
    return !isOver();
  }

  /** For the debugger. */
  @Override
  public String toString() {
    return function.name().qualified() + " " + context();
  }
}
