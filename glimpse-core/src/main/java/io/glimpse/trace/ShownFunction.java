package io.glimpse.trace;

import io.glimpse.async.LateResult;
import io.glimpse.record.FunctionName;
import io.glimpse.render.ArgumentNames;
import org.jspecify.annotations.Nullable;

/**
 * A function as the records of one {@link Recorder} show it: resolved once for its settings, so
 * that a call finds everything ready. A call keeps the one that it began with.
 */
record ShownFunction(
    Recorder recorder,
    int index,
    FunctionName name,
    ArgumentNames arguments,
    boolean resultHidden,
    boolean keepsArguments,
    boolean keepsResult,
    @Nullable LateResult lateResult) {
  boolean hasArguments() {
    return keepsArguments && arguments.count() > 0;
  }
}
