package io.glimpse.trace;

import io.glimpse.async.LateResult;
import io.glimpse.record.FunctionName;
import io.glimpse.render.ArgumentNames;
import org.jspecify.annotations.Nullable;

/**
 * Everything about a function that is known before it is called, resolved once: what it is called
 * in records, what its parameters are called, and which of its values are kept.
 *
 * <p>Made by {@link Tracer#function}; the edges keep it beside the method.
 *
 * @since 0.1
 */
public final class TracedFunction {
  private final int index;
  private final FunctionName name;
  private final ArgumentNames arguments;
  private final boolean resultHidden;
  private final boolean keepsArguments;
  private final boolean keepsResult;
  private final @Nullable LateResult lateResult;

  TracedFunction(
      int index,
      FunctionName name,
      ArgumentNames arguments,
      boolean resultHidden,
      boolean keepsArguments,
      boolean keepsResult,
      @Nullable LateResult lateResult) {
    this.index = index;
    this.name = name;
    this.arguments = arguments;
    this.resultHidden = resultHidden;
    this.keepsArguments = keepsArguments;
    this.keepsResult = keepsResult;
    this.lateResult = lateResult;
  }

  /** The same function, of which no result is shown. */
  public TracedFunction withHiddenResult() {
    return new TracedFunction(
        index, name, arguments, true, keepsArguments, keepsResult, lateResult);
  }

  /** What it is called in records. */
  public FunctionName name() {
    return name;
  }

  /** Whether it has parameters whose values are recorded. */
  public boolean hasParameters() {
    return keepsArguments && arguments.count() > 0;
  }

  int index() {
    return index;
  }

  ArgumentNames arguments() {
    return arguments;
  }

  boolean resultHidden() {
    return resultHidden;
  }

  boolean keepsArguments() {
    return keepsArguments;
  }

  boolean keepsResult() {
    return keepsResult;
  }

  /** Null where a call has ended when it returns, which most have. */
  @Nullable LateResult lateResult() {
    return lateResult;
  }

  /** The qualified name. */
  @Override
  public String toString() {
    return name.qualified();
  }
}
